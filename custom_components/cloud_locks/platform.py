"""Adding entities for what there is, now and later."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import (
    AddConfigEntryEntitiesCallback,
    async_get_current_platform,
)

from .const import DOMAIN
from .model.lock import Lock, LockId

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry


class LockDescription(Protocol):
    """A row of a platform's table."""

    @property
    def key(self) -> str:
        """Return the public name of the entity."""

    @property
    def has_fn(self) -> Callable[[Lock], bool]:
        """Return whether a lock has such an entity."""


def async_add_for_locks[DescriptionT: LockDescription](
    entry: CloudLocksEntry,
    add: AddConfigEntryEntitiesCallback,
    descriptions: Iterable[DescriptionT],
    make: Callable[[CloudLocksEntry, str, DescriptionT], Entity],
) -> None:
    """Add what each lock has; again when a lock or one of its abilities appears.

    What is switched off is not even made: in a large house that would cost more than
    all the rest. When it is switched on Home Assistant loads the account anew.
    """
    rows, coordinator = tuple(descriptions), entry.runtime_data.locks
    is_off = _switched_off(entry)
    made: dict[LockId, set[str]] = {}

    @callback
    def add_missing(locks: Iterable[LockId]) -> None:
        missing = []
        for lock_id in locks:
            if (lock := coordinator.data.locks.get(lock_id)) is None:
                made.pop(lock_id, None)
                continue
            keys = made.setdefault(lock_id, set())
            new = [row for row in rows if row.key not in keys and row.has_fn(lock)]
            keys.update(row.key for row in new)
            missing += [(lock_id, row) for row in new if not is_off(lock_id, row.key)]
        if missing:
            add(make(entry, lock_id, row) for lock_id, row in missing)

    @callback
    def look_for_new() -> None:
        add_missing(coordinator.changed)

    entry.async_on_unload(coordinator.async_add_listener(look_for_new))
    add_missing(coordinator.data.locks)


def _switched_off(entry: CloudLocksEntry) -> Callable[[LockId, str], bool]:
    """Return who tells whether an entity of the platform at hand is known to be off."""
    registry = er.async_get(entry.runtime_data.locks.hass)
    domain = async_get_current_platform().domain

    def is_off(lock_id: LockId, key: str) -> bool:
        unique_id = f"{entry.unique_id}:{lock_id}:{key}"
        entity_id = registry.async_get_entity_id(domain, DOMAIN, unique_id)
        return entity_id is not None and registry.entities[entity_id].disabled

    return is_off
