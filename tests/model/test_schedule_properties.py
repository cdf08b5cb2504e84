"""Schedules against a clock that is read minute by minute."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings, strategies as st

from custom_components.cloud_locks.model.schedule import (
    Day,
    Schedule,
    ScheduleError,
    SchedulePhase,
)
from tests.model.schedule_strategies import (
    day_sets,
    hours,
    moments_near,
    weekly_schedules,
    years,
    zones_with_moments,
)

type Minutes = set[datetime]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

quick = settings(deadline=None, max_examples=150)
slow = settings(deadline=None, max_examples=60)


class Clock:
    """The clock of a zone, looked at once a minute for some days around a moment."""

    def __init__(self, zone: str, moment: datetime) -> None:
        """Look at the clock."""
        self.first, self.final = moment - DAY, moment + DAY
        tz = ZoneInfo(zone)
        self.shown = [
            (at, at.astimezone(tz).replace(tzinfo=None))
            for at in minutes(moment - 5 * DAY, moment + 6 * DAY)
        ]
        self.firsts = {shown: at for at, shown in reversed(self.shown)}
        self.lasts = {shown: at for at, shown in self.shown}

    def when(self, wall: datetime, *, last: bool) -> datetime:
        """Return when the clock shows a time, or when it jumps over it."""
        if wall in self.firsts:
            return (self.lasts if last else self.firsts)[wall]
        return next(at for at, shown in self.shown if shown > wall)

    def open_minutes(self, schedule: Schedule) -> Minutes:
        """Return the minutes of the middle two days in which a weekly code works."""
        found: Minutes = set()
        middle = self.first.date()
        for day in (middle + n * DAY for n in range(-2, 4)):
            if not schedule.days or list(Day)[day.weekday()] in schedule.days:
                found.update(minutes(*self._ends(schedule, day)))
        return {at for at in found if self.first <= at < self.final}

    def _ends(self, schedule: Schedule, day: date) -> tuple[datetime, datetime]:
        if schedule.from_time is None or schedule.to_time is None:
            tomorrow = datetime.combine(day + DAY, time())
            today = datetime.combine(day, time())
            return self.when(today, last=False), self.when(tomorrow, last=False)
        begin = datetime.combine(day, schedule.from_time)
        end = datetime.combine(day, schedule.to_time)
        if end <= begin:
            end += DAY
        return self.when(begin, last=False), self.when(end, last=True)


def minutes(first: datetime, final: datetime) -> Iterator[datetime]:
    """Yield the whole minutes of [first, final)."""
    while first < final:
        yield first
        first += MINUTE


def covered(schedule: Schedule, first: datetime, final: datetime) -> Minutes:
    """Return the minutes that the occurrences of a schedule cover."""
    return {
        at
        for stretch in schedule.occurrences(first, final)
        for at in minutes(stretch.start, stretch.end)
    }


@slow
@given(st.data(), zones_with_moments)
def test_occurrences_are_what_the_clock_shows(
    data: st.DataObject, place: tuple[str, datetime]
) -> None:
    """Every minute of two days is open exactly when it lies inside that day's hours."""
    zone, change = place
    clock = Clock(zone, data.draw(moments_near(change)))
    schedule = data.draw(weekly_schedules(zone))

    opened = clock.open_minutes(schedule)

    assert covered(schedule, clock.first, clock.final) == opened
    edges = {at + step for at in opened for step in (-MINUTE, MINUTE)} - opened
    sample = [*sorted(edges)[:10], *sorted(opened)[::97], clock.first, clock.final]
    for at in sample:
        if clock.first <= at < clock.final:
            assert schedule.is_active(at) == (at in opened)


@slow
@given(st.data(), zones_with_moments)
def test_next_change_is_the_first_minute_that_differs(
    data: st.DataObject, place: tuple[str, datetime]
) -> None:
    """From any minute on, the state holds until the next change and not after it."""
    zone, change = place
    at = data.draw(moments_near(change))
    clock = Clock(zone, at + DAY)  # its middle begins at `at`
    schedule = data.draw(weekly_schedules(zone))

    opened = clock.open_minutes(schedule)
    now = at in opened
    differing = (
        it for it in minutes(clock.first, clock.final) if (it in opened) != now
    )
    expected = next(differing, None)

    found = schedule.next_change(at)
    if expected is None:
        assert found is None or found >= clock.final
    else:
        assert found == expected


