"""What happened: both forms of the feed, who it was, what it leaves out."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.august import AugustControl
from simulators.doorlog import Act, Cause, Method

from .wire import Door, Wire, lock_id

NEW = {"Accept-Version": "4.0.0"}


def add(sim: Simulation, act: Act, method: Method, lock: str = "kitchen_door") -> None:
    """Write a line into the log of the home, a minute after the last one."""
    sim.home.clock.advance(timedelta(minutes=1))
    sim.home.log.add(lock, act, Cause(method=method))


@pytest.mark.parametrize(
    ("act", "method", "action", "old", "flag"),
    [
        (Act.LOCKED, Method.CLOUD, "remote_lock", "lock", "remote"),
        (Act.UNLOCKED, Method.CLOUD, "remote_unlock", "unlock", "remote"),
        (Act.PULLED, Method.CLOUD, "remote_unlatch", "unlatch", "remote"),
        (Act.UNLOCKED, Method.APP, "ble_unlock", "unlock", None),
        (Act.UNLOCKED, Method.PIN, "pin_unlock", "unlock", "keypad"),
        (Act.LOCKED, Method.KEYPAD, "onetouchlock", "lock", "keypad"),
        (Act.UNLOCKED, Method.FINGERPRINT, "finger_unlock", "unlock", "keypad"),
        (Act.UNLOCKED, Method.CARD, "rf_unlock", "unlock", "tag"),
        (Act.UNLOCKED, Method.HOMEKIT, "homekey_unlock", "unlock", "tag"),
        (Act.UNLOCKED, Method.MANUAL, "manual_unlock", "unlock", "manual"),
        (Act.LOCKED, Method.BUTTON, "manual_lock", "lock", "manual"),
        (Act.LOCKED, Method.AUTO, "auto_lock", "lock", None),
        (Act.LOCKED, Method.LINK, "linked_lock", "lock", None),
        (Act.JAMMED, Method.DEVICE, "jammed", "jammed", None),
        (Act.DOOR_OPENED, Method.DEVICE, "door_open", "dooropen", None),
        (Act.DOOR_CLOSED, Method.DEVICE, "door_close", "doorclosed", None),
    ],
)
async def test_actions(
    kitchen: Door,
    sim: Simulation,
    *,
    act: Act,
    method: Method,
    action: str,
    old: str,
    flag: str | None,
) -> None:
    """Each act by its name in either form."""
    add(sim, act, method)
    sim.home.clock.advance(timedelta(seconds=4))
    (event,) = await kitchen.events()
    assert event["action"] == action
    house = (await kitchen.show())["HouseID"]
    (row,) = (await kitchen.wire.get(f"/houses/{house}/activities?limit=5")).body
    assert row["action"] == old
    flags = [name for name, value in row["info"].items() if value is True]
    assert flags == ([flag] if flag else [])


async def test_what_is_left_out(kitchen: Door, terrace: Door, sim: Simulation) -> None:
    """Refused PINs have no known name; a door without a sensor tells nothing."""
    sim.control.type_pin("kitchen_door", "000000")
    add(sim, Act.CALIBRATED, Method.DEVICE)
    add(sim, Act.DOOR_OPENED, Method.DEVICE, "terrace_door")
    sim.home.clock.advance(timedelta(seconds=4))
    assert await kitchen.events() == []
    assert await terrace.events() == []


async def test_one_unlatch_is_one_event(terrace: Door, sim: Simulation) -> None:
    """Unlocking on the way is no event of its own."""
    await terrace.operate("unlatch")
    sim.home.clock.advance(timedelta(seconds=4))
    (event,) = await terrace.events()
    assert event["action"] == "remote_unlatch"
    assert event["user"]["FirstName"] == "Anna"


async def test_shape_and_order(kitchen: Door, sim: Simulation) -> None:
    """Newest first, ids that stay, times in milliseconds, no user for a hand."""
    add(sim, Act.UNLOCKED, Method.MANUAL)
    add(sim, Act.LOCKED, Method.MANUAL)
    now = sim.home.clock.now().timestamp() * 1000
    sim.home.clock.advance(timedelta(seconds=4))
    rows = await kitchen.events()
    assert [row["action"] for row in rows] == ["manual_lock", "manual_unlock"]
    assert abs(rows[0]["timestamp"] - now) < 1000
    assert "user" not in rows[0]
    assert "Kitchen door" in rows[0]["title"]
    assert await kitchen.events() == rows
    assert await kitchen.events(limit=1) == rows[:1]


async def test_limit(kitchen: Door, desk: AugustControl) -> None:
    """Some hosts refuse a great one."""
    desk.switch(most_activities=15)
    house = (await kitchen.show())["HouseID"]
    path = f"/houses/{house}/activities"
    assert (await kitchen.wire.get(f"{path}?limit=50", **NEW)).status == 400
    assert (await kitchen.wire.get(f"{path}?limit=15", **NEW)).status == 200
    for limit in ("x", "0", "-5"):
        reply = await kitchen.wire.get(f"{path}?limit={limit}", **NEW)
        assert reply.status == 400


async def test_guests_see_their_own(
    yale: Wire, sim: Simulation, desk: AugustControl
) -> None:
    """The rest is shown to owners."""
    sim.control.app("cottage", "anna_de_vries", "unlock")
    sim.control.app("cottage", "els_bakker", "lock")
    sim.home.clock.advance(timedelta(seconds=4))
    cottage = Door(yale, "cottage")
    assert [row["action"] for row in await cottage.events()] == ["ble_unlock"]
    desk.role("cottage", "superuser")
    assert len(await cottage.events()) == 2


async def test_offline_locks_tell_later(kitchen: Door, sim: Simulation) -> None:
    """When the bridge is back, with the time at which it was."""
    sim.control.gateway_online("kitchen_bridge", online=False)
    sim.home.clock.advance(timedelta(seconds=1))
    sim.control.turn_knob("kitchen_door", "unlocked")
    sim.home.clock.advance(timedelta(hours=1))
    assert await kitchen.events() == []
    sim.control.gateway_online("kitchen_bridge", online=True)
    assert len(await kitchen.events()) == 1


async def test_old_lists(kitchen: Door, sim: Simulation) -> None:
    """The lists for partners: of a house before a time, of a lock between two."""
    add(sim, Act.UNLOCKED, Method.AUTO)
    between = round(sim.home.clock.now().timestamp() * 1000) + 30_000
    add(sim, Act.LOCKED, Method.AUTO)
    sim.home.clock.advance(timedelta(seconds=4))
    house = (await kitchen.show())["HouseID"]
    get = kitchen.wire.get
    rows = (await get(f"/houses/{house}/activity/10")).body
    assert [row["action"] for row in rows] == ["lock", "unlock"]
    assert rows[0]["callingUser"]["UserID"] == "automaticrelock"
    rows = (await get(f"/houses/{house}/activity/10?endDate={between}")).body
    assert [row["action"] for row in rows] == ["unlock"]
    assert len((await get(f"/houses/{house}/activity/1")).body) == 1
    assert (await get(f"/houses/{house}/activity/x")).status == 400
    logs = f"/locks/logs/{kitchen.id}"
    rows = (await get(f"{logs}/{between}/{between + 60_000}")).body
    assert [row["action"] for row in rows] == ["lock"]
    assert (await get(f"{logs}/0/x")).status == 400
    cottage = lock_id(sim, "cottage")
    assert (await get(f"/locks/logs/{cottage}/0/1")).status == 403
