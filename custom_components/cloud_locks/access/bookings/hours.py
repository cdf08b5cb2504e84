"""When a guest may come in at a door, and when who cleans after them may."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Final

from ...model.wall_clock import Interval, instant_of, merged, to_utc, zone_of
from .booking import Booking
from .rules import BookingRules

NEXT_UNKNOWN: Final = timedelta(days=7)
"""So long who cleans may come in when no further booking is known."""


def hours_of(booking: Booking, rules: BookingRules, zone: str) -> Interval | None:
    """Return when a guest may come in at a door in `zone`; None when never."""
    if isinstance(booking.start, datetime) and isinstance(booking.end, datetime):
        start = to_utc(booking.start) - rules.early
        end = to_utc(booking.end) + rules.late
    else:
        clock = zone_of(zone)
        start = instant_of(booking.start, rules.check_in, clock, last=False)
        end = instant_of(booking.end, rules.check_out, clock, last=True)
    return Interval(start, end) if start < end else None


def gap(stays: Iterable[Interval], now: datetime) -> Interval | None:
    """Return the time between two bookings that is now or comes next."""
    ordered = sorted(stays, key=lambda it: (it.start, it.end))
    taken = list(merged(ordered))
    for stay, following in zip_longest(taken, taken[1:]):
        end = stay.end + NEXT_UNKNOWN if following is None else following.start
        if end > now:
            return Interval(stay.end, end)
    return None
