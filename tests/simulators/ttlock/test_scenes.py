"""The homes of the scenes as a client sees them, and the desk over HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import ControlError, Simulation
from simulators.__main__ import banner
from simulators.operations import describe, perform
from simulators.ttlock import TtlockControl
from tests.simulators.client import Api

from .wire import KEY_HOST, Door, Wire, code


@pytest.fixture
async def demo(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the demo scene without its delays."""
    async with Simulation.start(vendors=["ttlock"]) as simulation:
        simulation.vendor(TtlockControl).switch(gateway_seconds=0.0)
        yield simulation


@pytest.fixture
def visitor(demo: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client of the demo with the API key."""
    state = demo.vendor(TtlockControl)._state
    wire = Wire(demo, session, KEY_HOST)
    wire.headers = {"Authorization": state.vault.key_of(state.account)}
    return wire


async def test_demo(visitor: Wire, demo: Simulation) -> None:
    """Three doors with codes, cards, fingers, guests, and days of history."""
    rows = (await visitor.post("key/list", pageNo=1, pageSize=20)).body["list"]
    names = [row["lockAlias"] for row in rows]
    assert names == ["Side door", "Cellar", "Attic"]
    side = Door(visitor, "side_door")
    assert len(await side.rows("lock/listKeyboardPwd")) == 3
    assert len(await side.rows("identityCard/list")) == 2
    assert len(await side.rows("fingerprint/list")) == 2
    assert [row["keyRight"] for row in await side.rows("lock/listKey")] == [1, 0]
    heard = (await side.get("gateway/listByLock")).body["list"]
    assert [row["rssi"] for row in heard] == [-58, -83]
    records = await side.rows("lockRecord/list")
    assert {1, 4, 7, 8, 12, 45} - {1} <= {row["recordType"] for row in records}
    assert {row["success"] for row in records} == {0, 1}
    assert all(row["lockDate"] < visitor.now for row in records)
    assert len(demo.home.gateways) == 2


async def test_demo_at_sifely(demo: Simulation, session: aiohttp.ClientSession) -> None:
    """The account is Bram's, and has the studio alone."""
    state = demo.vendor(TtlockControl)._state
    assert demo.account("sifely")["username"] == state.sifely.user.username
    assert demo.account("ttlock")["username"] == state.account.username
    bram = Wire(demo, session, KEY_HOST)
    bram.headers = {"Authorization": state.vault.key_of(state.sifely.user)}
    rows = (await bram.post("key/list", pageNo=1, pageSize=20)).body["list"]
    assert [row["lockAlias"] for row in rows] == ["Studio"]
    studio = Door(bram, "studio")
    assert (await studio.get("lock/getPassageModeConfig")).body["startDate"] == 540


async def test_demo_takes_its_time(demo: Simulation) -> None:
    """Thirty calls a minute, and records that come a little later."""
    switches = demo.vendor(TtlockControl).state()["switches"]
    assert isinstance(switches, dict)
    assert (switches["minute_limit"], switches["record_lag"]) == (30, 4.0)


async def test_empty_and_large(sifely: Wire, sim: Simulation) -> None:
    """Nothing, or as many as one likes, ten to a gateway."""
    await sim.control.reset("empty")
    state = sim.vendor(TtlockControl)._state
    sifely.headers = {"Authorization": state.vault.key_of(state.account)}
    assert (await sifely.post("lock/list")).body["list"] == []
    await sim.control.reset("large:23")
    state = sim.vendor(TtlockControl)._state
    sifely.headers = {"Authorization": state.vault.key_of(state.account)}
    assert (await sifely.post("lock/list")).body["total"] == 23
    assert len(sim.home.gateways) == 3


def test_ids_are_the_same_every_time() -> None:
    """Tokens, numbers and secrets do not depend on chance."""
    first, second = Simulation("demo"), Simulation("demo")
    assert first.accounts == second.accounts
    desks = [it.vendor(TtlockControl).state() for it in (first, second)]
    assert desks[0] == desks[1]


def test_banner_has_both_brands() -> None:
    """Every host is redirected, and there is something to type for each brand."""
    simulation = Simulation("empty", port_base=8900, vendors=["ttlock"])
    text = banner(simulation)
    assert '"https://euapi.ttlock.com": "http://127.0.0.1:8901"' in text
    assert '"https://app-smart-server.sifely.com": "http://127.0.0.1:8904"' in text
    assert "  sifely: {" in text
    assert set(simulation.account("sifely")) == {
        *("username", "password", "api", "client_id")
    }
    assert set(simulation.account("ttlock")) == {
        *("client_id", "client_secret", "username", "password", "region")
    }


async def test_desk_over_http(
    sim: Simulation, session: aiohttp.ClientSession, side: Door
) -> None:
    """Every operation of the desk has a route."""
    desk = Api(session, f"{sim.control_url}/ttlock", {})
    reply = await desk.post("/refuse", {"number": -3003, "times": 1})
    assert reply.status == 200
    assert code(await side.post("lock/unlock")) == -3003
    assert (await desk.get("/state")).body["commands"] == {"lock/unlock": 1}
    reply = await desk.post("/role", {"lock": "side_door", "level": "king"})
    assert (reply.status, "king" in reply.text) == (400, True)


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("switch", {"nothing": 1}),
        ("switch", {"errors": "loud"}),
        ("region", {"to": "mars"}),
        ("plan", {"name": "gold"}),
        ("ekey", {"lock": "cellar", "person": "Bram de Vries", "status": "110405"}),
        ("frozen", {"lock": "nowhere", "on": True}),
        ("callback", {"url": None, "style": "loud"}),
    ],
)
async def test_desk_refuses_nonsense(
    desk: TtlockControl, operation: str, arguments: dict[str, object]
) -> None:
    """A wrong name is told, not swallowed."""
    with pytest.raises(ControlError):
        await perform(desk, operation, arguments)


def test_locks_of_other_vendors_are_not_ours(socket_enabled: None) -> None:
    """A name that another vendor's lock has is no lock of this cloud."""
    simulation = Simulation("test")
    with pytest.raises(LookupError, match="front_door"):
        simulation.vendor(TtlockControl).frozen("front_door", on=True)
    simulation.control.type_pin("front_door", "1111")


def test_desk_describes_itself(desk: TtlockControl) -> None:
    """Whoever looks at the index learns what there is."""
    described = describe(desk)
    assert {"busy", "refuse", "fill", "callback", "region", "sign-out"} <= set(
        described
    )
    assert all(row["does"] for row in described.values())
