"""Passwords that are computed: the lock accepts them without being told.

The cloud cuts hours: a password for some time begins and ends at full hours, one for a
single use ends six hours after the hour in which it was made. One for some time dies
unless it is used within a day of its start (Tuya docs, offline passwords).
"""

from datetime import datetime, timedelta
from typing import Any, Final, override

from ...model.code_parts import (
    ClearScope,
    DynamicCode,
    DynamicCodes,
    OfflineCode,
    OfflineCodes,
)
from ...model.errors import InvalidCode, OutcomeUnknown, ProtocolError, Unsupported
from ...model.lock import LockId
from ...model.reason import Reason
from ...model.schedule import Schedule, ScheduleError, ScheduleKind
from ...model.secret import Secret
from .._connection import Connection
from .._record import Record
from .api import Api
from .known import KnownLocks
from .wire import moment_of, seconds

_HOUR: Final = timedelta(hours=1)
_FIRST_USE: Final = timedelta(hours=24)
_ONCE: Final = timedelta(hours=6)
_DYNAMIC: Final = timedelta(minutes=5)

_TYPES: Final = {ClearScope.ONE: "clear_one", ClearScope.ALL: "clear_all"}


class TuyaOfflineCodes(OfflineCodes):
    """Offline passwords of all types."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to ask by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now

    @override
    async def generate(
        self, lock_id: LockId, schedule: Schedule, name: str | None
    ) -> OfflineCode:
        facts = await self._known.facts(lock_id)
        now = self._now()
        once = schedule.uses is not None
        fields = _once(schedule) if once else _for_some_time(schedule, now)
        alias = None if name is None else name.strip()
        answer = await self._api.passwords.offline(
            facts.device_id, {**fields, **({"name": alias} if alias else {})}
        )
        # When the cloud does not tell its hours, they are what its page says.
        told = _told_hours(answer) or _hours(schedule, now, once=once)
        start = told.start or now
        return OfflineCode(
            id=answer.maybe_identifier("offline_temp_password_id"),
            name=alias,
            pin=_digits(answer),
            schedule=Schedule.window(told.start, told.end, uses=1 if once else None),
            use_before=told.end if once else start + _FIRST_USE,
            revocable=False,
        )

    @override
    async def generate_clear(
        self, lock_id: LockId, scope: ClearScope, code_id: str | None
    ) -> Secret:
        if (scope is ClearScope.ONE) is not (code_id is not None):
            raise Unsupported("one and its id, or all and none")
        facts = await self._known.facts(lock_id)
        fields: dict[str, Any] = {"type": _TYPES[scope]}
        if code_id is not None:
            fields["password_id"] = code_id
        return _digits(await self._api.passwords.offline(facts.device_id, fields))


def _once(schedule: Schedule) -> dict[str, Any]:
    """Return the fields of a password for a single use: the cloud sets its hours."""
    if schedule.kind is not ScheduleKind.ALWAYS:
        raise _unsupported("once has hours of its own")
    return {"type": "once"}


def _for_some_time(schedule: Schedule, now: datetime) -> dict[str, Any]:
    """Return the fields of a password from one hour to another, outwards to the full.

    The cloud would cut the end as well, and lock somebody out before their time.
    """
    if schedule.kind is not ScheduleKind.WINDOW or schedule.end is None:
        raise _unsupported("needs an end, and no days")
    hours = schedule.rounded(_HOUR)
    start = hours.start or _full_hour(now)
    return {
        "type": "multiple",
        "effective_time": seconds(start),
        "invalid_time": seconds(hours.end or schedule.end),
    }


def _hours(schedule: Schedule, now: datetime, *, once: bool) -> Schedule:
    if once:
        return Schedule.window(_full_hour(now), _full_hour(now) + _ONCE)
    hours = schedule.rounded(_HOUR)
    return Schedule.window(hours.start or _full_hour(now), hours.end)


def _told_hours(answer: Record) -> Schedule | None:
    start, end = (moment_of(answer, it) for it in ("effective_time", "invalid_time"))
    try:
        return None if end is None else Schedule.window(start, end)
    except ScheduleError:
        return None


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _unsupported(detail: str) -> InvalidCode:
    return InvalidCode(detail, reason=Reason.SCHEDULE_UNSUPPORTED)


def _digits(answer: Record) -> Secret:
    """Return digits. Without them the code may exist nevertheless."""
    digits = answer.maybe_identifier("offline_temp_password")
    if digits is None:
        raise OutcomeUnknown("no digits")
    return Secret(digits)


class TuyaDynamicCodes(DynamicCodes):
    """Passwords of the next five minutes; the lock's clock has to be right."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to ask by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now

    @override
    async def current(self, lock_id: LockId) -> DynamicCode:
        facts = await self._known.facts(lock_id)
        asked = self._now()
        answer = await self._api.passwords.dynamic(facts.device_id)
        digits = answer.maybe_identifier("dynamic_password")
        if digits is None:
            raise ProtocolError("no dynamic password")
        return DynamicCode(pin=Secret(digits), valid_until=asked + _DYNAMIC)
