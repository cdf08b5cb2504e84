"""Settings of locks and keypads: what is offered."""

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.settings import (
    SettingKey,
)
from custom_components.cloud_locks.vendors.tedee.setting_rows import OF_KEYPAD, OF_LOCK

from .payloads import Json
from .script import Script
from .settings_home import (
    KEYPAD,
    OF_DOOR,
    OF_LATCH,
    ON_KEYPAD,
    ON_LOCK,
    SETTINGS,
    K,
    a_keypad,
    a_lock,
    home,
    settings_of,
)


async def test_what_is_shown(script: Script) -> None:
    """Values, ranges and words; nothing that could break a lock."""
    _, found = await home(script)
    shown = settings_of(found)
    assert shown.keys() == ON_LOCK | ON_KEYPAD
    assert {key: setting.value for key, setting in shown.items()} == {
        K.AUTO_LOCK: True,
        K.AUTO_LOCK_DELAY: 270,
        K.AUTO_LOCK_ON_CLOSE: False,
        K.AUTO_LATCH_PULL: False,
        K.LATCH_PULL_DURATION: 4,
        K.POSTPONED_LOCK: False,
        K.POSTPONED_LOCK_DELAY: 5,
        K.BUTTON_LOCK: True,
        K.BUTTON_UNLOCK: False,
        K.DOOR_LEFT_OPEN_ALARM: True,
        K.DOOR_LEFT_OPEN_DELAY: 300,
        K.DOOR_EVENTS: False,
        K.KEYPAD_LOCK_BUTTON: True,
        K.KEYPAD_BELL_BUTTON: False,
        K.KEYPAD_VOLUME: "low",
        K.KEYPAD_LIGHT: "high",
    }
    delay = shown[K.DOOR_LEFT_OPEN_DELAY]
    assert (delay.minimum, delay.maximum, delay.options) == (60, 3600, ())
    assert shown[K.KEYPAD_VOLUME].options == ("off", "low", "high")
    assert shown[K.KEYPAD_LIGHT].options == ("off", "low", "medium", "high")
    assert not any(setting.pending for setting in found.settings)


def test_the_calibration_of_the_pull_spring_is_safe() -> None:
    """Switching the spring off would erase it; nor is hotel mode for homes."""
    offered = {row.name for row in (*OF_LOCK, *OF_KEYPAD)}
    assert offered.isdisjoint({"pullSpringEnabled", "isAsync", "batteryType"})


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"deviceSettings": {**SETTINGS, "pullSpringEnabled": False}}, OF_LATCH),
        (
            {"accessories": [{"deviceType": 10}], "deviceState": None},
            OF_DOOR,
        ),
        ({"deviceSettings": {"autoLockEnabled": True}}, ON_LOCK - {K.AUTO_LOCK}),
        ({"deviceSettings": {**SETTINGS, "autoLockDelay": None}}, {K.AUTO_LOCK_DELAY}),
        ({"deviceSettings": {**SETTINGS, "autoLockDelay": "1"}}, {K.AUTO_LOCK_DELAY}),
        ({"deviceSettings": {**SETTINGS, "autoLockEnabled": 1}}, {K.AUTO_LOCK}),
        ({"accessLevel": 0}, ON_LOCK | ON_KEYPAD),
    ],
)
async def test_what_means_nothing_is_not_shown(
    script: Script, changes: Json, missing: set[SettingKey]
) -> None:
    """Without spring, without door sensor, not told, or not for guests to change."""
    _, found = await home(script, a_lock(**changes))
    assert (ON_LOCK | ON_KEYPAD) - settings_of(found).keys() == missing
    assert found.can(Capability.SETTINGS) is bool(found.settings)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"deviceSettings": None}, ON_KEYPAD),
        (
            {"deviceSettings": {**KEYPAD, "bellButtonEnabled": None}},
            {K.KEYPAD_BELL_BUTTON},
        ),
        ({"id": None}, ON_KEYPAD),
        ({"connectedToLockId": 5}, ON_KEYPAD),
    ],
)
async def test_keypads_that_have_less(
    script: Script, changes: Json, missing: set[SettingKey]
) -> None:
    """No bell, nothing told, or another lock's."""
    _, found = await home(script, keypads=[a_keypad(**changes)])
    assert (ON_LOCK | ON_KEYPAD) - settings_of(found).keys() == missing


@pytest.mark.parametrize("level", [-1, 3])
async def test_a_level_that_nobody_knows(script: Script, level: int) -> None:
    """It is not known and can still be changed."""
    loud = {**KEYPAD, "soundLevel": level}
    _, found = await home(script, keypads=[a_keypad(deviceSettings=loud)])
    volume = settings_of(found)[K.KEYPAD_VOLUME]
    assert (volume.value, volume.options) == (None, ("off", "low", "high"))
