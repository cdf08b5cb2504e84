"""Locks as the Tedee cloud shows them.

Sources: Tedee API documentation, endpoints/lock ("Get and sync locks", samples of a
disconnected lock and of one without a bridge) and the data structures; null in
`stateChangeResult` comes from a public recording.
"""

from simulators.bolt import Bolt
from simulators.door import DoorSensorState

from . import stamps
from .devices import Device, TedeeLock
from .numbers import (
    RESULT_JAMMED,
    RESULT_OK,
    SENSOR_NUMBERS,
    SOFTWARE_DEVICE,
    SOFTWARE_WIFI,
    STATE_NUMBERS,
    UNCALIBRATED,
    AccessLevel,
    DeviceType,
    DoorNumber,
)
from .people import Access
from .routing import Json
from .scheduleshapes import schedule_shape
from .state import TedeeState
from .switches import Switches


def lock_shape(
    state: TedeeState,
    lock: TedeeLock,
    access: Access,
    *,
    user_settings: bool = False,
    accessories: bool = False,
) -> Json:
    """Return a lock of the list or of its own."""
    switches = state.switches
    bridge = state.bridge_of(lock)
    shape = device_shape(lock, lock.lock.name, access, switches) | {
        "type": lock.type if lock.oddities.type is None else lock.oddities.type,
        "timeZone": lock.lock.zone,
        "connectedToId": bridge.id if bridge else None,
        "isConnected": is_connected(lock),
        "deviceState": device_state(lock, switches),
        "deviceSettings": dict(lock.settings),
        "softwareVersions": software(lock.type, update=lock.update_available),
        "deviceRevision": lock.device_revision,
        "targetDeviceRevision": lock.target_device_revision,
        "beaconMajor": None,
        "beaconMinor": None,
    }
    if user_settings:
        shape["userSettings"] = dict(lock.user_settings)
    if accessories:
        shape["accessories"] = [_accessory(row) for row in lock.accessories]
    return shape


def sync_shape(state: TedeeState, lock: TedeeLock) -> Json:
    """Return a lock of the sync endpoints."""
    return {
        "id": lock.id,
        "isConnected": is_connected(lock),
        "deviceState": device_state(lock, state.switches),
        "revision": lock.revision,
    }


def device_shape(device: Device, name: str, access: Access, switches: Switches) -> Json:
    """Return what all devices show."""
    return {
        "id": device.id,
        "userIdentity": device.owner.identity,
        "organizationId": None,
        "serialNumber": device.serial,
        "name": name,
        "type": int(device.type),
        "created": stamps.stamp(device.created, stamps.RECORDED, switches),
        "revision": device.revision,
        "accessLevel": int(access.level),
        "accessDetails": _access_details(access, switches),
    }


def software(kind: DeviceType, *, update: bool = False) -> list[Json]:
    """Return the versions of a device's software; only bridges have Wi-Fi."""
    versions = [(SOFTWARE_DEVICE, "2.4.86120")]
    if kind is DeviceType.BRIDGE:
        versions.append((SOFTWARE_WIFI, "2.2.21081"))
    return [
        {"softwareType": software_type, "version": version, "updateAvailable": update}
        for software_type, version in versions
    ]


def is_connected(lock: TedeeLock) -> bool | None:
    """Tell whether a lock is connected; null without a bridge."""
    if lock.oddities.null_connected or lock.lock.gateway is None:
        return None
    return lock.lock.reachable


def device_state(lock: TedeeLock, switches: Switches) -> Json | None:
    """Return the state of a lock, null when the cloud cannot know it."""
    hardware, oddities = lock.lock, lock.oddities
    if oddities.null_device_state or not hardware.reachable:
        return None
    result = RESULT_JAMMED if hardware.jammed else RESULT_OK
    return {
        "state": _state_number(lock),
        "isCharging": hardware.power.charging,
        "batteryLevel": hardware.power.level,
        "stateChangeResult": None if oddities.null_result else result,
        "lastStateChangedDate": stamps.stamp(
            hardware.changed_at, stamps.RECORDED, switches
        ),
        "doorState": _door_number(lock),
    }


def _state_number(lock: TedeeLock) -> int:
    """Return the number of the bolt's state."""
    if lock.oddities.state is not None:
        return lock.oddities.state
    bolt = lock.lock.bolt
    if not lock.lock.calibration.bolt and bolt is not Bolt.CALIBRATING:
        return UNCALIBRATED
    return STATE_NUMBERS[bolt]


def _door_number(lock: TedeeLock) -> int:
    """Return the number of the door's state."""
    if lock.oddities.door_state is not None:
        return lock.oddities.door_state
    door = lock.lock.door
    if door.sensor.state is DoorSensorState.WORKING:
        return DoorNumber.OPENED if door.is_open else DoorNumber.CLOSED
    return SENSOR_NUMBERS[door.sensor.state]


def _access_details(access: Access, switches: Switches) -> Json | None:
    """Return the restrictions of a role, null for an owner."""
    if access.level is AccessLevel.OWNER:
        return None
    limits = schedule_shape(access.schedule, switches)
    return limits | {"remoteAccessDisabled": access.remote_disabled}


def _accessory(device: Device) -> Json:
    """Return one entry of a lock's accessories."""
    return {"id": device.id, "deviceType": int(device.type)}
