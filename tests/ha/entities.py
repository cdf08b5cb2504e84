"""Using the entities of the fake front door as the frontend does."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.cloud_locks.const import DOMAIN

from .home import ACCOUNT, entity_id


def has_entity(
    hass: HomeAssistant, platform: str, key: str, lock_id: str = "front"
) -> bool:
    """Return whether a lock has an entity."""
    registry, unique_id = er.async_get(hass), f"{ACCOUNT}:{lock_id}:{key}"
    return registry.async_get_entity_id(platform, DOMAIN, unique_id) is not None


async def use(
    hass: HomeAssistant, platform: str, key: str, service: str, **data: Any
) -> None:
    """Call an action of an entity of the front door."""
    target = {"entity_id": entity_id(hass, platform, key)}
    await hass.services.async_call(platform, service, target | data, blocking=True)
