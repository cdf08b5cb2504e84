"""Settings of locks: data points that a lock takes, in words of the model.

Offered only where the product's own description says that it takes them (Tuya docs,
standard instruction sets). `automatic_lock` is not: a lock was seen that opened and
held the door when it was switched on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ...model.errors import Unsupported
from ...model.settings import Setting, SettingKey, SettingValue
from .points import Function
from .wire import number_in

if TYPE_CHECKING:
    from .facts import LockFacts

WITHOUT_PASSWORD: Final = "remoteUnlockWithoutPwd"  # noqa: S105 - a word of the API

_VOLUMES: Final = {"mute": "off", "low": "low", "normal": "medium", "high": "high"}

_LANGUAGES: Final = {
    "chinese_simplified": "zh",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting: the data point that is it, and what its choices are called here."""

    key: SettingKey
    code: str
    words: Mapping[str, str] = field(default_factory=dict)
    number: bool = False

    def setting(self, value: Any, takes: Function, *, pending: bool) -> Setting | None:  # noqa: ANN401 - JSON
        """Return the setting, None when the product's range makes no sense."""
        if self.words:
            options = self._options(takes)
            told = self.words.get(value) if isinstance(value, str) else None
            if len(options) < 2:
                return None
            return Setting(key=self.key, value=told, options=options, pending=pending)
        if self.number:
            return self._number(value, takes, pending=pending)
        known = value if isinstance(value, bool) else None
        return Setting(key=self.key, value=known, pending=pending)

    def _number(
        self,
        value: Any,  # noqa: ANN401 - JSON
        takes: Function,
        *,
        pending: bool,
    ) -> Setting | None:
        if (limits := takes.limits) is None:
            return None
        low, high = limits
        return Setting(
            key=self.key,
            value=number_in(value),
            minimum=low,
            maximum=high,
            pending=pending,
        )

    def _options(self, takes: Function) -> tuple[str, ...]:
        found = {self.words[it] for it in takes.options if it in self.words}
        return tuple(it for it in self.words.values() if it in found)

    def wire(self, value: SettingValue, takes: Function) -> bool | int | str:
        """Return a value for the wire; `Unsupported` for one that cannot be."""
        match value:
            case str() if value in self._options(takes):
                return next(it for it, word in self.words.items() if word == value)
            case bool() if not self.words and not self.number:
                return value
            case int() if self.number and not isinstance(value, bool):
                low, high = takes.limits or (0, -1)
                if low <= value <= high:
                    return value
        raise Unsupported(f"value of {self.key}")


ROWS: Final = (
    SettingRow(key=SettingKey.AUTO_LOCK_DELAY, code="auto_lock_time", number=True),
    SettingRow(key=SettingKey.PASSAGE_MODE, code="normal_open_switch"),
    SettingRow(key=SettingKey.VOLUME, code="beep_volume", words=_VOLUMES),
    SettingRow(key=SettingKey.KEYPAD_VOLUME, code="key_tone", words=_VOLUMES),
    SettingRow(key=SettingKey.LANGUAGE, code="language", words=_LANGUAGES),
)


def settings_of(facts: LockFacts) -> tuple[Setting, ...]:
    """Return what may be set from here."""
    return tuple(_settings(facts))


def _settings(facts: LockFacts) -> Iterator[Setting]:
    for row in ROWS:
        takes = facts.specification.takes.get(row.code)
        if takes is None:
            continue
        pending = row.code in facts.wished
        value = facts.wished.get(row.code, facts.points.get(row.code))
        setting = row.setting(value, takes, pending=pending)
        if setting is not None:
            yield setting
    if (allowed := facts.remote.get(WITHOUT_PASSWORD)) is not None:
        yield Setting(key=SettingKey.REMOTE_UNLOCK, value=allowed)
