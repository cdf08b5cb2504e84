"""The texts that say when a PIN opens.

Sources: yale-access-manager (MIT), whose author saw temporary ones come back from the
live service byte for byte, and its tests for recurring ones.
"""

from datetime import UTC, datetime, time
import re
from typing import Final

from simulators.schedule import Schedule

from .pins import Access
from .stamps import parse_stamp, stamp

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TEMPORARY: Final = re.compile(r"DTSTART=([^;]+);DTEND=([^;]+)")
_RECURRING: Final = re.compile(r"STARTSEC=(\d+);ENDSEC=(\d+)")
_WEEKLY: Final = re.compile(r"FREQ=WEEKLY;INTERVAL=1;BYDAY=([A-Z,]+)")
_DAY_SECONDS: Final = 86400
_FOREVER: Final = datetime(2099, 12, 31, tzinfo=UTC)


def read_access(
    kind: str, times: str | None, recurrence: str | None, zone: str
) -> Access:
    """Return the access that the texts of a command ask for.

    Raises:
        ValueError: a text is missing, too much, or not written as it should be; the
            message names the field.
    """
    readers = {"temporary": _temporary, "recurring": _recurring}
    if kind in readers:
        return readers[kind](times, recurrence, zone)
    if times is not None or recurrence is not None:
        msg = '"accessTimes" is not allowed'
        raise ValueError(msg)
    return Access(type=kind)


def describe_access(schedule: Schedule) -> Access:
    """Return the access that the app has set by a schedule."""
    if schedule.days is not None or schedule.day_start is not None:
        starts = _seconds(schedule.day_start)
        ends = _seconds(schedule.day_end) or _DAY_SECONDS
        days = sorted(schedule.days if schedule.days is not None else range(7))
        return Access(
            type="recurring",
            times=f"STARTSEC={starts};ENDSEC={ends}",
            recurrence=f"FREQ=WEEKLY;INTERVAL=1;BYDAY={','.join(map(_day, days))}",
            schedule=schedule,
        )
    if schedule.starts is None and schedule.ends is None:
        return Access(schedule=schedule)
    starts_at, ends_at = schedule.starts or datetime.now(UTC), schedule.ends or _FOREVER
    return Access(
        type="temporary",
        times=f"DTSTART={stamp(starts_at)};DTEND={stamp(ends_at)}",
        schedule=schedule,
    )


def _temporary(times: str | None, recurrence: str | None, zone: str) -> Access:
    """Read a period."""
    match = _TEMPORARY.fullmatch(times or "")
    if match is None or recurrence is not None:
        raise _bad_times()
    try:
        starts, ends = parse_stamp(match[1]), parse_stamp(match[2])
    except ValueError as err:
        raise _bad_times() from err
    if starts >= ends:
        raise _bad_times()
    schedule = Schedule(starts=starts, ends=ends, zone=zone)
    return Access(type="temporary", times=times, schedule=schedule)


def _recurring(times: str | None, recurrence: str | None, zone: str) -> Access:
    """Read hours of the lock's own day on days of the week."""
    match = _RECURRING.fullmatch(times or "")
    if match is None:
        raise _bad_times()
    starts, ends = int(match[1]), int(match[2])
    if not starts < ends <= _DAY_SECONDS:
        raise _bad_times()
    schedule = Schedule(
        days=_weekdays(recurrence),
        day_start=_time(starts),
        day_end=_time(ends),
        zone=zone,
    )
    return Access(
        type="recurring", times=times, recurrence=recurrence, schedule=schedule
    )


def _weekdays(recurrence: str | None) -> frozenset[int]:
    """Read the days of a weekly rule."""
    match = _WEEKLY.fullmatch(recurrence or "")
    names = match[1].split(",") if match else []
    if not names or not set(names) <= set(_DAYS):
        msg = '"accessRecurrence" is not a valid recurrence rule'
        raise ValueError(msg)
    return frozenset(_DAYS.index(name) for name in names)


def _time(seconds: int) -> time:
    """Return the time of a day; its end is midnight."""
    hours, rest = divmod(seconds % _DAY_SECONDS, 3600)
    return time(hours, rest // 60, rest % 60)


def _seconds(moment: time | None) -> int:
    """Return seconds since midnight."""
    if moment is None:
        return 0
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _day(number: int) -> str:
    """Return the two letters of a day."""
    return _DAYS[number]


def _bad_times() -> ValueError:
    """Return the refusal of hours that cannot be read."""
    return ValueError('"accessTimes" is not valid')
