"""Adding entities for what there is, now and later."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from homeassistant.core import callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

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
    """Add what each lock has; again when a lock or one of its abilities appears."""
    rows, coordinator = tuple(descriptions), entry.runtime_data.locks
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
            missing += [(lock_id, row) for row in new]
        if missing:
            add(make(entry, lock_id, row) for lock_id, row in missing)

    @callback
    def look_for_new() -> None:
        add_missing(coordinator.changed)

    entry.async_on_unload(coordinator.async_add_listener(look_for_new))
    add_missing(coordinator.data.locks)
