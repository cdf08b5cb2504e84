"""A running simulation and clients for it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api

TEDEE = "https://api.tedee.com"
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the scene `test` on a Monday at noon, UTC."""
    async with Simulation.start(scene="test", vendors=["tedee"]) as simulation:
        simulation.home.clock.move_to(MONDAY_NOON)
        yield simulation


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """Return a session that retries nothing."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(sim: Simulation, session: aiohttp.ClientSession) -> Api:
    """Return a client of the Tedee cloud with the personal key of the account."""
    key = sim.account("tedee")["personal_key"]
    base = sim.origins[TEDEE] + "/api/v37"
    return Api(session, base, {"Authorization": f"PersonalKey {key}"})


@pytest.fixture
def desk(sim: Simulation, session: aiohttp.ClientSession) -> Api:
    """Return a client of the control routes."""
    return Api(session, sim.control_url, {})


@pytest.fixture
def tedee(sim: Simulation) -> TedeeControl:
    """Return the control desk of the Tedee cloud."""
    return sim.vendor(TedeeControl)
