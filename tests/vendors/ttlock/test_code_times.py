"""Types and dates of codes, in both directions."""

from datetime import UTC, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.model.errors import InvalidCode
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.ttlock.code_times import (
    Computed,
    computed,
    schedule_of,
)
from custom_components.cloud_locks.vendors.ttlock.code_wire import CodeItem
from custom_components.cloud_locks.vendors.ttlock.wire import stamp

from .payloads import AT, code

NOW = datetime(2026, 11, 21, 12, 20, tzinfo=UTC)
"""A Saturday."""
NOON = NOW.replace(minute=0)
ZONE = "Etc/GMT-1"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

WEEKEND = {Day.SAT, Day.SUN}
WORKDAYS = set(Day) - WEEKEND


def weekly(days: set[Day], begin: int = 9, end: int = 17) -> Schedule:
    """Return hours on days, by the lock's clock."""
    return Schedule.weekly(days, time(begin), time(end), ZONE)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            Schedule.always(),
            Computed(
                kind=2,
                start=NOON,
                end=None,
                schedule=Schedule.always(),
                use_before=NOON + DAY,
            ),
        ),
        (
            Schedule.window(NOW + 5 * DAY, None),
            Computed(
                kind=2,
                start=NOON + 5 * DAY,
                end=None,
                schedule=Schedule.window(NOON + 5 * DAY, None),
                use_before=NOON + 6 * DAY,
            ),
        ),
        (
            Schedule.window(NOW, NOW + 3 * DAY),
            Computed(
                kind=3,
                start=NOON,
                end=NOON + 3 * DAY + HOUR,
                schedule=Schedule.window(NOON, NOON + 3 * DAY + HOUR),
                use_before=NOON + DAY,
            ),
        ),
        (
            Schedule.window(None, NOW + 2 * HOUR),
            Computed(
                kind=3,
                start=NOON,
                end=NOON + 3 * HOUR,
                schedule=Schedule.window(NOON, NOON + 3 * HOUR),
                use_before=NOON + 3 * HOUR,
            ),
        ),
        (
            Schedule.always(uses=1),
            Computed(
                kind=1,
                start=NOON,
                end=NOON + 6 * HOUR,
                schedule=Schedule.window(NOON, NOON + 6 * HOUR, uses=1),
                use_before=NOON + 6 * HOUR,
            ),
        ),
        (
            Schedule.window(NOON, NOON + 6 * HOUR, uses=1),
            Computed(
                kind=1,
                start=NOON,
                end=NOON + 6 * HOUR,
                schedule=Schedule.window(NOON, NOON + 6 * HOUR, uses=1),
                use_before=NOON + 6 * HOUR,
            ),
        ),
    ],
)
def test_dates_move_outwards_to_whole_hours(
    schedule: Schedule, expected: Computed
) -> None:
    """The cloud cuts them, and the answer says what they became."""
    assert computed(schedule, NOW, ZONE) == expected


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (WEEKEND, 5),
        (set(Day), 6),
        (set(), 6),
        (WORKDAYS, 7),
        ({Day.MON}, 8),
        ({Day.TUE}, 9),
        ({Day.WED}, 10),
        ({Day.THU}, 11),
        ({Day.FRI}, 12),
        ({Day.SAT}, 13),
        ({Day.SUN}, 14),
    ],
)
def test_types_of_days(days: set[Day], kind: int) -> None:
    """The dates are those of the next such day, on the lock's clock."""
    wanted = computed(weekly(days), NOW, ZONE)
    assert wanted.kind == kind
    assert wanted.use_before is None
    assert wanted.end is not None
    local = wanted.start.astimezone(UTC) + HOUR
    assert local.hour == 9
    assert wanted.end - wanted.start == 8 * HOUR
    assert wanted.end > NOW
    assert Day.of(local) in (days or set(Day))
    assert wanted.start - NOW < 7 * DAY


