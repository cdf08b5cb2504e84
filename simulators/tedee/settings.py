"""Settings of a lock as Tedee names them, and what they do to the hardware.

Source: Tedee API documentation, "Update lock settings" and the structure of device
settings.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from simulators.door import Door
from simulators.lock import Lock

type DeviceSettings = dict[str, bool | int]

DEFAULTS: Final[Mapping[str, bool | int]] = {
    "autoLockEnabled": False,
    "autoLockDelay": 270,
    "autoLockImplicitEnabled": False,
    "autoLockImplicitDelay": 5,
    "pullSpringEnabled": False,
    "pullSpringDuration": 3,
    "autoPullSpringEnabled": False,
    "postponedLockEnabled": False,
    "postponedLockDelay": 5,
    "buttonLockEnabled": True,
    "buttonUnlockEnabled": True,
    "isAsync": False,
    "openDoorAlertEnabled": False,
    "openDoorAlertThreshold": 300,
    "autoLockAfterDoorClosedEnabled": False,
    "doorStateEventLoggingEnabled": False,
}
USER_DEFAULTS: Final[Mapping[str, object]] = {
    "autoUnlockEnabled": False,
    "bellAlertDisabled": False,
    "favorite": False,
    "location": {"latitude": 52.3676, "longitude": 4.9041},
    "wiFiName": None,
}
ALERT_SECONDS: Final = range(60, 3601)


def apply_settings(settings: DeviceSettings, lock: Lock) -> None:
    """Let the hardware behave as the settings say."""
    hardware = lock.settings
    hardware.auto_lock = _delay(settings, "autoLock")
    hardware.auto_lock_semi_locked = _delay(settings, "autoLockImplicit")
    hardware.locks_after_door_closed = bool(settings["autoLockAfterDoorClosedEnabled"])
    hardware.logs_door = bool(settings["doorStateEventLoggingEnabled"])
    hardware.pull_spring = bool(settings["pullSpringEnabled"])
    hardware.auto_pull = bool(settings["autoPullSpringEnabled"])
    if not hardware.pull_spring:
        # Documented: switching the pull spring off erases its calibration.
        lock.calibration.pull_spring = False
    _apply_alert(settings, lock.door)


def _delay(settings: DeviceSettings, name: str) -> timedelta | None:
    """Return the delay of something that can be switched off."""
    if not settings[f"{name}Enabled"]:
        return None
    return timedelta(seconds=settings[f"{name}Delay"])


def _apply_alert(settings: DeviceSettings, door: Door) -> None:
    """Set when an open door is reported."""
    seconds = settings["openDoorAlertThreshold"]
    enabled = settings["openDoorAlertEnabled"]
    door.alert_after = timedelta(seconds=seconds) if enabled else None
