"""Bookings when something is in doubt: calendars that misbehave, crashes, people."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks.access.bookings.booking import BookingState
from custom_components.cloud_locks.access.bookings.reading import async_read
from custom_components.cloud_locks.access.bookings.store import BookingStore
from custom_components.cloud_locks.model.errors import DuplicateCode
from custom_components.cloud_locks.model.wall_clock import Interval

from .booking_home import CALENDAR, MINUTES, BookingHome
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import turn
from .repairing import our_issues


@pytest.fixture
async def home(house: House) -> BookingHome:
    """Return a house with a guest who is there until the 25th."""
    home = BookingHome(house)
    await home.begin()
    home.calendar.events = [stay(20, 25)]
    await home.form()
    assert home.house.on_lock() == ["Anna"]
    return home


def stay(first: int, last: int, name: str = "Anna", uid: str = "a") -> CalendarEvent:
    """Return a booking from one day of November to another."""
    return CalendarEvent(
        start=date(2026, 11, first), end=date(2026, 11, last), summary=name, uid=uid
    )


async def test_whatever_a_calendar_raises(
    home: BookingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the code of others: nothing changes, and it is asked again."""

    async def raise_anything(*_: Any) -> list[CalendarEvent]:
        raise ZeroDivisionError

    monkeypatch.setattr(home.calendar, "async_get_events", raise_anything)
    await home.look(3)
    assert home.house.on_lock() == ["Anna"]
    assert [it.translation_key for it in our_issues(home.hass)] == ["access_bookings"]
    monkeypatch.undo()
    home.calendar.events = []
    await home.look(2)
    assert home.house.on_lock() == []


