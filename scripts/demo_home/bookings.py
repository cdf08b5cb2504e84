"""Guests of the demo: a calendar of Home Assistant's own, and the doors it opens."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from .account import FLOW, answer
from .api import Api, Json, wait_until
from .devices import Device

CALENDAR = "calendar.bookings"
DOORS = ("Street door", "Lobby")
_SUBENTRIES = "/api/config/config_entries/subentries/flow"

GUEST_OF_TODAY = "Marta Kowalska"
_GUESTS = (
    (GUEST_OF_TODAY, 0, 4),
    ("Liam O'Brien", 1, 3),
    ("Familie Özdemir-Hoffmann", 5, 12),
)
"""Who stays from when to when, in days from today; who leaves makes room."""


async def take_bookings(api: Api, found: Sequence[Device], now: datetime) -> None:
    """Write bookings into a calendar and let it open the doors of the guests."""
    doors = [it.entity("lock", "lock") for it in found if it.name in DOORS]
    if not doors:
        return
    await _make_calendar(api)
    for name, arrival, departure in _GUESTS:
        await api.act(
            "calendar.create_event",
            CALENDAR,
            summary=name,
            start_date=(now + timedelta(days=arrival)).date().isoformat(),
            end_date=(now + timedelta(days=departure)).date().isoformat(),
        )
    await _follow(api, doors, check_in(now))


def check_in(now: datetime) -> str:
    """Return the usual time of day, but one that is over: a guest is to come in."""
    return f"{min(15, max(0, now.hour - 1)):02d}:00:00"


async def _make_calendar(api: Api) -> None:
    flow: Json = await api.post(FLOW, {"handler": "local_calendar"})
    answers = {"calendar_name": "Bookings", "import": "create_empty"}
    await answer(api, flow, answers)
    await wait_until(
        lambda: api.get("/api/states"),
        lambda states: any(it["entity_id"] == CALENDAR for it in states),
        CALENDAR,
    )


async def _follow(api: Api, doors: list[str], arrival: str) -> None:
    """Fill in the form of a booking calendar, with what it suggests."""
    entries = await api.command("config_entries/get", domain="cloud_locks")
    access = next(it["entry_id"] for it in entries if it["source"] == "system")
    form: Json = await api.post(_SUBENTRIES, {"handler": [access, "booking"]})
    suggested = {
        it["name"]: it["description"]["suggested_value"]
        for it in form["data_schema"]
        if it.get("description", {}).get("suggested_value") is not None
    }
    answers = {
        **suggested,
        "name": "Guest rooms",
        "calendar": CALENDAR,
        "doors": doors,
        "check_in_time": arrival,
    }
    await answer(api, form, answers, _SUBENTRIES)
