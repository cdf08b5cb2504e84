"""Mounting TTLock's locks and gateways in a home."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from simulators.door import DoorSensorState
from simulators.hardware import LockSpec
from simulators.home import Home
from simulators.link import Gateway, Keypad
from simulators.people import Person
from simulators.scene import Scene

from .accounts import User
from .devices import TtlockGateway, TtlockLock
from .features import KEYPAD_LOCK, Feature
from .passagework import apply_auto_lock
from .passcoderules import CAPACITY
from .state import TtlockState

VENDOR: Final = "ttlock"
_AGE: Final = timedelta(days=200)


@dataclass(frozen=True, kw_only=True, slots=True)
class LockPlan:
    """One lock of a scene."""

    id: str
    name: str
    features: frozenset[int] = KEYPAD_LOCK
    gateway: Gateway | None = None
    owner: Person | None = None
    group: int | None = None
    auto_lock: int = -1
    remote_unlock: bool = True


class Builder:
    """Mounts devices, with ids in the order of their mounting."""

    def __init__(self, home: Home, scene: Scene, state: TtlockState) -> None:
        """Build into a home and the cloud's state."""
        self._home, self._scene, self._state = home, scene, state

    def gateway(
        self, gateway_id: str, name: str, owner: Person | None = None
    ) -> Gateway:
        """Install a gateway."""
        gateway = self._home.add_gateway(gateway_id, name, VENDOR)
        number = self._state.new_gateway_id()
        self._state.gateways[number] = TtlockGateway(
            id=number, owner=self._user(owner), gateway=gateway
        )
        return gateway

    def lock(self, plan: LockPlan) -> TtlockLock:
        """Mount a lock with its keypad; the owner has the administrator's eKey."""
        hardware = self._home.add_lock(self._spec(plan))
        hardware.credentials.ids = self._state.credential_ids
        hardware.credentials.capacity = CAPACITY
        # An expired code stays in the lists; it just does not open.
        hardware.credentials.removes_expired = False
        owner = self._user(plan.owner)
        lock = TtlockLock(
            id=self._state.new_lock_id(),
            hardware=hardware,
            owner=owner,
            created=self._home.clock.now() - _AGE,
            features=plan.features,
            group=plan.group,
            auto_lock=plan.auto_lock,
            remote_unlock=plan.remote_unlock,
        )
        self._state.locks[lock.id] = lock
        self._state.add_ekey(lock, owner, owner, hardware.name).admin = True
        apply_auto_lock(lock, self._home.clock.now())
        return lock

    def _spec(self, plan: LockPlan) -> LockSpec:
        """Return what the hardware of a plan is."""
        sensor = Feature.DOOR_SENSOR in plan.features
        return LockSpec(
            id=plan.id,
            name=plan.name,
            vendor=VENDOR,
            zone=self._home.zone,
            gateway=plan.gateway,
            needs_gateway=Feature.WIFI not in plan.features,
            keypad=Keypad(
                name=f"{plan.name} keypad",
                fingerprints=Feature.FINGERPRINT in plan.features,
            ),
            sensor=DoorSensorState.WORKING if sensor else DoorSensorState.MISSING,
            timing=replace(self._scene.timing()),
        )

    def _user(self, person: Person | None) -> User:
        """Return a person's account, that of the scene for None."""
        return self._state.account if person is None else self._state.user(person)
