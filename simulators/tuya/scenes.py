"""Tuya's part of each scene."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from simulators.credentials import CredentialKind
from simulators.home import Home
from simulators.scene import DEMO, FAMILY, LARGE, TEST, Scene
from simulators.schedule import Schedule

from .builder import Builder, LockPlan
from .cloud import TuyaCloud
from .history import write_history
from .state import TuyaState

ANNA, BRAM, SOFIE, _ELS = FAMILY
_KINDS: Final = (
    ("street_door", "Street door", "wifi"),
    ("apartment", "Apartment", "zigbee"),
    ("storage", "Storage", "bluetooth"),
    ("courtyard", "Courtyard", "keypad"),
    ("lobby", "Lobby", "video"),
)
_BY_GATEWAY: Final = frozenset({"zigbee", "bluetooth"})


def furnish(home: Home, scene: Scene) -> TuyaCloud:
    """Mount the locks of a scene and open the cloud over them."""
    state = TuyaState(home, ANNA)
    builder = Builder(home, scene, state)
    furnishers: dict[str, Callable[[], None]] = {
        DEMO: lambda: _demo(home, builder, state),
        TEST: lambda: _kinds(builder, *(kind for _, _, kind in _KINDS)),
        LARGE: lambda: _large(builder, scene.count),
    }
    if scene.name in furnishers:
        furnishers[scene.name]()
    state.catch_up()
    return TuyaCloud(state)


def _kinds(builder: Builder, *kinds: str) -> None:
    """One lock of each kind, the gateways that some of them need, and a lamp."""
    for lock_id, name, kind in _KINDS:
        if kind not in kinds:
            continue
        gateway = None
        if kind in _BY_GATEWAY:
            gateway_name = f"{kind.capitalize()} gateway"
            gateway = builder.gateway(f"{kind}_gateway", gateway_name)
        builder.lock(LockPlan(id=lock_id, name=name, kind=kind, gateway=gateway))
    builder.lamp("stairs_lamp", "Stairs lamp")


def _demo(home: Home, builder: Builder, state: TuyaState) -> None:
    """One that sleeps, one behind a gateway, one with a camera, and their past."""
    _kinds(builder, "wifi", "zigbee", "video")
    _belongings(home)
    state.switches.delivery_seconds = 1.0
    state.switches.record_lag = 3.0
    state.catch_up()
    write_history(home)


def _belongings(home: Home) -> None:
    """Fingers of the residents, PINs, cards, and guests' passwords."""
    now = home.clock.now()
    for door in ("street_door", "apartment", "lobby"):
        memory = home.lock(door).credentials
        for someone in (ANNA, BRAM, SOFIE):
            memory.add(
                someone.name,
                f"{someone.id} {door}",
                kind=CredentialKind.FINGERPRINT,
                person_id=someone.id,
            )
    home.lock("apartment").credentials.add("Anna", "482137")
    home.lock("apartment").credentials.add("Bram", "730519")
    home.lock("lobby").credentials.add("Els", "3128456790", kind=CredentialKind.CARD)
    week = Schedule(starts=now, ends=now + timedelta(days=7))
    home.lock("street_door").credentials.add("Painter", "6105822", week)
    home.lock("apartment").credentials.add("Gardener", "361750", week)


def _large(builder: Builder, count: int) -> None:
    """As many Zigbee locks as one likes, a gateway for each ten."""
    gateway = None
    for number in range(1, count + 1):
        if number % 10 == 1:
            name = f"Zigbee gateway {number}"
            gateway = builder.gateway(f"zigbee_gateway_{number}", name)
        builder.lock(
            LockPlan(
                id=f"flat_{number}",
                name=f"Flat {number}",
                kind="zigbee",
                gateway=gateway,
            )
        )
