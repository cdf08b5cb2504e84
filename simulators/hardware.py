"""The parts of a lock: what is mounted, what is set, how fast it moves."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from .door import DoorSensorState
from .link import Gateway, Keypad

NO_TIME: Final = timedelta()


@dataclass(kw_only=True, slots=True)
class LockSettings:
    """What the lock does by itself; None means never."""

    auto_lock: timedelta | None = None
    auto_lock_semi_locked: timedelta | None = None
    locks_after_door_closed: bool = False
    pull_spring: bool = False
    auto_pull: bool = False
    logs_door: bool = True


@dataclass(kw_only=True, slots=True)
class Timing:
    """How long the motor takes, and how long it holds the latch."""

    travel: timedelta = NO_TIME
    hold: timedelta = NO_TIME


@dataclass(kw_only=True, slots=True)
class Power:
    """The lock's own battery, in percent."""

    level: int = 100
    charging: bool = False


@dataclass(kw_only=True, slots=True)
class Calibration:
    """Whether the motor knows the positions of bolt and latch."""

    bolt: bool = True
    pull_spring: bool = True


@dataclass(kw_only=True, slots=True)
class LockSpec:
    """What is fixed when a lock is mounted."""

    id: str
    name: str
    vendor: str
    zone: str
    gateway: Gateway | None = None
    needs_gateway: bool = True
    keypad: Keypad | None = None
    sensor: DoorSensorState = DoorSensorState.MISSING
    settings: LockSettings = field(default_factory=LockSettings)
    timing: Timing = field(default_factory=Timing)
