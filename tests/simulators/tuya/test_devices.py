"""Lists of devices, their data points, commands."""

import json

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import Door, Wire, code

ASSOCIATED = "/v1.0/iot-01/associated-users/devices"


async def test_pages(wire: Wire) -> None:
    """A cursor leads through all devices, gateways and a lamp among them."""
    names: list[str] = []
    query: dict[str, object] = {"size": 3}
    while True:
        page = (await wire.send("GET", ASSOCIATED, query=query)).result
        names += [row["name"] for row in page["devices"]]
        if not page["has_more"]:
            break
        query["last_row_key"] = page["last_row_key"]
    assert len(names) == len(set(names)) == page["total"] == 8
    assert {"Street door", "Zigbee gateway", "Stairs lamp"} <= set(names)
    query = {"size": 500}
    assert code(await wire.send("GET", ASSOCIATED, query=query)) == 1101


async def test_lists_of_an_account(wire: Wire, desk: TuyaControl) -> None:
    """By the uid of the app account; that of the project has nothing."""
    uid = desk.state()["uid"]
    rows = (await wire.send("GET", f"/v1.0/users/{uid}/devices")).result
    assert len(rows) == 8
    own = (await wire.sign_in())["uid"]
    assert (await wire.send("GET", f"/v1.0/users/{own}/devices")).result == []
    query = {"source_type": "tuyaUser", "source_id": uid, "page_size": 75}
    page = (await wire.send("GET", "/v1.3/iot-03/devices", query=query)).result
    flat = next(row for row in page["list"] if row["name"] == "Apartment")
    gateways = desk.state()["gateways"]
    assert isinstance(gateways, dict)
    assert flat["gateway_id"] == gateways["zigbee_gateway"]
    ids = (await wire.send("GET", f"/v1.0/smart-lock/users/{uid}/devices")).result
    assert len(ids) == 5
    query = {"page_size": 5}
    first = (await wire.send("GET", "/v2.0/cloud/thing/device", query=query)).result
    query["last_id"] = first[-1]["id"]
    rest = (await wire.send("GET", "/v2.0/cloud/thing/device", query=query)).result
    assert (len(first), len(rest)) == (5, 3)
    ids = f"{first[0]['id']},{first[1]['id']}"
    for path in ("/v1.0/iot-03/devices", "/v1.3/iot-03/devices"):
        query = {"device_ids": ids, **({"page_size": 9} if "1.3" in path else {})}
        page = (await wire.send("GET", path, query=query)).result
        assert [row["id"] for row in page["list"]] == ids.split(",")


async def test_details(flat: Door, lobby: Door) -> None:
    """Category and data points tell what a device is."""
    reply = (await flat.call("GET", "")).body
    assert reply["code"] == 1108
    detail = (await flat.wire.send("GET", f"/v1.0/devices/{flat.id}")).result
    assert (detail["category"], detail["sub"], detail["online"]) == ("ms", True, True)
    assert {"code": "lock_motor_state", "value": False} in detail["status"]
    spec = (await flat.call("GET", "specifications")).result
    rows = {row["code"]: row for row in spec["functions"]}
    assert json.loads(rows["auto_lock_time"]["values"])["max"] == 1800
    assert (await lobby.call("GET", "functions")).result["category"] == "videolock"


async def test_iot_core(flat: Door) -> None:
    """Properties with their times, and a model that is text."""
    path = f"/v2.0/cloud/thing/{flat.id}"
    query = {"codes": "residual_electricity"}
    reply = await flat.wire.send("GET", f"{path}/shadow/properties", query=query)
    (row,) = reply.result["properties"]
    assert (row["value"], len(str(row["time"]))) == (100, 13)
    model = json.loads((await flat.wire.send("GET", f"{path}/model")).result["model"])
    assert "alarm_lock" in {row["code"] for row in model["services"][0]["properties"]}
    body = {"properties": json.dumps({"auto_lock_time": 90})}
    issue = f"{path}/shadow/properties/issue"
    assert (await flat.wire.send("POST", issue, body=body)).result is True
    assert (await flat.status())["auto_lock_time"] == 90
    body = {"properties": "no json"}
    assert code(await flat.wire.send("POST", issue, body=body)) == 1109


