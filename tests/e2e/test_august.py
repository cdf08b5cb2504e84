"""August and Yale from unlocking to "who opened the door", over real HTTP."""

from collections.abc import AsyncIterator
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.const import CONF_TOKENS
from simulators import Simulation
from simulators.august import COMMANDS

from .august_home import DOOR, AugustHome, at_both_brands, linked, signed_in
from .conftest import fired

PIN, NEW_PIN = "730416", "284917"

at_both_ways = pytest.mark.parametrize("way", ["own_credentials", "link"])

SOON = {"seconds": 25}
"""What happened is told at once; a longer silence would be a lost connection."""

IN_TURN = {"minutes": 16}
"""Nothing is told, so logs are read in turn."""

pytestmark = at_both_brands


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look once after a write: by the home's clock no time goes by meanwhile."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@pytest.fixture
def way() -> str:
    """Return how one is signed in, where it makes no difference."""
    return "own_credentials"


@pytest.fixture
async def home(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
    way: str,
) -> AsyncIterator[AugustHome]:
    """Return a home that is signed in."""
    if way == "own_credentials":
        yield await signed_in(hass, freezer, simulation, brand)
        return
    async with linked(hass, freezer, simulation, brand) as home:
        yield home


@pytest.fixture
def changes(home: AugustHome) -> list[Event[Any]]:
    """Collect every state from now on."""
    return async_capture_events(home.hass, EVENT_STATE_CHANGED)


@at_both_ways
async def test_a_day_at_the_terrace_door(
    home: AugustHome, changes: list[Event[Any]], brand: str, way: str
) -> None:
    """Unlock, give a code, see it arrive and who came in, and take it away."""
    await home.use(DOOR, "lock", "lock", "unlock")
    assert home.shows(DOOR, "lock", "lock", "unlocked")
    await home.use(DOOR, "lock", "lock", "lock")
    assert home.shows(DOOR, "lock", "lock", "locked")

    added = await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    assert added["status"] == "pending"
    ((code,), (pin,)) = await home.codes(), home.pins
    assert (code["status"], code["on_lock"]) == ("pending", False)
    assert pin["group"] == "created"
    await home.code_is("active")
    assert home.commands == 1
    assert home.simulation.control.type_pin(DOOR, PIN) == "accepted"
    home.hears()
    is_told = brand == "yale" or way == "link"
    for _ in range(5):
        if home.shows(DOOR, "sensor", "last_access_by", "Cleaner"):
            break
        await home.pass_by(**(SOON if is_told else IN_TURN))
    told = fired(changes, home.entity(DOOR, "event", "access"))[-1]
    expected = {"event_type": "unlocked", "method": "code", "who": "Cleaner"}
    assert expected.items() <= told.items()

    deleted = await home.act(DOOR, "delete_code", name="Cleaner")
    assert deleted["status"] == "removing"
    await home.pass_by(minutes=2)
    assert await home.codes() == []
    assert home.simulation.control.type_pin(DOOR, PIN) != "accepted"


async def test_asked_for_at_once(home: AugustHome) -> None:
    """What is on its way is in the list once, as what was made here."""
    added = await home.act(DOOR, "add_code", name="Cleaner", pin=PIN, wait=0)
    assert added["status"] == "pending"
    (code,) = await home.codes()
    assert (code["name"], code["managed"]) == ("Cleaner", True)
    assert (code["status"], code["on_lock"]) == ("pending", False)
    await home.code_is("active")


@at_both_ways
async def test_other_digits(home: AugustHome) -> None:
    """The old code goes, then the new one comes: never two at a time."""
    await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    await home.code_is("active")
    await home.act(DOOR, "update_code", name="Cleaner", pin=NEW_PIN)
    seen = []
    for _ in range(10):
        seen += [(it["pin"], it["group"]) for it in home.pins]
        assert len(home.pins) <= 1
        if seen[-1] == (NEW_PIN, "loaded"):
            break
        await home.pass_by(minutes=2)
    assert seen[-1] == (NEW_PIN, "loaded")
    assert (PIN, "deleting") in seen
    assert home.commands == 3
    await home.code_is("active")
    assert home.simulation.control.type_pin(DOOR, NEW_PIN) == "accepted"
    assert home.simulation.control.type_pin(DOOR, PIN) != "accepted"


async def test_a_lost_answer(home: AugustHome) -> None:
    """A code that was queued in spite of it is found by its mark, and sent once."""
    home.simulation.control.lost_answer("august", 504, path=COMMANDS)
    added = await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    assert added["status"] == "pending"
    await home.code_is("active")
    assert home.commands == len(home.pins) == 1


async def test_nothing_secret_is_told(
    home: AugustHome, brand: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in any state, nor in any line of our log."""
    caplog.set_level(logging.DEBUG, logger="custom_components.cloud_locks")
    await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    await home.code_is("active")
    home.simulation.control.type_pin(DOOR, PIN)
    await home.pass_by(minutes=20)
    ours = [it for it in caplog.records if it.name.startswith("custom_components")]
    told = [
        *(repr((it.state, it.attributes)) for it in home.hass.states.async_all()),
        *(it.getMessage() for it in ours),
    ]
    credentials = home.simulation.account(brand)
    tokens = home.entry.data[CONF_TOKENS]["values"]
    secrets = [
        PIN,
        credentials["api_key"],
        credentials["client_secret"],
        tokens["access_token"],
        tokens["refresh_token"],
    ]
    for secret in secrets:
        assert not [text for text in told if secret in text]


async def test_a_pause(home: AugustHome) -> None:
    """A code keeps its place, and does not open for a while."""
    await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    await home.code_is("active")
    await home.act(DOOR, "disable_code", name="Cleaner")
    await home.code_is("disabled")
    assert home.simulation.control.type_pin(DOOR, PIN) != "accepted"
    await home.act(DOOR, "enable_code", name="Cleaner")
    await home.code_is("active")
    assert home.simulation.control.type_pin(DOOR, PIN) == "accepted"


async def test_a_restart_in_between(home: AugustHome) -> None:
    """What was queued is watched on, and what is half replaced is finished, once."""
    await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    await home.restart()
    await home.code_is("active")
    (code,) = await home.codes()
    assert code["managed"]
    await home.act(DOOR, "update_code", name="Cleaner", pin=NEW_PIN)
    assert [it["group"] for it in home.pins] == ["deleting"]
    await home.restart()
    for _ in range(10):
        if home.pins and home.pins[0]["group"] == "loaded":
            break
        await home.pass_by(minutes=2)
    assert [it["pin"] for it in home.pins] == [NEW_PIN]
    assert home.commands == 3


async def test_leaving(home: AugustHome, brand: str) -> None:
    """Nobody is subscribed any more when the account is unloaded."""
    assert len(home.subscribers) == (1 if brand == "yale" else 0)
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert home.subscribers == {}
