"""What all entities of locks share."""

from typing import TYPE_CHECKING, Final, override

from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import LocksCoordinator
from .devices import device_of
from .model.lock import Lock, LockId, Reachability

if TYPE_CHECKING:
    from .runtime import AccountData, CloudLocksEntry

LARGE_HOUSE: Final = 250
"""Locks of an account. With more of them Home Assistant would leave some entities out:
it takes 10,000 that are on for one entry, and a lock may have forty."""

_OF_LARGE_HOUSES: Final = frozenset(
    {
        "access",
        "alarm",
        "battery",
        "battery_low",
        "code",
        "code_problem",
        "door",
        "doorbell",
        "lock",
    }
)
"""What is on there: what moves a door, and what somebody has to learn of it.

They must not be ten: a thousand locks would have as many as Home Assistant takes,
before there is any for the account. Who rings is let in by unlocking as well.
"""

_TOLD_ELSEWHERE: Final = frozenset({"battery", "door", "doorbell", "keypad_battery"})
"""What an integration tells of a lock whose account is linked."""


class LockBasedEntity(CoordinatorEntity[LocksCoordinator]):
    """An entity of one lock; told only when that lock has changed."""

    _attr_has_entity_name = True

    def __init__(
        self, entry: CloudLocksEntry, lock_id: LockId, description: EntityDescription
    ) -> None:
        """Take the place of `description` at a lock."""
        self.account: AccountData = entry.runtime_data
        super().__init__(self.account.locks, context=lock_id)
        self.lock_id = lock_id
        self._last_known = self.account.locks.lock(lock_id)
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}:{lock_id}:{description.key}"
        # Describing the device anew with each entity would cost more than the entity.
        self.device_entry = device_of(entry, lock_id)

    @property
    @override
    def entity_registry_enabled_default(self) -> bool:
        key = self.entity_description.key
        if key in _TOLD_ELSEWHERE and self.shown_elsewhere:
            return False
        return super().entity_registry_enabled_default and (
            len(self.coordinator.data.locks) <= LARGE_HOUSE or key in _OF_LARGE_HOUSES
        )

    @property
    def shown_elsewhere(self) -> bool:
        """Whether the integration whose account is linked has this lock as well."""
        link = self.account.cloud.parts.link
        return link is not None and self.lock_id in link.shared_locks

    @property
    def snapshot(self) -> Lock:
        """Return the newest snapshot of the lock, the last one when it is gone."""
        locks = self.coordinator.data.locks
        self._last_known = locks.get(self.lock_id, self._last_known)
        return self._last_known

    @property
    @override
    def available(self) -> bool:
        return super().available and self.lock_id in self.coordinator.data.locks


class ReachableLockEntity(LockBasedEntity):
    """An entity that means nothing while its lock is out of reach.

    A sleeping lock is not out of reach: it is in order and will be back.
    """

    @property
    @override
    def available(self) -> bool:
        return (
            super().available and self.snapshot.reachability is not Reachability.OFFLINE
        )


class CodeBasedEntity(LockBasedEntity):
    """An entity that tells something about a lock's codes."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.codes.async_on_update(self.lock_id, self.async_write_ha_state)
        )
