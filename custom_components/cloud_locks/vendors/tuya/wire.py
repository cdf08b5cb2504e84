"""Numbers, times and texts as this cloud writes them.

The same field comes as a number at one endpoint and as text at another, and times come
in seconds at one and in milliseconds at the next.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from ...model.errors import ProtocolError
from .._record import Record

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_IN_MILLISECONDS: Final = 10**11
"""Above it a time is in milliseconds: as seconds it would be in the year 5138."""
_FAR: Final = 32_503_680_000
"""Seconds to the year 3000: no calendar overflows with it."""

_LONGEST: Final = 18


def number_of(record: Record, name: str) -> int | None:
    """Return a whole number, also one written as text; None without one."""
    return number_in(record.get(name))


def number_in(value: object) -> int | None:
    """Return a value as a whole number, also one written as text; else None."""
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if value.is_integer():
            return int(value)
        case str():
            digits = value.strip().removeprefix("-")
            fits = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST
            return int(value) if fits else None
        case _:
            return None


def moment_of(record: Record, name: str) -> datetime | None:
    """Return an instant from epoch seconds or milliseconds; None without one."""
    return moment_in(number_of(record, name))


def moment_in(number: int | None) -> datetime | None:
    """Return an instant from epoch seconds or milliseconds; None for 0 and nonsense."""
    if number is None:
        return None
    unit = 1000 if number >= _IN_MILLISECONDS else 1
    if not 0 < number < _FAR * unit:
        return None
    return _EPOCH + timedelta(seconds=number) / unit


def seconds(moment: datetime) -> int:
    """Return an instant in epoch seconds."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def milliseconds(moment: datetime) -> int:
    """Return an instant in epoch milliseconds."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def flag_of(record: Record, name: str) -> bool | None:
    """Return a yes or no, also as 0, 1 or text; None without one."""
    value = record.get(name)
    if isinstance(value, str):
        value = {"true": True, "false": False, "1": True, "0": False}.get(value.lower())
    if isinstance(value, int) and value in {0, 1}:
        return bool(value)
    return None


def readable[T](records: Iterable[Record], read: Callable[[Record], T]) -> Iterator[T]:
    """Yield what can be read: one odd entry hides no other."""
    for record in records:
        with suppress(ProtocolError):
            yield read(record)


def objects(value: object) -> list[Record]:
    """Return the objects of a list, or the one object that stands for such a list."""
    items = value if isinstance(value, list) else [value]
    return [Record(item, "entry") for item in items if isinstance(item, dict)]
