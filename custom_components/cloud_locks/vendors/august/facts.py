"""What the client remembers of a lock beside what the model shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self

from ...model.errors import LockOffline
from ...model.lock import Lock, LockId
from ...model.reason import Reason
from .._record import Record
from .wire import ListedLock, LockItem

_LONGEST_PIN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a lock can do, as one call tells it; None: not told."""

    unlatch: bool | None = None
    lengths: frozenset[int] = frozenset()
    capacity: int | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; each part is missing where it does not apply."""
        lock = record.maybe_record("lock") or Record({}, "lock")
        keypad = record.maybe_record("keypad") or Record({}, "keypad")
        capacity = lock.maybe_integer("pinSlotMax")
        return cls(
            unlatch=lock.flag("unlatch"),
            lengths=_lengths(keypad),
            capacity=capacity if capacity is not None and capacity > 0 else None,
        )


def _lengths(keypad: Record) -> frozenset[int]:
    least = keypad.maybe_integer("pinLengthMin")
    most = keypad.maybe_integer("pinLengthMax")
    if least is None or most is None or not 0 < least <= most <= _LONGEST_PIN:
        return frozenset()
    return frozenset(range(least, most + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFacts:
    """One lock as last read. `item` None: only the list of locks told of it."""

    lock: Lock
    listed: ListedLock
    item: LockItem | None
    abilities: Abilities
    read_at: datetime
    """When it was read in full."""
    owners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Whose PINs are on the lock: user id → id and name of the code."""

    @property
    def id(self) -> LockId:
        """The id of the model, which is that of the wire."""
        return self.lock.id

    @property
    def house_id(self) -> str | None:
        """The house whose log tells of the lock."""
        told = None if self.item is None else self.item.house_id
        return self.listed.house_id or told

    @property
    def has_no_way(self) -> bool:
        """Whether nothing connects the lock with the cloud."""
        item = self.item
        return item is not None and item.bridge is None and not item.other_way

    def check_in_reach(self) -> None:
        """Refuse what would never arrive (`LockOffline`)."""
        if self.has_no_way:
            raise LockOffline("no bridge", reason=Reason.GATEWAY_MISSING)
