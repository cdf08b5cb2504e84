"""What shape a schedule has, when it opens the door and what phase it is in."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from custom_components.cloud_locks.model.schedule import (
    Day,
    Interval,
    Schedule,
    ScheduleError,
    ScheduleKind,
    SchedulePhase,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
HOUR = timedelta(hours=1)


def test_days_of_the_week() -> None:
    """Monday is the first day; counting on goes round the week."""
    assert [day.index for day in Day] == [0, 1, 2, 3, 4, 5, 6]
    assert Day.of(date(2026, 11, 21)) is Day.SAT
    assert Day.SUN.plus(1) is Day.MON
    assert Day.MON.plus(-1) is Day.SUN


@pytest.mark.parametrize(
    ("schedule", "kind"),
    [
        (Schedule.always(), ScheduleKind.ALWAYS),
        (Schedule.always(uses=1), ScheduleKind.ALWAYS),
        (Schedule(time_zone="Europe/Berlin"), ScheduleKind.ALWAYS),
        (Schedule.window(NOON, None), ScheduleKind.WINDOW),
        (Schedule.window(None, NOON), ScheduleKind.WINDOW),
        (Schedule.weekly([Day.FRI], None, None, "UTC"), ScheduleKind.WEEKLY),
        (Schedule.weekly([], time(9), time(12), "UTC"), ScheduleKind.WEEKLY),
        (
            Schedule.weekly([Day.FRI], time(0), time(0), "UTC", start=NOON),
            ScheduleKind.WEEKLY,
        ),
    ],
)
def test_kind(schedule: Schedule, kind: ScheduleKind) -> None:
    """Days or times make it weekly, else a bound makes it a window."""
    assert schedule.kind is kind


def test_questions_need_an_instant_too() -> None:
    """A wall time without zone is no moment to ask about."""
    for ask in (Schedule.always().is_active, Schedule.always().phase):
        with pytest.raises(ScheduleError):
            ask(NOON.replace(tzinfo=None))


def test_always() -> None:
    """No beginning, no end, no change."""
    always = Schedule.always()
    assert always.is_active(NOON)
    assert always.phase(NOON) is SchedulePhase.ACTIVE
    assert always.next_change(NOON) is None
    assert list(always.occurrences(NOON, NOON + HOUR)) == [Interval(NOON, NOON + HOUR)]
    assert not list(always.occurrences(NOON, NOON))


def test_window() -> None:
    """The start is inside, the end is not."""
    window = Schedule.window(NOON, NOON + HOUR)
    tick = timedelta(microseconds=1)
    assert [window.is_active(at) for at in (NOON - tick, NOON, NOON + HOUR - tick)] == [
        False,
        True,
        True,
    ]
    assert not window.is_active(NOON + HOUR)
    assert window.phase(NOON - tick) is SchedulePhase.SCHEDULED
    assert window.phase(NOON) is SchedulePhase.ACTIVE
    assert window.phase(NOON + HOUR) is SchedulePhase.EXPIRED
    assert window.next_change(NOON - tick) == NOON
    assert window.next_change(NOON) == NOON + HOUR
    assert window.next_change(NOON + HOUR) is None


def test_a_long_window_ends_when_it_ends() -> None:
    """Years ahead, further than weekly hours are searched."""
    end = NOON + 1000 * 24 * HOUR
    every_day = Schedule.weekly(Day, None, None, "Asia/Tokyo", end=end)
    assert Schedule.window(None, end).next_change(NOON) == end
    assert every_day.next_change(NOON) == end
    assert Schedule.weekly(Day, None, None, "Asia/Tokyo").next_change(NOON) is None


def test_a_start_far_ahead_is_found() -> None:
    """The first hours lie years after the moment that is asked about."""
    start = datetime(2036, 1, 1, tzinfo=UTC)  # a Tuesday
    schedule = Schedule.weekly([Day.FRI], time(9), time(12), "UTC", start=start)
    assert schedule.next_change(NOON) == datetime(2036, 1, 4, 9, tzinfo=UTC)


def test_between_weekly_hours_a_code_is_active() -> None:
    """The phase tells of the validity; it expires with the last hours, not the end."""
    end = NOON + 13 * 24 * HOUR  # a Thursday
    schedule = Schedule.weekly(
        [Day.FRI], time(9), time(12), "Europe/Berlin", start=NOON, end=end
    )
    last = datetime(2026, 11, 27, 12, tzinfo=BERLIN)
    assert not schedule.is_active(NOON)
    assert schedule.phase(NOON) is SchedulePhase.ACTIVE
    assert schedule.phase(last - HOUR) is SchedulePhase.ACTIVE
    assert schedule.phase(last) is SchedulePhase.EXPIRED
    assert schedule.next_change(last) is None


def test_overnight_hours_belong_to_the_day_they_begin() -> None:
    """Friday 22:00 to 06:00 opens on Saturday morning, not on Friday morning."""
    schedule = Schedule.weekly([Day.FRI], time(22), time(6), "Europe/Berlin")
    assert schedule.overnight
    assert not schedule.is_active(datetime(2026, 11, 20, 5, tzinfo=BERLIN))
    assert schedule.is_active(datetime(2026, 11, 20, 22, tzinfo=BERLIN))
    assert schedule.is_active(datetime(2026, 11, 21, 5, 59, tzinfo=BERLIN))
    assert not schedule.is_active(datetime(2026, 11, 21, 6, tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("closes", "overnight"), [(time(9, 1), False), (time(9), True), (time(0), True)]
)
def test_overnight(closes: time, *, overnight: bool) -> None:
    """Hours that end at midnight already end on the next day."""
    assert Schedule.weekly([], time(9), closes, "UTC").overnight is overnight


def test_windows_and_whole_days_are_not_overnight() -> None:
    """Only given times can be."""
    assert not Schedule.window(NOON, NOON + 24 * HOUR).overnight
    assert not Schedule.weekly([Day.FRI], None, None, "UTC").overnight


def test_equal_times_are_a_whole_day() -> None:
    """24 hours from the given time on."""
    schedule = Schedule.weekly([Day.FRI], time(8), time(8), "UTC")
    day = NOON.replace(hour=8)
    assert list(schedule.occurrences(NOON - 48 * HOUR, NOON + 48 * HOUR)) == [
        Interval(day, day + 24 * HOUR)
    ]


def test_neighbouring_whole_days_are_one_stretch() -> None:
    """From Friday's first midnight to the one after Saturday."""
    schedule = Schedule.weekly([Day.FRI, Day.SAT], None, None, "UTC")
    friday = NOON.replace(hour=0)
    assert list(schedule.occurrences(friday - 48 * HOUR, friday + 96 * HOUR)) == [
        Interval(friday, friday + 48 * HOUR)
    ]


