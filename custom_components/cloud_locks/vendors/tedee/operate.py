"""Moving the bolt: told once, then followed to its end.

A command is always sent, also when the lock is said to be where it shall be: what the
cloud shows may be older than somebody's hand on the knob.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from ...model.capabilities import Capability
from ...model.command import CommandResult, Operation, Outcome
from ...model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.lock import BoltState, LockId
from ...model.reason import Reason
from .._connection import Connection
from .api import TedeeApi
from .enums import State
from .facts import LockFacts
from .known import KnownLocks
from .moves import (
    LOCK,
    PULL,
    PULLED,
    UNLOCK,
    UNLOCK_AND_PULL,
    Move,
    has_ended,
    judge,
)
from .wire import OperationStart, OperationStatus

_STEP: Final = 1.0
"""Seconds between two looks; a movement takes about 3."""

_STEPS: Final = 15
"""How often an operation is looked at; the firmware allows a movement 9 s."""

_PATIENCE: Final = timedelta(seconds=_STEP * _STEPS)

_PULL_WITHIN: Final = timedelta(seconds=45)
"""How long unlocking before a pull may take: whoever has seen the bolt move waits."""

_LOOKS: Final = 3
"""How often the state is read after the end, because it may lag behind."""


class Operator:
    """Carries out operations."""

    def __init__(
        self, api: TedeeApi, known: KnownLocks, connection: Connection
    ) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._sleep = connection.sleep
        self._now = connection.now

    async def operate(
        self, lock_id: LockId, operation: Operation, deadline: datetime | None
    ) -> CommandResult:
        """Carry out an operation; see `LockCloud.operate`."""
        asked = self._now()
        facts = await self._ready(lock_id)
        if operation is Operation.OPEN:
            return await self._open(facts, asked, deadline)
        self._check_in_time(deadline)
        return await self._move(facts, LOCK if operation is Operation.LOCK else UNLOCK)

    async def _ready(self, lock_id: LockId) -> LockFacts:
        """Return a lock that can move, refusing one that would only seem to."""
        facts = await self._known.facts(lock_id)
        if not facts.has_bridge:
            raise LockOffline("no bridge", reason=facts.unreachable_because)
        if facts.state is State.UNCALIBRATED:
            # Somebody may have calibrated it since.
            facts = await self._known.sync(lock_id)
        if facts.state is State.UNCALIBRATED:
            raise Unsupported("uncalibrated", reason=Reason.NOT_CALIBRATED)
        return facts

    def _check_in_time(self, deadline: datetime | None) -> None:
        """Refuse what was not ready in time; nothing was sent yet."""
        if deadline is not None and self._now() > deadline:
            raise LockBusy("not ready in time", reason=Reason.TOO_LATE)

    async def _open(
        self, facts: LockFacts, asked: datetime, deadline: datetime | None
    ) -> CommandResult:
        """Pull the latch, from whatever state the lock is in."""
        if not facts.lock.can(Capability.OPEN):
            raise Unsupported("no pull spring")
        facts = await self._resting(facts.id)
        self._check_in_time(deadline)
        if facts.state in PULLED:
            return CommandResult(outcome=Outcome.CONFIRMED, bolt=facts.lock.bolt)
        if facts.state is State.UNLOCKED:
            return await self._move(facts, PULL)
        if facts.auto_pull and facts.state in {State.LOCKED, State.SEMI_LOCKED}:
            return await self._move(facts, UNLOCK_AND_PULL)
        return await self._unlock_then_pull(facts, asked)

    async def _unlock_then_pull(
        self, facts: LockFacts, asked: datetime
    ) -> CommandResult:
        """Unlock, wait for the end, pull: the API pulls from unlocked only."""
        unlocked = await self._move(facts, UNLOCK)
        confirmed = unlocked.outcome is Outcome.CONFIRMED
        if confirmed and unlocked.bolt in {BoltState.OPEN, BoltState.OPENING}:
            return unlocked
        if not confirmed or self._now() - asked > _PULL_WITHIN:
            # Pulled later, the door would swing open when nobody stands there.
            raise OutcomeUnknown("unlock", reason=Reason.NOT_CONFIRMED)
        return await self._move(facts, PULL)

    async def _resting(self, lock_id: LockId) -> LockFacts:
        """Return a lock that is not turning, waiting for it."""
        for _ in range(_STEPS):
            facts = await self._known.sync(lock_id)
            if not facts.sync.connected:
                raise LockOffline("not connected", reason=facts.unreachable_because)
            if facts.state.engaged:
                break
            if facts.state not in {State.LOCKING, State.UNLOCKING}:
                return facts
            await self._sleep(_STEP)
        raise LockBusy("occupied")

    async def _move(self, facts: LockFacts, move: Move) -> CommandResult:
        """Send one command, follow it and say how it ended."""
        try:
            start = await self._api.operate(facts, move.name, move.query)
        except NotPermitted, NotFound:
            raise
        except RejectedError as refusal:
            return await self._refused(facts, move, refusal)
        status = await self._follow(start)
        looks = 1 if status is None else _LOOKS
        return judge(
            move, start, status, await self._settled(facts, move, start, looks)
        )

    async def _refused(
        self, facts: LockFacts, move: Move, refusal: RejectedError
    ) -> CommandResult:
        """Find the reason of a refusal, which the API does not document."""
        with suppress(VendorError):
            facts = await self._known.sync(facts.id)
            if facts.state in move.goals:
                return CommandResult(outcome=Outcome.CONFIRMED, bolt=facts.lock.bolt)
        if not facts.sync.connected:
            raise LockOffline(refusal.detail, reason=facts.unreachable_because)
        if facts.state is State.UNCALIBRATED:
            raise Unsupported(refusal.detail, reason=Reason.NOT_CALIBRATED)
        raise refusal

    async def _follow(self, start: OperationStart) -> OperationStatus | None:
        """Return how an operation ended, None when that is not told in time.

        Answers that get lost on the way are failed reads and nothing else.
        """
        deadline = self._now() + _PATIENCE
        for _ in range(_STEPS):
            if start.operation_id is None or self._now() >= deadline:
                break
            await self._sleep(_STEP)
            try:
                status = await self._api.operation(start.operation_id)
            except CloudUnreachable, RejectedError, ProtocolError:
                continue
            except VendorError:
                break  # Asking on is what a rate limit forbids.
            if status.completed:
                return status
        return None

    async def _settled(
        self, before: LockFacts, move: Move, start: OperationStart, looks: int
    ) -> LockFacts | None:
        """Return the lock afterwards, None when it cannot be read."""
        facts = None
        for look in range(looks):
            if look:
                await self._sleep(_STEP)
            with suppress(VendorError):
                facts = await self._known.sync(before.id)
            if facts is not None and has_ended(move, start, facts):
                break
        return facts
