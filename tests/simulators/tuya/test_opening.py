"""Opening and locking from afar, bells, and what stands in the way."""

from datetime import timedelta

import pytest

from simulators import ControlError, Simulation
from simulators.operations import perform
from simulators.tuya import TuyaCloud, TuyaControl

from .wire import Door, Wire, code


def _bolt(sim: Simulation, lock: str) -> str:
    return sim.home.lock(lock).bolt.value


async def test_operate(flat: Door, sim: Simulation) -> None:
    """Open and lock, with a ticket each."""
    assert (await flat.operate()).result is True
    assert _bolt(sim, "apartment") == "unlocked"
    assert (await flat.status())["lock_motor_state"] is True
    assert (await flat.operate(opens=False)).result is True
    assert _bolt(sim, "apartment") == "locked"
    assert (await flat.status())["lock_motor_state"] is False
    ticket = (await flat.ticket())["ticket_id"]
    body = {"ticket_id": ticket, "open": True}
    path = "password-free/door-operate"
    assert code(await flat.smart("POST", path, body=body)) == 0
    assert code(await flat.smart("POST", path, body=body)) == 1109
    assert code(await flat.smart("POST", path, body={"open": True})) == 1100


async def test_ways(flat: Door, storage: Door, yard: Door, sim: Simulation) -> None:
    """Every lock has its own; another is refused."""
    assert (await flat.open()).result is True
    assert code(await storage.open()) == 1109
    assert (await storage.operate()).result is True
    assert code(await yard.operate()) == 1109
    assert code(await yard.open()) == 1109
    assert (await yard.open(version="v1.1", channel_id=1)).result is True
    assert _bolt(sim, "courtyard") == "unlocked"
    sim.home.clock.advance(timedelta(seconds=6))
    assert _bolt(sim, "courtyard") == "locked"
    assert code(await yard.open(version="v1.1", channel_id=2)) == 1109
    assert code(await yard.open(version="v1.1")) == 1100


async def test_locking_from_afar(yard: Door, desk: TuyaControl) -> None:
    """A lock that relocks by itself takes no order to."""
    desk.ways("courtyard", ["door-operate"])
    assert code(await yard.operate(opens=False)) == 2008
    desk.switch(no_lock_command=2003)
    assert code(await yard.operate(opens=False)) == 2003


async def test_open_as_text(flat: Door, desk: TuyaControl) -> None:
    """Some want a boolean, some a text."""
    assert (await flat.operate(opens="true")).result is True
    desk.takes_open("apartment", "boolean")
    assert code(await flat.operate(opens="false")) == 1109
    desk.takes_open("apartment", "string")
    assert code(await flat.operate(opens=False)) == 1109
    assert (await flat.operate(opens="false")).result is True


async def test_password(flat: Door, storage: Door, sim: Simulation) -> None:
    """A Zigbee lock opens by a PIN of its own, which it checks itself."""
    sim.control.add_pin("apartment", "Anna", "482137")
    path = "door-lock/open-door"
    body = await flat.sealed("482137")
    assert (await flat.call("POST", path, body=body)).result is True
    assert _bolt(sim, "apartment") == "unlocked"
    body = await flat.sealed("999999")
    assert (await flat.call("POST", path, body=body)).result is True
    assert (await flat.logs("alarm"))[0]["status"]["value"] == "wrong_password"
    body = await flat.sealed("48213")
    assert code(await flat.call("POST", path, body=body)) == 2314
    body = await storage.sealed("482137")
    assert code(await storage.call("POST", path, body=body)) == 2004


async def test_sleeping_lock(street: Door, sim: Simulation, desk: TuyaControl) -> None:
    """Nobody is let in unless somebody rings, and then only once."""
    assert code(await street.open()) == 2001
    desk.switch(asleep_answer="false")
    assert (await street.open()).result is False
    desk.wake("street_door")
    assert (await street.open()).result is False
    desk.ring("street_door", 60)
    assert (await street.status())["unlock_request"] == 60
    sim.home.clock.advance(timedelta(seconds=45))
    assert (await street.status())["unlock_request"] == 15
    assert (await street.open()).result is True
    assert _bolt(sim, "street_door") == "unlocked"
    assert (await street.status())["unlock_request"] == 0
    assert (await street.open()).result is False


