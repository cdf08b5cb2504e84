"""Before somebody arrives each lock of their access is looked at."""

from datetime import datetime, timedelta

from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications,
)
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.checking import async_checks
from custom_components.cloud_locks.access.grant import Grant
from custom_components.cloud_locks.const import CONF_CONFIRM_CODES
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    DuplicateCode,
    LockBusy,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import Battery, BoltState, Reachability
from custom_components.cloud_locks.model.schedule import Schedule

from .acting import all_events
from .codes import OTHER_PIN, PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import pass_time, settle
from .mailbox import mailbox
from .repairing import (
    ABORT,
    FORM,
    MENU,
    REPAIRED,
    Repair,
    only_issue,
    our_issues,
    repair as begin,
)

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def stay(pin: str = PIN) -> Grant:
    """Return an access at both doors from in two days on."""
    hours = Schedule.window(dt_util.utcnow() + 2 * DAY, dt_util.utcnow() + 5 * DAY)
    return make_grant(FRONT_DOOR, BACK_DOOR, schedule=hours, pin=pin)


async def till(house: House, moment: datetime) -> None:
    """Let time pass at once, and what is due then happen."""
    await pass_time(
        house.hass, house.clock, (moment - dt_util.utcnow()).total_seconds()
    )
    await settle(house.hass)


async def begun(house: House) -> tuple[Grant, datetime]:
    """Give access and return it and when it begins."""
    grant = await house.give(stay())
    start = grant.doors[0].schedule.start
    assert start is not None
    return grant, start


