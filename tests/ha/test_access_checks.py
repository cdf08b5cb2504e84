"""Before somebody arrives each lock of their access is looked at."""

from datetime import date

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.checking import async_checks
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    DuplicateCode,
)
from custom_components.cloud_locks.model.lock import Battery, Reachability
from custom_components.cloud_locks.model.schedule import Schedule

from .arrivals import DAY, HOUR, MINUTE, SECOND, begun, found_weak, till, told
from .booking_home import BookingHome
from .codes import OTHER_PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .repairing import (
    only_issue,
    our_issues,
)


async def test_all_is_well(hass: HomeAssistant, house: House) -> None:
    """Told a day before and an hour before; each lock was really read."""
    _, start = await begun(house)
    record = house.record()
    await till(house, start - DAY - SECOND)
    assert told(record) == []
    asked = house.cloud.calls("codes.list")
    await till(house, start - DAY)
    assert told(record) == [("check_passed", None)]
    assert house.cloud.calls("codes.list") - asked == 2
    await till(house, start - HOUR)
    assert told(record) == [("check_passed", None)] * 2
    await till(house, start + MINUTE)
    assert len(told(record)) == 2
    state = hass.states.get("event.access_grants")
    assert state is not None
    assert our_issues(hass) == []


async def test_what_is_wrong_is_told_by_lock(hass: HomeAssistant, house: House) -> None:
    """And asked of a person, until it is in order; nobody is asked for that."""
    record = house.record()
    await found_weak(house)
    assert told(record) == [("check_failed", "front")]
    state = hass.states.get("event.access_grants")
    assert state is not None
    assert state.attributes["event_type"] == "check_failed"
    assert state.attributes["lock"] == "lock.front_door"
    assert state.attributes["reason"] == "battery_low"
    issue = only_issue(hass, "access_check_failed")
    words = issue.translation_placeholders
    assert words is not None
    assert (words["who"], words["lock"]) == ("Anna", "Front door")
    assert "Anna" not in issue.issue_id
    house.cloud.change("front", battery=Battery(percent=90, low=False))
    await house.live(7 * MINUTE)
    assert our_issues(hass) == []
    assert len(told(record)) == 1


async def test_a_cloud_that_does_not_answer(house: House) -> None:
    """Nobody knows whether they will get in, at its locks."""
    _, start = await begun(house)
    record = house.record()
    house.cloud.fail("codes.list", CloudUnreachable(), lock_id="back", times="always")
    await till(house, start - DAY)
    assert told(record) == [("check_failed", "back")]
    await house.live(6 * MINUTE)
    only_issue(house.hass, "access_check_failed")
    house.cloud.heal()
    await house.entry.runtime_data.codes.read("back")
    await house.live(6 * MINUTE)
    assert our_issues(house.hass) == []


async def test_many_who_come_at_the_same_time(house: House) -> None:
    """Each lock is read once for all of them."""
    _, start = await begun(house)
    hours = Schedule.window(start, None)
    for name, pin in (("Bert", OTHER_PIN), ("Carl", "528617")):
        at = (FRONT_DOOR, BACK_DOOR)
        await house.give(make_grant(*at, name=name, pin=pin, schedule=hours))
    await till(house, start - DAY - SECOND)
    asked, record = house.cloud.calls("codes.list"), house.record()
    await till(house, start - DAY)
    assert told(record) == [("check_passed", None)] * 3
    assert house.cloud.calls("codes.list") - asked == 2


async def test_an_account_that_is_away(hass: HomeAssistant, house: House) -> None:
    """Not loaded, or removed."""
    _, start = await begun(house)
    record = house.record()
    await hass.config_entries.async_unload(house.entry.entry_id)
    await till(house, start - DAY)
    await hass.config_entries.async_remove(house.entry.entry_id)
    await till(house, start - HOUR)
    both = {("check_failed", "front"), ("check_failed", "back")}
    assert set(told(record)) == both
    assert len(told(record)) == 4
    issues = our_issues(hass, "access_check_failed")
    words = [it.translation_placeholders or {} for it in issues]
    assert len(words) == 2
    assert all("account" in it["reason"] for it in words)


