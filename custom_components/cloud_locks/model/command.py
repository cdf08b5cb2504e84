"""What is asked of a bolt, and how certain the answer is."""

from dataclasses import dataclass
from enum import StrEnum

from .capabilities import Capability
from .lock import BoltState, Lock


class Operation(StrEnum):
    """What a person can ask of a bolt."""

    LOCK = "lock"
    UNLOCK = "unlock"
    OPEN = "open"
    """Withdraw the bolt and pull the latch, from whatever state it is in."""

    @property
    def lets_in(self) -> bool:
        """Whether carrying it out late or twice would open somebody's door."""
        return self is not Operation.LOCK


def operations_of(lock: Lock) -> list[Operation]:
    """Return what can be asked of a lock's bolt."""
    return [
        it for it in Operation if it is not Operation.OPEN or lock.can(Capability.OPEN)
    ]


class Outcome(StrEnum):
    """How a command ended. An unknown outcome is never success and never sent again."""

    CONFIRMED = "confirmed"
    """The lock itself said so."""
    ACCEPTED = "accepted"
    """The cloud took it; what the lock did is not told yet."""
    UNKNOWN = "unknown"
    """Sent, and no answer: it may or may not have happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """How an operation ended and, where the answer told it, the bolt afterwards."""

    outcome: Outcome
    bolt: BoltState | None = None
