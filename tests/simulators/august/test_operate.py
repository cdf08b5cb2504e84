"""Commands: what moves, how it is answered, how it ends when it does not."""

import asyncio
from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.august import AugustControl
from simulators.bolt import Bolt

from .wire import Door, Wire, lock_id, pushed, report, until


async def test_lock_and_unlock(anyone: Wire) -> None:
    """The recorded shape, the bolt where it should be."""
    kitchen = Door(anyone, "kitchen_door")
    reply = await kitchen.operate("unlock")
    assert reply.status == 200
    assert reply.body["status"] == "kAugLockState_Unlocked"
    assert reply.body["doorState"] == "kAugDoorState_Closed"
    info = reply.body["info"]
    assert (info["action"], info["lockID"]) == ("unlock", kitchen.id)
    assert info["context"]["transactionID"]
    assert info["startTime"].endswith("Z")
    assert reply.body["retryCount"] == 1
    assert anyone.sim.home.lock("kitchen_door").bolt is Bolt.UNLOCKED
    assert (await kitchen.operate("lock")).body["status"] == "kAugLockState_Locked"
    assert anyone.sim.home.lock("kitchen_door").bolt is Bolt.LOCKED


async def test_what_is_done_already_is_no_error(kitchen: Door) -> None:
    """Locking a locked door answers that it is locked."""
    reply = await kitchen.operate("lock")
    assert (reply.status, reply.body["status"]) == (200, "kAugLockState_Locked")


async def test_unlock_and_unlatch_are_two_things(
    terrace: Door, sim: Simulation
) -> None:
    """Only `unlatch` pulls the latch."""
    sim.control.timing("terrace_door", hold=60)
    door = sim.home.lock("terrace_door")
    bolts = []
    for command in ("unlock", "unlatch"):
        reply = await terrace.operate(command)
        bolts.append((reply.body["status"], door.bolt))
    assert bolts == [
        ("kAugLockState_Unlocked", Bolt.UNLOCKED),
        ("kAugLockState_Unlatched", Bolt.PULLED),
    ]
    assert (await terrace.show())["LockStatus"]["status"] == "unlatched"
    sim.home.clock.advance(timedelta(seconds=61))
    assert (await terrace.show())["LockStatus"]["status"] == "unlocked"
    await terrace.operate("lock")
    await terrace.operate("unlatch")
    assert (await terrace.show())["LockStatus"]["status"] == "unlatched"
    sim.home.clock.advance(timedelta(seconds=61))
    await terrace.operate("lock")
    await terrace.operate("unlock")
    assert (await terrace.show())["LockStatus"]["status"] == "unlocked"


async def test_secure_mode(kitchen: Door, desk: AugustControl, sim: Simulation) -> None:
    """Locked, and called something else until it is unlocked."""
    await kitchen.operate("unlock")
    reply = await kitchen.operate("secure")
    assert reply.body["status"] == "kAugLockState_SecureMode"
    assert (await kitchen.show())["LockStatus"]["status"] == "securemode"
    sim.control.turn_knob("kitchen_door", "unlocked")
    sim.control.turn_knob("kitchen_door", "locked")
    assert (await kitchen.show())["LockStatus"]["status"] == "locked"
    desk.secure("kitchen_door")
    assert (await kitchen.show())["LockStatus"]["status"] == "securemode"
    await kitchen.operate("unlock")
    assert report(sim, "kitchen_door")["secured"] is False


@pytest.mark.parametrize("status", [400, 501])
async def test_what_a_lock_does_not_have(
    terrace: Door, kitchen: Door, desk: AugustControl, status: int
) -> None:
    """Refused before anything moves."""
    desk.switch(unsupported_status=status)
    assert (await kitchen.operate("unlatch")).status == status
    assert (await terrace.operate("secure")).status == status
    assert (await terrace.operate("dance")).status == 501


