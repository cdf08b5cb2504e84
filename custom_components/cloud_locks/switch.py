"""Settings of a lock that are on or off."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .model.lock import Lock
from .model.settings import SettingKey, SettingKind
from .platform import async_add_for_locks
from .settings import SettingEntity, has_setting

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class SettingSwitchDescription(SwitchEntityDescription):
    """A setting that is on or off."""

    def has_fn(self, lock: Lock) -> bool:
        """Return whether a lock has this setting as a switch."""
        return has_setting(lock, self.key, SettingKind.SWITCH)


SETTINGS = tuple(
    SettingSwitchDescription(
        key=key.value,
        translation_key=key.value,
        entity_category=EntityCategory.CONFIG,
    )
    for key in (
        SettingKey.AUTO_LOCK,
        SettingKey.AUTO_LOCK_ON_CLOSE,
        SettingKey.AUTO_LATCH_PULL,
        SettingKey.POSTPONED_LOCK,
        SettingKey.BUTTON_LOCK,
        SettingKey.BUTTON_UNLOCK,
        SettingKey.DOOR_LEFT_OPEN_ALARM,
        SettingKey.DOOR_EVENTS,
        SettingKey.FROZEN,
        SettingKey.PASSAGE_MODE,
        SettingKey.REMOTE_UNLOCK,
        SettingKey.PRIVACY_MODE,
        SettingKey.TAMPER_ALARM,
        SettingKey.BEEPER,
        SettingKey.KEYPAD_LOCK_BUTTON,
        SettingKey.KEYPAD_BELL_BUTTON,
    )
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a switch for each setting of each lock that is on or off."""
    async_add_for_locks(entry, async_add_entities, SETTINGS, SettingSwitch)


class SettingSwitch(SettingEntity, SwitchEntity):
    """A setting that is on or off."""

    @property
    @override
    def is_on(self) -> bool | None:
        value = None if self.setting is None else self.setting.value
        return value if isinstance(value, bool) else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self._async_set(value=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self._async_set(value=False)
