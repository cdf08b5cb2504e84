"""Mounting locks of this cloud in a home."""

from dataclasses import dataclass, replace
from typing import Final

from simulators.door import DoorSensorState
from simulators.hardware import LockSettings, LockSpec
from simulators.home import Home
from simulators.link import Gateway, Keypad
from simulators.people import Person
from simulators.scene import Scene

from .devices import AGE, KINDS, MOST_PINS, AugustLock, House, Kind
from .identity import lock_id_of, uuid_of
from .state import AugustState
from .users import Role

VENDOR: Final = "august"


@dataclass(frozen=True, kw_only=True, slots=True)
class LockPlan:
    """One lock of a scene; the account owns it unless somebody else does."""

    id: str
    name: str
    kind: str
    house: House
    bridge: Gateway | None = None
    keypad: bool = True
    owner: Person | None = None
    guests: tuple[Person, ...] = ()


class Builder:
    """Builds houses and mounts locks."""

    def __init__(self, home: Home, scene: Scene, state: AugustState) -> None:
        """Build into a home and the cloud's state."""
        self._home, self._scene, self._state = home, scene, state

    def house(self, name: str, owner: Person | None = None) -> House:
        """Build a house."""
        user = self._state.user(owner) if owner else self._state.account
        house = House(id=uuid_of("house", name), name=name)
        house.users[user.id] = Role.SUPERUSER
        self._state.houses[house.id] = house
        return house

    def bridge(self, bridge_id: str, name: str) -> Gateway:
        """Plug in a bridge."""
        return self._home.add_gateway(bridge_id, name, VENDOR)

    def lock(self, plan: LockPlan) -> AugustLock:
        """Mount a lock with its keypad."""
        kind = KINDS[plan.kind]
        hardware = self._home.add_lock(self._spec(plan, kind))
        memory = hardware.credentials
        memory.ids = self._state.pinwork.credential_ids
        memory.capacity = MOST_PINS
        # What becomes of an expired PIN is not documented; it does not open.
        memory.removes_expired = False
        lock = AugustLock(
            id=lock_id_of(plan.id),
            kind=kind,
            hardware=hardware,
            house=plan.house,
            created=self._home.clock.now() - AGE,
            channel=uuid_of("channel", plan.id),
            roles={},
            users={},
        )
        self._people(lock, plan)
        self._state.locks[lock.id] = lock
        return lock

    def _people(self, lock: AugustLock, plan: LockPlan) -> None:
        """Put the lock into people's apps."""
        owner = self._state.user(plan.owner) if plan.owner else self._state.account
        self._state.give(lock, owner)
        for person in plan.guests:
            self._state.give(lock, self._state.user(person), Role.USER)

    def _spec(self, plan: LockPlan, kind: Kind) -> LockSpec:
        """Return what the hardware of a plan is."""
        sensor = kind.door_state == "sense"
        keypad = Keypad(name=f"{plan.name} keypad") if plan.keypad else None
        return LockSpec(
            id=plan.id,
            name=plan.name,
            vendor=VENDOR,
            zone=self._home.zone,
            gateway=plan.bridge,
            needs_gateway=not kind.built_in_bridge,
            keypad=keypad,
            sensor=DoorSensorState.WORKING if sensor else DoorSensorState.MISSING,
            settings=LockSettings(pull_spring=kind.unlatch),
            timing=replace(self._scene.timing()),
        )
