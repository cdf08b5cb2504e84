"""The main job, from signing in to "who opened the door", over real HTTP."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from simulators import Simulation

from .conftest import Act, entity_id, fired, move_to, settle, state

_HOME = ZoneInfo("Europe/Amsterdam")
_FRIDAY = datetime(2026, 11, 27, 8, 30, tzinfo=_HOME)
_PIN = "730416"


@pytest.fixture(autouse=True)
async def _friday(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Begin on a Friday morning, before the cleaner's hours."""
    await hass.config.async_set_time_zone(str(_HOME))
    freezer.move_to(_FRIDAY)


async def test_cleaner_on_friday(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
    act: Act,
) -> None:
    """Unlock, give a code for Friday mornings, see who came in, and the code leave."""
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    await _unlock_and_lock(hass)
    added = await _give_code(act)

    assert simulation.control.type_pin("Front door", _PIN) != "accepted"
    await move_to(hass, freezer, _FRIDAY.replace(minute=32))
    await move_to(hass, freezer, _FRIDAY.replace(hour=10, minute=0))
    assert simulation.control.type_pin("Front door", _PIN) == "accepted"
    await move_to(hass, freezer, _FRIDAY.replace(hour=10, minute=2))

    access = fired(changes, entity_id(hass, "event", "access"))
    assert "denied" in [event["event_type"] for event in access]
    expected = {
        "event_type": "unlocked",
        "method": "code",
        "who": "Cleaner",
        "code_id": added["code_id"],
        "late": False,
    }
    assert expected.items() <= access[-1].items()
    assert state(hass, "sensor", "last_access_by").state == "Cleaner"

    await move_to(hass, freezer, _FRIDAY.replace(hour=13, minute=2))
    assert (await act("get_codes"))["codes"] == []
    told = fired(changes, entity_id(hass, "event", "code"))
    assert [event["event_type"] for event in told] == ["added", "active", "expired"]
    assert {event["who"] for event in told} == {"Cleaner"}
    assert simulation.control.type_pin("Front door", _PIN) != "accepted"


async def _unlock_and_lock(hass: HomeAssistant) -> None:
    target = {"entity_id": entity_id(hass, "lock", "lock")}
    assert state(hass, "lock", "lock").state == "locked"
    await hass.services.async_call("lock", "unlock", target, blocking=True)
    assert state(hass, "lock", "lock").state == "unlocked"
    await hass.services.async_call("lock", "lock", target, blocking=True)
    assert state(hass, "lock", "lock").state == "locked"


async def _give_code(act: Act) -> dict[str, Any]:
    """Give the cleaner a code for this Friday morning; it must be on the lock."""
    added = await act(
        "add_code",
        name="Cleaner",
        pin=_PIN,
        days=["fri"],
        start_time="09:00",
        end_time="12:00",
        end_datetime="2026-11-27 13:00:00",
    )
    assert added["status"] == "active"
    assert added["on_lock"] is True
    assert added["enforced_by"] == "lock"
    assert "pin" not in added
    return added


async def test_outcome_is_found_out_after_a_lost_answer(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry, act: Act
) -> None:
    """A PIN that the lock took in spite of a 408 is found, not written twice."""
    simulation.control.lost_answer("tedee", 408, path="/pin")
    added = await act("add_code", name="Cleaner", pin=_PIN)
    assert added["status"] == "active"
    assert added["on_lock"] is True
    writes = [
        it for it in simulation.requests if it.method == "POST" and "/pin" in it.path
    ]
    assert len(writes) == 1
    assert len((await act("get_codes"))["codes"]) == 1


async def test_what_others_do_is_told(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """A hand on the knob, a wrong code and an open door are each told once."""
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    simulation.control.turn_knob("Front door", "unlocked")
    simulation.control.door("Front door", "open")
    simulation.control.type_pin("Front door", "00112")
    await move_to(hass, freezer, _FRIDAY.replace(minute=35))
    await settle(hass)
    access = fired(changes, entity_id(hass, "event", "access"))
    kinds = [event["event_type"] for event in access]
    assert sorted(kinds) == ["denied", "door_opened", "unlocked"]
    assert state(hass, "binary_sensor", "door").state == "on"
    assert state(hass, "lock", "lock").state == "unlocked"
