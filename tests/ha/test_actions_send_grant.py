"""The action `send_code` for somebody's access: one PIN, all of its doors."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import Grant, Phase
from custom_components.cloud_locks.model.errors import DuplicateCode, LockOffline
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import RULES

from .acting import BACK, FRONT, PIN, Row, act, all_events, change_rules
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .mailbox import Mailbox, mailbox

ANNA = "notify.anna"
DAY = timedelta(days=1)


@pytest.fixture
async def anna(hass: HomeAssistant) -> Mailbox:
    """Return Anna's mailbox."""
    return await mailbox(hass, "Anna")


async def send(
    hass: HomeAssistant, grant: Grant, locks: str | None = None, **data: Any
) -> dict[str, Row]:
    """Send Anna the PIN of an access."""
    chosen = {"grant_id": grant.id, "recipient": ANNA} | data
    return await act(hass, "send_code", locks, **chosen)


async def refused(
    hass: HomeAssistant, grant: Grant, locks: str | None = None, **data: Any
) -> str:
    """Return the key of the mistake for which nothing is sent."""
    with pytest.raises(ServiceValidationError) as caught:
        await send(hass, grant, locks, **data)
    return str(caught.value.translation_key)


async def test_one_message_for_all_doors(
    hass: HomeAssistant,
    house: House,
    anna: Mailbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In the guest's language, past every event and log; no target is needed."""
    caplog.set_level("DEBUG")
    # It shows what would be in the file.
    caplog.set_level("INFO", logger="pytest_homeassistant_custom_component")
    stay = Schedule.window(None, dt_util.utcnow() + 3 * DAY)
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR, schedule=stay))
    events = all_events(hass)
    caplog.clear()
    rows = await send(hass, grant, language="sv")
    (code,) = house.cloud.codes["front"].values()
    assert rows[FRONT] == {
        "code_id": code.id,
        "status": "sent",
        "recipients": {ANNA: {"status": "sent"}},
    }
    assert rows.keys() == {FRONT, BACK}
    (message,) = anna.messages
    assert message.startswith(f"Din kod till Front door, Back door är {PIN}. ")
    assert message.endswith("Den gäller till 2026-11-24, 04:00.")
    assert events
    assert PIN not in repr([it.as_dict() for it in events]) + repr(rows) + caplog.text


async def test_only_the_locks_of_a_target(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """Others are said to be no part of it."""
    both = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    assert list(await send(hass, both, BACK)) == [BACK]
    assert anna.messages == [f"Your code for Back door is {PIN}."]
    front = await house.give(make_grant(name="Bert", pin="739105"))
    assert await refused(hass, front, BACK) == "not_in_access"


async def test_a_door_that_stays_closed(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It is not in the message, and its row says why."""
    house.cloud.fail("codes.add", DuplicateCode(), lock_id="back")
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    rows = await send(hass, grant, message="{name}: {pin} at {doors}, {start}-{end}")
    assert rows[FRONT]["status"] == "sent"
    assert rows[BACK]["error"] == "pin_in_use"
    assert anna.messages == [f"Anna: {PIN} at Front door, now-further notice"]


async def test_a_code_that_was_used_up(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It opens nothing any more, at that door."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    front, back = grant.doors
    await house.change(grant, doors=(replace(front, spent=True), back))
    rows = await send(hass, grant)
    assert rows[FRONT]["error"] == "grant_over"
    assert rows[BACK]["status"] == "sent"


async def test_a_door_that_was_taken_out(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It is no part of the access any more, also while its code is still there."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    house.cloud.fail("codes.delete", LockOffline(), times="always")
    front, back = grant.doors
    left = (replace(front, leaving=True), back)
    await house.change(grant, doors=left)
    assert list(await send(hass, grant)) == [BACK]
    assert await refused(hass, grant, FRONT) == "not_in_access"
    gone = tuple(replace(it, leaving=True) for it in left)
    await house.change(grant, doors=gone)
    assert await refused(hass, grant) == "grant_over"


async def test_hours_that_are_past(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """At one door; at the other one they go on."""
    soon = Schedule.window(None, dt_util.utcnow() + DAY)
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR, schedule=soon))
    front, back = grant.doors
    longer = replace(back, schedule=Schedule.window(None, soon.start))
    await house.change(grant, doors=(front, longer))
    await house.live(DAY + timedelta(hours=1), step=timedelta(hours=1))
    rows = await send(hass, grant)
    assert rows[FRONT]["error"] == "schedule_past"
    assert rows[BACK]["status"] == "sent"


async def test_an_account_that_is_away(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """Nobody knows what is on its locks."""
    grant = await house.give(make_grant())
    await hass.config_entries.async_unload(house.entry.entry_id)
    assert await refused(hass, grant) == "cloud_unreachable"
    assert anna.messages == []


async def test_nobody_is_let_in(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """What is paused or over opens nothing."""
    grant = await house.give(make_grant())
    await house.change(grant, phase=Phase.PAUSED)
    assert await refused(hass, grant) == "grant_paused"
    await house.revoke(grant)
    assert await refused(hass, grant) == "grant_over"
    assert await refused(hass, replace(grant, id="nobody's")) == "grant_unknown"
    assert anna.messages == []


@pytest.mark.parametrize(
    "other", [{"name": "Anna"}, {"code_id": "1"}, {"dynamic": True}]
)
async def test_one_of_them(
    hass: HomeAssistant, house: House, anna: Mailbox, other: dict[str, Any]
) -> None:
    """A code, or somebody's access."""
    grant = await house.give(make_grant())
    assert await refused(hass, grant, **other) == "grant_or_code"


async def test_without_locks_or_access(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """There is nothing to be sent."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "send_code", None, name="Anna", recipient=ANNA)
    assert caught.value.translation_key == "no_locks_in_target"


async def test_a_pin_that_was_not_kept(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It is read from the lock, where that can be."""
    entry = access.async_get(hass)
    assert entry is not None
    hass.config_entries.async_update_entry(entry, options={"keep_pins": False})
    await hass.async_block_till_done()
    grant = await house.give(make_grant())
    assert grant.pin is None
    await send(hass, grant)
    assert anna.messages == [f"Your code for Front door is {PIN}."]
    rules = replace(RULES, pins_readable=False)
    change_rules(house.cloud, house.entry, "front", rules)
    assert await refused(hass, grant) == "pin_not_readable"
