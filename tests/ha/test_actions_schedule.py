"""The schedule fields: what each of them means, and what each mistake is called."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.cloud_locks.actions.errors import ActionError
from custom_components.cloud_locks.actions.schedule_fields import Clock, ScheduleFields
from custom_components.cloud_locks.model.schedule import Day, Schedule

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
CLOCK = Clock(lock="America/New_York", home="Europe/Berlin", now=NOW)
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def schedule(
    data: dict[str, Any], before: Schedule | None = None, clock: Clock = CLOCK
) -> Schedule:
    """Return what fields mean."""
    return ScheduleFields.read(data).schedule(clock, before)


def mistake(data: dict[str, Any], clock: Clock = CLOCK) -> ActionError:
    """Return the error that fields lead to."""
    with pytest.raises(ActionError) as caught:
        schedule(data, clock=clock)
    return caught.value


def test_nothing_is_always() -> None:
    """Without fields there is no limit, and so no clock."""
    assert schedule({}) == Schedule.always()
    assert schedule({"name": "Anna"}) == Schedule.always()


@pytest.mark.parametrize(
    "value",
    [
        "2026-12-01 09:00:00",
        "2026-12-01 09:00",
        "2026-12-01T09:00",
        " 2026-12-01 09:00 ",
        "2026-12-01T08:00:00+00:00",
        "2026-12-01T08:00:00Z",
        datetime(2026, 12, 1, 9),  # noqa: DTZ001 - as YAML reads it
        datetime(2026, 12, 1, 3, tzinfo=NEW_YORK),
    ],
)
def test_date_times_are_the_homes_unless_they_say_otherwise(value: object) -> None:
    """Text, YAML's own date-times and those of templates."""
    assert schedule({"start_datetime": value}).start == datetime(
        2026, 12, 1, 9, tzinfo=BERLIN
    )


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("home", BERLIN), ("lock", NEW_YORK), ("Asia/Tokyo", ZoneInfo("Asia/Tokyo"))],
)
def test_time_zone_is_for_all_times(zone: str, expected: ZoneInfo) -> None:
    """Dates and times of day alike."""
    meant = schedule(
        {
            "end_datetime": "2026-12-01 09:00",
            "start_time": "08:00",
            "end_time": "10:00",
            "time_zone": zone,
        }
    )
    assert meant.end == datetime(2026, 12, 1, 9, tzinfo=expected)
    assert meant.time_zone == str(expected)


def test_time_zone_alone_limits_nothing() -> None:
    """A clock without times is no schedule."""
    assert schedule({"time_zone": "Asia/Tokyo"}) == Schedule.always()


def test_weekly_times_are_the_locks() -> None:
    """Friday mornings at the door, wherever the home is."""
    meant = schedule({"days": ["fri"], "start_time": "09:00", "end_time": "12:00"})
    assert meant == Schedule.weekly([Day.FRI], time(9), time(12), "America/New_York")


def test_weekly_times_of_a_lock_without_zone_are_the_homes() -> None:
    """There is no better guess, and the home is where most locks are."""
    clock = Clock(lock=None, home="Europe/Berlin", now=NOW)
    assert schedule({"days": "fri"}, clock=clock).time_zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("fri", {Day.FRI}),
        (["mon", "FRI "], {Day.MON, Day.FRI}),
        (("sat", "sun", "sun"), {Day.SAT, Day.SUN}),
        ([], set()),
    ],
)
def test_days(days: object, expected: set[Day]) -> None:
    """One alone, several, in any case."""
    assert schedule({"days": days}).days == expected


def test_times_alone_are_for_every_day() -> None:
    """They may go past midnight, or end at it."""
    meant = schedule({"start_time": "22:00", "end_time": "06:00:30"})
    assert (meant.from_time, meant.to_time) == (time(22), time(6, 0, 30))
    assert meant.days == frozenset()
    assert schedule({"start_time": time(9), "end_time": "24:00"}).to_time == time(0)


@pytest.mark.parametrize(
    "duration",
    ["02:30", "02:30:00", {"hours": 2, "minutes": 30}, timedelta(minutes=150)],
)
def test_duration_counts_from_now(duration: object) -> None:
    """In every form that Home Assistant knows a length of time in."""
    meant = schedule({"duration": duration})
    assert (meant.start, meant.end) == (NOW, NOW + timedelta(minutes=150))


def test_duration_counts_from_the_start() -> None:
    """And over the change of a clock it stays that long."""
    meant = schedule({"start_datetime": "2027-03-28 01:00", "duration": {"hours": 3}})
    assert meant.end == datetime(2027, 3, 28, 5, tzinfo=BERLIN)


def test_hour_that_the_clock_shows_twice_is_open_twice() -> None:
    """Nobody is locked out inside their hours."""
    twice = "2026-10-25 02:30"
    meant = schedule({"start_datetime": twice, "end_datetime": twice})
    assert meant.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert meant.end == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_one_time() -> None:
    """Once or without limit."""
    assert schedule({"one_time": True}) == Schedule.always(uses=1)
    assert schedule({"one_time": False}) == Schedule.always()


