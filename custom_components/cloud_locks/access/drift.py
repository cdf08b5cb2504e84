"""What others changed about the codes of an access, and what is made of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..model.access_code import AccessCode, CodeStatus, EnforcedBy
from ..model.schedule import Schedule
from .grant import Copy, DoorId, Drift, Drifted, Grant, GrantDoor
from .plans import DoorPlan

MOST_RESTORED: Final = 3
"""Who takes a code off so often means it; from then on it is reported."""


def drifted(copy: Copy, code: AccessCode, hours: Schedule, now: datetime) -> Drifted:
    """Return what somebody changed about a code that is on the lock."""
    if code.schedule is not None and not same_from(hours, code.schedule, now):
        return Drifted.HOURS
    opens = code.status in {CodeStatus.ACTIVE, CodeStatus.SCHEDULED}
    if opens if copy.paused else code.status is CodeStatus.DISABLED:
        return Drifted.SWITCHED
    return Drifted.NOT


def same_from(hours: Schedule, listed: Schedule, now: datetime) -> bool:
    """Return whether two schedules are the same from now on.

    Some clouds take no beginning that is past, and get a later one instead.
    """
    begun = all(it.start is not None and it.start <= now for it in (hours, listed))
    if begun:
        hours, listed = replace(hours, start=None), replace(listed, start=None)
    return hours.same_as(listed, at=now)


def answered(grant: Grant, doors: Mapping[DoorId, DoorPlan]) -> Grant:
    """Return an access after it was decided what to make of others' changes."""
    for at, found in doors.items():
        door = grant.door(at)
        if door is None or found.drift in {Drifted.NOT, Drifted.RENAMED}:
            continue
        if grant.drift is Drift.ACCEPT:
            grant = grant.with_door(_accepted(grant, door, found))
        elif grant.drift is Drift.RESTORE and door.restored < MOST_RESTORED:
            grant = grant.with_door(_restored(grant, door, found.code))
    return grant


def _accepted(grant: Grant, door: GrantDoor, found: DoorPlan) -> GrantDoor:
    """Take over what somebody did in the vendor's app, as far as it can be a wish.

    A code that they switched off is reported, and so are hours that we keep.
    """
    copy, code = door.copy_of(grant.generation), found.code
    if found.drift is Drifted.GONE:
        # It is off the lock, so the lock is no part of the access any more.
        return replace(door.without(grant.generation), leaving=True)
    by_lock = found.enforced_by is EnforcedBy.LOCK
    if found.drift is not Drifted.HOURS or not by_lock or not (copy and code):
        return door
    hours = code.schedule or door.schedule
    return replace(door.with_copy(replace(copy, written=hours)), schedule=hours)


def _restored(grant: Grant, door: GrantDoor, code: AccessCode | None) -> GrantDoor:
    """Let it be written again, or changed back."""
    door = replace(door, restored=door.restored + 1, trouble=None)
    copy = door.copy_of(grant.generation)
    if copy is None or code is None:
        return door.without(grant.generation)
    # As if it had been written like this: the next plan changes it to what is wished.
    hours = code.schedule or copy.written
    paused = code.status is CodeStatus.DISABLED
    return door.with_copy(replace(copy, written=hours, paused=paused))
