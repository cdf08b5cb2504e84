"""Codes on Tedee locks: PINs of keypads (Tedee API docs, how to manage PINs)."""

from functools import partial
from typing import override

from ...model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeId,
    CodeWrite,
    status_by_schedule,
)
from ...model.command import Outcome
from ...model.errors import InvalidCode, NotFound, ProtocolError
from ...model.lock import LockId
from ...model.masking import same_name
from ...model.parts import Codes, Depth
from ...model.reason import Reason
from .._connection import Connection
from .api import TedeeApi
from .facts import LockFacts
from .hours_wire import WireHours
from .known import KnownLocks
from .pin_wire import PinDetail, PinDraft, PinEntry
from .pins import LockPins
from .schedule_wire import hours_of, schedule_of


class TedeeCodes(Codes):
    """PINs that are written to the lock.

    A code's id is the PIN's id, which may be a slot that is given to another PIN after
    a deletion: pass `expect_name` where a stale id would do harm.
    """

    def __init__(
        self, api: TedeeApi, known: KnownLocks, connection: Connection
    ) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._connection = connection
        self._now = connection.now
        self._pins: dict[LockId, LockPins] = {}

    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        facts, pins = await self._at(lock_id)
        entries = await pins.listing(facts, fresh=fresh)
        codes = [await self._seen(facts, pins, entry, depth) for entry in entries]
        return tuple(code for code in codes if code is not None)

    @override
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        facts, pins = await self._at(lock_id)
        pin_id = _pin_id(code_id)
        if depth is Depth.NAMES:
            for entry in await pins.listing(facts):
                if entry.id == pin_id:
                    return self._code(facts, entry, None, depth)
            raise NotFound("pin")
        detail = await pins.detail(facts, pin_id)
        return self._code(facts, PinEntry(id=pin_id, alias=detail.alias), detail, depth)

    @override
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        facts, pins = await self._at(lock_id)
        if draft.pin is None:
            raise InvalidCode("no digits")
        now = self._now()
        code_id = await pins.create(
            facts,
            PinDraft(
                alias=draft.name.strip(),
                pin=draft.pin,
                hours=hours_of(draft.schedule, now),
            ),
        )
        return CodeWrite(outcome=Outcome.CONFIRMED, code_id=code_id)

    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        facts, pins = await self._at(lock_id)
        schedule = change.schedule
        hours = None if schedule is None else hours_of(schedule, self._now())

        def amend(detail: PinDetail) -> PinDraft:
            if not _is_called(detail.alias, expect_name):
                raise NotFound("alias", reason=Reason.CHANGED_ELSEWHERE)
            return _amended(detail, change, hours)

        await pins.change(facts, _pin_id(code_id), amend)
        return CodeWrite(outcome=Outcome.CONFIRMED, code_id=code_id)

    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        facts, pins = await self._at(lock_id)
        expected = None
        if expect_name is not None:
            expected = partial(_is_called, expected=expect_name)
        await pins.remove(facts, _pin_id(code_id), expected)
        return Outcome.CONFIRMED

    async def _at(self, lock_id: LockId) -> tuple[LockFacts, LockPins]:
        facts = await self._known.facts(lock_id)
        if lock_id not in self._pins:
            self._pins[lock_id] = LockPins(self._api, self._connection)
        return facts, self._pins[lock_id]

    async def _seen(
        self, facts: LockFacts, pins: LockPins, entry: PinEntry, depth: Depth
    ) -> AccessCode | None:
        """Return a listed code as deep as asked for; None when it is gone by now."""
        detail = pins.remembered(entry.id)
        if depth is Depth.PINS or (depth is Depth.SCHEDULES and detail is None):
            try:
                detail = await pins.detail(facts, entry.id)
            except NotFound:
                return None
        return self._code(facts, entry, detail, depth)

    def _code(
        self,
        facts: LockFacts,
        entry: PinEntry,
        detail: PinDetail | None,
        depth: Depth,
    ) -> AccessCode:
        """Return a PIN as a code; what is not in the list was read with `detail`."""
        now = self._now()
        schedule = None
        if detail is not None and depth is not Depth.NAMES:
            schedule = schedule_of(detail.hours, facts.lock.time_zone, now)
        return AccessCode(
            id=entry.id,
            name=entry.name if detail is None else detail.name,
            schedule=schedule,
            status=status_by_schedule(schedule, now),
            on_lock=True,
            verified_at=now,
            pin=detail.pin if detail and depth is Depth.PINS else None,
        )


def _amended(
    detail: PinDetail, change: CodeChange, hours: WireHours | None
) -> PinDraft:
    """Return a PIN with a change, and with its own hours unless there are others.

    `ProtocolError` when what is kept is not readable.
    """
    pin = change.pin or detail.pin
    hours = hours or detail.hours
    if pin is None or hours is None:
        raise ProtocolError("pin not readable")
    alias = detail.alias if change.name is None else change.name.strip()
    return PinDraft(alias=alias, pin=pin, hours=hours)


def _pin_id(code_id: CodeId) -> str:
    """Return an id as it may stand in a path; `NotFound` for what is no id."""
    if not (code_id.isascii() and code_id.isdigit()):
        raise NotFound("pin")
    return code_id


def _is_called(alias: str, expected: str | None) -> bool:
    """Return whether a PIN has the name that somebody knows it by."""
    return expected is None or same_name(alias, expected)