async def test_status(kitchen: Door, desk: AugustControl) -> None:
    """Asked of the lock itself; the answer may leave it out."""
    reply = await kitchen.operate("status")
    assert reply.body["status"] == "kAugLockState_Locked"
    assert reply.body["info"]["lockStatusChanged"] is False
    desk.switch(answers_status=False)
    reply = await kitchen.operate("unlock")
    assert "status" not in reply.body
    assert reply.body["info"]["action"] == "unlock"


@pytest.mark.parametrize("command", ["reboot", "rebootLock", "telemetry", "ota"])
async def test_maintenance(kitchen: Door, sim: Simulation, command: str) -> None:
    """Answered without a state; nothing moves."""
    reply = await kitchen.operate(command)
    assert reply.status == 200
    assert "status" not in reply.body
    assert sim.home.lock("kitchen_door").bolt is Bolt.LOCKED


async def test_calibrate_homekit_functions(kitchen: Door, sim: Simulation) -> None:
    """Those that leave a trace."""
    sim.control.calibrate("kitchen_door", bolt=False)
    assert (await kitchen.operate("unlock")).status == 531
    assert (await kitchen.operate("calibrate")).status == 200
    assert (await kitchen.operate("unlock")).status == 200
    assert (await kitchen.operate("disablehomekit")).status == 200
    assert (await kitchen.show())["homeKitEnabled"] is False
    assert (await kitchen.operate("extendedfunction")).status == 400
    body = {"function": "vacationMode", "parameters": {}}
    reply = await kitchen.operate("extendedfunction", body)
    assert reply.body["info"]["extendedfunction"]["function"] == "vacationMode"


@pytest.mark.parametrize("status", [530, 531])
async def test_jam(
    kitchen: Door, sim: Simulation, desk: AugustControl, status: int
) -> None:
    """Two statuses, one state, one message."""
    desk.switch(jam_status=status)
    sim.control.jam("kitchen_door")
    assert (await kitchen.operate("unlock")).status == status
    stuck = "kAugLockState_UnknownStaticPosition"
    assert (await kitchen.show())["LockStatus"]["status"] == stuck
    assert pushed(sim, "kitchen_door")[-1]["status"] == (
        "FAILED_BRIDGE_ERROR_LOCK_JAMMED"
    )
    assert (await kitchen.operate("unlock")).status == 200


async def test_offline(kitchen: Door, terrace: Door, sim: Simulation) -> None:
    """A bridge that is away, of either kind, is 422; nothing moves."""
    sim.control.gateway_online("kitchen_bridge", online=False)
    sim.control.lock_online("terrace_door", online=False)
    for door in (kitchen, terrace):
        reply = await door.operate("unlock")
        assert (reply.status, reply.body["code"]) == (422, 98)
        assert sim.home.lock(door.name).bolt is Bolt.LOCKED
    sim.control.gateway_online("kitchen_bridge", online=True)
    assert (await kitchen.operate("unlock")).status == 200


@pytest.mark.parametrize("status", [408, 560, 500])
async def test_lock_out_of_earshot(
    kitchen: Door, sim: Simulation, desk: AugustControl, status: int
) -> None:
    """The bridge is there and does not hear the lock."""
    desk.switch(silent_lock=status)
    sim.control.lock_online("kitchen_door", online=False)
    assert (await kitchen.operate("unlock")).status == status
    assert (await kitchen.show())["LockStatus"]["status"] == "locked"
    desk.switch(silent_status="not-advertising")
    assert (await kitchen.show())["LockStatus"]["status"] == "not-advertising"


@pytest.mark.parametrize("status", [409, 412, 422])
async def test_no_bridge(yale: Wire, desk: AugustControl, status: int) -> None:
    """Nobody could carry a command there."""
    desk.switch(no_bridge_status=status)
    assert (await Door(yale, "loft").operate("unlock")).status == status


