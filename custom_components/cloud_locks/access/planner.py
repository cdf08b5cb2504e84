"""What is to be done for an access: wanted, observed and the time in, steps out.

Pure: it asks nobody and has no clock. Each lock gets one step at a time, decided from
what is on that lock, so that after a crash, an outage or somebody else's change the
next step is right again. Nothing is ever touched that was not written for this access.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..model.reason import Reason
from .card_plan import with_cards
from .cards import cards_marked, cards_noticed, has_cards
from .grant import Copy, DoorId, Generation, Grant, GrantDoor
from .matching import Fate, Seen, as_noticed, find, with_unwanted
from .next_step import door_plan
from .place import Place
from .plans import Plan


def plan(grant: Grant, seen: Mapping[DoorId, Seen], now: datetime) -> Plan:
    """Return what is known of an access by now, and the next step at each lock.

    A lock that is not in `seen` is one of which nothing is known.
    """
    places = _places(grant, seen, now)
    noticed = (_noticed(it) for it in places)
    doors = tuple(it for it in noticed if _is_left(it))
    grant = replace(grant, doors=doors)
    places = _places(grant, seen, now)
    taken_over = _taken_over(places)
    doors = tuple(_marked(it, taken_over=taken_over) for it in places)
    grant = _rotated(replace(grant, doors=doors))
    last = _places(grant, seen, now)
    plans = {it.door.at: with_cards(it, door_plan(it)) for it in last}
    return Plan(grant=grant, doors=plans)


def _places(
    grant: Grant, seen: Mapping[DoorId, Seen], now: datetime
) -> tuple[Place, ...]:
    return tuple(Place(grant, it, seen.get(it.at, _UNKNOWN), now) for it in grant.doors)


def _is_left(door: GrantDoor) -> bool:
    """Return whether a lock is part of an access, or something of it is there."""
    return bool(door.copies) or has_cards(door) or not door.leaving


_UNKNOWN: Final = Seen(blocked=Reason.ACCOUNT_REMOVED)


def _noticed(place: Place) -> GrantDoor:
    """Take down what is there, and forget what never came or is gone as wished."""
    door = cards_noticed(place, place.door)
    if not place.seen.readable:
        return door
    for copy in door.copies:
        found = find(place.grant, copy, place.seen.codes)
        if found.fate is Fate.THERE:
            door = door.with_copy(as_noticed(found))
        elif found.fate is Fate.GONE:
            door = _without_gone(place, door, copy)
    return door


def _without_gone(place: Place, door: GrantDoor, copy: Copy) -> GrantDoor:
    """Forget a copy unless its absence is somebody's doing and has to be told."""
    if copy.came and copy.unwanted is None:
        if copy.written.uses is not None:
            # Used, and so not to be written again: it would open once more.
            return replace(door.without(copy.generation), spent=True)
        if copy.generation == place.grant.generation and not place.closed:
            return door
    left = door.without(copy.generation)
    # There is room again for another one.
    return replace(left, trouble=None) if place.lacks_room else left


def _taken_over(places: Iterable[Place]) -> bool:
    """Return whether the present PIN works at every lock within reach that needs it.

    Where there is no room for both, the old one has to make it.
    """
    reachable = (it for it in places if not it.is_away)
    return all(it.hours is None or it.is_ready or it.makes_room for it in reachable)


def _wanted(place: Place, *, taken_over: bool) -> frozenset[Generation]:
    """Return the generations of which a code is to be on a lock, or may be."""
    grant = place.grant
    if place.hours is None:
        return frozenset()
    wanted = {grant.generation}
    if grant.keeps is not None and not place.asleep:
        here = place.is_ready or place.makes_room
        if not (taken_over and here):
            wanted.add(grant.keeps)
    return frozenset(wanted)


def _marked(place: Place, *, taken_over: bool) -> GrantDoor:
    """Take down since when each copy should be gone."""
    door = cards_marked(place, place.door)
    if place.seen.blocked is not None and place.seen.rules is None:
        # Without its rules nobody knows what is to be there; only what is over is.
        if not place.closed:
            return door
        return with_unwanted(door, frozenset(), place.now)
    wanted = _wanted(place, taken_over=taken_over)
    return with_unwanted(door, wanted, place.now)


def _rotated(grant: Grant) -> Grant:
    """Forget the generation before once the last of its codes is gone."""
    if grant.keeps is None or any(it.copy_of(grant.keeps) for it in grant.doors):
        return grant
    return replace(grant, keeps=None)
