"""How locks are named to people and automations, wherever their account is."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from .grant import DoorId
from .sight import async_lock_of


@callback
def async_lock_entity(hass: HomeAssistant, at: DoorId) -> str | None:
    """Return the entity of a lock; None when it is gone with its account."""
    unique_id = f"{at.account}:{at.lock_id}:{Platform.LOCK}"
    return er.async_get(hass).async_get_entity_id(Platform.LOCK, DOMAIN, unique_id)


@callback
def async_lock_name(hass: HomeAssistant, at: DoorId) -> str:
    """Return the name of a lock, else what it is remembered by."""
    lock = async_lock_of(hass, at)
    return at.lock_id if lock is None else lock.name
