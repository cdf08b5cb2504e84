"""Locks and gateways as the cloud keeps them: ids, settings, who may use what.

Sources: TTLock open platform documentation, pages of locks, eKeys and gateways, and one
public recording of a lock's details.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from simulators.link import Gateway
from simulators.lock import Lock

from .accounts import User, made_up
from .codes import Card, Passcode
from .features import Feature, feature_value
from .numbers import EKEY_NORMAL, NO, YES
from .passage import PassagePlan
from .records import Record


@dataclass(kw_only=True, slots=True)
class Lane:
    """A way to locks that takes one message at a time."""

    working: bool = False
    busy_until: datetime | None = None
    busy_times: int = 0
    """How many of the next messages are refused because it is busy."""


@dataclass(kw_only=True, slots=True, eq=False)
class TtlockGateway:
    """A gateway; it carries one Bluetooth message at a time."""

    id: int
    owner: User
    gateway: Gateway
    version: int = 2
    network: str = "Home"
    lane: Lane = field(default_factory=Lane)
    told_online: bool = True
    """What the last callback said."""

    @property
    def mac(self) -> str:
        """Return the address of its radio."""
        return mac_of("gateway", self.id)


@dataclass(kw_only=True, slots=True)
class Ekey:
    """Somebody's right to use a lock; times are milliseconds, 0: without end."""

    id: int
    user: User
    sender: User
    name: str
    created: datetime
    starts: int = 0
    ends: int = 0
    status: str = EKEY_NORMAL
    right: int = 0
    """1: manages the lock for its administrator."""
    remote: int = YES
    remarks: str = ""
    admin: bool = False

    @property
    def manages(self) -> bool:
        """Tell whether its holder may manage the lock."""
        return self.admin or self.right == 1


@dataclass(kw_only=True, slots=True)
class Settings:
    """Settings of a lock by the names of its details; 1 is on and 2 is off."""

    lock_sound: int = YES
    sound_volume: int = 3
    privacy_lock: int = NO
    tamper_alert: int = YES
    reset_button: int = YES
    open_direction: int = 1
    door_left_open: int = 0


@dataclass(kw_only=True, slots=True, eq=False)
class TtlockLock:
    """A lock with everything that the cloud knows of it."""

    id: int
    hardware: Lock
    owner: User
    created: datetime
    features: frozenset[int]
    group: int | None = None
    model: str = "SN9206_PV53"
    settings: Settings = field(default_factory=Settings)
    passage: PassagePlan = field(default_factory=PassagePlan)
    auto_lock: int = -1
    """Seconds as the cloud knows them, -1: never."""
    remote_unlock: bool = True
    frozen: bool = False
    code_data: bool = True
    """Whether the cloud can compute passcodes for the lock."""
    wifi_set_up: bool = True
    power_saving: bool = False
    clock_skew: float = 0.0
    """How many seconds the lock's own clock is ahead."""
    known_battery: int = 100
    ekeys: dict[int, Ekey] = field(default_factory=dict)
    passcodes: dict[int, Passcode] = field(default_factory=dict)
    cards: dict[int, Card] = field(default_factory=dict)
    forgotten: set[int] = field(default_factory=set)
    """Ids that the cloud has deleted and the lock still knows."""
    failures: int = 0
    """How many of the next deliveries fail at the lock."""
    waiting: list[Callable[[], None]] = field(default_factory=list)
    """What a sleeping lock is given when it wakes."""
    lane: Lane = field(default_factory=Lane)
    """Its own Wi-Fi, if it has any."""
    also_heard: list[Gateway] = field(default_factory=list)
    signals: dict[str, int] = field(default_factory=dict)
    """How loud gateways hear it, by their id in the home."""
    records: list[Record] = field(default_factory=list)
    pending: list[Record] = field(default_factory=list)
    told_online: bool = True
    """What the last callback said of a Wi-Fi lock."""
    moved_at: datetime | None = None
    """When a command last got through to it."""
    wrong_codes: int = 0
    moves: int = 0
    deleted_cards: set[str] = field(default_factory=set)

    def has(self, *features: Feature) -> bool:
        """Tell whether the lock can do all that."""
        return set(features) <= self.features

    @property
    def wifi(self) -> bool:
        """Tell whether it is in the Wi-Fi itself."""
        return self.has(Feature.WIFI)

    @property
    def feature_value(self) -> str:
        """Return what it can do as the wire has it."""
        return feature_value(self.features)

    @property
    def mac(self) -> str:
        """Return the address of its radio."""
        return mac_of("lock", self.id)

    @property
    def factory_name(self) -> str:
        """Return the name that it has by itself."""
        return f"S31_{self.mac.replace(':', '').lower()[-6:]}"

    def secret(self, name: str) -> str:
        """Return one of the secrets that the cloud hands out with a lock."""
        return made_up(name, self.id, length=40)

    @property
    def super_passcode(self) -> str:
        """Return the digits of the administrator, which always open the door."""
        return str(int(made_up("super", self.id, length=8), 16))[:7].zfill(7)

    def ekey_of(self, user: User) -> Ekey | None:
        """Return somebody's eKey."""
        return next((key for key in self.ekeys.values() if key.user is user), None)


def mac_of(*parts: object) -> str:
    """Return a made-up radio address."""
    digits = made_up("mac", *parts, length=12).upper()
    return ":".join(digits[start : start + 2] for start in range(0, 12, 2))
