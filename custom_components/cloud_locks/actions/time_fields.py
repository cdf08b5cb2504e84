"""Reading times as people write them in YAML, forms and templates.

YAML turns an unquoted 21:30 into the number 1290, so no number is taken for a time.
Values reach here unchecked: a schema that refuses one would write it into the log.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..model.schedule import Day
from ..model.wall_clock import instant_of, zone_of
from .errors import ActionError

_END_OF_DAY: Final = frozenset({"24:00", "24:00:00"})


def read_datetime(value: object, field: str) -> datetime:
    """Return a date-time, without a zone where the text has none.

    `ActionError` for a number, and for text that is no date with a time.
    """
    if isinstance(value, datetime):
        return value
    _refuse_number(value, field)
    if isinstance(value, str) and (found := _parsed(value.strip())) is not None:
        return found
    raise ActionError("date_time_invalid", {"field": field})


def _parsed(text: str) -> datetime | None:
    # The parser takes a date alone for its midnight, which as an end is a day too soon.
    if ":" not in text:
        return None
    try:
        return dt_util.parse_datetime(text)
    except ValueError:
        return None


def read_time(value: object, field: str) -> time:
    """Return a time of day. `ActionError` for a number and for anything else."""
    _refuse_number(value, field)
    if isinstance(value, str):
        text = value.strip()
        value = time() if text in _END_OF_DAY else dt_util.parse_time(text)
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise ActionError("time_invalid", {"field": field})


def read_duration(value: object, field: str) -> timedelta:
    """Return a length of time above zero, from text or from days, hours, minutes."""
    _refuse_number(value, field)
    if not isinstance(value, str | Mapping | timedelta):
        raise ActionError("duration_invalid", {"field": field})
    try:
        duration: timedelta = cv.time_period(value)
    except probatio.Invalid, OverflowError:
        raise ActionError("duration_invalid", {"field": field}) from None
    if duration <= timedelta():
        raise ActionError("duration_invalid", {"field": field})
    return duration


def read_days(value: object, field: str) -> frozenset[Day]:
    """Return days of the week from `mon` to `sun`; one alone need not be a list."""
    values = value if isinstance(value, list | tuple | set) else [value]
    try:
        return frozenset(Day(str(day).strip().lower()) for day in values)
    except ValueError:
        raise ActionError("days_invalid", {"field": field}) from None


def to_instant(value: datetime, zone_name: str, *, last: bool) -> datetime:
    """Return the instant of a date-time, by a zone's clock where it has no zone.

    `last` chooses the later of two instants in the hour that the clock shows twice.
    """
    if value.tzinfo is not None:
        return value
    return instant_of(value.date(), value.time(), zone_of(zone_name), last=last)


def shown_in(value: datetime | None, zone: tzinfo) -> str | None:
    """Return an instant by the clock of a zone, with its offset."""
    return None if value is None else value.astimezone(zone).isoformat()


def _refuse_number(value: object, field: str) -> None:
    if isinstance(value, int | float):
        raise ActionError("time_not_text", {"field": field})
