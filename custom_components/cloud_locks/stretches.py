"""The hours of a schedule as a calendar shows them: whole, and in order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from .model.schedule import Interval, Schedule, ScheduleKind

_WEEK: Final = timedelta(days=7)
"""No stretch of weekly hours that begin and end is longer."""

_AHEAD: Final = timedelta(days=366)
"""How far the next event is looked for."""


def first_stretch(
    schedule: Schedule, now: datetime, today: datetime
) -> Interval | None:
    """Return the stretch that is on or comes next, if there is one."""
    found = stretches(schedule, today, today + _AHEAD)
    return next((stretch for stretch in found if stretch.end > now), None)


def stretches(
    schedule: Schedule, after: datetime, before: datetime
) -> Iterator[Interval]:
    """Yield the whole stretches that reach into [after, before).

    Where the schedule is open at one end they are cut at what was asked for.
    """
    start = after if schedule.start is None else min(after, schedule.start)
    end = before if schedule.end is None else max(before, schedule.end)
    if schedule.kind is ScheduleKind.WEEKLY:
        start, end = after - _WEEK, before + _WEEK
    for stretch in schedule.occurrences(start, end):
        if stretch.start >= before:
            return
        if stretch.end > after:
            yield stretch
