"""Lock, unlock, pull, and following the operation to its end."""

import pytest

from simulators import Simulation
from simulators.bolt import Bolt
from simulators.doorlog import Act
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path


def bolt(sim: Simulation) -> Bolt:
    """Return where the front door's bolt is."""
    return sim.home.lock("front_door").bolt


async def test_operation_is_followed_to_its_end(
    sim: Simulation, api: Api, path: Path
) -> None:
    """202 with an id, pending while the motor runs, then completed."""
    sim.control.timing("front_door", travel=3)
    reply = await api.post(path("front_door", "/operation/unlock"))
    assert reply.status == 202
    assert set(reply.result) == {"operationId", "lastStateChangedDate"}
    operation = reply.result["operationId"]
    assert operation.isdecimal()
    status = (await api.get(f"/my/device/operation/{operation}")).result
    assert status == {
        "deviceId": status["deviceId"],
        "operationId": operation,
        "result": 0,
        "status": "PENDING",
        "type": 1,
    }
    assert bolt(sim) is Bolt.UNLOCKING
    sim.control.time(advance=3)
    status = (await api.get(f"/my/device/operation/{operation}")).result
    assert (status["status"], status["result"]) == ("COMPLETED", 0)
    assert bolt(sim) is Bolt.UNLOCKED


@pytest.mark.parametrize(
    ("start", "call", "end"),
    [
        ("unlocked", "lock", Bolt.LOCKED),
        ("locked", "unlock", Bolt.UNLOCKED),
        ("semi_locked", "unlock?mode=0", Bolt.UNLOCKED),
        ("unknown", "unlock", Bolt.UNKNOWN),
        ("unknown", "unlock?mode=2", Bolt.UNLOCKED),
        ("locked", "unlock?mode=2", Bolt.UNLOCKED),
        ("locked", "unlock?mode=4", Bolt.UNLOCKED),
        ("locked", "pull", Bolt.LOCKED),
    ],
)
async def test_where_the_bolt_ends(
    sim: Simulation, api: Api, path: Path, start: str, call: str, end: Bolt
) -> None:
    """Commands from right and wrong states are accepted all the same."""
    sim.control.bolt("front_door", start)
    reply = await api.post(path("front_door", f"/operation/{call}"))
    assert reply.status == 202
    assert bolt(sim) is end


async def test_open_from_locked_needs_two_calls(
    sim: Simulation, api: Api, path: Path
) -> None:
    """Without auto-pull, mode 4 unlocks first and pulls the second time."""
    for act in (Act.UNLOCKED, Act.PULLED):
        await api.post(path("front_door", "/operation/unlock?mode=4"))
        assert list(sim.home.log)[-1].act is act


async def test_auto_pull_and_mode_3(sim: Simulation, api: Api, path: Path) -> None:
    """With auto-pull an unlocking pulls, unless mode 3 says not to."""
    sim.home.lock("front_door").settings.auto_pull = True
    await api.post(path("front_door", "/operation/unlock?mode=3"))
    assert list(sim.home.log)[-1].act is Act.UNLOCKED
    await api.post(path("front_door", "/operation/lock"))
    await api.post(path("front_door", "/operation/unlock"))
    assert list(sim.home.log)[-1].act is Act.AUTO_PULLED


async def test_jam_is_a_result(sim: Simulation, api: Api, path: Path) -> None:
    """A jam ends between, with result 1 in operation and state."""
    sim.control.jam("front_door")
    reply = await api.post(path("front_door", "/operation/unlock"))
    operation = reply.result["operationId"]
    status = (await api.get(f"/my/device/operation/{operation}")).result
    assert (status["status"], status["result"]) == ("COMPLETED", 1)
    sync = (await api.get(path("front_door", "/sync"))).result
    assert sync["deviceState"]["state"] == 3
    assert sync["deviceState"]["stateChangeResult"] == 1


async def test_uncalibrated_says_yes_and_does_nothing(
    sim: Simulation, api: Api, tedee: TedeeControl, path: Path
) -> None:
    """The documented trap, whatever the switch for wrong states says."""
    tedee.switch(wrong_state_status=409)
    sim.control.calibrate("front_door", bolt=False)
    reply = await api.post(path("front_door", "/operation/unlock"))
    assert reply.status == 202
    assert bolt(sim) is Bolt.LOCKED
    sim.control.calibrate("front_door", spring=False)
    sim.control.bolt("front_door", "unlocked")
    assert (await api.post(path("front_door", "/operation/pull"))).status == 202


async def test_wrong_state_can_be_an_error(
    api: Api, tedee: TedeeControl, path: Path
) -> None:
    """The status of a command in a wrong state is open."""
    tedee.switch(wrong_state_status=409)
    assert (await api.post(path("front_door", "/operation/lock"))).status == 409


@pytest.mark.parametrize("mode", ["1", "5", "x"])
async def test_unknown_modes(api: Api, path: Path, mode: str) -> None:
    """Only four modes are documented."""
    call = path("front_door", f"/operation/unlock?mode={mode}")
    assert (await api.post(call)).status == 400


async def test_unreachable_locks(
    sim: Simulation, api: Api, tedee: TedeeControl, path: Path
) -> None:
    """A lock or bridge that is away, or no bridge: an error of open status."""
    assert (await api.post(path("garage", "/operation/lock"))).status == 400
    tedee.switch(offline_status=412)
    sim.control.gateway_online("bridge", online=False)
    assert (await api.post(path("front_door", "/operation/lock"))).status == 412


async def test_guests_need_remote_access(
    api: Api, tedee: TedeeControl, path: Path
) -> None:
    """A guest may operate unless that is disabled."""
    tedee.role("front_door", "guest")
    assert (await api.post(path("front_door", "/operation/unlock"))).status == 202
    tedee.role("front_door", "guest", remote_disabled=True)
    assert (await api.post(path("front_door", "/operation/unlock"))).status == 403


async def test_operation_ids_are_unique(sim: Simulation, api: Api, path: Path) -> None:
    """Two operations in one millisecond have two ids; unknown ones are 404."""
    ids = {
        (await api.post(path("front_door", f"/operation/{name}"))).result["operationId"]
        for name in ("unlock", "lock", "unlock", "lock")
    }
    assert len(ids) == 4
    assert (await api.get("/my/device/operation/1")).status == 404
