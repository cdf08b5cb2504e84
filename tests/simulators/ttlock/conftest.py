"""A TTLock cloud over the test home, and signed-in clients of each kind."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.conftest import MONDAY_NOON

from .wire import BEARER_HOST, EU, KEY_HOST, Door, Wire, md5_of


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the scene `test` on a Monday at noon, UTC: one o'clock at the doors."""
    async with Simulation.start(scene="test", vendors=["ttlock"]) as simulation:
        simulation.home.clock.move_to(MONDAY_NOON)
        yield simulation


@pytest.fixture
def desk(sim: Simulation) -> TtlockControl:
    """Return the control desk of the cloud."""
    return sim.vendor(TtlockControl)


@pytest.fixture
async def ttlock(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client with an access token of TTLock."""
    wire = Wire(sim, session, EU)
    account = sim.account("ttlock")
    form = {
        "clientId": account["client_id"],
        "clientSecret": account["client_secret"],
        "username": account["username"],
        "password": md5_of(account["password"]),
    }
    reply = await wire.send("POST", "/oauth2/token", form=form)
    token = reply.body["access_token"]
    wire.params = {"clientId": account["client_id"], "accessToken": token}
    return wire


@pytest.fixture
async def sifely(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client with an API key of Sifely."""
    wire = Wire(sim, session, KEY_HOST)
    account = sim.account("sifely")
    login = {"account": account["username"], "password": md5_of(account["password"])}
    reply = await wire.send("POST", "/system/smart/login", json=login)
    wire.headers = {"Authorization": reply.body["data"]["clientToken"]}
    return wire


@pytest.fixture
async def bearer(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client with a bearer token of Sifely."""
    wire = Wire(sim, session, BEARER_HOST)
    account = sim.account("sifely")
    query = {
        "client_id": account["client_id"],
        "username": account["username"],
        "password": md5_of(account["password"]),
    }
    reply = await wire.send("POST", "/system/smart/login", query=query)
    wire.headers = {"Authorization": f"Bearer {reply.body['data']['token']}"}
    return wire


@pytest.fixture(params=["ttlock", "sifely", "bearer"])
async def anyone(
    request: pytest.FixtureRequest, ttlock: Wire, sifely: Wire, bearer: Wire
) -> Wire:
    """Return a client of each kind, one after the other."""
    return {"ttlock": ttlock, "sifely": sifely, "bearer": bearer}[request.param]


@pytest.fixture
def side(ttlock: Wire) -> Door:
    """Return the lock that can do everything, at TTLock."""
    return Door(ttlock, "side_door")


@pytest.fixture
def sifely_side(sifely: Wire) -> Door:
    """Return the same lock, at Sifely."""
    return Door(sifely, "side_door")
