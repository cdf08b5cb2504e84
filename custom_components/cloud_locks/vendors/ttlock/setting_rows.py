"""Settings of locks: what a lock must have for them, and how they are read.

Offered only where the lock's feature bits say so and its details tell a value. The
range of the auto-lock is not published; the cloud refuses what does not fit (-4082).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ...model.errors import Unsupported
from ...model.settings import Setting, SettingKey, SettingValue
from . import calls
from .calls import Call
from .facts import Told
from .features import Feature
from .wire import LockDetail

LONGEST_AUTO_LOCK: Final = 3600
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting. `number`: its `type` in `updateSetting`, where that changes it."""

    key: SettingKey
    feature: Feature
    read: Callable[[LockDetail], SettingValue | None]
    ways: tuple[Call, ...] = (calls.SETTING,)
    """The calls that change it; a cloud has one of them."""
    number: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    always: bool = False
    """Shown also while it has no value."""

    def setting(self, told: Told) -> Setting | None:
        """Return the setting as a lock has it, None when it has none."""
        if told.detail is None or not told.features.has(self.feature):
            return None
        value = self.read(told.detail)
        if value is None and not self.always:
            return None
        return Setting(
            key=self.key, value=value, minimum=self.minimum, maximum=self.maximum
        )

    def checked(self, value: SettingValue) -> bool | int:
        """Return a value that can be one; `Unsupported` for any other."""
        match value:
            case bool() if self.maximum is None:
                return value
            case int() if not isinstance(value, bool) and self._fits(value):
                return value
            case _:
                raise Unsupported(f"value of {self.key}")

    def _fits(self, value: int) -> bool:
        low, high = self.minimum, self.maximum
        return low is not None and high is not None and low <= value <= high


def _auto_lock(detail: LockDetail) -> bool | None:
    seconds = detail.auto_lock_seconds
    return None if seconds is None else seconds > 0


def _auto_lock_delay(detail: LockDetail) -> int | None:
    seconds = detail.auto_lock_seconds
    return seconds if seconds is not None and seconds > 0 else None


def _volume(detail: LockDetail) -> int | None:
    return detail.volume if detail.volume in range(1, 6) else None


ROWS: Final = (
    SettingRow(
        key=SettingKey.AUTO_LOCK,
        feature=Feature.AUTO_LOCK,
        read=_auto_lock,
        ways=(calls.AUTO_LOCK,),
    ),
    SettingRow(
        key=SettingKey.AUTO_LOCK_DELAY,
        feature=Feature.AUTO_LOCK,
        read=_auto_lock_delay,
        ways=(calls.AUTO_LOCK,),
        minimum=1,
        maximum=LONGEST_AUTO_LOCK,
        always=True,
    ),
    SettingRow(
        key=SettingKey.PASSAGE_MODE,
        feature=Feature.PASSAGE_MODE,
        read=lambda detail: detail.passage_mode,
        ways=(calls.SET_PASSAGE, calls.SET_OLD_PASSAGE),
    ),
    SettingRow(
        key=SettingKey.BEEPER,
        feature=Feature.SOUND,
        read=lambda detail: detail.sound,
        number=6,
    ),
    SettingRow(
        key=SettingKey.VOLUME,
        feature=Feature.VOLUME,
        read=_volume,
        number=8,
        minimum=1,
        maximum=5,
    ),
    SettingRow(
        key=SettingKey.PRIVACY_MODE,
        feature=Feature.PRIVACY,
        read=lambda detail: detail.privacy,
        number=2,
    ),
    SettingRow(
        key=SettingKey.TAMPER_ALARM,
        feature=Feature.TAMPER,
        read=lambda detail: detail.tamper,
        number=3,
    ),
    SettingRow(
        key=SettingKey.FROZEN,
        feature=Feature.FREEZE,
        read=lambda detail: detail.frozen,
        ways=(calls.FREEZE,),
    ),
)


def settings_of(told: Told, has: Callable[[Call], bool]) -> tuple[Setting, ...]:
    """Return what may be set from here; `has` says whether the cloud has a call."""
    if not (told.manages and told.in_reach):
        return ()
    return tuple(_offered(told, has))


def _offered(told: Told, has: Callable[[Call], bool]) -> Iterator[Setting]:
    for row in ROWS:
        setting = row.setting(told)
        if setting is not None and any(map(has, row.ways)):
            yield setting
