"""A lock and the gateway that carries its messages, as one moment saw them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .capabilities import Capability
from .code_rules import CodeRules
from .settings import Setting

type LockId = str
"""What survives removing a lock from the account and adding it again."""

type GatewayId = str


class BoltState(StrEnum):
    """Where the bolt is, or where it is going."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"
    LOCKING = "locking"
    UNLOCKING = "unlocking"
    OPEN = "open"
    OPENING = "opening"
    JAMMED = "jammed"
    UNKNOWN = "unknown"

    @property
    def moving(self) -> bool:
        """Whether another state is about to follow by itself."""
        return self in {BoltState.LOCKING, BoltState.UNLOCKING, BoltState.OPENING}


class DoorState(StrEnum):
    """Whether the door leaf is open; `unknown` also where there is no sensor."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Reachability(StrEnum):
    """Whether a command would arrive.

    `asleep` is a battery Wi-Fi lock between two contacts: it cannot be operated at
    this moment and is nevertheless in order.
    """

    ONLINE = "online"
    ASLEEP = "asleep"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """Charge of one device: whole percent (0 to 100) and the vendor's warning."""

    percent: int | None = None
    low: bool | None = None
    charging: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmware:
    """Version on the device; whether the vendor offers a newer one (None: not said)."""

    version: str | None = None
    update_available: bool | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The queues that order what is sent to a lock.

    Commands of one lane never overlap. A lock whose gateway carries one message at a
    time puts both of its lanes, and those of its neighbours, into the gateway's.
    """

    operate: str
    write: str

    @classmethod
    def of_lock(cls, lock_id: LockId) -> Lanes:
        """Return lanes of its own: an unlock need not wait for a code being written."""
        return cls(operate=f"{lock_id}:operate", write=f"{lock_id}:write")

    @classmethod
    def shared(cls, name: str) -> Lanes:
        """Return one lane for everything, for a gateway that takes one at a time."""
        return cls(operate=name, write=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A bridge between cloud and locks, a device of its own."""

    id: GatewayId
    name: str
    model: str | None = None
    serial: str | None = None
    firmware: Firmware = Firmware()
    online: bool | None = None
    signal_strength: int | None = None
    """dBm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Everything known about one lock at one moment.

    `vendor_id` is what the wire calls it now; it may change when the lock is added
    again, `id` does not.
    """

    id: LockId
    vendor_id: str
    name: str
    brand: str
    lanes: Lanes
    model: str | None = None
    serial: str | None = None
    firmware: Firmware = Firmware()
    time_zone: str | None = None
    """IANA name."""

    bolt: BoltState = BoltState.UNKNOWN
    bolt_reported: bool = True
    """False where the cloud never tells the bolt: it is as last commanded."""
    bolt_changed_at: datetime | None = None
    """When the bolt last moved; None where the cloud does not tell."""
    calibrated: bool = True
    door: DoorState = DoorState.UNKNOWN
    battery: Battery = Battery()
    keypad_battery: Battery | None = None
    """None where there is no keypad with a battery of its own."""
    tamper: bool | None = None
    reachability: Reachability = Reachability.UNKNOWN
    last_contact: datetime | None = None
    asking_until: datetime | None = None
    """So long somebody at the door waits for an answer; None: nobody asks."""
    gateway_id: GatewayId | None = None
    signal_strength: int | None = None
    """dBm, lock to gateway or to Wi-Fi."""
    group: str | None = None
    """What the vendor's app files it under, often a room or a floor."""

    capabilities: frozenset[Capability] = frozenset()
    code_rules: CodeRules | None = None
    settings: tuple[Setting, ...] = ()

    def can(self, capability: Capability) -> bool:
        """Return whether the lock has a capability."""
        return capability in self.capabilities

    def is_asking(self, now: datetime) -> bool:
        """Return whether somebody at the door waits to be let in."""
        return self.asking_until is not None and now < self.asking_until
