"""Bookings of a calendar become access, and follow what is changed there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.bookings import async_desk
from custom_components.cloud_locks.access.grant import Grant, Phase
from tests.fake_cloud import RULES

from .acting import change_rules
from .booking_home import BookingHome
from .grants import FRONT_DOOR, House, make_grant
from .home import settle
from .options import choose_for_house

NOVEMBER = 11


@pytest.fixture
async def home(house: House) -> BookingHome:
    """Return a house with a calendar that is empty; it is Saturday noon."""
    home = BookingHome(house)
    await home.begin()
    return home


def stay(
    first: int, last: int, name: str = "Anna", uid: str | None = "a", text: str = ""
) -> CalendarEvent:
    """Return a booking from one day of November to another."""
    return CalendarEvent(
        start=date(2026, NOVEMBER, first),
        end=date(2026, NOVEMBER, last),
        summary=name,
        description=text,
        uid=uid,
    )


def pins(grants: list[Grant]) -> list[str]:
    """Return the PINs of access."""
    return [it.pin.reveal() for it in grants if it.pin is not None]


async def test_guests_get_a_pin_for_their_days(home: BookingHome) -> None:
    """In the time of the doors: Amsterdam is an hour ahead of UTC."""
    home.calendar.events = [stay(23, 25)]
    result = await home.form()
    assert result["type"] == "create_entry", result
    grant = home.only()
    assert (grant.name, grant.group) == ("Anna", "Flat")
    assert home.hours(grant) == ("11-23 14:00", "11-25 10:00")
    assert home.house.on_lock("front") == home.house.on_lock("back") == ["Anna"]


async def test_timed_bookings_have_margins(home: BookingHome) -> None:
    """An hour earlier, half an hour longer, as the form says."""
    noon = datetime(2026, NOVEMBER, 24, 12, tzinfo=UTC)
    home.calendar.events = [
        CalendarEvent(start=noon, end=noon + timedelta(hours=2), summary="Course")
    ]
    await home.form()
    assert home.hours(home.only()) == ("11-24 11:00", "11-24 14:30")


async def test_who_is_there_already_gets_in(home: BookingHome) -> None:
    """Set up in the middle of a stay; who has left gets nothing."""
    home.calendar.events = [stay(15, 20, "Left", "l"), stay(20, 23, "Here", "h")]
    await home.form()
    assert home.only().name == "Here"
    assert home.house.on_lock() == ["Here"]


async def test_what_is_no_booking(home: BookingHome) -> None:
    """By its title, without regard to case; and what is too far off to fill locks."""
    far = CalendarEvent(start=date(2027, 2, 1), end=date(2027, 2, 3), summary="Far")
    home.calendar.events = [stay(23, 25, "CLOSED - Not Available"), far]
    await home.form()
    assert home.live == []


@pytest.mark.parametrize("uid", ["a", None])
@pytest.mark.parametrize("last", [24, 28])
async def test_longer_or_shorter_is_the_same_booking(
    home: BookingHome, uid: str | None, last: int
) -> None:
    """The PIN stays, and there is never a second code."""
    home.calendar.events = [stay(23, 26, uid=uid)]
    await home.form()
    before = home.only()
    home.calendar.events = [stay(23, last, uid=uid)]
    await home.look()
    after = home.only()
    assert (after.id, after.pin) == (before.id, before.pin)
    assert home.hours(after) == ("11-23 14:00", f"11-{last} 10:00")
    assert home.house.on_lock() == ["Anna"]


async def test_early_departure_takes_the_code_off(home: BookingHome) -> None:
    """Once the end is in the past, and without waiting for a second look."""
    home.calendar.events = [stay(19, 25)]
    await home.form()
    assert home.house.on_lock() == ["Anna"]
    home.calendar.events = [stay(19, 21)]
    await home.look()
    assert home.house.on_lock() == []


async def test_moved_without_overlap_by_its_id(home: BookingHome) -> None:
    """A calendar that names its events tells that it is the same guest."""
    home.calendar.events = [stay(23, 25)]
    await home.form()
    before = home.only()
    home.calendar.events = [stay(27, 29)]
    await home.look(2)
    assert (home.only().id, home.only().pin) == (before.id, before.pin)
    assert home.hours(home.only()) == ("11-27 14:00", "11-29 10:00")


async def test_cancelled_only_when_it_is_gone_twice(home: BookingHome) -> None:
    """One empty answer ends nobody's stay."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    home.calendar.events = []
    await home.look()
    assert home.house.on_lock() == ["Anna"]
    await home.look()
    assert home.house.on_lock() == []
    assert home.live == []


