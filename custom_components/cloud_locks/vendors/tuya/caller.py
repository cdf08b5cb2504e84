"""Sending calls: signed, opened, and with another token when one was refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ...model.errors import (
    LockBusy,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    VendorError,
)
from ...model.reason import Reason
from .._connection import Connection
from .._record import Record
from .._tokens import TokenKeeper, Tokens
from .auth import UID, SignIn
from .calls import Call
from .envelope import happened, opened
from .error_numbers import SignatureRefused, TokenRefused
from .wire import flag_of, number_of

_MOST_PAGES: Final = 200
"""No listing has more; a cloud that turns in circles ends here."""


class Caller:
    """Calls of one account. All methods raise the errors of `model.errors`."""

    def __init__(self, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        self.sign_in = SignIn(connection)
        self._send = connection.transport.send
        self._now = connection.now
        self._keeper = TokenKeeper(
            connection.tokens, self.sign_in.renew, now=connection.now
        )
        self.sign_in.follow(self._keeper.facts)

    async def account_id(self) -> str:
        """Return whose account it is. `AuthError` when nobody is signed in."""
        tokens = await self._keeper.current()
        if UID not in tokens.facts:
            tokens = await self._keeper.instead_of(tokens)
        if (uid := tokens.facts.get(UID)) is None:
            raise ProtocolError("signed in without an account")
        return uid

    async def ask(self, call: Call, *, deadline: datetime | None = None) -> Record:
        """Make a call; nothing is sent after `deadline` (`LockBusy`, too late).

        A refused token proves that nothing was done: the call is made once more with
        another one, unless it holds a ticket, which is the caller's to renew.
        """
        tokens = await self._keeper.current()
        try:
            return await self._once(call, tokens, deadline)
        except TokenRefused:
            tokens = await self._keeper.instead_of(tokens)
            if call.ticket:
                raise
        try:
            return await self._once(call, tokens, deadline)
        except TokenRefused as err:
            raise _still_refused(err, call) from None

    async def _once(
        self, call: Call, tokens: Tokens, deadline: datetime | None
    ) -> Record:
        if deadline is not None and self._now() > deadline:
            raise LockBusy("not ready in time", reason=Reason.TOO_LATE)
        answer = await self._send(self.sign_in.request(call, tokens.access))
        return opened(answer, now=self._now(), reads=call.reads)

    async def result(self, call: Call) -> object:
        """Return the `result` of a reading, whatever it is."""
        return (await self.ask(call)).get("result")

    async def record(self, call: Call) -> Record:
        """Return the `result` of a call that is an object.

        A write whose answer is none may have been done: `OutcomeUnknown`.
        """
        result = await self.result(call)
        try:
            return Record(result, "result")
        except ProtocolError as err:
            raise err if call.reads else OutcomeUnknown(err.detail) from None

    async def done(self, call: Call) -> None:
        """Make a write whose answer is a yes; `RejectedError` for a no."""
        if happened(await self.ask(call)) is False:
            raise RejectedError("result false")

    async def listed(
        self, make: Callable[[int], Call], *, key: tuple[str, ...]
    ) -> list[Record]:
        """Return the `records` of page after page, each once by its fields `key`.

        `total` and `has_more` contradict each other at times, so what comes counts:
        until nothing says that there is more, or a page has nothing new.
        """
        found: dict[tuple[str, ...], Record] = {}
        for number in range(1, _MOST_PAGES + 1):
            page = await self.record(make(number))
            fresh = {
                _key(item, key) or (f"{number}:{place}",): item
                for place, item in enumerate(page.records("records"))
            }
            if fresh.keys() <= found.keys():
                break
            found |= fresh
            if flag_of(page, "has_more") is not True and len(found) >= (
                number_of(page, "total") or 0
            ):
                break
        return list(found.values())


def _key(item: Record, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what tells an entry from all others, None when it does not say."""
    told = tuple(item.maybe_identifier(name) or "" for name in names)
    return told if all(told) else None


def _still_refused(err: TokenRefused, call: Call) -> VendorError:
    """Return what it means that a new token was refused too."""
    if isinstance(err, SignatureRefused):
        # The new token was signed for with the same secret: the mistake is ours.
        return (ProtocolError if call.reads else RejectedError)(err.detail)
    if err.detail == "HTTP 403":
        return NotPermitted(err.detail)
    return err
