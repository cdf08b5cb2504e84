"""Cards and fingerprints on the wire (TTLock docs, card and fingerprint).

Their numbers open doors. They are sent, and never read.
"""

from dataclasses import dataclass
from datetime import datetime, time
import json
from typing import Final, Self

from ...model.credential import CredentialType
from ...model.masking import mask
from ...model.schedule import Day
from .._record import Record
from .rules import DIGITS_TO_MASK
from .week_wire import (
    days_of,
    end_minutes_of,
    minutes_of,
    numbers_of,
    objects_of,
    time_of,
)
from .wire import moment_of, number_of

CYCLIC: Final = 4
NORMAL: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHours:
    """`cyclicConfig`: the same hours on some days of the week, on the lock's clock."""

    days: frozenset[Day]
    opens: time
    closes: time
    """Midnight: the end of the day."""

    @classmethod
    def read(cls, record: Record) -> Self | None:
        """Read the list; None without hours that make sense and are the same."""
        entries = objects_of(record, "cyclicConfig")
        days = days_of([number_of(entry, "weekDay") for entry in entries])
        hours = {(time_of(it, "startTime"), time_of(it, "endTime")) for it in entries}
        if not days or len(hours) != 1:
            return None
        opens, closes = hours.pop()
        if opens is None or closes is None:
            return None
        return cls(days=days, opens=opens, closes=closes)

    def to_wire(self) -> str:
        """Return the list as text."""
        hours = {
            "startTime": minutes_of(self.opens),
            "endTime": end_minutes_of(self.closes),
        }
        rows = [{"weekDay": day, **hours} for day in numbers_of(self.days)]
        return json.dumps(rows, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialItem:
    """A card or a fingerprint as the cloud lists it, without its number."""

    id: str
    type: CredentialType
    alias: str
    start: datetime | None
    end: datetime | None
    cyclic: bool
    hours: WeekHours | None
    status: int | None

    @classmethod
    def card(cls, record: Record) -> Self:
        """Read an entry of `identityCard/list`."""
        return cls._read(record, CredentialType.RFID_CODE, "card")

    @classmethod
    def fingerprint(cls, record: Record) -> Self:
        """Read an entry of `fingerprint/list`."""
        return cls._read(record, CredentialType.FINGERPRINT, "fingerprint")

    @classmethod
    def _read(cls, record: Record, kind: CredentialType, word: str) -> Self:
        return cls(
            id=record.identifier(f"{word}Id"),
            type=kind,
            alias=(record.maybe_text(f"{word}Name") or "").strip(),
            start=moment_of(record, "startDate"),
            end=moment_of(record, "endDate"),
            cyclic=number_of(record, f"{word}Type") == CYCLIC,
            hours=WeekHours.read(record),
            status=number_of(record, "status"),
        )

    @property
    def name(self) -> str:
        """The alias for people; some name a card after its number."""
        return mask(self.alias, DIGITS_TO_MASK)
