"""Bridges, keypads, door sensors, and the changes that can be made to devices."""

import pytest

from simulators import Simulation
from simulators.bolt import Bolt
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path, number


async def test_details_has_everything(api: Api) -> None:
    """One call for all kinds."""
    details = (await api.get("/my/device/details?IncludeAccessories=true")).result
    sizes = {kind: len(rows) for kind, rows in details.items()}
    assert sizes == {
        "bridges": 1,
        "locks": 3,
        "keypads": 2,
        "gates": 0,
        "dryContacts": 0,
    }
    assert details["locks"][0]["accessories"][0]["id"] == details["keypads"][0]["id"]
    everything = (await api.get("/my/device")).result
    assert sorted(row["type"] for row in everything) == [1, 2, 2, 3, 4, 10]


async def test_bridge(sim: Simulation, api: Api) -> None:
    """A bridge knows whether it is connected, and can change one setting."""
    (bridge,) = (await api.get("/my/bridge")).result
    assert bridge["isConnected"] is True
    assert [row["softwareType"] for row in bridge["softwareVersions"]] == [0, 1]
    body = {"id": bridge["id"], "localApiEnabled": True}
    assert (await api.patch("/my/bridge", body)).status == 200
    assert (await api.patch("/my/bridge", {**body, "id": 1})).status == 404
    sim.control.gateway_online("bridge", online=False)
    (bridge,) = (await api.get("/my/bridge")).result
    assert (bridge["isConnected"], bridge["localApiEnabled"]) == (False, True)


async def test_keypad(sim: Simulation, api: Api, tedee: TedeeControl) -> None:
    """A keypad has a battery, settings and a lock, but no connection."""
    sim.control.battery("front_door", 33, "keypad")
    keypad, other = (await api.get("/my/keypad")).result
    assert (keypad["type"], other["type"]) == (10, 3)
    assert keypad["isConnected"] is None
    assert keypad["deviceState"]["batteryLevel"] == 33
    assert keypad["connectedToLockId"] == number(tedee, "front_door")
    where = f"/my/keypad/{keypad['id']}"
    body = {"revision": keypad["revision"], "deviceSettings": {"soundLevel": 0}}
    changed = await api.patch(where, body)
    assert changed.result["revision"] == keypad["revision"] + 1
    assert (await api.patch(where, body)).status == 409
    again = (await api.get("/my/keypad")).result[0]
    assert again["deviceSettings"]["soundLevel"] == 0
    assert again["deviceSettings"]["bellButtonEnabled"] is None
    assert (await api.patch("/my/keypad/1", body)).status == 404


@pytest.mark.parametrize(
    "settings", [{"soundLevel": 9}, {"soundLevel": None}, {"colour": 1}]
)
async def test_keypad_settings_are_checked(
    api: Api, settings: dict[str, object]
) -> None:
    """Out of range, null and unknown settings are refused."""
    keypad = (await api.get("/my/keypad")).result[0]
    body = {"revision": keypad["revision"], "deviceSettings": settings}
    assert (await api.patch(f"/my/keypad/{keypad['id']}", body)).status == 400


async def test_door_sensor(sim: Simulation, api: Api, path: Path) -> None:
    """Listed in a page, readable, renamable, removable."""
    page = (await api.get("/my/doorsensor")).result
    assert page["itemsPerPage"] == 2147483647
    (sensor,) = page["doorSensors"]
    where = f"/my/doorsensor/{sensor['id']}"
    assert (await api.get(where)).result == sensor
    body = {"revision": sensor["revision"], "name": "Magnet"}
    assert (await api.patch(where, body)).status == 200
    assert (await api.patch(where, body)).status == 409
    assert (await api.get(where)).result["name"] == "Magnet"
    assert (await api.delete(where)).status == 204
    for method in ("GET", "DELETE", "PATCH"):
        sent = body if method == "PATCH" else None
        assert (await api.request(method, where, json=sent)).status == 404
    state = (await api.get(path("front_door", "/sync"))).result["deviceState"]
    assert state["doorState"] == 0


async def change(
    api: Api, lock_id: int, revision: int = 1, **changes: object
) -> tuple[int, object]:
    """Change a lock and return status and result."""
    reply = await api.patch(
        "/my/lock", {"id": lock_id, "revision": revision, **changes}
    )
    return reply.status, reply.body.get("result")


