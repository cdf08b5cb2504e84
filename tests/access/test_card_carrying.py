"""What is taken down about a card after a step that did not work."""

from dataclasses import replace
from datetime import timedelta

from custom_components.cloud_locks.access.card_carrying import card_failed
from custom_components.cloud_locks.access.cards import card_of, with_card
from custom_components.cloud_locks.access.grant import CardCopy, GrantDoor, StepKind
from custom_components.cloud_locks.access.plans import CardStep
from custom_components.cloud_locks.model.errors import LockOffline, RejectedError
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule

from .paper_house import FRONT, START

CARD = 1
WRITE = CardStep(kind=StepKind.WRITE_CARD, card=CARD, name="Anna")
BEFORE = with_card(GrantDoor(at=FRONT, schedule=Schedule.always()), CardCopy(key=CARD))


def begun(door: GrantDoor, **wished: object) -> GrantDoor:
    """Return a door at which the card is on its way."""
    copy = replace(card_of(door, CARD), began=START, before=frozenset({"k1"}))
    return with_card(door, replace(copy, **wished))  # type: ignore[arg-type]


def test_as_if_it_had_not_begun() -> None:
    """Nothing was done, so nothing is looked for; it is tried again."""
    door = card_failed(begun(BEFORE), BEFORE, WRITE, LockOffline("lock"), START)
    copy = card_of(door, CARD)
    assert (copy.began, copy.before, copy.unwanted) == (None, frozenset(), None)
    assert copy.trouble is not None
    assert copy.trouble.again == START + timedelta(seconds=30)


def test_taken_away_meanwhile() -> None:
    """That it is to go is newer than the step, and stays."""
    door = begun(BEFORE, unwanted=START)
    door = card_failed(door, BEFORE, WRITE, LockOffline("lock"), START)
    assert card_of(door, CARD).unwanted == START


def test_behind_a_doubt_of_somebody_else() -> None:
    """A refusal for that is not for ever."""
    err = RejectedError(reason=Reason.OUTCOME_UNKNOWN)
    door = card_failed(begun(BEFORE), BEFORE, WRITE, err, START)
    trouble = card_of(door, CARD).trouble
    assert trouble is not None
    assert trouble.again is not None
