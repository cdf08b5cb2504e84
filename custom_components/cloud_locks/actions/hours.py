"""The schedule that a call means at each of its locks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..model.code_rules import CodeRules, ScheduleFeature
from ..model.schedule import Schedule, ScheduleError
from ..model.wall_clock import zone_of
from .errors import ActionError
from .schedule_fields import Clock, ScheduleFields
from .targets import Door

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The schedule fields of a call, and what they are read by."""

    fields: ScheduleFields
    home: str
    zones: frozenset[str]
    """Those zones of locks that this machine knows."""
    now: datetime

    @property
    def given(self) -> bool:
        """Whether the call says anything about the schedule."""
        return bool(self.fields.given)

    def of(self, door: Door, before: Schedule | None = None) -> Schedule:
        """Return the schedule for a lock, as exact as its clock is.

        Templates such as `now() + timedelta(hours=2)` bring parts of seconds, so start
        and end are moved outwards to what the lock can keep. "Until Sunday" begins now
        where a lock wants to hear of a beginning.
        """
        lock_zone = door.lock.time_zone
        clock = Clock(
            lock=lock_zone if lock_zone in self.zones else None,
            home=self.home,
            now=self.now,
        )
        schedule, rules = self.fields.schedule(clock, before), door.lock.code_rules
        if rules is None:
            return schedule.rounded(_SECOND)
        if _lacks_only_a_start(schedule, rules):
            schedule = replace(schedule, start=self.now)
        return schedule.rounded(rules.precision or _SECOND)


async def read_hours(
    hass: HomeAssistant, data: Mapping[str, object], doors: Iterable[Door]
) -> Hours:
    """Read the schedule fields of a call. `ActionError` names the one that is wrong."""
    fields = ScheduleFields.read(data)
    names = {door.lock.time_zone for door in doors} - {None}
    wanted = {*names, *fields.zone_names, hass.config.time_zone}
    known = await hass.async_add_executor_job(_known, wanted)
    for name in fields.zone_names - known:
        raise ActionError("time_zone_unknown", {"zone": name})
    return Hours(
        fields=fields, home=hass.config.time_zone, zones=known, now=dt_util.utcnow()
    )


def _lacks_only_a_start(schedule: Schedule, rules: CodeRules) -> bool:
    ends = schedule.end is not None and schedule.start is None
    return ends and ScheduleFeature.OPEN_ENDED not in rules.schedules


def _known(names: Iterable[str | None]) -> frozenset[str]:
    """Read zones from disk, which must not happen in the event loop."""
    return frozenset(name for name in names if name is not None and _exists(name))


def _exists(name: str) -> bool:
    try:
        zone_of(name)
    except ScheduleError:
        return False
    return True
