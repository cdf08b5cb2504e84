"""When a code opens the door: always, within a window, or in the hours of a week."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal, Self

from .schedule_terms import (
    ScheduleError,
    ScheduleKind,
    SchedulePhase,
    ScheduleProblem,
)
from .wall_clock import (
    EARLIEST,
    LATEST,
    Interval,
    close,
    excess,
    lack,
    merged,
    to_utc,
    zone_of,
)
from .weekly_hours import Day, WeeklyHours

__all__ = [
    "Day",
    "Interval",
    "Schedule",
    "ScheduleError",
    "ScheduleKind",
    "SchedulePhase",
    "ScheduleProblem",
]

_MINUTE = timedelta(minutes=1)

# Weekly hours come back within a week, or two when a clock change swallows one. Who
# finds no beginning and no end for this long will find none later.
_HORIZON = timedelta(days=35)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a code opens the door; made valid or not at all (ScheduleError).

    Instants are kept in UTC. Weekly times are read off the clock of `time_zone`, and
    hours belong to the day on which they begin: Friday 22:00 to 06:00 ends on Saturday.
    When that clock is changed, a skipped time means the instant of the jump. A time
    that it shows twice means its first occurrence as a start and its last as an end, so
    nobody is locked out inside their hours. A whole day ends where the next one begins.
    """

    start: datetime | None = None
    """The first instant."""
    end: datetime | None = None
    """The first instant no more."""
    days: frozenset[Day] = frozenset()
    """Empty: every day."""
    from_time: time | None = None
    """None: whole days."""
    to_time: time | None = None
    """On the next day when not after `from_time`, so 24 hours when equal."""
    time_zone: str | None = None
    """IANA name; needed for days and times."""
    uses: Literal[1] | None = None
    """1: works a single time per lock."""

    def __post_init__(self) -> None:
        """Bring the instants to UTC and refuse what cannot be."""
        for name in ("start", "end"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, to_utc(value))
        self._check_window()
        self._check_clock()
        if self.start and self.end and self._next(self.start) is None:
            raise ScheduleError(ScheduleProblem.EMPTY)

    def _check_window(self) -> None:
        """Refuse a window without length and numbers of uses that no lock has."""
        if self.uses not in {1, None}:
            raise ScheduleError(ScheduleProblem.USES)
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ScheduleError(ScheduleProblem.END_BEFORE_START)

    def _check_clock(self) -> None:
        """Refuse half a pair of times, times with a zone, and zones not known."""
        times = [at for at in (self.from_time, self.to_time) if at is not None]
        if len(times) == 1:
            raise ScheduleError(ScheduleProblem.TIME_WITHOUT_PAIR)
        if any(at.tzinfo is not None for at in times):
            raise ScheduleError(ScheduleProblem.AWARE_TIME)
        if self.time_zone is not None:
            zone_of(self.time_zone)
        elif self.kind is ScheduleKind.WEEKLY:
            raise ScheduleError(ScheduleProblem.ZONE_MISSING)

    @classmethod
    def always(cls, *, uses: Literal[1] | None = None) -> Self:
        """Return the schedule without any limit in time."""
        return cls(uses=uses)

    @classmethod
    def window(
        cls,
        start: datetime | None,
        end: datetime | None,
        *,
        time_zone: str | None = None,
        uses: Literal[1] | None = None,
    ) -> Self:
        """Return the schedule from one instant to another, either of them open."""
        return cls(start=start, end=end, time_zone=time_zone, uses=uses)

    @classmethod
    def weekly(
        cls,
        days: Iterable[Day],
        from_time: time | None,
        to_time: time | None,
        time_zone: str,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        uses: Literal[1] | None = None,
    ) -> Self:
        """Return the schedule of some hours on some days, inside an optional window."""
        return cls(
            start=start,
            end=end,
            days=frozenset(days),
            from_time=from_time,
            to_time=to_time,
            time_zone=time_zone,
            uses=uses,
        )

    @classmethod
    def from_weekly_utc(
        cls,
        days: Iterable[Day],
        from_time: time,
        to_time: time,
        time_zone: str,
        at: datetime,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        uses: Literal[1] | None = None,
    ) -> Self:
        """Return the schedule of hours that a cloud holds in UTC.

        They become hours of `time_zone` by its offset at the instant `at`; from
        midnight to midnight there is a whole day. The inverse of `weekly_in_utc`.
        """
        utc = WeeklyHours(zone_of("UTC"), frozenset(days), from_time, to_time)
        hours = utc.from_utc(zone_of(time_zone), to_utc(at))
        return cls.weekly(
            hours.days,
            hours.opens,
            hours.closes,
            time_zone,
            start=start,
            end=end,
            uses=uses,
        )

    @property
    def kind(self) -> ScheduleKind:
        """The shape: weekly when there are days or times, else a window or always."""
        if self.days or self.from_time is not None:
            return ScheduleKind.WEEKLY
        if self.start is not None or self.end is not None:
            return ScheduleKind.WINDOW
        return ScheduleKind.ALWAYS

    @property
    def overnight(self) -> bool:
        """Whether the hours of a day end on the next one, if only at its midnight."""
        return self._hours is not None and self._hours.overnight

    def is_active(self, at: datetime) -> bool:
        """Return whether the code opens the door at an instant."""
        instant = to_utc(at)
        stretches = self.occurrences(instant, instant + datetime.resolution)
        return next(stretches, None) is not None

    def phase(self, at: datetime) -> SchedulePhase:
        """Return whether the validity is still to come, under way or over."""
        instant = to_utc(at)
        if self.start is not None and instant < self.start:
            return SchedulePhase.SCHEDULED
        late = self.end is not None and instant >= self.end
        over = late or (self._hours is not None and self._next(instant) is None)
        return SchedulePhase.EXPIRED if over else SchedulePhase.ACTIVE

    def occurrences(self, after: datetime, before: datetime) -> Iterator[Interval]:
        """Yield the stretches of [after, before) in which the code opens the door.

        In UTC, in order, apart from each other, cut at `after` and `before`.
        """
        asked = Interval(to_utc(after), to_utc(before))
        valid = Interval(self.start or EARLIEST, self.end or LATEST).clip(asked)
        if valid is None:
            return iter(())
        if (hours := self._hours) is None:
            return iter((valid,))
        cut = (stretch.clip(valid) for stretch in hours.around(valid))
        return merged(stretch for stretch in cut if stretch is not None)

    def next_change(self, at: datetime) -> datetime | None:
        """Return the next instant after `at` at which opening begins or ends."""
        instant = to_utc(at)
        stretch = self._next(instant)
        if stretch is None:
            return None
        if stretch.start > instant:
            return stretch.start
        # Hours that follow each other without a break end with the validity.
        return self.end if stretch.end - instant >= _HORIZON else stretch.end

    def overlaps(self, other: Schedule, after: datetime, before: datetime) -> bool:
        """Return whether both open the door at some instant of [after, before)."""
        return any(
            next(other.occurrences(mine.start, mine.end), None) is not None
            for mine in self.occurrences(after, before)
        )

    def same_as(
        self,
        other: Schedule,
        *,
        precision: timedelta = _MINUTE,
        at: datetime | None = None,
    ) -> bool:
        """Return whether a lock that cuts times to a precision may mean the same.

        Hours of different zones are the same only if `at` is given and the clock of
        UTC shows the same times for them at that instant.
        """
        return (
            self.uses == other.uses
            and close(self.start, other.start, precision)
            and close(self.end, other.end, precision)
            and self._same_hours(other, precision, at)
        )

    def rounded(self, step: timedelta) -> Self:
        """Return it with start and end moved outwards to whole steps of the clock.

        The clock is that of `time_zone`, else of UTC; `step` divides a day.
        """
        zone = zone_of(self.time_zone or "UTC")
        start, end = self.start, self.end
        return replace(
            self,
            start=None if start is None else start - excess(start, step, zone),
            end=None if end is None else end + lack(end, step, zone),
        )

    def weekly_in_utc(self, at: datetime) -> tuple[frozenset[Day], time, time]:
        """Return days, start and end of the weekly hours by the clock of UTC.

        With the offset of the zone at the instant `at`. The days move with the start of
        the hours. Whole days are 24 hours. ScheduleError when there are no such hours.
        """
        if (hours := self._hours) is None:
            raise ScheduleError(ScheduleProblem.NOT_WEEKLY)
        utc = hours.in_utc(to_utc(at))
        return utc.days, utc.opens or time(), utc.closes or time()

    @property
    def _hours(self) -> WeeklyHours | None:
        """The weekly part, None without one."""
        if self.time_zone is None or self.kind is not ScheduleKind.WEEKLY:
            return None
        zone = zone_of(self.time_zone)
        return WeeklyHours(zone, self.days, self.from_time, self.to_time)

    def _same_hours(
        self, other: Schedule, precision: timedelta, at: datetime | None
    ) -> bool:
        """Compare the weekly parts; hours that never close the door are none."""
        mine, theirs = (
            None if hours is None or not hours.restricts else hours
            for hours in (self._hours, other._hours)
        )
        if mine is None or theirs is None:
            return mine is theirs
        if at is not None:
            instant = to_utc(at)
            mine, theirs = mine.in_utc(instant), theirs.in_utc(instant)
        return mine.zone == theirs.zone and mine.same_as(theirs, precision)

    def _next(self, instant: datetime) -> Interval | None:
        """Return the first stretch from an instant on, None when none is left."""
        origin = max(instant, self.start or instant)
        return next(self.occurrences(instant, origin + _HORIZON), None)
