"""Passcodes and cards as the cloud keeps them, and what the lock itself knows.

The two can differ: a code that "a phone wrote" is in the cloud alone, one that was
deleted "by a phone" still opens the door, and one on its way is not yet at the lock.

Sources: TTLock open platform documentation, pages of passcodes and IC cards.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from simulators.credentials import Credential, CredentialKind
from simulators.schedule import ALWAYS, Schedule

from .accounts import User
from .numbers import CodeType, Status
from .stamps import from_ms, from_ms_or_none

_DAY: Final = timedelta(days=1)
_LIVES: Final[dict[int, timedelta]] = {
    CodeType.ONCE: timedelta(hours=6),
    CodeType.ERASE: _DAY,
}
_DAYS: Final[dict[int, frozenset[int]]] = {
    CodeType.WEEKEND: frozenset({5, 6}),
    CodeType.DAILY: frozenset(range(7)),
    CodeType.WORKDAYS: frozenset(range(5)),
    **{CodeType.MONDAY + day: frozenset({day}) for day in range(7)},
}


@dataclass(kw_only=True, slots=True)
class Passcode:
    """One passcode; times are milliseconds, and an end of 0 means never."""

    id: int
    name: str
    digits: str = field(repr=False)
    kind: int
    starts: int
    ends: int
    created: datetime
    sender: User
    custom: bool = True
    status: Status = Status.NORMAL
    on_lock: bool = False
    lock_digits: str | None = field(default=None, repr=False)
    """The digits that the lock was last seen with."""


@dataclass(kw_only=True, slots=True)
class Card:
    """One IC card; `cyclic` is the text of `cyclicConfig`'s rows, parsed."""

    id: int
    name: str
    number: str = field(repr=False)
    starts: int
    ends: int
    created: datetime
    sender: User
    cyclic: tuple[dict[str, int], ...] = ()
    on_lock: bool = False


def passcode_credential(passcode: Passcode, zone: str) -> Credential:
    """Return what the lock stores, or recognises, for a passcode."""
    starts = from_ms(passcode.starts)
    once = passcode.kind in {CodeType.ONCE, CodeType.ERASE}
    computed = not passcode.custom
    tried = computed and passcode.kind in {CodeType.PERMANENT, CodeType.PERIOD}
    return Credential(
        id=passcode.id,
        kind=CredentialKind.PIN,
        name=passcode.name,
        secret=passcode.digits,
        created=passcode.created,
        schedule=passcode_schedule(passcode, zone),
        uses_left=1 if once else None,
        use_by=starts + _DAY if tried else None,
        computed=computed,
        erases=passcode.kind == CodeType.ERASE,
    )


def passcode_schedule(passcode: Passcode, zone: str) -> Schedule:
    """Return when a passcode opens; hours of cyclic ones are those of its dates."""
    starts = from_ms_or_none(passcode.starts)
    if passcode.kind in _DAYS:
        return _cyclic(passcode, ZoneInfo(zone))
    if passcode.kind in _LIVES and starts is not None:
        return Schedule(starts=starts, ends=starts + _LIVES[passcode.kind])
    if passcode.kind == CodeType.PERMANENT:
        # A custom one is simply on the lock; only computed ones have a beginning.
        return ALWAYS if passcode.custom else Schedule(starts=starts)
    return Schedule(starts=starts, ends=from_ms_or_none(passcode.ends))


def code_type(schedule: Schedule) -> int:
    """Return the type that shows a schedule best."""
    if schedule.days is not None:
        kinds = (kind for kind, days in _DAYS.items() if days == schedule.days)
        return next(kinds, CodeType.DAILY)
    return CodeType.PERMANENT if schedule.ends is None else CodeType.PERIOD


def card_schedule(card: Card, zone: str) -> Schedule:
    """Return when a card opens: one window on each of its days, if it has any."""
    starts, ends = from_ms_or_none(card.starts), from_ms_or_none(card.ends)
    if not card.cyclic:
        return Schedule(starts=starts, ends=ends)
    return Schedule(
        starts=starts,
        ends=ends,
        days=frozenset(row["weekDay"] - 1 for row in card.cyclic),
        day_start=minute_of_day(card.cyclic[0]["startTime"]),
        day_end=minute_of_day(card.cyclic[0]["endTime"]),
        zone=zone,
    )


def minute_of_day(minutes: int) -> time:
    """Return the time so many minutes after midnight; a whole day ends at midnight."""
    return time(minutes // 60 % 24, minutes % 60)


def _cyclic(passcode: Passcode, zone: ZoneInfo) -> Schedule:
    """Return the hours of every matching day from the first one on."""
    starts, ends = from_ms(passcode.starts), from_ms(passcode.ends)
    return Schedule(
        starts=starts,
        days=_DAYS[passcode.kind],
        day_start=starts.astimezone(zone).time(),
        day_end=ends.astimezone(zone).time(),
        zone=zone.key,
    )
