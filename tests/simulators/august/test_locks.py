"""Locks as they are listed: every kind, their shapes, secrets, houses, abilities."""

import aiohttp
import pytest

from simulators import Simulation
from simulators.august import AugustControl

from .wire import Door, Wire, lock_id

STATUS_KEYS = {"status", "dateTime", "isLockStatusChanged", "valid", "doorState"}


async def test_every_kind(yale: Wire) -> None:
    """What tells the kinds apart."""
    rows = {
        name: await Door(yale, name).show()
        for name in ("terrace_door", "kitchen_door", "basement", "loft", "greenhouse")
    }
    types = {name: row["Type"] for name, row in rows.items()}
    assert list(types.values()) == [17, 1001, 1, 3, 5]
    models = {
        name: row.get("Bridge", {}).get("deviceModel") for name, row in rows.items()
    }
    assert models == {
        "terrace_door": "august-lock",
        "kitchen_door": "august-connect",
        "basement": "august-connect",
        "loft": None,
        "greenhouse": "august-lock",
    }
    assert "accessSchedulesAllowed" not in rows["basement"]
    assert rows["kitchen_door"]["accessSchedulesAllowed"] is True
    assert "keypad" in rows["terrace_door"]
    assert "keypad" not in rows["kitchen_door"]
    hosts = [name for name, row in rows.items() if "hostLockInfo" in row]
    assert hosts == ["kitchen_door"]
    doors = [row["LockStatus"].get("doorState") for row in rows.values()]
    assert doors == ["init", "closed", None, "closed", "closed"]


async def test_names_and_ids(terrace: Door) -> None:
    """Ids, zone, house, people."""
    row = await terrace.show()
    assert row["LockID"] == terrace.id
    assert len(row["LockID"]) == 32
    assert row["LockID"] == row["LockID"].upper()
    assert row["timeZone"] == "Europe/Amsterdam"
    (user,) = row["users"].values()
    assert (user["UserType"], user["FirstName"]) == ("superuser", "Anna")
    assert user["LastName"] == "de Vries"
    assert [it.partition(":")[0] for it in user["identifiers"]] == ["phone", "email"]


async def test_secrets_are_there(kitchen: Door, yale: Wire) -> None:
    """What must never leave a client is in the answer, as in the real one."""
    await kitchen.load()
    row = await kitchen.show()
    assert row["HomeKitSetupPayload"].startswith("X-HM://")
    assert row["OfflineKeys"]["loaded"][0]["key"]
    assert row["remoteOperateSecret"]
    assert row["zWaveDSK"].isdecimal()
    (pin,) = row["pins"]["loaded"]
    assert pin["pin"] == "012345"
    assert pin["apiKey"] == yale.sim.account("yale")["api_key"]


async def test_shapes_vary(kitchen: Door, desk: AugustControl) -> None:
    """What clients have met: another spelling, no groups, no status of the bridge."""
    row = await kitchen.show()
    assert row["pubsubChannel"]
    assert row["Bridge"]["status"]["current"] == "online"
    assert len(row["pins"]) == 7
    desk.switch(channel_key="pubsubCHannel", bridge_status=False, empty_groups=False)
    row = await kitchen.show()
    assert "pubsubCHannel" in row
    assert "status" not in row["Bridge"]
    assert row["Bridge"]["operative"] is True
    assert row["pins"] == {}
    desk.switch(pins_in_lock=False)
    assert "pins" not in await kitchen.show()


async def test_batteries(terrace: Door, kitchen: Door, sim: Simulation) -> None:
    """Fractions; newer ones tell more; keypads have levels."""
    sim.control.battery("terrace_door", 15)
    sim.control.battery("terrace_door", 40, of="keypad")
    row = await terrace.show()
    assert row["battery"] == 0.15
    assert row["batteryInfo"]["level"] == 0.15
    assert row["batteryInfo"]["warningState"] == "lock_state_battery_warning_low"
    assert row["keypad"]["batteryLevel"] == "Medium"
    assert row["keypad"]["batteryRaw"] == 152
    assert "batteryInfo" not in await kitchen.show()
    boathouse = await Door(terrace.wire, "boathouse").show()
    assert boathouse["battery"] == -1
    assert boathouse["LockStatus"] == {"status": "unknown"}
    assert boathouse["supportsEntryCodes"] is False