@quick
@given(st.data(), zones_with_moments, st.integers(1, 20_000), st.integers(1, 20_000))
def test_occurrences_are_ordered_apart_and_cut(
    data: st.DataObject, place: tuple[str, datetime], one: int, two: int
) -> None:
    """A question asked in two parts gives the same minutes as asked at once."""
    zone, change = place
    schedule = data.draw(weekly_schedules(zone))
    first = data.draw(moments_near(change))
    middle, final = first + one * MINUTE, first + (one + two) * MINUTE

    whole = list(schedule.occurrences(first, final))

    assert all(first <= it.start < it.end <= final for it in whole)
    assert all(it.start.tzinfo is UTC is it.end.tzinfo for it in whole)
    assert all(one.end < two.start for one, two in pairwise(whole))
    length = sum((it.end - it.start for it in whole), timedelta())
    parts = [
        *schedule.occurrences(first, middle),
        *schedule.occurrences(middle, final),
    ]
    assert length == sum((it.end - it.start for it in parts), timedelta())


@quick
@given(st.data(), zones_with_moments, zones_with_moments)
def test_overlap_is_a_common_minute(
    data: st.DataObject, place: tuple[str, datetime], elsewhere: tuple[str, datetime]
) -> None:
    """Two codes overlap when some minute belongs to both, whoever is asked."""
    zone, change = place
    mine = data.draw(weekly_schedules(zone))
    other = data.draw(weekly_schedules(elsewhere[0]))
    first = data.draw(moments_near(change))
    final = first + data.draw(st.integers(1, 2000)) * MINUTE

    common = covered(mine, first, final) & covered(other, first, final)

    assert mine.overlaps(other, first, final) == bool(common)
    assert other.overlaps(mine, first, final) == bool(common)


@quick
@given(st.data(), zones_with_moments, st.integers(-9000, 9000), st.integers(1, 9000))
def test_a_window_cuts_weekly_hours(
    data: st.DataObject, place: tuple[str, datetime], begin: int, length: int
) -> None:
    """Inside its window a code follows its hours; outside it never works."""
    zone, change = place
    hours_only = data.draw(weekly_schedules(zone))
    start = change + begin * MINUTE
    end = start + length * MINUTE
    try:
        schedule = Schedule(
            start=start,
            end=end,
            days=hours_only.days,
            from_time=hours_only.from_time,
            to_time=hours_only.to_time,
            time_zone=zone,
        )
    except ScheduleError:
        assert not list(hours_only.occurrences(start, end))
        return
    inside = list(hours_only.occurrences(start, end))
    assert inside
    assert list(schedule.occurrences(start - 9 * DAY, end + 9 * DAY)) == inside
    assert schedule.phase(start - MINUTE) is SchedulePhase.SCHEDULED
    assert schedule.phase(inside[-1].end - MINUTE) is SchedulePhase.ACTIVE
    assert schedule.phase(inside[-1].end) is SchedulePhase.EXPIRED
    assert schedule.next_change(start - MINUTE) == inside[0].start


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(available_timezones())),
    years(1840, 2100),
    day_sets,
    hours(),
)
def test_no_zone_of_history_breaks_anything(
    zone: str,
    at: datetime,
    days: frozenset[Day],
    pair: tuple[time, time] | tuple[None, None],
) -> None:
    """Offsets of odd seconds and days without a midnight still give ordered hours."""
    opens, closes = pair
    schedule = Schedule.weekly(days or frozenset(Day), opens, closes, zone)

    found = list(schedule.occurrences(at, at + 15 * DAY))

    assert all(at <= it.start < it.end <= at + 15 * DAY for it in found)
    assert all(one.end < two.start for one, two in pairwise(found))
    assert schedule.phase(at) is SchedulePhase.ACTIVE
    assert schedule.is_active(at) == any(it.start <= at < it.end for it in found)


@quick
@given(years(1, 9999), years(1, 9999))
def test_the_ends_of_the_calendar_break_nothing(one: datetime, two: datetime) -> None:
    """Instants near the years 1 and 9999, which some clouds send, do not overflow."""
    schedule = Schedule.weekly([Day.MON], time(9), time(12), "Asia/Tokyo", start=one)
    schedule.is_active(two)
    schedule.next_change(two)
    schedule.phase(two)
    next(schedule.occurrences(two, datetime.max.replace(tzinfo=UTC)), None)
