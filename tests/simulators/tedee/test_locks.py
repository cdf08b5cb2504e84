"""Reading locks: shapes, filters, sync, and what is odd on request."""

import re

import pytest

from simulators import Simulation
from simulators.bolt import Bolt
from simulators.door import DoorSensorState
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path


async def test_lock_has_every_field(api: Api, path: Path) -> None:
    """The object of version 37, with its extras only on demand."""
    lock = (await api.get(path("front_door"))).result
    assert set(lock) == {
        *("id", "userIdentity", "organizationId", "serialNumber", "name", "type"),
        *("created", "revision", "accessLevel", "accessDetails", "timeZone"),
        *("connectedToId", "isConnected", "deviceState", "deviceSettings"),
        *("softwareVersions", "deviceRevision", "targetDeviceRevision"),
        *("beaconMajor", "beaconMinor"),
    }
    assert lock["deviceState"] == {
        "state": 6,
        "isCharging": False,
        "batteryLevel": 100,
        "stateChangeResult": 0,
        "lastStateChangedDate": lock["deviceState"]["lastStateChangedDate"],
        "doorState": 3,
    }
    assert (lock["type"], lock["accessLevel"], lock["timeZone"]) == (
        2,
        2,
        "Europe/Amsterdam",
    )
    extra = await api.get(
        path("front_door", "?IncludeUserSettings=true&IncludeAccessories=true")
    )
    assert [row["deviceType"] for row in extra.result["accessories"]] == [10, 8]
    assert "location" in extra.result["userSettings"]


async def test_lock_without_bridge(api: Api, path: Path) -> None:
    """Without a bridge nothing is known: three nulls."""
    lock = (await api.get(path("garage"))).result
    assert lock["connectedToId"] is None
    assert lock["isConnected"] is None
    assert lock["deviceState"] is None


async def test_disconnected_lock(sim: Simulation, api: Api, path: Path) -> None:
    """A disconnected lock has a bridge but no state."""
    sim.control.lock_online("front_door", online=False)
    lock = (await api.get(path("front_door"))).result
    assert lock["connectedToId"] is not None
    assert lock["isConnected"] is False
    assert lock["deviceState"] is None
    sync = (await api.get(path("front_door", "/sync"))).result
    assert set(sync) == {"id", "isConnected", "deviceState", "revision"}
    assert sync["isConnected"] is False


async def test_sync_selects_by_repeated_id(api: Api) -> None:
    """Without ids all locks come; unknown ids are passed over."""
    rows = (await api.get("/my/lock/sync")).result
    assert len(rows) == 3
    ids = [row["id"] for row in rows]
    chosen = (await api.get(f"/my/lock/sync?id={ids[0]}&id={ids[2]}&id=1")).result
    assert [row["id"] for row in chosen] == [ids[0], ids[2]]
    assert (await api.get("/my/lock/sync?id=x")).status == 400
    assert (await api.get("/my/lock/1/sync")).status == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Filters.Text=back", ["Back door"]),
        ("Filters.State=6", ["Front door", "Back door"]),
        ("Filters.State=2", []),
        ("Filters.AccessLevel=1", []),
        ("Filters.BatteryLevel=50", ["Back door"]),
        ("Filters.OrganizationIds=7", []),
        ("Filters.OrganizationIds=null", ["Front door", "Back door", "Garage"]),
        ("Filters.UpdateAvailable=true", ["Garage"]),
        ("ItemsPerPage=2", ["Front door", "Back door"]),
        ("ItemsPerPage=2&Page=2", ["Garage"]),
    ],
)
async def test_filters(
    sim: Simulation, api: Api, tedee: TedeeControl, query: str, names: list[str]
) -> None:
    """Each filter of the list."""
    sim.control.battery("back_door", 20)
    tedee.update_available("garage")
    rows = (await api.get(f"/my/lock?{query}")).result
    assert [row["name"] for row in rows] == names


async def test_flags_are_true_or_false(api: Api) -> None:
    """Any other word is refused."""
    assert (await api.get("/my/lock?IncludeAccessories=yes")).status == 400


@pytest.mark.parametrize(
    ("bolt", "state"),
    [
        (Bolt.CALIBRATING, 1),
        (Bolt.UNLOCKED, 2),
        (Bolt.SEMI_LOCKED, 3),
        (Bolt.UNLOCKING, 4),
        (Bolt.LOCKING, 5),
        (Bolt.LOCKED, 6),
        (Bolt.PULLED, 7),
        (Bolt.PULLING, 8),
        (Bolt.UNKNOWN, 9),
        (Bolt.UPDATING, 18),
    ],
)
async def test_state_numbers(
    sim: Simulation, api: Api, path: Path, bolt: Bolt, state: int
) -> None:
    """Each state of the bolt has its number."""
    sim.control.bolt("front_door", bolt.value)
    sync = (await api.get(path("front_door", "/sync"))).result
    assert sync["deviceState"]["state"] == state


