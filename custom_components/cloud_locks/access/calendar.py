"""When people have access, as a calendar: names and hours, never digits."""

from collections.abc import Iterator
from datetime import datetime
from typing import override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..model.schedule import Interval, Schedule, ScheduleKind
from ..names import async_label
from ..stretches import first_stretch, stretches
from .entity import FollowingEntity
from .grant import Grant, Phase
from .naming import async_lock_name

# Off by default: every user of Home Assistant may read calendars.
SCHEDULE = CalendarEntityDescription(
    key="access_schedule",
    translation_key="access_schedule",
    entity_registry_enabled_default=False,
)


class AccessCalendar(FollowingEntity, CalendarEntity):
    """The hours of everybody who has access at some times only."""

    entity_id = "calendar.access_schedule"

    def _limited(self) -> Iterator[tuple[Grant, Schedule, str]]:
        """Yield the access that opens doors at some times only, with its locks."""
        for grant in self.keeper.grants.values():
            if grant.phase is not Phase.GRANTED:
                continue
            at: dict[Schedule, list[str]] = {}
            for door in grant.doors:
                timed = door.schedule.kind is not ScheduleKind.ALWAYS
                if timed and not (door.leaving or door.spent):
                    name = async_lock_name(self.hass, door.at)
                    at.setdefault(door.schedule, []).append(name)
            for schedule, names in at.items():
                yield grant, schedule, ", ".join(names)

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return what is on now, else what is next."""
        today, now = dt_util.start_of_local_day(), dt_util.utcnow()
        coming = [
            (first, grant, names)
            for grant, schedule, names in self._limited()
            if (first := first_stretch(schedule, now, today)) is not None
        ]
        found = min(coming, key=lambda it: (it[0].start, it[0].end), default=None)
        return None if found is None else self._event(*found)

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return everything that reaches into [start_date, end_date)."""
        found = [
            (stretch, grant, names)
            for grant, schedule, names in self._limited()
            for stretch in stretches(schedule, start_date, end_date)
        ]
        found.sort(key=lambda it: it[0].start)
        return [self._event(*it) for it in found]

    def _event(self, stretch: Interval, grant: Grant, names: str) -> CalendarEvent:
        return CalendarEvent(
            start=dt_util.as_local(stretch.start),
            end=dt_util.as_local(stretch.end),
            summary=async_label(self.hass, grant.name),
            location=names,
        )
