"""What the client remembers of a lock beside what the model shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Any, Final, Self

from ...model.command import Operation
from ...model.errors import LockOffline
from ...model.lock import Lock, LockId, Reachability
from ...model.reason import Reason
from .._record import Record
from .points import BATTERY, BATTERY_STATE, Points, Specification, points_of
from .wire import flag_of, moment_of

UTC_NAME: Final = "UTC"

_KEEP_ALIVE: Final = frozenset({"jtmsbh", "photolock", "videolock"})
_BLUETOOTH: Final = frozenset(
    {"ble_unlock_check", "bluetooth_unlock", "synch_method", "unlock_ble"}
)
_KEYPADS: Final = "mk"

_SAME_REQUEST: Final = timedelta(seconds=5)
"""So far apart may be what two tellings say of the end of one countdown."""


class Kind(Enum):
    """How a lock is connected; documentation speaks of it, and no field tells it."""

    ZIGBEE = auto()
    BLUETOOTH = auto()
    WIFI = auto()
    """Sleeps between contacts when it has a battery."""
    KEEP_ALIVE = auto()
    KEYPAD = auto()
    """Wi-Fi, on the mains, beside a door opener."""


class Way(StrEnum):
    """How a lock is opened from afar, in order of trying."""

    OPERATE = "door-operate"
    OPEN = "open-door"
    CHANNEL = "open-door of a channel"
    OPERATE_TEXT = "door-operate in words"
    COMMAND = "manual_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceItem:
    """A device as listings and details tell it. Its `local_key` is not read at all."""

    id: str
    name: str
    category: str | None
    product: str | None
    uuid: str | None
    owner: str | None
    """The user of the app whose device it is."""
    sub: bool
    """Behind a gateway."""
    online: bool | None
    time_zone: str | None
    updated: datetime | None
    points: Points | None
    """None: this listing does not tell."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; a device without an id is none."""
        device_id = record.identifier("id")
        told = isinstance(record.get("status"), list)
        return cls(
            id=device_id,
            name=record.maybe_text("name") or device_id,
            category=record.maybe_text("category"),
            product=record.maybe_text("product_name") or record.maybe_text("model"),
            uuid=record.maybe_text("uuid"),
            owner=record.maybe_identifier("uid"),
            sub=flag_of(record, "sub") is True,
            online=flag_of(record, "online"),
            time_zone=record.maybe_text("time_zone"),
            updated=moment_of(record, "update_time"),
            points=points_of(record.records("status")) if told else None,
        )


def kind_of(item: DeviceItem, codes: frozenset[str]) -> Kind:
    """Return how a lock is connected, as far as what it reports tells."""
    if item.category == _KEYPADS:
        return Kind.KEYPAD
    if item.category in _KEEP_ALIVE:
        return Kind.KEEP_ALIVE
    if codes & _BLUETOOTH:
        return Kind.BLUETOOTH
    return Kind.ZIGBEE if item.sub else Kind.WIFI


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFacts:
    """One lock as last read."""

    lock: Lock
    item: DeviceItem
    kind: Kind
    points: Points
    specification: Specification
    remote: Mapping[str, bool] = field(default_factory=dict)
    """Ways of opening from afar, and whether the app has them switched on."""
    asking_until: datetime | None = None
    """So long somebody at the door waits to be let in."""
    answered: datetime | None = None
    """The end of the request that was answered last, however that ended."""
    commanded: tuple[Operation, datetime] | None = None
    ways: Mapping[bool, Way] = field(default_factory=dict)
    """How unlocking (True) and locking (False) worked the last time."""
    wished: Mapping[str, Any] = field(default_factory=dict)
    """Settings that were sent and are not reported yet."""

    @property
    def id(self) -> LockId:
        """The id of the model."""
        return self.lock.id

    @property
    def device_id(self) -> str:
        """What the wire calls the lock."""
        return self.item.id

    @property
    def zone(self) -> str:
        """The zone whose clock stands for that of the lock; UTC when not known."""
        return self.lock.time_zone or UTC_NAME

    @property
    def codes(self) -> frozenset[str]:
        """All data points that the lock has."""
        return self.specification.codes | self.points.keys()

    @property
    def sleeps(self) -> bool:
        """Whether the lock is in reach only now and then, whatever `online` says."""
        return self.kind is Kind.WIFI and bool(self.codes & {BATTERY, BATTERY_STATE})

    def asked(self, until: datetime | None) -> Self:
        """Return the lock with a request, unless that one was answered already.

        A request is told more than once: by the queue in two families, by the lock
        while it counts down, and by whoever asks the cloud.
        """
        if until is not None and self.answered is not None:
            again = abs(until - self.answered) <= _SAME_REQUEST
            until = None if again else until
        return replace(self, asking_until=until)

    def taken(self) -> Self:
        """Return the lock with its request answered."""
        return replace(self, asking_until=None, answered=self.asking_until)

    def is_asking(self, now: datetime) -> bool:
        """Return whether somebody at the door waits to be let in."""
        return self.asking_until is not None and now < self.asking_until

    def check_in_reach(self, now: datetime) -> None:
        """Refuse what would not arrive now (`LockOffline`)."""
        if self.sleeps:
            if not self.is_asking(now):
                raise LockOffline("asleep", reason=Reason.LOCK_ASLEEP)
        elif self.lock.reachability is Reachability.OFFLINE:
            raise LockOffline("offline")
