"""The state of all locks of one account, and the one way to move a bolt."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, override

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import UpdateFailed
from homeassistant.util import dt as dt_util

from .commands import async_see_through
from .const import DOMAIN, LOGGER, READ_BACK_DELAYS, REFUSED_RETRY, URGENT_WITHIN
from .model.areas import Area
from .model.cloud import Inventory, LockCloud
from .model.command import CommandResult, Operation, Outcome
from .model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    OperationFailed,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
)
from .model.lock import BoltState, Lock, LockId
from .model.look_outs import LookOuts
from .model.planner import JobKind, Turn
from .model.silence import Silence
from .model.spending import Lane
from .scheduler import ACCOUNT, Scheduler, Work
from .snapshots import Snapshots
from .turns import StateTurns

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


type _Call = Callable[[], Awaitable[CommandResult]]


class LocksCoordinator(Snapshots):
    """Keeps the newest snapshot of every lock; the scheduler says when to read."""

    config_entry: CloudLocksEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        cloud: LockCloud,
        queue: LaneQueue,
        scheduler: Scheduler,
    ) -> None:
        """Know nothing yet."""
        super().__init__(hass, entry)
        self.cloud = cloud
        self.scheduler = scheduler
        self._queue = queue
        self._listed_at: datetime | None = None
        self._error: VendorError | None = None
        self._missed = 0
        self._refusals = 0
        self._silence = Silence()
        self._newer: set[LockId] = set()
        self._moving = LookOuts(Lane.ASKED)
        self.turns = StateTurns(self)
        scheduler.async_serve(JobKind.POLL, Work(self._poll, self._next_poll))
        scheduler.async_serve(JobKind.BOLT, Work(self.async_look, self._moving_on))

    async def _poll(self, _: LockId) -> None:
        """Read the account as a whole. Raises what went wrong, forgiven or not."""
        if self._refusals and self.scheduler.person_is_asked:
            # The key stays refused until they have answered.
            return
        with self.config_entry.runtime_data.refusals.watch(Area.ACCOUNT, ACCOUNT):
            await self.async_refresh()
            if self._error is not None:
                raise self._error

    def _next_poll(self, _: LockId) -> Turn:
        if self._refusals:
            after = REFUSED_RETRY[min(self._refusals, len(REFUSED_RETRY)) - 1]
            return Turn(after, Lane.ACCOUNT)
        if self._error is not None:
            return self.scheduler.account_retry
        return self.scheduler.account_turn

    async def async_read_one(self, lock_id: LockId) -> None:
        """Read one lock in its turn. Raises the errors of `model.errors`.

        Whether the account answers is for the next poll to say.
        """
        known = {lock_id: self.lock(lock_id)}
        try:
            states = await self.cloud.states(known)
        except CloudUnreachable:
            self.scheduler.async_ask_account()
            raise
        # What a command put meanwhile is newer.
        if self.data.locks.get(lock_id) is known[lock_id]:
            self.async_put(self._complete(known, states)[lock_id])

    @override
    async def _async_update_data(self) -> Inventory:
        try:
            fresh = await self._read()
        except AuthError as err:
            self._error = err
            self._refusals += 1
            raise ConfigEntryAuthFailed(
                translation_domain=DOMAIN, translation_key=err.reason
            ) from err
        except VendorError as err:
            self._error = err
            return self._one_may_be_missed(err)
        self._error, self._missed, self._refusals = None, 0, 0
        return fresh

    @override
    @callback
    def _async_refresh_finished(self) -> None:
        self.scheduler.async_polled(
            up=self.last_update_success, answered=self._error is None
        )

    async def _read(self) -> Inventory:
        pace, now = self.cloud.pace, dt_util.utcnow()
        self._newer.clear()
        last = self._listed_at if pace.bulk_states else None
        if last is None or now - last >= pace.inventory:
            inventory = await self.cloud.inventory()
            self._listed_at = now
            return self._with_newer(inventory)
        states = await self.cloud.states(self.data.locks)
        locks = self._complete(self.data.locks, states)
        return self._with_newer(replace(self.data, locks=locks))

    def _with_newer(self, inventory: Inventory) -> Inventory:
        """Keep what a command put while the poll was under way: it is newer."""
        newer = {it: self.data.locks[it] for it in self._newer & inventory.locks.keys()}
        return replace(inventory, locks={**inventory.locks, **newer})

    def _complete(
        self, known: Mapping[LockId, Lock], states: Mapping[LockId, Lock]
    ) -> Mapping[LockId, Lock]:
        """Add the locks that were not answered for, and find out who is gone."""
        locks, list_anew = self._silence.complete(known, states)
        if list_anew:
            self.async_list_soon()
        return locks

    @callback
    def async_list_soon(self) -> None:
        """Read the complete listing as soon as the cloud allows it."""
        self._listed_at = None
        self.scheduler.async_ask_account()

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
            translation_domain=DOMAIN, translation_key=err.reason
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
        urgent = operation.lets_in
        deadline = dt_util.utcnow() + timedelta(seconds=URGENT_WITHIN)
        call = partial(
            self.cloud.operate,
            lock_id,
            operation,
            deadline=deadline if urgent else None,
        )
        return await self.async_carry_out(lock_id, operation, call)

    async def async_carry_out(
        self, lock_id: LockId, operation: Operation, call: _Call
    ) -> CommandResult:
        """Move a bolt by a call of the cloud, as `async_operate` does."""
        task = self.config_entry.async_create_background_task(
            self.hass,
            self._carry_out(self.lock(lock_id), operation, call),
            f"{DOMAIN} {operation} {lock_id}",
        )
        try:
            return await async_see_through(task)
        except OutcomeUnknown:
            return CommandResult(outcome=Outcome.UNKNOWN)

    async def _carry_out(
        self, lock: Lock, operation: Operation, call: _Call
    ) -> CommandResult:
        urgent = operation.lets_in
        try:
            with self.config_entry.runtime_data.refusals.watch(Area.COMMANDS, lock.id):
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
            return await self.async_look(lock_id)
        except VendorError:
            return None

    async def async_look(self, lock_id: LockId) -> BoltState | None:
        """Read one lock anew; None when it is not answered for. Raises otherwise."""
        known = self.lock(lock_id)
        if (lock := (await self.cloud.states({lock_id: known})).get(lock_id)) is None:
            return None
        # What a command or a poll found elsewhere meanwhile is newer.
        if self.lock(lock_id).bolt is known.bolt:
            self.async_put(lock)
        return self.lock(lock_id).bolt

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
        on_its_way = accepted or bolt.moving
        if on_its_way and (turn := self._moving.begin(lock_id, READ_BACK_DELAYS)):
            self.scheduler.async_plan(JobKind.BOLT, lock_id, turn)

    def _moving_on(self, lock_id: LockId) -> Turn | None:
        """Look at a bolt that is on its way until it has arrived."""
        lock = self.data.locks.get(lock_id)
        if lock is None or not lock.bolt.moving:
            self._moving.end(lock_id)
        return self._moving.step(lock_id)

    @override
    @callback
    def async_put(self, lock: Lock) -> None:
        self._newer.add(lock.id)
        super().async_put(lock)
