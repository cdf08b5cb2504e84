"""What a schedule accepts and what it refuses."""

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.cloud_locks.model.schedule import (
    Day,
    Schedule,
    ScheduleError,
    SchedulePhase,
    ScheduleProblem,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
HOUR = timedelta(hours=1)
FRIDAY_MORNINGS = {
    "days": frozenset({Day.FRI}),
    "from_time": time(9),
    "to_time": time(12),
    "time_zone": "Europe/Berlin",
}


def test_constructors_keep_everything() -> None:
    """Each constructor is the long form with fewer words."""
    end = NOON + HOUR * 24 * 30
    assert Schedule.weekly(
        [Day.FRI], time(9), time(12), "Europe/Berlin", start=NOON, end=end, uses=1
    ) == Schedule(
        days=frozenset({Day.FRI}),
        from_time=time(9),
        to_time=time(12),
        time_zone="Europe/Berlin",
        start=NOON,
        end=end,
        uses=1,
    )
    assert Schedule.window(NOON, end, time_zone="UTC", uses=1) == Schedule(
        start=NOON, end=end, time_zone="UTC", uses=1
    )
    assert Schedule.always(uses=1) == Schedule(uses=1)


def test_instants_are_kept_in_utc() -> None:
    """The hour that a clock shows twice has no order by wall time, so it is left."""
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    end = datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=1)
    schedule = Schedule.window(start, end)
    assert schedule.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert schedule.end == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert schedule.start.tzinfo is UTC
    assert hash(schedule) == hash(Schedule.window(schedule.start, schedule.end))


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"start": NOON, "end": NOON}, ScheduleProblem.END_BEFORE_START),
        ({"start": NOON, "end": NOON - HOUR}, ScheduleProblem.END_BEFORE_START),
        ({"start": NOON.replace(tzinfo=None)}, ScheduleProblem.NAIVE_DATETIME),
        ({"end": NOON.replace(tzinfo=None)}, ScheduleProblem.NAIVE_DATETIME),
        (FRIDAY_MORNINGS | {"to_time": None}, ScheduleProblem.TIME_WITHOUT_PAIR),
        (FRIDAY_MORNINGS | {"from_time": None}, ScheduleProblem.TIME_WITHOUT_PAIR),
        (
            FRIDAY_MORNINGS | {"to_time": time(12, tzinfo=UTC)},
            ScheduleProblem.AWARE_TIME,
        ),
        (FRIDAY_MORNINGS | {"time_zone": None}, ScheduleProblem.ZONE_MISSING),
        ({"days": frozenset({Day.FRI})}, ScheduleProblem.ZONE_MISSING),
        ({"uses": 2}, ScheduleProblem.USES),
        ({"uses": 0}, ScheduleProblem.USES),
        (
            FRIDAY_MORNINGS | {"start": NOON, "end": NOON + 24 * HOUR},
            ScheduleProblem.EMPTY,
        ),
    ],
)
def test_what_cannot_be_is_refused(
    parts: dict[str, Any], problem: ScheduleProblem
) -> None:
    """Each way to get it wrong has a reason of its own."""
    with pytest.raises(ScheduleError) as caught:
        Schedule(**parts)
    assert caught.value.reason is problem
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "name",
    ["Mars/Olympus", "", "America", "../etc/passwd", "/etc/passwd", "CET\0", "\ud800"],
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    """Also by a schedule that would not need the zone, and whatever the text is."""
    with pytest.raises(ScheduleError) as caught:
        Schedule(time_zone=name)
    assert caught.value.reason is ScheduleProblem.UNKNOWN_TIME_ZONE
    assert caught.value.detail == name
    assert caught.value.__cause__ is None


def test_the_error_reads_well() -> None:
    """The text is for logs; people read a translation of the reason."""
    assert str(ScheduleError(ScheduleProblem.EMPTY)) == "empty"
    assert (
        str(ScheduleError(ScheduleProblem.UNKNOWN_TIME_ZONE, "Mars"))
        == "unknown_time_zone: Mars"
    )


def test_for_ever_in_other_words() -> None:
    """Some write the last day of the calendar, where arithmetic overflows."""
    for offset in (-12, 14):
        zone = timezone(timedelta(hours=offset))
        schedule = Schedule.window(
            datetime.min.replace(tzinfo=zone), datetime.max.replace(tzinfo=zone)
        )
        assert schedule.is_active(NOON)
    late = Schedule.weekly(
        [Day.MON], None, None, "UTC", start=datetime.max.replace(tzinfo=UTC)
    )
    assert late.phase(NOON) is SchedulePhase.SCHEDULED
