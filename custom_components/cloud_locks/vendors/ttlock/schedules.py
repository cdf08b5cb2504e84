"""Hours of cards, fingerprints and keys of the app: 0 and 0 is for ever."""

from datetime import datetime, time

from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.schedule import Day, Schedule, ScheduleError, ScheduleKind
from .api_cards import Validity
from .card_wire import CredentialItem, WeekHours
from .key_wire import PersonKey


def validity_of(schedule: Schedule | None, zone: str, now: datetime) -> Validity:
    """Return hours of a card for the wire; `InvalidCode` for what no card can have.

    `zone` is that of the lock's clock, off which hours of days are read.
    """
    if schedule is None:
        return Validity()
    start, end = dates_of(schedule)
    if schedule.kind is not ScheduleKind.WEEKLY:
        return Validity(start=start, end=end)
    return Validity(start=start, end=end, hours=_hours_of(schedule, zone, now))


def dates_of(schedule: Schedule) -> tuple[datetime | None, datetime | None]:
    """Return from when until when; `InvalidCode` when only one of them is given."""
    if schedule.uses is not None:
        raise _unsupported("once")
    if (schedule.start is None) is not (schedule.end is None):
        raise _unsupported("open end")
    return schedule.start, schedule.end


def _hours_of(schedule: Schedule, zone: str, now: datetime) -> WeekHours:
    """Return the hours of a week by the clock of the lock."""
    if schedule.time_zone != zone:
        days, opens, closes = schedule.weekly_in_utc(now)
        schedule = Schedule.from_weekly_utc(days, opens, closes, zone, now)
    begins, ends = schedule.from_time or time(), schedule.to_time or time()
    if ends != time() and ends <= begins:
        raise _unsupported("overnight")
    return WeekHours(days=schedule.days or frozenset(Day), opens=begins, closes=ends)


def schedule_of_card(item: CredentialItem, zone: str) -> Schedule | None:
    """Return when a card opens the door; None when that makes no sense."""
    try:
        if not item.cyclic:
            return Schedule.window(item.start, item.end)
        if item.hours is None:
            return None
        whole = item.hours.opens == item.hours.closes == time()
        return Schedule.weekly(
            item.hours.days,
            None if whole else item.hours.opens,
            None if whole else item.hours.closes,
            zone,
            start=item.start,
            end=item.end,
        )
    except ScheduleError:
        return None


def schedule_of_key(key: PersonKey) -> Schedule | None:
    """Return when a key works; None when that makes no sense."""
    try:
        return Schedule.window(key.start, key.end)
    except ScheduleError:
        return None


def _unsupported(what: str) -> InvalidCode:
    return InvalidCode(what, reason=Reason.SCHEDULE_UNSUPPORTED)
