"""The days on which clocks are changed, by name."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.cloud_locks.model.schedule import Day, Schedule


def stretches(
    zone: str,
    day: str,
    opens: str | None = None,
    closes: str | None = None,
    *days: Day,
) -> list[tuple[str, str]]:
    """Return the hours around a day as a clock in UTC shows them."""
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone))
    schedule = Schedule.weekly(
        days or [Day.of(noon)],
        None if opens is None else time.fromisoformat(opens),
        None if closes is None else time.fromisoformat(closes),
        zone,
    )
    around = timedelta(days=3)
    return [
        (f"{it.start:%d %H:%M}", f"{it.end:%d %H:%M}")
        for it in schedule.occurrences(noon - around, noon + around)
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        # The clock jumps from 02:00 to 03:00 at 01:00 UTC.
        ("02:15", "04:00", ("29 01:00", "29 02:00")),
        ("01:00", "02:30", ("29 00:00", "29 01:00")),
        ("02:00", "03:00", None),
        ("02:15", "02:45", None),
        ("01:00", "04:00", ("29 00:00", "29 02:00")),
        ("03:00", "04:00", ("29 01:00", "29 02:00")),
        ("22:00", "06:00", ("29 20:00", "30 04:00")),
        (None, None, ("28 23:00", "29 22:00")),
    ],
)
def test_clock_set_forward(
    opens: str | None, closes: str | None, expected: tuple[str, str] | None
) -> None:
    """A skipped time is the instant of the jump; hours in the gap do not happen."""
    found = stretches("Europe/Berlin", "2026-03-29", opens, closes)
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        # The clock shows 02:00 to 03:00 from 00:00 UTC and again from 01:00 UTC.
        ("02:15", "04:00", ("25 00:15", "25 03:00")),
        ("01:00", "02:30", ("24 23:00", "25 01:30")),
        ("02:15", "02:45", ("25 00:15", "25 01:45")),
        ("02:00", "03:00", ("25 00:00", "25 02:00")),
        ("01:00", "02:00", ("24 23:00", "25 01:00")),
        ("03:00", "04:00", ("25 02:00", "25 03:00")),
        (None, None, ("24 22:00", "25 23:00")),
    ],
)
def test_clock_set_back(
    opens: str | None, closes: str | None, expected: tuple[str, str]
) -> None:
    """A time shown twice opens at its first and closes at its last occurrence."""
    assert stretches("Europe/Berlin", "2026-10-25", opens, closes) == [expected]


def test_night_across_the_change() -> None:
    """Saturday 22:00 to 06:00 is an hour shorter in March, longer in October."""
    assert stretches("Europe/Berlin", "2026-03-28", "22:00", "06:00") == [
        ("28 21:00", "29 04:00")
    ]
    assert stretches("Europe/Berlin", "2026-10-24", "22:00", "06:00") == [
        ("24 20:00", "25 05:00")
    ]


def test_half_an_hour_on_lord_howe() -> None:
    """The clock goes from 02:00 back to 01:30 at 15:00 UTC of the day before."""
    assert stretches("Australia/Lord_Howe", "2026-04-05", "01:45", "02:00") == [
        ("04 14:45", "04 15:30")
    ]


def test_midnight_skipped_and_repeated_in_havana() -> None:
    """A day without 00:00 begins at 01:00; one with two begins at the first."""
    assert stretches("America/Havana", "2026-03-08") == [("08 05:00", "09 04:00")]
    assert stretches("America/Havana", "2026-11-01") == [("01 04:00", "02 05:00")]
    assert stretches("America/Havana", "2026-10-31") == [("31 04:00", "01 04:00")]


def test_the_friday_that_samoa_skipped() -> None:
    """Nothing happens on a date that did not exist, and its neighbours are whole."""
    assert stretches("Pacific/Apia", "2011-12-30", "09:00", "17:00", Day.FRI) == []
    assert stretches("Pacific/Apia", "2011-12-31", None, None, Day.THU, Day.SAT) == [
        ("29 10:00", "31 10:00")
    ]


def test_a_jump_is_found_to_the_second() -> None:
    """Whatever fraction of a second the skipped time has."""
    assert stretches("Europe/Berlin", "2026-03-29", "02:15:00.500", "04:00") == [
        ("29 01:00", "29 02:00")
    ]
    change = datetime.fromisoformat("2026-03-29T01:00+00:00")
    schedule = Schedule.weekly([], time(2, 15, 0, 500), time(4), "Europe/Berlin")
    assert schedule.is_active(change)
    assert not schedule.is_active(change - datetime.resolution)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("10:00", "12:00"), ("01:00", "02:00"), ("18:00", "16:00"), ("20:00", "20:00")],
)
@pytest.mark.parametrize("day", [Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN])
def test_the_day_that_alaska_had_twice(opens: str, closes: str, day: Day) -> None:
    """In October 1867 the clock went back a day; both looks at a moment agree."""
    schedule = Schedule.weekly(
        [day], time.fromisoformat(opens), time.fromisoformat(closes), "America/Juneau"
    )
    change = datetime.fromisoformat("1867-10-19T00:31:13+00:00")
    around = timedelta(days=4)
    found = list(schedule.occurrences(change - around, change + around))
    assert found
    for step in range(-6 * 24, 6 * 24):
        at = change + step * timedelta(minutes=30)
        inside = any(it.start <= at < it.end for it in found)
        assert schedule.is_active(at) == inside
