"""Settings that live on a lock, its name, freezing, and its passage hours."""

from datetime import UTC, datetime, timedelta
import json

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl

from .wire import Door, code


async def detail(door: Door, name: str) -> object:
    """Return one field of a lock's details."""
    return (await door.get("lock/detail")).body.get(name)


@pytest.mark.parametrize(
    ("seconds", "number", "told"),
    [
        (1, 0, 1),
        (900, 0, 900),
        (0, 0, -1),
        (-1, 0, -1),
        (901, -4082, 60),
        (-2, -4082, 60),
    ],
)
async def test_auto_lock(side: Door, seconds: int, number: int, told: int) -> None:
    """A time, or never by two numbers, or one that is refused."""
    await side.post("lock/setAutoLockTime", seconds=60, type=2)
    reply = await side.post("lock/setAutoLockTime", seconds=seconds, type=2)
    assert code(reply) == number
    assert await detail(side, "autoLockTime") == told


async def test_auto_lock_of_the_cloud_alone(side: Door, sim: Simulation) -> None:
    """Type 1 changes what is told, and nothing at the lock."""
    assert code(await side.post("lock/setAutoLockTime", seconds=60)) == 0
    assert await detail(side, "autoLockTime") == 60
    await side.post("lock/unlock")
    sim.control.time(advance=61)
    assert sim.home.lock("side_door").bolt == "unlocked"


async def test_auto_lock_in_time(side: Door, sim: Simulation) -> None:
    """A lock that is open already starts to count."""
    await side.post("lock/unlock")
    await side.post("lock/setAutoLockTime", seconds=60, type=2)
    sim.control.time(advance=60)
    assert sim.home.lock("side_door").bolt == "locked"


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        (2, 1, "privacyLock"),
        (3, 2, "tamperAlert"),
        (4, 2, "resetButton"),
        (6, 2, "lockSound"),
        (8, 5, "soundVolume"),
    ],
)
async def test_settings(side: Door, kind: int, value: int, field: str) -> None:
    """Each has a number and a field of the details."""
    assert await detail(side, field) != value
    reply = await side.post("lock/updateSetting", type=kind, value=value, changeType=2)
    assert code(reply) == 0
    assert await detail(side, field) == value


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"type": 6, "value": 3}, -3),
        ({"type": 8, "value": 6}, -3),
        ({"type": 8, "value": 0}, -3),
        ({"type": 1, "value": 1}, -3),
        ({"type": 6}, -3),
        ({"type": 10, "value": 1}, -4043),
        ({"type": 7, "value": 1}, -4043),
    ],
)
async def test_wrong_settings(
    side: Door, params: dict[str, object], number: int
) -> None:
    """A volume is no sound, and what a lock has not it does not take."""
    reply = await side.post("lock/updateSetting", changeType=2, **params)
    assert code(reply) == number


async def test_settings_need_the_lock(side: Door) -> None:
    """Without a gateway only the cloud's own note changes."""
    attic = Door(side.wire, "attic")
    params = {"type": 6, "value": 2}
    assert code(await attic.post("lock/updateSetting", changeType=2, **params)) == -2012
    assert code(await attic.post("lock/updateSetting", **params)) == 0
    assert await detail(attic, "lockSound") == 2
    assert code(await attic.post("lock/setAutoLockTime", seconds=5, type=2)) == -2012


async def test_power_saving_is_set_by_a_phone(side: Door) -> None:
    """A Wi-Fi lock sleeps when a phone by the door says so."""
    studio = Door(side.wire, "studio")
    params = {"type": 10, "value": 1, "changeType": 1}
    assert code(await studio.post("lock/updateSetting", **params | {"value": 3})) == -3
    assert code(await studio.post("lock/updateSetting", **params)) == 0
    assert code(await studio.post("lock/unlock")) == -3035


async def test_door_left_open(side: Door, sim: Simulation) -> None:
    """After so many seconds there is a record."""
    params = {"type": 11, "value": 60, "changeType": 2}
    assert code(await side.post("lock/updateSetting", **params)) == 0
    sim.control.door("side_door", "open")
    sim.control.time(advance=60)
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 64


