"""PINs and keys of a pattern that occurs nowhere else go through the whole journey.

Afterwards they are looked for everywhere that the PIN promise names.
"""

from contextlib import closing
from datetime import timedelta
import json
import logging
import sqlite3
from typing import Any, override

from homeassistant.components.notify import DOMAIN as NOTIFY, NotifyEntity
from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, MATCH_ALL
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.diagnostics import (
    async_get_config_entry_diagnostics,
)
from simulators import Simulation

from .conftest import Act, settle

_PIN, _NEW_PIN, _FOREIGN_PIN, _WRONG_PIN = "80526173", "41729630", "96140283", "5937"
_SECRETS = (_PIN, _NEW_PIN, _FOREIGN_PIN)


@pytest.fixture
def everything(hass: HomeAssistant) -> list[Event[Any]]:
    """Collect every event on the bus."""
    events: list[Event[Any]] = []

    @callback
    def note(event: Event[Any]) -> None:
        events.append(event)

    hass.bus.async_listen(MATCH_ALL, note)
    return events


class Mailbox(NotifyEntity):
    """A recipient of codes."""

    _attr_unique_id = "mailbox"
    _attr_name = "Mailbox"

    def __init__(self) -> None:
        """Start empty."""
        self.messages: list[str] = []

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Keep a message."""
        self.messages.append(message)


@pytest.mark.parametrize("persistent_database", [True])
async def test_secrets_are_found_nowhere(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    hass_storage: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    simulation: Simulation,
    everything: list[Event[Any]],
    account: ConfigEntry,
    act: Act,
) -> None:
    """Walk through everything that knows a secret, then look for all of them."""
    caplog.set_level(logging.DEBUG)
    key = simulation.account("tedee")["personal_key"]
    await _walk_through_the_day(hass, simulation, act)
    diagnostics = await async_get_config_entry_diagnostics(hass, account)
    await act("clear_codes", confirm=True, only_managed=False)
    await async_wait_recording_done(hass)

    assert not _found(json.dumps(diagnostics, default=str), (*_SECRETS, key))
    assert not _found(caplog.text, (*_SECRETS, key))
    assert not _found(repr([it.as_dict() for it in everything]), (*_SECRETS, key))
    assert not _found(repr([it.as_dict() for it in hass.states.async_all()]), _SECRETS)
    assert not _found(repr(ir.async_get(hass).issues), (*_SECRETS, key))
    assert not _found(_recorded(recorder_mock), (*_SECRETS, key))
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    stored = {name: json.dumps(it, default=str) for name, it in hass_storage.items()}
    assert f"{DOMAIN}.{account.entry_id}" in stored
    assert not _found("".join(stored.values()), _SECRETS)
    assert [name for name, it in stored.items() if key in it] in (
        [],
        ["core.config_entries"],
    )


async def _walk_through_the_day(
    hass: HomeAssistant, simulation: Simulation, act: Act
) -> None:
    mailbox = await _mailbox(hass)
    await act("add_code", name="Cleaner", pin=_PIN)
    simulation.control.add_pin("Front door", _FOREIGN_PIN, _FOREIGN_PIN)
    await act("get_codes")
    assert _PIN in repr(await act("get_codes", include_pins=True))
    await act("update_code", name="Cleaner", pin=_NEW_PIN)
    (ours,) = [it for it in (await act("get_codes"))["codes"] if it["managed"]]
    await act(
        "send_code",
        code_id=ours["code_id"],
        recipient=["notify.mailbox"],
        message="Yours: {pin}",
    )
    assert any(_NEW_PIN in message for message in mailbox.messages)
    for typed in (_NEW_PIN, _FOREIGN_PIN, _WRONG_PIN):
        simulation.control.type_pin("Front door", typed)
    simulation.control.lost_answer("tedee", 408, path="/pin")
    await act("update_code", name="Cleaner", pin=_PIN)
    await _add_refused_codes(act)
    await settle(hass, timedelta(minutes=2))


async def _add_refused_codes(act: Act) -> None:
    for refused in (_FOREIGN_PIN, int(_FOREIGN_PIN), "12345678", [_FOREIGN_PIN]):
        with pytest.raises(HomeAssistantError) as caught:
            await act("add_code", name="Second", pin=refused)
        assert not _found(str(caught.value), _SECRETS)


async def _mailbox(hass: HomeAssistant) -> Mailbox:
    assert await async_setup_component(hass, NOTIFY, {})
    mailbox = Mailbox()
    await hass.data[DATA_COMPONENT].async_add_entities([mailbox])
    return mailbox


def _found(text: str, secrets: tuple[str, ...]) -> list[str]:
    """Return how the text goes on around each secret in it."""
    places = [text.find(secret) for secret in secrets]
    return [text[max(0, place - 80) : place + 40] for place in places if place >= 0]


def _recorded(recorder: Recorder) -> str:
    """Return the whole recorder database as text."""
    path = recorder.db_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump())