async def test_lock_settings(
    sim: Simulation, api: Api, tedee: TedeeControl, path: Path
) -> None:
    """Settings change in the cloud at once and in the lock after a while."""
    tedee.switch(settings_lag=10)
    lock_id = number(tedee, "front_door")
    settings = {"autoLockEnabled": True, "autoLockDelay": 30}
    status, result = await change(
        api, lock_id, deviceSettings=settings, name="House door"
    )
    assert status == 200
    assert result == {"id": lock_id, "revision": 2, "targetDeviceRevision": 2}
    lock = (await api.get(path("front_door"))).result
    assert (lock["name"], lock["deviceSettings"]["autoLockDelay"]) == ("House door", 30)
    assert (lock["deviceRevision"], lock["targetDeviceRevision"]) == (1, 2)
    sim.control.time(advance=10)
    lock = (await api.get(path("front_door"))).result
    assert lock["deviceRevision"] == 2
    await api.post(path("front_door", "/operation/unlock"))
    sim.control.time(advance=31)
    assert sim.home.lock("front_door").bolt is Bolt.LOCKED


async def test_settings_wait_for_the_lock(
    sim: Simulation, api: Api, tedee: TedeeControl, path: Path
) -> None:
    """A lock out of reach applies them when it is back."""
    sim.control.lock_online("front_door", online=False)
    lock_id = number(tedee, "front_door")
    await change(api, lock_id, deviceSettings={"isAsync": True})
    assert (await api.get(path("front_door"))).result["deviceRevision"] == 1
    sim.control.lock_online("front_door", online=True)
    assert (await api.get(path("front_door"))).result["deviceRevision"] == 2


async def test_pull_spring_off_erases_its_calibration(
    sim: Simulation, api: Api, tedee: TedeeControl
) -> None:
    """Switching it back on does not bring the calibration back."""
    lock_id = number(tedee, "front_door")
    for revision, on in ((1, False), (2, True)):
        settings = {"pullSpringEnabled": on}
        await change(api, lock_id, revision, deviceSettings=settings)
    assert not sim.home.lock("front_door").calibration.pull_spring


async def test_name_zone_and_user_settings(
    api: Api, tedee: TedeeControl, path: Path
) -> None:
    """These need no device."""
    lock_id = number(tedee, "front_door")
    await change(
        api,
        lock_id,
        timeZone="America/New_York",
        userSettings={"favorite": True},
        deviceSettings=None,
    )
    lock = (await api.get(path("front_door", "?IncludeUserSettings=true"))).result
    assert lock["timeZone"] == "America/New_York"
    assert lock["userSettings"]["favorite"] is True
    assert lock["targetDeviceRevision"] == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"revision": 7}, 409),
        ({"id": 1}, 404),
        ({"timeZone": "Mars/Olympus"}, 400),
        ({"deviceSettings": {"colour": 1}}, 400),
        ({"deviceSettings": {"autoLockEnabled": 1}}, 400),
        ({"deviceSettings": {"openDoorAlertThreshold": 5}}, 400),
        ({"userSettings": {"colour": 1}}, 400),
        ({"name": None}, 400),
        ({"revision": "1"}, 400),
    ],
)
async def test_lock_changes_are_checked(
    api: Api, tedee: TedeeControl, changes: dict[str, object], status: int
) -> None:
    """A stale revision, an unknown lock, wrong values."""
    body = {"id": number(tedee, "front_door"), "revision": 1, **changes}
    assert (await api.patch("/my/lock", body)).status == status


async def test_guests_change_only_their_own_settings(
    api: Api, tedee: TedeeControl
) -> None:
    """Names and device settings are for owner and administrators."""
    tedee.role("front_door", "guest")
    lock_id = number(tedee, "front_door")
    assert (await change(api, lock_id, name="Mine"))[0] == 403
    assert (await change(api, lock_id, userSettings={"favorite": True}))[0] == 200
    assert (await change(api, lock_id, 2, deviceSettings={"isAsync": True}))[0] == 403


async def test_open_door_alert(sim: Simulation, api: Api, tedee: TedeeControl) -> None:
    """The threshold decides when an open door is reported."""
    settings = {"openDoorAlertEnabled": True, "openDoorAlertThreshold": 60}
    await change(api, number(tedee, "front_door"), deviceSettings=settings)
    sim.control.door("front_door", "open")
    sim.control.time(advance=61)
    assert list(sim.home.log)[-1].act == "door_left_open"
