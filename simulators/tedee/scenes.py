"""Tedee's part of each scene."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Final

from simulators.credentials import CredentialKind
from simulators.home import Home
from simulators.lock import Lock
from simulators.scene import DEMO, FAMILY, LARGE, TEST, Scene
from simulators.schedule import Schedule

from .builder import Builder, LockPlan
from .cloud import TedeeCloud
from .history import write_history
from .numbers import AccessLevel, DeviceType
from .state import TedeeState

ANNA, BRAM, _SOFIE, _ELS = FAMILY
_MORNINGS: Final = Schedule(days=frozenset({1, 4}), day_start=time(8), day_end=time(12))


def furnish(home: Home, scene: Scene) -> TedeeCloud:
    """Mount the locks of a scene and open the cloud over them."""
    state = TedeeState(home, ANNA)
    builder = Builder(home, scene, state)
    furnishers: dict[str, Callable[[Home, Builder, TedeeState], None]] = {
        DEMO: _demo,
        TEST: _test,
        LARGE: lambda _, builder, __: _large(builder, scene.count),
    }
    if scene.name in furnishers:
        furnishers[scene.name](home, builder, state)
    return TedeeCloud(state)


def _demo(home: Home, builder: Builder, state: TedeeState) -> None:
    """A family home: a front door with everything, a back door, a garden office."""
    bridge = builder.bridge("hallway_bridge", "Hallway bridge")
    front = builder.lock(
        LockPlan(
            id="front_door",
            name="Front door",
            gateway=bridge,
            keypad=DeviceType.KEYPAD_PRO,
            door_sensor=True,
            settings={
                "pullSpringEnabled": True,
                "pullSpringDuration": 3,
                "autoPullSpringEnabled": True,
                "autoLockEnabled": True,
                "autoLockDelay": 180,
                "doorStateEventLoggingEnabled": True,
                "openDoorAlertEnabled": True,
                "openDoorAlertThreshold": 300,
            },
        )
    ).lock
    back = builder.lock(
        LockPlan(
            id="back_door",
            name="Back door",
            type=DeviceType.LOCK_GO,
            gateway=bridge,
            keypad=DeviceType.KEYPAD,
        )
    ).lock
    office = builder.lock(
        LockPlan(id="garden_office", name="Garden office", gateway=bridge)
    ).lock
    _demo_state(home, front, back, office)
    _lifelike(state)
    write_history(home)


def _demo_state(home: Home, front: Lock, back: Lock, office: Lock) -> None:
    """Codes, fingers and batteries of the family home."""
    now = home.clock.now()
    memory = front.credentials
    memory.add("Sofie", "48213")
    memory.add("Neighbour", "730519")
    memory.add("Cleaner", "906142", _MORNINGS)
    memory.add("Plumber", "27384", Schedule(starts=now, ends=now + timedelta(days=2)))
    for someone in (ANNA, BRAM):
        memory.add(
            someone.name,
            someone.id,
            kind=CredentialKind.FINGERPRINT,
            person_id=someone.id,
        )
    back.credentials.add("Sofie", "48213")
    back.credentials.add("Gardener", "615907", Schedule(days=frozenset({5})))
    front.power.level, back.power.level, office.power.level = 76, 9, 48
    office.link.set(online=False)


def _lifelike(state: TedeeState) -> None:
    """Take the time that a real lock and cloud take."""
    state.switches.pin_seconds = 0.6
    state.switches.activity_lag = 3.0
    for user in FAMILY:
        state.user(user)
    for lock in state.locks.values():
        if lock.owner is state.account:
            state.add_access(state.user(BRAM), lock.id, AccessLevel.ADMIN)


def _test(home: Home, builder: Builder, state: TedeeState) -> None:
    """Three locks: one with everything, a plain one, one without bridge."""
    del home, state
    bridge = builder.bridge("bridge", "Bridge")
    builder.lock(
        LockPlan(
            id="front_door",
            name="Front door",
            gateway=bridge,
            keypad=DeviceType.KEYPAD_PRO,
            door_sensor=True,
            settings={"pullSpringEnabled": True, "doorStateEventLoggingEnabled": True},
        )
    )
    builder.lock(
        LockPlan(
            id="back_door",
            name="Back door",
            type=DeviceType.LOCK_GO,
            gateway=bridge,
            keypad=DeviceType.KEYPAD,
        )
    )
    builder.lock(LockPlan(id="garage", name="Garage"))


def _large(builder: Builder, count: int) -> None:
    """As many doors as one likes, a bridge for each ten."""
    bridge = None
    for number in range(1, count + 1):
        if number % 10 == 1:
            bridge = builder.bridge(f"bridge_{number}", f"Bridge {number}")
        builder.lock(
            LockPlan(
                id=f"door_{number}",
                name=f"Door {number}",
                gateway=bridge,
                keypad=DeviceType.KEYPAD,
                door_sensor=True,
            )
        )
