"""What we know of the codes of one lock, and what a new listing changes about it.

A ledger remembers what a listing does not tell: which codes were made here, their hours
where the list holds names only, since when one has been pending. PINs are not in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .access_code import AccessCode, CodeId, CodeStatus, status_by_schedule
from .access_event import EventType
from .masking import same_name
from .reason import Reason
from .schedule import SchedulePhase


class Wish(StrEnum):
    """What shall become of a code."""

    KEEP = "keep"
    CHANGE = "change"
    """Its change was sent, or was about to be; which hours hold is not known."""
    ENABLE = "enable"
    DISABLE = "disable"
    REPLACE = "replace"
    """It is being taken off, and another one comes in its place."""
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One code in the ledger.

    `since`: when its present wish was made; an unfulfilled one grows overdue.
    """

    code: AccessCode
    since: datetime
    wish: Wish = Wish.KEEP

    def now(self, moment: datetime) -> AccessCode:
        """Return the code with the status that holds at a moment."""
        status = self._status(moment)
        if status is self.code.status and self.code.pin is None:
            return self.code
        return replace(self.code, status=status, pin=None)

    def _status(self, moment: datetime) -> CodeStatus:
        told = self.code.status
        also = [told] if told in _TOLD and not self._makes_room else []
        if self.wish is Wish.REMOVE:
            also.append(CodeStatus.REMOVING)
        elif self.wish is not Wish.KEEP or self._awaited:
            also.append(CodeStatus.PENDING)
        if self.code.schedule is None and self.code.on_lock:
            # A lock that lists a code accepts it at some hours; which is not read yet.
            also.append(CodeStatus.ACTIVE)
        return status_by_schedule(self.code.schedule, moment, also=also)

    @property
    def _makes_room(self) -> bool:
        """Whether it is on its way out because another one is on its way in."""
        leaves = self.code.status is CodeStatus.REMOVING
        return leaves and self.wish is Wish.REPLACE

    @property
    def never_came(self) -> bool:
        """Whether its write was accepted and no list ever showed it."""
        failed = self.code.status is CodeStatus.FAILED
        return failed and self.code.reason is Reason.NOT_CONFIRMED

    @property
    def _awaited(self) -> bool:
        return self.code.managed and self.code.on_lock is False


_TOLD = frozenset(
    {
        CodeStatus.FAILED,
        CodeStatus.REMOVING,
        CodeStatus.PENDING,
        CodeStatus.DISABLED,
    }
)
"""Statuses that a cloud tells; the others follow from the schedule."""

