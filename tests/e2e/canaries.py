"""Looking for secrets everywhere that the PIN promise names."""

from collections.abc import Mapping
from contextlib import closing
import json
import sqlite3
from typing import TypeIs, override

from homeassistant.components.notify import DOMAIN as NOTIFY, NotifyEntity
from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.diagnostics import (
    async_get_config_entry_diagnostics,
)


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


async def mailbox_of(hass: HomeAssistant) -> Mailbox:
    """Set up `notify.mailbox`."""
    assert await async_setup_component(hass, NOTIFY, {})
    mailbox = Mailbox()
    await hass.data[DATA_COMPONENT].async_add_entities([mailbox])
    return mailbox


async def shown(hass: HomeAssistant, account: ConfigEntry) -> dict[str, str]:
    """Return what people can see now, by where it is."""
    diagnostics = await async_get_config_entry_diagnostics(hass, account)
    return {
        "diagnostics": json.dumps(diagnostics, default=str),
        "states": repr([it.as_dict() for it in hass.states.async_all()]),
        "repairs": repr(ir.async_get(hass).issues),
    }


async def stored(hass: HomeAssistant, storage: dict[str, object]) -> dict[str, str]:
    """Return what is in files once everything is written."""
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    files = {name: json.dumps(it, default=str) for name, it in storage.items()}
    assert any(name.startswith(f"{DOMAIN}.") for name in files)
    return files


def found(text: str, secrets: tuple[str, ...]) -> list[str]:
    """Return how the text goes on around each secret in it."""
    places = [text.find(secret) for secret in secrets]
    return [text[max(0, place - 80) : place + 40] for place in places if place >= 0]


def recorded(recorder: Recorder) -> str:
    """Return the whole recorder database as text."""
    path = recorder.db_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump())


def texts_of(value: object) -> list[str]:
    """Return every text in nested data."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return texts_of(list(value.values()))
    return [text for it in value for text in texts_of(it)] if _is_list(value) else []


def _is_list(value: object) -> TypeIs[list[object] | tuple[object, ...]]:
    return isinstance(value, list | tuple)