async def test_answering_a_ring(
    street: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """Yes or no by a data point, no by the cancel call; too late is nothing."""

    async def reply(*, yes: bool) -> object:
        rows = [{"code": "reply_unlock_request", "value": yes}]
        reply = await street.call("POST", "commands", body={"commands": rows})
        return reply.body.get("result", reply.body.get("code"))

    assert await reply(yes=True) == 2001
    desk.ring("street_door")
    assert await reply(yes=False) is True
    assert _bolt(sim, "street_door") == "locked"
    desk.ring("street_door")
    assert await reply(yes=True) is True
    assert _bolt(sim, "street_door") == "unlocked"
    path = "door-lock/password-free/open-door/cancel"
    desk.ring("street_door")
    assert (await street.call("PUT", path, body={"type": 1})).result is True
    assert (await street.call("PUT", path, body={"type": 2})).result is False
    assert code(await street.call("PUT", path, body={"type": 3})) == 1109
    desk.ring("street_door", 30)
    sim.home.clock.advance(timedelta(seconds=31))
    assert (await street.status())["unlock_request"] == 0
    assert not desk.give_up("street_door")


async def test_switched_off(flat: Door, desk: TuyaControl) -> None:
    """The app's switch, which a client can turn too."""
    path = "door-lock/remote-unlocks"
    rows = (await flat.call("GET", path)).result
    assert {row["remote_unlock_type"]: row["open"] for row in rows} == {
        "remoteUnlockWithoutPwd": True,
        "remoteUnlockWithPwd": True,
    }
    desk.remote_unlock("apartment", on=False)
    desk.switch(unlocks_as_list=False)
    assert (await flat.call("GET", path)).result["open"] is False
    assert code(await flat.operate()) == 1106
    desk.switch(off_answer="false")
    assert (await flat.operate()).result is False
    body = {"remote_unlock_type": "remoteUnlockWithoutPwd", "open": True}
    config = "door-lock/remote-unlock/config"
    assert (await flat.call("POST", config, body=body)).result is True
    assert (await flat.operate()).result is True
    assert code(await flat.call("POST", config, body=body | {"open": "yes"})) == 1104


async def test_out_of_reach(flat: Door, lobby: Door, sim: Simulation) -> None:
    """A gateway or a lock that is away is 2001."""
    sim.control.gateway_online("zigbee_gateway", online=False)
    sim.control.lock_online("lobby", online=False)
    assert code(await flat.operate()) == 2001
    assert code(await lobby.operate()) == 2001


async def test_lost_key(flat: Door, desk: TuyaControl) -> None:
    """A lock that missed its key is asked and does not move."""
    desk.remote_key("apartment", there=False)
    assert (await flat.operate()).result is False


async def test_jam(flat: Door, sim: Simulation) -> None:
    """The cloud took the command; the lock alarms."""
    sim.control.jam("apartment")
    assert (await flat.operate()).result is True
    assert _bolt(sim, "apartment") == "semi_locked"
    assert (await flat.logs("alarm"))[0]["status"]["value"] == "tongue_bad"


async def test_lost_answer(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """The work is done, or not, and nobody is told; the desk counts writes."""
    ticket = (await flat.ticket())["ticket_id"]
    body = {"ticket_id": ticket, "open": True}
    path = f"/v1.0/smart-lock/devices/{flat.id}/password-free/door-operate"
    sim.control.lost_answer("tuya", 504, path="door-operate")
    assert (await flat.wire.send("POST", path, body=body)).status == 504
    assert _bolt(sim, "apartment") == "unlocked"
    assert desk.state()["writes"] == 1
    sim.control.fault("tuya", status=503, path="door-operate")
    assert (await flat.wire.send("POST", path, body=body)).status == 503
    assert desk.state()["writes"] == 1


def test_commands(sim: Simulation) -> None:
    """A ticket and a sync are no commands; an opening and an enrolment are."""
    cloud = sim.cloud("tuya")
    assert isinstance(cloud, TuyaCloud)
    for method, path, command in (
        ("POST", "/v1.0/devices/bf1/door-lock/password-ticket", False),
        ("POST", "/v1.0/smart-lock/devices/bf1/password-ticket", False),
        ("POST", "/v1.0/smart-lock/devices/bf1/opmodes/actions/sync", False),
        ("GET", "/v1.0/devices/bf1/door-lock/temp-passwords", False),
        ("POST", "/v1.0/devices/bf1/door-lock/temp-password", True),
        ("DELETE", "/v1.0/devices/bf1/door-lock/temp-passwords/7", True),
        ("PUT", "/v1.0/devices/bf1/door-lock/actions/entry", True),
        ("POST", "/v1.0/devices/bf1/commands", True),
    ):
        assert cloud.is_command(method, path) is command, path


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("ring", {"lock": "street_door", "seconds": 200}),
        ("ring", {"lock": "nowhere"}),
        ("alarm", {"lock": "apartment", "value": "boredom"}),
        ("takes-open", {"lock": "apartment", "style": "loudly"}),
        ("ways", {"lock": "apartment", "ways": ["window"]}),
        ("duress", {"lock": "apartment", "slot": 9}),
        ("online", {"device": "Apartment", "online": False}),
        ("delete-password", {"lock": "apartment", "password": 9}),
        ("enrol", {"lock": "apartment", "secret": "finger"}),
        ("add-method", {"lock": "apartment", "kind": "nose", "name": "", "secret": ""}),
    ],
)
async def test_desk_refuses(
    desk: TuyaControl, wire: Wire, operation: str, arguments: dict[str, object]
) -> None:
    """A slip at the desk is told."""
    with pytest.raises(ControlError):
        await perform(desk, operation, arguments)
