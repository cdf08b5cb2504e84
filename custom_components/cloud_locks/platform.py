"""Adding entities for what there is, now and later."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from homeassistant.core import callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .model.lock import Lock

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
    made: set[tuple[str, str]] = set()

    @callback
    def add_missing() -> None:
        locks = coordinator.data.locks
        made.difference_update([it for it in made if it[0] not in locks])
        missing = [
            (lock.id, row)
            for lock in locks.values()
            for row in rows
            if (lock.id, row.key) not in made and row.has_fn(lock)
        ]
        made.update((lock_id, row.key) for lock_id, row in missing)
        if missing:
            add(make(entry, lock_id, row) for lock_id, row in missing)

    entry.async_on_unload(coordinator.async_add_listener(add_missing))
    add_missing()
