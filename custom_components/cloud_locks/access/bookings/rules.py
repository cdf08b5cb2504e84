"""How a calendar is read: what a person chose in its form."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
import re

from ..grant import DoorId


class NameFrom(StrEnum):
    """How the access of a guest is called."""

    SUMMARY = "summary"
    """As the event."""
    GUEST_LINE = "guest_line"
    """As a line of its description says: "Guest: Anna"."""
    DATE = "date"
    """After the calendar and the day of arrival: no person's name leaves the house."""


class PinFrom(StrEnum):
    """Where the PIN of a guest comes from; random wherever that does not work."""

    RANDOM = "random"
    PHONE = "phone"
    """The last four digits of the phone number in the event."""
    RETURNING = "returning"
    """The one that the guest had last time, who is known by phone or e-mail address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """What was chosen for one calendar.

    `check_in`, `check_out`: of all-day events, on the clock of each door. `early`,
    `late`: around timed ones. `ignore`: regular expressions for no bookings.
    """

    title: str
    calendar: str
    doors: tuple[DoorId, ...]
    check_in: time
    check_out: time
    early: timedelta
    late: timedelta
    ignore: tuple[str, ...]
    name_from: NameFrom
    pin_from: PinFrom
    refresh_every: timedelta
    check_before: tuple[timedelta, ...]
    cleaner: str | None = None
    allow_home_assistant: bool = False

    def ignores(self, summary: str) -> bool:
        """Return whether an event of that title is no booking."""
        return any(re.search(it, summary, re.IGNORECASE) for it in self.ignore)