async def test_a_calendar_that_never_answers(
    home: BookingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for a minute."""
    gave_up = asyncio.Event()

    async def wait(_: HomeAssistant, *_span: datetime) -> list[CalendarEvent]:
        try:
            await asyncio.Event().wait()
        finally:
            gave_up.set()
        return []

    monkeypatch.setattr(home.calendar, "async_get_events", wait)
    now = dt_util.utcnow()
    asked = asyncio.ensure_future(
        async_read(home.hass, CALENDAR, Interval(now, now + MINUTES))
    )
    await turn()
    home.house.clock.tick(59)
    await turn()
    assert not asked.done()
    home.house.clock.tick(2)
    await turn()
    assert asked.done()
    assert asked.result() is None
    assert gave_up.is_set()


async def test_an_unavailable_calendar_is_not_asked(
    home: BookingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some answer with what they do not know: nothing."""
    monkeypatch.setattr(home.calendar, "_attr_available", False)
    home.calendar.events = []
    await home.look(3)
    assert home.house.on_lock() == ["Anna"]


async def test_put_out_by_hand_for_good(home: BookingHome) -> None:
    """Also when the booking goes and comes back."""
    await home.house.revoke(home.only())
    home.calendar.events = []
    await home.look(2)
    home.calendar.events = [stay(20, 25)]
    await home.look(2)
    assert home.house.on_lock() == []


async def test_a_crash_before_it_was_noted(
    home: BookingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code was given, and that was not written down: it is not given twice."""
    home.calendar.events.append(stay(24, 26, "Bea", "b"))
    put = BookingStore.put

    async def crash(self: BookingStore, key: str, state: BookingState) -> None:
        bare = (replace(it, given={}) for it in state.bookings if it.uid == "b")
        others = (it for it in state.bookings if it.uid != "b")
        await put(self, key, replace(state, bookings=(*others, *bare)))

    monkeypatch.setattr(BookingStore, "put", crash)
    await home.look()
    before = [(it.id, it.pin) for it in home.live]
    monkeypatch.undo()
    await home.house.start_again()
    await home.look()
    assert [(it.id, it.pin) for it in home.live] == before
    assert home.house.on_lock() == ["Anna", "Bea"]


async def test_a_zone_that_nobody_knows(home: BookingHome) -> None:
    """The home's stands in for it; the look goes on."""
    lock = home.house.cloud.change("front", time_zone="Mars/Olympus")
    home.house.entry.runtime_data.locks.async_put(lock)
    home.calendar.events.append(stay(26, 28, "Bea", "b"))
    await home.look()
    assert [it.name for it in home.live] == ["Anna", "Bea"]


async def test_a_name_that_somebody_has(home: BookingHome) -> None:
    """Their codes would be called alike."""
    await home.house.give(make_grant(FRONT_DOOR, BACK_DOOR, name="Bea"))
    home.calendar.events.append(stay(26, 28, "Bea", "b"))
    await home.look()
    assert [it.name for it in home.live] == ["Anna", "Bea", "Bea 11-26"]


async def test_a_removed_entry_forgets_its_bookings(
    home: BookingHome, hass_storage: dict[str, Any]
) -> None:
    """File and messages go with it."""
    assert "cloud_locks.bookings" in hass_storage
    await home.hass.config_entries.async_remove(home.entry_id)
    await home.hass.async_block_till_done()
    assert "cloud_locks.bookings" not in hass_storage


async def test_what_is_written_down(
    home: BookingHome, hass_storage: dict[str, Any]
) -> None:
    """Neither PIN nor what stands in the description."""
    home.calendar.events = [
        replace(stay(20, 25), description="Phone: +31 6 1234 8264, anna@example.org")
    ]
    await home.look()
    stored = str(hass_storage["cloud_locks.bookings"])
    pin = home.only().pin
    assert pin is not None
    assert pin.reveal() not in stored
    assert "8264" not in stored
    assert "example.org" not in stored


async def test_due_while_the_calendar_is_away(home: BookingHome) -> None:
    """Who was only heard of gets nothing until the calendar says so again."""
    far = CalendarEvent(start=date(2026, 12, 22), end=date(2026, 12, 24), summary="Bea")
    home.calendar.events.append(far)
    await home.look()
    home.calendar.is_broken = True
    await home.house.live(timedelta(days=2), step=timedelta(days=2))
    assert [it.name for it in home.live] == ["Anna"]
    assert our_issues(home.hass) == []
    home.calendar.is_broken = False
    await home.look()
    assert [it.name for it in home.live] == ["Anna", "Bea"]


async def test_who_waits_is_served_soon(home: BookingHome) -> None:
    """An account was away for a moment: not only the next look hours later helps."""
    await home.reconfigure(refresh_every={"hours": 6, "minutes": 0, "seconds": 0})
    account = home.house.entry.entry_id
    await home.hass.config_entries.async_unload(account)
    home.calendar.events.append(stay(26, 28, "Bea", "b"))
    await home.house.live(timedelta(hours=6), step=timedelta(hours=6))
    await home.hass.config_entries.async_setup(account)
    await home.house.live(timedelta(minutes=10), step=timedelta(minutes=5))
    assert [it.name for it in home.live] == ["Anna", "Bea"]


async def test_a_lock_that_is_not_there(home: BookingHome) -> None:
    """Its rules are waited for, but not until guests stand in front of the door."""
    back = home.house.cloud.locks["back"]
    home.house.cloud.remove_lock("back")
    await home.hass.config_entries.async_reload(home.house.entry.entry_id)
    home.calendar.events.append(stay(26, 28, "Bea", "b"))
    await home.look()
    assert [it.name for it in home.live] == ["Anna"]
    await home.house.live(timedelta(days=4, hours=12), step=timedelta(hours=12))
    (bea,) = [it for it in home.live if it.name == "Bea"]
    assert home.house.on_lock() == ["Bea"]
    assert home.house.reasons(bea) == [None, "not_found"]
    home.house.cloud.add_lock(back)
    await home.hass.config_entries.async_reload(home.house.entry.entry_id)
    await home.look()
    assert home.house.on_lock("back") == home.house.on_lock() == ["Bea"]


async def test_nothing_new_is_not_written(
    home: BookingHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look every few minutes would wear out a memory card."""
    written: list[BookingStore] = []

    async def note(self: BookingStore) -> None:
        written.append(self)

    monkeypatch.setattr(BookingStore, "_save", note)
    await home.look(4)
    assert written == []
    home.calendar.events = [stay(20, 26)]
    await home.look()
    assert written


async def test_a_pin_that_is_on_the_locks_already(home: BookingHome) -> None:
    """Nobody was told it yet, so there is another one by itself."""
    for lock_id in ("front", "back"):
        home.house.cloud.fail("codes.add", DuplicateCode(), lock_id=lock_id)
    home.calendar.events = [stay(20, 25), stay(26, 27, "Bea", "b")]
    await home.look()
    assert home.house.on_lock() == home.house.on_lock("back") == ["Anna", "Bea"]
