"""Moving the bolt: told once, and waited for.

Literally: `unlock` withdraws the bolt and `unlatch` pulls the latch. (Home Assistant's
own integration exchanges the two at locks that can unlatch.)
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from ...model.capabilities import Capability
from ...model.command import CommandResult, Operation, Outcome
from ...model.errors import (
    LockOffline,
    OperationFailed,
    Unsupported,
    VendorError,
)
from ...model.lock import BoltState, LockId
from ...model.reason import Reason
from .._connection import Connection
from .._record import Record
from .._retry import when_free
from .api import Api
from .endpoints import Command
from .facts import LockFacts
from .known import KnownLocks
from .mapping import moved
from .statuses import Conflict
from .wire import StatusItem
from .words import bolt_of

BUSY_DELAYS: Final = (2.0, 4.0, 6.0)
"""Seconds until what a bridge refused because of other work is sent again."""

_LOOKS: Final = (1.0, 2.0, 4.0)
"""Seconds between looks where an answer does not tell how it ended."""

_COMMANDS: Final[Mapping[Operation, Command]] = {
    Operation.LOCK: Command.LOCK,
    Operation.UNLOCK: Command.UNLOCK,
    Operation.OPEN: Command.UNLATCH,
}

_OPENED: Final = frozenset({BoltState.UNLOCKED, BoltState.OPEN})
"""A latch falls back by itself, and then the door is unlocked."""

_GOALS: Final[Mapping[Operation, frozenset[BoltState]]] = {
    Operation.LOCK: frozenset({BoltState.LOCKED}),
    Operation.UNLOCK: _OPENED,
    Operation.OPEN: _OPENED,
}


class Operator:
    """Carries out operations."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to send by, what is known, and how to wait."""
        self._api = api
        self._known = known
        self._sleep = connection.sleep

    async def operate(
        self, lock_id: LockId, operation: Operation, deadline: datetime | None
    ) -> CommandResult:
        """Carry out an operation; see `LockCloud.operate`."""
        facts = await self._known.facts(lock_id)
        facts.check_in_reach()
        if operation is Operation.OPEN and not facts.lock.can(Capability.OPEN):
            raise Unsupported("no latch")
        self._known.stir()
        call = partial(
            self._api.operate, facts.id, _COMMANDS[operation], deadline=deadline
        )
        try:
            answer = await when_free(call, delays=BUSY_DELAYS, sleep=self._sleep)
        except Conflict as err:
            raise LockOffline(err.detail, reason=Reason.GATEWAY_MISSING) from None
        except OperationFailed as err:
            if err.reason is Reason.JAMMED:
                self._jammed(lock_id, facts)
            raise
        return await self._judged(facts, operation, answer)

    async def _judged(
        self, before: LockFacts, operation: Operation, answer: Record
    ) -> CommandResult:
        """Return how it ended, by the answer or by looking."""
        self._learn(before, answer)
        bolt = bolt_of(StatusItem.read(answer).bolt)
        if (ended := _ended(bolt, operation)) is not None:
            return ended
        if bolt is not BoltState.UNKNOWN and not bolt.moving:
            raise OperationFailed("not moved", reason=Reason.NOT_MOVED)
        return await self._followed(before, operation)

    def _learn(self, before: LockFacts, answer: Record) -> None:
        """Remember what an answer says of the lock."""
        facts = self._known.at_hand(before.id) or before
        lock = moved(facts.lock, StatusItem.read(answer))
        info = answer.maybe_record("info") or Record({}, "info")
        strength = info.maybe_integer("rssi")
        if strength is not None and -127 <= strength < 0:
            lock = replace(lock, signal_strength=strength)
        self._known.put(replace(facts, lock=lock))

    async def _followed(self, before: LockFacts, operation: Operation) -> CommandResult:
        """Look until the bolt is where it shall be; it may have been there before."""
        was_there = before.lock.bolt in _GOALS[operation]
        for seconds in _LOOKS:
            await self._sleep(seconds)
            bolt = BoltState.UNKNOWN
            with suppress(VendorError):
                bolt = (await self._known.reread(before.id)).lock.bolt
            ended = _ended(bolt, operation)
            if ended is not None and not was_there:
                return ended
        return CommandResult(outcome=Outcome.ACCEPTED)

    def _jammed(self, lock_id: LockId, before: LockFacts) -> None:
        facts = self._known.at_hand(lock_id) or before
        lock = replace(facts.lock, bolt=BoltState.JAMMED)
        self._known.put(replace(facts, lock=lock))


def _ended(bolt: BoltState, operation: Operation) -> CommandResult | None:
    """Return the end that a bolt shows; `OperationFailed` for a jam."""
    if bolt is BoltState.JAMMED:
        raise OperationFailed("jammed")
    if bolt in _GOALS[operation]:
        return CommandResult(outcome=Outcome.CONFIRMED, bolt=bolt)
    return None
