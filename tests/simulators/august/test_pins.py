"""PINs: queued, loaded, changed, gone; what is refused; what the app does meanwhile."""

from datetime import timedelta

import pytest

from simulators import ControlError, Simulation
from simulators.august import AugustControl

from .wire import ANN, Door, Wire, report, stamp


async def test_queued_then_loaded(anyone: Wire) -> None:
    """An answer means queued; some seconds later the lock has it."""
    kitchen = Door(anyone, "kitchen_door")
    reply = await kitchen.command()
    assert reply.status == 200
    assert reply.body["message"] == "success"
    assert ("transactionID" in reply.body) == (anyone.brand == "august")
    (record,) = (await kitchen.pins())["created"]
    assert record["state"] == "created"
    assert "loadedDate" not in record
    assert anyone.sim.control.type_pin("kitchen_door", "012345") == "wrong_code"
    kitchen.settle()
    (record,) = (await kitchen.pins())["loaded"]
    assert record["loadedDate"] > record["createdAt"]
    assert anyone.sim.control.type_pin("kitchen_door", "012345") == "accepted"


async def test_record(kitchen: Door) -> None:
    """Everything that a record has, digits and the caller's key in it."""
    await kitchen.load()
    (record,) = (await kitchen.pins())["loaded"]
    assert record["pin"] == "012345"
    assert record["partnerUserID"] == "cl-1"
    assert (record["firstName"], record["lastName"]) == ("Ann", "B")
    assert (record["type"], record["accessType"]) == ("pin", "always")
    assert (record["slot"], record["unverified"]) == (1, True)
    assert record["lockID"] == kitchen.id
    assert record["apiKey"] == kitchen.wire.sim.account("yale")["api_key"]
    assert record["callingUserID"] != record["userID"]
    assert "accessTimes" not in record


async def test_sparse_records(kitchen: Door, desk: AugustControl) -> None:
    """Names may be missing from a record."""
    await kitchen.load(lastName=None)
    (record,) = (await kitchen.pins())["loaded"]
    assert "lastName" not in record
    desk.switch(sparse_names=True)
    (record,) = (await kitchen.pins())["loaded"]
    assert not {"firstName", "lastName", "unverified"} & record.keys()


async def test_all_seven_groups(kitchen: Door) -> None:
    """Each command has a group of its own while it is under way."""
    for action, under_way, then in (
        ("load", "created", "loaded"),
        ("disable", "disabling", "disabled"),
        ("enable", "enabling", "loaded"),
        ("update", "updating", "loaded"),
        ("delete", "deleting", None),
    ):
        assert (await kitchen.command(action)).status == 200
        assert list(await kitchen.pins()) == [under_way]
        kitchen.settle()
        assert list(await kitchen.pins()) == ([then] if then else [])


async def test_disabled_pins_do_not_open(kitchen: Door, sim: Simulation) -> None:
    """The slot is kept and the keypad refuses."""
    await kitchen.load()
    await kitchen.command("disable")
    kitchen.settle()
    assert sim.control.type_pin("kitchen_door", "012345") == "wrong_code"
    await kitchen.command("enable")
    kitchen.settle()
    assert sim.control.type_pin("kitchen_door", "012345") == "accepted"


async def test_user_stays_the_same(kitchen: Door) -> None:
    """Deleting and loading again under the same name gives the same user."""
    await kitchen.load()
    (first,) = (await kitchen.pins())["loaded"]
    await kitchen.command("delete")
    kitchen.settle()
    await kitchen.load(pin="987654")
    (second,) = (await kitchen.pins())["loaded"]
    assert second["userID"] == first["userID"]
    assert second["_id"] != first["_id"]


async def test_temporary(kitchen: Door, sim: Simulation) -> None:
    """Comes back byte for byte, opens inside and not after."""
    now = sim.home.clock.now()
    starts, ends = stamp(now + timedelta(hours=1)), stamp(now + timedelta(hours=3))
    times = f"DTSTART={starts};DTEND={ends}"
    await kitchen.load(accessType="temporary", accessTimes=times)
    (record,) = (await kitchen.pins())["loaded"]
    assert record["accessTimes"] == times
    assert (record["accessStartTime"], record["accessEndTime"]) == (starts, ends)
    opened = []
    for _ in range(3):
        opened.append(sim.control.type_pin("kitchen_door", "012345"))
        sim.control.turn_knob("kitchen_door", "locked")
        sim.home.clock.advance(timedelta(hours=1, minutes=30))
    assert opened == ["out_of_schedule", "accepted", "out_of_schedule"]
    assert len((await kitchen.pins())["loaded"]) == 1


