"""Troubles that calls to a fake cloud meet, and a count of what was sent."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, override

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    LockOffline,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransientError,
    VendorError,
)
from tests.fake_cloud.faults import Script

from .house import Door, Kind, Topic, Trouble

_TOPICS: Final = {
    "codes.list": Topic.READ,
    "codes.get": Topic.READ,
    "codes.add": Topic.ADD,
    "codes.update": Topic.CHANGE,
    "codes.set_enabled": Topic.CHANGE,
    "codes.delete": Topic.DELETE,
    "operate": Topic.OPERATE,
    "account": Topic.STATES,
    "inventory": Topic.STATES,
    "states": Topic.STATES,
    "activity": Topic.ACTIVITY,
    "settings.set": Topic.SETTING,
}
_ERRORS: Final[dict[Kind, Callable[[], VendorError]]] = {
    Kind.BUSY: LockBusy,
    Kind.OFFLINE: LockOffline,
    Kind.LIMITED: lambda: RateLimited(retry_after=90),
    Kind.UNREACHABLE: CloudUnreachable,
    Kind.SIGNED_OUT: AuthError,
    Kind.LOST_BEFORE: OutcomeUnknown,
    Kind.LOST_AFTER: OutcomeUnknown,
    Kind.GARBLED_BEFORE: ProtocolError,
    Kind.GARBLED_AFTER: ProtocolError,
}


class TroubledScript(Script):
    """Lets calls meet their troubles and counts what was not refused."""

    def __init__(self, on_call: Callable[[], None]) -> None:
        """Start without troubles; `on_call` is called when a call has done its work."""
        super().__init__()
        self._on_call = on_call
        self.troubles: list[Trouble] = []
        self.sent: Counter[tuple[Topic, Door | None]] = Counter()
        """Calls that were not provably refused."""
        self.under_way: Counter[Door | None] = Counter()
        """Calls about codes, by lock."""

    @override
    @asynccontextmanager
    async def call(self, method: str, lock_id: Door | None) -> AsyncIterator[None]:
        sending = (_TOPICS.get(method, Topic.READ), lock_id)
        self.sent[sending] += 1
        self.under_way[lock_id] += method.startswith("codes.")
        try:
            async with self._troubled(sending[0]):
                yield
        except TransientError, RejectedError, AuthError:
            self.sent[sending] -= 1
            raise
        finally:
            self.under_way[lock_id] -= method.startswith("codes.")

    @asynccontextmanager
    async def _troubled(self, topic: Topic) -> AsyncIterator[None]:
        trouble = self._met(topic)
        if trouble is None:
            yield
            self._on_call()
            return
        error = None if trouble.kind.slow else _ERRORS[trouble.kind]()
        if isinstance(error, OutcomeUnknown) and not trouble.topic.writes:
            # Whoever only asked has lost nothing but an answer.
            error = CloudUnreachable()
        if not trouble.kind.done:
            await asyncio.sleep(trouble.seconds if trouble.kind.slow else 0)
            if error is not None:
                raise error
        yield
        self._on_call()
        if trouble.kind.done:
            await asyncio.sleep(trouble.seconds if trouble.kind.slow else 0)
            if error is not None:
                raise error

    def _met(self, topic: Topic) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and trouble.topic is topic:
                trouble.times -= 1
                return trouble
        return None
