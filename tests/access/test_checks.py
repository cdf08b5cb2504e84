"""When an access is checked before it begins, and what is found; on paper."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from custom_components.cloud_locks.access.checks import (
    BEFORE,
    is_near,
    next_check,
    next_start,
    not_there,
    wrong,
)
from custom_components.cloud_locks.access.grant import (
    DoorId,
    DoorStatus,
    Drifted,
    Grant,
    GrantDoor,
    Phase,
)
from custom_components.cloud_locks.access.plans import DoorPlan
from custom_components.cloud_locks.model.lock import (
    Battery,
    Gateway,
    Lanes,
    Lock,
    Reachability,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""A Saturday."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAYS = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")
STAY = Schedule.window(NOW + 3 * DAY, NOW + 5 * DAY)
FINE = DoorPlan(status=DoorStatus.ACTIVE, settled=True)
LOCK = Lock(
    id="front",
    vendor_id="1",
    name="Front door",
    brand="fake",
    lanes=Lanes.of_lock("front"),
    gateway_id="g",
    time_zone="Europe/Amsterdam",
)


def door(schedule: Schedule, **changes: Any) -> GrantDoor:
    """Return a door of an access."""
    made = GrantDoor(at=DoorId("account", "front"), schedule=schedule)
    return replace(made, **changes)


def grant(*doors: GrantDoor, **changes: Any) -> Grant:
    """Return an access."""
    made = Grant(id="1", name="Anna", created=NOW, doors=doors, pin=None)
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("schedule", "now", "start"),
    [
        (Schedule.always(), NOW, None),
        (STAY, NOW, NOW + 3 * DAY),
        (STAY, NOW + 3 * DAY, None),
        (FRIDAYS, NOW, datetime(2026, 11, 27, 8, tzinfo=UTC)),
        # In the midst of it the next one is a week away.
        (
            FRIDAYS,
            datetime(2026, 11, 27, 9, tzinfo=UTC),
            datetime(2026, 12, 4, 8, tzinfo=UTC),
        ),
    ],
)
def test_next_start(schedule: Schedule, now: datetime, start: datetime | None) -> None:
    """When somebody may come in who may not now."""
    assert next_start(grant(door(schedule)), now) == start


@pytest.mark.parametrize(
    "nobody",
    [
        grant(door(STAY), phase=Phase.PAUSED),
        grant(door(STAY), ended=NOW),
        grant(door(STAY, leaving=True)),
        grant(door(STAY, spent=True)),
    ],
)
def test_nobody_will_come(nobody: Grant) -> None:
    """Then nothing is checked."""
    assert next_check(nobody, BEFORE, NOW) is None
    assert not is_near(nobody, (9 * DAY,), NOW)


def test_each_of_the_moments() -> None:
    """A day before, an hour before; then the next beginning is awaited."""
    anna, start = grant(door(STAY)), NOW + 3 * DAY
    assert next_check(anna, BEFORE, NOW) == start - DAY
    assert not is_near(anna, BEFORE, NOW)
    assert next_check(anna, BEFORE, start - DAY) == start - HOUR
    assert is_near(anna, BEFORE, start - DAY)
    assert next_check(anna, BEFORE, start - HOUR) == start
    assert next_check(anna, BEFORE, start) is None
    assert not is_near(anna, BEFORE, start)
    assert next_check(anna, (), NOW) is None


def found(lock: Lock, *, plan: DoorPlan = FINE, online: bool = True) -> Reason | None:
    """Return what is wrong at a lock with weekly hours."""
    gateways = (Gateway(id="g", name="Bridge", online=online),)
    return wrong(lock, gateways, door(FRIDAYS), plan, NOW)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"reachability": Reachability.ASLEEP}, None),
        ({"reachability": Reachability.OFFLINE}, Reason.LOCK_OFFLINE),
        ({"battery": Battery(percent=20)}, None),
        ({"battery": Battery(percent=19)}, Reason.BATTERY_LOW),
        ({"battery": Battery(percent=19, low=False)}, None),
        ({"battery": Battery(percent=90, low=True)}, Reason.BATTERY_LOW),
        ({"battery": Battery(low=True, charging=True)}, None),
        ({"keypad_battery": Battery(low=True)}, Reason.BATTERY_LOW),
        ({"time_zone": "Europe/Berlin"}, None),
        ({"time_zone": "Asia/Shanghai"}, Reason.ZONE_DIFFERS),
        ({"time_zone": "Nowhere/At_all"}, None),
        ({"time_zone": None}, None),
    ],
)
def test_what_a_lock_tells(changes: dict[str, Any], reason: Reason | None) -> None:
    """Each thing by itself."""
    assert found(replace(LOCK, **changes)) is reason


def test_its_gateway() -> None:
    """Not that of another lock."""
    assert found(LOCK, online=False) is Reason.GATEWAY_OFFLINE
    assert found(replace(LOCK, gateway_id=None), online=False) is None


def test_the_worst_is_told() -> None:
    """A code that is not there keeps somebody out for certain."""
    empty = replace(LOCK, battery=Battery(low=True))
    full = DoorPlan(status=DoorStatus.FAILED, reason=Reason.LIST_FULL)
    assert found(empty, plan=full) is Reason.LIST_FULL


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (FINE, None),
        (DoorPlan(status=DoorStatus.PLANNED, settled=True), None),
        (DoorPlan(status=DoorStatus.PLANNED), Reason.NOT_CONFIRMED),
        (DoorPlan(status=DoorStatus.PENDING), Reason.NOT_CONFIRMED),
        (
            DoorPlan(status=DoorStatus.BLOCKED, reason=Reason.NAME_IN_USE),
            Reason.NAME_IN_USE,
        ),
        (replace(FINE, drift=Drifted.HOURS), Reason.CHANGED_ELSEWHERE),
    ],
)
def test_whether_the_code_is_there(plan: DoorPlan, reason: Reason | None) -> None:
    """As wished, or not due yet."""
    assert not_there(plan) is reason
