"""Somebody at the door who asks to be let in: a countdown that a lock reports."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from .._record import Record
from .points import REQUEST
from .wire import moment_of, number_of

LONGEST: Final = 90
"""Seconds (Tuya docs, Wi-Fi lock data points)."""


def request_ends(seconds: int | None, at: datetime | None) -> datetime | None:
    """Return until when a request may be answered, None when there is none."""
    if seconds is None or at is None or not 0 < seconds <= LONGEST:
        return None
    return at + timedelta(seconds=seconds)


def asked_until(properties: Iterable[Record]) -> datetime | None:
    """Return until when the request that a lock reports may be answered.

    A lock does not take its countdown back, so one without a time is not believed.
    """
    for item in properties:
        if item.maybe_text("code") == REQUEST:
            return request_ends(number_of(item, "value"), moment_of(item, "time"))
    return None
