"""Faults of the network, as any client of any cloud would meet them."""

import asyncio

import aiohttp
import pytest

from simulators import Simulation
from simulators.bolt import Bolt
from simulators.tedee import TedeeControl
from tests.simulators.client import Api

UNLOCK = "/my/lock/{}/operation/unlock"


def unlock_path(tedee: TedeeControl) -> str:
    """Return the path that unlocks the front door."""
    locks = tedee.state()["locks"]
    assert isinstance(locks, dict)
    return UNLOCK.format(locks["front_door"]["id"])


async def test_outage_as_503(sim: Simulation, api: Api) -> None:
    """The cloud is down until it is not."""
    await sim.control.outage("tedee")
    reply = await api.get("/my/lock")
    assert reply.status == 503
    assert reply.body["success"] is False
    assert (await api.get("/my/lock")).status == 503
    await sim.control.outage("tedee", "off")
    assert (await api.get("/my/lock")).status == 200


async def test_outage_as_dropped_connections(sim: Simulation, api: Api) -> None:
    """The connection closes without a word, and the log says so."""
    await sim.control.outage("tedee", "drop")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.get("/my/lock")
    assert next(iter(sim.requests)).status == 0


async def test_outage_as_refused_connections(sim: Simulation, api: Api) -> None:
    """Nobody listens, then everybody does again under the same address."""
    await sim.control.outage("tedee", "refuse")
    with pytest.raises(aiohttp.ClientConnectorError):
        await api.get("/my/lock")
    await sim.control.clear_faults()
    assert (await api.get("/my/lock")).status == 200


async def test_slow_answers(sim: Simulation, api: Api) -> None:
    """A delay is a real one, and ends with the faults."""
    sim.control.slow("tedee", 5)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await api.get("/my/lock")
    await sim.control.clear_faults("tedee")
    async with asyncio.timeout(2):
        assert (await api.get("/my/lock")).status == 200
    sim.control.slow("tedee", 0.01)
    assert (await api.get("/my/lock")).status == 200
    assert sim.faults.delays == {"tedee": 0.01}
    await sim.control.clear_faults()
    assert sim.faults.delays == {}


async def test_rate_limit(sim: Simulation, api: Api) -> None:
    """429 with and without Retry-After, a number of times."""
    sim.control.rate_limit("tedee", retry_after=17, times=1)
    sim.control.rate_limit("tedee", retry_after=None, times=1)
    assert len(sim.faults) == 2
    first, second = await api.get("/my/lock"), await api.get("/my/lock")
    assert (first.status, first.headers["Retry-After"]) == (429, "17")
    assert (second.status, "Retry-After" in second.headers) == (429, False)
    assert len(sim.faults) == 0
    assert (await api.get("/my/lock")).status == 200


@pytest.mark.parametrize("status", [408, 504, None])
async def test_lost_answers_did_the_work(
    sim: Simulation, api: Api, tedee: TedeeControl, status: int | None
) -> None:
    """The door is open although nobody was told."""
    sim.control.lost_answer("tedee", status, path="/operation/")
    assert (await api.get("/my/lock")).status == 200
    if status is None:
        with pytest.raises(aiohttp.ClientConnectionError):
            await api.post(unlock_path(tedee))
    else:
        assert (await api.post(unlock_path(tedee))).status == status
    assert sim.home.lock("front_door").bolt is Bolt.UNLOCKED


async def test_408_without_the_work(
    sim: Simulation, api: Api, tedee: TedeeControl
) -> None:
    """The same status can also mean that nothing happened."""
    sim.control.fault("tedee", status=408, method="post")
    assert (await api.post(unlock_path(tedee))).status == 408
    assert sim.home.lock("front_door").bolt is Bolt.LOCKED


@pytest.mark.parametrize(
    ("answer", "status", "content_type", "text"),
    [
        ("empty", 200, None, ""),
        ("html", 502, "text/html", "<html"),
        ("text", 500, "text/plain", "Something"),
        ("half", 200, "application/json", '{"result"'),
    ],
)
async def test_spoilt_bodies(
    sim: Simulation,
    api: Api,
    answer: str,
    status: int,
    content_type: str | None,
    text: str,
) -> None:
    """Bodies that a client cannot use."""
    spoilt = None if status == 200 else status
    sim.control.fault("tedee", answer=answer, status=spoilt, path="/my/lock$")
    reply = await api.get("/my/lock")
    assert reply.status == status
    assert reply.text.startswith(text)
    if content_type:
        assert reply.headers["Content-Type"].startswith(content_type)
    if answer == "half":
        with pytest.raises(ValueError, match=r"."):
            _ = reply.body


async def test_faults_strike_only_their_target(sim: Simulation, api: Api) -> None:
    """Method and path select, and labels keep outages apart from other faults."""
    sim.control.fault("tedee", status=500, path="/bridge", times=None)
    assert (await api.get("/my/lock")).status == 200
    await sim.control.outage("tedee", "off")
    assert (await api.get("/my/bridge")).status == 500
    await sim.control.clear_faults("tedee")
    assert (await api.get("/my/bridge")).status == 200
