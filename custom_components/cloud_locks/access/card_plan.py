"""What is next for the cards of an access at one lock, beside its code.

A card never holds up the code. Before anything is sent the cards of the lock are read,
so that it is known what was there before, and that a card is still the one it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ..model.masking import same_name
from ..model.reason import Reason
from ..model.schedule import Schedule
from .cards import arrivals, card_of, is_wanted, listed, named, number_of
from .grant import CardCopy, CardKey, DoorStatus, Drifted, StepKind
from .next_step import ASKED_AGAIN_AFTER, earliest
from .place import Place
from .plans import CardPlan, CardStep, DoorPlan
from .trouble import BREAKER, TAKING_OFF, is_out_of_reach, pause

_FRESH: Final = timedelta(minutes=30)
"""So old what was read may be when something is sent: a cloud may demand pauses."""

_JUST_READ: Final = timedelta(minutes=5)
"""So old it may be when a card is taken off, which has to be the right one."""

_SOON: Final = timedelta(minutes=2)
_HOURLY: Final = timedelta(hours=1)
_DAILY: Final = timedelta(days=1)
"""So often it is looked whether all is still there."""

_BLOCKING: Final = frozenset(
    {
        Reason.CARD_IN_USE,
        Reason.CARD_INVALID,
        Reason.CARD_NOT_KEPT,
        Reason.NOT_SUPPORTED,
        Reason.SCHEDULE_UNSUPPORTED,
    }
)
"""What stands in the way until somebody wishes otherwise."""


def with_cards(place: Place, made: DoorPlan) -> DoorPlan:
    """Return the plan of a lock together with that of its cards."""
    if not place.grant.cards and not place.door.cards:
        return made
    cards = tuple(_plans(place))
    if place.seen.sending or place.seen.sending_card is not None:
        # Planned anew when that has ended.
        cards = tuple(replace(it, step=None) for it in cards)
    if place.seen.sending_card is not None:
        made = replace(made, step=None)
    left = next((it for it in cards if it.status is not DoorStatus.REMOVED), None)
    if made.status is DoorStatus.REMOVED and left is not None:
        made = replace(
            made,
            status=left.status,
            reason=left.reason,
            retried=left.retried,
            settled=False,
            drift=_drift(left),
        )
    until = earliest(place.now, made.until, *(it.until for it in cards))
    return replace(made, cards=cards, until=until)


def _drift(left: CardPlan) -> Drifted:
    """Return how a card that cannot be taken off is different, if that is why."""
    renamed = left.reason is Reason.CHANGED_ELSEWHERE
    return Drifted.RENAMED if renamed else Drifted.NOT


def _plans(place: Place) -> Iterator[CardPlan]:
    door = place.door
    there = {it.key: _there(place, it) for it in door.cards if it.began is not None}
    leaving = any(it.status is DoorStatus.REMOVING for it in there.values())
    for key in sorted(there.keys() | {it.key for it in place.grant.cards}):
        yield there.get(key) or _absent(place, key, leaving=leaving)


def _there(place: Place, copy: CardCopy) -> CardPlan:
    """Return the plan for a card that was sent."""
    plan = CardPlan(key=copy.key, status=DoorStatus.PENDING, card_id=copy.card_id)
    if (held := _held_up(place, plan)) is not None:
        return held
    if copy.card_id is None:
        return _in_doubt(place, copy, plan)
    if (reason := _elsewhere(place, copy)) is not None:
        return _looking(place, copy, _failed(plan, reason), _DAILY)
    if copy.unwanted is not None:
        return _removal(place, copy, plan)
    hours, written = place.hours, copy.written
    if hours is None or (written is not None and written.same_as(hours)):
        return _settled(place, copy, plan)
    return _change(place, copy, plan, hours)


def _held_up(place: Place, plan: CardPlan) -> CardPlan | None:
    """Return the plan for a card of which something is under way, or nothing can be."""
    if place.seen.sending_card == plan.key:
        return replace(plan, status=DoorStatus.SENDING)
    if (reason := place.seen.blocked) is not None:
        return replace(plan, status=DoorStatus.BLOCKED, reason=reason)
    return None


def _elsewhere(place: Place, copy: CardCopy) -> Reason | None:
    """Return what somebody did to a card in the vendor's app, if anything."""
    known = place.seen.cards
    if known is None or copy.began is None or known.at < copy.began:
        return None
    if (there := listed(known, copy.card_id)) is None:
        return Reason.REMOVED_ELSEWHERE
    kept = same_name(there.name, place.grant.card_name(copy.key))
    return None if kept else Reason.CHANGED_ELSEWHERE


def _in_doubt(place: Place, copy: CardCopy, plan: CardPlan) -> CardPlan:
    """Return the plan for a card of which nobody knows whether the lock took it."""
    known, name = place.seen.cards, place.grant.card_name(copy.key)
    if known is not None and len(arrivals(copy, name, known)) > 1:
        failed = _failed(plan, Reason.TWO_CANDIDATES)
        return _looking(place, copy, failed, _DAILY)
    waits = DoorStatus.PENDING if copy.unwanted is None else DoorStatus.REMOVING
    plan = replace(plan, status=waits, reason=Reason.OUTCOME_UNKNOWN)
    return _looking(place, copy, plan, _SOON)


def _removal(place: Place, copy: CardCopy, plan: CardPlan) -> CardPlan:
    plan = replace(plan, status=DoorStatus.REMOVING)
    return _asking(place, copy, plan, StepKind.REMOVE_CARD)


