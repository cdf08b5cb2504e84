"""Mounting Tedee devices in a home."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from simulators.door import DoorSensorState
from simulators.hardware import LockSpec
from simulators.home import Home
from simulators.link import Gateway, Keypad
from simulators.people import Person
from simulators.scene import Scene

from .devices import TedeeBridge, TedeeDoorSensor, TedeeKeypad, TedeeLock
from .numbers import AccessLevel, DeviceType
from .people import User
from .settings import DEFAULTS, DeviceSettings, apply_settings
from .state import TedeeState

VENDOR: Final = "tedee"
_AGE: Final = timedelta(days=200)
_SERIAL_YEARS: Final = {
    DeviceType.BRIDGE: 10110202,
    DeviceType.LOCK_PRO: 10530206,
    DeviceType.KEYPAD: 11010204,
    DeviceType.LOCK_GO: 10610207,
    DeviceType.DOOR_SENSOR: 11220101,
    DeviceType.KEYPAD_PRO: 11320103,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LockPlan:
    """One lock of a scene."""

    id: str
    name: str
    type: DeviceType = DeviceType.LOCK_PRO
    gateway: Gateway | None = None
    keypad: DeviceType | None = None
    door_sensor: bool = False
    owner: Person | None = None
    settings: DeviceSettings | None = None


class Builder:
    """Mounts devices, with ids and serial numbers in the order of their mounting."""

    def __init__(self, home: Home, scene: Scene, state: TedeeState) -> None:
        """Build into a home and the cloud's state."""
        self._home, self._scene, self._state = home, scene, state
        self._serial = 0

    def bridge(self, bridge_id: str, name: str, owner: Person | None = None) -> Gateway:
        """Install a bridge."""
        gateway = self._home.add_gateway(bridge_id, name, VENDOR)
        bridge = TedeeBridge(
            id=self._state.new_device_id(),
            serial=self._new_serial(DeviceType.BRIDGE),
            type=DeviceType.BRIDGE,
            owner=self._user(owner),
            created=self._home.clock.now() - _AGE,
            gateway=gateway,
        )
        self._state.bridges[bridge.id] = bridge
        return gateway

    def lock(self, plan: LockPlan) -> TedeeLock:
        """Mount a lock with its keypad and door sensor."""
        settings = dict(DEFAULTS) | (plan.settings or {})
        hardware = self._home.add_lock(self._spec(plan))
        apply_settings(settings, hardware)
        hardware.calibration.pull_spring = bool(settings["pullSpringEnabled"])
        owner = self._user(plan.owner)
        lock = TedeeLock(
            id=self._state.new_device_id(),
            serial=self._new_serial(plan.type),
            type=plan.type,
            owner=owner,
            created=self._home.clock.now() - _AGE,
            lock=hardware,
            settings=settings,
        )
        lock.keypad = self._keypad(lock, plan)
        lock.sensor = self._sensor(lock) if plan.door_sensor else None
        self._state.locks[lock.id] = lock
        self._state.add_access(owner, lock.id, AccessLevel.OWNER)
        return lock

    def _spec(self, plan: LockPlan) -> LockSpec:
        """Return what the hardware of a plan is."""
        keypad = None
        if plan.keypad is not None:
            pro = plan.keypad is DeviceType.KEYPAD_PRO
            keypad = Keypad(name=f"{plan.name} keypad", fingerprints=pro)
        sensor = (
            DoorSensorState.WORKING if plan.door_sensor else DoorSensorState.MISSING
        )
        return LockSpec(
            id=plan.id,
            name=plan.name,
            vendor=VENDOR,
            zone=self._home.zone,
            gateway=plan.gateway,
            keypad=keypad,
            sensor=sensor,
            timing=replace(self._scene.timing()),
        )

    def _keypad(self, lock: TedeeLock, plan: LockPlan) -> TedeeKeypad | None:
        """Return the keypad of a plan, None without one."""
        if plan.keypad is None or lock.lock.keypad is None:
            return None
        return TedeeKeypad(
            id=self._state.new_device_id(),
            serial=self._new_serial(plan.keypad),
            type=plan.keypad,
            owner=lock.owner,
            created=lock.created,
            keypad=lock.lock.keypad,
        )

    def _sensor(self, lock: TedeeLock) -> TedeeDoorSensor:
        """Return the door sensor of a lock."""
        return TedeeDoorSensor(
            id=self._state.new_device_id(),
            serial=self._new_serial(DeviceType.DOOR_SENSOR),
            type=DeviceType.DOOR_SENSOR,
            owner=lock.owner,
            created=lock.created,
            name=f"{lock.lock.name} sensor",
        )

    def _user(self, person: Person | None) -> User:
        """Return a person's account, that of the scene for None."""
        return self._state.account if person is None else self._state.user(person)

    def _new_serial(self, kind: DeviceType) -> str:
        """Return the next serial number."""
        self._serial += 1
        return f"{_SERIAL_YEARS[kind]}-{self._serial:06d}"
