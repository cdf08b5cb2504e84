"""When people can come in: the stretches of their hours, doors of equal ones as one.

Pure functions of access and time.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from ..access.grant import DoorId, Grant, GrantDoor, Phase
from ..model.schedule import Interval, Schedule, ScheduleKind
from ..model.wall_clock import EARLIEST, LATEST
from ..stretches import stretches

_WEEK: Final = timedelta(days=7)

type Spans = dict[Interval, list[DoorId]]


def given(grants: Iterable[Grant]) -> Iterator[Grant]:
    """Yield the access that lets somebody in, or did until its hours were over."""
    return (it for it in grants if it.phase is Phase.GRANTED)


def doors_of(grant: Grant) -> list[GrantDoor]:
    """Return the doors that are part of an access."""
    return [it for it in grant.doors if not it.leaving]


def spans(doors: Iterable[GrantDoor], asked: Interval) -> Spans:
    """Return the whole stretches that reach into the time asked for, and where.

    From `EARLIEST` or to `LATEST` where the hours do not begin or end. Doors that have
    none are left out.
    """
    at: dict[Schedule, list[DoorId]] = {}
    for door in doors:
        if door.schedule.kind is not ScheduleKind.ALWAYS:
            at.setdefault(door.schedule, []).append(door.at)
    found: Spans = {}
    for schedule, ids in at.items():
        for stretch in stretches(schedule, asked.start, asked.end):
            found.setdefault(_whole(stretch, schedule), []).extend(ids)
    return found


def _whole(stretch: Interval, schedule: Schedule) -> Interval:
    """Return a stretch without the cuts that come of what was asked for."""
    closes = stretch.end - stretch.start <= _WEEK
    if schedule.kind is ScheduleKind.WEEKLY and closes:
        return stretch
    return Interval(schedule.start or EARLIEST, schedule.end or LATEST)
