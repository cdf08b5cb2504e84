"""Reading the states of locks in turn, where no call tells of all of them at once."""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from .model.lock import LockId
from .model.planner import JobKind, Turn
from .model.spending import Lane
from .scheduler import Work

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator


class StateTurns:
    """Wants each lock of an account to be read at the pace of its cloud.

    Where one call tells of all locks it wants nothing: the poll does it.
    """

    def __init__(self, coordinator: LocksCoordinator) -> None:
        """Want nothing yet."""
        self._coordinator = coordinator
        self._scheduler = coordinator.scheduler
        work = Work(coordinator.async_read_one, self._next)
        self._scheduler.async_serve(JobKind.STATE, work)

    @callback
    def async_start(self) -> None:
        """Take all locks in turn from now on, and those that come later."""
        coordinator = self._coordinator
        if coordinator.cloud.pace.bulk_states:
            return
        coordinator.config_entry.async_on_unload(
            coordinator.async_add_listener(self._follow_listed)
        )
        for lock_id in coordinator.data.locks:
            self._scheduler.async_plan(JobKind.STATE, lock_id, Turn(0))

    @callback
    def async_expect(self, lock_id: LockId) -> bool:
        """Read a lock soon that has moved; False where the next poll tells anyway."""
        if self._coordinator.cloud.pace.bulk_states:
            return False
        turn = Turn(0, Lane.CHANGED)
        self._scheduler.async_plan(JobKind.STATE, lock_id, turn, sooner=True)
        return True

    @callback
    def _follow_listed(self) -> None:
        locks = self._coordinator.data.locks
        for lock_id in self._coordinator.changed:
            is_wanted = self._scheduler.is_wanted(JobKind.STATE, lock_id)
            if lock_id in locks and not is_wanted:
                self._scheduler.async_plan(JobKind.STATE, lock_id, Turn(0))

    def _next(self, lock_id: LockId) -> Turn | None:
        if lock_id not in self._coordinator.data.locks:
            return None
        states = self._coordinator.cloud.pace.states
        return self._scheduler.rest(states.total_seconds())
