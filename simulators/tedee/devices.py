"""Devices as the Tedee cloud keeps them: ids, serial numbers, names, settings.

Sources: Tedee API documentation, endpoints/lock, bridge, doorsensor and the data
structures; for keypads, public clients of v37.
"""

from dataclasses import dataclass, field
from datetime import datetime

from simulators.door import DoorSensorState
from simulators.link import Gateway, Keypad
from simulators.lock import Lock

from .numbers import DeviceType
from .people import User
from .settings import DEFAULTS, USER_DEFAULTS, DeviceSettings, apply_settings


@dataclass(kw_only=True, slots=True)
class Oddities:
    """Numbers and nulls that a lock shows instead of the truth; None: the truth."""

    state: int | None = None
    door_state: int | None = None
    type: int | None = None
    null_device_state: bool = False
    null_connected: bool = False
    null_result: bool = False


@dataclass(kw_only=True, slots=True)
class Device:
    """What all devices have; the serial number outlives the id."""

    id: int
    serial: str
    type: DeviceType
    owner: User
    created: datetime
    revision: int = 1


@dataclass(kw_only=True, slots=True)
class TedeeBridge(Device):
    """A bridge."""

    gateway: Gateway
    local_api: bool = False


@dataclass(kw_only=True, slots=True)
class TedeeKeypad(Device):
    """A keypad; it has no connection of its own."""

    keypad: Keypad
    settings: dict[str, bool | int | None] = field(
        default_factory=lambda: {
            "lockByButtonEnabled": True,
            "bellButtonEnabled": None,
            "soundLevel": 1,
            "backlightLevel": 2,
            "batteryType": 0,
        }
    )


@dataclass(kw_only=True, slots=True)
class TedeeDoorSensor(Device):
    """A door sensor; the state of the door travels on the lock."""

    name: str


@dataclass(kw_only=True, slots=True)
class TedeeLock(Device):
    """A lock; `settings` are what the cloud wants, the device follows."""

    lock: Lock
    settings: DeviceSettings = field(default_factory=lambda: dict(DEFAULTS))
    user_settings: dict[str, object] = field(
        default_factory=lambda: dict(USER_DEFAULTS)
    )
    device_revision: int = 1
    target_device_revision: int = 1
    update_available: bool = False
    oddities: Oddities = field(default_factory=Oddities)
    keypad: TedeeKeypad | None = None
    sensor: TedeeDoorSensor | None = None
    apply_at: datetime | None = None

    def send_settings(self, apply_at: datetime) -> None:
        """Count a change of device settings, which the lock applies later."""
        self.target_device_revision += 1
        self.apply_at = apply_at

    def catch_up(self, now: datetime) -> None:
        """Apply settings that are due, if the lock can be reached."""
        if self.apply_at is None or now < self.apply_at or not self.lock.reachable:
            return
        self.apply_at = None
        apply_settings(self.settings, self.lock)
        self.device_revision = self.target_device_revision

    @property
    def paired_keypad(self) -> TedeeKeypad | None:
        """Return the keypad, None when there is none or it was taken away."""
        paired = self.keypad is not None and self.keypad.keypad.paired
        return self.keypad if paired else None

    @property
    def paired_sensor(self) -> TedeeDoorSensor | None:
        """Return the door sensor, None when there is none or it was taken away."""
        missing = self.lock.door.sensor.state is DoorSensorState.MISSING
        return None if missing else self.sensor

    @property
    def accessories(self) -> list[Device]:
        """List what is paired with the lock."""
        both = (self.paired_keypad, self.paired_sensor)
        return [device for device in both if device is not None]
