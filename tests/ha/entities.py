"""Finding entities by their public keys, and using them as the frontend does."""

from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from custom_components.cloud_locks.const import DOMAIN


def entity_id(
    hass: HomeAssistant, platform: str, key: str, lock_id: str = "front"
) -> str:
    """Return the entity of a lock at the fake cloud."""
    registry, unique_id = er.async_get(hass), f"fake:fake-account:{lock_id}:{key}"
    found = registry.async_get_entity_id(platform, DOMAIN, unique_id)
    assert found is not None, f"no {platform} {key}"
    return found


def has_entity(
    hass: HomeAssistant, platform: str, key: str, lock_id: str = "front"
) -> bool:
    """Return whether a lock at the fake cloud has an entity."""
    registry, unique_id = er.async_get(hass), f"fake:fake-account:{lock_id}:{key}"
    return registry.async_get_entity_id(platform, DOMAIN, unique_id) is not None


def state_of(
    hass: HomeAssistant, platform: str, key: str, lock_id: str = "front"
) -> State:
    """Return the state of an entity."""
    state = hass.states.get(entity_id(hass, platform, key, lock_id))
    assert state is not None
    return state


async def use(
    hass: HomeAssistant, platform: str, key: str, service: str, **data: Any
) -> None:
    """Call an action of an entity of the front door."""
    target = {"entity_id": entity_id(hass, platform, key)}
    await hass.services.async_call(platform, service, target | data, blocking=True)
