"""When a credential opens a lock, in no vendor's words."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """A validity period and, inside it, weekly hours; all parts optional.

    `days` are weekday numbers (Monday 0) and count for the day on which a window
    begins: 22:00 to 06:00 on Friday lasts until Saturday morning. `zone` is where
    the weekly hours are read; the period is made of aware datetimes.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    days: frozenset[int] | None = None
    day_start: time | None = None
    day_end: time | None = None
    zone: str = "UTC"

    def allows(self, moment: datetime) -> bool:
        """Tell whether the credential opens at `moment`."""
        if self.starts is not None and moment < self.starts:
            return False
        if self.expired(moment):
            return False
        return self._inside_hours(moment.astimezone(ZoneInfo(self.zone)))

    def expired(self, moment: datetime) -> bool:
        """Tell whether the period is over for good."""
        return self.ends is not None and moment >= self.ends

    def _inside_hours(self, local: datetime) -> bool:
        """Tell whether the weekly hours are open at the local time."""
        days = EVERY_DAY if self.days is None else self.days
        opens, closes = self.day_start or time.min, self.day_end or time.min
        clock = local.time().replace(tzinfo=None)
        if opens < closes:
            return local.weekday() in days and opens <= clock < closes
        if clock >= opens:
            return local.weekday() in days
        yesterday = (local - timedelta(days=1)).weekday()
        return clock < closes and yesterday in days


ALWAYS = Schedule()
