"""TTLock's part of each scene: the same doors at TTLock's hosts and at Sifely's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from simulators.credentials import CredentialKind
from simulators.home import Home
from simulators.scene import DEMO, FAMILY, LARGE, TEST, Scene
from simulators.schedule import Schedule

from .builder import Builder, LockPlan
from .cloud import TtlockCloud
from .devices import TtlockLock
from .features import FULL_LOCK, PLAIN_LOCK, WIFI_LOCK
from .history import write_history
from .passage import PassagePlan, PassageWindow
from .passagework import set_passage
from .plans import smallest_plan
from .state import TtlockState

ANNA, BRAM, SOFIE, ELS = FAMILY
UPSTAIRS, DOWNSTAIRS = 1342, 1355
_OFFICE_HOURS: Final = PassagePlan(
    enabled=True,
    windows=(PassageWindow(days=frozenset(range(1, 6)), starts=540, ends=1020),),
)


def furnish(home: Home, scene: Scene) -> TtlockCloud:
    """Mount the locks of a scene and open the cloud over them."""
    state = TtlockState(home, ANNA)
    for someone in FAMILY:
        state.user(someone)
    builder = Builder(home, scene, state)
    furnishers: dict[str, Callable[[Builder, TtlockState], None]] = {
        DEMO: lambda builder, state: _demo(home, builder, state),
        TEST: _test,
        LARGE: lambda builder, _: _large(builder, scene.count),
    }
    if scene.name in furnishers:
        furnishers[scene.name](builder, state)
    state.sifely.plan = smallest_plan(len(state.owned(state.sifely.user)))
    return TtlockCloud(state)


def _test(builder: Builder, state: TtlockState) -> None:
    """Every kind of lock once; the two first are within reach of one gateway."""
    state.groups |= {DOWNSTAIRS: "Downstairs"}
    gateway = builder.gateway("landing_gateway", "Landing gateway")
    builder.lock(
        LockPlan(
            id="side_door",
            name="Side door",
            features=FULL_LOCK,
            gateway=gateway,
            group=DOWNSTAIRS,
        )
    )
    builder.lock(LockPlan(id="cellar", name="Cellar", gateway=gateway))
    builder.lock(LockPlan(id="attic", name="Attic", features=PLAIN_LOCK))
    builder.lock(
        LockPlan(id="workshop", name="Workshop", gateway=gateway, remote_unlock=False)
    )
    builder.lock(LockPlan(id="studio", name="Studio", features=WIFI_LOCK))
    _summer_house(builder, state)


def _summer_house(builder: Builder, state: TtlockState) -> None:
    """A lock of somebody else, who sent Anna an eKey."""
    gateway = builder.gateway("summer_gateway", "Summer house gateway", ELS)
    lock = builder.lock(
        LockPlan(id="summer_house", name="Summer house", gateway=gateway, owner=ELS)
    )
    state.add_ekey(lock, state.account, lock.owner, "Anna")


def _demo(home: Home, builder: Builder, state: TtlockState) -> None:
    """Anna's side door, cellar and attic; Bram's studio, which is in Sifely's app."""
    state.groups |= {UPSTAIRS: "Upstairs", DOWNSTAIRS: "Downstairs"}
    landing = builder.gateway("landing_gateway", "Landing gateway")
    garden = builder.gateway("garden_gateway", "Garden gateway")
    side = builder.lock(
        LockPlan(
            id="side_door",
            name="Side door",
            features=FULL_LOCK,
            gateway=landing,
            group=DOWNSTAIRS,
            auto_lock=120,
        )
    )
    side.also_heard.append(garden)
    side.signals = {landing.id: -58, garden.id: -83}
    cellar = builder.lock(
        LockPlan(id="cellar", name="Cellar", gateway=landing, group=DOWNSTAIRS)
    )
    cellar.signals = {landing.id: -88}
    attic = builder.lock(
        LockPlan(id="attic", name="Attic", features=PLAIN_LOCK, group=UPSTAIRS)
    )
    state.sifely.user = state.user(BRAM)
    studio = builder.lock(
        LockPlan(id="studio", name="Studio", features=WIFI_LOCK, owner=BRAM)
    )
    set_passage(studio, _OFFICE_HOURS, home.clock)
    _belongings(home, state, side, cellar)
    attic.hardware.power.level = attic.known_battery = 31
    _lifelike(state)
    write_history(home, state)


def _belongings(
    home: Home, state: TtlockState, side: TtlockLock, cellar: TtlockLock
) -> None:
    """Codes, cards, fingers, guests and batteries."""
    now = home.clock.now()
    memory = side.hardware.credentials
    memory.add("Sofie", "482137")
    memory.add("Neighbour", "730519")
    memory.add("Painter", "61058", Schedule(starts=now, ends=now + timedelta(days=3)))
    memory.add("Els", "3128456790", kind=CredentialKind.CARD)
    memory.add("Cleaner", "1723612378", kind=CredentialKind.CARD)
    for someone in (ANNA, BRAM):
        memory.add(
            someone.name,
            someone.id,
            kind=CredentialKind.FINGERPRINT,
            person_id=someone.id,
        )
    cellar.hardware.credentials.add("Sofie", "482137")
    state.add_ekey(side, state.user(ELS), state.account, "Els").right = 1
    state.add_ekey(side, state.user(SOFIE), state.account, "Sofie")
    side.hardware.power.level, cellar.hardware.power.level = 76, 54


def _lifelike(state: TtlockState) -> None:
    """Take the time that real gateways and clouds take, and count as they do."""
    state.switches.gateway_seconds = 1.5
    state.switches.record_lag = 4.0
    state.switches.minute_limit = 30


def _large(builder: Builder, count: int) -> None:
    """As many gates as one likes, a gateway for each ten."""
    gateway = None
    for number in range(1, count + 1):
        if number % 10 == 1:
            gateway = builder.gateway(f"gateway_{number}", f"Gateway {number}")
        builder.lock(
            LockPlan(id=f"gate_{number}", name=f"Gate {number}", gateway=gateway)
        )
