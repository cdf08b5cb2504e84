"""The form of a booking calendar, and what is said when it goes wrong later."""

from dataclasses import replace
from datetime import date
from typing import Any

from homeassistant.components.calendar import CalendarEvent
from homeassistant.config_entries import ConfigEntryState
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.code_rules import (
    CodeRules,
    PinChooser,
    ScheduleFeature,
)
from tests.fake_cloud import RULES

from .acting import change_rules
from .booking_home import CALENDAR, BookingHome
from .flows import suggested
from .grants import House
from .repairing import ABORT, REPAIRED, only_issue, our_issues, repair

NO_HOURS = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
BY_VENDOR = replace(RULES, pin_chooser=PinChooser.VENDOR)
OTHER_LENGTH = replace(RULES, lengths=frozenset({4}))


@pytest.fixture
async def home(house: House) -> BookingHome:
    """Return a house with a calendar that is empty."""
    home = BookingHome(house)
    await home.begin()
    return home


async def test_what_is_kept(home: BookingHome) -> None:
    """Doors by what survives a new name of their entities."""
    result = await home.form(cleaner=" Rosa ")
    assert result["type"] == "create_entry"
    entry = access.async_get(home.hass)
    assert entry is not None
    subentry = entry.subentries[home.subentry_id]
    assert (subentry.title, subentry.subentry_type) == ("Flat", "booking")
    assert subentry.data["doors"] == [
        {"account": "fake:fake-account", "lock_id": "front"},
        {"account": "fake:fake-account", "lock_id": "back"},
    ]
    assert subentry.data["cleaner"] == "Rosa"
    assert "name" not in subentry.data


async def test_the_form_is_filled_in_with_the_usual(home: BookingHome) -> None:
    """Check-in at three, check-out at eleven, a look every quarter of an hour."""
    flows = home.hass.config_entries.subentries
    form: Any = await flows.async_init(
        (home.entry_id, "booking"), context={"source": "user"}
    )
    shown = suggested(form)
    assert (shown["check_in_time"], shown["check_out_time"]) == ("15:00:00", "11:00:00")
    assert shown["refresh_every"]["minutes"] == 15
    assert shown["check_before"] == ["24", "1"]
    assert shown["pin_from"] == "random"


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": "  "}, "name", "name_blank"),
        ({"calendar": "calendar.gone"}, "calendar", "calendar_unknown"),
        ({"calendar": "calendar.access_schedule"}, "calendar", "calendar_own"),
        ({"ignore": ["("]}, "ignore", "pattern_invalid"),
        ({"ignore": [".*"]}, "ignore", "pattern_ignores_all"),
        ({"refresh_every": {"minutes": 4}}, "refresh_every", "refresh_too_often"),
        ({"doors": []}, "doors", "no_doors"),
        ({"doors": ["lock.other"]}, "doors", "lock_unknown"),
    ],
)
async def test_what_cannot_be(
    home: BookingHome, typed: dict[str, Any], field: str, error: str
) -> None:
    """Each mistake is named at its field, and what was typed stays there."""
    form = await home.form(**typed)
    assert (form["type"], form["errors"]) == ("form", {field: error})
    assert suggested(form)[field] == typed[field]


@pytest.mark.parametrize(
    ("rules", "error"),
    [
        (NO_HOURS, "hours_not_kept"),
        (BY_VENDOR, "pin_chosen_by_vendor"),
        (OTHER_LENGTH, "no_common_pin"),
    ],
)
async def test_locks_that_do_not_suit(
    home: BookingHome, rules: CodeRules, error: str
) -> None:
    """It is said before there is a guest."""
    change_rules(home.house.cloud, home.house.entry, "back", rules)
    form = await home.form()
    assert form["errors"] == {"doors": error}


async def test_a_lock_without_codes(home: BookingHome) -> None:
    """It has no keypad, or one that is not known."""
    lock = home.house.cloud.locks["back"]
    without = home.house.cloud.change(
        "back", capabilities=lock.capabilities - {Capability.CODES}
    )
    home.house.entry.runtime_data.locks.async_put(without)
    form = await home.form()
    assert form["errors"] == {"doors": "no_codes"}