def test_leap_day() -> None:
    """29 February 2028 is a Tuesday like any other."""
    schedule = Schedule.weekly([Day.TUE], None, None, "UTC")
    leap_day = datetime(2028, 2, 29, tzinfo=UTC)
    stretches = schedule.occurrences(leap_day - 24 * HOUR, leap_day + 96 * HOUR)
    assert list(stretches) == [Interval(leap_day, leap_day + 24 * HOUR)]


def test_overlap_needs_a_common_instant() -> None:
    """Touching is not overlapping."""
    morning = Schedule.weekly([], time(9), time(12), "UTC")
    afternoon = Schedule.weekly([], time(12), time(18), "UTC")
    lunch = Schedule.weekly([], time(11), time(13), "UTC")
    week = (NOON, NOON + 7 * 24 * HOUR)
    assert not morning.overlaps(afternoon, *week)
    assert morning.overlaps(lunch, *week)
    assert not morning.overlaps(lunch, NOON, NOON + HOUR)


def test_rounding_goes_outwards_on_the_clock_of_the_zone() -> None:
    """Nobody loses a minute; the half hour of India is no whole hour in UTC."""
    start = datetime(2026, 11, 20, 12, 0, 1, tzinfo=UTC)
    end = datetime(2026, 11, 20, 13, 0, 1, tzinfo=UTC)
    minute = Schedule.window(start, end).rounded(timedelta(minutes=1))
    assert minute == Schedule.window(NOON, NOON + HOUR + timedelta(minutes=1))
    assert minute.rounded(timedelta(minutes=1)) == minute
    india = Schedule.window(NOON, NOON + HOUR, time_zone="Asia/Kolkata")
    half = timedelta(minutes=30)
    assert india.rounded(HOUR).start == NOON - half
    assert india.rounded(HOUR).end == NOON + HOUR + half
    assert Schedule.always(uses=1).rounded(HOUR) == Schedule.always(uses=1)


@pytest.mark.parametrize("uses", [1, None])
def test_uses_do_not_touch_the_time(uses: Literal[1] | None) -> None:
    """A single use is no limit in time."""
    assert Schedule.always(uses=uses).is_active(NOON)
