"""Hours in which a lock stays unlocked, as the lock keeps them itself.

Sources: TTLock open platform documentation, the older and the newer page of passage
mode. Whether somebody locks it in those hours all the same is the person's affair.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from simulators.schedule import Schedule

from .codes import minute_of_day

MINUTES: Final = range(1441)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageWindow:
    """One window on some days (Monday 1 to Sunday 7), in minutes of the day."""

    days: frozenset[int]
    all_day: bool = False
    starts: int = 0
    ends: int = 0

    def covers(self, moment: datetime, zone: str) -> bool:
        """Tell whether the lock stays unlocked at the moment."""
        whole = self.all_day
        schedule = Schedule(
            days=frozenset(day - 1 for day in self.days),
            day_start=time.min if whole else minute_of_day(self.starts),
            day_end=time.min if whole else minute_of_day(self.ends),
            zone=zone,
        )
        return schedule.allows(moment)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassagePlan:
    """The plan of a lock; `auto_unlock`: it opens by itself when a window begins."""

    enabled: bool = False
    auto_unlock: bool = False
    windows: tuple[PassageWindow, ...] = ()

    def active(self, moment: datetime, zone: str) -> bool:
        """Tell whether the lock stays unlocked at the moment."""
        return self.enabled and any(row.covers(moment, zone) for row in self.windows)

    def next_change(self, moment: datetime, zone: str) -> datetime | None:
        """Return when that changes next, None for a plan in which nothing changes."""
        if not self.enabled:
            return None
        now = self.active(moment, zone)
        midnight = datetime.combine(
            moment.astimezone(ZoneInfo(zone)), time.min, ZoneInfo(zone)
        )
        edges = {0, *(edge for row in self.windows for edge in (row.starts, row.ends))}
        for day in range(9):
            for edge in sorted(edges):
                later = midnight + timedelta(days=day, minutes=edge)
                if later > moment and self.active(later, zone) is not now:
                    return later
        return None
