"""The newest snapshot of all locks of an account, and telling who it is news to."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .const import LOGGER
from .model.cloud import Inventory
from .model.errors import NotFound
from .model.lock import GatewayId, Lock, LockId

type Context = LockId | tuple[str, str] | None


def contact_of(lock_id: LockId) -> Context:
    """Return the context of who is told of each contact with a lock.

    That changes with every poll, so nobody else is called for it.
    """
    return ("contact", lock_id)


def gateway_of(gateway_id: GatewayId) -> Context:
    """Return the context of who is told about a gateway."""
    return ("gateway", gateway_id)


ANSWERS: Context = ("account", "answers")
"""The context of who is told only whether the account answers."""


class Snapshots(DataUpdateCoordinator[Inventory]):
    """Calls the listeners of what has changed, and no others.

    A listener's context is the lock's id, or one of this module's. Without one it is
    called for every change, and finds in `changed` of which locks: in a large house
    looking at all of them would cost more than the change. Whether the account answers
    is told to all.
    """

    changed: Collection[LockId] = ()
    """While listeners are called: the locks that are new, gone or different."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Start without listeners."""
        super().__init__(
            hass, LOGGER, config_entry=entry, name=entry.title, always_update=False
        )
        self._listened: dict[Context, dict[int, CALLBACK_TYPE]] = {}
        self._told: tuple[bool, Inventory | None] = (True, None)

    def lock(self, lock_id: LockId) -> Lock:
        """Return the newest snapshot of a lock. `NotFound` when it is gone."""
        if (lock := self.data.locks.get(lock_id)) is None:
            raise NotFound(lock_id)
        return lock

    @callback
    def async_put(self, lock: Lock) -> None:
        """Take over a newer snapshot of one lock and tell its listeners."""
        before = self.data
        self.data = replace(before, locks={**before.locks, lock.id: lock})
        success, told = self._told
        if told is before:
            self._told = (success, self.data)
            self._tell_of(before, [lock.id])
        else:
            self.async_update_listeners()

    @override
    @callback
    def async_add_listener(
        self, update_callback: CALLBACK_TYPE, context: Any = None
    ) -> Callable[[], None]:
        stop = super().async_add_listener(update_callback, context)
        group = self._listened.setdefault(context, {})
        key = id(stop)
        group[key] = update_callback

        @callback
        def remove() -> None:
            stop()
            del group[key]

        return remove

    @override
    @callback
    def async_update_listeners(self) -> None:
        success, told = self._told
        self._told = (self.last_update_success, self.data)
        if told is None or success is not self.last_update_success:
            known = (it.locks for it in (told, self.data) if it is not None)
            self.changed = frozenset().union(*known)
            super().async_update_listeners()
            return
        self._tell_of(told, told.locks.keys() | self.data.locks.keys())

    @callback
    def _tell_of(self, before: Inventory, locks: Iterable[LockId]) -> None:
        """Call whom it concerns that some of these locks may be different."""
        old, new = before.locks, self.data.locks
        different = [it for it in locks if _differ(old.get(it), new.get(it))]
        self.changed = [
            it for it in different if not _only_heard(old.get(it), new.get(it))
        ]
        gateways = _changed_gateways(before, self.data)
        everybody = (None,) if self.changed or gateways else ()
        for context in (
            *everybody,
            *self.changed,
            *map(contact_of, different),
            *map(gateway_of, gateways),
        ):
            for listener in list(self._listened.get(context, {}).values()):
                listener()


def _differ(old: Lock | None, new: Lock | None) -> bool:
    return old is not new and old != new


def _only_heard(old: Lock | None, new: Lock | None) -> bool:
    """Return whether nothing is new but that the cloud has heard of the lock again."""
    if old is None or new is None:
        return False
    return replace(old, last_contact=new.last_contact) == new


def _changed_gateways(before: Inventory, after: Inventory) -> Collection[GatewayId]:
    if before.gateways is after.gateways:
        return ()
    old = {gateway.id: gateway for gateway in before.gateways}
    new = {gateway.id: gateway for gateway in after.gateways}
    return [it for it in old.keys() | new.keys() if old.get(it) != new.get(it)]
