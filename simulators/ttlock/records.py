"""What happened at a lock, in the numbers of the cloud's records.

Source: TTLock open platform documentation, record types; the numbers of the lock itself
(`recordTypeFromLock`) are another, finer table of which only three are known.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from simulators.doorlog import Act, Method

LOCKED_OUT: Final = 48
UNLOCK_TIMEOUT, LOCK_TIMEOUT = 65, 66
_UNKNOWN_TABLE: Final = 60
"""What sets the made-up numbers of the lock apart from the cloud's."""
_FROM_LOCK: Final = {1: 1, 4: 4, 7: 17}
_UNLOCK: Final = {
    Method.APP: 1,
    Method.CLOUD: 12,
    Method.PIN: 4,
    Method.CARD: 7,
    Method.FINGERPRINT: 8,
    Method.MANUAL: 10,
    Method.BUTTON: 46,
    Method.AUTO: 63,
}
_LOCK: Final = {
    Method.APP: 11,
    # No number of its own is documented for a lock command from afar.
    Method.CLOUD: 11,
    Method.PIN: 34,
    Method.CARD: 35,
    Method.FINGERPRINT: 33,
    Method.MANUAL: 36,
    Method.BUTTON: 47,
    Method.KEYPAD: 47,
    Method.AUTO: 45,
}
_OTHERS: Final = {
    Act.FORCE_UNLOCKED: 29,
    Act.DOOR_CLOSED: 30,
    Act.DOOR_OPENED: 31,
    Act.DOOR_LEFT_OPEN: 64,
    Act.PARTIALLY_OPEN: UNLOCK_TIMEOUT,
    Act.JAMMED: LOCK_TIMEOUT,
}
REFUSALS: Final = frozenset({Act.WRONG_CODE, Act.OUT_OF_SCHEDULE})


@dataclass(kw_only=True, slots=True)
class Record:
    """One record; `server` is when it reached the cloud, None while it has not."""

    id: int
    kind: int
    success: int
    app: bool
    """Whether somebody used an account, whose name `username` is then."""
    username: str | None
    shown: str | None = field(repr=False)
    at: datetime
    """By the clock of the lock."""
    due: datetime
    """When it would be in the cloud if nothing were in the way."""
    battery: int
    server: datetime | None = None

    @property
    def kind_from_lock(self) -> int:
        """Return the lock's own number."""
        return _FROM_LOCK.get(self.kind, self.kind + _UNKNOWN_TABLE)


def record_type(act: Act, method: Method) -> int | None:
    """Return the number of an act, None for what the cloud has no record of."""
    if act is Act.LOCKED:
        return _LOCK.get(method)
    if act is Act.UNLOCKED or act in REFUSALS:
        return _UNLOCK.get(method)
    if act is Act.PARTIALLY_OPEN and method is Method.MANUAL:
        return None
    return _OTHERS.get(act)
