"""The activity log of a lock as events: paging, order, and one event for one act."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from ...model.access_event import AccessEvent, EventType, Method
from ...model.credential import CredentialType
from ...model.errors import ProtocolError
from ...model.lock import LockId
from ...model.masking import mask
from .._record import Record
from .api import TedeeApi
from .event_types import Pull, meaning_of
from .facts import LockFacts
from .rules import PIN_LENGTHS
from .wire import stamp

PAGE: Final = 200
"""The most entries of one answer (Tedee API docs, device activity)."""

_SMALL_PAGE: Final = 20
"""So few always fit, and an act is seldom torn apart at the end of the page."""

_ONE_ACT: Final = timedelta(seconds=20)
"""Unlocking takes up to 9 s, and the latch is pulled right after it."""

_EDGE: Final = timedelta(milliseconds=1)

_LAST: Final = datetime.max.replace(tzinfo=UTC) - _EDGE
"""A clock that lost its time may say anything."""

_DOOR_LEAF: Final = frozenset({EventType.DOOR_OPENED, EventType.DOOR_CLOSED})
"""The leaf may move between the bolt and the latch of one act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log."""

    id: str
    number: int
    """`event`."""
    at: datetime
    author: str | None
    """A user's name or a PIN's alias, as people wrote it."""
    author_id: str | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object.

        Where the alias of a PIN stands is not documented; `username` is likely.
        """
        return cls(
            id=record.identifier("id"),
            number=record.integer("event"),
            at=record.instant("date"),
            author=record.maybe_text("pinAlias") or record.maybe_text("username"),
            author_id=record.maybe_identifier("userId"),
        )


async def read_activity(
    api: TedeeApi, facts: LockFacts, *, after: datetime | None, limit: int
) -> tuple[AccessEvent, ...]:
    """Return the newest events of a lock, oldest first; see `LockCloud.activity`."""
    entries = await _newest(api, facts, after, limit)
    ordered = sorted(entries, key=_order)
    events = [
        event
        for event in one_per_act(ordered, facts.id)
        if after is None or event.occurred_at >= after
    ]
    return tuple(events[max(0, len(events) - limit) :])


async def _newest(
    api: TedeeApi, facts: LockFacts, after: datetime | None, limit: int
) -> Iterable[Entry]:
    """Read pages until there are enough entries, or all that are new enough."""
    found: dict[str, Entry] = {}
    size = min(PAGE, max(limit, _SMALL_PAGE))
    before = None
    while True:
        page = await api.activity(facts, size, before)
        fresh = {entry.id: entry for entry in _readable(page) if entry.id not in found}
        found |= fresh
        if len(page) < size or not fresh or len(found) >= limit:
            return found.values()
        oldest = min(entry.at for entry in fresh.values())
        if after is not None and oldest < after:
            return found.values()
        # Of entries in the same millisecond the next page would leave out those that
        # did not fit on this one; what comes twice is known by its id.
        before = stamp(min(oldest, _LAST) + _EDGE)


def _readable(page: Iterable[object]) -> Iterator[Entry]:
    """Yield what can be read: one odd entry does not hide the others."""
    for item in page:
        with suppress(ProtocolError):
            yield Entry.read(Record(item, "activity"))


def _order(entry: Entry) -> tuple[datetime, bool, str]:
    """Sort by time; of one moment, a pull of the latch follows what it belongs to.

    Ids are not ordered by time, so they only make the order the same every time.
    """
    meaning = meaning_of(entry.number)
    return entry.at, meaning is not None and meaning.pull is not None, entry.id


def one_per_act(entries: Iterable[Entry], lock_id: LockId) -> list[AccessEvent]:
    """Return entries, oldest first, as events.

    A latch that the lock pulls by itself after it was unlocked is part of unlocking.
    """
    events: list[AccessEvent] = []
    unlocking: int | None = None
    for entry in entries:
        event = event_of(entry, lock_id)
        if event is None:
            continue
        if unlocking is not None and _completes(entry, event, events[unlocking]):
            events[unlocking] = replace(events[unlocking], unlatched=True)
            continue
        if event.type is EventType.UNLOCKED:
            unlocking = len(events)
        elif event.type not in _DOOR_LEAF:
            unlocking = None
        events.append(event)
    return events


def _completes(entry: Entry, event: AccessEvent, unlocking: AccessEvent) -> bool:
    """Return whether an entry is the latch's part of an unlocking before it."""
    meaning = meaning_of(entry.number)
    return (
        meaning is not None
        and meaning.pull is Pull.AUTOMATIC
        and not unlocking.unlatched
        and event.method is unlocking.method
        and event.who in {None, unlocking.who}
        and event.occurred_at - unlocking.occurred_at <= _ONE_ACT
    )


def event_of(entry: Entry, lock_id: LockId) -> AccessEvent | None:
    """Return an entry as an event, None for housekeeping."""
    meaning = meaning_of(entry.number)
    if meaning is None:
        return None
    who = None if entry.author is None else mask(entry.author, PIN_LENGTHS)
    by_finger = meaning.method is Method.FINGERPRINT
    return AccessEvent(
        id=entry.id,
        lock_id=lock_id,
        stream=meaning.stream,
        type=meaning.type,
        occurred_at=entry.at,
        method=meaning.method,
        who=who,
        actor_id=entry.author_id,
        code_name=who if meaning.method is Method.CODE else None,
        credential_type=CredentialType.FINGERPRINT if by_finger else None,
        unlatched=meaning.unlatched,
        vendor_type=str(entry.number),
    )
