"""The cards of an access: which it has, and what is found of them on a lock.

A card is known by its key, which is never shown. Its number is sent to a lock and never
read back, so what is on a lock is found by its id, before that by its name among cards
that were not there when it was sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from ..model.credential import Credential, CredentialList, CredentialType
from ..model.masking import same_name
from ..model.reason import Reason
from ..model.secret import Secret
from .drift import same_from
from .grant import AccessCard, CardCopy, CardKey, Grant, GrantDoor, Phase, StepKind
from .place import Place
from .trouble import after_loss

LOST_AFTER: Final = timedelta(minutes=15)
"""What was sent without an answer and is not on the lock by then is not on its way.

Longer than whoever sends it holds a second sending back.
"""

_FOR_GOOD: Final = {Reason.SCHEDULE_UNSUPPORTED, Reason.NOT_SUPPORTED}


def with_numbers(grant: Grant, numbers: Iterable[Secret]) -> Grant:
    """Return an access that has these cards; those it has already stay what they are.

    A key is free again once nothing is recorded of it at any lock.
    """
    wished = dict.fromkeys(numbers)
    known = {it.number: it for it in grant.cards if it.number in wished}
    used = {it.key for door in grant.doors for it in door.cards}
    used |= {it.key for it in known.values()}
    free = (key for key in count() if key not in used)
    cards = (known.get(it) or AccessCard(key=next(free), number=it) for it in wished)
    return replace(grant, cards=tuple(cards))


def number_of(grant: Grant, key: CardKey) -> Secret | None:
    """Return the number of a card; None when it was not kept."""
    return next((it.number for it in grant.cards if it.key == key), None)


def card_of(door: GrantDoor, key: CardKey) -> CardCopy:
    """Return what is recorded of a card at a lock."""
    found = (it for it in door.cards if it.key == key)
    return next(found, CardCopy(key=key))


def with_card(door: GrantDoor, copy: CardCopy) -> GrantDoor:
    """Return the door with a card instead of what was recorded of it."""
    return replace(door, cards=(*without_card(door, copy.key).cards, copy))


def without_card(door: GrantDoor, key: CardKey) -> GrantDoor:
    """Return the door without a card."""
    return replace(door, cards=tuple(it for it in door.cards if it.key != key))


def has_cards(door: GrantDoor) -> bool:
    """Return whether a card of an access is on a lock, or may be."""
    return any(it.began is not None for it in door.cards)


def listed(known: CredentialList, card_id: str | None) -> Credential | None:
    """Return a card of a lock by its id."""
    return next((it for it in _cards(known) if it.id == card_id), None)


def named(known: CredentialList, name: str) -> list[Credential]:
    """Return the cards of a lock that have a name."""
    return [it for it in _cards(known) if same_name(it.name, name)]


def arrivals(copy: CardCopy, name: str, known: CredentialList) -> list[Credential]:
    """Return what may have come of a card that was sent."""
    return [it for it in named(known, name) if it.id not in copy.before]


def _cards(known: CredentialList) -> Iterator[Credential]:
    return (it for it in known.credentials if it.type is CredentialType.RFID_CODE)


def is_wanted(place: Place, key: CardKey) -> bool:
    """Return whether a card is to be on a lock now.

    Not in a pause, since a card cannot be switched off, and not where it opens a single
    time, since nobody counts that for cards.
    """
    grant = place.grant
    given = any(it.key == key for it in grant.cards) and grant.phase is Phase.GRANTED
    return given and place.hours is not None and place.door.schedule.uses is None


def cards_noticed(place: Place, door: GrantDoor) -> GrantDoor:
    """Take down what is found of the cards of an access, and forget what is gone."""
    known = place.seen.cards
    if known is None or place.seen.blocked is not None:
        return door
    for copy in door.cards:
        if copy.began is None or known.at < copy.began:
            continue
        if copy.key != place.seen.sending_card:
            door = _noticed(place, door, copy, known)
    return door


def _noticed(
    place: Place, door: GrantDoor, copy: CardCopy, known: CredentialList
) -> GrantDoor:
    if copy.card_id is None:
        return _looked_for(place, door, copy, known)
    there = listed(known, copy.card_id)
    if there is not None:
        return with_card(door, _with_hours(place, copy, there, known.at))
    return door if copy.unwanted is None else without_card(door, copy.key)


def _looked_for(
    place: Place, door: GrantDoor, copy: CardCopy, known: CredentialList
) -> GrantDoor:
    """Find out what became of a card whose writing had no answer."""
    found = arrivals(copy, place.grant.card_name(copy.key), known)
    if len(found) == 1:
        there = replace(copy, card_id=found[0].id, before=frozenset(), trouble=None)
        return with_card(door, there)
    if found or copy.began is None or known.at < copy.began + LOST_AFTER:
        return door
    if copy.unwanted is not None:
        return without_card(door, copy.key)
    # It is not there and will not come, so that it may be sent once more.
    trouble = after_loss(StepKind.WRITE_CARD, copy.trouble, place.now)
    return with_card(door, CardCopy(key=copy.key, trouble=trouble))


def _with_hours(
    place: Place, copy: CardCopy, there: Credential, at: datetime
) -> CardCopy:
    """Take down that a change of hours without an answer was made."""
    if copy.written is not None or copy.asked is None or at < copy.asked:
        return copy
    hours, now = place.hours, place.now
    if hours is None or there.schedule is None:
        return copy
    made = same_from(hours, there.schedule, now)
    return replace(copy, written=hours, asked=None, tries=0) if made else copy


def cards_marked(place: Place, door: GrantDoor) -> GrantDoor:
    """Take down since when each card should be gone."""
    if place.seen.rules is None and not place.closed:
        # Without its rules nobody knows what is to be there; only what is over is.
        return door
    for copy in door.cards:
        if copy.began is None and not is_wanted(place, copy.key):
            door = without_card(door, copy.key)
        elif copy.began is not None:
            door = with_card(door, _marked(place, copy))
    return door


def _marked(place: Place, copy: CardCopy) -> CardCopy:
    removing = copy.unwanted is not None and copy.asked is not None
    if removing or _is_unchangeable(copy) or not is_wanted(place, copy.key):
        if copy.unwanted is not None:
            return copy
        # What was asked before was a change of its hours.
        return replace(copy, unwanted=place.now, asked=None, tries=0)
    return replace(copy, unwanted=None)


def _is_unchangeable(copy: CardCopy) -> bool:
    """Return whether a card has to go, to be written anew with other hours."""
    trouble = copy.trouble
    if trouble is None or trouble.step is not StepKind.CHANGE_CARD:
        return False
    return trouble.again is None and trouble.reason in _FOR_GOOD


def cards_encouraged(door: GrantDoor, known: CredentialList | None) -> GrantDoor:
    """Return a door at which every card that failed is tried once more.

    One that somebody took off is put back.
    """
    kept = (
        replace(it, trouble=None, tries=0)
        for it in door.cards
        if not (known and _was_taken_off(it, known))
    )
    return replace(door, cards=tuple(kept))


def _was_taken_off(copy: CardCopy, known: CredentialList) -> bool:
    wanted = copy.unwanted is None and copy.card_id is not None
    seen = copy.began is not None and known.at >= copy.began
    return wanted and seen and listed(known, copy.card_id) is None
