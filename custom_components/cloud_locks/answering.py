"""Answering who asks at a door to be let in: once for each time that they ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .commands import async_see_through
from .const import DOMAIN
from .listeners import subscribe
from .model.areas import Area
from .model.command import CommandResult, Operation, Outcome
from .model.errors import (
    AuthError,
    LockOffline,
    OperationFailed,
    OutcomeUnknown,
    RejectedError,
    TransientError,
)
from .model.lock import Lock, LockId
from .model.reason import Reason

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .queue import LaneQueue
    from .runtime import CloudLocksEntry


class DoorAnswers:
    """Lets in, or turns away, who asks at a lock of an account.

    An answer takes the request: whoever answers at the same time, or when it is not
    known what became of the first answer, is told that nobody asks any more.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        queue: LaneQueue,
    ) -> None:
        """Start with nothing under way."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._queue = queue
        self._answered: dict[LockId, datetime] = {}
        self._listeners: dict[LockId, list[CALLBACK_TYPE]] = {}

    def asked_until(self, lock: Lock) -> datetime | None:
        """Return until when a request may be answered; None: there is none to answer.

        One that was answered stays so, even if the lock is still said to ask.
        """
        until, answered = lock.asking_until, self._answered.get(lock.id)
        if until is None or until <= dt_util.utcnow():
            return None
        return None if answered is not None and until <= answered else until

    async def async_answer(self, lock_id: LockId, *, accept: bool) -> CommandResult:
        """Send an answer; it goes on when the caller is cancelled.

        `LockOffline` (reason `lock_asleep`) when nobody asks (any more). Raises the
        errors of `model.errors`, never `OutcomeUnknown`: that is a result.
        """
        lock = self._coordinator.lock(lock_id)
        if (until := self.asked_until(lock)) is None:
            raise LockOffline("nobody asks", reason=Reason.LOCK_ASLEEP)
        answer = self._let_in if accept else self._turn_away
        with self._taken(lock_id, until):
            return await answer(lock)

    @callback
    def async_listen(self, lock_id: LockId, update: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `update` when a request is taken or given back; returns how to stop."""
        return subscribe(self._listeners, lock_id, update)

    @contextmanager
    def _taken(self, lock_id: LockId, until: datetime) -> Iterator[None]:
        """Take a request; it is there again if nothing was done about it."""
        self._answered[lock_id] = until
        self._tell(lock_id)
        try:
            yield
        except AuthError, OperationFailed, RejectedError, TransientError:
            del self._answered[lock_id]
            self._tell(lock_id)
            raise

    def _tell(self, lock_id: LockId) -> None:
        for update in list(self._listeners.get(lock_id, ())):
            update()

    async def _let_in(self, lock: Lock) -> CommandResult:
        call = partial(self._coordinator.cloud.answer_request, lock.id, accept=True)
        return await self._coordinator.async_carry_out(lock.id, Operation.UNLOCK, call)

    async def _turn_away(self, lock: Lock) -> CommandResult:
        task = self._entry.async_create_background_task(
            self._hass, self._reject(lock), f"{DOMAIN} reject {lock.id}"
        )
        try:
            return await async_see_through(task)
        except OutcomeUnknown:
            return CommandResult(outcome=Outcome.UNKNOWN)

    async def _reject(self, lock: Lock) -> CommandResult:
        call = partial(self._coordinator.cloud.answer_request, lock.id, accept=False)
        with self._entry.runtime_data.refusals.watch(Area.COMMANDS, lock.id):
            return await self._queue.run(lock.lanes.operate, call, urgent=True)
