"""Cards and fingerprints on the wire (TTLock docs, card and fingerprint).

Their numbers open doors. They are sent, and never read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
import json
from typing import Final, Self

from ...model.credential import CredentialType
from ...model.masking import mask
from ...model.schedule import Day
from ...model.wall_clock import shifted
from .._record import Record
from .rules import DIGITS_TO_MASK
from .wire import moment_of, number_of

CYCLIC: Final = 4
NORMAL: Final = 1

_MINUTES_OF_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHours:
    """`cyclicConfig`: the same hours on some days of the week, on the lock's clock."""

    days: frozenset[Day]
    opens: time
    closes: time
    """Midnight: the end of the day."""

    @classmethod
    def read(cls, record: Record) -> Self | None:
        """Read the list, also one in a text; None without hours that make sense."""
        entries = [Record(item, "hours") for item in _list_of(record)]
        days = frozenset(_days(entries))
        hours = {
            (number_of(it, "startTime"), number_of(it, "endTime")) for it in entries
        }
        if not days or len(hours) != 1:
            return None
        opens, closes = (_time(minutes) for minutes in hours.pop())
        if opens is None or closes is None:
            return None
        return cls(days=days, opens=opens, closes=closes)

    def to_wire(self) -> str:
        """Return the list as text."""
        hours = {
            "startTime": minutes_of(self.opens),
            "endTime": minutes_of(self.closes) or _MINUTES_OF_DAY,
        }
        days = sorted(day.index + 1 for day in self.days)
        rows = [{"weekDay": day, **hours} for day in days]
        return json.dumps(rows, separators=(",", ":"))


def _list_of(record: Record) -> list[dict[str, object]]:
    value = record.get("cyclicConfig")
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError, RecursionError:
            return []
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _days(entries: Iterable[Record]) -> Iterable[Day]:
    for entry in entries:
        number = number_of(entry, "weekDay")
        if number is not None and 1 <= number <= len(Day):
            yield tuple(Day)[number - 1]


def minutes_of(at: time) -> int:
    """Return the minute of the day."""
    return at.hour * 60 + at.minute


def _time(minutes: int | None) -> time | None:
    """Return a minute of the day; its end is the midnight that follows."""
    if minutes is None or not 0 <= minutes <= _MINUTES_OF_DAY:
        return None
    return shifted(time(), timedelta(minutes=minutes))[1]


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
