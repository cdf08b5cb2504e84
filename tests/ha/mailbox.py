"""People who can be told something."""

import asyncio
from typing import override

from homeassistant.components.notify import NotifyEntity
from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component


class Mailbox(NotifyEntity):
    """Somebody who can be told something."""

    def __init__(self, name: str) -> None:
        """Start empty."""
        self._attr_unique_id = self._attr_name = name
        self.messages: list[str] = []
        self.error: BaseException | None = None
        self.gate: asyncio.Event | None = None

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Keep a message, or fail with it."""
        if self.gate:
            await self.gate.wait()
        if self.error:
            raise self.error
        self.messages.append(message)


async def mailbox(hass: HomeAssistant, name: str) -> Mailbox:
    """Add a notify entity."""
    assert await async_setup_component(hass, "notify", {})
    box = Mailbox(name)
    await hass.data[DATA_COMPONENT].async_add_entities([box])
    return box
