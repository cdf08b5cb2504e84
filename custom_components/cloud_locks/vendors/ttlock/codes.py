"""Codes on locks (TTLock docs, passcode): those that were chosen and those computed.

Codes with chosen digits reach the lock through its gateway, or they are refused: one
that only the cloud knows would be a code that does not open the door.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, override

from ...model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeId,
    CodeKind,
    CodeStatus,
    CodeWrite,
    status_by_schedule,
)
from ...model.command import Outcome
from ...model.errors import InvalidCode, NotFound
from ...model.lock import LockId
from ...model.masking import same_name
from ...model.parts import Codes, Depth
from ...model.reason import Reason
from ...model.schedule import Schedule
from .._connection import Connection
from .api import Api
from .api_codes import BY_GATEWAY, IN_CLOUD_ONLY, Period
from .code_times import schedule_of, written
from .code_wire import ERASER, CodeItem
from .error_numbers import InvalidParameter
from .facts import LockFacts
from .known import KnownLocks
from .starts import Starts
from .turns import Turns

_ON_ITS_WAY: Final[Mapping[int, CodeStatus]] = {
    3: CodeStatus.PENDING,
    4: CodeStatus.PENDING,
    5: CodeStatus.FAILED,
    6: CodeStatus.PENDING,
    8: CodeStatus.REMOVING,
}
"""`status`: waiting, adding, adding failed, changing, deleting. 1 is in order; after 7
and 9, when changing or deleting failed, the code is on the lock as it was."""

_EXPIRED: Final = 2
_NOT_ON_LOCK: Final = frozenset({3, 4, 5})
_FAILED: Final = frozenset({5, 7, 9})


class TtlockCodes(Codes):
    """Codes as the cloud lists them."""

    def __init__(
        self, api: Api, known: KnownLocks, turns: Turns, connection: Connection
    ) -> None:
        """Take what to send by, what is known, who is whose turn, and the clock."""
        self._api = api
        self._known = known
        self._turns = turns
        self._now = connection.now
        self._starts = Starts(connection.now)

    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        facts = await self._known.facts(lock_id)
        items = await self._api.codes.list(facts.vendor_id)
        # What erases all codes when it is typed opens no door.
        return tuple(
            self._code(facts, item, depth) for item in items if item.type != ERASER
        )

    @override
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        facts = await self._known.facts(lock_id)
        item = await self._api.codes.get(facts.vendor_id, code_id)
        return self._code(facts, item, depth)

    def _code(self, facts: LockFacts, item: CodeItem, depth: Depth) -> AccessCode:
        """Return a listed code in words of the model."""
        now, schedule = self._now(), schedule_of(item, facts.zone)
        way = _ON_ITS_WAY.get(item.status or 0)
        also = [] if way is None else [way]
        if item.status == _EXPIRED:
            also.append(CodeStatus.EXPIRED)
        return AccessCode(
            id=item.id,
            name=item.name,
            kind=CodeKind.ONLINE if item.custom else CodeKind.OFFLINE,
            schedule=schedule,
            status=status_by_schedule(schedule, now, also=also),
            on_lock=_on_lock(item),
            verified_at=now,
            reason=Reason.NOT_CONFIRMED if item.status in _FAILED else None,
            pin=item.pin if depth is Depth.PINS else None,
        )

    @override
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        facts = await self._known.facts(lock_id)
        kind, period = written(draft.schedule)
        pin, name = draft.pin, draft.name.strip()
        if pin is None:
            raise InvalidCode("no digits", reason=Reason.PIN_REQUIRED)

        async def send(period: Period | None) -> str | None:
            return await self._api.codes.add(facts.vendor_id, name, pin, kind, period)

        code_id = await self._written(facts, period, send)
        return CodeWrite(outcome=Outcome.ACCEPTED, code_id=code_id)

    async def _written[T](
        self,
        facts: LockFacts,
        period: Period | None,
        send: Callable[[Period | None], Awaitable[T]],
    ) -> T:
        """Write to the lock in its turn; a start that is past may be refused."""
        facts.check_in_reach()

        async def once() -> T:
            return await send(self._starts.of(facts.lane, period))

        try:
            return await self._turns.through(facts.lane, once)
        except InvalidParameter as err:
            if not self._starts.refused(facts.lane, period):
                raise
            raise InvalidCode(err.detail, reason=Reason.START_PAST) from None

    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        facts = await self._known.facts(lock_id)
        item = await self._api.codes.get(facts.vendor_id, code_id)
        _check_name(item, expect_name)
        period = _changed_period(change.schedule)
        name = None if change.name is None else change.name.strip()

        async def send(period: Period | None) -> None:
            await self._api.codes.change(
                facts.vendor_id, code_id, name=name, pin=change.pin, period=period
            )

        if period is None and change.pin is None:
            # The name is the cloud's matter and needs no gateway.
            await send(None)
            return CodeWrite(outcome=Outcome.CONFIRMED, code_id=code_id)
        await self._written(facts, period, send)
        return CodeWrite(outcome=Outcome.ACCEPTED, code_id=code_id)

    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if not await self._is_there(facts, code_id, expect_name):
            return Outcome.CONFIRMED
        facts.check_in_reach()

        async def once() -> None:
            await self._turns.space_deletions(facts.lane)
            await self._api.codes.delete(facts.vendor_id, code_id, way=BY_GATEWAY)

        try:
            await self._turns.through(facts.lane, once)
        except NotFound:
            # It may also be the lock that is not found, and then the code is on it.
            if await self._is_there(facts, code_id, None):
                raise
            return Outcome.CONFIRMED
        return Outcome.ACCEPTED

    @override
    async def forget(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> None:
        facts = await self._known.facts(lock_id)
        if await self._is_there(facts, code_id, expect_name):
            await self._api.codes.delete(facts.vendor_id, code_id, way=IN_CLOUD_ONLY)

    async def _is_there(
        self, facts: LockFacts, code_id: CodeId, expect_name: str | None
    ) -> bool:
        """Return whether a code is listed; `NotFound` when it has another name."""
        for item in await self._api.codes.list(facts.vendor_id):
            if item.id == code_id:
                _check_name(item, expect_name)
                return True
        return False


def _on_lock(item: CodeItem) -> bool | None:
    """Return whether the lock has a code; of computed ones it knows nothing."""
    if not item.custom or item.status == _EXPIRED:
        return None
    return item.status not in _NOT_ON_LOCK


def _check_name(item: CodeItem, expected: str | None) -> None:
    if expected is not None and not same_name(item.alias, expected):
        raise NotFound("name", reason=Reason.CHANGED_ELSEWHERE)


def _changed_period(schedule: Schedule | None) -> Period | None:
    """Return new dates; for ever cannot be said in a change, only from the start."""
    if schedule is None:
        return None
    _, period = written(schedule)
    if period is None:
        raise InvalidCode("for ever", reason=Reason.SCHEDULE_UNSUPPORTED)
    return period
