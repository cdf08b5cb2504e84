"""This cloud's part of each scene: the same doors at August and at Yale."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Final

from simulators.home import Home
from simulators.scene import DEMO, FAMILY, LARGE, TEST, Scene
from simulators.schedule import Schedule

from .builder import Builder, LockPlan
from .cloud import AugustCloud
from .history import write_history
from .state import AugustState

ANNA, BRAM, SOFIE, ELS = FAMILY
_WORKDAYS: Final = frozenset(range(5))


def furnish(home: Home, scene: Scene) -> AugustCloud:
    """Mount the locks of a scene and open the cloud over them."""
    state = AugustState(home, ANNA)
    for someone in FAMILY:
        state.user(someone)
    builder = Builder(home, scene, state)
    furnishers: dict[str, Callable[[], None]] = {
        DEMO: lambda: _demo(home, builder, state),
        TEST: lambda: _test(home, builder),
        LARGE: lambda: _large(builder, scene.count),
    }
    if scene.name in furnishers:
        furnishers[scene.name]()
    state.catch_up()
    state.push.messages.clear()
    return AugustCloud(state)


def _every_kind(builder: Builder, home: Home) -> None:
    """One lock of every kind, in the house of the account and in another's."""
    house = builder.house("Vries home")
    kitchen = builder.bridge("kitchen_bridge", "Kitchen bridge")
    hall = builder.bridge("hall_bridge", "Hall bridge")
    for lock_id, name, kind, bridge in (
        ("terrace_door", "Terrace door", "linus", None),
        ("kitchen_door", "Kitchen door", "assure", kitchen),
        ("basement", "Basement", "original", hall),
        ("loft", "Loft", "pro", None),
        ("greenhouse", "Greenhouse", "wifi", None),
    ):
        plan = LockPlan(id=lock_id, name=name, kind=kind, house=house, bridge=bridge)
        builder.lock(plan)
    boathouse = builder.lock(
        LockPlan(
            id="boathouse",
            name="Boathouse",
            kind="pro",
            house=house,
            bridge=builder.bridge("boathouse_bridge", "Boathouse bridge"),
            keypad=False,
        )
    )
    boathouse.never_heard = True
    home.gateway("boathouse_bridge").link.set(online=False)
    _cottage(builder)


def _cottage(builder: Builder) -> None:
    """A lock of somebody else, at which Anna is a guest."""
    builder.lock(
        LockPlan(
            id="cottage",
            name="Cottage",
            kind="assure",
            house=builder.house("Bakker cottage", ELS),
            bridge=builder.bridge("cottage_bridge", "Cottage bridge"),
            owner=ELS,
            guests=(ANNA,),
        )
    )


def _test(home: Home, builder: Builder) -> None:
    """Every kind of lock; one has lost its network since the cloud heard of it."""
    _every_kind(builder, home)
    home.lock("greenhouse").link.set(online=False)


def _demo(home: Home, builder: Builder, state: AugustState) -> None:
    """Anna's terrace door at August, Bram's kitchen door at Yale, and their past."""
    builder.lock(
        LockPlan(
            id="terrace_door",
            name="Terrace door",
            kind="linus",
            house=builder.house("Vries home"),
        )
    )
    builder.lock(
        LockPlan(
            id="kitchen_door",
            name="Kitchen door",
            kind="assure",
            house=builder.house("Vries kitchen", BRAM),
            bridge=builder.bridge("kitchen_bridge", "Kitchen bridge"),
            owner=BRAM,
        )
    )
    state.vault.users["yale"] = state.user(BRAM)
    now = home.clock.now()
    terrace = home.lock("terrace_door")
    terrace.credentials.add("Sofie de Vries", "482137", person_id=SOFIE.id)
    terrace.credentials.add("Neighbour", "730519")
    kitchen = home.lock("kitchen_door").credentials
    kitchen.add("Painter", "610582", Schedule(starts=now, ends=now + timedelta(days=3)))
    hours = Schedule(days=_WORKDAYS, day_start=time(8, 30), day_end=time(17, 15))
    kitchen.add("Cleaner", "361750", hours)
    terrace.power.level = 71
    state.switches.delivery_seconds = 2.0
    state.switches.feed_lag = 4.0
    state.catch_up()
    write_history(home)


def _large(builder: Builder, count: int) -> None:
    """As many suites as one likes, each with a bridge."""
    house = builder.house("Vries suites")
    for number in range(1, count + 1):
        bridge = builder.bridge(f"suite_bridge_{number}", f"Suite bridge {number}")
        builder.lock(
            LockPlan(
                id=f"suite_{number}",
                name=f"Suite {number}",
                kind="assure",
                house=house,
                bridge=bridge,
            )
        )
