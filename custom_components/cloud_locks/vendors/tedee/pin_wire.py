"""PINs on the wire (Tedee API docs, lock PIN), in both directions."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final, Self, TypedDict

from ...model.errors import ProtocolError
from ...model.masking import mask
from ...model.secret import Secret
from .._record import Record
from .rules import PIN_LENGTHS
from .wire import stamp

_ANY_DAY: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinEntry:
    """A PIN as the list shows it."""

    id: str
    alias: str

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; somebody may have managed to leave the alias blank."""
        return cls(id=record.identifier("id"), alias=record.maybe_text("alias") or "")

    @property
    def name(self) -> str:
        """The alias for people; some name a PIN after its digits."""
        return mask(self.alias, PIN_LENGTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinList:
    """The PINs of a lock, and the number that changes with every write to them."""

    version: int | None
    pins: tuple[PinEntry, ...]

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        pins = (Record(item, "pin") for item in record.items("pins"))
        return cls(
            version=record.maybe_integer("listVersion"),
            pins=tuple(PinEntry.read(pin) for pin in pins),
        )

    @property
    def ids(self) -> frozenset[str]:
        """The ids in the list; one may be given to another PIN later."""
        return frozenset(pin.id for pin in self.pins)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinHours:
    """When a PIN opens the door: everything in UTC, None for no limit.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDetail:
    """One PIN with everything that the lock knows of it."""

    alias: str
    pin: Secret | None
    hours: PinHours | None
    """None: there are hours, and they make no sense to us."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        digits = record.maybe_text("pin")
        try:
            hours = PinHours.read(record)
        except ProtocolError:
            hours = None
        return cls(
            alias=record.maybe_text("alias") or "",
            pin=None if digits is None else Secret(digits),
            hours=hours,
        )

    @property
    def name(self) -> str:
        """The alias for people; some name a PIN after its digits."""
        pins = () if self.pin is None else (self.pin,)
        return mask(self.alias, PIN_LENGTHS, pins)

    def without_digits(self) -> Self:
        """Return what may be remembered."""
        return replace(self, alias=self.name, pin=None)


class PinBody(TypedDict):
    """The body of POST and PUT. What it leaves out PUT clears, so it has all fields."""

    alias: str
    pin: str
    startDate: str | None
    endDate: str | None
    dayStartTime: str | None
    dayEndTime: str | None
    weekDays: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDraft:
    """A PIN as it shall be on the lock."""

    alias: str
    pin: Secret
    hours: PinHours

    def body(self) -> PinBody:
        """Return it for the wire."""
        hours = self.hours
        return PinBody(
            alias=self.alias,
            pin=self.pin.reveal(),
            startDate=_stamp(hours.start),
            endDate=_stamp(hours.end),
            dayStartTime=_stamp(hours.opens),
            dayEndTime=_stamp(hours.closes),
            weekDays=hours.week_days,
        )

    def is_on(self, detail: PinDetail) -> bool:
        """Return whether a lock holds exactly this; it may cut times to minutes."""
        return (
            self.alias == detail.alias
            and self.pin == detail.pin
            and detail.hours is not None
            and _by_minute(self.hours) == _by_minute(detail.hours)
        )


def _by_minute(hours: PinHours) -> tuple[object, ...]:
    """Return what two hours have in common that a lock takes for the same."""
    start, end, opens, closes = (
        None if moment is None else moment.replace(second=0, microsecond=0)
        for moment in (hours.start, hours.end, hours.opens, hours.closes)
    )
    times = (opens and opens.time(), closes and closes.time())
    return start, end, *times, hours.week_days


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)
