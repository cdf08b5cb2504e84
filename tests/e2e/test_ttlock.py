"""TTLock and Sifely from signing in to "who opened the door", over real HTTP."""

import logging

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from simulators import Simulation
from simulators.ttlock import COMMANDS, TtlockControl

from .conftest import fired
from .side_door import (
    DOOR,
    act,
    at_both_brands,
    entity,
    operate,
    pass_by,
    sign_in,
    state,
)

PIN, CARD = "730416", "1723612378"
RENAME = "/v3/lock/rename"

pytestmark = at_both_brands


@pytest.fixture
async def account(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> ConfigEntry:
    """Sign in by the form and return the loaded entry."""
    return await sign_in(hass, freezer, simulation, brand)


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


async def test_another_name(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry
) -> None:
    """The app has it in spite of a lost answer, and so has the device here."""
    simulation.vendor(TtlockControl).switch(sifely_extras="all")
    simulation.control.lost_answer("ttlock", 504, path=RENAME)
    told = await act(hass, "rename_lock", new_name="Garden gate")
    await hass.async_block_till_done()
    assert told == {"status": "renamed", "name": "Garden gate"}
    assert simulation.home.lock(DOOR).name == "Garden gate"
    assert state(hass, "lock", "lock").name == "Garden gate"
    writes = [it for it in simulation.requests if it.path.endswith(RENAME)]
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
