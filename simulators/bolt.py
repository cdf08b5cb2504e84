"""The bolt and latch of a lock: the states and the moves between them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .doorlog import Act, Cause


class Bolt(StrEnum):
    """Where the bolt is, or where it is going."""

    LOCKED = "locked"
    LOCKING = "locking"
    UNLOCKED = "unlocked"
    UNLOCKING = "unlocking"
    SEMI_LOCKED = "semi_locked"
    PULLED = "pulled"
    PULLING = "pulling"
    UNKNOWN = "unknown"
    CALIBRATING = "calibrating"
    UPDATING = "updating"


class Move(StrEnum):
    """What a motor can be asked to do."""

    LOCK = "lock"
    UNLOCK = "unlock"
    PULL = "pull"


@dataclass(kw_only=True, slots=True, eq=False)
class Movement:
    """One request to the motor, followed to its end.

    `act` is what the log will call it when it ends well.
    `ignored` means that nothing moved; `wrong_state`, that this was because of where
    the bolt was, and not for want of calibration.
    """

    move: Move
    act: Act
    cause: Cause
    then_pull: bool = False
    forced: bool = False
    done: bool = False
    jammed: bool = False
    ignored: bool = False
    wrong_state: bool = False


STARTS_FROM: Final = {
    Move.LOCK: {Bolt.UNLOCKED, Bolt.SEMI_LOCKED},
    Move.UNLOCK: {Bolt.LOCKED, Bolt.SEMI_LOCKED},
    Move.PULL: {Bolt.UNLOCKED},
}
DURING: Final = {
    Move.LOCK: Bolt.LOCKING,
    Move.UNLOCK: Bolt.UNLOCKING,
    Move.PULL: Bolt.PULLING,
}
ENDS_IN: Final = {
    Move.LOCK: Bolt.LOCKED,
    Move.UNLOCK: Bolt.UNLOCKED,
    Move.PULL: Bolt.PULLED,
}


def can_start(movement: Movement, bolt: Bolt) -> bool:
    """Tell whether the motor can carry out the move from where the bolt is."""
    if movement.forced and bolt is Bolt.UNKNOWN:
        return True
    return bolt in STARTS_FROM[movement.move]
