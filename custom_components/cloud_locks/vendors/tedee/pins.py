"""The PINs of one lock: one call at a time, and what is remembered of them.

Each call is a round trip to the lock by way of bridge and Bluetooth, and a second one
at the same time is refused. Digits are never remembered.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from ...model.errors import NotFound, OutcomeUnknown, VendorError
from ...model.reason import Reason
from .._connection import Connection
from .._http import GarbledRead, GarbledWrite
from .._retry import when_free
from .api import TedeeApi
from .facts import LockFacts
from .pin_wire import PinDetail, PinDraft, PinEntry, PinList

_BUSY_DELAYS: Final = (2.0, 4.0, 8.0)
"""Seconds. Somebody else manages PINs; this call did nothing (Tedee API docs, 409)."""


class LockPins:
    """The PINs of one lock.

    Methods take what is known of the lock at the time, since it may have got another
    vendor id. They raise the errors of `model.errors`.
    """

    def __init__(self, api: TedeeApi, connection: Connection) -> None:
        """Start knowing nothing; nothing is sent."""
        self._api = api
        self._sleep = connection.sleep
        self._turn = asyncio.Lock()
        self._list: PinList | None = None
        self._details: dict[str, PinDetail] = {}
        self._conditional = True

    def remembered(self, pin_id: str) -> PinDetail | None:
        """Return a PIN of the last listing as it was read, without its digits."""
        return self._details.get(pin_id)

    async def listing(
        self, facts: LockFacts, *, fresh: bool = False
    ) -> tuple[PinEntry, ...]:
        """Return all PINs; `fresh`: from the lock, whatever is remembered."""
        async with self._turn:
            if fresh:
                self._forget()
            return await self._listing(facts)

    async def detail(self, facts: LockFacts, pin_id: str) -> PinDetail:
        """Read one PIN from the lock. `NotFound` when it is gone."""
        async with self._turn:
            return await self._detail(facts, pin_id)

    async def create(self, facts: LockFacts, draft: PinDraft) -> str:
        """Write a new PIN and return its id."""
        async with self._turn:
            before = frozenset() if self._list is None else self._list.ids
            self._forget()
            pin_id = await self._call(lambda: self._api.create_pin(facts, draft.body()))
            return pin_id or await self._find(facts, draft.alias, before)

    async def change(
        self, facts: LockFacts, pin_id: str, amend: Callable[[PinDetail], PinDraft]
    ) -> None:
        """Write a PIN as `amend` makes it of what is on the lock now."""
        async with self._turn:
            draft = amend(await self._detail(facts, pin_id))
            self._forget()
            try:
                await self._call(
                    lambda: self._api.replace_pin(facts, pin_id, draft.body())
                )
            except GarbledWrite as lost:
                if not await self._holds(facts, pin_id, draft):
                    raise lost from None

    async def remove(
        self, facts: LockFacts, pin_id: str, expected: Callable[[str], bool] | None
    ) -> None:
        """Take a PIN off the lock; one that is gone already is no error.

        `expected` says whether an alias is that of the PIN that is meant.
        """
        async with self._turn:
            self._forget()
            if expected and not await self._is_meant(facts, pin_id, expected):
                return
            self._forget()
            try:
                await self._call(lambda: self._api.delete_pin(facts, pin_id))
            except NotFound:
                # It may also be the lock that is not found, and then the PIN is on it.
                if pin_id in await self._ids(facts):
                    raise
            except GarbledWrite as lost:
                if not await self._is_gone(facts, pin_id):
                    raise lost from None

    async def _listing(self, facts: LockFacts) -> tuple[PinEntry, ...]:
        """Return all PINs, sent anew only if the list changed since the last time."""
        version = None if self._list is None else self._list.version
        try:
            answer = await self._read_list(
                facts, version if self._conditional else None
            )
        except GarbledRead:
            if version is None or not self._conditional:
                raise
            # A 304 that carries a body, which HTTP forbids: it cannot be read at all.
            self._conditional = False
            answer = await self._read_list(facts, None)
        if answer is not None:
            self._remember(answer)
        return () if self._list is None else self._list.pins

    async def _read_list(self, facts: LockFacts, version: int | None) -> PinList | None:
        return await self._call(lambda: self._api.pins(facts, version))

    def _remember(self, answer: PinList) -> None:
        """Keep a list; details of another version may be of other PINs."""
        known = None if self._list is None else self._list.version
        if known is None or answer.version != known:
            self._details.clear()
        self._list = answer

    def _forget(self) -> None:
        """Let the next list be read whole, and details after it."""
        self._list = None

    async def _detail(self, facts: LockFacts, pin_id: str) -> PinDetail:
        detail = await self._call(lambda: self._api.pin(facts, pin_id))
        self._details[pin_id] = detail.without_digits()
        return detail

    async def _find(self, facts: LockFacts, alias: str, before: frozenset[str]) -> str:
        """Return the id of a PIN that was just written and whose id got lost.

        Whatever fails here, `OutcomeUnknown` is raised: the PIN is on the lock.
        """
        try:
            pins = await self._listing(facts)
        except VendorError as err:
            raise OutcomeUnknown(f"written, not listed: {err.detail}") from None
        found = [pin.id for pin in pins if pin.alias == alias and pin.id not in before]
        if len(found) != 1:
            raise OutcomeUnknown(f"{len(found)} candidates")
        return found[0]

    async def _is_meant(
        self, facts: LockFacts, pin_id: str, expected: Callable[[str], bool]
    ) -> bool:
        """Return whether a PIN is there; `NotFound` when the id is another's by now."""
        for pin in await self._listing(facts):
            if pin.id == pin_id:
                if not expected(pin.alias):
                    raise NotFound("alias", reason=Reason.CHANGED_ELSEWHERE)
                return True
        return False

    async def _ids(self, facts: LockFacts) -> frozenset[str]:
        return frozenset(pin.id for pin in await self._listing(facts))

    async def _holds(self, facts: LockFacts, pin_id: str, draft: PinDraft) -> bool:
        """Return whether the lock holds a PIN; no, when it cannot be asked."""
        try:
            return draft.is_on(await self._detail(facts, pin_id))
        except VendorError:
            return False

    async def _is_gone(self, facts: LockFacts, pin_id: str) -> bool:
        """Return whether the lock holds a PIN no more; no, when it cannot be asked."""
        try:
            return pin_id not in await self._ids(facts)
        except VendorError:
            return False

    async def _call[T](self, call: Callable[[], Awaitable[T]]) -> T:
        return await when_free(call, delays=_BUSY_DELAYS, sleep=self._sleep)
