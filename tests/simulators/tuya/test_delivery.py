"""How a password reaches the lock: at once, later, when it wakes, or never."""

from datetime import timedelta
from typing import Any

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import Door, code


async def _phase(door: Door) -> int:
    (row,) = await door.passwords()
    phase: int = row["phase"]
    return phase


async def test_sleeping_lock(street: Door, sim: Simulation, desk: TuyaControl) -> None:
    """It gets nothing until it wakes, and gives nothing back until then either."""
    number = (await street.add("4821375")).result["id"]
    assert await _phase(street) == 1
    assert sim.control.type_pin("street_door", "4821375") == "wrong_code"
    # Whoever typed it has woken the lock, which has fetched the password by now.
    assert await _phase(street) == 2
    assert (await street.passwords())[0]["sn"] == 901
    assert sim.control.type_pin("street_door", "4821375") == "accepted"
    sim.home.clock.advance(timedelta(minutes=1))
    await street.call("DELETE", f"door-lock/temp-passwords/{number}")
    assert await _phase(street) == 3
    assert sim.home.lock("street_door").credentials.get(1) is not None
    assert desk.wake("street_door") == 1
    assert await _phase(street) == 0
    assert sim.control.type_pin("street_door", "4821375") == "wrong_code"


async def test_to_be_deleted_counts(street: Door, desk: TuyaControl) -> None:
    """Deleting frees no place until the lock has heard of it."""
    desk.fill("street_door")
    gone = (await street.passwords())[0]["id"]
    await street.call("DELETE", f"door-lock/temp-passwords/{gone}")
    assert code(await street.add("4821375")) == 1109
    desk.switch(full_number=2500)
    assert code(await street.add("4821375")) == 2500
    desk.wake("street_door")
    assert code(await street.add("4821375")) == 0