async def test_an_outage_in_between_counts_from_anew(home: BookingHome) -> None:
    """What is empty around an outage is no proof."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    home.calendar.events = []
    await home.look()
    home.calendar.is_broken = True
    await home.look(4)
    home.calendar.is_broken = False
    await home.look()
    assert home.house.on_lock() == ["Anna"]


async def test_back_again_it_is_as_before(home: BookingHome) -> None:
    """Who was cancelled and is back has the same PIN."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    before = home.only()
    home.calendar.events = []
    await home.look(2)
    assert home.house.on_lock() == []
    home.calendar.events = [stay(20, 25)]
    await home.look()
    assert (home.only().id, home.only().pin) == (before.id, before.pin)
    assert home.house.on_lock() == ["Anna"]


async def test_restarts_change_nothing(home: BookingHome) -> None:
    """Neither PIN nor code, also while the calendar is not there."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    before = home.only()
    await home.house.start_again()
    home.calendar.is_broken = True
    await home.house.start_again()
    await home.look(3)
    assert (home.only().id, home.only().pin) == (before.id, before.pin)
    assert home.house.cloud.calls("codes.add") == 2  # one for each door


async def test_two_guests_at_once(home: BookingHome) -> None:
    """Each has a PIN and a code of their own, also when they are called alike."""
    home.calendar.events = [
        stay(20, 25, "Reserved", "a"),
        stay(24, 27, "Reserved", "b"),
    ]
    await home.form()
    assert [it.name for it in home.live] == ["Reserved", "Reserved 11-24"]
    assert len(set(pins(home.live))) == 2
    home.calendar.events = [stay(24, 27, "Reserved", "b")]
    await home.look(2)
    assert home.house.on_lock() == ["Reserved 11-24"]


async def test_a_person_ended_it(home: BookingHome) -> None:
    """Access that somebody ended by hand does not come back with the next look."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    await home.house.revoke(home.only())
    home.calendar.events = [stay(20, 26)]
    await home.look(2)
    assert home.house.on_lock() == []


async def test_longer_by_hand_lasts(home: BookingHome) -> None:
    """Until the booking itself is changed."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    grant = home.only()
    by_hand = replace(grant.doors[0].schedule, end=datetime(2026, 11, 30, tzinfo=UTC))
    doors = tuple(replace(it, schedule=by_hand) for it in grant.doors)
    await home.house.change(grant, doors=doors)
    await home.look(2)
    assert home.hours(home.only())[1] == "11-30 00:00"


async def test_the_phone_number(home: BookingHome) -> None:
    """Its last four digits, where every lock takes four."""
    four = replace(RULES, lengths=frozenset({4}))
    for lock_id in ("front", "back"):
        change_rules(home.house.cloud, home.house.entry, lock_id, four)
    text = "Phone Number (Last 4 Digits): 8264"
    home.calendar.events = [stay(20, 25, text=text), stay(20, 26, "Bea", "b", text)]
    await home.form(pin_from="phone")
    anna, bea = home.live
    assert pins([anna]) == ["8264"]
    assert pins([bea]) not in ([], ["8264"])


async def test_a_phone_number_that_a_lock_does_not_take(home: BookingHome) -> None:
    """These locks want five digits at least: the PIN is random."""
    home.calendar.events = [stay(20, 25, text="Phone: +31 6 1234 8264")]
    await home.form(pin_from="phone")
    assert len(pins(home.live)[0]) == 6


async def test_a_guest_who_comes_again(home: BookingHome) -> None:
    """Known by the address in the event; others with the same title are not."""
    mail = "anna@example.org"
    home.calendar.events = [stay(20, 22, text=mail)]
    await home.form(pin_from="returning")
    first = pins(home.live)
    await home.house.live(timedelta(days=2), step=timedelta(hours=1))
    assert home.live == []
    home.calendar.events = [stay(24, 26, uid="b", text=mail), stay(26, 28, uid="c")]
    await home.look()
    again, other = sorted(home.live, key=home.hours)
    assert pins([again]) == first != pins([other])


async def test_who_cleans_in_between(home: BookingHome) -> None:
    """From a check-out to the next check-in, gap after gap with the same PIN."""
    home.calendar.events = [
        stay(20, 22),
        stay(23, 25, "Bea", "b"),
        stay(25, 27, "Cleo", "c"),
    ]
    await home.form(cleaner="Rosa")
    (rosa,) = [it for it in home.live if it.name == "Rosa"]
    assert home.hours(rosa) == ("11-22 10:00", "11-23 14:00")
    pin = rosa.pin
    await home.house.live(timedelta(days=2, hours=6), step=timedelta(hours=1))
    rosa = home.house.keeper.grants[rosa.id]
    assert home.hours(rosa) == ("11-25 10:00", "11-25 14:00")
    assert rosa.pin == pin
    assert home.house.on_lock().count("Rosa") == 1


async def test_another_cleaner(home: BookingHome) -> None:
    """Who cleans no more is out."""
    home.calendar.events = [stay(20, 22)]
    await home.form(cleaner="Rosa")
    await home.reconfigure(cleaner="Max")
    assert [it.name for it in home.live] == ["Anna", "Max"]
    await home.reconfigure()
    assert home.house.on_lock() == ["Anna"]


async def test_removing_the_calendar_ends_its_access(home: BookingHome) -> None:
    """And nobody else's."""
    home.calendar.events = [stay(20, 25)]
    await home.form(cleaner="Rosa")
    other = await home.house.give(make_grant(FRONT_DOOR, name="Max"))
    await home.remove()
    assert home.live == [home.house.keeper.grants[other.id]]
    assert home.house.on_lock() == ["Max"]