async def test_recurring(kitchen: Door, sim: Simulation) -> None:
    """Seconds of the lock's own day: it is Monday, one o'clock at the doors."""
    times, days = "STARTSEC=48600;ENDSEC=62100", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR"
    await kitchen.load(accessType="recurring", accessTimes=times, accessRecurrence=days)
    (record,) = (await kitchen.pins())["loaded"]
    assert (record["accessTimes"], record["accessRecurrence"]) == (times, days)
    assert sim.control.type_pin("kitchen_door", "012345") == "out_of_schedule"
    sim.home.clock.advance(timedelta(hours=1))
    assert sim.control.type_pin("kitchen_door", "012345") == "accepted"
    sim.home.clock.advance(timedelta(days=1))
    assert sim.control.type_pin("kitchen_door", "012345") == "out_of_schedule"


async def test_duplicates(kitchen: Door, terrace: Door) -> None:
    """One lock, one user, one PIN; another lock does not mind."""
    await kitchen.load()
    assert (await kitchen.command(partnerUserID="cl-2")).status == 409
    assert (await kitchen.command(pin="987654")).status == 409
    assert (await terrace.command()).status == 200
    assert (await kitchen.command(partnerUserID="cl-2", pin="987654")).status == 200
    kitchen.settle()
    both = await kitchen.command("update", pin="987654")
    assert both.status == 409


async def test_full(kitchen: Door, desk: AugustControl, sim: Simulation) -> None:
    """Of 240 slots, or of as many as the desk leaves; reserved ones count."""
    desk.fill("kitchen_door", room=1)
    await kitchen.load()
    assert (await kitchen.command(partnerUserID="cl-2", pin="987654")).status == 409
    sim.control.memory("kitchen_door", capacity=500)
    rows = [
        {**ANN, "partnerUserID": f"x{number}", "pin": f"{number:06d}", "action": "load"}
        for number in range(500000, 500239)
    ]
    path = f"/locks/{kitchen.id}/pins"
    assert (await kitchen.wire.post(path, {"commands": rows})).status == 200
    assert (await kitchen.command(partnerUserID="cl-2", pin="987654")).status == 409
    assert (await kitchen.wire.get(f"/locks/{kitchen.id}/pin")).status == 409


async def test_changing_at_once_races(kitchen: Door, desk: AugustControl) -> None:
    """A load before the deletion is done fails; the deletion goes on."""
    await kitchen.load()
    rows = [
        {**ANN, "action": "delete"},
        {**ANN, "action": "load", "pin": "987654"},
    ]
    path = f"/locks/{kitchen.id}/pins"
    reply = await kitchen.wire.post(path, {"commands": rows})
    assert reply.status == 409
    assert reply.body["message"] == "Unable to set intent state for pin"
    assert list(await kitchen.pins()) == ["deleting"]
    desk.switch(race_status=500)
    assert (await kitchen.command("disable")).status == 500
    kitchen.settle()
    assert (await kitchen.command(pin="987654")).status == 200


async def test_withdrawing_what_is_not_there_yet(kitchen: Door) -> None:
    """A PIN that is still on its way can be deleted."""
    await kitchen.command()
    assert (await kitchen.command("delete")).status == 200
    kitchen.settle()
    assert await kitchen.pins() == {}
    assert kitchen.wire.sim.control.type_pin("kitchen_door", "012345") == "wrong_code"


@pytest.mark.parametrize("status", [400, 404, 409])
async def test_commands_for_nothing(
    kitchen: Door, desk: AugustControl, status: int
) -> None:
    """Neither the user nor other digits of the user."""
    desk.switch(unknown_pin_status=status)
    assert (await kitchen.command("delete")).status == status
    await kitchen.load()
    assert (await kitchen.command("delete", pin="999999")).status == status
    assert (await kitchen.command("delete")).status == 200


