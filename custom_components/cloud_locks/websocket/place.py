"""Doors as a client names them: `door_id`, the account's entry and the lock."""

from homeassistant.core import HomeAssistant, callback

from ..access.grant import DoorId
from ..access.naming import async_lock_entity
from ..access.sight import async_ready
from ..actions.errors import ActionError
from ..actions.targets import Door
from ..model.reason import Reason


def door_id_of(at: DoorId) -> str:
    """Return how a lock is named to a client."""
    return f"{at.account}:{at.lock_id}"


@callback
def async_door_of(hass: HomeAssistant, door_id: str) -> Door:
    """Return the lock that a client names. `ActionError` when it is not there.

    Its `entity_id` is empty where its entity was removed.
    """
    for account, entry in async_ready(hass).items():
        lock_id = door_id.removeprefix(f"{account}:")
        if lock_id == door_id:
            continue
        if (lock := entry.runtime_data.locks.data.locks.get(lock_id)) is not None:
            entity_id = async_lock_entity(hass, DoorId(account, lock_id))
            return Door(entity_id=entity_id or "", entry=entry, lock=lock)
    raise ActionError(Reason.NOT_FOUND)
