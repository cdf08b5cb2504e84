"""Who opened, what alarmed, and combined records."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import Door, code


async def test_methods(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """The value is a slot; a temporary password tells its id."""
    sim.control.add_fingerprint("apartment", "Bram's finger", "bram_de_vries")
    sim.control.add_card("apartment", "Els", "3128456790")
    slot = sim.control.add_pin("apartment", "Anna", "482137")
    number = (await flat.add("482138", "Cleaner")).result["id"]
    sim.control.touch_finger("apartment", "Bram's finger")
    sim.control.hold_card("apartment", "3128456790")
    sim.control.type_pin("apartment", "482137")
    sim.control.type_pin("apartment", "482138")
    rows = {row["status"]["code"]: row for row in await flat.logs()}
    finger = rows["unlock_fingerprint"]
    assert (finger["nick_name"], finger["user_id"]) == (
        "Bram de Vries",
        "bram_de_vries",
    )
    assert finger["unlock_name"] == "Bram's finger"
    assert rows["unlock_password"]["status"]["value"] == slot
    assert rows["unlock_temporary"]["status"]["value"] == number
    assert rows["unlock_temporary"]["unlock_name"] == "Cleaner"
    assert "unlock_card" in rows
    desk.switch(temporary_value="slot", status_as_list=True)
    sim.control.type_pin("apartment", "482138")
    assert (await flat.logs())[0]["status"][0]["value"] == 4


async def test_the_same_again(flat: Door, sim: Simulation) -> None:
    """Equal values are events of their own; the value alone does not change."""
    sim.control.add_pin("apartment", "Anna", "482137")
    for _ in range(3):
        sim.control.type_pin("apartment", "482137")
        sim.home.clock.advance(timedelta(seconds=2))
    rows = await flat.logs()
    assert [row["status"]["value"] for row in rows] == [1, 1, 1]
    assert len({row["update_time"] for row in rows}) == 3
    assert (await flat.status())["unlock_password"] == 1


async def test_from_afar(
    flat: Door, storage: Door, yard: Door, sim: Simulation
) -> None:
    """The code depends on the lock, and on where the phone was."""
    await flat.operate()
    await storage.operate()
    sim.control.app("storage", "Bram de Vries", "lock")
    sim.control.app("storage", "Bram de Vries", "unlock")
    await yard.open(version="v1.1", channel_id=1)
    codes = [
        [row["status"]["code"] for row in await door.logs()]
        for door in (flat, storage, yard)
    ]
    assert codes == [
        ["unlock_app"],
        ["unlock_ble", "unlock_phone_remote"],
        ["unlock_phone_remote_kit"],
    ]


async def test_kit(yard: Door, sim: Simulation) -> None:
    """Base64 of a slot, and no name of a temporary code."""
    await yard.add("482137", "Gardener")
    sim.control.type_pin("courtyard", "482137")
    (row,) = await yard.logs()
    assert row["status"] == {"code": "unlock_temporary_kit", "value": "AAAAAQAA"}
    assert row["unlock_name"] == ""
    assert (await yard.passwords())[0]["sn"] == 1


async def test_short_numbers(street: Door, sim: Simulation, desk: TuyaControl) -> None:
    """The lock tells a short number; 900 more is the cloud's."""
    desk.fill("street_door")
    row = (await street.passwords())[4]
    digits = street.report["passwords"][4]["digits"]
    assert sim.control.type_pin("street_door", digits) == "accepted"
    assert (await street.status())["unlock_temporary"] == row["sn"] - 900


