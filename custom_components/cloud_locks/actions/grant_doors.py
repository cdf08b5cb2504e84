"""The locks of an access, as far as something can be done there now."""

from homeassistant.core import HomeAssistant

from ..access.grant import DoorId, Grant
from ..access.naming import async_lock_entity
from ..access.sight import async_account_of, async_entry_of
from .targets import Door


def doors_of(hass: HomeAssistant, grant: Grant) -> dict[DoorId, Door | None]:
    """Return the locks of an access; None for those whose account is away."""
    return {it.at: door_at(hass, it.at) for it in grant.doors}


def door_at(hass: HomeAssistant, at: DoorId) -> Door | None:
    """Return a lock; None while its account is away or does not list it."""
    entry, account = async_entry_of(hass, at), async_account_of(hass, at)
    if entry is None or account is None:
        return None
    lock = account.locks.data.locks.get(at.lock_id)
    if lock is None:
        return None
    name = async_lock_entity(hass, at) or at.lock_id
    return Door(entity_id=name, entry=entry, lock=lock)


def shown_door(hass: HomeAssistant, at: DoorId) -> str:
    """Return how a lock is named in answers: its entity, else account and lock id."""
    return async_lock_entity(hass, at) or f"{at.account}:{at.lock_id}"
