"""What is taken down of a step about a card: before it is sent, and when it is done."""

from dataclasses import replace
from datetime import datetime

from ..model.credential import Credential
from ..model.errors import VendorError
from ..model.reason import Reason
from .cards import card_of, with_card
from .grant import GrantDoor, StepKind
from .plans import CardStep
from .trouble import after_failure, after_loss


def card_begun(door: GrantDoor, step: CardStep, now: datetime) -> GrantDoor:
    """Return a door at which something about a card is about to be sent."""
    copy = card_of(door, step.card)
    match step.kind:
        case StepKind.WRITE_CARD:
            copy = replace(
                copy, began=now, before=step.before, written=step.schedule, card_id=None
            )
        case StepKind.CHANGE_CARD:
            copy = replace(copy, written=None, asked=now, tries=copy.tries + 1)
        case StepKind.REMOVE_CARD:
            copy = replace(copy, asked=now, tries=copy.tries + 1)
        case _:
            return door
    return with_card(door, copy)


def card_failed(
    door: GrantDoor, before: GrantDoor, step: CardStep, err: VendorError, now: datetime
) -> GrantDoor:
    """Return a door at which a step certainly did nothing; `before` it was begun."""
    was = card_of(before, step.card)
    trouble = after_failure(step.kind, err, was.trouble, now)
    if err.reason is Reason.OUTCOME_UNKNOWN:
        # Somebody else's wish for the same card is in doubt, and will be settled.
        trouble = after_loss(step.kind, was.trouble, now)
    since = card_of(door, step.card).unwanted
    return with_card(door, replace(was, trouble=trouble, unwanted=since))


def card_lost(door: GrantDoor, step: CardStep, now: datetime) -> GrantDoor:
    """Return a door at which nobody knows what became of a step about a card."""
    if step.kind is not StepKind.LOOK_AT_CARDS:
        return door
    copy = card_of(door, step.card)
    trouble = after_loss(step.kind, copy.trouble, now)
    return with_card(door, replace(copy, trouble=trouble))


def card_done(door: GrantDoor, step: CardStep, card: Credential | None) -> GrantDoor:
    """Return a door at which a step about a card was carried out."""
    copy = card_of(door, step.card)
    if copy.trouble is not None and copy.trouble.step is step.kind:
        copy = replace(copy, trouble=None)
    match step.kind:
        case StepKind.WRITE_CARD if card is not None:
            copy = replace(copy, card_id=card.id, before=frozenset(), trouble=None)
        case StepKind.CHANGE_CARD:
            copy = replace(copy, written=step.schedule, asked=None, tries=0)
        case _:
            pass
    known = any(it.key == step.card for it in door.cards)
    return with_card(door, copy) if known else door