WEEKLY = Schedule.weekly(
    [Day.FRI],
    time(9),
    time(12),
    "Asia/Tokyo",
    start=NOW,
    end=NOW + timedelta(days=30),
    uses=1,
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, WEEKLY),
        ({"days": ["mon"]}, {"days": frozenset({Day.MON})}),
        ({"start_time": "08:00"}, {"from_time": time(8)}),
        ({"end_datetime": None}, {"end": None}),
        ({"one_time": None}, {"uses": None}),
        ({"time_zone": "home"}, {"time_zone": "Europe/Berlin"}),
        ({"duration": {"days": 8}}, {"end": NOW + timedelta(days=8)}),
    ],
)
def test_what_is_not_given_stays(
    data: dict[str, Any], expected: Schedule | dict[str, Any]
) -> None:
    """A change of one field keeps the others; nothing takes a limit away."""
    if isinstance(expected, dict):
        expected = replace(WEEKLY, **expected)
    assert schedule(data, WEEKLY) == expected


def test_hours_can_be_taken_away() -> None:
    """The window stays."""
    meant = schedule({"days": [], "start_time": None, "end_time": None}, WEEKLY)
    assert (meant.start, meant.end) == (WEEKLY.start, WEEKLY.end)
    assert meant.from_time is None
    assert meant.days == frozenset()


@pytest.mark.parametrize(
    ("data", "key", "named"),
    [
        ({"start_time": 1290, "end_time": "22:00"}, "time_not_text", "start_time"),
        ({"start_time": "21:30", "end_time": 1320}, "time_not_text", "end_time"),
        ({"start_datetime": 1796083200}, "time_not_text", "start_datetime"),
        ({"duration": 120}, "time_not_text", "duration"),
        ({"start_time": True, "end_time": "22:00"}, "time_not_text", "start_time"),
        ({"start_time": "25:00", "end_time": "2:00"}, "time_invalid", "start_time"),
        ({"start_time": "noon", "end_time": "2:00"}, "time_invalid", "start_time"),
        ({"start_time": ["9:00"], "end_time": "2:00"}, "time_invalid", "start_time"),
        (
            {"start_time": time(9, tzinfo=UTC), "end_time": "12:00"},
            "time_invalid",
            "start_time",
        ),
        ({"end_datetime": "2026-12-01"}, "date_time_invalid", "end_datetime"),
        ({"end_datetime": "tomorrow"}, "date_time_invalid", "end_datetime"),
        ({"end_datetime": "2026-13-01 09:00"}, "date_time_invalid", "end_datetime"),
        ({"end_datetime": date(2026, 12, 1)}, "date_time_invalid", "end_datetime"),
        ({"duration": "long"}, "duration_invalid", "duration"),
        ({"duration": {"fortnights": 1}}, "duration_invalid", "duration"),
        ({"duration": "00:00"}, "duration_invalid", "duration"),
        ({"duration": "-01:00"}, "duration_invalid", "duration"),
        ({"duration": {"days": 10**9}}, "duration_invalid", "duration"),
        ({"duration": timedelta.max}, "duration_invalid", "duration"),
        ({"duration": ["02:00"]}, "duration_invalid", "duration"),
        ({"days": ["fri", "friday"]}, "days_invalid", "days"),
        ({"days": 5}, "days_invalid", "days"),
    ],
)
def test_mistake_names_its_field(data: dict[str, Any], key: str, named: str) -> None:
    """The sentence says which one, never what stood in it."""
    err = mistake(data)
    assert (err.error, err.translation_placeholders) == (key, {"field": named})


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (
            {"start_datetime": "2026-12-02 09:00", "end_datetime": "2026-12-01 09:00"},
            "end_before_start",
        ),
        (
            {"start_datetime": "2026-12-01 09:00", "end_datetime": "2026-12-01 09:00"},
            "end_before_start",
        ),
        ({"start_time": "09:00"}, "time_without_pair"),
        ({"end_time": "09:00"}, "time_without_pair"),
        (
            {"duration": "02:00", "end_datetime": "2026-12-01 09:00"},
            "duration_with_end",
        ),
        (
            {
                "start_datetime": "2026-11-23 09:00",
                "end_datetime": "2026-11-24 09:00",
                "days": ["fri"],
            },
            "schedule_empty",
        ),
    ],
)
def test_fields_that_do_not_fit_together(data: dict[str, Any], key: str) -> None:
    """Each has a name of its own."""
    assert mistake(data).error == key


def test_unknown_zone_is_named() -> None:
    """Also when nothing would be read by it."""
    err = mistake({"time_zone": "Mars/Olympus"})
    assert err.error == "time_zone_unknown"
    assert err.translation_placeholders == {"zone": "Mars/Olympus"}


def test_zone_of_a_lock_that_tells_none() -> None:
    """Who asks for it by name is not given another one."""
    clock = Clock(lock=None, home="Europe/Berlin", now=NOW)
    assert mistake({"time_zone": "lock"}, clock).error == "time_zone_not_told"
