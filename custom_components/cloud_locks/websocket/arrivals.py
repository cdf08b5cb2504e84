"""Who arrives today and tomorrow, by the home's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..access.grant import DoorId, Grant
from ..access.sight import async_account_of
from ..actions.grant_choice import keeper_of
from ..model.access_event import EventType
from ..model.schedule import Interval
from ..model.wall_clock import LATEST
from .answers import ArrivalsView, ArrivalView
from .command import Answer, Request
from .moments import shown
from .place import door_id_of
from .spans import Spans, doors_of, given, spans

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Hours that begin on a day; of doors that overlap in time they are one."""

    grant: Grant
    day: Literal["today", "tomorrow"]
    hours: Interval
    doors: tuple[DoorId, ...]


async def read_arrivals(hass: HomeAssistant, _: Request) -> Answer:
    """Answer whose hours begin today or tomorrow, in order."""
    keeper, today = keeper_of(hass), dt_util.now().date()
    found = [
        arrival
        for grant in given(keeper.grants.values())
        for arrival in arrivals(grant, today)
    ]
    found.sort(key=lambda it: (it.hours.start, it.grant.name.casefold()))
    return ArrivalsView(arrivals=[_view(hass, it) for it in found])


def arrivals(grant: Grant, today: date) -> Iterator[Arrival]:
    """Yield when hours of an access begin today and tomorrow.

    Also where a code that works once was used since then.
    """
    begin = dt_util.start_of_local_day(today)
    between = dt_util.start_of_local_day(today + _DAY)
    end = dt_util.start_of_local_day(today + 2 * _DAY)
    for hours, doors in _together(spans(doors_of(grant), Interval(begin, end))):
        if hours.start >= begin:
            day: Literal["today", "tomorrow"]
            day = "today" if hours.start < between else "tomorrow"
            yield Arrival(grant=grant, day=day, hours=hours, doors=doors)


def _together(found: Spans) -> Iterator[tuple[Interval, tuple[DoorId, ...]]]:
    """Yield stretches in order, those that overlap as one, with the doors of all."""
    hours: Interval | None = None
    doors: dict[DoorId, None] = {}
    for stretch in sorted(found, key=lambda it: it.start):
        if hours is not None and stretch.start >= hours.end:
            yield hours, tuple(doors)
            hours, doors = None, {}
        before = hours or stretch
        hours = Interval(before.start, max(before.end, stretch.end))
        doors |= dict.fromkeys(found[stretch])
    if hours is not None:
        yield hours, tuple(doors)


def _view(hass: HomeAssistant, arrival: Arrival) -> ArrivalView:
    came_in, end = _came_in(hass, arrival), arrival.hours.end
    return ArrivalView(
        grant_id=arrival.grant.id,
        day=arrival.day,
        start=shown(arrival.hours.start),
        end=None if end == LATEST else shown(end),
        door_ids=[door_id_of(at) for at in arrival.doors],
        came_in=None if came_in is None else shown(came_in),
    )


def _came_in(hass: HomeAssistant, arrival: Arrival) -> datetime | None:
    """Return when the access was first used in these hours, as far as is remembered."""
    hours = arrival.hours
    moments = (arrival.grant.first_used, *_uses(hass, arrival))
    known = (it for it in moments if it is not None and hours.start <= it < hours.end)
    return min(known, default=None)


def _uses(hass: HomeAssistant, arrival: Arrival) -> Iterator[datetime]:
    for at in arrival.doors:
        if (account := async_account_of(hass, at)) is not None:
            for event in account.activity.recent.of(at.lock_id):
                came_in = event.type is EventType.UNLOCKED
                if came_in and event.grant_id == arrival.grant.id:
                    yield event.occurred_at
