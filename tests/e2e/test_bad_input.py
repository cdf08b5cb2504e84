"""What people mistype and clouds get wrong: one clear message, nothing half done."""

from collections.abc import Callable
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.tedee.control import TedeeControl

from .conftest import Act, settle, state

_PIN = "730416"
_TEXTS = Path(__file__).parents[2] / "custom_components" / DOMAIN / "translations"


def said_in_every_language(*path: str) -> bool:
    """Return whether each language has a sentence of its own."""
    sentences = set()
    for file in _TEXTS.glob("*.json"):
        text = json.loads(file.read_text(encoding="utf-8"))
        for key in path:
            text = text[key]
        sentences.add(text)
    return len(sentences) == len(list(_TEXTS.glob("*.json")))


def take_the_device_scopes(simulation: Simulation) -> None:
    """Make the key one that may see no locks."""
    for scope in ("Device.Read", "Device.ReadWrite"):
        simulation.vendor(TedeeControl).remove_scope(scope)


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (lambda it: it.vendor(TedeeControl).revoke_key(), "invalid_auth"),
        (lambda it: it.vendor(TedeeControl).expire_key(), "invalid_auth"),
        (take_the_device_scopes, "not_permitted"),
        (
            lambda it: it.vendor(TedeeControl).remove_scope("DeviceActivity.Read"),
            "not_permitted",
        ),
        (
            lambda it: it.control.fault("tedee", answer="half", times=None),
            "cannot_connect",
        ),
        (lambda it: it.control.rate_limit("tedee"), "rate_limited"),
    ],
    ids=["revoked", "expired", "no device scope", "no log scope", "half", "too many"],
)
async def test_signing_in(
    hass: HomeAssistant,
    simulation: Simulation,
    trouble: Callable[[Simulation], None],
    error: str,
) -> None:
    """The form comes back with one message, and no account is added."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, DOMAIN, config)
    trouble(simulation)
    flows = hass.config_entries.flow
    flow = await flows.async_init(DOMAIN, context={"source": "user"})
    flow = await flows.async_configure(flow["flow_id"], {"brand": "tedee"})
    flow = await flows.async_configure(flow["flow_id"], simulation.account("tedee"))
    assert flow["errors"] == {"base": error}
    assert said_in_every_language("config", "error", error)
    assert hass.config_entries.async_entries(DOMAIN) == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"pin": "12345"}, "pin_sequence"),
        ({"pin": 5349}, "pin_not_text"),
        ({"name": "sOFIE"}, "name_in_use"),
        (
            {"start_datetime": "2027-02-02 09:00", "end_datetime": "2027-02-01 09:00"},
            "end_before_start",
        ),
        ({"start_time": "09:00", "end_time": 1290}, "time_not_text"),
        ({"days": ["fri"], "time_zone": "Mars/Olympus"}, "time_zone_unknown"),
        ({"entity_id": "lock.nowhere"}, "lock_unknown"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
async def test_adding_a_code(
    account: ConfigEntry,
    simulation: Simulation,
    act: Act,
    data: dict[str, Any],
    error: str,
) -> None:
    """Refused with its sentence before anything is sent."""
    await act("add_code", name="Sofie", pin="94026813")
    simulation.requests.clear()
    with pytest.raises(HomeAssistantError) as caught:
        await act("add_code", **{"name": "Cleaner", "pin": _PIN, **data})
    assert caught.value.translation_key == error
    assert said_in_every_language("exceptions", error, "message")
    assert [it for it in simulation.requests if it.method == "POST"] == []


@pytest.mark.parametrize("mode", ["503", "drop", "refuse"])
async def test_cloud_that_is_down_at_the_start(
    hass: HomeAssistant, account: ConfigEntry, simulation: Simulation, mode: str
) -> None:
    """The account waits for it, and signs nobody out."""
    await hass.config_entries.async_unload(account.entry_id)
    await simulation.control.outage("tedee", mode)
    assert not await hass.config_entries.async_setup(account.entry_id)
    states = [account.state]
    assert not list(account.async_get_active_flows(hass, {"reauth"}))
    await simulation.control.outage("tedee", "off")
    await hass.config_entries.async_reload(account.entry_id)
    await settle(hass)
    states.append(account.state)
    assert states == [ConfigEntryState.SETUP_RETRY, ConfigEntryState.LOADED]


async def test_numbers_that_nobody_knows(
    hass: HomeAssistant, account: ConfigEntry, simulation: Simulation
) -> None:
    """A state that no documentation lists is unknown; the rest is as it was."""
    simulation.vendor(TedeeControl).oddities("Front door", state=77, door_state=77)
    await account.runtime_data.locks.async_refresh()
    await settle(hass)
    assert state(hass, "lock", "lock").state == "unknown"
    assert state(hass, "binary_sensor", "door").state == "unknown"
    assert state(hass, "sensor", "battery").state.isdigit()
