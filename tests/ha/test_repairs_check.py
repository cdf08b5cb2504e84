"""What a person can do when somebody may stand before a closed door."""

from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications,
)
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.checking import async_checks
from custom_components.cloud_locks.const import CONF_CONFIRM_CODES
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockBusy,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import Battery, BoltState, Reachability

from .acting import all_events
from .arrivals import MINUTE, found_weak
from .codes import OTHER_PIN
from .grants import House
from .home import settle
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
