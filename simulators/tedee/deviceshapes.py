"""Bridges, keypads, door sensors, roles and keys as the Tedee cloud shows them.

Sources: Tedee API documentation, endpoints/doorsensor, deviceaccess and
personalaccesskey, data structure of a bridge; keypads as public clients of v37 read
them.
"""

from . import stamps
from .devices import TedeeBridge, TedeeDoorSensor, TedeeKeypad, TedeeLock
from .lockshapes import device_shape, software
from .numbers import AccessLevel
from .people import Access, PersonalKey, User
from .routing import Json
from .scheduleshapes import schedule_shape
from .state import TedeeState
from .switches import Switches

USER, GROUP = 0, 1


def bridge_shape(bridge: TedeeBridge, access: Access, state: TedeeState) -> Json:
    """Return a bridge."""
    name = bridge.gateway.name
    return device_shape(bridge, name, access, state.switches) | {
        "wasConfigured": True,
        "isUpdating": False,
        "isConnected": bridge.gateway.link.online,
        "timeZone": state.home.zone,
        "softwareVersions": software(bridge.type),
        "localApiEnabled": bridge.local_api,
    }


def keypad_shape(
    keypad: TedeeKeypad, lock: TedeeLock, access: Access, state: TedeeState
) -> Json:
    """Return a keypad; whether it is connected is not known."""
    name = keypad.keypad.name
    return device_shape(keypad, name, access, state.switches) | {
        "connectedToLockId": lock.id,
        "isConnected": None,
        "deviceState": _battery(keypad.keypad.battery, state),
        "deviceSettings": dict(keypad.settings),
        "softwareVersions": software(keypad.type),
    }


def sensor_shape(
    sensor: TedeeDoorSensor, lock: TedeeLock, access: Access, state: TedeeState
) -> Json:
    """Return a door sensor, which knows only its battery."""
    return device_shape(sensor, sensor.name, access, state.switches) | {
        "connectedToLockId": lock.id,
        "isConnected": None,
        "deviceState": _battery(lock.lock.door.sensor.battery, state),
        "softwareVersions": software(sensor.type),
    }


def access_shape(access: Access, switches: Switches) -> Json:
    """Return one role at a device."""
    known = switches.pending_principal or not access.pending
    tells = switches.user_emails or access.pending
    return {
        "id": access.id,
        "deviceId": access.device_id,
        "accessLevel": int(access.level),
        "principalId": access.principal_id if known else None,
        "principalName": access.principal_name if known else None,
        "principalType": principal_type(access),
        "userEmail": access.email if tells else None,
        "isPending": access.pending,
        "organizationUserId": None,
        "remoteAccessDisabled": access.remote_disabled,
    } | schedule_shape(access.schedule, switches)


def principal_type(access: Access) -> int:
    """Return the number that tells a user from a group."""
    return GROUP if access.group else USER


def key_shape(key: PersonalKey, switches: Switches) -> Json:
    """Return a personal access key without its secret part."""
    return {
        "id": key.id,
        "name": key.name,
        "validTo": stamps.stamp(key.valid_to, stamps.SAMPLED, switches),
        "scopes": sorted(key.scopes),
        "prefix": key.prefix,
    }


def owned(user: User, device_id: int) -> Access:
    """Return the role of an owner at a device that is not shared."""
    return Access(
        id="",
        device_id=device_id,
        level=AccessLevel.OWNER,
        principal_id=user.identity,
        principal_name=user.person.name,
    )


def _battery(level: int, state: TedeeState) -> Json:
    """Return the state of a device that has only a battery."""
    now = state.home.clock.now().replace(minute=0, second=0, microsecond=0)
    modified = stamps.stamp(now, stamps.RECORDED, state.switches)
    return {"batteryLevel": level, "batteryLevelModifiedTime": modified}
