"""Hours as commands and lists write them (August user guide, PIN management).

A window is two instants in UTC. Hours of a week are seconds since midnight on the clock
of the lock, and the days a rule as calendars have it. The lists give both back as they
were sent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final

from ...model.code_rules import features_of
from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.schedule import Day, Schedule, ScheduleError, ScheduleKind
from ...model.wall_clock import since_midnight
from .._record import Record
from .rules import SCHEDULES

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_FAR: Final = 32_503_680_000
"""Seconds to the year 3000."""

_LAST_SECOND: Final = 86_399
_SECOND: Final = timedelta(seconds=1)

ACCESS_TYPES: Final[Mapping[ScheduleKind, str]] = {
    ScheduleKind.ALWAYS: "always",
    ScheduleKind.WINDOW: "temporary",
    ScheduleKind.WEEKLY: "recurring",
}

_ONCE: Final = frozenset({"onetime", "one-time"})
_DAYS: Final[Mapping[str, Day]] = {day[:2].upper(): day for day in Day}


def hours_of(schedule: Schedule, zone: str | None, now: datetime) -> dict[str, str]:
    """Return the fields of a command; `InvalidCode` for what no lock keeps.

    `zone` is that of the lock's clock, None when nobody knows it.
    """
    if schedule.kind is ScheduleKind.WEEKLY:
        schedule = _by_the_lock(schedule, zone, now)
    if not features_of(schedule) <= SCHEDULES:
        raise _unsupported(schedule.kind)
    fields = {"accessType": ACCESS_TYPES[schedule.kind]}
    if schedule.start is not None and schedule.end is not None:
        start, end = _stamp(schedule.start), _stamp(schedule.end)
        return {**fields, "accessTimes": f"DTSTART={start};DTEND={end}"}
    if schedule.kind is ScheduleKind.ALWAYS:
        return fields
    return {**fields, **_week(schedule)}


def _by_the_lock(schedule: Schedule, zone: str | None, now: datetime) -> Schedule:
    """Return hours of a week by the clock of the lock, with the offsets of now."""
    if zone is None:
        raise _unsupported("no zone")
    if schedule.time_zone == zone or schedule.start or schedule.end:
        return schedule
    days, opens, closes = schedule.weekly_in_utc(now)
    return Schedule.from_weekly_utc(days, opens, closes, zone, now)


def _week(schedule: Schedule) -> dict[str, str]:
    opens = _seconds(schedule.from_time, 0)
    closes = _seconds(schedule.to_time, _LAST_SECOND)
    wanted = schedule.days or frozenset(Day)
    days = ",".join(name for name, day in _DAYS.items() if day in wanted)
    return {
        "accessTimes": f"STARTSEC={opens};ENDSEC={closes}",
        "accessRecurrence": f"FREQ=WEEKLY;INTERVAL=1;BYDAY={days}",
    }


def _unsupported(detail: str) -> InvalidCode:
    return InvalidCode(detail, reason=Reason.SCHEDULE_UNSUPPORTED)


def _stamp(moment: datetime) -> str:
    """Return an instant in UTC with milliseconds, as the documentation writes it."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _seconds(at: time | None, otherwise: int) -> int:
    return otherwise if at is None else since_midnight(at) // _SECOND


def schedule_of(record: Record, zone: str | None) -> Schedule | None:
    """Return when a PIN opens; None for hours that nobody here understands."""
    kind = (record.maybe_text("accessType") or "").lower()
    fields = _pairs(record.maybe_text("accessTimes"))
    try:
        if kind in _ONCE:
            return Schedule.always(uses=1)
        if kind == ACCESS_TYPES[ScheduleKind.ALWAYS]:
            return Schedule.always()
        if kind == ACCESS_TYPES[ScheduleKind.WINDOW]:
            return _window(record, fields)
        if kind == ACCESS_TYPES[ScheduleKind.WEEKLY]:
            days = _days_of(_pairs(record.maybe_text("accessRecurrence")))
            return _weekly(days, fields, zone)
    except ScheduleError:
        pass
    return None


def _window(record: Record, fields: Mapping[str, str]) -> Schedule | None:
    """Return a window, told by fields of its own or in one text."""
    start = record.maybe_instant("accessStartTime") or _moment(fields, "START")
    end = record.maybe_instant("accessEndTime") or _moment(fields, "END")
    return None if start is None or end is None else Schedule.window(start, end)


def _moment(fields: Mapping[str, str], name: str) -> datetime | None:
    """Return an instant, written as a date or as seconds of the epoch."""
    number = _number(fields.get(f"{name}SEC"), most=_FAR)
    if number is not None:
        return _EPOCH + timedelta(seconds=number)
    return Record(fields, "accessTimes").maybe_instant(f"DT{name}")


def _weekly(
    days: frozenset[Day] | None, fields: Mapping[str, str], zone: str | None
) -> Schedule | None:
    opens = _number(fields.get("STARTSEC"), most=_LAST_SECOND)
    closes = _number(fields.get("ENDSEC"), most=_LAST_SECOND + 1)
    if zone is None or days is None or opens is None or closes is None:
        return None
    if closes <= opens:
        return None
    if opens == 0 and closes >= _LAST_SECOND:
        return Schedule.weekly(days, None, None, zone)
    return Schedule.weekly(days, _time(opens), _time(closes % 86_400), zone)


def _time(seconds: int) -> time:
    return (_EPOCH + timedelta(seconds=seconds)).time()


def _days_of(rule: Mapping[str, str]) -> frozenset[Day] | None:
    """Return the days of a rule; None for a rule that says more than days."""
    if rule.keys() - {"FREQ", "INTERVAL", "BYDAY", "WKST"}:
        return None
    if rule.get("INTERVAL", "1") != "1":
        return None
    names = [name.strip() for name in rule.get("BYDAY", "").split(",") if name.strip()]
    if any(name not in _DAYS for name in names):
        return None
    if rule.get("FREQ") == "DAILY" and not names:
        return frozenset(Day)
    days = frozenset(_DAYS[name] for name in names)
    return days if rule.get("FREQ") == "WEEKLY" and days else None


def _pairs(text: str | None) -> dict[str, str]:
    """Return `A=1;B=2` as a mapping."""
    parts = (text or "").removeprefix("RRULE:").split(";")
    pairs = (part.partition("=") for part in parts)
    return {name.strip().upper(): value.strip() for name, _, value in pairs}


def _number(text: str | None, *, most: int) -> int | None:
    digits = text or ""
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(most)):
        return None
    return int(digits) if int(digits) <= most else None