async def test_removed_while_access_was_not_loaded(home: BookingHome) -> None:
    """It is made up for at the next start."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    entries = home.hass.config_entries
    await entries.async_unload(home.entry_id)
    await home.remove()
    assert home.house.on_lock() == ["Anna"]
    await entries.async_setup(home.entry_id)
    await settle(home.hass)
    assert home.house.on_lock() == []


async def test_changed_rules_follow_at_once(home: BookingHome) -> None:
    """Later check-out, one door less."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    pin = home.only().pin
    await home.reconfigure(check_out_time="13:00:00", doors=["lock.front_door"])
    assert home.hours(home.only()) == ("11-20 14:00", "11-25 12:00")
    assert (home.house.on_lock("front"), home.house.on_lock("back")) == (["Anna"], [])
    assert home.only().pin == pin


async def test_an_account_that_is_away(home: BookingHome) -> None:
    """Changes no hours of anybody, and who arrives later gets their PIN later."""
    home.calendar.events = [stay(20, 25)]
    await home.form()
    hours = home.hours(home.only())
    await home.hass.config_entries.async_unload(home.house.entry.entry_id)
    home.calendar.events = [stay(20, 25), stay(26, 28, "Bea", "b")]
    await home.look(2)
    assert home.hours(home.only()) == hours
    await home.hass.config_entries.async_setup(home.house.entry.entry_id)
    await home.look(2)
    assert [it.name for it in home.live] == ["Anna", "Bea"]


async def test_what_is_checked_before(home: BookingHome) -> None:
    """A seam for those who check: how long before a booking begins."""
    home.calendar.events = [stay(23, 25)]
    await home.form(check_before=["24", "6"])
    desk = async_desk(home.hass)
    assert desk is not None
    spans = (timedelta(hours=24), timedelta(hours=6))
    assert desk.async_check_before(home.only().id) == spans
    assert desk.async_check_before("somebody else") is None


async def test_without_keeping_pins(home: BookingHome, hass: HomeAssistant) -> None:
    """A booking that lasts longer needs no PIN again."""
    choose_for_house(hass, keep_pins=False)
    home.calendar.events = [stay(20, 25)]
    await home.form()
    assert home.only().pin is None
    home.calendar.events = [stay(20, 26)]
    await home.look()
    assert home.hours(home.only())[1] == "11-26 10:00"
    assert home.house.on_lock() == ["Anna"]
    assert home.only().phase is Phase.GRANTED