async def test_hours_kept_by_home_assistant(home: BookingHome) -> None:
    """Where a person has said that it may."""
    change_rules(home.house.cloud, home.house.entry, "back", NO_HOURS)
    result = await home.form(allow_home_assistant_schedule=True)
    assert result["type"] == "create_entry"


async def test_one_calendar_for_one_door(home: BookingHome) -> None:
    """Twice would be two codes for each guest; another door is another matter."""
    await home.form(doors=["lock.front_door"])
    form = await home.form(name="Again")
    assert form["errors"] == {"calendar": "calendar_in_use"}
    result = await home.form(name="Shed", doors=["lock.back_door"])
    assert result["type"] == "create_entry"


async def test_changing_it(home: BookingHome) -> None:
    """What was chosen stands there, mistakes are named, and it may keep its doors."""
    await home.form(cleaner="Rosa")
    flows = home.hass.config_entries.subentries
    form: Any = await flows.async_init(
        (home.entry_id, "booking"),
        context={"source": "reconfigure", "subentry_id": home.subentry_id},
    )
    shown = suggested(form)
    assert shown["doors"] == ["lock.front_door", "lock.back_door"]
    assert (shown["name"], shown["cleaner"]) == ("Flat", "Rosa")
    assert (await home.reconfigure(name=""))["errors"] == {"name": "name_blank"}
    result = await home.reconfigure(name="Loft")
    assert (result["type"], result["reason"]) == ("abort", "reconfigure_successful")
    entry = access.async_get(home.hass)
    assert entry is not None
    assert entry.subentries[home.subentry_id].title == "Loft"
    assert "cleaner" not in entry.subentries[home.subentry_id].data
    assert entry.state is ConfigEntryState.LOADED


async def test_accounts_have_no_bookings(home: BookingHome) -> None:
    """They belong to the whole house."""
    assert home.house.entry.supported_subentry_types == {}


async def test_a_calendar_that_cannot_be_read(home: BookingHome) -> None:
    """Once is nothing; then a repair asks, and looks again when told to."""
    await home.form()
    home.calendar.is_broken = True
    await home.look()
    assert our_issues(home.hass) == []
    await home.look()
    issue = only_issue(home.hass, "access_bookings")
    opened = await repair(home.hass, issue)
    assert opened.offered == ["try_again", "leave"]
    assert "The calendar cannot be read" in opened.sentence
    await opened.choose("try_again")
    assert opened.outcome == (ABORT, "still_so")
    opened = await repair(home.hass, issue)
    home.calendar.is_broken = False
    await opened.choose("try_again")
    assert opened.outcome == (REPAIRED, None)
    assert our_issues(home.hass) == []


async def test_access_is_not_loaded(home: BookingHome) -> None:
    """It was unloaded while the message stood there."""
    await home.form()
    home.calendar.is_broken = True
    await home.look(2)
    opened = await repair(home.hass, only_issue(home.hass, "access_bookings"))
    await home.hass.config_entries.async_unload(home.entry_id)
    await opened.choose("try_again")
    assert opened.outcome == (ABORT, "access_not_loaded")


async def test_a_guest_for_whom_there_is_no_pin(home: BookingHome) -> None:
    """The locks suited when the calendar was added, and do no more."""
    await home.form()
    change_rules(home.house.cloud, home.house.entry, "back", OTHER_LENGTH)
    home.calendar.events = [
        CalendarEvent(
            start=date(2026, 11, 23), end=date(2026, 11, 25), summary="Anna", uid="a"
        )
    ]
    await home.look()
    opened = await repair(home.hass, only_issue(home.hass, "access_bookings"))
    assert "PIN" in opened.sentence
    change_rules(home.house.cloud, home.house.entry, "back", RULES)
    await opened.choose("try_again")
    assert opened.outcome == (REPAIRED, None)
    assert home.only().name == "Anna"


async def test_a_calendar_that_vanished(home: BookingHome) -> None:
    """It asks for help; removing the bookings takes that back."""
    await home.form()
    await home.calendar.async_remove()
    assert home.hass.states.get(CALENDAR) is None
    await home.look(2)
    assert our_issues(home.hass)
    await home.remove()
    assert our_issues(home.hass) == []
