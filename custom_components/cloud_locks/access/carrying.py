"""What is taken down of a step: before it is sent, when it failed, when it is done.

A step is stored as begun before anything is sent, so that after a crash the next plan
looks for what it may have left behind.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..model.access_code import AccessCode, CodeId, CodeStatus
from ..model.credential import Credential
from ..model.errors import VendorError
from ..model.reason import Reason
from .card_carrying import card_begun, card_done, card_failed, card_lost
from .cards import cards_encouraged
from .grant import Copy, DoorId, Grant, GrantDoor, GrantStatus, StepKind, Trouble
from .matching import Fate, Seen, find
from .plans import AnyStep, CardStep, Plan, Step
from .trouble import after_failure, after_loss, is_out_of_reach

_DONE_AGAIN: Final = frozenset(
    {StepKind.CHANGE, StepKind.SWITCH_ON, StepKind.SWITCH_OFF}
)
"""What does no harm when it is done twice."""

_LOOKED_FOR: Final = frozenset({StepKind.WRITE, StepKind.REMOVE})

_REMEMBERED: Final = 400
"""Days that an access which is over can be given anew."""


def begun(door: GrantDoor, step: AnyStep, now: datetime) -> GrantDoor:
    """Return a door at which a step is about to be sent."""
    if isinstance(step, CardStep):
        return card_begun(door, step, now)
    copy = door.copy_of(step.generation)
    if step.kind is StepKind.WRITE and step.schedule is not None:
        made = Copy(generation=step.generation, began=now, written=step.schedule)
        return door.with_copy(made)
    if copy is None:
        return door
    match step.kind:
        case StepKind.CHANGE:
            copy = replace(copy, written=step.schedule or copy.written)
        case StepKind.SWITCH_ON | StepKind.SWITCH_OFF:
            copy = replace(copy, paused=step.kind is StepKind.SWITCH_OFF)
        case StepKind.REMOVE:
            copy = replace(copy, asked=now, tries=copy.tries + 1)
    return door.with_copy(copy)


def failed(
    door: GrantDoor, before: GrantDoor, step: AnyStep, err: VendorError, now: datetime
) -> GrantDoor:
    """Return a door at which a step certainly did nothing; `before` it was begun."""
    if isinstance(step, CardStep):
        return card_failed(door, before, step, err, now)
    trouble = after_failure(step.kind, err, before.trouble, now)
    door = replace(door, trouble=trouble)
    was, copy = before.copy_of(step.generation), door.copy_of(step.generation)
    if was is None or copy is None:
        return door.without(step.generation)
    asked = was.asked if step.kind is StepKind.REMOVE else copy.asked
    back = replace(copy, written=was.written, paused=was.paused, asked=asked)
    return door.with_copy(back)


type Sent = AccessCode | Credential | None
"""What came of a step: a code, a card that was written, else nothing."""


def done(door: GrantDoor, step: AnyStep, sent: Sent, now: datetime) -> GrantDoor:
    """Return a door at which a step was carried out, as far as is known."""
    if isinstance(step, CardStep):
        return card_done(door, step, sent if isinstance(sent, Credential) else None)
    return _done(door, step, sent, now) if isinstance(sent, AccessCode) else door


def _done(door: GrantDoor, step: Step, code: AccessCode, now: datetime) -> GrantDoor:
    """Return a door at which a code was written, changed or taken off.

    A change of which nobody knows is made once more if it turns out to be missing, and
    so is a pause, but ever more seldom.
    """
    lost = step.kind in _DONE_AGAIN and code.reason is Reason.OUTCOME_UNKNOWN
    after = after_loss(step.kind, door.trouble, now) if lost else None
    door = replace(door, trouble=after)
    copy = door.copy_of(step.generation)
    if copy is None or step.kind is StepKind.REMOVE or not code.id:
        return door
    return door.with_copy(replace(copy, code_id=code.id))


def lost(door: GrantDoor, step: AnyStep, now: datetime) -> GrantDoor:
    """Return a door at which nobody knows what became of a step.

    What was written or taken off is looked for, and not sent before it is missing. What
    else may be done twice is, but ever more seldom.
    """
    if isinstance(step, CardStep):
        return card_lost(door, step, now)
    if step.kind in _LOOKED_FOR:
        return door
    return replace(door, trouble=after_loss(step.kind, door.trouble, now))


def encouraged(grant: Grant, seen: Mapping[DoorId, Seen]) -> Grant:
    """Return an access of which everything that failed is tried once more."""
    for door in grant.doors:
        known = seen.get(door.at)
        readable = known is not None and known.readable
        copies = (
            replace(it, asked=None, tries=0)
            for it in door.copies
            if not (readable and known and _has_failed(grant, it, known))
        )
        fresh = cards_encouraged(door, known.cards if known else None)
        fresh = replace(fresh, copies=tuple(copies), trouble=None, restored=0)
        grant = grant.with_door(replace(fresh, told=None))
    return replace(grant, told=None)


def _has_failed(grant: Grant, copy: Copy, seen: Seen) -> bool:
    """Return whether nothing of a copy is on a lock, so that it can be written anew."""
    found = find(grant, copy, seen.codes)
    if found.code is None:
        return found.fate is Fate.GONE
    return found.code.status is CodeStatus.FAILED


def without_trouble(grant: Grant, at: DoorId) -> Grant:
    """Return an access that tries again what could not reach a lock."""
    if (door := grant.door(at)) is None:
        return grant
    cards = (replace(it, trouble=_lasting(it.trouble, grant)) for it in door.cards)
    trouble = _lasting(door.trouble, grant)
    return grant.with_door(replace(door, trouble=trouble, cards=tuple(cards)))


def _lasting(trouble: Trouble | None, grant: Grant) -> Trouble | None:
    """Return what it is no help for that a lock is back."""
    if trouble is None:
        return None
    again = replace(trouble, again=trouble.again or grant.created)
    return None if is_out_of_reach(again) else trouble


def without_pin(made: Plan, grant: Grant, status: GrantStatus) -> Grant:
    """Return an access without PIN and numbers, once every lock has what it needs.

    A number is kept for as long as one lock waits for its card.
    """
    settled = status in {GrantStatus.ACTIVE, GrantStatus.ENDED}
    if not settled or grant.allow_home_assistant:
        return grant
    waited_for = {
        it.key for door in made.doors.values() for it in door.cards if not it.settled
    }
    cards = (
        it if it.key in waited_for else replace(it, number=None) for it in grant.cards
    )
    return replace(grant, pin=None, cards=tuple(cards))


def is_long_over(grant: Grant, now: datetime) -> bool:
    """Return whether an access ended so long ago that it can be forgotten."""
    return grant.ended is not None and (now - grant.ended).days >= _REMEMBERED


def has_code(grant: Grant, at: DoorId, code_id: CodeId | None) -> bool:
    """Return whether a code of a lock is that of an access."""
    door = grant.door(at)
    return door is not None and any(it.code_id == code_id for it in door.copies)
