"""PINs on the wire (Tedee API docs, lock PIN), in both directions."""

from dataclasses import dataclass, replace
from typing import Self

from ...model.errors import ProtocolError
from ...model.masking import mask
from ...model.secret import Secret
from .._record import Record
from .hours_wire import HoursBody, WireHours
from .rules import PIN_LENGTHS


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
class PinDetail:
    """One PIN with everything that the lock knows of it."""

    alias: str
    pin: Secret | None
    hours: WireHours | None
    """None: there are hours, and they make no sense to us."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        digits = record.maybe_text("pin")
        try:
            hours = WireHours.read(record)
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


class PinBody(HoursBody):
    """The body of POST and PUT. What it leaves out PUT clears, so it has all fields."""

    alias: str
    pin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDraft:
    """A PIN as it shall be on the lock."""

    alias: str
    pin: Secret
    hours: WireHours

    def body(self) -> PinBody:
        """Return it for the wire."""
        return PinBody(alias=self.alias, pin=self.pin.reveal(), **self.hours.body())

    def is_on(self, detail: PinDetail) -> bool:
        """Return whether a lock holds exactly this; it may cut times to minutes."""
        return (
            self.alias == detail.alias
            and self.pin == detail.pin
            and detail.hours is not None
            and self.hours.by_minute == detail.hours.by_minute
        )
