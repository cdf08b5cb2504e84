"""Settings of a lock that are one of some words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
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
class SettingSelectDescription(SelectEntityDescription):
    """A setting that is one of some words; which ones is the lock's business."""

    def has_fn(self, lock: Lock) -> bool:
        """Return whether a lock has this setting as a choice."""
        return has_setting(lock, self.key, SettingKind.SELECT)


SETTINGS = tuple(
    SettingSelectDescription(
        key=key.value,
        translation_key=key.value,
        entity_category=EntityCategory.CONFIG,
    )
    for key in (
        SettingKey.VOLUME,
        SettingKey.LANGUAGE,
        SettingKey.KEYPAD_VOLUME,
        SettingKey.KEYPAD_LIGHT,
    )
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a choice for each setting of each lock that is one."""
    async_add_for_locks(entry, async_add_entities, SETTINGS, SettingSelect)


class SettingSelect(SettingEntity, SelectEntity):
    """A setting that is one of some words."""

    @property
    @override
    def options(self) -> list[str]:
        return [] if self.setting is None else list(self.setting.options)

    @property
    @override
    def current_option(self) -> str | None:
        value = None if self.setting is None else self.setting.value
        return value if isinstance(value, str) else None

    @override
    async def async_select_option(self, option: str) -> None:
        await self._async_set(option)
