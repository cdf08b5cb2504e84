"""Settings of locks and keypads: what they are called on the wire, what they may be.

Tedee publishes the range of `openDoorAlertThreshold` alone. The other ranges stay
within what its documentation and its clients show.

Two settings are left alone. `pullSpringEnabled` false erases the calibration of the
pull spring, and only somebody at the door can calibrate it again (Tedee API docs,
device settings). `isAsync` is for hotels, whose locks work without a bridge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ...model.capabilities import Capability
from ...model.errors import Unsupported
from ...model.settings import LEVELS, Setting, SettingKey, SettingValue
from .._record import Record
from .setting_wire import DeviceSettings
from .wire import KeypadItem

type WireValue = bool | int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting: a flag, whole seconds within a range, or words by their number.

    `needs`: what a lock must have for the setting to mean something.
    """

    key: SettingKey
    name: str
    minimum: int | None = None
    maximum: int | None = None
    words: tuple[str, ...] = ()
    needs: Capability | None = None

    def setting(self, fields: Record, *, pending: bool) -> Setting | None:
        """Return the setting as a device has it, None when it does not tell it."""
        number = self.minimum is not None or self.words
        value = fields.maybe_integer(self.name) if number else fields.flag(self.name)
        if value is None:
            return None
        return Setting(
            key=self.key,
            value=self._word(value) if self.words else value,
            minimum=self.minimum,
            maximum=self.maximum,
            options=self.words,
            pending=pending,
        )

    def _word(self, number: int) -> str | None:
        return self.words[number] if 0 <= number < len(self.words) else None

    def wire_value(self, value: SettingValue) -> WireValue:
        """Return a value for the wire; `Unsupported` for one that cannot be."""
        match value:
            case bool() if self.minimum is None and not self.words:
                return value
            case str() if value in self.words:
                return self.words.index(value)
            case int() if not isinstance(value, bool) and self._fits(value):
                return value
            case _:
                raise Unsupported(f"value of {self.key}")

    def _fits(self, value: int) -> bool:
        low, high = self.minimum, self.maximum
        return low is not None and high is not None and low <= value <= high


OF_LOCK: Final = (
    SettingRow(key=SettingKey.AUTO_LOCK, name="autoLockEnabled"),
    SettingRow(
        key=SettingKey.AUTO_LOCK_DELAY, name="autoLockDelay", minimum=10, maximum=3600
    ),
    SettingRow(
        key=SettingKey.AUTO_LOCK_ON_CLOSE,
        name="autoLockAfterDoorClosedEnabled",
        needs=Capability.DOOR_SENSOR,
    ),
    SettingRow(
        key=SettingKey.AUTO_LATCH_PULL,
        name="autoPullSpringEnabled",
        needs=Capability.OPEN,
    ),
    SettingRow(
        key=SettingKey.LATCH_PULL_DURATION,
        name="pullSpringDuration",
        minimum=1,
        maximum=10,
        needs=Capability.OPEN,
    ),
    SettingRow(key=SettingKey.POSTPONED_LOCK, name="postponedLockEnabled"),
    SettingRow(
        key=SettingKey.POSTPONED_LOCK_DELAY,
        name="postponedLockDelay",
        minimum=1,
        maximum=60,
    ),
    SettingRow(key=SettingKey.BUTTON_LOCK, name="buttonLockEnabled"),
    SettingRow(key=SettingKey.BUTTON_UNLOCK, name="buttonUnlockEnabled"),
    SettingRow(
        key=SettingKey.DOOR_LEFT_OPEN_ALARM,
        name="openDoorAlertEnabled",
        needs=Capability.DOOR_SENSOR,
    ),
    SettingRow(
        key=SettingKey.DOOR_LEFT_OPEN_DELAY,
        name="openDoorAlertThreshold",
        minimum=60,
        maximum=3600,
        needs=Capability.DOOR_SENSOR,
    ),
    SettingRow(
        key=SettingKey.DOOR_EVENTS,
        name="doorStateEventLoggingEnabled",
        needs=Capability.DOOR_SENSOR,
    ),
)

_OFF, _LOW, _MEDIUM, _HIGH = LEVELS

OF_KEYPAD: Final = (
    SettingRow(key=SettingKey.KEYPAD_LOCK_BUTTON, name="lockByButtonEnabled"),
    SettingRow(key=SettingKey.KEYPAD_BELL_BUTTON, name="bellButtonEnabled"),
    SettingRow(
        key=SettingKey.KEYPAD_VOLUME, name="soundLevel", words=(_OFF, _LOW, _HIGH)
    ),
    SettingRow(
        key=SettingKey.KEYPAD_LIGHT,
        name="backlightLevel",
        words=(_OFF, _LOW, _MEDIUM, _HIGH),
    ),
)


def settings_of(
    lock: DeviceSettings,
    keypad: KeypadItem | None,
    capabilities: frozenset[Capability],
) -> tuple[Setting, ...]:
    """Return what a lock and its keypad, if there is one, can be set to."""
    needed = [row for row in OF_LOCK if row.needs in {None, *capabilities}]
    found = [*_told(needed, lock)]
    if keypad is not None:
        found += _told(OF_KEYPAD, keypad.settings)
    return tuple(found)


def _told(rows: Iterable[SettingRow], device: DeviceSettings) -> Iterator[Setting]:
    for row in rows:
        setting = row.setting(device.fields, pending=device.taken is False)
        if setting is not None:
            yield setting
