"""A Tuya cloud over the test home, and a client with a token."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl
from tests.simulators.conftest import MONDAY_NOON

from .wire import Door, Wire


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the scene `test` on a Monday at noon, UTC: one o'clock at the doors."""
    async with Simulation.start(scene="test", vendors=["tuya"]) as simulation:
        simulation.home.clock.move_to(MONDAY_NOON)
        yield simulation


@pytest.fixture
def desk(sim: Simulation) -> TuyaControl:
    """Return the control desk of the cloud."""
    return sim.vendor(TuyaControl)


@pytest.fixture
async def wire(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a client with a token of the project."""
    wire = Wire(sim, session)
    await wire.sign_in()
    return wire


@pytest.fixture
def street(wire: Wire) -> Door:
    """Return the Wi-Fi lock that sleeps."""
    return Door(wire, "street_door")


@pytest.fixture
def flat(wire: Wire) -> Door:
    """Return the Zigbee lock."""
    return Door(wire, "apartment")


@pytest.fixture
def storage(wire: Wire) -> Door:
    """Return the Bluetooth lock with a gateway."""
    return Door(wire, "storage")


@pytest.fixture
def yard(wire: Wire) -> Door:
    """Return the keypad that is always in the Wi-Fi."""
    return Door(wire, "courtyard")


@pytest.fixture
def lobby(wire: Wire) -> Door:
    """Return the video lock."""
    return Door(wire, "lobby")
