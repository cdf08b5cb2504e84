"""Reading a calendar of Home Assistant."""

import asyncio
from typing import Final

from homeassistant.components.calendar import CalendarEvent
from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant

from ...const import LOGGER
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
    # A task of its own: a calendar is the code of others, and whatever it raises means
    # no more than that it cannot be read.
    asked = hass.async_create_task(
        entity.async_get_events(hass, reach.start, reach.end), f"read {calendar}"
    )
    await asyncio.wait({asked}, timeout=_WITHIN)
    if not asked.done():
        asked.cancel()
        return None
    if asked.cancelled() or (err := asked.exception()) is not None:
        LOGGER.debug("%s cannot be read: %s", calendar, type(err).__name__)
        return None
    return [_event(it) for it in asked.result()]


def _event(event: CalendarEvent) -> BookingEvent:
    return BookingEvent(
        summary=event.summary,
        start=event.start,
        end=event.end,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        description=event.description or "",
    )
