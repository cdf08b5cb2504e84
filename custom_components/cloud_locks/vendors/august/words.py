"""Two vocabularies for the same states (maintained clients; recorded answers).

Short words stand in what the cloud remembers, `kAug…` in what a lock has just said.
"""

from collections.abc import Mapping
from typing import Final

from ...model.lock import BoltState, DoorState

_BOLTS: Final[Mapping[str, BoltState]] = {
    "locked": BoltState.LOCKED,
    "lock": BoltState.LOCKED,
    "secure": BoltState.LOCKED,
    "securemode": BoltState.LOCKED,
    "kauglockstate_locked": BoltState.LOCKED,
    "kauglockstate_securemode": BoltState.LOCKED,
    "unlocked": BoltState.UNLOCKED,
    "unlock": BoltState.UNLOCKED,
    "kauglockstate_unlocked": BoltState.UNLOCKED,
    "unlatched": BoltState.OPEN,
    "kauglockstate_unlatched": BoltState.OPEN,
    "kauglockstate_locking": BoltState.LOCKING,
    "kauglockstate_unlocking": BoltState.UNLOCKING,
    "kauglockstate_unlatching": BoltState.OPENING,
    "kauglockstate_unknownstaticposition": BoltState.JAMMED,
    "failed_bridge_error_lock_jammed": BoltState.JAMMED,
}

_DOORS: Final[Mapping[str, DoorState]] = {
    "closed": DoorState.CLOSED,
    "kaugdoorstate_closed": DoorState.CLOSED,
    "kauglockdoorstate_closed": DoorState.CLOSED,
    "open": DoorState.OPEN,
    "kaugdoorstate_open": DoorState.OPEN,
    "kauglockdoorstate_open": DoorState.OPEN,
}

BRIDGE_ONLINE: Final = "associated_bridge_online"
BRIDGE_OFFLINE: Final = "associated_bridge_offline"
DOOR_CHANGED: Final = "doorstatechanged"


def bolt_of(word: str | None) -> BoltState:
    """Return where the bolt is; words not known say nothing."""
    return _BOLTS.get((word or "").lower(), BoltState.UNKNOWN)


def door_of(word: str | None) -> DoorState | None:
    """Return the door leaf, None where there is no sensor or it is not set up."""
    return _DOORS.get((word or "").lower())