async def test_uncalibrated_is_a_state(sim: Simulation, api: Api, path: Path) -> None:
    """Without calibration the state is 0, unless it is being calibrated."""
    sim.control.calibrate("front_door", bolt=False)
    sync = (await api.get(path("front_door", "/sync"))).result
    assert sync["deviceState"]["state"] == 0
    sim.control.bolt("front_door", "calibrating")
    sync = (await api.get(path("front_door", "/sync"))).result
    assert sync["deviceState"]["state"] == 1


@pytest.mark.parametrize(
    ("sensor", "is_open", "number"),
    [
        (DoorSensorState.WORKING, True, 2),
        (DoorSensorState.WORKING, False, 3),
        (DoorSensorState.MISSING, True, 0),
        (DoorSensorState.DISCONNECTED, True, 1),
        (DoorSensorState.UNCALIBRATED, True, 4),
    ],
)
async def test_door_numbers(
    sim: Simulation,
    api: Api,
    path: Path,
    sensor: DoorSensorState,
    number: int,
    *,
    is_open: bool,
) -> None:
    """Each state of the door has its number."""
    door = sim.home.lock("front_door").door
    door.sensor.state = sensor
    if is_open:
        door.open()
    sync = (await api.get(path("front_door", "/sync"))).result
    assert sync["deviceState"]["doorState"] == number


async def test_oddities(api: Api, tedee: TedeeControl, path: Path) -> None:
    """Unknown numbers and nulls, one lock at a time."""
    tedee.oddities("front_door", state=255, door_state=9, type=77, null_result=True)
    lock = (await api.get(path("front_door"))).result
    assert lock["type"] == 77
    assert lock["deviceState"]["state"] == 255
    assert lock["deviceState"]["doorState"] == 9
    assert lock["deviceState"]["stateChangeResult"] is None
    tedee.oddities("front_door", null_device_state=True, null_connected=True)
    lock = (await api.get(path("front_door"))).result
    assert (lock["deviceState"], lock["isConnected"]) == (None, None)
    tedee.oddities("front_door")
    assert (await api.get(path("front_door"))).result["type"] == 2


@pytest.mark.parametrize(
    ("digits", "suffix", "pattern"),
    [
        (None, None, r"\.\d{7}$"),
        (0, True, r":\d\dZ$"),
        (2, False, r"\.\d{2}$"),
        (3, True, r"\.\d{3}Z$"),
        (7, False, r"\.\d{7}$"),
    ],
)
async def test_dialects_of_time(
    api: Api,
    tedee: TedeeControl,
    path: Path,
    digits: int | None,
    pattern: str,
    *,
    suffix: bool | None,
) -> None:
    """Fractions and suffix as one likes."""
    tedee.switch(fraction_digits=digits, utc_suffix=suffix)
    lock = (await api.get(path("front_door"))).result
    assert re.search(pattern, lock["deviceState"]["lastStateChangedDate"])
    assert re.search(pattern, lock["created"])


async def test_guest(api: Api, tedee: TedeeControl, path: Path) -> None:
    """A guest sees the restrictions; a stranger sees nothing."""
    tedee.role("front_door", "guest", remote_disabled=True)
    lock = (await api.get(path("front_door"))).result
    assert lock["accessLevel"] == 0
    assert lock["accessDetails"]["remoteAccessDisabled"] is True
    tedee.role("front_door", "nobody")
    assert (await api.get(path("front_door"))).status == 404
    tedee.switch(unknown_device_status=403)
    assert (await api.get(path("front_door"))).status == 403
    assert len((await api.get("/my/lock")).result) == 2
    tedee.role("front_door", "owner")
    assert (await api.get(path("front_door"))).result["accessDetails"] is None


async def test_adding_a_lock_again(api: Api, tedee: TedeeControl, path: Path) -> None:
    """The id is new, the serial number is not."""
    before = (await api.get(path("front_door"))).result
    new_id = tedee.replace_device("front_door")
    assert new_id != before["id"]
    after = (await api.get(f"/my/lock/{new_id}")).result
    assert after["serialNumber"] == before["serialNumber"]
    assert (await api.get(f"/my/lock/{before['id']}")).status == 404
