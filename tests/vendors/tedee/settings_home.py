"""A lock and its keypad with settings, and changing one of them."""

from collections.abc import Mapping
from typing import Any

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.lock import Lock
from custom_components.cloud_locks.model.parts import Settings
from custom_components.cloud_locks.model.settings import (
    Setting,
    SettingKey,
    SettingValue,
)
from custom_components.cloud_locks.vendors.tedee.cloud import TedeeCloud
from custom_components.cloud_locks.vendors.tedee.setting_rows import OF_KEYPAD, OF_LOCK
from tests.vendors.raw_server import Reply

from .payloads import LOCK_ID, Json, keypad, lock
from .script import LOCK, Script, said

PATCH = "/my/lock"
KEYPADS = "/my/keypad"
PATCH_KEYPAD = f"{KEYPADS}/9"
REREAD = f"GET {LOCK}?IncludeAccessories=true"

K = SettingKey

SETTINGS: Json = {
    "autoLockEnabled": True,
    "autoLockDelay": 270,
    "autoLockImplicitEnabled": False,
    "autoLockImplicitDelay": 5,
    "pullSpringEnabled": True,
    "pullSpringDuration": 4,
    "autoPullSpringEnabled": False,
    "postponedLockEnabled": False,
    "postponedLockDelay": 5,
    "buttonLockEnabled": True,
    "buttonUnlockEnabled": False,
    "isAsync": False,
    "openDoorAlertEnabled": True,
    "openDoorAlertThreshold": 300,
    "autoLockAfterDoorClosedEnabled": False,
    "doorStateEventLoggingEnabled": False,
}

KEYPAD: Json = {
    "lockByButtonEnabled": True,
    "bellButtonEnabled": False,
    "soundLevel": 1,
    "backlightLevel": 3,
    "batteryType": 0,
}

OF_LATCH = {K.AUTO_LATCH_PULL, K.LATCH_PULL_DURATION}
OF_DOOR = {
    K.AUTO_LOCK_ON_CLOSE,
    K.DOOR_LEFT_OPEN_ALARM,
    K.DOOR_LEFT_OPEN_DELAY,
    K.DOOR_EVENTS,
}
ON_LOCK = {row.key for row in OF_LOCK}
ON_KEYPAD = {row.key for row in OF_KEYPAD}


def a_lock(revision: int = 4, taken: int = 4, **changes: Any) -> Json:
    """Return a lock at a revision, of which the device itself has one or another."""
    fields: Json = {
        "deviceSettings": SETTINGS,
        "revision": revision,
        "deviceRevision": taken,
        "targetDeviceRevision": revision,
    }
    return lock(**fields | changes)


def a_keypad(revision: int = 2, **changes: Any) -> Json:
    """Return a keypad at a revision."""
    return keypad(**{"deviceSettings": KEYPAD, "revision": revision} | changes)


async def home(script: Script, *locks: Json, **changes: Any) -> tuple[TedeeCloud, Lock]:
    """Return a client of an account with a lock and its keypad, and the lock."""
    script.home(*(locks or [a_lock()]), **{"keypads": [a_keypad()]} | changes)
    return await script.connected()


def settings_of(found: Lock) -> Mapping[SettingKey, Setting]:
    """Return the settings of a lock by their keys."""
    return {setting.key: setting for setting in found.settings}


def part_of(cloud: LockCloud) -> Settings:
    """Return the part of a cloud that changes settings."""
    assert cloud.parts.settings is not None
    return cloud.parts.settings


def revisions(script: Script) -> list[object]:
    """Return the revisions that changes have named."""
    return [body["revision"] for body in script.bodies if isinstance(body, dict)]


async def change(
    script: Script,
    *replies: Reply,
    key: SettingKey = K.AUTO_LOCK,
    value: SettingValue = False,
    after: Json | None = None,
) -> Outcome:
    """Change a setting of the lock at a cloud that answers as given."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH, *(replies or [said({"id": LOCK_ID, "revision": 5})]))
    script.on("GET", LOCK, said(after or a_lock(5, 5)))
    return await part_of(cloud).set(found.id, key, value)
