"""Schedules: periods, weekdays, hours, nights and zones."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from simulators.schedule import ALWAYS, Schedule

FRIDAY = 4


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the week of Monday 23 November 2026, in UTC."""
    return datetime(2026, 11, 23 + day, hour, minute, tzinfo=UTC)


def test_no_limits() -> None:
    """Nothing set means always."""
    assert ALWAYS.allows(at(0, 0))
    assert not ALWAYS.expired(at(0, 0))


def test_period_is_half_open() -> None:
    """The start counts, the end does not."""
    period = Schedule(starts=at(1, 8), ends=at(1, 10))
    assert not period.allows(at(1, 7, 59))
    assert period.allows(at(1, 8))
    assert not period.allows(at(1, 10))
    assert period.expired(at(1, 10))


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [(at(4, 7), False), (at(4, 8), True), (at(4, 12), False), (at(3, 9), False)],
)
def test_weekly_hours(moment: datetime, *, allowed: bool) -> None:
    """Hours count on the days that are set."""
    weekly = Schedule(days=frozenset({FRIDAY}), day_start=time(8), day_end=time(12))
    assert weekly.allows(moment) is allowed


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(4, 21), False),
        (at(4, 23), True),
        (at(5, 5), True),
        (at(5, 6), False),
        (at(5, 23), False),
        (at(4, 5), False),
    ],
)
def test_nights_belong_to_the_day_they_begin(
    moment: datetime, *, allowed: bool
) -> None:
    """Friday 22:00 to 06:00 lasts until Saturday morning."""
    night = Schedule(days=frozenset({FRIDAY}), day_start=time(22), day_end=time(6))
    assert night.allows(moment) is allowed


def test_days_without_hours_and_hours_without_days() -> None:
    """Each part may be left out."""
    assert Schedule(days=frozenset({FRIDAY})).allows(at(4, 23, 59))
    assert not Schedule(days=frozenset({FRIDAY})).allows(at(5, 0))
    assert Schedule(day_start=time(8)).allows(at(2, 23))
    assert not Schedule(day_end=time(8)).allows(at(2, 8))


def test_hours_are_read_in_the_zone() -> None:
    """Eight o'clock in Amsterdam is seven in UTC in winter."""
    local = Schedule(day_start=time(8), day_end=time(9), zone="Europe/Amsterdam")
    assert local.allows(at(0, 7, 30))
    assert not local.allows(at(0, 8, 30))
    assert local.allows(datetime(2026, 7, 1, 8, tzinfo=ZoneInfo("Europe/Amsterdam")))
