"""When codes open the door: dates on the wire, and the types of computed codes.

A code with chosen digits holds for ever or from-to. A computed one has a type that says
what its dates mean (TTLock docs, passcode/get): a single use, for ever, from-to, or
hours on certain days, for which the dates are those of the next such day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.schedule import Day, Schedule, ScheduleError, ScheduleKind
from ...model.wall_clock import zone_of
from .api_codes import Period
from .code_wire import PERIOD, PERMANENT, CodeItem

ONCE: Final = 1
ONCE_WITHIN: Final = timedelta(hours=6)
USED_WITHIN: Final = timedelta(hours=24)
"""A computed code that was not typed so long after its start is void."""

_HOUR: Final = timedelta(hours=1)
_YEAR: Final = timedelta(days=366)
_LAST_HOUR: Final = 23

_WEEK: Final = tuple(Day)
_DAYS: Final[Mapping[int, frozenset[Day]]] = {
    5: frozenset({Day.SAT, Day.SUN}),
    6: frozenset(Day),
    7: frozenset(Day) - {Day.SAT, Day.SUN},
    **{8 + place: frozenset({day}) for place, day in enumerate(_WEEK)},
}
"""The types with hours on days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What to ask the cloud for, and what the code will be good for."""

    kind: int
    start: datetime
    end: datetime | None
    schedule: Schedule
    use_before: datetime | None = None


def written(schedule: Schedule) -> tuple[int, Period | None]:
    """Return type and dates of a code with chosen digits.

    `InvalidCode` for what no such code can be.
    """
    if schedule.uses is not None or schedule.kind is ScheduleKind.WEEKLY:
        raise _unsupported("uses or days")
    if schedule.start is None and schedule.end is None:
        return PERMANENT, None
    if schedule.start is None or schedule.end is None:
        raise _unsupported("open end")
    return PERIOD, Period(start=schedule.start, end=schedule.end)


def computed(schedule: Schedule, now: datetime, zone: str) -> Computed:
    """Return how to ask for a computed code; `InvalidCode` for what there is not.

    The cloud cuts times at the hour, so they are moved outwards to whole hours of the
    lock's clock (`zone`), and the answer says which.
    """
    if schedule.kind is ScheduleKind.WEEKLY:
        return _weekly(schedule, now, zone)
    whole = Schedule.window(
        schedule.start or now, schedule.end, time_zone=zone
    ).rounded(_HOUR)
    start, end = whole.start or now, whole.end
    if schedule.uses is not None:
        return _once(start, end)
    if end is None:
        begins = None if schedule.start is None else start
        kept = Schedule.window(begins, None)
        used = start + USED_WITHIN
        return Computed(
            kind=PERMANENT, start=start, end=None, schedule=kept, use_before=used
        )
    if end - start > _YEAR and (start.day, start.hour) != (end.day, end.hour):
        raise _unsupported("over a year, and then exact to the month")
    return Computed(
        kind=PERIOD,
        start=start,
        end=end,
        schedule=Schedule.window(start, end),
        use_before=min(end, start + USED_WITHIN),
    )


def _once(start: datetime, wished: datetime | None) -> Computed:
    """Return a code for a single use; that it must be within six hours is given."""
    end = start + ONCE_WITHIN
    if wished is not None and abs(wished - end) > _HOUR:
        raise _unsupported("once within six hours")
    kept = Schedule.window(start, end, uses=1)
    return Computed(kind=ONCE, start=start, end=end, schedule=kept, use_before=end)


def _weekly(schedule: Schedule, now: datetime, zone: str) -> Computed:
    """Return a code for hours on days: the dates are those of the next such day."""
    if schedule.uses is not None or schedule.end is not None:
        raise _unsupported("hours on days without an end")
    opens, closes = _whole_hours(schedule)
    days = schedule.days or frozenset(Day)
    kind = next((kind for kind, its in _DAYS.items() if its == days), None)
    if kind is None:
        raise _unsupported("these days")
    kept = Schedule.weekly(days, opens, closes, schedule.time_zone or zone)
    begin = max(now, schedule.start or now)
    around = kept.occurrences(begin - timedelta(days=1), begin + timedelta(days=9))
    day = next(it for it in around if it.end > begin)
    return Computed(kind=kind, start=day.start, end=day.end, schedule=kept)


def _whole_hours(schedule: Schedule) -> tuple[time, time]:
    """Return hours of a day moved outwards to whole ones."""
    opens, closes = schedule.from_time, schedule.to_time
    if opens is None or closes is None or schedule.overnight:
        raise _unsupported("hours within a day")
    last = closes.hour + (closes > time(closes.hour))
    if last > _LAST_HOUR:
        raise _unsupported("hours until midnight")
    return time(opens.hour), time(last)


def schedule_of(item: CodeItem, zone: str) -> Schedule | None:
    """Return when a listed code opens the door; None when that makes no sense."""
    try:
        return _schedule_of(item, zone)
    except ScheduleError:
        return None


def _schedule_of(item: CodeItem, zone: str) -> Schedule | None:
    if item.type == PERMANENT:
        # One that was computed begins, one that was chosen has dates of no meaning.
        return Schedule.window(None if item.custom else item.start, None)
    if item.type in {ONCE, PERIOD} and item.start is not None:
        end = item.start + ONCE_WITHIN if item.type == ONCE else item.end
        return Schedule.window(item.start, end, uses=1 if item.type == ONCE else None)
    days = _DAYS.get(item.type or 0)
    if days is None or item.start is None or item.end is None:
        return None
    opens, closes = (
        moment.astimezone(zone_of(zone)).time() for moment in (item.start, item.end)
    )
    return Schedule.weekly(days, opens, closes, zone)


def _unsupported(what: str) -> InvalidCode:
    return InvalidCode(what, reason=Reason.SCHEDULE_UNSUPPORTED)