async def test_commands(flat: Door, sim: Simulation, street: Door) -> None:
    """What a device takes is done; the rest is 2008."""

    async def send(door: Door, name: str, value: object) -> int:
        body = {"commands": [{"code": name, "value": value}]}
        return code(await door.call("POST", "commands", body=body))

    assert await send(flat, "doorbell_volume", "mute") == 0
    assert (await flat.status())["doorbell_volume"] == "mute"
    assert await send(flat, "automatic_lock", value=True) == 0
    assert sim.home.lock("apartment").settings.auto_lock is not None
    for name, value in (
        ("doorbell_volume", "deafening"),
        ("auto_lock_time", 4000),
        ("auto_lock_time", "90"),
        ("unlock_card", 1),
        ("nothing", 1),
    ):
        assert await send(flat, name, value) == 2008, name
    assert await send(street, "normal_open_switch", value=True) == 2001
    assert code(await flat.call("POST", "commands", body={})) == 1100


async def test_online(
    sim: Simulation, flat: Door, street: Door, desk: TuyaControl
) -> None:
    """A sleeping lock is always shown as connected, whatever it is."""

    async def shown(door: Door) -> bool:
        path = f"/v1.0/devices/{door.id}"
        return bool((await door.wire.send("GET", path)).result["online"])

    sim.control.lock_online("street_door", online=False)
    sim.control.gateway_online("zigbee_gateway", online=False)
    assert await shown(street)
    assert not await shown(flat)
    desk.online("Stairs lamp", online=False)
    page = (await flat.wire.send("GET", ASSOCIATED, query={"size": 50})).result
    lamp = next(row for row in page["devices"] if row["name"] == "Stairs lamp")
    assert lamp["online"] is False


async def test_what_is_no_lock(wire: Wire, desk: TuyaControl) -> None:
    """A lamp has a state and no tickets; unknown and removed devices do not exist."""
    devices = desk.state()["devices"]
    assert isinstance(devices, dict)
    path = f"/v1.0/devices/{devices['Stairs lamp']}"
    body = {"commands": [{"code": "switch_led", "value": False}]}
    assert (await wire.send("POST", f"{path}/commands", body=body)).result is True
    rows = (await wire.send("GET", f"{path}/status")).result
    assert {"code": "switch_led", "value": False} in rows
    assert code(await wire.send("POST", f"{path}/door-lock/password-ticket")) == 2004
    desk.remove("lobby")
    path = f"/v1.0/devices/{devices['Lobby']}/status"
    assert code(await wire.send("GET", path)) == 2010
    desk.link(linked=False)
    assert code(await wire.send("GET", path)) == 1106


async def test_device_logs(flat: Door, sim: Simulation) -> None:
    """Everything a lock has told, as text, with its time."""
    sim.control.turn_knob("apartment", "unlocked")
    query = {"type": 7, "start_time": 0, "end_time": (flat.wire.now + 60) * 1000}
    page = (await flat.call("GET", "logs", query=query)).result
    assert page["logs"][0]["code"] == "lock_motor_state"
    assert page["logs"][0]["value"] == "true"
    assert page["has_next"] is False
    query["type"] = 1
    assert (await flat.call("GET", "logs", query=query)).result["logs"] == []


async def test_key_material(storage: Door) -> None:
    """The state of a Bluetooth lock has keys in it, as recorded ones have."""
    status = await storage.status()
    assert status["ble_unlock_check"].startswith("AAH//zY2")


async def test_manual_lock(storage: Door, sim: Simulation) -> None:
    """A Bluetooth lock locks by a data point."""
    await storage.operate()
    body = {"commands": [{"code": "manual_lock", "value": True}]}
    assert (await storage.call("POST", "commands", body=body)).result is True
    assert sim.home.lock("storage").bolt.value == "locked"
