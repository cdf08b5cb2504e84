"""Reading a calendar of Home Assistant."""

import asyncio
from typing import Final

from aiohttp import ClientError
from homeassistant.components.calendar import CalendarEvent
from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ...model.wall_clock import Interval
from .booking import BookingEvent

_WITHIN: Final = 60.0
"""Seconds that a calendar may take to answer."""


async def async_read(
    hass: HomeAssistant, calendar: str, reach: Interval
) -> list[BookingEvent] | None:
    """Return the events of a calendar entity; None when it cannot be read now.

    It is asked directly: the answer of `calendar.get_events` has no id of an event, by
    which a booking is known again when its hours have changed.
    """
    component = hass.data.get(DATA_COMPONENT)
    entity = None if component is None else component.get_entity(calendar)
    if entity is None or not entity.available:
        return None
    try:
        async with asyncio.timeout(_WITHIN):
            found = await entity.async_get_events(hass, reach.start, reach.end)
    except HomeAssistantError, ClientError, OSError:
        # A TimeoutError is an OSError.
        return None
    return [_event(it) for it in found]


def _event(event: CalendarEvent) -> BookingEvent:
    return BookingEvent(
        summary=event.summary,
        start=event.start,
        end=event.end,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        description=event.description or "",
    )
