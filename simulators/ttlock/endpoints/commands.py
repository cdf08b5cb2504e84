"""Lock, unlock, and what is asked of the lock itself.

Sources: TTLock open platform documentation and Sifely Open API documentation, "Unlock
and Lock a lock via gateway", "Get Lock open state"; battery and door sensor are only
TTLock's. All but the last go to the lock: they cost seconds and battery and fail alike.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from simulators.bolt import Bolt, Movement
from simulators.door import DoorSensorState
from simulators.doorlog import Cause, Method
from simulators.lock import Lock
from simulators.ttlock.accounts import made_up
from simulators.ttlock.devices import TtlockLock, mac_of
from simulators.ttlock.features import Feature
from simulators.ttlock.numbers import Number
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes, Where
from simulators.ttlock.stamps import to_ms

routes = Routes()

_LOCKED, _UNLOCKED, _UNKNOWN = 0, 1, 2
# A motor that is still moving has not reported anything new.
_STATES: Final = {
    Bolt.LOCKED: _LOCKED,
    Bolt.UNLOCKING: _LOCKED,
    Bolt.UNLOCKED: _UNLOCKED,
    Bolt.LOCKING: _UNLOCKED,
    Bolt.PULLED: _UNLOCKED,
    Bolt.PULLING: _UNLOCKED,
}


@routes.write("lock/unlock", also_get=True)
async def unlock(call: Call) -> Answer:
    """Unlock, if that is allowed from afar at this lock."""
    lock = call.operated()
    if not lock.remote_unlock:
        raise RefusalError(Number.UNSUPPORTED)
    return await _move(call, lock, Feature.GATEWAY_UNLOCK, Lock.unlock)


@routes.write("lock/lock", also_get=True)
async def lock(call: Call) -> Answer:
    """Lock, if the lock can do so by command."""
    return await _move(call, call.operated(), Feature.LOCK_COMMAND, Lock.lock)


@routes.read("GET", "lock/queryOpenState")
async def open_state(call: Call) -> Answer:
    """Ask the lock whether it is open."""
    lock, _ = call.lock()
    if call.sifely and _settles(call, lock):
        raise RefusalError(400, status=400, message="The lock is not ready")
    async with call.state.radio.exchange(lock, call.state.now):
        hardware = lock.hardware
        shape: Json = {"state": _STATES.get(hardware.bolt, _UNKNOWN)}
        if call.switches.short_state:
            return Answer(shape)
        shape |= {
            "electricQuantity": hardware.power.level,
            "lockTime": to_ms(call.state.now),
        }
        if hardware.door.sensor.state is DoorSensorState.WORKING:
            shape["sensorState"] = int(not hardware.door.is_open)
        return Answer(shape)


@routes.read("GET", "lock/queryElectricQuantity", Where.EXTRA)
async def battery(call: Call) -> Answer:
    """Ask the lock for its battery."""
    lock, _ = call.lock()
    async with call.state.radio.exchange(lock, call.state.now):
        lock.known_battery = lock.hardware.power.level
        return Answer({"electricQuantity": lock.known_battery})


@routes.read("GET", "doorSensor/query", Where.EXTRA)
async def door_sensor(call: Call) -> Answer:
    """Return the door sensor of a lock; what is said where there is none is open."""
    lock = call.managed()
    sensor = lock.hardware.door.sensor
    if not lock.has(Feature.DOOR_SENSOR):
        raise RefusalError(Number.UNSUPPORTED)
    if sensor.state is DoorSensorState.MISSING:
        raise RefusalError(Number.FAILED)
    number = made_up("sensor", lock.id, length=12)
    return Answer(
        {
            "doorSensorId": lock.id + 1_000_000,
            "name": f"{lock.hardware.name} sensor",
            "electricQuantity": sensor.battery,
            "version": "1.0.0",
            "mac": mac_of("sensor", lock.id),
            "number": number,
        }
    )


def _settles(call: Call, lock: TtlockLock) -> bool:
    """Tell whether the last command is too short a time ago."""
    pause = timedelta(seconds=call.switches.settling_seconds)
    return lock.moved_at is not None and call.state.now < lock.moved_at + pause


async def _move(
    call: Call,
    lock: TtlockLock,
    feature: Feature,
    act: Callable[[Lock, Cause], Movement],
) -> Answer:
    """Let the motor move; a bolt that got stuck may be told as such."""
    async with call.state.radio.exchange(lock, call.state.now, feature):
        cause = Cause(method=Method.CLOUD, person_id=call.user.person.id)
        movement = act(lock.hardware, cause)
        lock.moved_at = call.state.now
        if movement.jammed and call.switches.jam_answer == "failed":
            raise RefusalError(Number.FAILED)
        return Answer()