async def test_taken_off_in_the_app(house: House) -> None:
    """The code is looked for on the lock."""
    _, start = await begun(house)
    record = house.record()
    house.cloud.codes["back"].clear()
    await till(house, start - DAY)
    assert ("check_failed", "back") in told(record)
    assert ("check_passed", None) not in told(record)


async def test_one_question_is_enough(hass: HomeAssistant, house: House) -> None:
    """Where access itself failed, its repair is there already."""
    house.cloud.fail("codes.add", DuplicateCode(), lock_id="back")
    _, start = await begun(house)
    record = house.record()
    await till(house, start - DAY)
    assert told(record) == [("check_failed", "back")]
    only_issue(hass, "access_failed")


async def test_what_is_over_is_not_asked_for(hass: HomeAssistant, house: House) -> None:
    """Nor checked again."""
    grant, start = await found_weak(house)
    record = house.record()
    await house.revoke(grant)
    await house.live(6 * MINUTE)
    assert our_issues(hass) == []
    await till(house, start - HOUR)
    assert told(record) == []


async def test_other_hours_are_checked_for(house: House) -> None:
    """When they begin later, it is checked later."""
    grant, start = await begun(house)
    record = house.record()
    later = Schedule.window(start + 3 * DAY, None)
    doors = tuple(
        type(it)(at=it.at, schedule=later, copies=it.copies) for it in grant.doors
    )
    await house.change(grant, doors=doors)
    await till(house, start - DAY)
    assert told(record) == []
    await till(house, start + 2 * DAY)
    assert told(record) == [("check_passed", None)]


async def test_what_is_given_late_is_left_for_the_next_moment(house: House) -> None:
    """It has only just been written, so a check would tell nothing new."""
    hours = Schedule.window(dt_util.utcnow() + 3 * HOUR, None)
    record = house.record()
    await house.give(make_grant(schedule=hours))
    assert told(record) == []
    await till(house, dt_util.utcnow() + 2 * HOUR)
    assert told(record) == [("check_passed", None)]


async def test_a_lock_that_left_its_account(house: House) -> None:
    """It is still somebody's door."""
    _, start = await begun(house)
    record = house.record()
    del house.cloud.locks["back"]
    await house.entry.runtime_data.locks.async_list_again()
    await till(house, start - DAY)
    assert ("check_failed", "back") in told(record)


async def test_bookings_say_themselves_how_long_before(house: House) -> None:
    """With the calendar, also when that is changed later."""
    home = BookingHome(house)
    await home.begin()
    home.calendar.events = [
        CalendarEvent(start=date(2026, 11, 24), end=date(2026, 11, 25), summary="Anna")
    ]
    await home.form(check_before=["1"])
    start = home.only().doors[0].schedule.start
    assert start is not None
    record = house.record()
    await till(house, start - DAY)
    assert told(record) == []
    await till(house, start - HOUR)
    assert told(record) == [("check_passed", None)]


async def test_bookings_may_ask_for_more_later(house: House) -> None:
    """What is chosen anew is known within minutes."""
    home = BookingHome(house)
    await home.begin()
    home.calendar.events = [
        CalendarEvent(start=date(2026, 11, 24), end=date(2026, 11, 25), summary="Anna")
    ]
    await home.form(check_before=["1"])
    await home.reconfigure(check_before=["24", "1"])
    start = home.only().doors[0].schedule.start
    assert start is not None
    record = house.record()
    await house.live(6 * MINUTE)
    await till(house, start - DAY)
    assert told(record) == [("check_passed", None)]


async def test_checked_after_a_restart(hass: HomeAssistant, house: House) -> None:
    """What was missed meanwhile, once everything had a minute to load."""
    _, start = await begun(house)
    access_entry = access.async_get(hass)
    assert access_entry is not None
    await hass.config_entries.async_unload(access_entry.entry_id)
    assert async_checks(hass) is None
    house.cloud.change("front", reachability=Reachability.OFFLINE)
    await till(house, start - 5 * HOUR)
    await hass.config_entries.async_setup(access_entry.entry_id)
    record = house.record()
    await till(house, dt_util.utcnow() + MINUTE)
    assert ("check_failed", "front") in told(record)
    await hass.config_entries.async_remove(access_entry.entry_id)
    assert our_issues(hass, "access_check_failed") == []