async def test_batteries_of_keypads(terrace: Door, desk: AugustControl) -> None:
    """A number, a word, or nothing."""
    desk.switch(keypad_battery="level")
    keypad = (await terrace.show())["keypad"]
    assert keypad["batteryLevel"] == "Full"
    assert "batteryRaw" not in keypad
    desk.switch(keypad_battery="none")
    keypad = (await terrace.show())["keypad"]
    assert (keypad["battery"], keypad["batteryLevel"]) == (None, None)


async def test_lost_network(yale: Wire, sim: Simulation) -> None:
    """The last state is still known; a command is refused; the lock comes back."""
    greenhouse = Door(yale, "greenhouse")
    row = await greenhouse.show()
    assert row["Bridge"]["status"]["current"] == "offline"
    assert row["LockStatus"]["status"] == "locked"
    assert (await greenhouse.operate("unlock")).status == 422
    sim.control.lock_online("greenhouse", online=True)
    assert (await greenhouse.operate("unlock")).status == 200


async def test_status_follows_the_lock(kitchen: Door, sim: Simulation) -> None:
    """While the bridge is online, and not while it is offline."""
    path = f"/locks/{kitchen.id}/status"
    first = (await kitchen.wire.get(path)).body
    assert first.keys() == STATUS_KEYS
    assert (first["status"], first["doorState"]) == ("locked", "closed")
    sim.control.turn_knob("kitchen_door", "unlocked")
    sim.control.door("kitchen_door", "open")
    second = (await kitchen.wire.get(path)).body
    assert (second["status"], second["doorState"]) == ("unlocked", "open")
    sim.control.gateway_online("kitchen_bridge", online=False)
    sim.control.turn_knob("kitchen_door", "locked")
    assert (await kitchen.wire.get(path)).body == second
    row = await kitchen.show()
    assert row["Bridge"]["status"]["current"] == "offline"
    sim.control.gateway_online("kitchen_bridge", online=True)
    assert (await kitchen.wire.get(path)).body["status"] == "locked"


async def test_status_of_a_silent_lock(
    kitchen: Door, sim: Simulation, desk: AugustControl
) -> None:
    """Some offline locks are unknown; without a bridge there is nothing to ask."""
    desk.switch(offline_status="unknown")
    sim.control.gateway_online("kitchen_bridge", online=False)
    reply = await kitchen.wire.get(f"/locks/{kitchen.id}/status")
    assert reply.body == {"status": "unknown"}
    loft = await kitchen.wire.get(f"/locks/{lock_id(sim, 'loft')}/status")
    assert loft.status == 409


async def test_never_heard(kitchen: Door, sim: Simulation, desk: AugustControl) -> None:
    """A lock that was never heard is heard once its bridge is there."""
    desk.never_heard("kitchen_door")
    assert (await kitchen.show())["battery"] == -1
    desk.bridge("kitchen_door", online=True)
    row = await kitchen.show()
    assert (row["battery"], row["LockStatus"]["status"]) == (1.0, "locked")
    with pytest.raises(LookupError):
        desk.bridge("loft", online=True)


async def test_guests_and_strangers(yale: Wire, desk: AugustControl) -> None:
    """A guest sees the lock and may do nothing; a stranger sees nothing."""
    cottage = Door(yale, "cottage")
    row = await cottage.show()
    roles = sorted(user["UserType"] for user in row["users"].values())
    assert roles == ["superuser", "user"]
    assert (await yale.get(f"/locks/{cottage.id}/pins")).status == 403
    assert (await cottage.operate("unlock")).status == 403
    assert (await cottage.command()).status == 403
    assert (await yale.delete(f"/locks/{cottage.id}")).status == 403
    desk.role("cottage", "nobody")
    assert (await yale.get(f"/locks/{cottage.id}")).status == 403
    assert cottage.id not in (await yale.get("/users/locks/mine")).body
    desk.role("cottage", "superuser")
    assert (await cottage.operate("unlock")).status == 200
    assert (await yale.get(f"/locks/{'0' * 32}")).status == 404


