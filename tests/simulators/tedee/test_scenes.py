"""The demo home as a client sees it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.conftest import TEDEE
from tests.simulators.tedee.conftest import number


@pytest.fixture
async def demo(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the demo scene."""
    async with Simulation.start(vendors=["tedee"]) as simulation:
        simulation.vendor(TedeeControl).switch(pin_seconds=0)
        yield simulation


@pytest.fixture
def visitor(demo: Simulation, session: aiohttp.ClientSession) -> Api:
    """Return a client of the demo's cloud."""
    key = demo.account("tedee")["personal_key"]
    headers = {"Authorization": f"PersonalKey {key}"}
    return Api(session, demo.origins[TEDEE] + "/api/v37", headers)


async def test_three_doors(visitor: Api) -> None:
    """A full set, a plain one, one out of reach."""
    locks = (await visitor.get("/my/lock")).result
    assert [(row["name"], row["isConnected"], row["accessLevel"]) for row in locks] == [
        ("Front door", True, 2),
        ("Back door", True, 2),
        ("Garden office", False, 2),
    ]


async def test_history_tells_of_days_past(demo: Simulation, visitor: Api) -> None:
    """Many kinds of events, newest first, none in the future."""
    tedee = demo.vendor(TedeeControl)
    where = f"/my/deviceactivity?deviceId={number(tedee, 'front_door')}"
    rows = (await visitor.get(where)).result
    events = {row["event"] for row in rows}
    assert {33, 51, 61, 62, 65, 66, 75, 77, 83, 84, 86, 36, 57} <= events
    assert {row.get("username") for row in rows} >= {
        "Anna de Vries",
        "Cleaner",
        "Sofie",
        None,
    }
    now = demo.home.clock.now().isoformat()
    assert all(row["date"] < now for row in rows)


async def test_codes_and_people(demo: Simulation, visitor: Api) -> None:
    """Some codes exist already; fingers are no PINs; Bram is an administrator."""
    tedee = demo.vendor(TedeeControl)
    front = number(tedee, "front_door")
    pins = (await visitor.get(f"/my/lock/{front}/pin")).result["pins"]
    assert [row["alias"] for row in pins] == [
        "Sofie",
        "Neighbour",
        "Cleaner",
        "Plumber",
    ]
    people = (await visitor.get(f"/my/device/{front}/access")).result
    assert [row["principalName"] for row in people] == [
        "Anna de Vries",
        "Bram de Vries",
    ]