def told(record: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return what was told of checks."""
    return [it for it in record if it[0].startswith("check")]


async def found_weak(house: House) -> tuple[Grant, datetime]:
    """Let a check find a weak battery at the front door."""
    grant, start = await begun(house)
    house.cloud.change("front", battery=Battery(low=True))
    await till(house, start - DAY)
    return grant, start


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


def bolt(house: House) -> BoltState:
    """Return where the bolt of the front door really is."""
    return house.cloud.locks["front"].bolt


async def opened(hass: HomeAssistant) -> Repair:
    """Return the flow of the one repair."""
    flow = await begin(hass, only_issue(hass, "access_check_failed"))
    assert flow.outcome == (MENU, "init")
    return flow


async def test_checked_again_by_a_person(hass: HomeAssistant, house: House) -> None:
    """The repair ends when all is well by now."""
    await found_weak(house)
    flow = await opened(hass)
    assert flow.offered == ["try_again", "offline_code", "open_now", "leave"]
    await flow.choose("try_again")
    assert flow.outcome == (ABORT, "still_so")
    assert "battery" in flow.sentence
    house.cloud.change("front", battery=Battery(percent=90))
    flow = await opened(hass)
    await flow.choose("try_again")
    assert flow.outcome[0] is REPAIRED
    assert our_issues(hass) == []


async def test_an_offline_code_is_sent(
    hass: HomeAssistant, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """To the recipient alone; the access goes on with its own code."""
    caplog.set_level("DEBUG")
    box = await mailbox(hass, "Anna")
    grant, _ = await found_weak(house)
    before = house.statuses(grant)
    flow = await opened(hass)
    events = all_events(hass)
    await flow.choose("offline_code")
    assert flow.outcome == (FORM, "offline_code")
    caplog.clear()
    await flow.fill_in(recipient="notify.anna")
    assert flow.outcome == (ABORT, "sent")
    (message,) = box.messages
    digits = message.split(" is ")[1].split(".")[0]
    assert digits.isdecimal()
    assert digits not in repr([it.as_dict() for it in events]) + caplog.text
    await settle(hass)
    assert house.statuses(grant) == before == ["active", "active"]


@pytest.mark.parametrize("trouble", ["cloud", "recipient"])
async def test_an_offline_code_that_cannot_be_sent(
    hass: HomeAssistant, house: House, trouble: str
) -> None:
    """The flow says why."""
    box = await mailbox(hass, "Anna")
    await found_weak(house)
    if trouble == "cloud":
        house.cloud.fail("offline_codes.generate", CloudUnreachable())
    else:
        box.error = KeyError(OTHER_PIN)
    flow = await opened(hass)
    await flow.choose("offline_code")
    await flow.fill_in(recipient="notify.anna")
    assert flow.outcome == (ABORT, "failed")
    assert box.messages == []


async def test_open_for_five_minutes(hass: HomeAssistant, house: House) -> None:
    """Asked once more before; locked again afterwards."""
    await found_weak(house)
    flow = await opened(hass)
    await flow.choose("open_now")
    assert flow.outcome == (FORM, "open_now")
    assert house.cloud.calls("operate") == 0
    await flow.fill_in()
    assert flow.outcome == (ABORT, "opened")
    assert bolt(house) is BoltState.UNLOCKED
    await house.live(4 * MINUTE)
    assert house.cloud.calls("operate") == 1
    await house.live(2 * MINUTE)
    assert bolt(house) is BoltState.LOCKED
    assert house.cloud.calls("operate") == 2


@pytest.mark.parametrize("opens", [True, False])
async def test_opened_and_the_answer_was_lost(
    hass: HomeAssistant, house: House, *, opens: bool
) -> None:
    """It may be open, so it is locked again; what was refused never opened."""
    await found_weak(house)
    flow = await opened(hass)
    await flow.choose("open_now")
    error = OutcomeUnknown() if opens else LockBusy()
    house.cloud.fail("operate", error, times=1)
    await flow.fill_in()
    assert flow.outcome == (ABORT, "failed")
    await house.live(6 * MINUTE)
    assert house.cloud.calls("operate") == 1 + opens


async def test_not_locked_again(hass: HomeAssistant, house: House) -> None:
    """Somebody is told, with the reason."""
    await found_weak(house)
    flow = await opened(hass)
    await flow.choose("open_now")
    await flow.fill_in()
    house.cloud.jammed.add("front")
    await house.live(6 * MINUTE)
    (shown,) = _async_get_or_create_notifications(hass).values()
    assert shown["title"] == "Front door is not locked again"
    assert "jammed" in shown["message"] or "blocked" in shown["message"]


async def test_out_of_reach_before_it_is_opened(
    hass: HomeAssistant, house: House
) -> None:
    """The form was open for a while."""
    await found_weak(house)
    flow = await opened(hass)
    await flow.choose("open_now")
    house.cloud.change("front", reachability=Reachability.OFFLINE)
    await house.live(2 * MINUTE)
    await flow.fill_in()
    assert flow.outcome == (ABORT, "failed")
    assert house.cloud.calls("operate") == 0


async def test_not_offered_where_it_is_not_so(
    hass: HomeAssistant, house: House
) -> None:
    """No offline codes, a confirmation code: these ways are closed."""
    can = house.cloud.locks["front"].capabilities - {Capability.OFFLINE_CODES}
    house.cloud.change("front", capabilities=can)
    codes = {CONF_CONFIRM_CODES: {"front": "a hash"}}
    hass.config_entries.async_update_entry(house.entry, options=codes)
    await found_weak(house)
    flow = await opened(hass)
    assert flow.offered == ["try_again", "leave"]


async def test_solved_meanwhile(hass: HomeAssistant, house: House) -> None:
    """Or Access is gone while the form is open."""
    await found_weak(house)
    flow = await opened(hass)
    house.cloud.change("front", battery=Battery(percent=90))
    issue = only_issue(hass, "access_check_failed")
    await house.live(2 * MINUTE)
    checks = async_checks(hass)
    assert checks is not None
    checks.failed.clear()
    again = await begin(hass, issue)
    assert again.outcome == (ABORT, "solved")
    entry = access.async_get(hass)
    assert entry is not None
    await hass.config_entries.async_unload(entry.entry_id)
    await flow.choose("try_again")
    assert flow.outcome == (ABORT, "access_not_loaded")
