"""Call an action in a bare Home Assistant and print what the bus saw of it.

Run with the Python of any installed version: pytest knows only one of them.
"""

import asyncio
from contextlib import suppress
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any

from homeassistant.const import __version__
from homeassistant.core import Event, HomeAssistant, callback

sys.path.insert(0, str(Path(__file__).parents[2]))

from custom_components.cloud_locks import actions

NOTHING_SET_UP = (AttributeError, KeyError)
"""What the handler meets in a Home Assistant without registries; after the event."""


async def probe(folder: str, pin: str) -> dict[str, Any]:
    """Return the version and the data of the event of one call."""
    hass, seen = HomeAssistant(folder), []

    @callback
    def note(event: Event[Any]) -> None:
        seen.append(event.data["service_data"])

    hass.bus.async_listen("call_service", note)
    actions.async_register(hass)
    data = {"entity_id": "lock.front", "name": f"Anna {pin}", "pin": pin}
    with suppress(*NOTHING_SET_UP):
        await hass.services.async_call("cloud_locks", "add_code", data, blocking=True)
    await asyncio.sleep(0)
    await hass.async_stop(force=True)
    return {"version": __version__, "seen": seen}


with TemporaryDirectory() as folder:
    print(json.dumps(asyncio.run(probe(folder, sys.argv[1]))))  # noqa: T201 - answer
