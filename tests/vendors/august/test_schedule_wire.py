"""Hours to the wire and back: what a lock keeps is what was meant."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.code_rules import features_of
from custom_components.cloud_locks.model.errors import InvalidCode
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.august.rules import SCHEDULES
from custom_components.cloud_locks.vendors.august.schedule_wire import (
    hours_of,
    schedule_of,
)

ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "UTC")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

_DAYS = st.frozensets(st.sampled_from(Day))
# The last second of the day stands for a whole day.
_SECONDS = st.integers(0, 86_398)
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001 - made aware below
_LENGTHS = st.timedeltas(timedelta(milliseconds=1), timedelta(days=900))


def _clock(seconds: int) -> time:
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).time()


def _back(fields: dict[str, str], zone: str) -> Schedule:
    schedule = schedule_of(Record(fields, "hours"), zone)
    assert schedule is not None
    return schedule


@given(
    days=_DAYS,
    hours=st.tuples(_SECONDS, _SECONDS).filter(lambda it: it[0] < it[1]),
    zone=st.sampled_from(ZONES),
)
def test_weeks_come_back(
    days: frozenset[Day], hours: tuple[int, int], zone: str
) -> None:
    """By the same clock, to the second."""
    wanted = Schedule.weekly(days, _clock(hours[0]), _clock(hours[1]), zone)
    kept = _back(hours_of(wanted, zone, NOW), zone)
    assert wanted.same_as(kept, precision=timedelta(seconds=2))


@given(days=_DAYS.filter(bool), zone=st.sampled_from(ZONES))
def test_whole_days_come_back(days: frozenset[Day], zone: str) -> None:
    """As whole days."""
    wanted = Schedule.weekly(days, None, None, zone)
    assert _back(hours_of(wanted, zone, NOW), zone) == wanted


@given(start=_MOMENTS, length=_LENGTHS)
def test_windows_come_back(start: datetime, length: timedelta) -> None:
    """To the millisecond."""
    begin = start.replace(tzinfo=UTC)
    wanted = Schedule.window(begin, begin + length)
    kept = _back(hours_of(wanted, None, NOW), "UTC")
    assert wanted.same_as(kept, precision=timedelta(milliseconds=1))


@given(
    days=_DAYS.filter(bool),
    hours=st.tuples(_SECONDS, _SECONDS).filter(lambda it: it[0] != it[1]),
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
)
def test_another_clock_never_means_something_else(
    days: frozenset[Day], hours: tuple[int, int], zones: tuple[str, str]
) -> None:
    """Hours are the same now by the lock's clock, or they are refused."""
    mine, locks = zones
    wanted = Schedule.weekly(days, _clock(hours[0]), _clock(hours[1]), mine)
    try:
        fields = hours_of(wanted, locks, NOW)
    except InvalidCode:
        assert wanted.overnight or mine != locks
        return
    assert wanted.same_as(_back(fields, locks), at=NOW)


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.always(uses=1),
        Schedule.window(NOW, None),
        Schedule.window(None, NOW),
        Schedule.weekly([Day.MON], time(22), time(6), "UTC"),
        Schedule.weekly([Day.MON], time(8), time(9), "UTC", start=NOW),
        Schedule.weekly([Day.MON], time(8), time(9), "UTC", uses=1),
    ],
    ids=["once", "no end", "no start", "overnight", "week in window", "week, once"],
)
def test_what_no_lock_keeps(schedule: Schedule) -> None:
    """Is refused, and the rules say so before."""
    assert not features_of(schedule) <= SCHEDULES
    with pytest.raises(InvalidCode):
        hours_of(schedule, "UTC", NOW)