async def test_known_users(kitchen: Door, august: Wire, sim: Simulation) -> None:
    """Somebody of the lock by id, at August by address too; strangers are not."""
    users = report(sim, "kitchen_door")["users"]
    (user_id,) = users
    await kitchen.load(partnerUserID=None, userID=user_id)
    (record,) = (await kitchen.pins())["loaded"]
    assert (record["userID"], record["unverified"]) == (user_id, False)
    assert "partnerUserID" not in record
    terrace = Door(august, "terrace_door")
    email = "email:anna_de_vries@example.com"
    await terrace.load(partnerUserID=None, augustUserID=email)
    (record,) = (await terrace.pins())["loaded"]
    assert record["userID"] == user_id
    stranger = await kitchen.command(partnerUserID=None, userID="nobody", pin="98765")
    assert stranger.status == 404
    await kitchen.load(pin="222333")
    named = (await kitchen.pins())["loaded"][1]["userID"]
    delete = await kitchen.command(
        "delete", partnerUserID=None, userID=named, pin="222333"
    )
    assert delete.status == 200


async def test_optional_actions(kitchen: Door, desk: AugustControl) -> None:
    """Not every host has to know `disable`, `enable` and `update`."""
    desk.switch(can_disable=False, update_refused=True)
    await kitchen.load()
    for action in ("disable", "enable", "update"):
        assert (await kitchen.command(action)).status == 400


async def test_update(kitchen: Door, sim: Simulation) -> None:
    """Other digits, another name, the same record."""
    await kitchen.load()
    await kitchen.command("update", pin="987654", firstName="Anneke")
    kitchen.settle()
    (record,) = (await kitchen.pins())["loaded"]
    assert (record["pin"], record["firstName"]) == ("987654", "Anneke")
    assert sim.control.type_pin("kitchen_door", "987654") == "accepted"
    assert sim.control.type_pin("kitchen_door", "012345") == "wrong_code"


async def test_slow_and_offline(
    kitchen: Door, sim: Simulation, desk: AugustControl
) -> None:
    """It takes as long as it takes; while the bridge is away, for ever."""
    desk.switch(delivery_seconds=3600.0)
    await kitchen.command()
    kitchen.settle()
    assert list(await kitchen.pins()) == ["created"]
    sim.control.gateway_online("kitchen_bridge", online=False)
    sim.home.clock.advance(timedelta(hours=5))
    assert list(await kitchen.pins()) == ["created"]
    sim.control.gateway_online("kitchen_bridge", online=True)
    assert list(await kitchen.pins()) == ["loaded"]
    sim.control.gateway_online("kitchen_bridge", online=False)
    desk.switch(offline_pins="422")
    reply = await kitchen.command("delete")
    assert (reply.status, reply.body["code"]) == (422, 98)


async def test_lock_refuses(kitchen: Door, desk: AugustControl) -> None:
    """A new PIN vanishes, a change is undone."""
    desk.fail_deliveries("kitchen_door")
    await kitchen.load()
    assert await kitchen.pins() == {}
    await kitchen.load()
    desk.fail_deliveries("kitchen_door")
    await kitchen.command("disable")
    kitchen.settle()
    assert list(await kitchen.pins()) == ["loaded"]


async def test_the_app_meanwhile(
    kitchen: Door, desk: AugustControl, sim: Simulation
) -> None:
    """What somebody adds, changes and deletes in the app is in the list."""
    pin_id = desk.add_pin("kitchen_door", "Els Bakker", "730519")
    (record,) = (await kitchen.pins())["loaded"]
    assert (record["_id"], record["pin"]) == (pin_id, "730519")
    assert (record["firstName"], record["lastName"]) == ("Els", "Bakker")
    assert "partnerUserID" not in record
    desk.change_pin("kitchen_door", pin_id, name="Els", pin="111222")
    (record,) = (await kitchen.pins())["loaded"]
    assert (record["pin"], record["firstName"]) == ("111222", "Els")
    desk.delete_pin("kitchen_door", pin_id)
    assert await kitchen.pins() == {}
    await kitchen.command()
    (record,) = (await kitchen.pins())["created"]
    with pytest.raises(ControlError):
        desk.change_pin("kitchen_door", record["_id"], name="Ann")
    desk.delete_pin("kitchen_door", record["_id"])
    kitchen.settle()
    assert await kitchen.pins() == {}
    with pytest.raises(LookupError):
        desk.delete_pin("kitchen_door", pin_id)
    number = sim.control.add_pin("kitchen_door", "Painter", "610582")
    with pytest.raises(ControlError):
        desk.add_pin("kitchen_door", "Another", "610582")
    assert report(sim, "kitchen_door")["pins"][0]["credential"] == number


