"""Locks as this cloud knows them: model families, bridges, what is on them.

Sources: partner user guides, "Users and devices"; recorded lock details of Home
Assistant, yalexs and openHAB; the list of types in public clients.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from simulators.bolt import Bolt
from simulators.door import DoorSensorState
from simulators.home import Home
from simulators.link import Link
from simulators.lock import Lock

from .identity import digits_of, hex_of
from .pins import PinRecord, Reservation
from .users import Role, User

MOST_PINS: Final = 240
"""How many PINs a lock holds, reserved ones counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A model family."""

    type: int
    lock_type: str
    sku: str
    firmware: str
    built_in_bridge: bool = False
    unlatch: bool = False
    secure: bool = False
    schedules: bool = True
    door_state: str | None = None
    """What `doorState` is: `sense` if the door is really known, None without one."""
    own_keypad: bool = False
    """Whether the keypad is part of the lock, so that it has no entry of its own."""
    pin_lengths: tuple[int, int] = (4, 6)
    in_host: bool = False
    """Whether it is a module in somebody else's lock."""
    battery_info: bool = False
    known_to_capabilities: bool = True


KINDS: Final = {
    "linus": Kind(
        type=17,
        lock_type="lock_version_17",
        sku="NONE",
        firmware="1.0.7-1.0.9",
        built_in_bridge=True,
        unlatch=True,
        door_state="init",
        battery_info=True,
        pin_lengths=(4, 8),
    ),
    "assure": Kind(
        type=1001,
        lock_type="lock_version_1001",
        sku="AUG-MD01",
        firmware="undefined-4.3.0-1.8.14",
        secure=True,
        door_state="sense",
        pin_lengths=(4, 8),
        own_keypad=True,
        in_host=True,
    ),
    "original": Kind(
        type=1,
        lock_type="lock_version_1",
        sku="NONE",
        firmware="109717e9-3.0.44-3.0.30",
        schedules=False,
        known_to_capabilities=False,
    ),
    "pro": Kind(
        type=3,
        lock_type="lock_version_3",
        sku="AUG-SL03-C02-S03",
        firmware="undefined-3.0.27-1.0.1",
        door_state="sense",
    ),
    "wifi": Kind(
        type=5,
        lock_type="lock_version_5",
        sku="AUG-SL05-M01-S01",
        firmware="undefined-2.0.27-2.0.3",
        built_in_bridge=True,
        door_state="sense",
    ),
}


@dataclass(kw_only=True, slots=True)
class House:
    """Where locks are."""

    id: str
    name: str
    users: dict[str, Role] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the cloud last heard of a lock."""

    word: str
    at: datetime
    is_open: bool


@dataclass(kw_only=True, slots=True)
class Busy:
    """A number of commands that will be refused because something is under way."""

    times: int
    status: int


@dataclass(kw_only=True, slots=True, eq=False)
class AugustLock:
    """One lock."""

    id: str
    kind: Kind
    hardware: Lock
    house: House
    created: datetime
    channel: str
    roles: dict[str, Role]
    users: dict[str, User]
    """People with an account who have the lock in their app."""
    invitations: dict[str, Role] = field(default_factory=dict)
    pins: dict[str, PinRecord] = field(default_factory=dict)
    reservations: list[Reservation] = field(default_factory=list)
    master: PinRecord | None = None
    known: Known | None = None
    never_heard: bool = False
    """Whether the cloud never heard of the lock's state and battery."""
    secured: bool = False
    homekit: bool = True
    running: bool = False
    """Whether a command is under way."""
    busy: Busy = field(default_factory=lambda: Busy(times=0, status=423))
    failures: int = 0
    """How many PINs the lock is going to refuse when they arrive."""
    told_online: bool = True

    @property
    def bridge(self) -> Link | None:
        """Return the link between bridge and cloud, None without a bridge."""
        if self.kind.built_in_bridge:
            return self.hardware.link
        gateway = self.hardware.gateway
        return gateway.link if gateway is not None else None

    @property
    def online(self) -> bool:
        """Tell whether there is a bridge that has a connection."""
        return self.bridge is not None and self.bridge.online

    @property
    def heard(self) -> bool:
        """Tell whether the cloud can talk to the lock itself."""
        return self.online and self.hardware.link.online

    @property
    def bridge_id(self) -> str:
        """Return the id of the bridge; several locks may have the same."""
        gateway = self.hardware.gateway
        return hex_of("bridge", gateway.id if gateway else self.id, length=24)

    @property
    def serial(self) -> str:
        """Return the serial number."""
        return f"L{digits_of('serial', self.id, length=8)}"

    @property
    def has_keypad(self) -> bool:
        """Tell whether PINs can be typed."""
        keypad = self.hardware.keypad
        return keypad is not None and keypad.paired

    @property
    def slots_taken(self) -> set[int]:
        """Return the slots of PINs and of reservations."""
        rows = {row.slot for row in self.pins.values()}
        return rows | {row.slot for row in self.reservations}

    def role_of(self, user: User) -> Role | None:
        """Return what somebody may do here."""
        return self.roles.get(user.id)

    def door_state(self, *, is_open: bool) -> str | None:
        """Return the state of the door, None for a lock that has no sensor."""
        sensor = self.hardware.door.sensor.state
        if self.kind.door_state != "sense" or sensor is not DoorSensorState.WORKING:
            return None if self.kind.door_state is None else "init"
        return "open" if is_open else "closed"

    def word(self) -> str:
        """Return the state of the bolt as short words have it."""
        if self.hardware.jammed:
            return "kAugLockState_UnknownStaticPosition"
        if self.secured and self.hardware.bolt is Bolt.LOCKED:
            return "securemode"
        return WORDS.get(self.hardware.bolt, "unknown")

    def look(self, now: datetime) -> None:
        """Let the cloud hear how the lock is, as far as it can."""
        if self.hardware.bolt is not Bolt.LOCKED:
            self.secured = False
        self.reservations = [row for row in self.reservations if row.ends > now]
        if self.heard:
            self.never_heard = False
        if self.heard or (self.known is None and not self.never_heard):
            self.known = Known(
                self.word(), self.hardware.changed_at, self.hardware.door.is_open
            )


WORDS: Final = {
    Bolt.LOCKED: "locked",
    Bolt.LOCKING: "locking",
    Bolt.UNLOCKED: "unlocked",
    Bolt.UNLOCKING: "unlocking",
    Bolt.PULLED: "unlatched",
    Bolt.PULLING: "unlatching",
}
LONG_WORDS: Final = {
    "locked": "kAugLockState_Locked",
    "locking": "kAugLockState_Locking",
    "unlocked": "kAugLockState_Unlocked",
    "unlocking": "kAugLockState_Unlocking",
    "unlatched": "kAugLockState_Unlatched",
    "unlatching": "kAugLockState_Unlatching",
    "securemode": "kAugLockState_SecureMode",
}
LONG_DOOR: Final = {
    "open": "kAugDoorState_Open",
    "closed": "kAugDoorState_Closed",
    "init": "kAugDoorState_Init",
}
AGE: Final = timedelta(days=200)


def by_name(home: Home, locks: dict[str, AugustLock], name: str) -> AugustLock:
    """Return the lock of a name or id of the home; LookupError without one."""
    wanted = home.lock(name)
    for lock in locks.values():
        if lock.hardware is wanted:
            return lock
    msg = f"no lock of this cloud is called {name!r}"
    raise LookupError(msg)
