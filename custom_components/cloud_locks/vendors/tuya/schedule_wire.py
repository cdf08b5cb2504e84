"""Hours of codes on the wire (Tuya docs, temporary passwords; what clients met).

A password is from when until when, in seconds; "always" is until the last moment that
clocks of 32 bits know. Hours of a week are one block; a second one is refused. A whole
day is 00:00 to 23:59: the word `all_day` lets the lock take the code around the clock.

Locks were seen that give a block back in another notation: hours as HHMM, and the days
with their bits in reverse. Both are read. What tells them apart is collected per lock.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal

from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.schedule import Day, Schedule, ScheduleError, ScheduleKind
from .._record import Record
from .wire import flag_of, moment_of, number_of, seconds

FOREVER: Final = 2_145_916_799
"""2037-12-31 23:59:59 UTC."""

_ONCE: Final = 1
_LAST_MINUTE: Final = 24 * 60 - 1
_SOON: Final = timedelta(seconds=30)
"""A start that is past may be refused by some locks."""

_WEEK: Final = (Day.SUN, Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT)
"""By bit, from the lowest."""

_HIGHEST: Final = 0x80

type _Hours = tuple[frozenset[Day], time, time]


def written(schedule: Schedule, now: datetime) -> dict[str, Any]:
    """Return the fields of a request. `InvalidCode` for what no lock keeps."""
    start = schedule.start or now + _SOON
    end = FOREVER if schedule.end is None else seconds(schedule.end)
    if schedule.start is not None and schedule.end is None:
        raise _unsupported("open end")
    if schedule.start is None and schedule.end is not None:
        raise _unsupported("open start")
    fields: dict[str, Any] = {
        "effective_time": seconds(start),
        "invalid_time": end,
        "type": 0 if schedule.uses is None else _ONCE,
    }
    if schedule.kind is ScheduleKind.WEEKLY:
        if schedule.uses is not None:
            raise _unsupported("once in hours of a week")
        fields["schedule_list"] = [_block(schedule)]
        fields["time_zone"] = schedule.time_zone
    return fields


def begun_soon(fields: dict[str, Any], now: datetime) -> dict[str, Any] | None:
    """Return fields with a start that is about to come, None when it is already."""
    soon = seconds(now + _SOON)
    if fields["effective_time"] >= soon or fields["invalid_time"] <= soon:
        return None
    return {**fields, "effective_time": soon}


def _unsupported(detail: str) -> InvalidCode:
    return InvalidCode(detail, reason=Reason.SCHEDULE_UNSUPPORTED)


def _block(schedule: Schedule) -> dict[str, int]:
    start, end = _minutes(schedule.from_time, 0), _minutes(schedule.to_time, None)
    if end == 0:
        end = _LAST_MINUTE
    if start >= end:
        raise _unsupported("overnight")
    days = schedule.days or frozenset(Day)
    mask = sum(1 << bit for bit, day in enumerate(_WEEK) if day in days)
    return {"effective_time": start, "invalid_time": end, "working_day": mask}


def _minutes(at: time | None, otherwise: int | None) -> int:
    if at is None:
        return _LAST_MINUTE if otherwise is None else otherwise
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block as it was given back, in whichever notation."""

    start: int
    end: int
    mask: int

    @property
    def is_reversed(self) -> bool | None:
        """Whether it is in the other notation, None when it may be in either.

        The highest bit is no day, and in reverse the lowest is none. Hours end at 60
        minutes, days at 1,440.
        """
        if self.mask & _HIGHEST or max(self.start, self.end) > _LAST_MINUTE:
            return True
        if self.mask & 1 or any(it % 100 >= 60 for it in (self.start, self.end)):
            return False
        return None

    def read(self, *, backwards: bool) -> _Hours | None:
        """Return days, start and end, None when they make no sense."""
        mask = _mirrored(self.mask) if backwards else self.mask
        start, end = (_time(it, backwards) for it in (self.start, self.end))
        days = frozenset(day for bit, day in enumerate(_WEEK) if mask & 1 << bit)
        if start is None or end is None or not days:
            return None
        return days, start, end


def _mirrored(mask: int) -> int:
    return int(f"{mask & 0xFF:08b}"[::-1], 2)


def _time(number: int, backwards: bool) -> time | None:  # noqa: FBT001 - private
    hours, minutes = divmod(number, 100 if backwards else 60)
    return time(hours, minutes) if 0 <= hours < 24 and 0 <= minutes < 60 else None


def blocks_of(record: Record) -> tuple[Block | None, ...]:
    """Return the blocks of a password, None for one that cannot be read."""
    return tuple(map(_block_of, record.records("schedule_list")))


def _block_of(item: Record) -> Block | None:
    names = ("effective_time", "invalid_time", "working_day")
    start, end, mask = (number_of(item, name) for name in names)
    if start is None or end is None or mask is None or flag_of(item, "all_day"):
        return None
    if not (0 <= start < 2400 and 0 <= end < 2400 and 0 < mask < 256):
        return None
    return Block(start=start, end=end, mask=mask)


def _only(blocks: tuple[Block | None, ...], *, backwards: bool) -> _Hours | None:
    """Return the hours of the only block; several are nothing that a schedule says."""
    if len(blocks) != 1 or blocks[0] is None:
        return None
    return blocks[0].read(backwards=backwards)


def schedule_of(record: Record, zone: str, *, backwards: bool) -> Schedule | None:
    """Return when a password opens, None when that cannot be read."""
    start, end = moment_of(record, "effective_time"), _end_of(record)
    blocks = blocks_of(record)
    uses: Literal[1] | None = 1 if number_of(record, "type") == _ONCE else None
    try:
        if blocks:
            if (hours := _only(blocks, backwards=backwards)) is None:
                return None
            days, opens, closes = hours
            return _weekly(days, opens, closes, zone_of(record, zone), (start, end))
        if end is None:
            return Schedule.always(uses=uses)
        return Schedule.window(start, end, uses=uses)
    except ScheduleError:
        return None


def _weekly(
    days: frozenset[Day],
    opens: time,
    closes: time,
    zone: str,
    window: tuple[datetime | None, datetime | None],
) -> Schedule:
    """Return hours of a week; until the last minute is a whole day."""
    start, end = window if window[1] is not None else (None, None)
    if opens == time() and closes == time(23, 59):
        return Schedule.weekly(days, None, None, zone, start=start, end=end)
    return Schedule.weekly(days, opens, closes, zone, start=start, end=end)


def zone_of(record: Record, otherwise: str) -> str:
    """Return the name of the zone whose clock the hours of a password mean."""
    return record.maybe_text("time_zone") or otherwise


def _end_of(record: Record) -> datetime | None:
    """Return when a password ends, None for never."""
    for name in ("invalid_time", "expired_time"):
        number = number_of(record, name)
        if number in {FOREVER, FOREVER * 1000}:
            return None
        if (end := moment_of(record, name)) is not None:
            return end
    return None
