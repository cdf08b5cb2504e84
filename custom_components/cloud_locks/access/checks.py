"""What is looked at before somebody arrives, and when; plain data, nobody is asked."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from ..model.lock import Battery, Gateway, Lock, Reachability
from ..model.reason import Reason
from ..model.schedule import Schedule, ScheduleKind
from ..model.schedule_terms import ScheduleError
from ..model.wall_clock import zone_of
from .grant import DoorStatus, Drifted, Grant, GrantDoor, Phase
from .plans import DoorPlan

BEFORE: Final = (timedelta(hours=24), timedelta(hours=1))
"""So long before it begins an access is checked, unless its booking says otherwise."""

_LOW: Final = 20
"""Percent, where the vendor does not warn itself: what is there has to last a stay."""

_AHEAD: Final = timedelta(days=366)
_MOMENT: Final = timedelta(microseconds=1)


def checked_doors(grant: Grant) -> tuple[GrantDoor, ...]:
    """Return the doors through which somebody will want to come."""
    if grant.phase is not Phase.GRANTED or grant.ended is not None:
        return ()
    return tuple(it for it in grant.doors if not (it.leaving or it.spent))


def next_start(grant: Grant, now: datetime) -> datetime | None:
    """Return when somebody may come in next who may not now; None: never or always."""
    schedules = {it.schedule for it in checked_doors(grant)}
    starts = (_start(it, now) for it in schedules)
    return min((it for it in starts if it is not None), default=None)


def _start(schedule: Schedule, now: datetime) -> datetime | None:
    if schedule.kind is not ScheduleKind.WEEKLY:
        start = schedule.start
        return start if start is not None and start > now else None
    first = max(now, schedule.start or now)
    stretches = schedule.occurrences(now, first + _AHEAD)
    # The one that is on is cut at `now`.
    return next((it.start for it in stretches if it.start > now + _MOMENT), None)


def next_check(
    grant: Grant, before: Iterable[timedelta], now: datetime
) -> datetime | None:
    """Return when an access is to be checked next, after `now`."""
    leads = tuple(before)
    start = next_start(grant, now)
    if start is None or not leads:
        return None
    moments = [start - it for it in leads if start - it > now]
    if moments:
        return min(moments)
    # All checks of this start are done; it is time to think of the next one then.
    return start


def is_near(grant: Grant, before: Iterable[timedelta], now: datetime) -> bool:
    """Return whether a check of the next start lies behind already."""
    start = next_start(grant, now)
    return start is not None and any(start - it <= now for it in before)


def wrong(
    lock: Lock,
    gateways: Iterable[Gateway],
    door: GrantDoor,
    found: DoorPlan,
    now: datetime,
) -> Reason | None:
    """Return the worst of what may keep somebody out; None when all is well."""
    return next(_findings(lock, gateways, door, found, now), None)


def _findings(
    lock: Lock,
    gateways: Iterable[Gateway],
    door: GrantDoor,
    found: DoorPlan,
    now: datetime,
) -> Iterator[Reason]:
    if (reason := not_there(found)) is not None:
        yield reason
    if lock.reachability is Reachability.OFFLINE:
        yield Reason.LOCK_OFFLINE
    if any(it.id == lock.gateway_id and it.online is False for it in gateways):
        yield Reason.GATEWAY_OFFLINE
    if _is_low(lock.battery) or _is_low(lock.keypad_battery):
        yield Reason.BATTERY_LOW
    if _zones_differ(lock, door.schedule, now):
        yield Reason.ZONE_DIFFERS


def not_there(found: DoorPlan) -> Reason | None:
    """Return why a code is not on its lock as wished; None when it is, or not yet due.

    What Home Assistant writes only shortly before its hours is not due.
    """
    if found.drift is not Drifted.NOT:
        return found.reason or Reason.CHANGED_ELSEWHERE
    if found.settled and found.status in {DoorStatus.ACTIVE, DoorStatus.PLANNED}:
        return None
    return found.reason or Reason.NOT_CONFIRMED


def _is_low(battery: Battery | None) -> bool:
    if battery is None or battery.charging:
        return False
    if battery.low is not None:
        return battery.low
    return battery.percent is not None and battery.percent < _LOW


def _zones_differ(lock: Lock, schedule: Schedule, now: datetime) -> bool:
    """Return whether weekly hours are meant by another clock than the lock's.

    Zones of other names that show the same time are the same. Date-times mean the same
    moment everywhere.
    """
    weekly = schedule.kind is ScheduleKind.WEEKLY
    if not weekly or lock.time_zone is None or schedule.time_zone is None:
        return False
    at = _start(schedule, now) or now
    try:
        clocks = (zone_of(lock.time_zone), zone_of(schedule.time_zone))
    except ScheduleError:
        # A cloud may have a zone that nobody knows.
        return False
    return len({at.astimezone(it).utcoffset() for it in clocks}) > 1
