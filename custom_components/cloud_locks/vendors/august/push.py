"""Hearing of changes: by a socket of our own, or by that of a linked account."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from datetime import datetime, timedelta
from typing import Final, override

from ...model.errors import (
    CloudUnreachable,
    ProtocolError,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.parts import Push
from ...model.updates import Hint, Update
from .._connection import Connection, LinkedAccount
from .._record import Record
from .api import Api
from .brands import Row
from .known import KnownLocks
from .messages import Messages
from .socket import PATH, QUERY, EventSocket

_DATA: Final = "data"

_SUBSCRIBER_AGE: Final = timedelta(hours=1)
"""So long a subscriber is used for new connections."""

_CHECK: Final = 60.0
"""Seconds after which a link that says nothing is asked whether it hears."""


class AugustPush(Push):
    """Listens for the account."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to ask by, what is known, and how to connect."""
        self._api = api
        self._known = known
        self._connection = connection
        self._messages = Messages(known)
        self._subscriber: tuple[str, datetime] | None = None

    @override
    async def listen(self) -> AsyncIterator[Update]:
        linked = self._connection.linked
        updates = self._by_socket() if linked is None else self._by_link(linked)
        async with aclosing(updates):
            async for update in updates:
                yield update

    async def _by_link(self, linked: LinkedAccount) -> AsyncGenerator[Update]:
        """Hear what the other integration hears: a second socket would be in vain."""
        if not self._known.all:
            await self._known.inventory()
        heard: asyncio.Queue[Update] = asyncio.Queue()
        stops = [
            linked.subscribe(facts.id, heard.put_nowait) for facts in self._known.all
        ]
        try:
            _check_hears(linked)
            while not heard.empty():
                heard.get_nowait()  # One look at everything is enough to begin with.
            yield Hint()
            while True:
                if (update := await _next(heard)) is not None:
                    yield update
                _check_hears(linked)
        finally:
            for stop in stops:
                stop()

    async def _by_socket(self) -> AsyncGenerator[Update]:
        """Be a subscriber, the same one over lost connections for a while."""
        origin = self._connection.brand.settings.get(Row.SOCKET)
        if origin is None:
            raise Unsupported("push of this brand needs a key that is not ours")
        subscriber = await self._subscribed()
        try:
            async for update in self._heard(origin, subscriber):
                yield update
        except RejectedError:
            await self.close()
            raise

    async def _subscribed(self) -> str:
        """Return a subscriber. How long one is good for is not documented."""
        now = self._connection.now()
        if self._subscriber is not None:
            subscriber, made_at = self._subscriber
            if now - made_at < _SUBSCRIBER_AGE:
                return subscriber
            await self.close()
        subscriber = await self._api.subscribe()
        self._subscriber = subscriber, now
        return subscriber

    async def close(self) -> None:
        """Delete our subscriber, if there is one."""
        told, self._subscriber = self._subscriber, None
        if told is not None:
            with suppress(VendorError):
                await self._api.unsubscribe(told[0])

    async def _heard(self, origin: str, subscriber: str) -> AsyncGenerator[Update]:
        caller = self._api.caller
        headers = await caller.headers(await caller.account.current())
        url = self._connection.transport.url(origin, PATH)
        query = {"subscriberID": subscriber, **QUERY}
        socket = EventSocket(self._connection.session)
        events = socket.events(url.update_query(query), headers)
        async with aclosing(events):
            async for event in events:
                if event is None:
                    yield Hint()
                elif event[0] == _DATA:
                    for update in self._read(event[1]):
                        yield update

    def _read(self, value: object) -> list[Update]:
        """Return what an event says; nothing if it is odd."""
        try:
            return list(self._messages.read(Record(value, "message")))
        except ProtocolError:
            return []


async def _next(heard: asyncio.Queue[Update]) -> Update | None:
    """Return what is heard next, None when it is time to see whether anything is."""
    try:
        async with asyncio.timeout(_CHECK):
            return await heard.get()
    except TimeoutError:
        return None


def _check_hears(linked: LinkedAccount) -> None:
    if not linked.hears:
        raise CloudUnreachable("the linked account is told nothing")
