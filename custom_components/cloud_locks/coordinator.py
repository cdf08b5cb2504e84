"""The state of all locks of one account, and the one way to move a bolt."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import (
    DataUpdateCoordinator,
    UpdateFailed,
)
from homeassistant.util import dt as dt_util

from .commands import async_see_through
from .const import DOMAIN, LOGGER, READ_BACK_DELAYS, URGENT_WITHIN
from .model.cloud import Inventory, LockCloud
from .model.command import CommandResult, Operation, Outcome
from .model.errors import (
    AuthError,
    LockOffline,
    NotFound,
    OperationFailed,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
)
from .model.lock import BoltState, Lock, LockId, Reachability

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
        self._silent: Counter[LockId] = Counter()
        self._newer: set[LockId] = set()

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
        self._newer.clear()
        if self._listed_at is None or now - self._listed_at >= pace.inventory:
            inventory = await self.cloud.inventory()
            self._listed_at = now
            return self._with_newer(inventory)
        states = await self.cloud.states(self.data.locks)
        return self._with_newer(replace(self.data, locks=self._complete(states)))

    def _with_newer(self, inventory: Inventory) -> Inventory:
        """Keep what a command put while the poll was under way: it is newer."""
        newer = {it: self.data.locks[it] for it in self._newer & inventory.locks.keys()}
        return replace(inventory, locks={**inventory.locks, **newer})

    def _complete(self, states: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        """Add the locks that were not answered for; only a listing says who is gone."""
        known = self.data.locks
        self._silent = Counter(
            {it: self._silent[it] + 1 for it in known - states.keys()}
        )
        if any(times == 2 for times in self._silent.values()):
            self._listed_at = None
        return {
            lock_id: states.get(lock_id) or self._silenced(lock)
            for lock_id, lock in known.items()
        }

    def _silenced(self, lock: Lock) -> Lock:
        """Stop showing a lock as it was once it was not answered for twice."""
        if self._silent[lock.id] < 2:
            return lock
        return replace(lock, reachability=Reachability.OFFLINE)

    def _one_may_be_missed(self, err: VendorError) -> Inventory:
        """Keep showing what is known through one failed poll; the second one counts.

        A pause that the cloud demands and that is longer than that counts at once.
        """
        self._missed += 1
        pause = err.retry_after if isinstance(err, RateLimited) else None
        if pause is not None and pause <= self.cloud.pace.states.total_seconds():
            pause = None
        if self._missed == 1 and pause is None and self.data is not None:
            LOGGER.debug("%s: one poll was missed: %s", self.name, err)
            return self.data
        raise UpdateFailed(
            translation_domain=DOMAIN, translation_key=err.reason, retry_after=pause
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
        try:
            return await async_see_through(task)
        except OutcomeUnknown:
            return CommandResult(outcome=Outcome.UNKNOWN)

    async def _operate(self, lock: Lock, operation: Operation) -> CommandResult:
        urgent = operation.lets_in
        deadline = dt_util.utcnow() + timedelta(seconds=URGENT_WITHIN)
        call = partial(
            self.cloud.operate,
            lock.id,
            operation,
            deadline=deadline if urgent else None,
        )
        try:
            result = await self._queue.run(lock.lanes.operate, call, urgent=urgent)
        except OutcomeUnknown, ProtocolError:
            result = await self._read_back(lock.id, operation)
        except OperationFailed, LockOffline:
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
        self._newer.add(lock.id)
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
