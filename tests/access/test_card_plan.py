"""What is planned for the cards of an access, case by case."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from custom_components.cloud_locks.access.cards import with_numbers
from custom_components.cloud_locks.access.grant import Phase
from custom_components.cloud_locks.access.matching import Seen
from custom_components.cloud_locks.access.planner import plan
from custom_components.cloud_locks.access.trouble import BREAKER
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .paper_cards import LATE, Answer, PaperCards
from .paper_house import EVERYTHING, FRONT, START, PaperHouse, make_grant

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CARD, OTHER = "11111111", "22222222"


@pytest.fixture
def cards() -> PaperCards:
    """Return a lock at which Anna shall have a card."""
    cards = PaperCards()
    cards.give(CARD)
    return cards


def lose(cards: PaperCards, answer: Answer) -> None:
    """Look, and send a card whose answer is lost."""
    (look,) = cards.due()
    cards.carry_out(look)
    (write,) = cards.due()
    cards.carry_out(write, answer)


def test_looked_at_before_it_is_sent(cards: PaperCards) -> None:
    """What was there before is part of what is sent."""
    cards.put("Bert", OTHER)
    (look,) = cards.due()
    assert look.kind.value == "look_at_cards"
    cards.carry_out(look)
    (write,) = cards.due()
    assert write.kind.value == "write_card"
    assert write.before == {"k1"}
    cards.wait(31 * MINUTE)
    assert [it.kind.value for it in cards.due()] == ["look_at_cards"]


def test_one_that_comes_late_is_not_sent_again(cards: PaperCards) -> None:
    """It is looked for until it can no longer come."""
    lose(cards, Answer.LOST_LATE)
    cards.live(LATE, MINUTE)
    assert cards.states() == ["active"]
    cards.live(HOUR)
    assert (cards.writes, cards.there()) == (1, [("Anna", CARD)])


def test_one_that_never_comes_is_sent_again(cards: PaperCards) -> None:
    """Once it is certain, and ever more seldom."""
    lose(cards, Answer.LOST_NEVER)
    cards.live(14 * MINUTE, MINUTE)
    assert (cards.states(), cards.writes) == (["pending outcome_unknown"], 1)
    cards.live(6 * MINUTE, MINUTE)
    assert (cards.states(), cards.writes) == (["active"], 2)


def test_never_arriving_ends(cards: PaperCards) -> None:
    """Somebody has to say that it shall go on."""
    for _ in range(2000):
        for step in cards.due():
            writes = step.kind.value == "write_card"
            cards.carry_out(step, Answer.LOST_NEVER if writes else Answer.DONE)
        cards.wait(20 * MINUTE)
    assert cards.writes == BREAKER
    assert cards.states() == ["failed outcome_unknown"]
    cards.encourage()
    cards.run()
    assert cards.states() == ["active"]


def test_what_was_there_before_is_not_it(cards: PaperCards) -> None:
    """Somebody may call theirs so while the own one is in doubt."""
    theirs = cards.put("Bert", OTHER)
    lose(cards, Answer.LOST_LATE)
    cards.rename(theirs, "Anna")
    cards.live(HOUR)
    cards.change(phase=Phase.REVOKED)
    cards.live(HOUR)
    assert cards.there() == [("Anna", OTHER)]


def test_a_number_of_an_id_that_is_another_card_by_now(cards: PaperCards) -> None:
    """Its name tells."""
    cards.run()
    (mine,) = cards.mine()
    cards.rename(mine, "Carla")
    cards.wait(6 * MINUTE)
    cards.change(phase=Phase.REVOKED)
    cards.live(HOUR)
    assert cards.there() == [("Carla", CARD)]
    assert cards.states() == ["failed changed_elsewhere"]


def test_wanted_again_while_it_is_being_taken_off(cards: PaperCards) -> None:
    """It goes first, since it may be gone at any moment, and comes back."""
    cards.run()
    cards.change(phase=Phase.PAUSED)
    (remove,) = cards.due()
    cards.carry_out(remove, Answer.LOST_DONE)
    cards.grant = replace(cards.grant, phase=Phase.GRANTED)
    cards.live(20 * MINUTE)
    assert (cards.states(), cards.there()) == (["active"], [("Anna", CARD)])


def test_a_removal_is_always_tried_again(cards: PaperCards) -> None:
    """Ever more seldom, until somebody has to see to it."""
    cards.run()
    cards.change(phase=Phase.REVOKED)
    sent = 0
    for _ in range(2000):
        for step in cards.due():
            removes = step.kind.value == "remove_card"
            sent += removes
            cards.carry_out(step, Answer.REFUSED if removes else Answer.DONE)
        cards.wait(4 * MINUTE)
    assert sent == BREAKER
    cards.encourage()
    cards.live(HOUR)
    assert cards.there() == []


@pytest.mark.parametrize("answer", [Answer.LOST_NEVER, Answer.REFUSED])
def test_a_look_that_fails_before_a_removal(cards: PaperCards, answer: Answer) -> None:
    """It is still being taken off."""
    cards.run()
    cards.wait(HOUR)
    cards.change(phase=Phase.REVOKED)
    (look,) = cards.due()
    cards.carry_out(look, answer)
    states = {
        Answer.LOST_NEVER: ["removing outcome_unknown"],
        Answer.REFUSED: ["blocked lock_offline"],
    }
    assert (cards.states(), cards.due()) == (states[answer], [])
    cards.live(HOUR)
    assert cards.there() == []


def test_a_removal_that_never_happens(cards: PaperCards) -> None:
    """Is sent ever more seldom, and then a person is asked."""
    cards.run()
    cards.change(phase=Phase.REVOKED)
    sent = 0
    for _ in range(4000):
        for step in cards.due():
            removes = step.kind.value == "remove_card"
            sent += removes
            cards.carry_out(step, Answer.LOST_NEVER if removes else Answer.DONE)
        cards.wait(4 * MINUTE)
    assert (sent, cards.states()) == (BREAKER, ["failed not_confirmed"])
    cards.encourage()
    cards.live(HOUR)
    assert cards.there() == []


def test_one_that_the_lock_has_not_yet(cards: PaperCards) -> None:
    """The cloud has it: it is waited for, and looked at until it is there."""
    cards.run()
    (mine,) = cards.mine()
    card, number = cards.on_lock[mine]
    cards.on_lock[mine] = replace(card, on_lock=False), number
    cards.look()
    assert cards.states() == ["pending"]
    cards.on_lock[mine] = card, number
    cards.live(11 * MINUTE)
    assert cards.states() == ["active"]


def test_a_change_that_nobody_can_read(cards: PaperCards) -> None:
    """A listing without hours does not tell, so it is made once more."""
    cards.run()
    (mine,) = cards.mine()
    longer = Schedule.window(START, START + DAY)
    cards.change(doors=(replace(cards.door, schedule=longer),))
    (change,) = cards.due()
    cards.carry_out(change, Answer.LOST_DONE)
    card, number = cards.on_lock[mine]
    cards.on_lock[mine] = replace(card, schedule=None), number
    cards.look()
    assert cards.states() == ["pending outcome_unknown"]
    cards.live(20 * MINUTE)
    assert cards.states() == ["active"]
    assert cards.on_lock[mine][0].schedule == longer


def test_a_look_that_fails_is_not_the_cards_trouble(cards: PaperCards) -> None:
    """It is on the lock, as far as anybody knows."""
    cards.run()
    cards.wait(DAY)
    (look,) = cards.due()
    cards.carry_out(look, Answer.LOST_NEVER)
    assert (cards.states(), cards.due()) == (["active"], [])
    cards.wait(HOUR)
    (look,) = cards.due()
    assert look.kind.value == "look_at_cards"


def test_an_old_listing_proves_nothing(cards: PaperCards) -> None:
    """It was asked for before the card was sent."""
    cards.run()
    assert cards.known is not None
    old = cards.known.at - MINUTE
    cards.known = replace(cards.known, at=old, credentials=())
    assert [it.kind.value for it in cards.due()] == ["look_at_cards"]
    cards.change(phase=Phase.REVOKED)
    for _ in range(2):
        assert cards.states() == ["removing"]
    cards.run()
    assert (cards.there(), cards.writes) == ([], 1)


def test_the_same_card_anew_comes_after_the_old_one(cards: PaperCards) -> None:
    """Its number was not kept, so nobody knows that it is the same."""
    cards.run()
    (card,) = cards.grant.cards
    cards.grant = replace(cards.grant, cards=(replace(card, number=None),))
    cards.give(CARD)
    assert [it.kind.value for it in cards.due()] == ["remove_card"]
    cards.run()
    assert (cards.states(), cards.there()) == (["active"], [("Anna 2", CARD)])


def test_a_key_is_free_when_nothing_is_left_of_it(cards: PaperCards) -> None:
    """Two cards never have the same name on a lock."""
    cards.run()
    cards.give(OTHER)
    assert [it.key for it in cards.grant.cards] == [1]
    cards.run()
    assert cards.there() == [("Anna 2", OTHER)]
    cards.give(OTHER, CARD)
    assert [it.key for it in cards.grant.cards] == [1, 0]


@pytest.mark.parametrize("phase", [Phase.REVOKED, Phase.GRANTED])
def test_an_account_that_is_away(phase: Phase) -> None:
    """Nothing is forgotten, and since when it should be gone is known."""
    cards = PaperCards()
    cards.give(CARD)
    cards.run()
    cards.change(phase=phase)
    away = Seen(blocked=Reason.ACCOUNT_REMOVED)
    made = plan(cards.grant, {FRONT: away}, cards.now)
    (card,) = made.doors[FRONT].cards
    assert (card.status.value, card.reason) == ("blocked", Reason.ACCOUNT_REMOVED)
    (copy,) = made.grant.doors[0].cards
    assert (copy.unwanted is not None) == (phase is Phase.REVOKED)
    assert card.step is None


@pytest.mark.parametrize("of_card", [False, True])
def test_one_step_at_a_time(of_card: bool) -> None:
    """While one is under way, no other one waits for its end."""
    grant = with_numbers(make_grant(), [Secret(CARD), Secret(OTHER)])
    seen = Seen(listed=True, rules=EVERYTHING, takes_cards=True)
    assert plan(grant, {FRONT: seen}, START).doors[FRONT].next is not None
    busy = replace(seen, sending=not of_card, sending_card=1 if of_card else None)
    found = plan(grant, {FRONT: busy}, START).doors[FRONT]
    assert found.next is None
    assert found.status.value == ("planned" if of_card else "sending")
    states = [it.status.value for it in found.cards]
    assert states == ["planned", "sending" if of_card else "planned"]


def test_the_code_comes_first() -> None:
    """And is as it would be without cards."""
    house = PaperHouse.of(with_numbers(make_grant(), [Secret(CARD)]))
    assert house.kinds() == ["write"]
    house.run()
    assert house.statuses() == ["active"]


def test_hours_that_begin_later() -> None:
    """They are written at once where the lock keeps them."""
    cards = PaperCards()
    hours: datetime = START + DAY
    schedule = Schedule.window(hours, hours + DAY)
    door = replace(cards.door, schedule=schedule)
    cards.change(doors=(door,))
    cards.give(CARD)
    cards.run()
    ((card, _),) = cards.on_lock.values()
    assert card.schedule == schedule
    cards.live(3 * DAY, HOUR)
    assert cards.there() == []


def test_no_two_cards_are_taken_for_one() -> None:
    """Also while nothing of the first one is at any lock yet."""
    first = with_numbers(make_grant(), [Secret(CARD)])
    both = with_numbers(first, [Secret(CARD), Secret(OTHER)])
    assert both.cards[:1] == first.cards
    assert len({it.key for it in both.cards}) == 2
