"""Devices as the cloud keeps them, and what kinds of lock there are.

Sources: Tuya developer documentation, door-lock pages and the FAQ of Wi-Fi locks; the
lengths of PINs by kind of lock; what `mk` keypads were measured to do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from simulators.bolt import Bolt
from simulators.link import Gateway
from simulators.lock import Lock

from . import datapoints
from .datapoints import Point
from .members import Enrolment, Member, OpMode
from .passwords import OfflinePassword, TempPassword
from .tickets import Ticket


class Way(StrEnum):
    """How a lock can be opened from afar."""

    OPERATE = "door-operate"
    OPEN = "open-door"
    CHANNEL = "open-door v1.1"
    PASSWORD = "open-door with password"  # noqa: S105 - the name of a way


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What is common to locks of one sort."""

    name: str
    category: str
    points: tuple[Point, ...]
    ways: frozenset[Way]
    pin_lengths: frozenset[int]
    sleeps: bool = False
    radio: str = "wifi"
    freezes: bool = False
    locks_from_afar: bool = True
    minus_900: bool = False
    """Whether the lock knows temporary passwords by their number minus 900."""
    kit: bool = False
    """Whether unlock codes end in `_kit` and carry base64."""
    camera: bool = False
    account_pins: bool = True
    """Whether permanent PINs can be given to people with an app account."""

    @property
    def motor(self) -> bool:
        """Tell whether the lock reports where its bolt is."""
        return any(point.code == "lock_motor_state" for point in self.points)

    @property
    def zigbee(self) -> bool:
        """Tell whether phases and numbers are those of Zigbee locks."""
        return self.radio == "zigbee"

    @property
    def bluetooth(self) -> bool:
        """Tell whether phases and numbers are those of Bluetooth locks."""
        return self.radio == "bluetooth"


_SIX, _SEVEN = frozenset({6}), frozenset({7})
KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            name="wifi",
            category="ms",
            points=datapoints.WIFI,
            ways=frozenset({Way.OPEN}),
            pin_lengths=_SEVEN,
            sleeps=True,
            minus_900=True,
            locks_from_afar=False,
        ),
        Kind(
            name="zigbee",
            category="ms",
            points=datapoints.ZIGBEE,
            ways=frozenset({Way.OPERATE, Way.OPEN, Way.PASSWORD}),
            pin_lengths=_SIX,
            radio="zigbee",
            freezes=True,
        ),
        Kind(
            name="bluetooth",
            category="jtmspro",
            points=datapoints.BLUETOOTH,
            ways=frozenset({Way.OPERATE}),
            pin_lengths=_SIX,
            radio="bluetooth",
        ),
        Kind(
            name="keypad",
            category="mk",
            points=datapoints.KEYPAD,
            ways=frozenset({Way.CHANNEL}),
            pin_lengths=_SIX,
            kit=True,
            locks_from_afar=False,
            account_pins=False,
        ),
        Kind(
            name="video",
            category="videolock",
            points=datapoints.VIDEO,
            ways=frozenset({Way.OPERATE, Way.OPEN}),
            pin_lengths=_SEVEN,
            camera=True,
        ),
    )
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One data point that a device told, and who was behind it."""

    code: str
    value: object
    at: datetime
    log: str = ""
    """`open` or `alarm` where the report is a line of one of these logs."""
    log_value: object = None
    unlock_name: str = ""
    nick_name: str = ""
    user_id: str = "0"
    """Whose it was, `0` when nobody knows."""


@dataclass(kw_only=True, slots=True, eq=False)
class Device:
    """Anything in the list of devices; `hardware` is None for what is no lock."""

    id: str
    name: str
    category: str
    product_id: str
    product_name: str
    points: tuple[Point, ...]
    gateway: Gateway | None = None
    created: datetime
    online: bool = True
    """What the cloud shows of a device that is neither lock nor gateway."""
    told_online: bool = True
    values: dict[str, object] = field(default_factory=dict)
    changed: dict[str, datetime] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True, eq=False)
class TuyaLock:
    """One lock: what the cloud knows, and what is on its way to the lock."""

    device: Device
    hardware: Lock
    kind: Kind
    pin_lengths: frozenset[int]
    ways: frozenset[Way]
    ticket: Ticket | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict, repr=False)
    passwords: dict[int, TempPassword] = field(default_factory=dict)
    offline: dict[str, OfflinePassword] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    opmodes: dict[int, OpMode] = field(default_factory=dict)
    waiting: list[Callable[[], None]] = field(default_factory=list)
    enrolment: Enrolment | None = None
    remote: dict[str, bool] = field(
        default_factory=lambda: {
            "remoteUnlockWithoutPwd": True,
            "remoteUnlockWithPwd": True,
        }
    )
    ring_ends: datetime | None = None
    awake_until: datetime | None = None
    has_remote_key: bool = True
    takes_open: str = "both"
    """How `open` may be written: boolean, string or both."""
    reports: list[Report] = field(default_factory=list)
    pending: list[Report] = field(default_factory=list)
    advanced: dict[str, str] = field(default_factory=dict, repr=False)
    failures: int = 0
    clock_skew: float = 0.0
    """How many seconds the lock's own clock is fast."""
    absent: list[str] = field(default_factory=list)
    """People who were removed."""
    media_views: int = 0

    @property
    def id(self) -> str:
        """Return the id of the device."""
        return self.device.id

    @property
    def online(self) -> bool:
        """Tell what the cloud shows, which is always true of a sleeping lock."""
        return self.kind.sleeps or self.hardware.reachable

    @property
    def locked(self) -> bool:
        """Tell whether the bolt is out."""
        return self.hardware.bolt is Bolt.LOCKED

    def awake(self, now: datetime) -> bool:
        """Tell whether a change reaches the lock now."""
        if not self.hardware.reachable:
            return False
        if not self.kind.sleeps:
            return True
        return any(
            end is not None and now < end for end in (self.ring_ends, self.awake_until)
        )

    def ringing(self, now: datetime) -> int:
        """Return how many seconds somebody may still be let in."""
        if self.ring_ends is None or now >= self.ring_ends:
            return 0
        return max(1, -((now - self.ring_ends) // timedelta(seconds=1)))
