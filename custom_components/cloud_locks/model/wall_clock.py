"""Times of day on the clock of a zone as instants, through every change of that clock.

A wall time that the clock skips means the instant at which it jumps. A wall time that
the clock shows twice has a first and a last occurrence, and the caller says which.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .schedule_terms import ScheduleError, ScheduleProblem

# Some people and clouds write "for ever" as the last day of the calendar, where adding
# a day or a zone's offset overflows. Instants beyond these are moved to them.
EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
LATEST = datetime(9998, 12, 31, tzinfo=UTC)

_SECOND = timedelta(seconds=1)
_SOME_DAY = date(2001, 1, 1)

# Overnight hours began the day before. Where a clock was set back by a whole day, as
# in Alaska in 1867, hours of one more day on either side reach into the one it repeats.
_DAYS_BEFORE = 2
_DAYS_AFTER = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in UTC: `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    def clip(self, other: Interval) -> Interval | None:
        """Return what both intervals share, None when that is nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None


def merged(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Join intervals, ordered by their start, that touch or overlap."""
    pending: Interval | None = None
    for interval in intervals:
        if pending is None or interval.start > pending.end:
            if pending is not None:
                yield pending
            pending = interval
        else:
            pending = Interval(pending.start, max(pending.end, interval.end))
    if pending is not None:
        yield pending


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; ScheduleError when there is none.

    The first call for a name reads a file, so an event loop warms it in a thread.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError, ValueError, OSError:
        # A folder of zones ("America") is an OSError, a path out of them a ValueError.
        raise ScheduleError(ScheduleProblem.UNKNOWN_TIME_ZONE, name) from None


def to_utc(value: datetime) -> datetime:
    """Return the instant in UTC; ScheduleError when the date-time has no zone.

    Only in UTC do comparisons hold: two date-times that share a zone are compared by
    their wall time, which is wrong in the hour that a clock shows twice.
    """
    if value.utcoffset() is None:
        raise ScheduleError(ScheduleProblem.NAIVE_DATETIME)
    try:
        instant = value.astimezone(UTC)
    except OverflowError:
        return EARLIEST if value.year == 1 else LATEST
    return min(max(instant, EARLIEST), LATEST)


def instant_of(day: date, at: time, zone: ZoneInfo, *, last: bool) -> datetime:
    """Return when the clock of a zone shows a time, in UTC.

    `last` chooses the last of two occurrences; the instant of the jump if skipped.
    """
    wall = datetime.combine(day, at)
    first_time, last_time = (
        wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    # For a skipped time fold 0 counts on from before the jump, fold 1 back from after.
    if last_time < first_time:
        return _jump(wall, zone, last_time, first_time)
    return last_time if last else first_time


def _jump(wall: datetime, zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Find the instant between two others at which the clock jumps over a wall time."""
    low = low.replace(microsecond=0)
    seconds = range((high - low) // _SECOND)
    step = bisect_right(seconds, wall, key=lambda n: _wall(low + n * _SECOND, zone))
    return low + step * _SECOND


def _wall(instant: datetime, zone: tzinfo) -> datetime:
    """Return what the clock of a zone shows at an instant, without the zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


def days_around(interval: Interval, zone: ZoneInfo) -> Iterator[date]:
    """Return, in order, every calendar day whose hours may reach into an interval."""
    first = _wall(interval.start, zone).toordinal() - _DAYS_BEFORE
    final = _wall(interval.end, zone).toordinal() + _DAYS_AFTER
    return map(date.fromordinal, range(first, final + 1))


def offset_at(instant: datetime, zone: ZoneInfo) -> timedelta:
    """Return how far the clock of a zone is ahead of UTC at an instant."""
    return _wall(instant, zone) - _wall(instant, UTC)


def shifted(at: time, by: timedelta) -> tuple[int, time]:
    """Move a time of day; return how many days later that is, and the time there."""
    moved = datetime.combine(_SOME_DAY, at) + by
    return (moved.date() - _SOME_DAY).days, moved.time()


def excess(instant: datetime, step: timedelta, zone: ZoneInfo) -> timedelta:
    """Return how far the clock of a zone is past the last whole step of its day."""
    return since_midnight(_wall(instant, zone).time()) % step


def lack(instant: datetime, step: timedelta, zone: ZoneInfo) -> timedelta:
    """Return how long the clock of a zone takes to the next whole step of its day."""
    return -excess(instant, step, zone) % step


def since_midnight(at: time) -> timedelta:
    """Return a time of day as the time that a clock has run since midnight."""
    return datetime.combine(_SOME_DAY, at) - datetime.combine(_SOME_DAY, time())


def close(one: datetime | None, other: datetime | None, precision: timedelta) -> bool:
    """Return whether two instants, or their absence, agree to within a precision."""
    if one is None or other is None:
        return one is other
    return abs(one - other) < precision
