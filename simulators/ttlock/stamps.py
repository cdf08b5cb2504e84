"""Times of the TTLock cloud: milliseconds since 1970, where 0 can mean never."""

from datetime import UTC, datetime, timedelta
from typing import Final

MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(moment: datetime) -> int:
    """Write a moment."""
    return (moment - _EPOCH) // MILLISECOND


def from_ms(number: int) -> datetime:
    """Read a moment; OverflowError beyond the year 9999."""
    return _EPOCH + number * MILLISECOND


def from_ms_or_none(number: int) -> datetime | None:
    """Read a moment, None for 0."""
    return from_ms(number) if number else None
