"""Changing names and settings.

Sources: Tedee API documentation, "Update lock settings" and endpoints/doorsensor; for
keypads and bridges, public clients. A stale `revision` is refused with 409.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import available_timezones

from simulators.tedee import body
from simulators.tedee.body import Field, Kind, required
from simulators.tedee.devices import Device, TedeeLock
from simulators.tedee.numbers import AccessLevel
from simulators.tedee.people import Access, Scope
from simulators.tedee.routing import (
    Answer,
    Call,
    Json,
    RefusalError,
    Routes,
    require_level,
)
from simulators.tedee.settings import ALERT_SECONDS, DEFAULTS, USER_DEFAULTS

routes = Routes()

_NAME: Final = Field(Kind.TEXT, nullable=False)
_LOCK_FIELDS: Final = {
    "id": required(Kind.NUMBER),
    "revision": required(Kind.NUMBER),
    "name": _NAME,
    "timeZone": _NAME,
    "deviceSettings": Field(Kind.OBJECT),
    "userSettings": Field(Kind.OBJECT),
}
_KEYPAD_SETTINGS: Final = {
    "lockByButtonEnabled": Field(Kind.FLAG, nullable=False),
    "bellButtonEnabled": Field(Kind.FLAG),
    "soundLevel": Field(Kind.NUMBER, nullable=False),
    "backlightLevel": Field(Kind.NUMBER, nullable=False),
    "batteryType": Field(Kind.NUMBER, nullable=False),
}
_KEYPAD_RANGES: Final = {
    "soundLevel": range(3),
    "backlightLevel": range(4),
    "batteryType": range(2),
}
_LOCK_SETTINGS: Final = {
    name: Field(Kind.FLAG if isinstance(value, bool) else Kind.NUMBER, nullable=False)
    for name, value in DEFAULTS.items()
}


@routes.add("PATCH", "/my/lock", Scope.DEVICE_WRITE)
async def change_lock(call: Call) -> Answer:
    """Change what is sent of a lock's name, zone and settings."""
    body.check(call.body, _LOCK_FIELDS)
    lock, access = call.lock(body.number(call.body, "id"))
    _require_lock_change(call.body, access)
    _require_current(lock, call.body)
    changes = _lock_settings(call.body)
    _rename(call.body, lock)
    lock.user_settings |= body.mapping(call.body, "userSettings")
    lock.revision += 1
    if changes:
        _change_device(call, lock, changes)
    return Answer(
        result={
            "id": lock.id,
            "revision": lock.revision,
            "targetDeviceRevision": lock.target_device_revision,
        }
    )


@routes.add("PATCH", "/my/keypad/{keypad}", Scope.DEVICE_WRITE)
async def change_keypad(call: Call) -> Answer:
    """Change what is sent of a keypad's settings."""
    fields = {"revision": required(Kind.NUMBER), "deviceSettings": Field(Kind.OBJECT)}
    body.check(call.body, fields)
    settings = body.mapping(call.body, "deviceSettings")
    body.check(settings, _KEYPAD_SETTINGS)
    _require_ranges(settings, _KEYPAD_RANGES)
    for lock, access in call.state.visible_locks(call.user):
        keypad = lock.paired_keypad
        if keypad is not None and keypad.id == int(call.path["keypad"]):
            require_level(access, AccessLevel.ADMIN)
            _require_current(keypad, call.body)
            keypad.settings |= _plain(settings)
            keypad.revision += 1
            return Answer(result={"id": keypad.id, "revision": keypad.revision})
    raise call.unknown()


@routes.add("PATCH", "/my/doorsensor/{sensor}", Scope.DEVICE_WRITE)
async def change_sensor(call: Call) -> Answer:
    """Rename a door sensor."""
    body.check(call.body, {"revision": required(Kind.NUMBER), "name": _NAME})
    for lock, access in call.state.visible_locks(call.user):
        sensor = lock.paired_sensor
        if sensor is not None and sensor.id == int(call.path["sensor"]):
            require_level(access, AccessLevel.ADMIN)
            _require_current(sensor, call.body)
            sensor.name = str(call.body.get("name", sensor.name))
            sensor.revision += 1
            return Answer(result={"id": sensor.id, "revision": sensor.revision})
    raise call.unknown()


@routes.add("PATCH", "/my/bridge", Scope.DEVICE_WRITE)
async def change_bridge(call: Call) -> Answer:
    """Switch a bridge's local API on or off."""
    fields = {"id": required(Kind.NUMBER), "localApiEnabled": required(Kind.FLAG)}
    body.check(call.body, fields)
    bridge = call.state.bridges.get(body.number(call.body, "id"))
    if bridge is None or bridge.owner is not call.user:
        raise call.unknown()
    bridge.local_api = bool(call.body["localApiEnabled"])
    bridge.revision += 1
    return Answer(result={"id": bridge.id, "revision": bridge.revision})


def _require_lock_change(sent: Mapping[str, object], access: Access) -> None:
    """Refuse guests, who may only change their own user settings."""
    if {"name", "timeZone", "deviceSettings"} & set(sent):
        require_level(access, AccessLevel.ADMIN)


def _require_current(device: Device, sent: Mapping[str, object]) -> None:
    """Refuse a change that is based on an older revision."""
    if sent["revision"] != device.revision:
        raise RefusalError(409, "The revision is not current")


def _lock_settings(sent: Mapping[str, object]) -> Json:
    """Return the checked device settings of a body."""
    settings = body.mapping(sent, "deviceSettings")
    body.check(settings, _LOCK_SETTINGS)
    _require_ranges(settings, {"openDoorAlertThreshold": ALERT_SECONDS})
    unknown = set(body.mapping(sent, "userSettings")) - set(USER_DEFAULTS)
    if unknown or sent.get("timeZone", "UTC") not in available_timezones():
        raise RefusalError(400, "Unknown user setting or time zone")
    return settings


def _require_ranges(sent: Mapping[str, object], ranges: Mapping[str, range]) -> None:
    """Refuse numbers out of range."""
    for name, allowed in ranges.items():
        if name in sent and sent[name] not in allowed:
            raise RefusalError(400, f"{name} is out of range")


def _rename(sent: Mapping[str, object], lock: TedeeLock) -> None:
    """Set name and zone where they were sent."""
    lock.lock.name = str(sent.get("name", lock.lock.name))
    lock.lock.zone = str(sent.get("timeZone", lock.lock.zone))


def _change_device(call: Call, lock: TedeeLock, changes: Json) -> None:
    """Note the new device settings and send them to the lock."""
    lock.settings |= {
        name: value for name, value in changes.items() if isinstance(value, int)
    }
    now = call.state.home.clock.now()
    lock.send_settings(now + timedelta(seconds=call.state.switches.settings_lag))
    lock.catch_up(now)


def _plain(settings: Mapping[str, object]) -> dict[str, bool | int | None]:
    """Return checked keypad settings with the types they have been checked for."""
    return {
        name: value
        for name, value in settings.items()
        if value is None or isinstance(value, int)
    }