def test_a_day_that_is_nearly_over() -> None:
    """Hours that are past begin with the next such day."""
    late = NOW.replace(hour=20)
    assert computed(weekly({Day.SAT}), late, ZONE).start == datetime(
        2026, 11, 28, 8, tzinfo=UTC
    )


def test_from_a_day_on() -> None:
    """A start in the future moves the first day."""
    schedule = Schedule.weekly(
        WORKDAYS, time(9), time(17), ZONE, start=datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert computed(schedule, NOW, ZONE).start == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_hours_within_an_hour() -> None:
    """Are moved outwards as well."""
    schedule = Schedule.weekly({Day.MON}, time(9, 30), time(17, 15), ZONE)
    wanted = computed(schedule, NOW, ZONE)
    assert wanted.schedule == Schedule.weekly({Day.MON}, time(9), time(18), ZONE)


@pytest.mark.parametrize(
    "schedule",
    [
        weekly({Day.MON, Day.WED}),
        Schedule.weekly({Day.MON}, None, None, ZONE),
        Schedule.weekly({Day.MON}, time(22), time(6), ZONE),
        Schedule.weekly({Day.MON}, time(9), time(23, 30), ZONE),
        Schedule.weekly({Day.MON}, time(9), time(17), ZONE, end=NOW + 30 * DAY),
        Schedule.weekly({Day.MON}, time(9), time(17), ZONE, uses=1),
        Schedule.window(NOON, NOON + DAY, uses=1),
        Schedule.window(NOON, NOON + 2 * HOUR, uses=1),
        Schedule.window(NOON, NOON + 400 * DAY),
    ],
)
def test_what_there_is_no_code_for(schedule: Schedule) -> None:
    """Better none than one that opens at other hours."""
    with pytest.raises(InvalidCode) as caught:
        computed(schedule, NOW, ZONE)
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED


def test_years() -> None:
    """Are exact to the month, so day and hour have to be the same."""
    end = datetime(2028, 11, 21, 12, tzinfo=UTC)
    assert computed(Schedule.window(NOON, end), NOW, ZONE).end == end


@pytest.mark.parametrize(
    ("changes", "schedule"),
    [
        ({"keyboardPwdType": 2}, Schedule.always()),
        (
            {"keyboardPwdType": 2, "isCustom": 0, "startDate": AT},
            Schedule.window(NOON, None),
        ),
        (
            {"keyboardPwdType": "3", "startDate": AT, "endDate": AT + 3_600_000},
            Schedule.window(NOON, NOON + HOUR),
        ),
        ({"keyboardPwdType": 3, "startDate": AT}, Schedule.window(NOON, None)),
        (
            {"keyboardPwdType": 1, "startDate": AT},
            Schedule.window(NOON, NOON + 6 * HOUR, uses=1),
        ),
        ({"keyboardPwdType": 1, "startDate": None}, None),
        ({"keyboardPwdType": 3, "startDate": AT, "endDate": AT - 1}, None),
        ({"keyboardPwdType": 5, "startDate": AT}, None),
        ({"keyboardPwdType": 99, "startDate": AT}, None),
        ({"keyboardPwdType": None}, None),
    ],
)
def test_what_is_listed(changes: dict[str, object], schedule: Schedule | None) -> None:
    """What makes no sense is no schedule and no error."""
    assert schedule_of(CodeItem.read(Record(code(**changes), "code")), ZONE) == schedule


@pytest.mark.parametrize("days", [WEEKEND, set(Day), WORKDAYS, {Day.TUE}])
def test_there_and_back(days: set[Day]) -> None:
    """A code with hours on days is listed with the same hours."""
    wanted = computed(weekly(days), NOW, ZONE)
    item = code(
        keyboardPwdType=wanted.kind,
        startDate=stamp(wanted.start),
        endDate=stamp(wanted.end),
    )
    listed = schedule_of(CodeItem.read(Record(item, "code")), ZONE)
    assert listed is not None
    assert wanted.schedule.same_as(listed)
