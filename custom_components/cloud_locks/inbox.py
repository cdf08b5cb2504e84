"""What a cloud says unasked: believed where it is complete, else a reason to ask."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, callback

from .const import CALM_WITH_NEWS
from .model.capabilities import Capability
from .model.lock import LockId
from .model.planner import JobKind, Turn
from .model.spending import Lane
from .model.updates import (
    EnrollmentUpdate,
    EventUpdate,
    Hint,
    LockUpdate,
    Update,
)

if TYPE_CHECKING:
    from .activity import ActivityFeed
    from .coordinator import LocksCoordinator
    from .credentials import Enrollments

_SOON: Final = Turn(0, Lane.CHANGED)


class Inbox:
    """Takes the updates of an account, from a subscription or from callbacks.

    While news come by themselves the account is asked less often. When they no longer
    do, everything is looked at once: a lost connection costs delay, never truth.
    """

    def __init__(
        self,
        coordinator: LocksCoordinator,
        activity: ActivityFeed,
        enrollments: Enrollments,
    ) -> None:
        """Start without news."""
        self._coordinator = coordinator
        self._scheduler = coordinator.scheduler
        self._activity = activity
        self._enrollments = enrollments
        self._listeners: list[CALLBACK_TYPE] = []
        self.flows = False
        """Whether news come by themselves, as far as it is known."""

    @callback
    def async_listen(self, update: CALLBACK_TYPE) -> Callable[[], None]:
        """Call `update` when `flows` is different; returns how to stop."""
        self._listeners.append(update)
        return lambda: self._listeners.remove(update)

    @callback
    def async_set_flows(self, *, flows: bool) -> None:
        """Note whether news come by themselves."""
        if flows is self.flows:
            return
        self.flows = flows
        self._scheduler.async_calm(CALM_WITH_NEWS if flows else 1)
        for update in list(self._listeners):
            update()

    @callback
    def async_take(self, updates: Iterable[Update]) -> None:
        """Take what a cloud said; about locks that nobody knows it says to ask."""
        for update in updates:
            match update:
                case EventUpdate(event=event) if self._is_known(event.lock_id):
                    self._activity.async_take(event)
                case LockUpdate(lock=lock) if self._is_known(lock.id):
                    self._coordinator.async_put(lock)
                case EnrollmentUpdate(lock_id=lock_id, step=step):
                    self._enrollments.async_step(lock_id, step)
                case Hint(lock_id=str() as lock_id, codes=codes):
                    self._look_at(lock_id, codes=codes)
                case Hint():
                    self._scheduler.async_look_around()
                case _:
                    # A gateway, or a lock that nobody knows.
                    self._coordinator.async_list_soon()

    def _is_known(self, lock_id: LockId) -> bool:
        return lock_id in self._coordinator.data.locks

    @callback
    def _look_at(self, lock_id: LockId, *, codes: bool) -> None:
        if not self._is_known(lock_id):
            self._coordinator.async_list_soon()
            return
        self._activity.async_expect(lock_id)
        if not self._coordinator.turns.async_expect(lock_id):
            self._scheduler.async_plan(JobKind.BOLT, lock_id, _SOON)
        if codes and self._coordinator.lock(lock_id).can(Capability.CODES):
            self._scheduler.async_plan(JobKind.CODES, lock_id, _SOON)
