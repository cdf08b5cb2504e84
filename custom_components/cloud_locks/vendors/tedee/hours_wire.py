"""Hours on the wire: the same five fields for PINs and for people (Tedee API docs)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Self, TypedDict

from ...model.errors import ProtocolError
from .._record import Record
from .wire import stamp

_ANY_DAY: Final = date(2000, 1, 1)


class HoursBody(TypedDict):
    """The five fields. What a body leaves out PUT clears, so it has all of them."""

    startDate: str | None
    endDate: str | None
    dayStartTime: str | None
    dayEndTime: str | None
    weekDays: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireHours:
    """When somebody may come in: everything in UTC, None for no limit.

    Of `opens` and `closes` only the time of day counts; they keep the date that they
    were written with, so that a change of something else leaves it alone.
    """

    start: datetime | None = None
    end: datetime | None = None
    opens: datetime | None = None
    """`dayStartTime`."""
    closes: datetime | None = None
    """`dayEndTime`; a time of day not after that of `opens` is on the next day."""
    week_days: int | None = None
    """Bits, Monday 1 to Sunday 64, of the days on which the hours begin."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the five fields.

        `ProtocolError` when one is there and makes no sense: taken for missing, it
        would let somebody in who must not, and sent back it would stay so.
        """
        return cls(
            start=_present(record, "startDate", record.maybe_instant("startDate")),
            end=_present(record, "endDate", record.maybe_instant("endDate")),
            opens=_present(record, "dayStartTime", _clock(record, "dayStartTime")),
            closes=_present(record, "dayEndTime", _clock(record, "dayEndTime")),
            week_days=_present(record, "weekDays", record.maybe_integer("weekDays")),
        )

    def body(self) -> HoursBody:
        """Return them for the wire."""
        return HoursBody(
            startDate=_stamp(self.start),
            endDate=_stamp(self.end),
            dayStartTime=_stamp(self.opens),
            dayEndTime=_stamp(self.closes),
            weekDays=self.week_days,
        )

    @property
    def by_minute(self) -> tuple[object, ...]:
        """What these have in common with all hours that a lock takes for the same."""
        start, end, opens, closes = (
            None if moment is None else moment.replace(second=0, microsecond=0)
            for moment in (self.start, self.end, self.opens, self.closes)
        )
        times = (opens and opens.time(), closes and closes.time())
        return start, end, *times, self.week_days


def _present[T](record: Record, name: str, value: T | None) -> T | None:
    if value is None and record.get(name) is not None:
        raise ProtocolError(f"{record.what} has no usable {name}")
    return value


def _clock(record: Record, name: str) -> datetime | None:
    """Read a time of day; how a lock gives it back is not documented."""
    if (moment := record.maybe_instant(name)) is not None:
        return moment
    try:
        bare = time.fromisoformat(record.maybe_text(name) or "")
    except ValueError:
        return None
    return datetime.combine(_ANY_DAY, bare, bare.tzinfo or UTC).astimezone(UTC)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)