type Ledger = Mapping[CodeId, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened to a code."""

    type: EventType
    code: AccessCode


GRACE = timedelta(minutes=2)
"""How long a code that was just written may be missing from its cloud's list."""


def merge(
    ledger: Ledger, listed: Iterable[AccessCode], now: datetime, *, first: bool
) -> tuple[dict[CodeId, Entry], tuple[Change, ...]]:
    """Return the ledger after a complete listing, and what others changed.

    `first`: nothing was known before, so foreign codes are no news.
    """
    after: dict[CodeId, Entry] = {}
    changes: list[Change] = []
    for code in listed:
        known = ledger.get(code.id)
        after[code.id] = _meet(known, code, now)
        if kind := _news(known, code, now, first=first):
            changes.append(Change(type=kind, code=after[code.id].now(now)))
    for code_id, entry in ledger.items():
        if code_id in after:
            continue
        if waiting := _still_hoped_for(entry, now):
            after[code_id] = waiting
        elif entry.wish is not Wish.REPLACE:
            changes.append(Change(type=_departure(entry, now), code=entry.now(now)))
    return after, tuple(changes)


def _meet(known: Entry | None, listed: AccessCode, now: datetime) -> Entry:
    if known is None:
        return Entry(code=replace(listed, pin=None), since=now)
    if known.wish is Wish.CHANGE:
        return _after_doubt(known, listed)
    was = known.code
    if not same_name(listed.name, was.name):
        # Clouds give an id again, so this may be another code, which is not ours.
        other = replace(listed, pin=None, reason=Reason.CHANGED_ELSEWHERE)
        return Entry(code=other, since=now)
    same = _same_hours(was, listed, now)
    code = replace(
        _ours(was, listed),
        schedule=listed.schedule or was.schedule,
        reason=listed.reason or _old_doubt(was) if same else Reason.CHANGED_ELSEWHERE,
    )
    if _is_switched(known, listed):
        code = replace(code, reason=listed.reason)
        return replace(known, code=code, wish=Wish.KEEP)
    return replace(known, code=code)


def _is_switched(known: Entry, listed: AccessCode) -> bool:
    """Return whether a code is paused, or no longer, as somebody wished."""
    disabled = listed.status is CodeStatus.DISABLED
    return known.wish is (Wish.DISABLE if disabled else Wish.ENABLE)


def _ours(was: AccessCode, listed: AccessCode) -> AccessCode:
    """Return a listed code with what only we know of it."""
    # What was made here is known by its full name, which holds no code.
    full = was.managed and same_name(listed.name, was.name)
    return replace(
        listed,
        name=was.name if full else listed.name,
        pin=None,
        managed=was.managed,
        enforced_by=was.enforced_by,
    )


def _after_doubt(known: Entry, listed: AccessCode) -> Entry:
    """Take what a lock holds for the truth after a change whose outcome is open."""
    code = replace(_ours(known.code, listed), reason=Reason.OUTCOME_UNKNOWN)
    settled = listed.schedule is not None
    return replace(known, code=code, wish=Wish.KEEP if settled else Wish.CHANGE)


def _old_doubt(was: AccessCode) -> Reason | None:
    """Return the doubt that only the person who wished the change can settle."""
    return was.reason if was.reason is Reason.OUTCOME_UNKNOWN else None


def _same_hours(was: AccessCode, listed: AccessCode, now: datetime) -> bool:
    # A cloud gives hours back by the lock's clock, whichever they were asked in.
    return (
        was.schedule is None
        or listed.schedule is None
        or was.schedule.same_as(listed.schedule, at=now)
    )


def _news(
    known: Entry | None, listed: AccessCode, now: datetime, *, first: bool
) -> EventType | None:
    """Return what a listing tells about a code that is in it."""
    if known is None:
        return None if first else EventType.CHANGED_ELSEWHERE
    if known.wish is Wish.CHANGE:
        return None
    renamed = not same_name(known.code.name, listed.name)
    if renamed or not _same_hours(known.code, listed, now):
        return EventType.CHANGED_ELSEWHERE
    return EventType.CHANGED if _is_switched(known, listed) else None


def _still_hoped_for(entry: Entry, now: datetime) -> Entry | None:
    """Keep a code of ours that no list shows yet; one never confirmed has failed."""
    code = entry.code
    if not code.managed or entry.wish in {Wish.REMOVE, Wish.REPLACE}:
        return None
    if code.on_lock is not False:
        hoped = now - entry.since < GRACE and not _is_over(code, now)
        return entry if hoped else None
    if now - entry.since < GRACE:
        return entry
    if code.status is CodeStatus.FAILED:
        return entry
    return replace(
        entry,
        code=replace(code, status=CodeStatus.FAILED, reason=Reason.NOT_CONFIRMED),
    )


def _is_over(code: AccessCode, now: datetime) -> bool:
    return (
        code.schedule is not None and code.schedule.phase(now) is SchedulePhase.EXPIRED
    )


def others_now(before: Ledger, after: Ledger) -> frozenset[CodeId]:
    """Return ids that meant a code before a listing and mean none, or another, now."""
    return frozenset(
        code_id
        for code_id, entry in before.items()
        if (now := after.get(code_id)) is None or _is_another(entry, now)
    )


def _is_another(before: Entry, now: Entry) -> bool:
    renamed = not same_name(before.code.name, now.code.name)
    # While a change of ours is in doubt, the new name may be its own.
    return renamed and before.wish is not Wish.CHANGE


def _departure(entry: Entry, now: datetime) -> EventType:
    if _is_over(entry.code, now):
        return EventType.EXPIRED
    if entry.wish is Wish.REMOVE:
        return EventType.REMOVED
    return EventType.REMOVED_ELSEWHERE
