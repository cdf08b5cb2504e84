"""Days and times of day on the wire: Monday is 1, times are minutes of the day."""

from collections.abc import Iterable
from datetime import time
import json
from typing import Final

from ...model.schedule import Day
from .._record import Record
from .wire import number_of

_LAST_MINUTE: Final = 24 * 60 - 1
"""What stands for the end of a day."""


def minutes_of(at: time) -> int:
    """Return the minute of the day at which something begins."""
    return at.hour * 60 + at.minute


def end_minutes_of(at: time) -> int:
    """Return the minute of the day at which something ends; midnight is its last."""
    return minutes_of(at) or _LAST_MINUTE


def time_of(record: Record, name: str) -> time | None:
    """Return a minute of the day; the last one stands for the midnight after it."""
    minutes = number_of(record, name)
    if minutes is None or not 0 <= minutes <= _LAST_MINUTE + 1:
        return None
    return time() if minutes >= _LAST_MINUTE else time(minutes // 60, minutes % 60)


def numbers_of(days: Iterable[Day]) -> list[int]:
    """Return days as numbers, in order."""
    return sorted(day.index + 1 for day in days)


def days_of(numbers: Iterable[object]) -> frozenset[Day]:
    """Return the days that numbers stand for, without those that stand for none."""
    return frozenset(
        day for day in Day if any(number == day.index + 1 for number in numbers)
    )


def list_of(record: Record, name: str) -> list[object]:
    """Return a list, also one that is written in a text; empty without one."""
    value = record.get(name)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError, RecursionError:
            return []
    return value if isinstance(value, list) else []


def objects_of(record: Record, name: str) -> list[Record]:
    """Return the objects of such a list."""
    found = list_of(record, name)
    return [Record(item, name) for item in found if isinstance(item, dict)]
