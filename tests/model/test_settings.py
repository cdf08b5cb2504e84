"""How the value of a setting is chosen."""

import pytest

from custom_components.cloud_locks.model.settings import (
    LEVELS,
    Setting,
    SettingKey,
    SettingKind,
)


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        (Setting(key=SettingKey.BEEPER, value=True), SettingKind.SWITCH),
        (Setting(key=SettingKey.BEEPER, value=None), SettingKind.SWITCH),
        (
            Setting(key=SettingKey.VOLUME, value=1, minimum=0, maximum=3),
            SettingKind.NUMBER,
        ),
        (Setting(key=SettingKey.VOLUME, value=None, maximum=3), SettingKind.NUMBER),
        (
            Setting(key=SettingKey.VOLUME, value="low", options=LEVELS),
            SettingKind.SELECT,
        ),
        (
            Setting(key=SettingKey.VOLUME, value=None, options=LEVELS),
            SettingKind.SELECT,
        ),
    ],
)
def test_kind(setting: Setting, kind: SettingKind) -> None:
    """Told by the range, not by a value that may be missing."""
    assert setting.kind is kind
