"""Seconds and milliseconds since 1970, as the wire has them."""

from datetime import UTC, datetime, timedelta
from typing import Final

MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(moment: datetime) -> int:
    """Return a moment in milliseconds."""
    return (moment - _EPOCH) // MILLISECOND


def to_s(moment: datetime) -> int:
    """Return a moment in seconds."""
    return to_ms(moment) // 1000


def from_s(seconds: int) -> datetime:
    """Return the moment of a number of seconds."""
    return _EPOCH + timedelta(seconds=seconds)
