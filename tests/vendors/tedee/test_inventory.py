"""Locks and bridges as their details describe them."""

from datetime import UTC, datetime

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    DoorState,
    Firmware,
    Gateway,
    Lock,
    Reachability,
)

from .payloads import (
    BRIDGE_SERIAL,
    SERIAL,
    Json,
    device_state,
    keypad,
    lock,
)
from .script import Script


async def only_lock(script: Script, **changes: object) -> Lock:
    """Return the lock of an account that has one like this."""
    script.home(lock(**changes))
    return (await script.connected())[1]


async def test_a_lock_with_everything(script: Script) -> None:
    """All of it comes in one call, which asks for nobody's settings."""
    cloud = script.connect()
    inventory = await cloud.inventory()

    assert script.asked == ["GET /my/device/details?IncludeAccessories=true"]
    found = inventory.locks[SERIAL]
    assert (found.id, found.serial, found.vendor_id) == (SERIAL, SERIAL, "20424")
    assert (found.name, found.brand, found.model) == ("Front door", "tedee", "Lock PRO")
    assert found.firmware == Firmware(version="2.4.86120", update_available=True)
    assert found.time_zone == "Europe/Amsterdam"
    assert (found.bolt, found.door) == (BoltState.LOCKED, DoorState.CLOSED)
    assert found.bolt_changed_at == datetime(2026, 11, 21, 8, 0, 0, 500_000, UTC)
    assert found.battery == Battery(percent=87, charging=False)
    assert found.keypad_battery == Battery(percent=55)
    assert found.reachability is Reachability.ONLINE
    assert found.last_contact == script.now
    assert found.gateway_id == BRIDGE_SERIAL
    assert found.code_rules is not None
    assert found.code_rules.lengths == {5, 6, 7, 8}
    assert found.lanes.operate != found.lanes.write
    assert inventory.gateways == (
        Gateway(
            id=BRIDGE_SERIAL,
            name="Hall",
            model="Bridge",
            serial=BRIDGE_SERIAL,
            firmware=Firmware(version="2.2.1", update_available=False),
            online=True,
        ),
    )


C = Capability
BY_ROLE = {C.CODES, C.PEOPLE, C.RENAME, C.SETTINGS}
ALL = {C.OPEN, C.DOOR_SENSOR, C.CHARGING, C.KEYPAD, *BY_ROLE}


@pytest.mark.parametrize(
    ("changes", "capabilities"),
    [
        ({}, ALL),
        ({"pullSpringEnabled": False}, ALL - {C.OPEN, C.SETTINGS}),
        ({"deviceSettings": None}, ALL - {C.OPEN, C.SETTINGS}),
        ({"type": 4}, ALL - {C.CHARGING}),
        ({"accessLevel": 1}, ALL),
        ({"accessLevel": 0}, ALL - BY_ROLE),
        ({"accessLevel": 3}, ALL - BY_ROLE),
        ({"accessLevel": 99}, ALL - BY_ROLE),
        ({"connectedToId": None}, ALL - {C.CODES}),
        ({"accessories": [{"deviceType": 3}]}, ALL),
        (
            {"accessories": [{"deviceType": 10}], "deviceState": None},
            ALL - {C.DOOR_SENSOR},
        ),
        (
            {
                "accessories": [{"deviceType": 10}],
                "deviceState": device_state(doorState=0),
            },
            ALL - {C.DOOR_SENSOR},
        ),
        ({"accessories": [{"deviceType": 8}], "deviceState": None}, ALL),
        ({"accessories": ...}, ALL),
    ],
)
async def test_capabilities(
    script: Script, changes: Json, capabilities: set[Capability]
) -> None:
    """They follow from what belongs to a lock and from what the account may do."""
    found = await only_lock(script, **changes)
    assert found.capabilities == capabilities
    assert (found.code_rules is not None) is (C.CODES in capabilities)


async def test_without_a_keypad_there_are_no_codes(script: Script) -> None:
    """Neither in the list of keypads nor among the accessories."""
    script.home(lock(accessories=[]), keypads=[keypad(connectedToLockId=1)])
    _, found = await script.connected()
    assert not {C.KEYPAD, C.CODES} & found.capabilities
    assert found.keypad_battery is None


@pytest.mark.parametrize(
    ("number", "model"), [(2, "Lock PRO"), (4, "Lock GO"), (99, "Lock"), (None, "Lock")]
)
async def test_models(script: Script, number: int | None, model: str) -> None:
    """A type that we do not know is a lock nevertheless."""
    assert (await only_lock(script, type=number)).model == model


async def test_a_lock_without_a_bridge(script: Script) -> None:
    """Only a phone beside it reaches it, so to a person here it is offline."""
    found = await only_lock(
        script, connectedToId=None, isConnected=None, deviceState=None
    )
    assert found.reachability is Reachability.OFFLINE
    assert (found.bolt, found.door) == (BoltState.UNKNOWN, DoorState.UNKNOWN)
    assert found.battery == Battery()
    assert found.gateway_id is None
    assert found.last_contact is None


async def test_a_shared_lock_behind_a_bridge_of_somebody_else(script: Script) -> None:
    """The bridge is not listed, and the lock takes codes all the same."""
    script.home(lock(accessLevel=1), bridges=[])
    _, found = await script.connected()
    assert found.gateway_id is None
    assert found.can(Capability.CODES)


async def test_optional_fields_may_be_missing(script: Script) -> None:
    """A lock is what has an id and a serial number."""
    script.home({"id": 5, "serialNumber": "1-2"}, bridges=None, keypads=...)
    _, found = await script.connected()
    assert (found.name, found.vendor_id) == ("1-2", "5")
    assert found.firmware == Firmware()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe", "", 5])
async def test_a_zone_that_nobody_knows_is_none(script: Script, zone: object) -> None:
    """It would fail each time that a schedule is read."""
    assert (await only_lock(script, timeZone=zone)).time_zone is None


async def test_a_battery_that_is_not_told_is_kept(script: Script) -> None:
    """Keypads tell it in the month after a change, locks only while in reach."""
    cloud, before = await script.connected()
    silent = keypad(deviceState=None)
    script.home(lock(isConnected=False, deviceState=None), keypads=[silent])
    after = (await cloud.inventory()).locks[SERIAL]
    assert after.battery == before.battery
    assert after.keypad_battery == before.keypad_battery
    assert after.bolt_changed_at == before.bolt_changed_at
    assert after.last_contact == before.last_contact


@pytest.mark.parametrize("level", [None, -1, 101, "full"])
async def test_levels_that_are_none(script: Script, level: object) -> None:
    """A battery is between 0 and 100."""
    found = await only_lock(script, deviceState=device_state(batteryLevel=level))
    assert found.battery.percent is None
