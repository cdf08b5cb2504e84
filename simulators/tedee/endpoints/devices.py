"""Devices other than locks, and all of them at once.

Sources: Tedee API documentation, endpoints/device details and doorsensor; for bridges
and keypads the data structures and public clients.
"""

from typing import Final

from simulators.door import DoorSensorState
from simulators.tedee.deviceshapes import (
    bridge_shape,
    keypad_shape,
    owned,
    sensor_shape,
)
from simulators.tedee.lockshapes import lock_shape
from simulators.tedee.numbers import AccessLevel
from simulators.tedee.people import Scope
from simulators.tedee.routing import (
    Answer,
    Call,
    Json,
    Routes,
    require_level,
)

routes = Routes()

EVERYTHING: Final = 2147483647
"""The page size of lists that are not really paged, as the sample shows it."""


@routes.add("GET", "/my/device", Scope.DEVICE_READ)
async def list_devices(call: Call) -> Answer:
    """List all devices in one array."""
    return Answer(result=[*_bridges(call), *_locks(call), *_keypads(call)])


@routes.add("GET", "/my/device/details", Scope.DEVICE_READ)
async def list_details(call: Call) -> Answer:
    """List all devices by kind."""
    return Answer(
        result={
            "bridges": _bridges(call),
            "locks": _locks(call),
            "keypads": _keypads(call),
            "gates": [],
            "dryContacts": [],
        }
    )


@routes.add("GET", "/my/bridge", Scope.DEVICE_READ)
async def list_bridges(call: Call) -> Answer:
    """List bridges."""
    return Answer(result=_bridges(call))


@routes.add("GET", "/my/keypad", Scope.DEVICE_READ)
async def list_keypads(call: Call) -> Answer:
    """List keypads."""
    return Answer(result=_keypads(call))


@routes.add("GET", "/my/doorsensor", Scope.DEVICE_READ)
async def list_sensors(call: Call) -> Answer:
    """List door sensors, as the one page of a paged list."""
    page = {"page": 1, "itemsPerPage": EVERYTHING, "doorSensors": _sensors(call)}
    return Answer(result=page)


@routes.add("GET", "/my/doorsensor/{sensor}", Scope.DEVICE_READ)
async def show_sensor(call: Call) -> Answer:
    """Return one door sensor."""
    for sensor in _sensors(call):
        if sensor["id"] == int(call.path["sensor"]):
            return Answer(result=sensor)
    raise call.unknown()


@routes.add("DELETE", "/my/doorsensor/{sensor}", Scope.DEVICE_WRITE)
async def delete_sensor(call: Call) -> Answer:
    """Take a door sensor off its lock."""
    for lock, access in call.state.visible_locks(call.user):
        sensor = lock.paired_sensor
        if sensor is not None and sensor.id == int(call.path["sensor"]):
            require_level(access, AccessLevel.ADMIN)
            lock.lock.door.sensor.state = DoorSensorState.MISSING
            lock.revision += 1
            return Answer(status=204)
    raise call.unknown()


def _bridges(call: Call) -> list[Json]:
    """Return the user's own bridges."""
    return [
        bridge_shape(bridge, owned(call.user, bridge.id), call.state)
        for bridge in call.state.bridges.values()
        if bridge.owner is call.user
    ]


def _locks(call: Call) -> list[Json]:
    """Return locks with what the query wants included."""
    return [
        lock_shape(
            call.state,
            lock,
            access,
            user_settings=call.query.flag("IncludeUserSettings"),
            accessories=call.query.flag("IncludeAccessories"),
        )
        for lock, access in call.state.visible_locks(call.user)
    ]


def _keypads(call: Call) -> list[Json]:
    """Return the keypads of the locks that the user may see."""
    return [
        keypad_shape(lock.paired_keypad, lock, access, call.state)
        for lock, access in call.state.visible_locks(call.user)
        if lock.paired_keypad is not None
    ]


def _sensors(call: Call) -> list[Json]:
    """Return the door sensors of the locks that the user may see."""
    return [
        sensor_shape(lock.paired_sensor, lock, access, call.state)
        for lock, access in call.state.visible_locks(call.user)
        if lock.paired_sensor is not None
    ]
