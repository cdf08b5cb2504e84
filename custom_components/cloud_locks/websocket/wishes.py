"""What a line of an imported list wishes, as data for the action that gives access."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
import re
from typing import Any, Final

from homeassistant.util import dt as dt_util

from ..actions import schedule_fields
from ..actions.errors import ActionError
from ..actions.grant import GROUP, NOTES
from ..actions.secrets import PIN
from ..actions.time_fields import read_datetime, read_days, read_time
from . import table

_BETWEEN: Final = re.compile(r"[\s,;]+")

_YES: Final = frozenset({"1", "on", "true", "x", "yes"})
_NO: Final = frozenset({"0", "false", "no", "off"})

_DAY: Final = timedelta(days=1)


def wished(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of `grant_access` that a line gives, besides name and doors.

    `ActionError` names the column that is wrong.
    """
    return {
        field: read(cells[column], column)
        for column, (field, read) in _READERS.items()
        if column in cells
    }


def _start(value: str, column: str) -> str:
    day = _day(value)
    return f"{day} 00:00" if day else read_datetime(value, column).isoformat()


def _end(value: str, column: str) -> str:
    """Return an end; a day without a time is the last one, all of it."""
    if (day := _day(value)) is None:
        return read_datetime(value, column).isoformat()
    if day == date.max:
        raise ActionError("date_time_invalid", {"field": column})
    return f"{day + _DAY} 00:00"


def _day(value: str) -> date | None:
    return None if ":" in value else dt_util.parse_date(value)


def _days(value: str, column: str) -> list[str]:
    days = read_days(_BETWEEN.split(value), column)
    return sorted(it.value for it in days)


def _time(value: str, column: str) -> str:
    return read_time(value, column).isoformat()


def _once(value: str, column: str) -> bool:
    if value.casefold() in _YES | _NO:
        return value.casefold() in _YES
    raise ActionError("import_yes_or_no", {"field": column})


def _as_it_is(value: str, _: str) -> str:
    return value


_READERS: Final[Mapping[str, tuple[str, Callable[[str, str], object]]]] = {
    table.PIN: (PIN, _as_it_is),
    table.GROUP: (GROUP, _as_it_is),
    table.NOTES: (NOTES, _as_it_is),
    table.FROM: (schedule_fields.START, _start),
    table.TO: (schedule_fields.END, _end),
    table.DAYS: (schedule_fields.DAYS, _days),
    table.START_TIME: (schedule_fields.START_TIME, _time),
    table.END_TIME: (schedule_fields.END_TIME, _time),
    table.ONCE: (schedule_fields.ONE_TIME, _once),
}
