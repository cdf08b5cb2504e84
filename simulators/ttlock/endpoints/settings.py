"""Settings that live on a lock, its name, and freezing it.

Source: TTLock open platform documentation, "Set auto lock time", "Modify lock
settings", "Rename a lock", "Freeze lock". The range of the auto lock time is not
documented: a quarter of an hour is a guess.
"""

from datetime import timedelta
from typing import Final

from simulators.ttlock.devices import TtlockLock
from simulators.ttlock.features import Feature
from simulators.ttlock.numbers import NO, YES, Number, Way
from simulators.ttlock.passagework import apply_auto_lock
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Routes, Where

routes = Routes()

_NEVER: Final = (0, -1)
_SECONDS: Final = range(1, 901)
_SWITCH: Final = range(YES, NO + 1)
_WIFI_POWER_SAVING: Final = 10
_SETTINGS: Final = {
    2: (Feature.PRIVACY_SWITCH, "privacy_lock", _SWITCH),
    3: (Feature.TAMPER_SWITCH, "tamper_alert", _SWITCH),
    4: (Feature.RESET_BUTTON_SWITCH, "reset_button", _SWITCH),
    6: (Feature.SOUND, "lock_sound", _SWITCH),
    7: (Feature.OPEN_DIRECTION, "open_direction", _SWITCH),
    8: (Feature.VOLUME, "sound_volume", range(1, 6)),
    11: (Feature.DOOR_SENSOR, "door_left_open", range(3601)),
}


@routes.write("lock/setAutoLockTime", Where.STARRED)
async def set_auto_lock(call: Call) -> Answer:
    """Set after how many seconds the lock locks by itself; 0 and -1 are never."""
    lock = call.managed()
    seconds = call.params.need_number("seconds")
    if seconds not in _SECONDS and seconds not in _NEVER:
        raise RefusalError(Number.AUTO_LOCK_RANGE)
    way = call.way("type")
    lasting = -1 if seconds in _NEVER else seconds
    if way is Way.BLUETOOTH:
        lock.auto_lock = lasting
        return Answer()
    needed = Feature.AUTO_LOCK
    async with call.state.radio.exchange(lock, call.state.now, needed):
        lock.auto_lock = lasting
        apply_auto_lock(lock, call.state.now)
    return Answer()


@routes.write("lock/updateSetting", Where.STARRED)
async def update_setting(call: Call) -> Answer:
    """Change one setting by its number."""
    lock = call.managed()
    kind, value = call.params.need_number("type"), call.params.need_number("value")
    way = call.way("changeType")
    if kind == _WIFI_POWER_SAVING:
        _set_power_saving(lock, way, value)
        return Answer()
    if kind not in _SETTINGS:
        raise RefusalError(Number.INVALID)
    feature, name, allowed = _SETTINGS[kind]
    if value not in allowed:
        raise RefusalError(Number.INVALID)
    if way is Way.BLUETOOTH:
        setattr(lock.settings, name, value)
        return Answer()
    async with call.state.radio.exchange(lock, call.state.now, feature):
        setattr(lock.settings, name, value)
        _tell_door(lock)
    return Answer()


@routes.write("lock/rename", Where.EXTRA)
async def rename(call: Call) -> Answer:
    """Give a lock another name."""
    lock = call.managed()
    lock.hardware.name = call.params.need_text("lockAlias")
    return Answer()


@routes.write("lock/freeze", Where.EXTRA)
async def freeze(call: Call) -> Answer:
    """Freeze a lock: no command passes any more."""
    lock = call.managed()
    async with call.state.radio.exchange(lock, call.state.now, Feature.FREEZE):
        lock.frozen = True
    return Answer()


@routes.write("lock/unfreeze", Where.EXTRA)
async def unfreeze(call: Call) -> Answer:
    """Let commands pass again."""
    lock = call.managed()
    frozen, lock.frozen = lock.frozen, False
    try:
        async with call.state.radio.exchange(lock, call.state.now, Feature.FREEZE):
            return Answer()
    except RefusalError:
        lock.frozen = frozen
        raise


def _set_power_saving(lock: TtlockLock, way: Way, value: int) -> None:
    """Let a Wi-Fi lock sleep or not, which only a phone by the door can."""
    if way is not Way.BLUETOOTH or not lock.wifi:
        raise RefusalError(Number.UNSUPPORTED)
    if value not in _SWITCH:
        raise RefusalError(Number.INVALID)
    lock.power_saving = value == YES


def _tell_door(lock: TtlockLock) -> None:
    """Let the door be reported when it stays open for too long."""
    seconds = lock.settings.door_left_open
    lock.hardware.door.alert_after = timedelta(seconds=seconds) if seconds else None
