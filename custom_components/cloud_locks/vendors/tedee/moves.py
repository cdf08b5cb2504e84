"""The operations of the API, and how to tell that one has ended.

What proves an end is the lock's state afterwards, before the cloud's word: it reports
success for an uncalibrated lock that did not move (Tedee API docs, operate locks).
"""

from dataclasses import dataclass
from typing import Final

from ...model.command import CommandResult, Outcome
from ...model.errors import OperationFailed
from ...model.lock import BoltState
from ...model.reason import Reason
from .enums import State
from .facts import LockFacts
from .wire import OperationStart, OperationStatus

PULLED: Final = frozenset({State.PULLING, State.PULLED})


@dataclass(frozen=True, slots=True)
class Move:
    """One operation of the API."""

    name: str
    goals: frozenset[State]
    """The states that prove it."""
    rests: frozenset[State] = frozenset()
    """The states that follow by themselves and prove it when they are new."""
    mode: int | None = None

    @property
    def query(self) -> dict[str, str] | None:
        """The query that goes with the call."""
        return None if self.mode is None else {"mode": str(self.mode)}


LOCK: Final = Move("lock", frozenset({State.LOCKED}))

UNLOCK: Final = Move("unlock", PULLED | {State.UNLOCKED}, mode=3)
"""Without the automatic pull: who unlocks does not want the door to swing open."""

UNLOCK_AND_PULL: Final = Move("unlock", PULLED, frozenset({State.UNLOCKED}), mode=4)
"""Pulls by itself where the lock's automatic pull is on."""

PULL: Final = Move("pull", PULLED, frozenset({State.UNLOCKED}))


def has_moved(start: OperationStart, facts: LockFacts) -> bool | None:
    """Return whether the state began after the command; None: nobody says."""
    if start.changed_at is None or facts.changed_at is None:
        return None
    return facts.changed_at != start.changed_at


def has_ended(move: Move, start: OperationStart, facts: LockFacts) -> bool:
    """Return whether a further look at the lock can tell nothing more."""
    if facts.state in move.goals:
        return True
    return not facts.state.moving and has_moved(start, facts) is True


def judge(
    move: Move,
    start: OperationStart,
    status: OperationStatus | None,
    facts: LockFacts | None,
) -> CommandResult:
    """Say how a command ended.

    `status` None: the cloud did not say in time. `facts` None: the lock could not be
    read afterwards. Raises `OperationFailed`.
    """
    if facts is None or facts.sync.state is None:
        return _by_word(status)
    moved = has_moved(start, facts)
    if facts.state in move.goals and (status is not None or moved):
        return CommandResult(outcome=Outcome.CONFIRMED, bolt=facts.lock.bolt)
    if status is None:
        return CommandResult(outcome=Outcome.ACCEPTED, bolt=facts.lock.bolt)
    if _failed(status) or facts.lock.bolt is BoltState.JAMMED:
        raise OperationFailed(f"result {status.result}")
    if moved or facts.state.moving or (moved is None and facts.state in move.rests):
        return CommandResult(outcome=Outcome.CONFIRMED, bolt=facts.lock.bolt)
    if status.result is None:
        return CommandResult(outcome=Outcome.ACCEPTED, bolt=facts.lock.bolt)
    raise OperationFailed(f"state {facts.state}", reason=_why_unmoved(facts))


def _by_word(status: OperationStatus | None) -> CommandResult:
    """Say how a command ended when only the cloud's word is left."""
    if status is None or status.result is None:
        return CommandResult(outcome=Outcome.ACCEPTED)
    if _failed(status):
        raise OperationFailed(f"result {status.result}")
    return CommandResult(outcome=Outcome.CONFIRMED)


def _failed(status: OperationStatus) -> bool:
    return status.result is not None and status.result > 0


def _why_unmoved(facts: LockFacts) -> Reason:
    uncalibrated = facts.state is State.UNCALIBRATED
    return Reason.NOT_CALIBRATED if uncalibrated else Reason.NOT_MOVED
