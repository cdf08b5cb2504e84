"""Schedules as clouds give them back: cut to minutes, in UTC, in other words."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.schedule import (
    Day,
    Schedule,
    ScheduleError,
    ScheduleProblem,
)
from tests.model.schedule_strategies import weekly_schedules, zones_with_moments

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, tzinfo=UTC)
WEEKLY = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Berlin")


@pytest.mark.parametrize(
    "other",
    [
        Schedule.weekly([Day.SAT], time(9), time(12), "Europe/Berlin"),
        Schedule.weekly([Day.FRI], time(9, 1), time(12), "Europe/Berlin"),
        Schedule.weekly([Day.FRI], time(9), time(12, 1), "Europe/Berlin"),
        Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Vienna"),
        Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Berlin", uses=1),
        Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Berlin", start=NOON),
        Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Berlin", end=NOON),
        Schedule.always(),
    ],
)
def test_every_part_counts(other: Schedule) -> None:
    """A difference anywhere is a difference, seen from both sides."""
    assert not WEEKLY.same_as(other)
    assert not other.same_as(WEEKLY)


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.weekly([Day.FRI], None, None, "UTC"),
        Schedule.weekly([], time(9), time(12), "UTC"),
    ],
)
def test_hours_that_close_the_door_are_not_always(schedule: Schedule) -> None:
    """Days alone do, and so do times alone."""
    assert not schedule.same_as(Schedule.always())


def test_seconds_do_not_count() -> None:
    """Less than a minute may be lost on the way; a whole one may not."""
    cut = Schedule.window(NOON, NOON + DAY)
    almost = timedelta(seconds=59)
    assert cut.same_as(Schedule.window(NOON + almost, NOON + DAY + almost))
    assert not cut.same_as(
        Schedule.window(NOON + timedelta(minutes=1), NOON + DAY),
    )
    assert not cut.same_as(
        Schedule.window(NOON + almost, NOON + DAY), precision=timedelta(seconds=59)
    )
    assert WEEKLY.same_as(
        Schedule.weekly([Day.FRI], time(9, 0, 30), time(12, 0, 59), "Europe/Berlin")
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Schedule.weekly(Day, None, None, "UTC"), Schedule.always()),
        (Schedule.weekly([], time(9), time(9), "UTC"), Schedule.always()),
        (
            Schedule.weekly(Day, time(9), time(12), "UTC"),
            Schedule.weekly([], time(9), time(12), "UTC"),
        ),
        (
            Schedule.weekly([Day.FRI], None, None, "UTC"),
            Schedule.weekly([Day.FRI], time(0), time(0), "UTC"),
        ),
        (
            Schedule.window(NOON, None, time_zone="UTC"),
            Schedule.window(NOON, None),
        ),
    ],
)
def test_other_words_for_the_same(one: Schedule, other: Schedule) -> None:
    """Clouds spell out what others leave away."""
    assert one.same_as(other)
    assert other.same_as(one)


def test_hours_of_different_zones_compare_at_an_instant() -> None:
    """Lisbon is an hour behind Berlin all year, Algiers only in summer."""
    lisbon = Schedule.weekly([Day.FRI], time(8), time(11), "Europe/Lisbon")
    algiers = Schedule.weekly([Day.FRI], time(8), time(11), "Africa/Algiers")
    assert WEEKLY.same_as(lisbon, at=SUMMER)
    assert WEEKLY.same_as(lisbon, at=WINTER)
    assert WEEKLY.same_as(algiers, at=SUMMER)
    assert not WEEKLY.same_as(algiers, at=WINTER)


@pytest.mark.parametrize(
    ("schedule", "at", "expected"),
    [
        (WEEKLY, SUMMER, ({Day.FRI}, time(7), time(10))),
        (WEEKLY, WINTER, ({Day.FRI}, time(8), time(11))),
        # 08:00 in Tokyo is still Thursday in UTC, 20:00 in New York is Saturday.
        (
            Schedule.weekly([Day.FRI], time(8), time(17), "Asia/Tokyo"),
            WINTER,
            ({Day.THU}, time(23), time(8)),
        ),
        (
            Schedule.weekly([Day.FRI], time(20), time(22), "America/New_York"),
            WINTER,
            ({Day.SAT}, time(1), time(3)),
        ),
        (
            Schedule.weekly([Day.MON], None, None, "Europe/Berlin"),
            WINTER,
            ({Day.SUN}, time(23), time(23)),
        ),
        (
            Schedule.weekly([], time(0, 30), time(1), "Asia/Kolkata"),
            WINTER,
            (set(), time(19), time(19, 30)),
        ),
    ],
)
def test_hours_by_the_clock_of_utc(
    schedule: Schedule, at: datetime, expected: tuple[set[Day], time, time]
) -> None:
    """The days move with the start of the hours, by the offset of that moment."""
    days, opens, closes = expected
    assert schedule.weekly_in_utc(at) == (frozenset(days), opens, closes)


@pytest.mark.parametrize(
    "schedule", [Schedule.always(), Schedule.window(NOON, None, time_zone="UTC")]
)
def test_no_hours_no_clock(schedule: Schedule) -> None:
    """Only weekly hours have a form in UTC."""
    with pytest.raises(ScheduleError) as caught:
        schedule.weekly_in_utc(NOON)
    assert caught.value.reason is ScheduleProblem.NOT_WEEKLY


def test_a_whole_day_comes_back_as_one() -> None:
    """What is midnight to midnight in the zone needs no times; the rest is kept."""
    found = Schedule.from_weekly_utc(
        [Day.SUN],
        time(23),
        time(23),
        "Europe/Berlin",
        WINTER,
        start=NOON,
        end=NOON + 9 * DAY,
        uses=1,
    )
    assert found == Schedule.weekly(
        [Day.MON], None, None, "Europe/Berlin", start=NOON, end=NOON + 9 * DAY, uses=1
    )


@settings(deadline=None, max_examples=200)
@given(st.data(), zones_with_moments)
def test_hours_survive_the_way_through_utc(
    data: st.DataObject, place: tuple[str, datetime]
) -> None:
    """There and back is the same, whatever the zone and its offset."""
    zone, change = place
    at = change + data.draw(st.integers(-2000, 2000)) * timedelta(hours=1)
    schedule = data.draw(weekly_schedules(zone))
    days, opens, closes = schedule.weekly_in_utc(at)

    back = Schedule.from_weekly_utc(days, opens, closes, zone, at)

    assert back.same_as(schedule, precision=timedelta.resolution)
    assert Schedule.weekly(days, opens, closes, "UTC").same_as(schedule, at=at)


@settings(deadline=None, max_examples=100)
@given(st.data(), st.sampled_from(["Asia/Kathmandu", "Asia/Tokyo", "Pacific/Apia"]))
def test_hours_in_utc_are_the_same_instants(data: st.DataObject, zone: str) -> None:
    """Far from any change of the clock both forms open the door together."""
    schedule = data.draw(weekly_schedules(zone))
    days, opens, closes = schedule.weekly_in_utc(NOON)
    week = (NOON, NOON + 7 * DAY)

    in_utc = Schedule.weekly(days, opens, closes, "UTC")

    assert list(in_utc.occurrences(*week)) == list(schedule.occurrences(*week))
