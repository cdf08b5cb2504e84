"""What is next at one lock of an access, and how it is called until then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..model.access_code import AccessCode, CodeStatus, EnforcedBy
from ..model.reason import Reason
from ..model.schedule import Schedule
from .drift import drifted, same_from
from .grant import Copy, DoorStatus, Drifted, StepKind
from .matching import Fate, find, name_is_foreign
from .place import Place
from .plans import DoorPlan, Step
from .trouble import BREAKER, is_out_of_reach, pause

LEAVES_BY_ITSELF: Final = timedelta(minutes=5)
"""After the end of its hours a code is left to the lock and its cloud for so long."""

ASKED_AGAIN_AFTER: Final = timedelta(minutes=10)
"""A removal that was sent and did not happen is sent again, each time later."""


def door_plan(place: Place) -> DoorPlan:
    """Return what is next at a lock, and how that is called."""
    held = place.holding
    made = _next(place)
    return replace(
        made,
        code=place.present if made.code is None else made.code,
        enforced_by=EnforcedBy.LOCK if held is None else held.enforced_by,
        until=earliest(place.now, made.until, None if held is None else held.until),
    )


def earliest(now: datetime, *moments: datetime | None) -> datetime | None:
    """Return the next of some moments that is to come."""
    to_come = (it for it in moments if it is not None and it > now)
    return min(to_come, default=None)


def _next(place: Place) -> DoorPlan:
    seen = place.seen
    if seen.sending:
        return DoorPlan(status=DoorStatus.SENDING)
    if place.closed and not place.door.copies:
        return DoorPlan(status=DoorStatus.REMOVED, settled=True)
    if seen.blocked is not None:
        return DoorPlan(status=DoorStatus.BLOCKED, reason=seen.blocked)
    if seen.rules is None:
        return DoorPlan(status=DoorStatus.BLOCKED, reason=Reason.NOT_SUPPORTED)
    if place.door.copies and not seen.listed:
        return DoorPlan(status=DoorStatus.PLANNED)
    return next(_removals(place), None) or _present_plan(place)


def _removals(place: Place) -> Iterator[DoorPlan]:
    """Yield what is to be taken off a lock, before anything is put on it."""
    for copy in place.door.copies:
        if copy.unwanted is None:
            continue
        found = find(place.grant, copy, place.seen.codes)
        if found.fate is Fate.RENAMED:
            # It may be another code by now, and is a person's to decide about.
            yield _failed(Reason.CHANGED_ELSEWHERE, drift=Drifted.RENAMED)
        elif found.code is not None:
            yield _removal(place, copy, found.code)


def _removal(place: Place, copy: Copy, code: AccessCode) -> DoorPlan:
    """Return the plan for a code that should be gone; it is never given up silently."""
    removing = DoorPlan(status=DoorStatus.REMOVING, code=code)
    if copy.tries >= BREAKER:
        return replace(_failed(Reason.NOT_CONFIRMED), code=code)
    if due := _not_before(place, copy, code):
        return replace(removing, until=due, reason=code.reason)
    step = Step(
        kind=StepKind.REMOVE,
        generation=copy.generation,
        name=place.grant.code_name(copy.generation),
        code=code,
    )
    return _unless_in_trouble(place, replace(removing, step=step))


def _not_before(place: Place, copy: Copy, code: AccessCode) -> datetime | None:
    """Return until when a removal is left to what is under way; None: it is due."""
    due = None
    if copy.asked is not None:
        due = copy.asked + pause(copy.tries) + ASKED_AGAIN_AFTER
    elif code.status is CodeStatus.EXPIRED and copy.unwanted is not None:
        # The lock does not take it any more, and most clouds clear it away. Weekly
        # hours may be over before the end that they were given.
        due = copy.unwanted + LEAVES_BY_ITSELF
    return due if due is not None and due > place.now else None


def _present_plan(place: Place) -> DoorPlan:
    """Return the plan for the code of the present PIN."""
    hours = place.hours
    if hours is None:
        return _without_code(place)
    found = place.found(place.grant.generation)
    if found is None:
        return _writing(place, hours)
    if found.code is not None:
        return _there(place, found.copy, found.code, hours)
    if found.fate is Fate.RENAMED:
        return _failed(Reason.CHANGED_ELSEWHERE, drift=Drifted.RENAMED)
    return _failed(Reason.REMOVED_ELSEWHERE, drift=Drifted.GONE)


def _without_code(place: Place) -> DoorPlan:
    """Return the plan where nothing is to be on the lock, and nothing is."""
    if place.closed:
        return DoorPlan(status=DoorStatus.REMOVED, settled=True)
    if place.holding is None:
        return _failed(Reason.SCHEDULE_UNSUPPORTED)
    return DoorPlan(status=DoorStatus.PLANNED, settled=True)


def _writing(place: Place, hours: Schedule) -> DoorPlan:
    """Return the plan for writing a code, unless it is clear that it would not do."""
    grant, rules = place.grant, place.seen.rules
    if place.asleep:
        # Not written only to be paused at once.
        return DoorPlan(status=DoorStatus.PLANNED, settled=True)
    if name_is_foreign(grant, place.seen):
        return DoorPlan(status=DoorStatus.BLOCKED, reason=Reason.NAME_IN_USE)
    if grant.pin is None:
        return DoorPlan(status=DoorStatus.BLOCKED, reason=Reason.PIN_REQUIRED)
    if rules is not None and rules.check_pin(grant.pin.reveal()):
        return _failed(Reason.PIN_INVALID)
    if rules is not None and rules.check_name(grant.code_name()):
        return _failed(Reason.NAME_INVALID)
    step = Step(
        kind=StepKind.WRITE,
        generation=grant.generation,
        name=grant.code_name(),
        schedule=hours,
    )
    planned = DoorPlan(status=DoorStatus.PLANNED, step=step)
    return _unless_in_trouble(place, planned)


def _there(place: Place, copy: Copy, code: AccessCode, hours: Schedule) -> DoorPlan:
    """Return the plan for a code that is on the lock, or on its way."""
    if code.status is CodeStatus.FAILED:
        return replace(_failed(code.reason or Reason.REJECTED), code=code)
    pending = DoorPlan(status=DoorStatus.PENDING, reason=code.reason, code=code)
    on_its_way = code.managed and code.status is CodeStatus.PENDING
    if (on_its_way and not _switch_is_lost(place, code)) or not code.id:
        # Two writes at once may cancel each other.
        return pending
    if step := _correction(place, copy, code, hours):
        return _unless_in_trouble(
            place, DoorPlan(status=DoorStatus.PLANNED, step=step, code=code)
        )
    if (drift := drifted(copy, code, hours, place.now)) is not Drifted.NOT:
        return replace(_failed(Reason.CHANGED_ELSEWHERE, drift=drift), code=code)
    if _is_as_wished(code, asleep=place.asleep):
        status = DoorStatus.PLANNED if place.asleep else DoorStatus.ACTIVE
        return DoorPlan(status=status, settled=True, code=code)
    return pending


def _is_as_wished(code: AccessCode, *, asleep: bool) -> bool:
    if asleep:
        return code.status is CodeStatus.DISABLED
    return code.status in {CodeStatus.ACTIVE, CodeStatus.SCHEDULED}


def _correction(
    place: Place, copy: Copy, code: AccessCode, hours: Schedule
) -> Step | None:
    """Return the step to what is wished now, if the wish is another than before."""
    kind: StepKind | None = None
    if not code.managed:
        kind = StepKind.ADOPT
    elif _switch_is_lost(place, code):
        kind = StepKind.SWITCH_OFF if place.asleep else StepKind.SWITCH_ON
    elif not copy.written.same_as(hours) or _change_is_lost(code, hours, place.now):
        kind = StepKind.CHANGE
    elif place.asleep and not copy.paused:
        kind = StepKind.SWITCH_OFF
    elif copy.paused and not place.asleep:
        kind = StepKind.SWITCH_ON
    if kind is None:
        return None
    return Step(
        kind=kind,
        generation=copy.generation,
        name=place.grant.code_name(copy.generation),
        code=code,
        schedule=hours,
    )


def _switch_is_lost(place: Place, code: AccessCode) -> bool:
    """Return whether nobody knows whether a code was switched on or off."""
    rules = place.seen.rules
    return (
        code.status is CodeStatus.PENDING
        and code.reason is Reason.OUTCOME_UNKNOWN
        # Of a change whose answer was lost the hours are not known.
        and code.schedule is not None
        and rules is not None
        and rules.can_disable
    )


def _change_is_lost(code: AccessCode, hours: Schedule, now: datetime) -> bool:
    """Return whether a change whose answer was lost has been seen not to be there."""
    return (
        code.reason is Reason.OUTCOME_UNKNOWN
        and code.schedule is not None
        and not same_from(hours, code.schedule, now)
    )


def _unless_in_trouble(place: Place, planned: DoorPlan) -> DoorPlan:
    """Hold a step back while the last try of it says so."""
    trouble, step = place.door.trouble, planned.step
    if trouble is None or step is None or trouble.step is not step.kind:
        return planned
    if trouble.again is not None and trouble.again <= place.now:
        return planned
    removing = step.kind is StepKind.REMOVE
    status = DoorStatus.REMOVING if removing else DoorStatus.FAILED
    if is_out_of_reach(trouble):
        status = DoorStatus.BLOCKED
    elif trouble.again is None:
        status = DoorStatus.FAILED
    return replace(
        planned,
        status=status,
        step=None,
        reason=trouble.reason,
        retried=trouble.again is not None,
        until=trouble.again,
    )


def _failed(reason: Reason, *, drift: Drifted = Drifted.NOT) -> DoorPlan:
    return DoorPlan(status=DoorStatus.FAILED, reason=reason, drift=drift)
