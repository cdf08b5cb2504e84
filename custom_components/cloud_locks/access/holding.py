"""Who keeps the hours of an access at a lock: the lock, else Home Assistant."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from ..model.access_code import EnforcedBy
from ..model.code_rules import CodeRules, ScheduleFeature, Violation
from ..model.schedule import Interval, Schedule, ScheduleKind, SchedulePhase
from ..model.wall_clock import zone_of

LEAD: Final = timedelta(minutes=5)
"""So long before its hours a code is written whose hours the lock cannot keep."""

_BACK: Final = timedelta(days=8)
"""Weekly hours that are on now began at most so long ago, unless they never pause."""

_AHEAD: Final = timedelta(days=35)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is to be on a lock at a moment, and until when that holds.

    `schedule`: the hours to write; None: nothing is to be there now. `over`: and never
    again. `until`: when this may be different by time alone.
    """

    schedule: Schedule | None
    enforced_by: EnforcedBy
    over: bool = False
    until: datetime | None = None


def holding(
    rules: CodeRules, schedule: Schedule, now: datetime, *, allow: bool
) -> Holding | None:
    """Return what of a schedule is to be on a lock now; None when nobody can keep it.

    `allow`: Home Assistant may keep what the lock cannot. A single use nobody but the
    lock can keep.
    """
    if not unkept(rules, schedule, now):
        return _by_lock(schedule, now)
    if not allow or schedule.uses is not None:
        return None
    return _by_home_assistant(rules, schedule, now)


def unkept(
    rules: CodeRules, schedule: Schedule, now: datetime
) -> tuple[Violation, ...]:
    """Return what of a schedule a lock cannot keep; whether it is over aside."""
    found = rules.check_schedule(schedule, now)
    return tuple(it for it in found if it is not Violation.SCHEDULE_PAST)


def _by_lock(schedule: Schedule, now: datetime) -> Holding:
    over = schedule.phase(now) is SchedulePhase.EXPIRED
    to_come = schedule.start is not None and schedule.start > now
    return Holding(
        schedule=None if over else schedule,
        enforced_by=EnforcedBy.LOCK,
        over=over,
        until=schedule.start if to_come else None if over else schedule.end,
    )


def _by_home_assistant(rules: CodeRules, schedule: Schedule, now: datetime) -> Holding:
    stretch = _stretch(schedule, now)
    by = EnforcedBy.HOME_ASSISTANT
    if stretch is None:
        return Holding(schedule=None, enforced_by=by, over=True)
    if now < stretch.start - LEAD:
        return Holding(schedule=None, enforced_by=by, until=stretch.start - LEAD)
    inner = _written(rules, schedule, stretch, now)
    return Holding(schedule=inner, enforced_by=by, until=stretch.end)


def _written(
    rules: CodeRules, schedule: Schedule, stretch: Interval, now: datetime
) -> Schedule:
    """Return the narrowest hours that a lock keeps: it shuts then by itself as well."""
    if ScheduleFeature.WINDOW in rules.schedules:
        window = Schedule.window(
            stretch.start, stretch.end, time_zone=schedule.time_zone
        )
        step = rules.precision
        window = window if step is None else window.rounded(step)
        if not unkept(rules, window, now):
            return window
    return Schedule.always()


def _stretch(schedule: Schedule, now: datetime) -> Interval | None:
    """Return the hours that are on or come next, with their true beginning."""
    if schedule.kind is not ScheduleKind.WEEKLY:
        after = schedule.start or now
    else:
        after = now - _BACK
    horizon = max(now, schedule.start or now) + _AHEAD
    found = schedule.occurrences(after, max(horizon, schedule.end or horizon))
    return next((it for it in found if it.end > now), None)


def rounded_for(rules: CodeRules | None, schedule: Schedule) -> Schedule:
    """Return a schedule as exact as the clock of a lock is, moved outwards."""
    step = rules.precision if rules else None
    return schedule.rounded(step or timedelta(seconds=1))


def extended(schedule: Schedule, by: timedelta, home: str) -> Schedule:
    """Return a schedule that ends later; one without an end stays.

    Days are those of its clock, else of the one of `home`: at the same time of day.
    """
    if (end := schedule.end) is None:
        return schedule
    local = end.astimezone(zone_of(schedule.time_zone or home))
    days = timedelta(days=by.days)
    return replace(schedule, end=(local + days).astimezone(UTC) + (by - days))