async def test_deleted_before_it_arrived(
    street: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """Nothing of it is left when the lock wakes."""
    number = (await street.add("4821375")).result["id"]
    await street.call("DELETE", f"door-lock/temp-passwords/{number}")
    desk.wake("street_door")
    assert await _phase(street) == 0
    assert sim.control.type_pin("street_door", "4821375") == "wrong_code"


async def test_issue(street: Door, flat: Door, desk: TuyaControl) -> None:
    """Asking for delivery does not wake anybody."""
    await street.add("4821375")
    assert code(await street.call("POST", "door-lock/issue-password")) == 2001
    assert (await flat.call("POST", "door-lock/issue-password")).result is True
    desk.ring("street_door")
    assert (await street.call("POST", "door-lock/issue-password")).result is True
    assert await _phase(street) == 2


async def test_on_its_way(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """A Zigbee lock shows `configuring` until it has answered."""
    desk.switch(delivery_seconds=8.0)
    await flat.add("482137")
    row = (await flat.passwords())[0]
    assert (row["phase"], row["delivery_status"]) == (1, 1)
    assert "sn" not in row
    sim.home.clock.advance(timedelta(seconds=9))
    row = (await flat.passwords())[0]
    assert (row["phase"], row["delivery_status"]) == (2, 2)


async def test_gateway_away(flat: Door, storage: Door, sim: Simulation) -> None:
    """A gateway that does not come back in time means failure."""
    for gateway in ("zigbee_gateway", "bluetooth_gateway"):
        sim.control.gateway_online(gateway, online=False)
    await flat.add("482137")
    await storage.add("482137")
    assert (await _phase(flat), await _phase(storage)) == (1, 1)
    sim.home.clock.advance(timedelta(seconds=26))
    assert (await _phase(flat), await _phase(storage)) == (5, 7)
    assert (await flat.passwords())[0]["delivery_status"] == 3
    assert await storage.passwords(valid="true") == []


async def test_gateway_comes_back(flat: Door, sim: Simulation) -> None:
    """The gateway tries three times."""
    sim.control.gateway_online("zigbee_gateway", online=False)
    await flat.add("482137")
    sim.control.gateway_online("zigbee_gateway", online=True)
    sim.home.clock.advance(timedelta(seconds=26))
    assert await _phase(flat) == 2
    assert sim.control.type_pin("apartment", "482137") == "accepted"


async def test_delete_fails_without_gateway(flat: Door, sim: Simulation) -> None:
    """The password goes on working, and says that something failed."""
    number = (await flat.add("482137")).result["id"]
    sim.control.gateway_online("zigbee_gateway", online=False)
    await flat.call("DELETE", f"door-lock/temp-passwords/{number}")
    sim.home.clock.advance(timedelta(seconds=26))
    row = (await flat.passwords())[0]
    assert (row["phase"], row["delivery_status"]) == (2, 3)
    assert sim.control.type_pin("apartment", "482137") == "accepted"


async def test_bluetooth_needs_to_be_told(storage: Door, sim: Simulation) -> None:
    """Without the flag only the record goes, and the door opens as before."""
    one = (await storage.add("482137", "One")).result["id"]
    two = (await storage.add("482138", "Two")).result["id"]
    path = "door-lock/temp-passwords"
    body = {"bluetooth_symbolic": True}
    assert (await storage.call("DELETE", f"{path}/{one}", body=body)).result is True
    assert (await storage.call("DELETE", f"{path}/{two}")).result is True
    phases = {row["id"]: row["phase"] for row in await storage.passwords()}
    assert phases[one] == phases[two] == 0
    assert sim.control.type_pin("storage", "482137") == "wrong_code"
    assert sim.control.type_pin("storage", "482138") == "accepted"


async def test_keypad(yard: Door, sim: Simulation, desk: TuyaControl) -> None:
    """Undocumented phases; twins vanish; upper case makes other digits."""
    desk.switch(delivery_seconds=5.0)
    number = (await yard.add("482137")).result["id"]
    assert await _phase(yard) == 12
    sim.home.clock.advance(timedelta(seconds=6))
    assert await _phase(yard) == 2
    await yard.call("DELETE", f"door-lock/temp-passwords/{number}")
    sim.home.clock.advance(timedelta(seconds=6))
    assert await _phase(yard) == 17
    await yard.call("DELETE", f"door-lock/temp-passwords/{number}/record")
    window: dict[str, Any] = {
        "effective_time": yard.wire.now,
        "invalid_time": yard.wire.now + 900,
    }
    assert code(await yard.add("482138", "Twin", **window)) == 0
    assert code(await yard.add("482139", "Twin", **window)) == 0
    assert await yard.passwords() == []
    sim.home.clock.advance(timedelta(seconds=6))
    assert sim.control.type_pin("courtyard", "482138") == "wrong_code"


async def test_upper_case(yard: Door, sim: Simulation) -> None:
    """It is accepted, and another PIN opens the door."""
    sealed = await yard.sealed("482137")
    sealed["password"] = str(sealed["password"]).upper()
    assert code(await yard.add("482137", **sealed)) == 0
    assert sim.control.type_pin("courtyard", "482137") == "wrong_code"


async def test_stand_by_list(lobby: Door) -> None:
    """Milliseconds, a cursor, words for states."""
    for pin in ("4821375", "4821376", "4821377"):
        await lobby.add(pin, pin[-2:])
    path = "stand-by-lock-temp-passwords"
    query: dict[str, object] = {"valid": "true", "page_size": 2}
    page = (await lobby.smart("GET", path, query=query)).result
    assert (len(page["records"]), page["has_more"]) == (2, True)
    row = page["records"][0]
    assert row["delivery_status"] == "SUCCESS"
    assert len(str(row["expired_time"])) == 13
    query["last_row_key"] = page["last_row_key"]
    page = (await lobby.smart("GET", path, query=query)).result
    assert (len(page["records"]), page["has_more"]) == (1, False)
    assert code(await lobby.smart("GET", path, query={"page_size": 2})) == 1100


async def test_app(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """What somebody does in the app shows in the lists."""
    ends = (sim.home.clock.now() + timedelta(days=2)).isoformat()
    starts = sim.home.clock.now().isoformat()
    sim.control.add_pin("apartment", "Painter", "482137", starts=starts, ends=ends)
    (row,) = await flat.passwords()
    assert (row["name"], row["phase"]) == ("Painter", 2)
    sim.control.change_pin("apartment", row["sn"], name="Plumber")
    assert (await flat.passwords())[0]["name"] == "Plumber"
    desk.delete_password("apartment", row["id"])
    assert (await flat.passwords())[0]["phase"] == 4
    slot = sim.control.add_pin(
        "apartment", "Week", "482138", days=[0, 1, 4], day_start="07:30"
    )
    block = (await flat.passwords())[1]["schedule_list"][0]
    assert block == {"effective_time": 450, "invalid_time": 1439, "working_day": 38}
    sim.control.delete_pin("apartment", slot)
    assert (await flat.passwords())[1]["phase"] == 4
