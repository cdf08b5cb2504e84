"""People of the app, and whose code it was, over real HTTP."""

from datetime import timedelta
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloud_locks.diagnostics import (
    async_get_config_entry_diagnostics,
)
from simulators import Simulation
from simulators.tedee.control import TedeeControl

from .conftest import Act, entity_id, fired, move_to, state

_MAIL = "rosa.lindqvist@example.com"
_PIN = "730416"


async def _by_account(act: Act) -> dict[str, Any]:
    users = (await act("get_users"))["users"]
    (user,) = (it for it in users if it["account"] == _MAIL)
    found: dict[str, Any] = user
    return found


async def test_guest_of_the_app(
    hass: HomeAssistant,
    simulation: Simulation,
    account: ConfigEntry,
    act: Act,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Invited for Fridays, made an administrator, sent away; the address stays here."""
    caplog.set_level(logging.DEBUG)
    events = async_capture_events(hass, MATCH_ALL)
    hours = {"days": ["fri"], "start_time": "09:00", "end_time": "12:00"}
    added = await act("add_user", name="Rosa", account=_MAIL, remote=False, **hours)
    guest = await _by_account(act)
    assert guest["user_id"] == added["user_id"]
    assert (guest["role"], guest["remote"], guest["days"]) == ("guest", False, ["fri"])
    assert (guest["start_time"], guest["time_zone"]) == (
        "09:00:00",
        "Europe/Amsterdam",
    )
    with pytest.raises(ServiceValidationError) as caught:
        await act("add_user", name="Rosa", account=_MAIL.upper())
    assert caught.value.translation_key == "user_exists"

    await act("update_user", user_id=added["user_id"], role="admin")
    admin = await _by_account(act)
    assert admin == {**guest, "role": "admin"}

    gone = await act("delete_user", user_id=added["user_id"])
    assert gone["status"] == "removed"
    assert _MAIL not in str(await act("get_users"))
    diagnostics = await async_get_config_entry_diagnostics(hass, account)
    told = f"{[it.as_dict() for it in events]} {hass.states.async_all()} {diagnostics}"
    assert "rosa.lindqvist" not in f"{told} {caplog.text}".casefold()


async def test_owner_and_missing_right(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry, act: Act
) -> None:
    """The owner stays; without the right of the key nobody is seen."""
    users = (await act("get_users"))["users"]
    (owner,) = (it for it in users if it["role"] == "owner")
    with pytest.raises(ServiceValidationError) as caught:
        await act("delete_user", user_id=owner["user_id"])
    assert caught.value.translation_key == "owner_protected"
    for scope in ("DeviceShare.ReadWrite", "DeviceShare.Read"):
        simulation.vendor(TedeeControl).remove_scope(scope)
    with pytest.raises(ServiceValidationError) as caught:
        await act("get_users")
    assert caught.value.translation_key == "scope_missing"


async def test_whose_code_it_was(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
    act: Act,
) -> None:
    """A code belongs to a person; who comes in with it is named."""
    people = [{"id": "rosa", "name": "Rosa Lindqvist"}]
    assert await async_setup_component(hass, "person", {"person": people})
    await act("add_code", name="Cleaner", pin=_PIN)
    row = await act("assign_credential", name="cleaner", person="person.rosa_lindqvist")
    assert row["person"] == "person.rosa_lindqvist"
    changes = async_capture_events(hass, MATCH_ALL)
    assert simulation.control.type_pin("Front door", _PIN) == "accepted"
    await move_to(hass, freezer, dt_util.utcnow() + timedelta(minutes=2))
    access = fired(changes, entity_id(hass, "event", "access"))
    expected = {
        "event_type": "unlocked",
        "who": "Rosa Lindqvist",
        "person": "person.rosa_lindqvist",
    }
    assert expected.items() <= access[-1].items()
    assert state(hass, "sensor", "last_access_by").state == "Rosa Lindqvist"
    assert state(hass, "lock", "lock").attributes["changed_by"] == "Rosa Lindqvist"
