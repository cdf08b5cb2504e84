"""What is remembered of booking calendars, over restarts.

Private to this Home Assistant, like the store of access. It holds the titles and hours
of bookings, never a PIN and never the description of an event.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from ...const import DOMAIN
from ...memory import moment
from ...model.wall_clock import Interval
from ..grant import DoorId
from .booking import Booking, BookingState, Cleaning, DoorHours, Moment

VERSION: Final = 1
FILE: Final = f"{DOMAIN}.bookings"

type CalendarId = str
"""The id of the subentry of a calendar."""

type Row = Mapping[str, Any]


class BookingStore:
    """The bookings of every calendar."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Name the file; nothing is read yet."""
        self._store: Store[dict[str, Any]] = Store(
            hass, VERSION, FILE, private=True, atomic_writes=True
        )
        self.states: dict[CalendarId, BookingState] = {}

    async def load(self) -> None:
        """Read what was remembered."""
        rows = (await self._store.async_load() or {}).get("calendars", {})
        self.states = {key: _state_from(row) for key, row in rows.items()}

    async def put(self, calendar_id: CalendarId, state: BookingState) -> None:
        """Remember a calendar; returns when that would survive a crash."""
        if self.states.get(calendar_id) != state:
            self.states[calendar_id] = state
            await self._save()

    async def forget(self, calendar_id: CalendarId) -> None:
        """Forget a calendar that was removed."""
        del self.states[calendar_id]
        await self._save()

    async def remove(self) -> None:
        """Forget everything, file included."""
        await self._store.async_remove()

    async def _save(self) -> None:
        rows = {key: _state_row(state) for key, state in self.states.items()}
        await self._store.async_save({"calendars": rows})


def _state_row(state: BookingState) -> dict[str, Any]:
    cleaning = state.cleaning
    return {
        "bookings": [_booking_row(it) for it in state.bookings],
        "zones": [[at.account, at.lock_id, it] for at, it in state.zones.items()],
        "guests": dict(state.guests),
        "cleaning": cleaning
        and {
            "id": cleaning.id,
            "name": cleaning.name,
            "given": _hours_rows(cleaning.given),
        },
    }


def _state_from(row: Row) -> BookingState:
    cleaning = row["cleaning"]
    return BookingState(
        bookings=tuple(_booking_from(it) for it in row["bookings"]),
        zones={DoorId(account, lock): zone for account, lock, zone in row["zones"]},
        guests=row["guests"],
        cleaning=cleaning
        and Cleaning(
            id=cleaning["id"],
            name=cleaning["name"],
            given=_hours_from(cleaning["given"]),
        ),
    )


def _booking_row(booking: Booking) -> dict[str, Any]:
    since = booking.missing_since
    return {
        "id": booking.id,
        "summary": booking.summary,
        "start": booking.start.isoformat(),
        "end": booking.end.isoformat(),
        "uid": booking.uid,
        "recurrence_id": booking.recurrence_id,
        "mark": booking.mark,
        "missing_since": None if since is None else since.isoformat(),
        "withdrawn": booking.withdrawn,
        "given": _hours_rows(booking.given),
    }


def _booking_from(row: Row) -> Booking:
    since = row["missing_since"]
    return Booking(
        id=row["id"],
        summary=row["summary"],
        start=_moment_from(row["start"]),
        end=_moment_from(row["end"]),
        uid=row["uid"],
        recurrence_id=row["recurrence_id"],
        mark=row["mark"],
        missing_since=None if since is None else moment(since),
        withdrawn=row["withdrawn"],
        given=_hours_from(row["given"]),
    )


def _moment_from(text: str) -> Moment:
    if len(text) == len("2026-01-01"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text)


def _hours_rows(hours: DoorHours) -> list[list[str]]:
    return [
        [at.account, at.lock_id, it.start.isoformat(), it.end.isoformat()]
        for at, it in hours.items()
    ]


def _hours_from(rows: list[list[str]]) -> DoorHours:
    return {
        DoorId(account, lock_id): Interval(moment(start), moment(end))
        for account, lock_id, start, end in rows
    }
