"""What the entities of Access share."""

from typing import TYPE_CHECKING, Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription

from ..const import DOMAIN
from .entry import UNIQUE_ID

if TYPE_CHECKING:
    from .keeper import AccessKeeper


class AccessEntity(Entity):
    """An entity of the house; there as long as Access is loaded."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: ConfigEntry[Any], description: EntityDescription) -> None:
        """Take the place of `description` at Access."""
        self.keeper: AccessKeeper = entry.runtime_data
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}:{description.key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, UNIQUE_ID)})


class FollowingEntity(AccessEntity):
    """An entity that shows where access stands."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.keeper.async_on_update(self.async_write_ha_state))
