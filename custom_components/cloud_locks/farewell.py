"""Saying what stays when an account is removed: its codes go on opening doors."""

from typing import TYPE_CHECKING

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .devices import lock_identifier
from .helpers import text

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry
    from .store import AccountStore, LockMemory


async def async_say_what_stays(
    hass: HomeAssistant, entry: CloudLocksEntry, store: AccountStore
) -> None:
    """Tell at which locks there are codes that were made here, and how many.

    Removing an account deletes none: somebody may stand before the door with one.
    """
    counts = {it: _live(memory) for it, memory in store.locks.items()}
    registry = dr.async_get(hass)
    rows = []
    for lock_id, count in counts.items():
        identifier = lock_identifier(entry, lock_id)
        device = registry.async_get_device_by_identifier(identifier, entry.entry_id)
        if count and device is not None:
            rows.append(f"{device.name_by_user or device.name} ({count})")
    if not rows:
        return
    words = {"account": entry.title, "locks": ", ".join(sorted(rows))}
    persistent_notification.async_create(
        hass,
        await text(hass, "common", "codes_stay", words),
        await text(hass, "common", "codes_stay_title", words),
        f"{DOMAIN}_{entry.entry_id}_removed",
    )


def _live(memory: LockMemory) -> int:
    """Return how many codes made here open the lock, now or later."""
    now = dt_util.utcnow()
    codes = [entry.now(now) for entry in memory.ledger.values()]
    return sum(it.managed and it.status.live for it in codes) + sum(
        it.open for it in memory.intents.values()
    )
