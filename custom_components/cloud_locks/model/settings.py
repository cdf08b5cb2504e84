"""Settings that live on a lock: a closed vocabulary, so that forms and texts exist."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final


class SettingKey(StrEnum):
    """What a setting means; the entity key of the same name shows it."""

    AUTO_LOCK = "auto_lock"
    AUTO_LOCK_DELAY = "auto_lock_delay"
    AUTO_LOCK_ON_CLOSE = "auto_lock_on_close"
    AUTO_LATCH_PULL = "auto_latch_pull"
    LATCH_PULL_DURATION = "latch_pull_duration"
    POSTPONED_LOCK = "postponed_lock"
    POSTPONED_LOCK_DELAY = "postponed_lock_delay"
    BUTTON_LOCK = "button_lock"
    BUTTON_UNLOCK = "button_unlock"
    DOOR_LEFT_OPEN_ALARM = "door_left_open_alarm"
    DOOR_LEFT_OPEN_DELAY = "door_left_open_delay"
    DOOR_EVENTS = "door_events"
    FROZEN = "frozen"
    """The lock takes nothing from anybody: no code, no card, no app."""
    PASSAGE_MODE = "passage_mode"
    REMOTE_UNLOCK = "remote_unlock"
    PRIVACY_MODE = "privacy_mode"
    TAMPER_ALARM = "tamper_alarm"
    BEEPER = "beeper"
    VOLUME = "volume"
    LANGUAGE = "language"
    KEYPAD_LOCK_BUTTON = "keypad_lock_button"
    KEYPAD_BELL_BUTTON = "keypad_bell_button"
    KEYPAD_VOLUME = "keypad_volume"
    KEYPAD_LIGHT = "keypad_light"


type SettingValue = bool | int | str

LEVELS: Final = ("off", "low", "medium", "high")
"""What vendors' numbers for loudness and brightness are called, as far as they go."""

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "zh")
"""What a lock may speak; a vendor's own code for one of these becomes this."""


class SettingKind(Enum):
    """How a person chooses the value."""

    SWITCH = auto()
    NUMBER = auto()
    SELECT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of one lock.

    A bool is a switch; an int with `minimum` and `maximum` (whole units, seconds for
    delays) a number; a str out of `options` a select. `pending`: the cloud took the
    value, the lock has not yet.
    """

    key: SettingKey
    value: SettingValue | None
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[str, ...] = ()
    pending: bool = False

    @property
    def kind(self) -> SettingKind:
        """How the value is chosen, also while it is not known."""
        if self.options:
            return SettingKind.SELECT
        return SettingKind.SWITCH if self.maximum is None else SettingKind.NUMBER
