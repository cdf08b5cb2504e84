"""The hours of a week on the clock of a zone, and the same on the clock of UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import override
from zoneinfo import ZoneInfo

from .wall_clock import (
    Interval,
    days_around,
    instant_of,
    offset_at,
    shifted,
    since_midnight,
)

_MIDNIGHT = time()
_NEXT_DAY = timedelta(days=1)


class Day(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> Day:
        """Return the day of the week of a date."""
        return tuple(cls)[day.weekday()]

    @property
    @override
    def index(self) -> int:  # type: ignore[override]  # nobody searches in "mon"
        """The position in a week that begins with Monday as 0."""
        return tuple(Day).index(self)

    def plus(self, days: int) -> Day:
        """Return the day of the week so many days later."""
        return tuple(Day)[(self.index + days) % len(Day)]


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours from one time of day to another on some days of every week.

    Hours belong to the day on which they begin. An end that is not after the start is
    on the next day, so equal times are 24 hours.
    """

    zone: ZoneInfo
    days: frozenset[Day] = frozenset()
    """Empty: every day."""
    opens: time | None = None
    """None: whole days."""
    closes: time | None = None

    @property
    def restricts(self) -> bool:
        """Whether the door is ever closed because of these hours."""
        return self._days != frozenset(Day) or self._opens != self._closes

    @property
    def overnight(self) -> bool:
        """Whether given times end on the next day, if only at its midnight."""
        return self.opens is not None and self._closes <= self.opens

    def around(self, stretch: Interval) -> Iterator[Interval]:
        """Yield in order, uncut, the hours of all days that may reach into a stretch.

        Hours that a jump of the clock swallows have no length.
        """
        for day in days_around(stretch, self.zone):
            if Day.of(day) in self._days:
                yield Interval(
                    instant_of(day, self._opens, self.zone, last=False), self._end(day)
                )

    def in_utc(self, at: datetime) -> WeeklyHours:
        """Return the same hours by the clock of UTC, with the offset valid at `at`."""
        return self._moved(-offset_at(at, self.zone), ZoneInfo("UTC"))

    def from_utc(self, zone: ZoneInfo, at: datetime) -> WeeklyHours:
        """Return hours of UTC by the clock of a zone, with its offset at `at`."""
        return self._moved(offset_at(at, zone), zone)

    def same_as(self, other: WeeklyHours, precision: timedelta) -> bool:
        """Return whether both clocks show the same, to within a precision."""
        return self._days == other._days and all(
            abs(since_midnight(mine) - since_midnight(theirs)) < precision
            for mine, theirs in (
                (self._opens, other._opens),
                (self._closes, other._closes),
            )
        )

    @property
    def _days(self) -> frozenset[Day]:
        return self.days or frozenset(Day)

    @property
    def _opens(self) -> time:
        return self.opens or _MIDNIGHT

    @property
    def _closes(self) -> time:
        return self.closes or _MIDNIGHT

    def _end(self, day: date) -> datetime:
        """Return the instant that ends the hours of a day."""
        if self.closes is None:
            # Where the clock shows midnight twice, the next day begins at the first.
            return instant_of(day + _NEXT_DAY, _MIDNIGHT, self.zone, last=False)
        ends = day + _NEXT_DAY if self.overnight else day
        return instant_of(ends, self.closes, self.zone, last=True)

    def _moved(self, by: timedelta, zone: ZoneInfo) -> WeeklyHours:
        """Return the hours moved along the week, the days along with the start."""
        step, opens = shifted(self._opens, by)
        _, closes = shifted(self._closes, by)
        days = frozenset(day.plus(step) for day in self.days)
        if opens == closes == _MIDNIGHT:
            return WeeklyHours(zone, days)
        return WeeklyHours(zone, days, opens, closes)