async def test_alarms(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """By default alarms alone; rings and duress when they are asked for."""
    sim.control.type_pin("apartment", "111111")
    sim.control.hold_card("apartment", "123")
    desk.alarm("apartment", "pry")
    desk.alarm("apartment", "pry")
    desk.ring("apartment")
    rows = await flat.logs("alarm")
    assert [row["status"]["value"] for row in rows] == [
        "pry",
        "pry",
        "wrong_card",
        "wrong_password",
    ]
    rows = await flat.logs("alarm", codes="doorbell")
    assert [row["status"]["code"] for row in rows] == ["doorbell"]
    assert len(await flat.logs("alarm", codes="alarm_lock,doorbell,hijack")) == 5
    query = {"page_no": 1, "page_size": 10, "codes": "weather"}
    path = "door-lock/alarm-logs"
    assert code(await flat.call("GET", path, query=query)) == 1109


async def test_edge_alarms(flat: Door, desk: TuyaControl) -> None:
    """Where set so, an equal alarm is not told again until another one was."""
    desk.switch(edge_alarms=True)
    for alarm in ("pry", "pry", "shock", "pry"):
        desk.alarm("apartment", alarm)
    rows = await flat.logs("alarm")
    assert [row["status"]["value"] for row in rows] == ["pry", "shock", "pry"]


async def test_duress(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """The door opens as always, and an alarm names method and slot."""
    slot = sim.control.add_pin("apartment", "Anna", "482137")
    desk.duress("apartment", slot)
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    assert [row["status"]["code"] for row in await flat.logs()] == ["unlock_password"]
    (row,) = await flat.logs("alarm", codes="hijack")
    assert row["status"]["value"] == "unlock_password-01"
    assert (await flat.status())["hijack"] is True
    assert await flat.logs("alarm") == []


@pytest.mark.parametrize(
    ("name", "code", "opened", "closed"),
    [
        ("apartment", "open_close", True, False),
        ("storage", "closed_opened", "open", "closed"),
        ("courtyard", "closed_opened_kit", "AQAB", "AQAC"),
    ],
)
async def test_doors(
    sim: Simulation, flat: Door, name: str, code: str, opened: object, closed: object
) -> None:
    """Each sort of lock has words of its own for a door."""
    door = Door(flat.wire, name)
    sim.control.door(name, "open")
    assert (await door.status())[code] == opened
    sim.control.door(name, "closed")
    assert (await door.status())[code] == closed
    sim.control.door(name, "left_open")
    assert (await door.logs("alarm"))[0]["status"]["value"] == "unclosed_time"


async def test_pages_and_spans(flat: Door, sim: Simulation) -> None:
    """Milliseconds, pages from 1; all four parameters are needed."""
    sim.control.add_pin("apartment", "Anna", "482137")
    for _ in range(5):
        sim.control.type_pin("apartment", "482137")
        sim.home.clock.advance(timedelta(minutes=1))
    assert len(await flat.logs(page_size=2)) == 2
    assert len(await flat.logs(page_size=2, page_no=3)) == 1
    later = (flat.wire.now - 130) * 1000
    assert len(await flat.logs(start_time=later)) == 2
    # Seconds are a moment of 1970 to the cloud.
    assert await flat.logs(end_time=flat.wire.now) == []
    path = "door-lock/open-logs"
    query = {"page_no": 1, "page_size": 10}
    assert code(await flat.call("GET", path, query=query)) == 1100
    query |= {"start_time": 0, "end_time": 1, "page_size": 500}
    assert code(await flat.call("GET", path, query=query)) == 1101
    reply = await flat.call("GET", path, query=query | {"page_size": 10})
    assert reply.result == {"total": 0, "logs": []}


async def test_lag_and_offline(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """The log is late; a lock that is cut off tells its last twenty later."""
    desk.switch(record_lag=4.0)
    sim.control.add_pin("apartment", "Anna", "482137")
    sim.control.type_pin("apartment", "482137")
    assert await flat.logs() == []
    assert (await flat.status())["unlock_password"] == 1
    sim.home.clock.advance(timedelta(seconds=5))
    assert len(await flat.logs()) == 1
    sim.control.gateway_online("zigbee_gateway", online=False)
    for _ in range(25):
        sim.control.type_pin("apartment", "111111")
        sim.home.clock.advance(timedelta(seconds=1))
    assert await flat.logs("alarm") == []
    sim.control.gateway_online("zigbee_gateway", online=True)
    sim.home.clock.advance(timedelta(seconds=5))
    assert len(await flat.logs("alarm")) == 20


async def test_records(flat: Door, sim: Simulation) -> None:
    """Any data points in one list; a record can be given to somebody."""
    sim.control.add_pin("apartment", "Anna", "482137")
    sim.control.type_pin("apartment", "482137")
    sim.control.type_pin("apartment", "111111")
    query = {
        "target_standard_dp_codes": "unlock_password,alarm_lock",
        "start_time": 0,
        "end_time": 0,
        "page_no": 1,
        "page_size": 1,
    }
    page = (await flat.call("GET", "door-lock/records", query=query)).result
    assert (page["total"], page["total_pages"], page["has_more"]) == (2, 2, True)
    (record,) = page["records"]
    assert record["dps"] == [{"alarm_lock": "wrong_password"}]
    path = f"door-lock/records/{record['record_id']}/actions/allocate"
    body = {"user_id": "bram_de_vries"}
    assert (await flat.call("POST", path, body=body)).result is True
    assert code(await flat.call("POST", path, body={"user_id": "nobody"})) == 1000
    del query["page_no"]
    assert code(await flat.call("GET", "door-lock/records", query=query)) == 1100


async def test_pulse(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """Some firmware goes back to 0 at once; the log knows better."""
    desk.switch(pulse_back=True)
    sim.control.add_pin("apartment", "Anna", "482137")
    sim.control.type_pin("apartment", "482137")
    assert (await flat.status())["unlock_password"] == 0
    assert (await flat.logs())[0]["status"]["value"] == 1


async def test_battery(flat: Door, sim: Simulation) -> None:
    """A word and a number."""
    sim.control.battery("apartment", 25)
    status = await flat.status()
    assert (status["residual_electricity"], status["battery_state"]) == (25, "low")


async def test_media_info(lobby: Door, flat: Door, sim: Simulation) -> None:
    """Where a camera is, the field is there when it is asked for."""
    sim.control.add_pin("lobby", "Anna", "4821375")
    sim.control.type_pin("lobby", "4821375")
    assert "media_infos" not in (await lobby.logs())[0]
    assert (await lobby.logs(show_media_info="true"))[0]["media_infos"] == []


async def test_clock_of_the_lock(
    flat: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """A slow one writes the past; the future gets the cloud's own time."""
    sim.control.add_pin("apartment", "Anna", "482137")
    for seconds, shown in ((-37, -37), (90, 0)):
        desk.lock_clock("apartment", seconds)
        now = flat.wire.now
        sim.control.type_pin("apartment", "482137")
        newest = max(row["update_time"] for row in await flat.logs())
        assert newest / 1000 - now == pytest.approx(shown, abs=2)
