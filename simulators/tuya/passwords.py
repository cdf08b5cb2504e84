"""Temporary and offline passwords as the cloud keeps them.

Source: Tuya developer documentation, pages of temporary and offline passwords: one
block of hours in minutes after midnight, days as bits from Sunday on.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final

from simulators.schedule import ALWAYS, Schedule

from .numbers import Delivery, Phase
from .stamps import from_s

_LAST_MINUTE: Final = 1439
FIRST_COMPUTED: Final = 1_000_000
"""The number of dynamic passwords; those of offline ones are above."""
_HOUR: Final = timedelta(hours=1)
_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Block:
    """One block of hours, in minutes after midnight, on the days of a mask."""

    starts: int
    ends: int
    days: int

    def shape(self, style: str) -> dict[str, int]:
        """Return it as it was sent or, as was measured, in HHMM and bits reversed."""
        if style == "sent":
            return {
                "effective_time": self.starts,
                "invalid_time": self.ends,
                "working_day": self.days,
            }
        return {
            "effective_time": hhmm(self.starts),
            "invalid_time": hhmm(self.ends),
            "working_day": int(f"{self.days:08b}"[::-1], 2),
        }

    def weekdays(self) -> frozenset[int]:
        """Return the days, Monday 0; the mask begins with Sunday."""
        return frozenset(
            (bit - 1) % _DAYS for bit in range(_DAYS) if self.days >> bit & 1
        )


def hhmm(minutes: int) -> int:
    """Return minutes after midnight as digits of a clock: 660 is 1100."""
    return minutes // 60 * 100 + minutes % 60


@dataclass(kw_only=True, slots=True)
class TempPassword:
    """One temporary password, `slot` being its number in the lock."""

    id: int
    name: str
    digits: str = field(repr=False)
    starts: int
    ends: int
    once: bool = False
    phone: str = ""
    zone: str = ""
    block: Block | None = None
    phase: int = Phase.SENDING
    delivery: int = Delivery.CONFIGURING
    slot: int | None = None
    created: datetime
    frozen: bool = False
    deleted: bool = False
    failed: bool = False
    dismissed: bool = False
    """Whether its record was removed from the list."""

    def valid(self, now: datetime) -> bool:
        """Tell whether it counts among the ten: also to be sent and to be deleted."""
        return not (self.deleted or self.failed) and now < from_s(self.ends)

    def schedule(self, zone: str, *, weekly: bool) -> Schedule:
        """Return when it opens."""
        starts, ends = from_s(self.starts), from_s(self.ends)
        if self.block is None or not weekly:
            return Schedule(starts=starts, ends=ends)
        return Schedule(
            starts=starts,
            ends=ends,
            days=self.block.weekdays(),
            day_start=_clock(self.block.starts),
            day_end=_clock(self.block.ends),
            zone=self.zone or zone,
        )


@dataclass(kw_only=True, slots=True)
class OfflinePassword:
    """A password that lock and cloud compute alike; nothing is delivered."""

    id: str
    name: str
    digits: str = field(repr=False)
    kind: str
    starts: datetime
    ends: datetime
    clears: str = ""
    """The id of the password that a clearing code takes away."""


def offline_window(
    kind: str, now: datetime, starts: datetime, ends: datetime
) -> tuple[datetime, datetime]:
    """Return from when to when an offline password of a kind is good."""
    if kind == "once":
        return _whole(now), _whole(now) + 6 * _HOUR
    if kind == "clear_all":
        return _whole(now), _whole(now) + 24 * _HOUR
    return _whole(starts), _whole(ends)


def block_of(schedule: Schedule) -> Block | None:
    """Return the block of a schedule that the app made, None for round the clock."""
    if schedule == ALWAYS or schedule.days is None:
        return None
    starts, ends = schedule.day_start or time.min, schedule.day_end or time.min
    bits = sum(1 << (day + 1) % _DAYS for day in schedule.days)
    last = ends.hour * 60 + ends.minute or _LAST_MINUTE
    return Block(starts.hour * 60 + starts.minute, last, bits)


def _clock(minutes: int) -> time:
    """Return the time so many minutes after midnight; a day ends at midnight."""
    if minutes == _LAST_MINUTE:
        return time.min
    return time(minutes // 60 % 24, minutes % 60)


def _whole(moment: datetime) -> datetime:
    """Return the beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)
