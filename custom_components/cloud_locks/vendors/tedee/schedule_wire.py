"""Schedules as a Tedee lock keeps them: five fields, all in UTC.

The wire has no zone. What the documentation says of the same structure elsewhere
("repeat event") is that clients convert to UTC, days included, so that is what happens
here: with the offset of the schedule's zone at its start, or now when it has begun. A
lock that really counts in UTC is off by an hour after the next change of the clock.
`docs/vendors/tedee.md` says what of this is not certain.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ...model.code_rules import features_of
from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.schedule import Day, Schedule, ScheduleError, ScheduleKind
from ...model.wall_clock import shifted
from .hours_wire import WireHours
from .rules import SCHEDULES

_MINUTE = timedelta(minutes=1)
_NEXT_DAY = timedelta(days=1)
_MIDNIGHT = time()
_UTC_NAME = "UTC"


def hours_of(schedule: Schedule, now: datetime) -> WireHours:
    """Return a schedule for the wire; `InvalidCode` for what no Tedee lock keeps."""
    if not features_of(schedule) <= SCHEDULES:
        raise InvalidCode(schedule.kind, reason=Reason.SCHEDULE_UNSUPPORTED)
    if schedule.kind is not ScheduleKind.WEEKLY:
        return WireHours(start=schedule.start, end=schedule.end)
    moment = _offset_moment(schedule.start, now)
    days, opens, closes = schedule.weekly_in_utc(moment)
    hours = WireHours(start=schedule.start, end=schedule.end, week_days=_bits(days))
    if opens == closes == _MIDNIGHT:
        return hours
    start, end = _on_wire(moment.date(), opens, closes)
    return replace(hours, opens=start, closes=end)


def _on_wire(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    """Return times of day as date-times, on the day whose offset made them.

    To a lock an end equal to the start may mean no time at all, so 24 hours that are no
    day of UTC end a minute early: an ordinary end on the next day.
    """
    start = datetime.combine(day, opens, UTC)
    end = datetime.combine(day, closes, UTC)
    if end == start:
        end -= _MINUTE
    return start, end if end > start else end + _NEXT_DAY


def schedule_of(
    hours: WireHours | None, zone: str | None, now: datetime
) -> Schedule | None:
    """Return what the lock keeps, by the clock of its zone (UTC when not known).

    None when it makes no sense, such as an end before the start: it was made elsewhere
    and is nothing to fail for.
    """
    if hours is None or (hours.opens is None) is not (hours.closes is None):
        return None
    try:
        if not hours.week_days and hours.opens is None:
            return Schedule.window(hours.start, hours.end, time_zone=zone)
        return _weekly(hours, zone or _UTC_NAME, now)
    except ScheduleError:
        return None


def _weekly(hours: WireHours, zone: str, now: datetime) -> Schedule:
    opens = _MIDNIGHT if hours.opens is None else hours.opens.time()
    closes = _MIDNIGHT if hours.closes is None else hours.closes.time()
    if shifted(closes, _MINUTE)[1] == opens:
        closes = opens
    return Schedule.from_weekly_utc(
        _days(hours.week_days or 0),
        opens,
        closes,
        zone,
        _offset_moment(hours.start, now),
        start=hours.start,
        end=hours.end,
    )


def _offset_moment(start: datetime | None, now: datetime) -> datetime:
    """Return when the offset to UTC is taken: a code for July has that of July."""
    return now.astimezone(UTC) if start is None else max(start, now.astimezone(UTC))


def _bits(days: frozenset[Day]) -> int | None:
    """Return days as bits, None for every day."""
    bits = sum(1 << day.index for day in days)
    return bits or None


def _days(bits: int) -> frozenset[Day]:
    return frozenset(day for day in Day if bits >> day.index & 1)