@pytest.mark.parametrize("status", [423, 460])
async def test_busy(
    kitchen: Door, sim: Simulation, desk: AugustControl, status: int
) -> None:
    """Refused so often, and not dispatched."""
    desk.busy("kitchen_door", times=2, status=status)
    for _ in range(2):
        assert (await kitchen.operate("unlock")).status == status
        assert sim.home.lock("kitchen_door").bolt is Bolt.LOCKED
    assert (await kitchen.operate("unlock")).status == 200


async def test_one_command_at_a_time(kitchen: Door, desk: AugustControl) -> None:
    """A second one meanwhile is refused; another lock does not mind."""
    desk.switch(operate_seconds=0.3)
    terrace = Door(kitchen.wire, "terrace_door")
    first = asyncio.create_task(kitchen.operate("unlock"))
    await asyncio.sleep(0.1)
    assert (await kitchen.operate("lock")).status == 423
    assert (await terrace.operate("unlock")).status == 200
    assert (await first).status == 200


async def test_motor_takes_its_time(kitchen: Door, sim: Simulation) -> None:
    """The answer comes when the bolt has arrived."""
    sim.control.timing("kitchen_door", travel=60)
    first = asyncio.create_task(kitchen.operate("unlock"))
    await asyncio.sleep(0.1)
    assert sim.home.lock("kitchen_door").bolt is Bolt.UNLOCKING
    assert (await kitchen.show())["LockStatus"]["status"] == "unlocking"
    sim.home.clock.advance(timedelta(seconds=61))
    assert (await first).body["status"] == "kAugLockState_Unlocked"
    assert pushed(sim, "kitchen_door")[0]["status"] == "kAugLockState_Unlocking"


@pytest.mark.parametrize("how", ["query", "version"])
async def test_asynchronous(
    kitchen: Door, sim: Simulation, desk: AugustControl, how: str
) -> None:
    """202 without a body at once; the messages tell what came of it."""
    query = "?v=2.3.1&type=async" if how == "query" else ""
    version = "2.0.0" if how == "version" else "0.0.1"
    path = f"/remoteoperate/{kitchen.id}/unlock{query}"
    headers = {"Accept-Version": version}
    reply = await kitchen.wire.send("PUT", path, json={}, headers=headers)
    assert (reply.status, reply.text) == (202, "")
    await until(sim, "kitchen_door", 2)
    interim, final = pushed(sim, "kitchen_door")
    assert interim["status"] == "kAugLockState_Unlocking"
    assert final["status"] == "kAugLockState_Unlocked"
    assert final["remoteEvent"] == 1
    sim.control.gateway_online("kitchen_bridge", online=False)
    desk.state()
    reply = await kitchen.wire.send("PUT", path, json={}, headers=headers)
    assert reply.status == 202
    await until(sim, "kitchen_door", 4)
    failure = pushed(sim, "kitchen_door")[-1]
    assert failure["error"]["name"] == "ERRNO_BRIDGE_OFFLINE"
    assert failure["error"]["body"] == {"code": 98, "message": "Bridge is offline"}


async def test_asynchronous_without_bridge_or_turn(
    kitchen: Door, desk: AugustControl
) -> None:
    """Some refusals come at once all the same."""
    desk.busy("kitchen_door")
    for name, status in (("kitchen_door", 423), ("loft", 412)):
        number = lock_id(kitchen.wire.sim, name)
        reply = await kitchen.wire.put(f"/remoteoperate/{number}/unlock?type=async")
        assert reply.status == status


async def test_parameters(kitchen: Door) -> None:
    """Types and limits of retries are read."""
    path = f"/remoteoperate/{kitchen.id}/status"
    assert (await kitchen.wire.put(f"{path}?type=soon")).status == 400
    assert (await kitchen.wire.put(f"{path}?retryLimit=many")).status == 400
    assert (await kitchen.wire.put(f"{path}?retryLimit=3&type=sync")).status == 200
    assert (await kitchen.wire.put(f"{path}?retryLimit=-1")).status == 200
