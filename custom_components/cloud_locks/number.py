"""Settings of a lock that are a number: how long, how loud."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.components.number import (
    NumberDeviceClass,
    NumberEntity,
    NumberEntityDescription,
    NumberMode,
)
from homeassistant.const import EntityCategory, UnitOfTime
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
class SettingNumberDescription(NumberEntityDescription):
    """A setting that is a number."""

    def has_fn(self, lock: Lock) -> bool:
        """Return whether a lock has this setting as a number."""
        return has_setting(lock, self.key, SettingKind.NUMBER)


DURATIONS = tuple(
    SettingNumberDescription(
        key=key.value,
        translation_key=key.value,
        device_class=NumberDeviceClass.DURATION,
        entity_category=EntityCategory.CONFIG,
        mode=NumberMode.BOX,
        native_step=1,
        native_unit_of_measurement=UnitOfTime.SECONDS,
    )
    for key in (
        SettingKey.AUTO_LOCK_DELAY,
        SettingKey.LATCH_PULL_DURATION,
        SettingKey.POSTPONED_LOCK_DELAY,
        SettingKey.DOOR_LEFT_OPEN_DELAY,
    )
)

VOLUME = SettingNumberDescription(
    key=SettingKey.VOLUME.value,
    translation_key=SettingKey.VOLUME.value,
    entity_category=EntityCategory.CONFIG,
    mode=NumberMode.BOX,
    native_step=1,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a number for each setting of each lock that is one."""
    rows = (*DURATIONS, VOLUME)
    async_add_for_locks(entry, async_add_entities, rows, SettingNumber)


class SettingNumber(SettingEntity, NumberEntity):
    """A setting that is a number; whole units."""

    @property
    @override
    def native_min_value(self) -> float:
        low = None if self.setting is None else self.setting.minimum
        return 0 if low is None else low

    @property
    @override
    def native_max_value(self) -> float:
        high = None if self.setting is None else self.setting.maximum
        return super().native_max_value if high is None else high

    @property
    @override
    def native_value(self) -> int | None:
        value = None if self.setting is None else self.setting.value
        return value if isinstance(value, int) else None

    @override
    async def async_set_native_value(self, value: float) -> None:
        await self._async_set(round(value))
