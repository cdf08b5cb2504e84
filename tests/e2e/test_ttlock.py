"""TTLock and Sifely from signing in to "who opened the door", over real HTTP."""

from datetime import timedelta
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.ttlock import COMMANDS

from .conftest import fired, move_to

PIN, CARD = "730416", "1723612378"
DOOR = "side_door"


async def pass_by(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float
) -> None:
    """Let time go by."""
    await move_to(hass, freezer, dt_util.utcnow() + timedelta(**time))


@pytest.fixture(params=["ttlock", "sifely"])
def brand(request: pytest.FixtureRequest) -> str:
    """Run a test once for each brand."""
    name: str = request.param
    return name


@pytest.fixture
async def account(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> ConfigEntry:
    """Sign in by the form and return the loaded entry."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, DOMAIN, config)
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"brand": brand}
    )
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], simulation.account(brand)
    )
    entry: ConfigEntry = flow["result"]
    assert entry.state is ConfigEntryState.LOADED
    # Sifely takes 30 calls in a minute, of which starting takes most.
    await pass_by(hass, freezer, minutes=1)
    return entry


def entity(hass: HomeAssistant, platform: str, key: str) -> str:
    """Return the entity of a key at the side door."""
    (found,) = (
        it.entity_id
        for it in er.async_get(hass).entities.values()
        if it.domain == platform
        and it.unique_id.endswith(f":{key}")
        and DOOR in it.entity_id
    )
    return found


def state(hass: HomeAssistant, platform: str, key: str) -> State:
    """Return the state of a key at the side door."""
    found = hass.states.get(entity(hass, platform, key))
    assert found is not None
    return found


async def act(hass: HomeAssistant, action: str, **data: Any) -> dict[str, Any]:
    """Call one of our actions on the side door and return its answer."""
    answer = await hass.services.async_call(
        DOMAIN,
        action,
        {"entity_id": entity(hass, "lock", "lock"), **data},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    (row,) = answer.values()
    assert isinstance(row, dict)
    return row


async def operate(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, action: str
) -> None:
    """Lock or unlock the side door, and wait for its bolt."""
    target = {"entity_id": entity(hass, "lock", "lock")}
    await hass.services.async_call("lock", action, target, blocking=True)
    await pass_by(hass, freezer, seconds=10)


async def test_the_side_door(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """Unlock, give a code for today, see who came in, and take it away."""
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    await operate(hass, freezer, "unlock")
    assert state(hass, "lock", "lock").state == "unlocked"
    await operate(hass, freezer, "lock")
    assert state(hass, "lock", "lock").state == "locked"

    added = await act(hass, "add_code", name="Cleaner", pin=PIN, duration="04:00")
    assert (added["status"], added["on_lock"]) == ("active", True)
    assert simulation.control.type_pin(DOOR, PIN) == "accepted"
    access = entity(hass, "event", "access")
    # Sifely's free plan has room for one look at a lock in an hour or so.
    for _ in range(18):
        await pass_by(hass, freezer, minutes=10)
    told = {"event_type": "unlocked", "method": "code", "who": "Cleaner"}
    assert told.items() <= fired(changes, access)[-1].items()
    assert state(hass, "sensor", "last_access_by").state == "Cleaner"

    assert (await act(hass, "delete_code", name="Cleaner"))["status"] == "removed"
    assert (await act(hass, "get_codes"))["codes"] == []
    assert simulation.control.type_pin(DOOR, PIN) != "accepted"


async def test_a_code_without_the_gateway(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry
) -> None:
    """The cloud computes it, and the lock knows it."""
    code = await act(
        hass, "generate_offline_code", name="Guest", one_time=True, include_pins=True
    )
    assert simulation.control.type_pin(DOOR, code["pin"]) == "accepted"


async def test_an_unknown_card(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """Somebody holds it to the lock and is given access, its number unseen."""
    assert simulation.control.hold_card(DOOR, CARD) != "accepted"
    await pass_by(hass, freezer, seconds=30)
    events = (await act(hass, "get_activity"))["events"]
    assert CARD not in repr(events)
    await act(
        hass,
        "add_credential",
        credential_type="rfid_code",
        event_id=events[-1]["event_id"],
        name="Neighbour",
    )
    assert simulation.control.hold_card(DOOR, CARD) == "accepted"
    (card,) = (await act(hass, "get_credentials"))["credentials"]
    assert card["name"] == "Neighbour"


async def test_a_lost_answer(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry
) -> None:
    """A code that the lock took in spite of a 504 is found, not written twice."""
    simulation.control.lost_answer("ttlock", 504, path=COMMANDS)
    added = await act(hass, "add_code", name="Cleaner", pin=PIN)
    assert (added["status"], added["on_lock"]) == ("active", True)
    writes = [it for it in simulation.requests if it.path.endswith("/keyboardPwd/add")]
    assert len(writes) == 1


async def test_nothing_secret_is_told(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
    brand: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not in any state, nor in any line of our log."""
    caplog.set_level(logging.DEBUG, logger="custom_components.cloud_locks")
    await act(hass, "add_code", name="Cleaner", pin=PIN)
    simulation.control.type_pin(DOOR, PIN)
    simulation.control.hold_card(DOOR, CARD)
    await operate(hass, freezer, "unlock")
    await pass_by(hass, freezer, minutes=11)
    ours = [it for it in caplog.records if it.name.startswith("custom_components")]
    told = [
        *(repr((it.state, it.attributes)) for it in hass.states.async_all()),
        *(it.getMessage() for it in ours),
    ]
    credentials = simulation.account(brand)
    secrets = [PIN, CARD, credentials["username"], credentials["password"]]
    for secret in secrets:
        assert not [text for text in told if secret in text]
