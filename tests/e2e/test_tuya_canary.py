"""Digits, tokens and keys of a Tuya account go through a whole day.

Afterwards they are looked for everywhere that the PIN promise names.
"""

from contextlib import closing
import json
import logging
import sqlite3
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, MATCH_ALL
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.diagnostics import (
    async_get_config_entry_diagnostics,
)
from simulators import Simulation
from simulators.tuya import COMMANDS

from .tuya_home import TuyaHome, signed_in

_PIN, _NEW_PIN, _FOREIGN_PIN, _WRONG_PIN = "805261", "417296", "961402", "593782"


@pytest.mark.parametrize("persistent_database", [True])
async def test_secrets_are_found_nowhere(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    hass_storage: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
) -> None:
    """Walk through everything that knows a secret, then look for all of them."""
    caplog.set_level(logging.DEBUG)
    everything = async_capture_events(hass, MATCH_ALL)
    home = await signed_in(hass, freezer, simulation)
    tokens = _tokens(home)
    digits = (_PIN, _NEW_PIN, _FOREIGN_PIN, _WRONG_PIN, *await _walk(home))
    tokens |= _tokens(home)
    project = simulation.account("tuya")
    secrets = (*digits, *tokens, project["access_secret"])
    diagnostics = await async_get_config_entry_diagnostics(hass, home.entry)
    await async_wait_recording_done(hass)

    assert len(tokens) >= 4
    assert not _found(json.dumps(diagnostics, default=str), secrets)
    assert not _found(_ours(caplog), secrets)
    assert not _found(_told(everything), secrets)
    states = [it.as_dict() for it in hass.states.async_all()]
    assert not _found(repr(states), secrets)
    assert not _found(repr(ir.async_get(hass).issues), secrets)
    assert not _found(_recorded(recorder_mock), secrets)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    stored = {name: json.dumps(it, default=str) for name, it in hass_storage.items()}
    assert f"{DOMAIN}.{home.entry.entry_id}" in stored
    assert not _found("".join(stored.values()), digits)
    asked = repr(list(simulation.requests))
    assert not _found(asked, secrets)


async def _walk(home: TuyaHome) -> list[str]:
    """Use everything that has digits; returns those that the cloud computed."""
    control = home.simulation.control
    await home.act("apartment", "add_code", name="Cleaner", pin=_PIN)
    control.add_pin("apartment", _FOREIGN_PIN, _FOREIGN_PIN)
    await home.act("apartment", "get_codes", include_pins=True)
    await home.act("apartment", "update_code", name="Cleaner", pin=_NEW_PIN)
    for typed in (_NEW_PIN, _FOREIGN_PIN, _WRONG_PIN):
        control.type_pin("apartment", typed)
    control.lost_answer("tuya", 504, path=COMMANDS)
    await home.act("apartment", "add_code", name="Second", pin=_PIN)
    for refused in (int(_PIN), "12", [_PIN]):
        with pytest.raises(HomeAssistantError) as caught:
            await home.act("apartment", "add_code", name="Third", pin=refused)
        assert not _found(str(caught.value), (_PIN,))
    dynamic = await home.act("lobby", "get_dynamic_code", include_pins=True)
    offline = await home.act(
        "lobby", "generate_offline_code", one_time=True, include_pins=True
    )
    computed = [dynamic["pin"], offline["pin"]]
    for pin in computed:
        control.type_pin("lobby", pin)
    await home.use("apartment", "lock", "lock", "unlock")
    # Past the life of a token, and with logs and codes read again.
    home.desk.expire_tokens()
    await home.pass_by(hours=1)
    await home.use("apartment", "button", "refresh", "press")
    await home.use("apartment", "button", "check_codes", "press")
    return computed


def _tokens(home: TuyaHome) -> set[str]:
    """Return the tokens that work now."""
    store = home.desk._state.vault.grants
    return {it for grant in store for it in (grant.access, grant.refresh)}


def _ours(caplog: pytest.LogCaptureFixture) -> str:
    """Return what Home Assistant logged, not what its stand-ins in tests do."""
    aside = ("aiohttp.access", "pytest_homeassistant_custom_component", "simulators")
    records = (it for it in caplog.records if not it.name.startswith(aside))
    return "\n".join(it.getMessage() for it in records)


def _told(events: list[Event[Any]]) -> str:
    return repr([it.as_dict() for it in events])


def _found(text: str, secrets: tuple[str, ...]) -> list[str]:
    """Return how the text goes on around each secret in it."""
    places = [text.find(secret) for secret in secrets]
    return [text[max(0, place - 80) : place + 40] for place in places if place >= 0]


def _recorded(recorder: Recorder) -> str:
    """Return the whole recorder database as text."""
    path = recorder.db_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump())
