"""Entries of a lock's logs, and reports of the message queue, as events.

The log and the queue tell of the same opening with times some seconds apart and without
an id. An event is known by lock, code, value and second; the queue's is told as soon as
it comes, and the log's entry of the same act is recognised (`Twins`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Self

from ...model.access_event import AccessEvent, EventType, Method, Stream
from ...model.errors import ProtocolError
from ...model.masking import mask
from .._record import Record
from .facts import LockFacts
from .log_types import (
    ALARMS,
    COUNTERS,
    CREDENTIALS,
    MEMBER,
    METHODS,
    NO_ALARM,
    OF_PASSWORD,
    TEMPORARY,
    Meaning,
    plain_code,
    slot_of,
)
from .points import ALARM, DOORBELL, HIJACK, REQUEST
from .rules import DIGITS_TO_MASK
from .wire import milliseconds, moment_of, objects

_NOBODY: Final = "0"
_UNKNOWN_ALARM: Final = Meaning(type=EventType.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a log."""

    code: str
    value: object
    at: datetime
    """By the clock of the lock."""
    method_name: str | None = None
    user_id: str | None = None
    user_name: str | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without a code or a time it tells nothing."""
        # Documented as an object, and as a list of one.
        told = objects(record.get("status"))
        status = told[0] if told else record
        at = moment_of(record, "update_time")
        if at is None:
            raise ProtocolError("entry has no usable time")
        user_id = record.maybe_identifier("user_id")
        return cls(
            code=status.text("code"),
            value=status.get("value"),
            at=at,
            method_name=record.maybe_text("unlock_name"),
            user_id=None if user_id == _NOBODY else user_id,
            user_name=record.maybe_text("nick_name"),
        )

    @property
    def slot(self) -> int | None:
        """The number of what was used, None for a counter."""
        plain = plain_code(self.code)
        return None if plain in COUNTERS else slot_of(self.code, self.value)

    @property
    def key(self) -> str:
        """What this is known by, wherever it comes from."""
        value = self.slot if self.slot is not None else self.value
        return f"{plain_code(self.code)}-{value}-{milliseconds(self.at) // 1000}"


type Named = Mapping[int, tuple[str, str]]
"""Number → id and name of a code."""

_APP_ADDS: Final = 900
"""A Wi-Fi lock tells the number of a password without them (Tuya docs, Wi-Fi locks)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Whose the passwords in a lock are."""

    ids: Named = field(default_factory=dict)
    slots: Named = field(default_factory=dict)
    members: Named = field(default_factory=dict)

    def of(self, code: str, slot: int | None, *, wifi: bool) -> tuple[str, str] | None:
        """Return id and name of a password by what a lock says, None if unclear.

        Logs tell the cloud's number of a temporary one, newer codes its slot.
        """
        if slot is None:
            return None
        if plain_code(code) == MEMBER:
            return self.members.get(slot) or self.slots.get(slot)
        number = slot + _APP_ADDS
        tables = (self.slots, self.ids) if code != TEMPORARY else (self.ids, self.slots)
        wanted = [(table, slot) for table in tables]
        if wifi:
            wanted += [(self.ids, number), (self.slots, number)]
        found = (table[it] for table, it in wanted if it in table)
        return next(found, None)


NO_NAMES: Final = Names()


def numbered(entries: Iterable[Entry], device_id: str) -> Iterator[tuple[str, Entry]]:
    """Yield entries, oldest first, with ids; equal ones of a second are counted."""
    seen: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda it: it.at):
        key = f"{device_id}-{entry.key}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}~{seen[key]}"), entry


def event_of(
    entry: Entry, event_id: str, facts: LockFacts, names: Names = NO_NAMES
) -> AccessEvent | None:
    """Return what an entry tells, None for what is no happening."""
    plain = plain_code(entry.code)
    if plain == ALARM:
        return _alarm(entry, event_id, facts)
    if plain == HIJACK:
        return _duress(entry, event_id, facts)
    if plain == DOORBELL:
        return _event(entry, event_id, facts, Stream.DOORBELL, EventType.RING)
    if plain == REQUEST:
        return _event(entry, event_id, facts, Stream.ACCESS, EventType.OPEN_REQUESTED)
    if plain not in METHODS:
        return None
    return _opening(entry, event_id, facts, names)


def _event(
    entry: Entry, event_id: str, facts: LockFacts, stream: Stream, kind: EventType
) -> AccessEvent:
    return AccessEvent(
        id=event_id,
        lock_id=facts.id,
        stream=stream,
        type=kind,
        occurred_at=entry.at,
        vendor_type=plain_code(entry.code),
    )


def _alarm(entry: Entry, event_id: str, facts: LockFacts) -> AccessEvent | None:
    value = entry.value if isinstance(entry.value, str) else ""
    if value in NO_ALARM or not value:
        return None
    meaning = ALARMS.get(value, _UNKNOWN_ALARM)
    event = _event(entry, event_id, facts, meaning.stream, meaning.type)
    return replace(event, method=meaning.method, vendor_type=value[:32])


def _duress(entry: Entry, event_id: str, facts: LockFacts) -> AccessEvent | None:
    """Return that somebody was forced to open; told as true, or as method and slot."""
    if entry.value is not True and not isinstance(entry.value, str):
        return None
    if entry.value in {"", "false"}:
        return None
    value = entry.value if isinstance(entry.value, str) else ""
    code, _, slot = value.rpartition("-")
    event = _event(entry, event_id, facts, Stream.DURESS, EventType.DURESS)
    kind = CREDENTIALS.get(code)
    number = int(slot) if slot.isascii() and slot.isdigit() and len(slot) < 9 else None
    return replace(
        event,
        method=METHODS.get(code, Method.UNKNOWN),
        who=_masked(entry.user_name),
        duress=True,
        credential_type=kind,
        credential_id=None if kind is None or number is None else f"{code}-{number}",
    )


def _opening(
    entry: Entry, event_id: str, facts: LockFacts, names: Names
) -> AccessEvent:
    plain = plain_code(entry.code)
    kind = CREDENTIALS.get(plain)
    slot = entry.slot
    code_id, code_name = None, None
    if plain in OF_PASSWORD:
        found = names.of(entry.code, slot, wifi=facts.sleeps)
        code_id, code_name = found or (None, entry.method_name)
    shown = _masked(code_name)
    event = _event(entry, event_id, facts, Stream.ACCESS, EventType.UNLOCKED)
    return replace(
        event,
        method=METHODS[plain],
        who=_masked(entry.user_name) or shown or _masked(entry.method_name),
        actor_id=entry.user_id,
        code_id=code_id,
        code_name=shown,
        credential_type=kind,
        credential_id=None if kind is None or slot is None else f"{plain}-{slot}",
    )


def _masked(text: str | None, lengths: Collection[int] = DIGITS_TO_MASK) -> str | None:
    """Return a name without digits that may be a code or the number of a phone."""
    if text is None:
        return None
    return mask(text.partition("@")[0].strip(), lengths) or None
