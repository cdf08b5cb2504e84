"""Data points that are sent to a device, and what they do.

Source: Tuya developer documentation, standard instruction set of door locks.
"""

from datetime import timedelta

from simulators.bolt import Bolt
from simulators.doorlog import Cause, Method

from .devices import Device, TuyaLock
from .numbers import Number
from .refusals import RefusalError
from .shapes import point_of
from .state import TuyaState


def command(state: TuyaState, device: Device, code: object, value: object) -> bool:
    """Send one data point; False where the device would not do it."""
    point = point_of(device, code)
    if not point.takes(value):
        raise RefusalError(Number.VALUE)
    lock = state.locks.get(device.id)
    if lock is None:
        device.values[point.code] = value
        return True
    if not lock.awake(state.now):
        raise RefusalError(Number.OFFLINE)
    return _obey(state, lock, point.code, value)


def open_door(state: TuyaState, lock: TuyaLock) -> None:
    """Open a door from afar, in the name of the account."""
    cause = Cause(method=Method.CLOUD, person_id=state.owner.id)
    if lock.hardware.bolt is Bolt.UNLOCKED:
        lock.hardware.pull(cause)
    else:
        lock.hardware.unlock(cause)


def close_door(state: TuyaState, lock: TuyaLock) -> None:
    """Lock a door from afar."""
    lock.hardware.lock(Cause(method=Method.CLOUD, person_id=state.owner.id))


def answer_ring(state: TuyaState, lock: TuyaLock, *, yes: bool) -> bool:
    """Let in whoever rang, or not; False when nobody waits."""
    if not lock.ringing(state.now):
        return False
    state.recorder.end_ring(lock)
    if yes:
        open_door(state, lock)
    state.recorder.look(lock, state.now)
    return True


def _obey(state: TuyaState, lock: TuyaLock, code: str, value: object) -> bool:
    """Do what a data point says."""
    if code == "reply_unlock_request":
        return answer_ring(state, lock, yes=value is True)
    if code == "manual_lock":
        close_door(state, lock)
        return True
    if code in {"automatic_lock", "auto_lock_time"}:
        lock.device.values[code] = value
        _set_auto_lock(lock)
    state.recorder.tell(lock, code, value)
    return True


def _set_auto_lock(lock: TuyaLock) -> None:
    """Let the lock close by itself as its two data points say."""
    points = {point.code: point.value for point in lock.device.points}
    values = {**points, **lock.device.values}
    seconds = int(str(values["auto_lock_time"]))
    after = timedelta(seconds=seconds) if values["automatic_lock"] else None
    lock.hardware.settings.auto_lock = after
    lock.hardware.rearm()
