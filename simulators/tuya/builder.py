"""Mounting Tuya's locks, gateways and other devices in a home."""

from dataclasses import dataclass, replace
from datetime import timedelta
import hashlib
from typing import Final

from simulators.door import DoorSensorState
from simulators.hardware import LockSettings, LockSpec
from simulators.home import Home
from simulators.link import Gateway, Keypad
from simulators.scene import FAMILY, Scene

from . import datapoints
from .devices import KINDS, Device, Kind, TuyaLock
from .members import Member
from .numbers import UserType
from .state import TuyaState

VENDOR: Final = "tuya"
_AGE: Final = timedelta(days=200)
_CAPACITY: Final = 100
_TYPES: Final = (UserType.OWNER, UserType.ADMIN, UserType.MEMBER)
_SENSORS: Final = frozenset({"open_close", "closed_opened", "closed_opened_kit"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LockPlan:
    """One lock of a scene."""

    id: str
    name: str
    kind: str
    gateway: Gateway | None = None


class Builder:
    """Mounts devices, with ids that follow from their names."""

    def __init__(self, home: Home, scene: Scene, state: TuyaState) -> None:
        """Build into a home and the cloud's state."""
        self._home, self._scene, self._state = home, scene, state

    def gateway(self, gateway_id: str, name: str) -> Gateway:
        """Install a gateway, which is a device of its own in the lists."""
        gateway = self._home.add_gateway(gateway_id, name, VENDOR)
        self._state.gateway_ids[gateway_id] = device_id(gateway_id)
        self._device(gateway_id, name, "wg2", (), None)
        return gateway

    def lamp(self, lamp_id: str, name: str) -> None:
        """Install something that is no lock."""
        self._device(lamp_id, name, "dj", datapoints.LAMP, None)

    def lock(self, plan: LockPlan) -> TuyaLock:
        """Mount a lock with its reader, for the people who live here."""
        kind = KINDS[plan.kind]
        hardware = self._home.add_lock(self._spec(plan, kind))
        hardware.credentials.capacity = _CAPACITY
        # An expired password stays where it is; it just does not open.
        hardware.credentials.removes_expired = False
        device = self._device(
            plan.id, plan.name, kind.category, kind.points, plan.gateway
        )
        lock = TuyaLock(
            device=device,
            hardware=hardware,
            kind=kind,
            pin_lengths=kind.pin_lengths,
            ways=kind.ways,
        )
        self._people(lock)
        self._state.locks[device.id] = lock
        return lock

    def _people(self, lock: TuyaLock) -> None:
        """Let the residents be home users, the first of them the owner."""
        residents = [person for person in FAMILY if person.resident]
        for number, (person, kind) in enumerate(zip(residents, _TYPES, strict=True), 1):
            lock.members[person.id] = Member(
                id=person.id, name=person.name, type=kind, home=True, number=number
            )

    def _device(
        self,
        home_id: str,
        name: str,
        category: str,
        points: tuple[datapoints.Point, ...],
        gateway: Gateway | None,
    ) -> Device:
        """List a device."""
        device = Device(
            id=device_id(home_id),
            name=name,
            category=category,
            product_id=hashlib.sha256(category.encode()).hexdigest()[:8],
            product_name=name,
            points=points,
            gateway=gateway,
            created=self._home.clock.now() - _AGE,
        )
        self._state.devices[device.id] = device
        return device

    def _spec(self, plan: LockPlan, kind: Kind) -> LockSpec:
        """Return what the hardware of a plan is."""
        sensor = any(point.code in _SENSORS for point in kind.points)
        relock = timedelta(seconds=self._state.switches.relock_seconds)
        return LockSpec(
            id=plan.id,
            name=plan.name,
            vendor=VENDOR,
            zone=self._home.zone,
            gateway=plan.gateway,
            needs_gateway=kind.radio != "wifi",
            keypad=Keypad(name=f"{plan.name} reader", fingerprints=True),
            sensor=DoorSensorState.WORKING if sensor else DoorSensorState.MISSING,
            # A reader that is used again while the door is open reports that too.
            settings=LockSettings(
                auto_lock=None if kind.motor else relock, pull_spring=True
            ),
            timing=replace(self._scene.timing()),
        )


def device_id(home_id: str) -> str:
    """Return the id of a device: 22 characters that begin as real ones do."""
    return f"bf{hashlib.sha256(home_id.encode()).hexdigest()[:20]}"