async def test_rename(side: Door) -> None:
    """A name is the cloud's affair; a lock without gateway has one, too."""
    attic = Door(side.wire, "attic")
    assert code(await attic.post("lock/rename", lockAlias="Loft")) == 0
    assert await detail(attic, "lockAlias") == "Loft"
    assert code(await attic.post("lock/rename", lockAlias=" ")) == -3


async def test_freeze(side: Door, desk: TtlockControl) -> None:
    """Nothing passes until the lock is thawed; not every lock can."""
    assert await detail(side, "isFrozen") == 2
    assert code(await side.post("lock/freeze")) == 0
    assert await detail(side, "isFrozen") == 1
    assert code(await side.post("lock/unlock")) == -2025
    desk.busy("side_door")
    assert code(await side.post("lock/unfreeze")) == -3003
    assert await detail(side, "isFrozen") == 1
    assert code(await side.post("lock/unfreeze")) == 0
    assert code(await side.post("lock/unlock")) == 0
    assert code(await Door(side.wire, "cellar").post("lock/freeze")) == -4043


async def test_settings_are_not_for_guests(side: Door) -> None:
    """Whoever only opens does not set."""
    guest = Door(side.wire, "summer_house")
    for path, params in (
        ("lock/setAutoLockTime", {"seconds": 5, "type": 2}),
        ("lock/updateSetting", {"type": 6, "value": 2}),
        ("lock/configPassageMode", {"passageMode": 2}),
        ("lock/rename", {"lockAlias": "Mine"}),
        ("lock/freeze", {}),
    ):
        assert code(await guest.post(path, **params)) == 20002


NINE_TO_FIVE = {
    "type": 2,
    "passageMode": 1,
    "autoUnlock": 2,
    "isAllDay": 2,
    "startDate": 540,
    "endDate": 1020,
    "weekDays": "[1,2,3,4,5]",
}


async def test_passage_mode(side: Door) -> None:
    """Written and read back; the details tell whether it is on."""
    config = (await side.get("lock/getPassageModeConfig")).body
    assert (config["passageMode"], config["startDate"]) == (2, None)
    assert code(await side.post("lock/configPassageMode", **NINE_TO_FIVE)) == 0
    config = (await side.get("lock/getPassageModeConfig")).body
    assert config == {
        "passageMode": 1,
        "autoUnlock": 2,
        "isAllDay": 2,
        "startDate": 540,
        "endDate": 1020,
        "weekDays": [1, 2, 3, 4, 5],
    }
    assert await detail(side, "passageMode") == 1
    off = {"type": 2, "passageMode": 2}
    assert code(await side.post("lock/configPassageMode", **off)) == 0
    config = (await side.get("lock/getPassageModeConfig")).body
    assert (config["passageMode"], config["startDate"]) == (2, 540)