async def test_houses(anyone: Wire, desk: AugustControl) -> None:
    """Three shapes of the list, two of the people."""
    rows = (await anyone.get("/users/houses/mine")).body
    assert [(row["HouseName"], row["type"]) for row in rows] == [
        ("Vries home", "superuser"),
        ("Bakker cottage", "user"),
    ]
    first = rows[0]["HouseID"]
    assert len((await anyone.get(f"/users/houses/mine?houseID={first}")).body) == 1
    desk.switch(houses="wrapped")
    assert (await anyone.get("/users/houses/mine")).body == {"houses": rows}
    desk.switch(houses="object")
    assert (await anyone.get("/users/houses/mine")).body == rows[0]
    house = (await anyone.get(f"/houses/{first}")).body
    assert house["HouseName"] == "Vries home"
    user_id = desk.state()["user_id"]
    assert house["users"] == {user_id: "superuser"}
    assert lock_id(anyone.sim, "loft") in house["locks"]
    desk.switch(house_users="list")
    assert (await anyone.get(f"/houses/{first}")).body["users"] == [user_id]
    assert (await anyone.get("/houses/none")).status == 404


async def test_capabilities(yale: Wire, sim: Simulation, desk: AugustControl) -> None:
    """Lengths of PINs, latch, secure mode; none of older locks."""

    async def ask(name: str) -> tuple[int, dict[str, dict[str, object]]]:
        path = f"/devices/capabilities?serialNumber={name}&topLevelHost=true"
        reply = await yale.get(path)
        return reply.status, reply.body

    status, terrace = await ask(lock_id(sim, "terrace_door"))
    assert status == 200
    assert terrace["lock"]["unlatch"] is True
    assert terrace["lock"]["pinSlotMax"] == 240
    assert terrace["keypad"]["pinLengthMin"] == 4
    assert terrace["keypad"]["pinLengthMax"] == 8
    _, kitchen = await ask(lock_id(sim, "kitchen_door"))
    assert kitchen["lock"]["unlatch"] is False
    assert kitchen["lock"]["supportsSecureMode"] is True
    assert "connect" in kitchen
    assert (await ask(lock_id(sim, "basement")))[0] == 409
    assert (await ask("nothing"))[0] == 404
    _, boathouse = await ask((await Door(yale, "boathouse").show())["SerialNumber"])
    assert "keypad" not in boathouse
    desk.switch(capability_gap="404")
    assert (await ask(lock_id(sim, "terrace_door")))[0] == 404


async def test_the_account(anyone: Wire, desk: AugustControl) -> None:
    """Who I am, and what I do not have."""
    me = (await anyone.get("/users/me")).body
    assert me["UserID"] == desk.state()["user_id"]
    assert (await anyone.get("/users/doorbells/mine")).body == {}
    alarms = await anyone.get("/users/alarms/mine")
    assert alarms.status == {"august": 404, "yale": 200}[anyone.brand]


async def test_other_scenes() -> None:
    """The demo has PINs and a past; a large one as many as one likes."""
    for scene, count in (("demo", 2), ("empty", 0), ("large:5", 5)):
        simulation = Simulation(scene, vendors=["august"])
        locks = simulation.vendor(AugustControl).state()["locks"]
        assert isinstance(locks, dict)
        assert len(locks) == count
    demo = Simulation("demo", vendors=["august"])
    locks = demo.vendor(AugustControl).state()["locks"]
    assert isinstance(locks, dict)
    assert [row["name"] for row in locks["kitchen_door"]["pins"]] == [
        "Painter",
        "Cleaner",
    ]
    assert len(list(demo.home.log)) == 12


async def test_demo_has_an_account_at_each(session: aiohttp.ClientSession) -> None:
    """Anna's at August, Bram's at Yale, with a door each."""
    async with Simulation.start("demo", vendors=["august"]) as demo:
        seen = {}
        for brand in ("august", "yale"):
            wire = Wire(demo, session, brand)
            wire.sign_in()
            locks = (await wire.get("/users/locks/mine")).body
            seen[brand] = [row["LockName"] for row in locks.values()]
    assert seen == {"august": ["Terrace door"], "yale": ["Kitchen door"]}
