"""A calendar with bookings, and what becomes of them at the doors."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.components.calendar import CalendarEntity, CalendarEvent
from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import Grant

from .grants import House
from .home import settle

CALENDAR: Final = "calendar.flat"
MINUTES: Final = timedelta(minutes=15)

FORM: Final[dict[str, Any]] = {
    "name": "Flat",
    "calendar": CALENDAR,
    "doors": ["lock.front_door", "lock.back_door"],
    "check_in_time": "15:00:00",
    "check_out_time": "11:00:00",
    "early": {"hours": 1, "minutes": 0, "seconds": 0},
    "late": {"hours": 0, "minutes": 30, "seconds": 0},
    "ignore": ["not available"],
    "name_from": "summary",
    "pin_from": "random",
    "refresh_every": {"hours": 0, "minutes": 15, "seconds": 0},
    "check_before": ["24", "1"],
    "allow_home_assistant_schedule": False,
}


class PaperCalendar(CalendarEntity):
    """A calendar of which a test says what is in it."""

    entity_id = CALENDAR
    _attr_should_poll = False

    def __init__(self) -> None:
        """Begin empty and in order."""
        self.events: list[CalendarEvent] = []
        self.is_broken = False

    @property
    @override
    def event(self) -> CalendarEvent | None:
        return None

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return all events, as far as the source answers."""
        if self.is_broken:
            raise HomeAssistantError
        return list(self.events)


@dataclass
class BookingHome:
    """A house with a calendar of bookings."""

    house: House
    calendar: PaperCalendar = field(default_factory=PaperCalendar)

    @property
    def hass(self) -> HomeAssistant:
        """Return the Home Assistant of the house."""
        return self.house.hass

    async def begin(self) -> None:
        """Let there be a calendar."""
        assert await async_setup_component(self.hass, "calendar", {})
        await self.hass.data[DATA_COMPONENT].async_add_entities([self.calendar])
        await self.hass.async_block_till_done()

    @property
    def entry_id(self) -> str:
        """Return the id of the entry Access."""
        entry = access.async_get(self.hass)
        assert entry is not None
        return entry.entry_id

    @property
    def subentry_id(self) -> str:
        """Return the id of the one booking calendar."""
        entry = access.async_get(self.hass)
        assert entry is not None
        (key,) = entry.subentries
        return key

    async def form(self, **typed: Any) -> dict[str, Any]:
        """Fill in the form of a new booking calendar."""
        flows = self.hass.config_entries.subentries
        form: Any = await flows.async_init(
            (self.entry_id, "booking"), context={"source": SOURCE_USER}
        )
        filled = {key: it for key, it in (FORM | typed).items() if it is not None}
        result: Any = await flows.async_configure(form["flow_id"], filled)
        await settle(self.hass)
        return dict(result)

    async def reconfigure(self, **typed: Any) -> dict[str, Any]:
        """Change the one booking calendar."""
        flows = self.hass.config_entries.subentries
        form: Any = await flows.async_init(
            (self.entry_id, "booking"),
            context={"source": "reconfigure", "subentry_id": self.subentry_id},
        )
        result: Any = await flows.async_configure(form["flow_id"], FORM | typed)
        await settle(self.hass)
        return dict(result)

    async def remove(self) -> None:
        """Remove the one booking calendar."""
        entry = access.async_get(self.hass)
        assert entry is not None
        self.hass.config_entries.async_remove_subentry(entry, self.subentry_id)
        await settle(self.hass)

    async def look(self, times: int = 1) -> None:
        """Let the calendar be looked into, so often."""
        for _ in range(times):
            await self.house.live(MINUTES, step=MINUTES)
            await settle(self.hass)

    @property
    def live(self) -> list[Grant]:
        """Return all access that is not over, in the order of its names."""
        every = self.house.keeper.grants.values()
        return sorted((it for it in every if it.ended is None), key=lambda it: it.name)

    def only(self) -> Grant:
        """Return the one access there is."""
        (grant,) = self.live
        return grant

    def hours(self, grant: Grant) -> tuple[str, str]:
        """Return from when until when an access is at the front door, in UTC."""
        schedule = grant.doors[0].schedule
        assert schedule.start is not None
        assert schedule.end is not None
        return f"{schedule.start:%m-%d %H:%M}", f"{schedule.end:%m-%d %H:%M}"