async def test_schedules_of_the_app(kitchen: Door, sim: Simulation) -> None:
    """They come in the same texts."""
    control = sim.control
    control.add_pin("kitchen_door", "Cleaner", "361750", days=[0, 4], day_start="08:30")
    control.add_pin("kitchen_door", "Painter", "610582", ends="2026-12-01T00:00:00Z")
    cleaner, painter = (await kitchen.pins())["loaded"]
    assert cleaner["accessTimes"] == "STARTSEC=30600;ENDSEC=86400"
    assert cleaner["accessRecurrence"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR"
    assert painter["accessTimes"].endswith("DTEND=2026-12-01T00:00:00.000Z")
    assert painter["accessType"] == "temporary"


async def test_reserving(kitchen: Door, sim: Simulation) -> None:
    """A free PIN and its slot, for three minutes."""
    path = f"/locks/{kitchen.id}/pin"
    first, second = [(await kitchen.wire.get(path)).body for _ in range(2)]
    assert first["pin"] != second["pin"]
    assert (first["slot"], second["slot"]) == (1, 2)
    await kitchen.load(pin=second["pin"])
    (record,) = (await kitchen.pins())["loaded"]
    assert record["slot"] == 2
    assert report(sim, "kitchen_door")["reserved"] == [first["pin"]]
    reply = await kitchen.wire.delete(f"{path}/{first['pin']}")
    assert reply.body == {"message": "success"}
    assert report(sim, "kitchen_door")["reserved"] == []
    assert (await kitchen.wire.get(path)).body["slot"] == 1
    sim.home.clock.advance(timedelta(minutes=3))
    assert report(sim, "kitchen_door")["reserved"] == []


async def test_made_before(kitchen: Door) -> None:
    """A user without an account can get another PIN by the id that it has."""
    await kitchen.load()
    (record,) = (await kitchen.pins())["loaded"]
    await kitchen.command("delete")
    kitchen.settle()
    await kitchen.load(partnerUserID=None, userID=record["userID"], pin="987654")
    (again,) = (await kitchen.pins())["loaded"]
    assert (again["userID"], again["partnerUserID"]) == (record["userID"], "cl-1")


async def test_somebody_by_address(august: Wire) -> None:
    """At August an address will do, to delete as well."""
    kitchen = Door(august, "kitchen_door")
    anna: dict[str, object] = {
        "partnerUserID": None,
        "augustUserID": "email:anna_de_vries@example.com",
    }
    await kitchen.load(**anna)
    assert (await kitchen.command("delete", **anna)).status == 200
    kitchen.settle()
    assert await kitchen.pins() == {}


async def test_taken_meanwhile(kitchen: Door, sim: Simulation) -> None:
    """Digits that the app has given to another PIN are refused by the lock."""
    await kitchen.command()
    sim.control.add_pin("kitchen_door", "Els", "012345")
    kitchen.settle()
    (record,) = (await kitchen.pins())["loaded"]
    assert record["firstName"] == "Els"


async def test_fingers_and_other_models(
    kitchen: Door, desk: AugustControl, sim: Simulation
) -> None:
    """What is no PIN is in no list; a door can get another lock."""
    sim.control.add_card("kitchen_door", "Card", "12345678")
    assert await kitchen.pins() == {}
    desk.kind("kitchen_door", "original")
    assert (await kitchen.show())["Type"] == 1
    with pytest.raises(ValueError, match="no kind"):
        desk.kind("kitchen_door", "castle")
    with pytest.raises(ControlError):
        desk.switch(delivery_seconds="soon")
