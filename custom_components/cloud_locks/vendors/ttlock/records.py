"""Records of a lock as events: read by polling and sent by callbacks, in one shape.

Only polled records have an id, so both are known by what they have in common. The
number that was typed or shown is used to mask names with, and goes nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
import re
from typing import Final, Self

from ...model.access_event import AccessEvent, Method, Stream
from ...model.errors import ProtocolError
from ...model.lock import LockId
from ...model.masking import mask
from ...model.secret import Secret
from .._record import Record
from .record_types import Meaning, meaning_of
from .rules import DIGITS_TO_MASK, PIN_LENGTHS
from .wire import flag_of, moment_of, number_of, percent_of, stamp

_SHORTEST_SECRET: Final = 3
"""Shorter numbers are those of fingers, and would blank out half of a name."""

_ID: Final = re.compile(r"(\d+)-(\d{1,15})-(-?\d+)-([01])(?:~\d+)?(?:-[a-z]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRecord:
    """One record."""

    type: int
    success: bool
    at: datetime
    """By the clock of the lock."""
    username: str | None
    number: Secret | None
    """What was typed or shown."""
    battery: int | None
    order: int
    """The cloud's own number, where it tells one."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without a type or a time it tells nothing."""
        kind, at = number_of(record, "recordType"), moment_of(record, "lockDate")
        if kind is None or at is None:
            raise ProtocolError("record has no usable type or date")
        number = record.maybe_identifier("keyboardPwd")
        return cls(
            type=kind,
            success=flag_of(record, "success") is not False,
            at=at,
            username=record.maybe_text("username"),
            number=None if number is None else Secret(number),
            battery=percent_of(record, "electricQuantity"),
            order=number_of(record, "recordId") or 0,
        )

    def key(self, vendor_id: str) -> str:
        """Return what this record is known by, wherever it comes from."""
        return f"{vendor_id}-{stamp(self.at)}-{self.type}-{int(self.success)}"


def date_of(event_id: str, vendor_id: str) -> datetime | None:
    """Return when an event of a lock happened, None for an id that is none of ours."""
    parts = _ID.fullmatch(event_id)
    if parts is None or parts[1] != vendor_id:
        return None
    return moment_of(Record({"at": int(parts[2])}, "id"), "at")


def numbered(
    records: Iterable[LockRecord], vendor_id: str
) -> Iterator[tuple[str, LockRecord]]:
    """Yield records, oldest first, with their ids; those of one second are counted."""
    seen: Counter[str] = Counter()
    for record in sorted(records, key=lambda it: (it.at, it.order)):
        key = record.key(vendor_id)
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}~{seen[key]}"), record


def events_of(
    record: LockRecord, record_id: str, lock_id: LockId, *, hashed_names: bool
) -> Iterator[AccessEvent]:
    """Yield what a record tells; nothing for housekeeping.

    `hashed_names`: names of app users come with an underscore and more behind them.
    """
    meaning = meaning_of(record.type)
    if meaning is None:
        return
    event = _event(record, record_id, lock_id, meaning, hashed_names=hashed_names)
    yield event
    if meaning.also is not None:
        yield replace(
            event,
            id=f"{record_id}-{meaning.also}",
            stream=Stream.ALARM,
            type=meaning.also,
        )


def _event(
    record: LockRecord,
    record_id: str,
    lock_id: LockId,
    meaning: Meaning,
    *,
    hashed_names: bool,
) -> AccessEvent:
    who = _who(record, meaning.method, hashed_names=hashed_names)
    by_code = meaning.method is Method.CODE
    return AccessEvent(
        id=record_id,
        lock_id=lock_id,
        stream=meaning.stream,
        type=meaning.type if record.success else meaning.failed,
        occurred_at=record.at,
        method=meaning.method,
        who=who,
        code_name=who if by_code else None,
        credential_type=meaning.credential_type,
        vendor_type=str(record.type),
    )


def _who(record: LockRecord, method: Method, *, hashed_names: bool) -> str | None:
    """Return who it was: the name of a code or card, or a user of the app.

    App users go by their e-mail address or phone number, which nobody shall see.
    """
    name = record.username
    if name is None:
        return None
    lengths = PIN_LENGTHS if method is Method.CODE else DIGITS_TO_MASK
    if method is Method.APP:
        name = name.partition("@")[0]
        if hashed_names:
            name = name.partition("_")[0]
    number = record.number
    long_enough = number is not None and len(number.reveal()) > _SHORTEST_SECRET
    secrets = (number,) if number is not None and long_enough else ()
    return mask(name.strip(), lengths, secrets) or None
