"""What access follows from bookings, rules and time: a pure function of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ...model.wall_clock import Interval
from ..grant import DoorId, GrantId
from .booking import Booking, Cleaning, DoorHours
from .hours import gap, hours_of
from .rules import BookingRules

AHEAD: Final = timedelta(days=30)
"""So long before they arrive guests get their access: locks hold few codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The hours that an access is to have; none: it ends.

    `anew`: it is not given at present, so it may be made, or begun again.
    """

    id: GrantId
    hours: DoorHours
    anew: bool


def wishes(
    bookings: Sequence[Booking],
    rules: BookingRules,
    zones: Mapping[DoorId, str],
    now: datetime,
) -> Iterator[Wish]:
    """Yield what is to be different about the access of guests."""
    for booking in bookings:
        hours = {} if booking.withdrawn else door_hours(booking, rules, zones)
        if hours == booking.given or _is_past(hours, booking.given, now):
            continue
        anew = not booking.given
        if anew and not _is_due(hours, now):
            continue
        yield Wish(id=booking.id, hours=hours, anew=anew)


def cleaning_wish(
    cleaning: Cleaning,
    bookings: Sequence[Booking],
    rules: BookingRules,
    zones: Mapping[DoorId, str],
    now: datetime,
) -> Wish | None:
    """Return what is to be different about the access of who cleans; or None."""
    stays = [door_hours(it, rules, zones) for it in bookings if not it.withdrawn]
    hours: dict[DoorId, Interval] = {}
    for at in rules.doors:
        between = gap((it[at] for it in stays if at in it), now)
        if between is not None:
            hours[at] = between
    if hours == cleaning.given or _is_past(hours, cleaning.given, now):
        return None
    return Wish(id=cleaning.id, hours=hours, anew=not cleaning.given)


def door_hours(
    booking: Booking, rules: BookingRules, zones: Mapping[DoorId, str]
) -> dict[DoorId, Interval]:
    """Return when a guest may come in, door by door."""
    found = {at: hours_of(booking, rules, zones[at]) for at in rules.doors}
    return {at: it for at, it in found.items() if it is not None}


def _is_past(hours: DoorHours, given: DoorHours, now: datetime) -> bool:
    """Return whether an access was over and would be over again."""
    return all(it.end <= now for it in (*hours.values(), *given.values()))


def _is_due(hours: DoorHours, now: datetime) -> bool:
    open_to_come = [it for it in hours.values() if it.end > now]
    return any(it.start - now <= AHEAD for it in open_to_come)
