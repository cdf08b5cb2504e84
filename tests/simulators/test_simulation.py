"""Simulations: addresses, scenes, reset, the request log, the command line."""

import asyncio
from collections.abc import AsyncIterator
import io
import re
import signal
import sys

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from simulators import Simulation, UnknownSceneError
from simulators.__main__ import banner, main
from simulators.lively import Lively
from simulators.registry import discover
from tests.simulators.client import Api
from tests.simulators.conftest import TEDEE


async def test_every_origin_has_a_loopback_address(sim: Simulation) -> None:
    """Real origins map to free loopback ports."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", sim.origins[TEDEE])
    assert sim.control_url.startswith("http://127.0.0.1:")


def test_ports_can_be_chosen() -> None:
    """A base port gives the control desk that port and the origins the next."""
    simulation = Simulation("empty", port_base=8900, vendors=["tedee"])
    assert simulation.control_url == "http://127.0.0.1:8900/_sim"
    assert simulation.origins == {TEDEE: "http://127.0.0.1:8901"}


@pytest.mark.parametrize("scene", ["castle", "large", "large:many", "demo:3"])
def test_unknown_scenes(scene: str) -> None:
    """A scene that does not exist is refused by name."""
    with pytest.raises(UnknownSceneError, match=scene):
        Simulation(scene)


@pytest.mark.parametrize(
    ("scene", "locks"), [("demo", 3), ("test", 3), ("empty", 0), ("large:23", 23)]
)
def test_scenes(scene: str, locks: int) -> None:
    """Each scene has its locks."""
    assert len(Simulation(scene, vendors=["tedee"]).home.locks) == locks


def test_vendors_share_one_home() -> None:
    """No lock of one vendor takes the place of another's."""
    for scene in ("demo", "test", "large:12"):
        together = Simulation(scene)
        alone = [len(Simulation(scene, vendors=[key]).home.locks) for key in discover()]
        assert len(together.home.locks) == sum(alone)
        names = {lock.name.lower() for lock in together.home.locks.values()}
        assert len(names) == sum(alone)


def test_scenes_are_the_same_every_time() -> None:
    """Keys, ids, serial numbers and PINs do not depend on chance."""
    first, second = Simulation("demo"), Simulation("demo")
    assert first.account("tedee") == second.account("tedee")
    states = [simulation.cloud("tedee").control for simulation in (first, second)]
    assert states[0].state() == states[1].state()  # type: ignore[attr-defined] # a desk
    assert [
        [(row.id, row.name, row.secret) for row in lock.credentials]
        for lock in first.home.locks.values()
    ] == [
        [(row.id, row.name, row.secret) for row in lock.credentials]
        for lock in second.home.locks.values()
    ]


async def test_requests_are_recorded(sim: Simulation, api: Api) -> None:
    """The log has method, path, query and status, and nothing secret."""
    await api.get("/my/lock?IncludeAccessories=true")
    await api.get("/nothing")
    first, second = sim.requests
    assert (first.vendor, first.method, first.status) == ("tedee", "GET", 200)
    assert first.path == "/api/v37/my/lock"
    assert first.query == {"IncludeAccessories": ["true"]}
    assert second.status == 404
    assert sim.requests.select("GET", "/MY/lock") == [first]
    assert sim.account("tedee")["personal_key"] not in repr(list(sim.requests))
    sim.requests.clear()
    assert len(sim.requests) == 0


async def test_reset_begins_again(sim: Simulation, api: Api) -> None:
    """A reset brings back the scene under the same address."""
    sim.control.turn_knob("Front door", "unlocked")
    sim.control.rate_limit("tedee")
    home, origins = sim.home, sim.origins
    await sim.control.reset()
    assert sim.home is not home
    assert sim.home.lock("Front door").bolt == "locked"
    assert sim.origins == origins
    assert (await api.get("/my/lock")).status == 200
    await sim.control.reset("large:4")
    assert len((await api.get("/my/lock")).result) == 4


async def test_frozen_time_is_the_time_of_the_home(
    sim: Simulation, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """A test that stops the clock moves the home with it, over HTTP too."""
    sim.control.timing("front_door", travel=3)
    sim.control.app("front_door", "anna_de_vries", "unlock")
    states = []
    for _ in range(2):
        lock = (await api.get("/my/lock")).result[0]
        states.append(lock["deviceState"]["state"])
        freezer.tick(3)
    assert states == [4, 2]


async def test_reset_keeps_people_moving(sim: Simulation) -> None:
    """A lively home stays lively."""
    sim.start_lively(Lively(sim.home, gap=(0, 0), step=0))
    sim.start_lively()
    await sim.control.reset()
    assert sim._lively is not None
    assert sim._lively._home is sim.home
    await sim.control.lively(on=False)
    assert sim._lively is None


def test_banner_is_the_yaml_block() -> None:
    """The demo prints what has to be pasted."""
    text = banner(Simulation("empty", port_base=8900, vendors=["tedee"]))
    assert text.startswith(
        'cloud_locks:\n  origins:\n    "https://api.tedee.com": "http://127.0.0.1:8901"'
    )
    assert "control: http://127.0.0.1:8900/_sim" in text


def test_command_line_refuses_nonsense(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong scene is one line on standard error."""
    assert main(["--scene", "castle"]) == 1
    assert "castle" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--only", "nobody"])


@pytest.fixture
async def process(
    socket_enabled: None,
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Run the command line until its banner is complete."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulators", "--scene", "test", "--lively"),
        *("--port-base", "0"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    text = io.StringIO()
    async with asyncio.timeout(30):
        async for line in process.stdout:
            text.write(line.decode())
            if line.startswith(b"Ctrl-C"):
                break
    yield process, text.getvalue()
    if process.returncode is None:
        process.kill()
        await process.wait()


async def test_command_line_serves_until_interrupted(
    process: tuple[asyncio.subprocess.Process, str], session: aiohttp.ClientSession
) -> None:
    """The process answers, and ends cleanly on Ctrl-C."""
    server, text = process
    control = text.partition("control: ")[2].split()[0]
    accounts = await Api(session, control, {}).get("/accounts")
    assert accounts.body["tedee"]["personal_key"] in text
    server.send_signal(signal.SIGINT)
    async with asyncio.timeout(30):
        assert await server.wait() == 0
