"""Schedules of PINs and accesses as the Tedee cloud shows them.

Source: Tedee API documentation, lock PIN endpoints and the structure of a repeat event:
everything in UTC, weekdays as bits from Monday, daily hours as full date-times whose
date means nothing.
"""

from datetime import UTC, date, datetime, time

from simulators.schedule import Schedule

from . import stamps
from .routing import Json
from .switches import Switches

_SOME_DATE = date(2026, 1, 1)


def schedule_shape(schedule: Schedule, switches: Switches) -> Json:
    """Return the five fields of a schedule."""
    return {
        "startDate": _moment(schedule.starts, switches),
        "endDate": _moment(schedule.ends, switches),
        "dayStartTime": _hour(schedule.day_start, switches),
        "dayEndTime": _hour(schedule.day_end, switches),
        "weekDays": _bits(schedule.days),
    }


def _moment(moment: datetime | None, switches: Switches) -> str | None:
    """Write a point in time."""
    if moment is not None and switches.pin_minutes:
        moment = moment.replace(second=0, microsecond=0)
    return stamps.stamp_or_none(moment, stamps.SAMPLED, switches)


def _hour(hour: time | None, switches: Switches) -> str | None:
    """Write a time of day."""
    if hour is None:
        return None
    return _moment(datetime.combine(_SOME_DATE, hour, UTC), switches)


def _bits(days: frozenset[int] | None) -> int | None:
    """Return bits of weekdays, null for no restriction."""
    return None if days is None else sum(1 << day for day in days)
