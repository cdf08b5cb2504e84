"""Bookings: what a calendar says of a guest, and what was made of it.

Plain frozen data, made of the model and the standard library only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from ...model.wall_clock import Interval, to_utc
from ..grant import DoorId, GrantId

type Moment = date | datetime
"""A date for an all-day event, a date-time with a zone for any other."""

type DoorHours = Mapping[DoorId, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingEvent:
    """An event as a calendar has it; the end of an all-day event is the day after."""

    summary: str
    start: Moment
    end: Moment
    uid: str | None = None
    recurrence_id: str | None = None
    description: str = ""

    @property
    def text(self) -> str:
        """Return everything that is written in it."""
        return f"{self.summary}\n{self.description}"

    @property
    def mark(self) -> str:
        """Return what is the same as long as nothing else is written in it."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A booking as it was seen last. Its id is that of its access.

    `missing_since`: when it was not in the calendar for the first time; one look is no
    proof. `withdrawn`: it is taken to be cancelled. `given`: the hours that its access
    was last given, none before it was made and after it was ended.
    """

    id: GrantId
    summary: str
    start: Moment
    end: Moment
    uid: str | None = None
    recurrence_id: str | None = None
    mark: str = ""
    missing_since: datetime | None = None
    withdrawn: bool = False
    given: DoorHours = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """The access of who cleans between two bookings. Its PIN outlives every gap."""

    id: GrantId
    name: str
    given: DoorHours = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingState:
    """What is remembered of one calendar.

    `zones`: of doors as they were last told, so that an account that is away changes
    no hours. `guests`: the last access of each guest who can be told from others.
    """

    bookings: tuple[Booking, ...] = ()
    zones: Mapping[DoorId, str] = field(default_factory=dict)
    guests: Mapping[str, GrantId] = field(default_factory=dict)
    cleaning: Cleaning | None = None


def span(of: Booking | BookingEvent, home: ZoneInfo) -> Interval:
    """Return the time that an event covers in the calendar, without any margins."""
    return Interval(_instant(of.start, home), _instant(of.end, home))


def _instant(moment: Moment, home: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return to_utc(moment)
    return to_utc(datetime.combine(moment, time(), home))
