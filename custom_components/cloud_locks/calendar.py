"""When codes open a lock, as a calendar: names and hours, never digits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, override

from homeassistant.components.calendar import (
    CalendarEntity,
    CalendarEntityDescription,
    CalendarEvent,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .access import is_access
from .access.calendar import SCHEDULE, AccessCalendar
from .entity import CodeBasedEntity
from .model.access_code import AccessCode, CodeStatus
from .model.capabilities import Capability
from .model.lock import Lock
from .model.schedule import Interval, Schedule, ScheduleKind
from .names import async_label
from .platform import async_add_for_locks
from .stretches import first_stretch, stretches

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0

_SHUT_OUT = {CodeStatus.FAILED, CodeStatus.REMOVING, CodeStatus.DISABLED}
"""Such a code opens the door in none of its hours."""


@dataclass(frozen=True, kw_only=True)
class CodeCalendarDescription(CalendarEntityDescription):
    """The one row of this platform: every lock with codes has it."""

    has_fn: Callable[[Lock], bool] = lambda lock: lock.can(Capability.CODES)


# Off by default: every user of Home Assistant may read calendars.
CODE_SCHEDULE = CodeCalendarDescription(
    key="code_schedule",
    translation_key="code_schedule",
    entity_category=EntityCategory.DIAGNOSTIC,
    entity_registry_enabled_default=False,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the calendar of each lock with codes, or that of the house."""
    if is_access(entry):
        async_add_entities([AccessCalendar(entry, SCHEDULE)])
        return
    async_add_for_locks(entry, async_add_entities, (CODE_SCHEDULE,), CodeCalendar)


class CodeCalendar(CodeBasedEntity, CalendarEntity):
    """The hours of codes that have some, as far as they are known."""

    entity_description: CodeCalendarDescription

    def _limited(self) -> Iterator[tuple[AccessCode, Schedule]]:
        """Yield the codes that open the door at some times only."""
        for code in self.account.codes.known(self.lock_id):
            schedule = code.schedule
            if schedule is None or schedule.kind is ScheduleKind.ALWAYS:
                continue
            if code.status not in _SHUT_OUT:
                yield code, schedule

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return what is on now, else what is next."""
        # An open end is cut off somewhere: at a moment that is the same all day.
        today = dt_util.start_of_local_day()
        now = dt_util.utcnow()
        coming = [
            (first, code)
            for code, schedule in self._limited()
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
            (stretch, code)
            for code, schedule in self._limited()
            for stretch in stretches(schedule, start_date, end_date)
        ]
        found.sort(key=lambda it: it[0].start)
        return [self._event(*it) for it in found]

    def _event(self, stretch: Interval, code: AccessCode) -> CalendarEvent:
        return CalendarEvent(
            start=dt_util.as_local(stretch.start),
            end=dt_util.as_local(stretch.end),
            summary=async_label(self.hass, code.name),
        )