async def test_open_in_passage_hours(side: Door, sim: Simulation) -> None:
    """It does not lock itself in them, and does so again when they are over."""
    await side.post("lock/setAutoLockTime", seconds=60, type=2)
    await side.post("lock/configPassageMode", **NINE_TO_FIVE)
    await side.post("lock/unlock")
    sim.control.time(advance=3600)
    assert sim.home.lock("side_door").bolt == "unlocked"
    sim.home.clock.move_to(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    assert sim.home.lock("side_door").bolt == "unlocked"
    sim.control.time(advance=60)
    assert sim.home.lock("side_door").bolt == "locked"


async def test_opens_by_itself(side: Door, sim: Simulation) -> None:
    """On the next working day at nine by the clock of the door, if that is set."""
    opening = NINE_TO_FIVE | {"autoUnlock": 1}
    sim.home.clock.move_to(datetime(2026, 11, 27, 17, 0, tzinfo=UTC))
    await side.post("lock/configPassageMode", **opening)
    sim.home.clock.move_to(datetime(2026, 11, 30, 7, 59, tzinfo=UTC))
    assert sim.home.lock("side_door").bolt == "locked"
    sim.home.clock.advance(timedelta(minutes=1))
    assert sim.home.lock("side_door").bolt == "unlocked"
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 63


async def test_a_plan_that_was_replaced(side: Door, sim: Simulation) -> None:
    """The hours of the old one mean nothing."""
    await side.post("lock/configPassageMode", **NINE_TO_FIVE | {"autoUnlock": 1})
    await side.post("lock/configPassageMode", type=2, passageMode=2)
    sim.home.clock.move_to(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert sim.home.lock("side_door").bolt == "locked"


async def test_all_day(side: Door, sim: Simulation) -> None:
    """From midnight to midnight, without hours."""
    await side.post("lock/setAutoLockTime", seconds=60, type=2)
    params = {"type": 2, "passageMode": 1, "isAllDay": 1, "weekDays": "[1]"}
    assert code(await side.post("lock/configPassageMode", **params)) == 0
    await side.post("lock/unlock")
    sim.home.clock.move_to(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    assert sim.home.lock("side_door").bolt == "unlocked"
    sim.control.time(advance=121)
    assert sim.home.lock("side_door").bolt == "locked"


async def test_always(side: Door, sim: Simulation) -> None:
    """A plan without an end never changes anything."""
    await side.post("lock/setAutoLockTime", seconds=60, type=2)
    params = {"type": 2, "passageMode": 1, "isAllDay": 1}
    assert code(await side.post("lock/configPassageMode", **params)) == 0
    await side.post("lock/unlock")
    sim.home.clock.advance(timedelta(days=20))
    assert sim.home.lock("side_door").bolt == "unlocked"


async def test_several_windows(side: Door) -> None:
    """The newer pair takes up to five, and gives them back."""
    rows = [
        {
            "isAllDay": 2,
            "startTime": 60 * hour,
            "endTime": 60 * hour + 30,
            "weekDays": [7],
        }
        for hour in range(6)
    ]
    params = {"type": 2, "passageMode": 1, "autoUnlock": 1}
    many = json.dumps(rows)
    path = "lock/configurePassageMode"
    assert code(await side.post(path, cyclicConfig=many, **params)) == -3
    five = json.dumps(rows[:5])
    assert code(await side.post(path, cyclicConfig=five, **params)) == 0
    body = (await side.get("lock/getPassageModeConfiguration")).body
    assert (body["passageMode"], body["autoUnlock"]) == (1, 1)
    assert body["cyclicConfig"] == rows[:5]
    assert code(await side.post(path, type=2, passageMode=2)) == 0
    body = (await side.get("lock/getPassageModeConfiguration")).body
    assert (body["passageMode"], len(body["cyclicConfig"])) == (2, 5)


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"passageMode": ""}, -3),
        ({"passageMode": 3}, -3),
        ({"startDate": ""}, -3),
        ({"startDate": 1020}, -3),
        ({"endDate": 1441}, -3),
        ({"weekDays": "[]"}, -3),
        ({"weekDays": "[0]"}, -3),
        ({"weekDays": '["1"]'}, -3),
        ({"weekDays": "mon"}, 80002),
        ({"weekDays": ""}, 0),
        ({"endDate": 1440}, 0),
    ],
)
async def test_rules_of_passage_mode(
    side: Door, change: dict[str, object], number: int
) -> None:
    """Switches, minutes of the day, days of the week."""
    reply = await side.post("lock/configPassageMode", **NINE_TO_FIVE | change)
    assert code(reply) == number


async def test_locks_without_passage_mode(side: Door, desk: TtlockControl) -> None:
    """Not every lock has it, and a phone may have set it."""
    cellar = Door(side.wire, "cellar")
    desk.feature("cellar", 22, on=False)
    assert code(await cellar.post("lock/configPassageMode", **NINE_TO_FIVE)) == -4043
    attic = Door(side.wire, "attic")
    by_phone = NINE_TO_FIVE | {"type": 1}
    assert code(await attic.post("lock/configPassageMode", **by_phone)) == 0
    config = (await attic.get("lock/getPassageModeConfig")).body
    assert config["passageMode"] == 1
