"""The state of all locks of one account, and the one way to move a bolt."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import (
    DataUpdateCoordinator,
    UpdateFailed,
)
from homeassistant.util import dt as dt_util

from .const import DOMAIN, LOGGER, READ_BACK_DELAYS
from .model.cloud import Inventory, LockCloud
from .model.command import CommandResult, Operation, Outcome
from .model.errors import (
    AuthError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    TransientError,
    VendorError,
)
from .model.lock import BoltState, Lock, LockId

if TYPE_CHECKING:
    from .queue import LaneQueue
    from .runtime import CloudLocksEntry

_WANTED: Mapping[Operation, frozenset[BoltState]] = {
    Operation.LOCK: frozenset({BoltState.LOCKED}),
    Operation.UNLOCK: frozenset({BoltState.UNLOCKED, BoltState.OPEN}),
    # The latch springs back within seconds, so an unlocked bolt proves nothing.
    Operation.OPEN: frozenset({BoltState.OPEN}),
}

_ON_THE_WAY: Mapping[Operation, BoltState] = {
    Operation.LOCK: BoltState.LOCKING,
    Operation.UNLOCK: BoltState.UNLOCKING,
    Operation.OPEN: BoltState.OPENING,
}


class LocksCoordinator(DataUpdateCoordinator[Inventory]):
    """Keeps the newest snapshot of every lock.

    A change calls the listeners of its own lock only (`context` is the lock's id), so
    that a large house costs no more per change than a small one.
    """

    config_entry: CloudLocksEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        cloud: LockCloud,
        queue: LaneQueue,
    ) -> None:
        """Poll at the cloud's own pace."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=entry.title,
            update_interval=cloud.pace.states,
            always_update=False,
        )
        self.cloud = cloud
        self._queue = queue
        self._listened: dict[LockId | None, dict[int, CALLBACK_TYPE]] = {}
        self._told: tuple[bool, Inventory | None] = (True, None)
        self._listed_at: datetime | None = None
        self._missed = 0

    def lock(self, lock_id: LockId) -> Lock:
        """Return the newest snapshot of a lock. `NotFound` when it is gone."""
        if (lock := self.data.locks.get(lock_id)) is None:
            raise NotFound(lock_id)
        return lock

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
            super().async_update_listeners()
            return
        for context in (None, *_changed(told, self.data)):
            for listener in list(self._listened.get(context, {}).values()):
                listener()

    @override
    async def _async_update_data(self) -> Inventory:
        try:
            fresh = await self._read()
        except AuthError as err:
            raise ConfigEntryAuthFailed(
                translation_domain=DOMAIN, translation_key=err.reason
            ) from err
        except VendorError as err:
            return self._one_may_be_missed(err)
        self._missed = 0
        return fresh

    async def _read(self) -> Inventory:
        pace, now = self.cloud.pace, dt_util.utcnow()
        if self._listed_at is None or now - self._listed_at >= pace.inventory:
            inventory = await self.cloud.inventory()
            self._listed_at = now
            return inventory
        return replace(self.data, locks=await self.cloud.states(self.data.locks))

    def _one_may_be_missed(self, err: VendorError) -> Inventory:
        """Keep showing what is known through one failed poll; the second one counts."""
        self._missed += 1
        wait = err.retry_after if isinstance(err, RateLimited) else None
        transient = isinstance(err, TransientError) and wait is None
        if self._missed == 1 and transient and self.data is not None:
            return self.data
        raise UpdateFailed(
            translation_domain=DOMAIN, translation_key=err.reason, retry_after=wait
        ) from err

    async def async_list_again(self) -> None:
        """Read the complete listing now."""
        self._listed_at = None
        await self.async_refresh()

    async def async_operate(
        self, lock_id: LockId, operation: Operation
    ) -> CommandResult:
        """Move a bolt, once, and show what became of it.

        The command goes on when the caller is cancelled: it may already be on its way.
        Raises the errors of `model.errors`, never `OutcomeUnknown`: that is a result.
        """
        task = self.config_entry.async_create_background_task(
            self.hass,
            self._operate(self.lock(lock_id), operation),
            f"{DOMAIN} {operation} {lock_id}",
        )
        return await asyncio.shield(task)

    async def _operate(self, lock: Lock, operation: Operation) -> CommandResult:
        try:
            result = await self._queue.run(
                lock.lanes.operate,
                partial(self.cloud.operate, lock.id, operation),
                urgent=operation.lets_in,
            )
        except OutcomeUnknown:
            result = await self._read_back(lock.id, operation)
        except VendorError:
            await self.async_look_at(lock.id)
            raise
        self._show(lock.id, operation, result)
        return result

    async def _read_back(self, lock_id: LockId, operation: Operation) -> CommandResult:
        """Look what became of a command whose answer was lost; never send it again."""
        bolt: BoltState | None = None
        for delay in READ_BACK_DELAYS:
            await asyncio.sleep(delay)
            bolt = await self.async_look_at(lock_id)
            if bolt in _WANTED[operation]:
                return CommandResult(outcome=Outcome.CONFIRMED, bolt=bolt)
        return CommandResult(outcome=Outcome.UNKNOWN, bolt=bolt or BoltState.UNKNOWN)

    async def async_look_at(self, lock_id: LockId) -> BoltState | None:
        """Read one lock anew; None when it cannot be read (the old state stays)."""
        try:
            states = await self.cloud.states({lock_id: self.lock(lock_id)})
        except VendorError:
            return None
        if (lock := states.get(lock_id)) is None:
            return None
        self.async_put(lock)
        return lock.bolt

    def _show(
        self, lock_id: LockId, operation: Operation, result: CommandResult
    ) -> None:
        """Show the bolt where the answer said it is, or on its way there."""
        lock = self.data.locks.get(lock_id)
        if lock is None:
            return
        accepted = result.outcome is Outcome.ACCEPTED
        bolt = result.bolt or (_ON_THE_WAY[operation] if accepted else lock.bolt)
        self.async_put(replace(lock, bolt=bolt))
        if accepted or bolt.moving:
            self.config_entry.async_create_background_task(
                self.hass, self._follow(lock_id), f"{DOMAIN} follow {lock_id}"
            )

    async def _follow(self, lock_id: LockId) -> None:
        """Look at a bolt that is on its way until it has arrived."""
        for delay in READ_BACK_DELAYS:
            await asyncio.sleep(delay)
            bolt = await self.async_look_at(lock_id)
            if bolt is not None and not bolt.moving:
                return

    @callback
    def async_put(self, lock: Lock) -> None:
        """Take over a newer snapshot of one lock and tell its listeners."""
        self.data = replace(self.data, locks={**self.data.locks, lock.id: lock})
        self.async_update_listeners()


def _changed(before: Inventory, after: Inventory) -> tuple[LockId, ...]:
    """Return the locks that are new, gone or different."""
    old, new = before.locks, after.locks
    return tuple(
        lock_id
        for lock_id in old.keys() | new.keys()
        if old.get(lock_id) is not new.get(lock_id)
        and old.get(lock_id) != new.get(lock_id)
    )
