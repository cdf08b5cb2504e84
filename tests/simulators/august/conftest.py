"""The clouds of August and Yale over the test home, and signed-in clients."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import Simulation
from simulators.august import AugustControl
from tests.simulators.conftest import MONDAY_NOON

from .wire import Door, Wire


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the scene `test` on a Monday at noon, UTC: one o'clock at the doors."""
    async with Simulation.start(scene="test", vendors=["august"]) as simulation:
        simulation.home.clock.move_to(MONDAY_NOON)
        yield simulation


@pytest.fixture
def desk(sim: Simulation) -> AugustControl:
    """Return the control desk of the cloud."""
    return sim.vendor(AugustControl)


@pytest.fixture(params=["august", "yale"])
def anyone(
    request: pytest.FixtureRequest, sim: Simulation, session: aiohttp.ClientSession
) -> Wire:
    """Return a client of each company, one after the other."""
    wire = Wire(sim, session, request.param)
    wire.sign_in()
    return wire


@pytest.fixture
def august(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client of August."""
    wire = Wire(sim, session, "august")
    wire.sign_in()
    return wire


@pytest.fixture
def yale(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client of Yale."""
    wire = Wire(sim, session, "yale")
    wire.sign_in()
    return wire


@pytest.fixture
def terrace(yale: Wire) -> Door:
    """Return the lock with a latch and a bridge of its own."""
    return Door(yale, "terrace_door")


@pytest.fixture
def kitchen(yale: Wire) -> Door:
    """Return the lock with a door sensor, a keypad and a bridge beside it."""
    return Door(yale, "kitchen_door")
