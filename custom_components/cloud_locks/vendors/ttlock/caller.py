"""Sending calls: signed, opened, and with another token when one was refused."""

from datetime import datetime
from typing import Final

from ...model.errors import LockBusy, ProtocolError
from ...model.reason import Reason
from .._connection import Connection
from .._http import Response
from .._record import Record
from .._tokens import TokenKeeper, Tokens
from .auth import Cloud
from .calls import Call, Params
from .envelope import NoSuchEndpoint, NotBound, opened
from .error_numbers import TokenRefused
from .throttle import Throttle
from .wire import number_of

PAGE: Final = 100
"""Entries of one answer. All lists take so many; the newer documentation says more."""

_MOST_PAGES: Final = 200
"""No listing has more; a cloud that turns in circles ends here."""


class Caller:
    """Calls of one account. All methods raise the errors of `model.errors`."""

    def __init__(self, cloud: Cloud, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        self.cloud = cloud
        self._send = connection.transport.send
        self._now = connection.now
        self._keeper = TokenKeeper(connection.tokens, cloud.renew, now=connection.now)
        self._throttle = Throttle(
            cloud.per_minute, now=connection.now, sleep=connection.sleep
        )
        self._missing = set(cloud.lacks)

    @property
    def facts(self) -> dict[str, str]:
        """What came with the tokens."""
        return dict(self._keeper.facts)

    def has(self, call: Call) -> bool:
        """Return whether this cloud has an endpoint, as far as is known."""
        return call.path not in self._missing

    def lacks(self, *missing: Call) -> None:
        """Take note of endpoints that this cloud will not have either."""
        self._missing.update(call.path for call in missing)

    async def account_id(self) -> str:
        """Return whose account it is. `AuthError` when nobody is signed in."""
        tokens = await self._keeper.current()
        if (known := self.cloud.account_id(tokens.facts)) is not None:
            return known
        tokens = await self._keeper.instead_of(tokens)
        if (known := self.cloud.account_id(tokens.facts)) is None:
            raise ProtocolError("signed in without an account")
        return known

    async def ask(
        self, call: Call, params: Params, *, deadline: datetime | None = None
    ) -> Record:
        """Make a call; nothing is sent after `deadline` (`LockBusy`, too late)."""
        tokens = await self._keeper.current()
        doubtful = self.cloud.doubtful_numbers if call.reads else frozenset[int]()
        try:
            return await self._placed(call, params, tokens, deadline, doubtful)
        except TokenRefused:
            # Nothing was done: once more with another token, and then no more.
            tokens = await self._keeper.instead_of(tokens)
            return await self._placed(call, params, tokens, deadline, frozenset())

    async def _placed(
        self,
        call: Call,
        params: Params,
        tokens: Tokens,
        deadline: datetime | None,
        doubtful: frozenset[int],
    ) -> Record:
        """Make a call with its secrets where the cloud looks for them."""

        async def once() -> Record:
            answer = await self._sent(call, params, tokens, deadline)
            return self._opened(call, answer, self.cloud.token_numbers | doubtful)

        try:
            return await once()
        except NotBound:
            if not self.cloud.place_secrets_in_address():
                raise
            return await once()

    async def _sent(
        self, call: Call, params: Params, tokens: Tokens, deadline: datetime | None
    ) -> Response:
        request = self.cloud.request(call, params, tokens)
        await self._throttle.pass_one(waits=call.reads)
        if deadline is not None and self._now() > deadline:
            raise LockBusy("not ready in time", reason=Reason.TOO_LATE)
        return await self._send(request)

    def _opened(
        self, call: Call, answer: Response, token_numbers: frozenset[int]
    ) -> Record:
        if call.extra and answer.status == 404:
            self._missing.add(call.path)
            raise NoSuchEndpoint("HTTP 404")
        try:
            return opened(
                answer,
                now=self._now(),
                reads=call.reads,
                at_lock=call.at_lock,
                token_numbers=token_numbers,
            )
        except NoSuchEndpoint:
            self._missing.add(call.path)
            raise

    async def pages(
        self, call: Call, params: Params, *, key: str, size: int = PAGE
    ) -> list[Record]:
        """Return a whole listing, each entry once by its id `key`.

        `total` and `pages` change between pages and contradict each other, so what
        comes counts: until a page has nothing new, or is short and the total reached.
        """
        found: dict[str, Record] = {}
        for number in range(1, _MOST_PAGES + 1):
            page = await self.ask(call, {**params, "pageNo": number, "pageSize": size})
            items = [Record(item, call.path) for item in page.items("list")]
            fresh = {
                item.maybe_identifier(key) or f"{number}:{place}": item
                for place, item in enumerate(items)
            }
            if fresh.keys() <= found.keys():
                break
            found |= fresh
            if len(items) < size and len(found) >= (number_of(page, "total") or 0):
                break
        return list(found.values())
