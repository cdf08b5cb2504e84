"""Recognising bookings: which event is which, what is new, what is gone.

A pure function of what was known, what the calendar says now, and the time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ...model.wall_clock import Interval
from ..grant import GrantId
from .booking import Booking, BookingEvent, span

APART: Final = timedelta(minutes=4)
"""Two looks that agree that a booking is gone are at least so far apart."""

KEPT: Final = timedelta(days=8)
"""So long after its end a booking is remembered: somebody cleans after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """The bookings as they are known now, and the events that are there of them."""

    bookings: tuple[Booking, ...]
    events: Mapping[GrantId, BookingEvent]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a calendar answered. `events` None: nothing that could be believed.

    `reach`: the time that was asked for.
    """

    events: Sequence[BookingEvent] | None
    reach: Interval
    home: ZoneInfo


def recognise(
    known: Sequence[Booking],
    reading: Reading,
    now: datetime,
    *,
    new_id: Callable[[], GrantId],
) -> Sighting:
    """Return the bookings after a look into the calendar."""
    if reading.events is None:
        # Around an outage a calendar may be empty as well: it is counted from anew.
        fresh = (replace(it, missing_since=None) for it in known)
        return Sighting(bookings=tuple(fresh), events={})
    pairs = dict(_paired(known, reading, now))
    taken = {id(it) for it in pairs.values()}
    new = [
        (new_id(), it)
        for it in _once(reading.events)
        if id(it) not in taken and span(it, reading.home).end > now - KEPT
    ]
    old = (_seen(it, pairs.get(it.id), reading, now) for it in known)
    kept = [it for it in old if span(it, reading.home).end > now - KEPT]
    return Sighting(
        bookings=(*kept, *(_booking(key, it) for key, it in new)),
        events={**pairs, **dict(new)},
    )


def _booking(booking_id: GrantId, event: BookingEvent) -> Booking:
    return Booking(
        id=booking_id,
        summary=event.summary,
        start=event.start,
        end=event.end,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        mark=event.mark,
    )


def _seen(
    booking: Booking, event: BookingEvent | None, reading: Reading, now: datetime
) -> Booking:
    """Return a booking that is as its event says, or that is missing."""
    if event is not None:
        fresh = _booking(booking.id, event)
        return replace(fresh, given=booking.given)
    covered = span(booking, reading.home)
    if covered.end <= now or covered.clip(reading.reach) is None:
        # Many calendars leave out what is over, and nobody asked for what is far off.
        return booking
    since = booking.missing_since
    if since is None:
        return replace(booking, missing_since=now)
    return replace(booking, withdrawn=booking.withdrawn or now - since >= APART)


def _once(events: Iterable[BookingEvent]) -> Iterator[BookingEvent]:
    """Yield events of which a calendar holds several copies only once."""
    return iter(dict.fromkeys(events))


def _paired(
    known: Sequence[Booking], reading: Reading, now: datetime
) -> Iterator[tuple[GrantId, BookingEvent]]:
    """Yield which event is which booking, the nearest in time first.

    What is over is only taken for an event of other hours when nothing else is.
    """
    events = list(_once(reading.events or ()))
    possible = [
        (*_distance(booking, event, reading.home, now), at, place)
        for at, booking in enumerate(known)
        for place, event in enumerate(events)
        if _may_be(booking, event, reading.home, now)
    ]
    bookings, places = set[int](), set[int]()
    for *_, at, place in sorted(possible):
        if at not in bookings and place not in places:
            bookings.add(at)
            places.add(place)
            yield known[at].id, events[place]


def _may_be(
    booking: Booking, event: BookingEvent, home: ZoneInfo, now: datetime
) -> bool:
    """Return whether an event can be a booking that is known.

    Where both have an id of the calendar that decides, else name and overlap. Some
    calendars give new ids with every answer, so with another one it can still be what
    is the same to the letter. What is over comes to life again only by being extended:
    one id may stand for a whole series.
    """
    one, other = span(booking, home), span(event, home)
    overlaps = one == other or one.clip(other) is not None
    if booking.uid is not None and event.uid is not None:
        if _has_id_of(booking, event):
            return overlaps or one.end > now
        return one == other and booking.mark == event.mark
    same = booking.summary.strip().casefold() == event.summary.strip().casefold()
    return same and overlaps


def _has_id_of(booking: Booking, event: BookingEvent) -> bool:
    return (booking.uid, booking.recurrence_id) == (event.uid, event.recurrence_id)


def _distance(
    booking: Booking, event: BookingEvent, home: ZoneInfo, now: datetime
) -> tuple[bool, bool, timedelta]:
    one, other = span(booking, home), span(event, home)
    apart = abs(one.start - other.start) + abs(one.end - other.end)
    is_over = one.end <= now and one != other
    return is_over, not _has_id_of(booking, event), apart