def _change(place: Place, copy: CardCopy, plan: CardPlan, hours: Schedule) -> CardPlan:
    lost = None if copy.written is not None else Reason.OUTCOME_UNKNOWN
    plan = replace(plan, status=DoorStatus.PENDING, reason=lost)
    return _asking(place, copy, plan, StepKind.CHANGE_CARD, hours)


def _asking(
    place: Place,
    copy: CardCopy,
    plan: CardPlan,
    kind: StepKind,
    hours: Schedule | None = None,
) -> CardPlan:
    """Return the plan for something that may be sent again, but ever more seldom."""
    if copy.tries >= BREAKER:
        return _failed(plan, Reason.NOT_CONFIRMED)
    if copy.asked is not None:
        due = copy.asked + pause(copy.tries) + ASKED_AGAIN_AFTER
        if due > place.now:
            return _looking(place, copy, plan, _SOON)
    known = place.seen.cards
    step = CardStep(
        kind=kind,
        card=copy.key,
        name=place.grant.card_name(copy.key),
        credential=None if known is None else listed(known, copy.card_id),
        schedule=hours,
    )
    return _after_a_look(place, copy, plan, step)


def _settled(place: Place, copy: CardCopy, plan: CardPlan) -> CardPlan:
    """Return the plan for a card that is on the lock as wished, or on its way."""
    known = place.seen.cards
    there = None if known is None else listed(known, copy.card_id)
    if there is not None and there.on_lock is False:
        pending = replace(plan, status=DoorStatus.PENDING)
        return _looking(place, copy, pending, ASKED_AGAIN_AFTER)
    active = replace(plan, status=DoorStatus.ACTIVE, settled=True)
    return _looking(place, copy, active, _DAILY)


def _absent(place: Place, key: CardKey, *, leaving: bool) -> CardPlan:
    """Return the plan for a card that is not on the lock."""
    plan, copy = CardPlan(key=key, status=DoorStatus.PLANNED), card_of(place.door, key)
    if place.closed:
        return replace(plan, status=DoorStatus.REMOVED, settled=True)
    if (held := _held_up(place, plan)) is not None:
        return held
    if (reason := _cannot(place, key)) is not None:
        blocked = DoorStatus.BLOCKED
        return replace(plan, status=blocked, reason=reason, settled=True)
    if not is_wanted(place, key):
        return replace(plan, settled=True)
    if leaving:
        # It may be the same card, which a lock takes once.
        return plan
    return _writing(place, copy, plan)


def _cannot(place: Place, key: CardKey) -> Reason | None:
    """Return why a card cannot be on a lock, whatever the time."""
    if place.seen.rules is None or not place.seen.takes_cards:
        return Reason.NOT_SUPPORTED
    if place.holding is None or place.door.schedule.uses is not None:
        return Reason.SCHEDULE_UNSUPPORTED
    return None if number_of(place.grant, key) else Reason.CARD_NOT_KEPT


def _writing(place: Place, copy: CardCopy, plan: CardPlan) -> CardPlan:
    known, name = place.seen.cards, place.grant.card_name(copy.key)
    if known is not None and named(known, name):
        taken = replace(plan, status=DoorStatus.BLOCKED, reason=Reason.NAME_IN_USE)
        return _looking(place, copy, taken, _HOURLY)
    step = CardStep(
        kind=StepKind.WRITE_CARD,
        card=copy.key,
        name=name,
        schedule=place.hours,
        before=frozenset(it.id for it in known.credentials) if known else frozenset(),
    )
    return _after_a_look(place, copy, plan, step)


def _after_a_look(
    place: Place, copy: CardCopy, plan: CardPlan, step: CardStep
) -> CardPlan:
    """Return a plan with a step that is sent on what was just read."""
    held = _unless_in_trouble(place, copy, plan, step)
    known = place.seen.cards
    since = place.now - (_JUST_READ if step.kind in TAKING_OFF else _FRESH)
    oldest = max(since, copy.began or since)
    if held.step is None or (known is not None and known.at >= oldest):
        return held
    return _unless_in_trouble(place, copy, plan, _look(step.card, step.name))


def _looking(
    place: Place, copy: CardCopy, plan: CardPlan, every: timedelta
) -> CardPlan:
    """Return a plan that looks now and then; where that fails it stays what it is."""
    known, began = place.seen.cards, copy.began or place.grant.created
    if known is not None and known.at >= began and known.at + every > place.now:
        return replace(plan, until=known.at + every)
    look = _look(copy.key, place.grant.card_name(copy.key))
    held = _unless_in_trouble(place, copy, plan, look)
    return replace(plan, step=held.step, until=held.until)


def _look(key: CardKey, name: str) -> CardStep:
    return CardStep(kind=StepKind.LOOK_AT_CARDS, card=key, name=name)


def _unless_in_trouble(
    place: Place, copy: CardCopy, plan: CardPlan, step: CardStep
) -> CardPlan:
    """Hold a step back while the last try of it says so."""
    trouble = copy.trouble
    if trouble is None or trouble.step is not step.kind:
        return replace(plan, step=step)
    if trouble.again is not None and trouble.again <= place.now:
        return replace(plan, step=step)
    status = DoorStatus.FAILED
    if is_out_of_reach(trouble) or trouble.reason in _BLOCKING:
        status = DoorStatus.BLOCKED
    elif trouble.again is not None and plan.status is DoorStatus.REMOVING:
        status = DoorStatus.REMOVING
    return replace(
        plan,
        status=status,
        reason=trouble.reason,
        retried=trouble.again is not None,
        settled=trouble.again is None and status is DoorStatus.BLOCKED,
        until=trouble.again,
    )


def _failed(plan: CardPlan, reason: Reason) -> CardPlan:
    return replace(plan, status=DoorStatus.FAILED, reason=reason)
