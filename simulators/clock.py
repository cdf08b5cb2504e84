"""The clock of the fictitious home, and what happens at a set time by itself.

Nothing in the home waits for real: whoever reads the clock first runs what was
due until then, in order, each at its own moment.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count


@dataclass(order=True, slots=True)
class Appointment:
    """Something that will happen at `at`, unless it is cancelled before."""

    at: datetime
    order: int
    action: Callable[[], object] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Make sure that the action never runs."""
        self.cancelled = True


class Clock:
    """Real time in UTC plus an offset, with an agenda."""

    def __init__(self) -> None:
        """Start at real time with nothing to do."""
        self._offset = timedelta()
        self._agenda: list[Appointment] = []
        self._order = count()
        self._acting_at: datetime | None = None

    def now(self) -> datetime:
        """Return the time in UTC, after everything due until then has happened.

        Inside an action of the agenda this is the moment the action was due.
        """
        if self._acting_at is not None:
            return self._acting_at
        self._catch_up()
        return self._reading()

    def advance(self, delta: timedelta) -> None:
        """Move the clock on (or back) by `delta`."""
        self._offset += delta
        self._catch_up()

    def move_to(self, moment: datetime) -> None:
        """Move the clock to `moment`, an aware datetime."""
        self.advance(moment - self._reading())

    def call_at(self, moment: datetime, action: Callable[[], object]) -> Appointment:
        """Let `action` happen at `moment`; the answer can cancel it."""
        appointment = Appointment(moment, next(self._order), action)
        heappush(self._agenda, appointment)
        return appointment

    def call_later(self, delay: timedelta, action: Callable[[], object]) -> Appointment:
        """Let `action` happen after `delay`."""
        return self.call_at(self.now() + delay, action)

    def _reading(self) -> datetime:
        """Return real time plus the offset, without side effects."""
        return datetime.now(UTC) + self._offset

    def _catch_up(self) -> None:
        """Run what is due; an action may add more that is due as well."""
        while self._agenda and self._agenda[0].at <= self._reading():
            appointment = heappop(self._agenda)
            if not appointment.cancelled:
                self._run(appointment)

    def _run(self, appointment: Appointment) -> None:
        """Run one action with the clock standing at its moment."""
        self._acting_at = appointment.at
        try:
            appointment.action()
        finally:
            self._acting_at = None
