"""Lock and unlock, what is asked of a lock, and everything on the way there."""

import asyncio
from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.bolt import Bolt
from simulators.ttlock import TtlockControl

from .wire import DAY, Door, Wire, code


def bolt(sim: Simulation, name: str = "side_door") -> Bolt:
    """Return where a bolt is."""
    return sim.home.lock(name).bolt


async def test_unlock_and_lock(anyone: Wire, sim: Simulation) -> None:
    """Both brands move the same bolt."""
    door = Door(anyone, "side_door")
    for path, state, end in (
        ("lock/unlock", 1, Bolt.UNLOCKED),
        ("lock/lock", 0, Bolt.LOCKED),
    ):
        reply = await door.post(path)
        assert reply.body["errcode"] == 0
        assert bolt(sim) is end
        assert (await door.get("lock/queryOpenState")).body["state"] == state


async def test_open_state(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """Bolt, battery and door; between the two it is not known."""
    sim.control.door("side_door", "open")
    sim.control.battery("side_door", 61)
    sim.control.bolt("side_door", "semi_locked")
    body = (await side.get("lock/queryOpenState")).body
    assert body == {
        "state": 2,
        "electricQuantity": 61,
        "lockTime": body["lockTime"],
        "sensorState": 0,
    }
    sim.control.door("side_door", "closed")
    assert (await side.get("lock/queryOpenState")).body["sensorState"] == 1
    desk.switch(short_state=True)
    assert (await side.get("lock/queryOpenState")).body == {"state": 2}
    desk.switch(short_state=False)
    plain = (await Door(side.wire, "cellar").get("lock/queryOpenState")).body
    assert "sensorState" not in plain


async def test_asked_too_soon(
    sifely_side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """A lock that has just moved is not ready to be asked."""
    desk.switch(settling_seconds=10)
    assert (await sifely_side.get("lock/queryOpenState")).status == 200
    await sifely_side.post("lock/unlock")
    assert (await sifely_side.get("lock/queryOpenState")).status == 400
    sim.control.time(advance=10)
    assert (await sifely_side.get("lock/queryOpenState")).body["state"] == 1


async def test_a_moving_motor_has_not_reported(side: Door, sim: Simulation) -> None:
    """The old state stands until the new one is reached."""
    sim.control.timing("side_door", travel=3)
    await side.post("lock/unlock")
    assert (await side.get("lock/queryOpenState")).body["state"] == 0
    sim.control.time(advance=3)
    assert (await side.get("lock/queryOpenState")).body["state"] == 1


@pytest.mark.parametrize(("answer", "number"), [("failed", 1), ("ok", 0)])
async def test_jam(
    side: Door, sim: Simulation, desk: TtlockControl, answer: str, number: int
) -> None:
    """A stuck bolt is told as a failure, or only by the next look."""
    desk.switch(jam_answer=answer)
    sim.control.jam("side_door")
    assert code(await side.post("lock/unlock")) == number
    assert (await side.get("lock/queryOpenState")).body["state"] == 2
    (record,) = await side.rows("lockRecord/list")
    assert record["recordType"] == 65


async def test_a_jam_while_locking(side: Door, sim: Simulation) -> None:
    """It has a record of its own."""
    await side.post("lock/unlock")
    sim.control.jam("side_door")
    assert code(await side.post("lock/lock")) == 1
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 66


async def test_unlocking_from_afar_is_off(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """The bit is there and the app forbids it; without the bit it never works."""
    workshop = Door(side.wire, "workshop")
    assert code(await workshop.post("lock/unlock")) == -4043
    assert code(await workshop.post("lock/lock")) == 0
    desk.remote_unlock("workshop", on=True)
    assert code(await workshop.post("lock/unlock")) == 0
    desk.feature("side_door", 10, on=False)
    assert code(await side.post("lock/unlock")) == -4043
    desk.feature_value("side_door", "0")
    assert code(await side.post("lock/lock")) == -4043
    assert bolt(sim) is Bolt.LOCKED


async def test_no_gateway(side: Door) -> None:
    """Nothing gets there, and lists go on."""
    attic = Door(side.wire, "attic")
    for path in ("lock/queryOpenState", "lock/queryElectricQuantity"):
        assert code(await attic.get(path)) == -2012
    assert code(await attic.post("lock/lock")) == -2012
    assert code(await attic.get("lock/detail")) == 0


async def test_gateway_without_power(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """Offline once the cloud knows it; until then nobody answers."""
    desk.switch(offline_lag=120)
    sim.control.gateway_online("landing_gateway", online=False)
    assert (await side.post("lock/unlock")).status == 504
    sim.control.time(advance=121)
    assert code(await side.post("lock/unlock")) == -3002
    sim.control.time(advance=DAY / 1000)
    assert code(await side.post("lock/unlock")) == -3002
    sim.control.gateway_online("landing_gateway", online=True)
    assert code(await side.post("lock/unlock")) == 0


@pytest.mark.parametrize(
    ("shape", "number"), [("-2012", -2012), ("-3002", -3002), ("1", 1)]
)
async def test_a_lock_that_has_just_vanished(
    side: Door, sim: Simulation, desk: TtlockControl, shape: str, number: int
) -> None:
    """The gateway heard it lately, so it is asked; half an hour later it is not."""
    sim.control.lock_online("side_door", online=False)
    assert (await side.post("lock/unlock")).status == 504
    desk.switch(silent_lock=shape)
    assert code(await side.post("lock/unlock")) == number
    sim.home.clock.advance(timedelta(minutes=31))
    assert code(await side.post("lock/unlock")) == -2012
    sim.control.lock_online("side_door", online=True)
    assert code(await side.post("lock/unlock")) == 0


async def test_out_of_reach(side: Door, desk: TtlockControl, sim: Simulation) -> None:
    """The same without waiting."""
    desk.out_of_reach("side_door")
    assert code(await side.post("lock/unlock")) == -2012
    sim.control.lock_online("side_door", online=True)
    assert code(await side.post("lock/unlock")) == 0


async def test_one_message_at_a_time(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """A gateway at work refuses the next, whichever lock it is for."""
    desk.switch(gateway_seconds=0.2)
    cellar = Door(side.wire, "cellar")
    first = asyncio.create_task(side.post("lock/unlock"))
    await asyncio.sleep(0.1)
    assert code(await cellar.post("lock/unlock")) == -3003
    assert code(await side.get("lock/detail")) == 0
    assert code(await first) == 0
    assert code(await cellar.post("lock/unlock")) == 0
    assert bolt(sim, "cellar") is Bolt.UNLOCKED


async def test_busy_for_a_while(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """A gateway may need a moment after each message."""
    desk.switch(busy_seconds=2)
    assert code(await side.post("lock/unlock")) == 0
    assert code(await side.post("lock/lock")) == -3003
    sim.control.time(advance=2)
    assert code(await side.post("lock/lock")) == 0


@pytest.mark.parametrize("name", ["landing_gateway", "side_door"])
async def test_busy_on_order(side: Door, desk: TtlockControl, name: str) -> None:
    """So many times, for every lock of the gateway."""
    desk.busy(name, 2)
    cellar = Door(side.wire, "cellar")
    numbers = [code(await door.post("lock/unlock")) for door in (side, cellar, side)]
    assert numbers == [-3003, -3003, 0]


async def test_frozen(side: Door, desk: TtlockControl, sim: Simulation) -> None:
    """No command passes."""
    desk.frozen("side_door", on=True)
    assert code(await side.post("lock/unlock")) == -2025
    assert code(await side.get("lock/queryOpenState")) == -2025
    assert bolt(sim) is Bolt.LOCKED


async def test_wifi_lock(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """It needs no gateway, has numbers of its own, and may sleep."""
    studio = Door(side.wire, "studio")
    assert code(await studio.post("lock/unlock")) == 0
    desk.busy("studio")
    assert code(await studio.post("lock/lock")) == -3037
    assert code(await studio.post("lock/lock")) == 0
    desk.power_saving("studio", on=True)
    assert code(await studio.post("lock/unlock")) == -3035
    desk.power_saving("studio", on=False)
    sim.control.lock_online("studio", online=False)
    assert code(await studio.post("lock/unlock")) == -3036
    sim.control.lock_online("studio", online=True)
    desk.wifi_set_up("studio", done=False)
    assert code(await studio.post("lock/unlock")) == -3034


async def test_guests(side: Door, desk: TtlockControl, sim: Simulation) -> None:
    """A guest opens from afar if that was allowed, and while the eKey lasts."""
    guest = Door(side.wire, "summer_house")
    assert code(await guest.post("lock/unlock")) == 0
    assert code(await guest.get("lock/queryOpenState")) == 0
    desk.ekey("summer_house", "Anna de Vries", "110405")
    assert code(await guest.post("lock/lock")) == -2018
    desk.role("summer_house", "guest", remote=False)
    assert code(await guest.post("lock/lock")) == -2018
    desk.role("summer_house", "nobody")
    assert code(await guest.post("lock/lock")) == -2018
    assert bolt(sim, "summer_house") is Bolt.UNLOCKED


async def test_an_ekey_has_hours(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """Before and after its period it opens nothing."""
    desk.role("summer_house", "nobody")
    state = desk._state
    lock = state.by_name("summer_house")
    ekey = state.add_ekey(lock, state.account, lock.owner, "Anna")
    ekey.starts, ekey.ends = side.wire.now + 60_000, side.wire.now + 120_000
    guest = Door(side.wire, "summer_house")
    numbers = []
    for _ in range(3):
        numbers.append(code(await guest.post("lock/unlock")))
        sim.control.time(advance=61)
    assert numbers == [-2018, 0, -2018]


async def test_battery(side: Door, sim: Simulation) -> None:
    """The list shows what was told last; the lock itself knows better."""
    attic = Door(side.wire, "attic")
    sim.control.battery("attic", 20)
    assert (await attic.get("lock/detail")).body["electricQuantity"] == 100
    sim.control.battery("side_door", 20)
    reply = await side.get("lock/queryElectricQuantity")
    assert reply.body == {"electricQuantity": 20}
    assert (await side.get("lock/detail")).body["electricQuantity"] == 20


async def test_moving_costs_battery(side: Door) -> None:
    """A motor that moves much is empty some day."""
    for _ in range(13):
        await side.post("lock/unlock")
        await side.post("lock/lock")
    assert (await side.get("lock/detail")).body["electricQuantity"] == 99


async def test_door_sensor(side: Door, desk: TtlockControl, sim: Simulation) -> None:
    """Details of one that is there; refusals for one that is not."""
    sim.control.battery("side_door", 44, of="sensor")
    body = (await side.get("doorSensor/query")).body
    assert body["electricQuantity"] == 44
    assert {"doorSensorId", "name", "version", "mac", "number"} <= set(body)
    assert code(await Door(side.wire, "cellar").get("doorSensor/query")) == -4043
    desk.feature("cellar", 13, on=True)
    assert code(await Door(side.wire, "cellar").get("doorSensor/query")) == 1
