"""Times as this cloud writes them: ISO 8601 in UTC, milliseconds, `Z`."""

from datetime import UTC, datetime
import re
from typing import Final

_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def stamp(moment: datetime) -> str:
    """Write a time."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def parse_stamp(text: str) -> datetime:
    """Read a time that is written in exactly this way; ValueError otherwise."""
    if _STAMP.fullmatch(text) is None:
        msg = f"{text!r} is not written like 2026-01-01T13:00:00.000Z"
        raise ValueError(msg)
    return datetime.fromisoformat(text)


def to_ms(moment: datetime) -> int:
    """Return a time in milliseconds since 1970."""
    return round(moment.timestamp() * 1000)
