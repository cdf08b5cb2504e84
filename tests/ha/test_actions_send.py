"""The action `send_code`: a PIN goes to people and nowhere else."""

import asyncio
from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.actions import recipients
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, PIN, act, act_at_front, all_events
from .mailbox import Mailbox, mailbox

pytestmark = pytest.mark.usefixtures("account")

ANNA = "notify.anna"

BERT = "notify.bert"


@pytest.fixture
async def anna(hass: HomeAssistant) -> Mailbox:
    """Return Anna's mailbox."""
    return await mailbox(hass, "Anna")


@pytest.fixture
async def bert(hass: HomeAssistant) -> Mailbox:
    """Return Bert's mailbox."""
    return await mailbox(hass, "Bert")


@pytest.fixture
def code(fake_cloud: FakeBackend) -> str:
    """Put a code on the front door and return its id."""
    return fake_cloud.add_code("front", "Cleaner", PIN).id


async def key_of_refusal(hass: HomeAssistant, **data: Any) -> str:
    """Return the key of the error for which nothing is sent."""
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "send_code", **{"recipient": ANNA, **data})
    return str(caught.value.translation_key)


async def test_sent(hass: HomeAssistant, code: str, anna: Mailbox) -> None:
    """In a sentence of ours; the answer says to whom, and no digits."""
    for choice in ({"code_id": code}, {"name": "cleaner"}):
        row = await act_at_front(hass, "send_code", recipient=ANNA, **choice)
        assert row == {
            "code_id": code,
            "status": "sent",
            "recipients": {ANNA: {"status": "sent"}},
        }
    assert anna.messages == [f"Your code for Front door is {PIN}."] * 2


async def test_pin_is_on_no_bus_and_in_no_log(
    hass: HomeAssistant, code: str, anna: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    """It goes past every action, event and log."""
    for logger in ("custom_components", "homeassistant", "homeassistant.core"):
        caplog.set_level("DEBUG", logger=logger)
    events = all_events(hass)
    anna.error = HomeAssistantError(f"could not send {PIN}")
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "send_code", code_id=code, recipient=ANNA)
    anna.error = None
    await act(hass, "send_code", code_id=code, recipient=ANNA)
    await hass.async_block_till_done()
    assert any(PIN in message for message in anna.messages)
    assert events
    assert PIN not in repr([event.as_dict() for event in events])
    assert PIN not in str(caught.value)
    assert PIN not in repr(hass.states.async_all())
    assert PIN not in caplog.text
    called = [it.data["domain"] for it in events if it.event_type == "call_service"]
    assert set(called) == {"cloud_locks"}


async def test_one_door_has_no_such_code(
    hass: HomeAssistant, code: str, anna: Mailbox
) -> None:
    """The other door's is sent."""
    rows = await act(hass, "send_code", BOTH, name="Cleaner", recipient=ANNA)
    assert rows[FRONT]["status"] == "sent"
    assert rows[BACK]["error"] == "not_found"
    assert len(anna.messages) == 1


async def test_one_recipient_cannot_be_told(
    hass: HomeAssistant,
    code: str,
    anna: Mailbox,
    bert: Mailbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever went wrong in somebody else's code; the others are told."""
    bert.error = KeyError(PIN)
    row = await act_at_front(hass, "send_code", code_id=code, recipient=[ANNA, BERT])
    assert row["status"] == "partly_sent"
    assert row["recipients"][ANNA] == {"status": "sent"}
    assert row["recipients"][BERT]["error"] == "recipient_failed"
    assert row["recipients"][BERT]["message"].startswith("The message could not")
    assert "notify.bert could not be told a code: KeyError" in caplog.text
    assert PIN not in caplog.text


async def test_nobody_can_be_told(
    hass: HomeAssistant,
    code: str,
    anna: Mailbox,
    bert: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not there, or without an answer: then the action has failed."""
    monkeypatch.setattr(recipients, "_PATIENCE", 0.01)
    anna._attr_available = False
    bert.gate = asyncio.Event()
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "send_code", code_id=code, recipient=[ANNA, BERT])
    assert caught.value.translation_key == "nobody_told"
    assert caught.value.translation_placeholders == {"recipients": f"{ANNA}, {BERT}"}
    told = caught.value.details["recipients"]  # type: ignore[attr-defined]  # our own
    assert told[ANNA]["error"] == "recipient_unavailable"
    assert told[BERT]["error"] == "recipient_failed"


async def test_cancelled_while_sending(
    hass: HomeAssistant, code: str, anna: Mailbox
) -> None:
    """Stopping an automation stops the sending, and is no failure of a recipient."""
    anna.error = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await act(hass, "send_code", code_id=code, recipient=ANNA)


@pytest.mark.parametrize(
    "recipient", ["notify.nobody", "light.hall", [ANNA, "notify.x"]]
)
async def test_recipient_that_is_none(
    hass: HomeAssistant, code: str, anna: Mailbox, recipient: str | list[str]
) -> None:
    """Nobody is told then."""
    key = await key_of_refusal(hass, code_id=code, recipient=recipient)
    assert key == "recipient_unknown"
    assert anna.messages == []


async def test_no_notify_entities_at_all(hass: HomeAssistant, code: str) -> None:
    """A house that notifies nobody."""
    assert await key_of_refusal(hass, code_id=code) == "recipient_unknown"


async def test_group_of_recipients(
    hass: HomeAssistant, code: str, anna: Mailbox, bert: Mailbox
) -> None:
    """Its members are told themselves: the group would use an action."""
    group = MockConfigEntry(
        domain="group",
        title="Family",
        options={
            "group_type": "notify",
            "name": "Family",
            "entities": [ANNA, BERT],
            "hide_members": False,
        },
    )
    group.add_to_hass(hass)
    assert await hass.config_entries.async_setup(group.entry_id)
    await hass.async_block_till_done()
    events = all_events(hass)
    row = await act_at_front(
        hass, "send_code", code_id=code, recipient=["notify.family", ANNA]
    )
    assert set(row["recipients"]) == {ANNA, BERT}
    assert len(anna.messages) == len(bert.messages) == 1
    assert PIN not in repr([event.as_dict() for event in events])


async def test_pin_that_the_cloud_does_not_tell(
    hass: HomeAssistant, fake_cloud: FakeBackend, code: str, anna: Mailbox
) -> None:
    """There is nothing to be sent."""
    fake_cloud.edit_code("front", code, pin=None)
    assert await key_of_refusal(hass, code_id=code) == "pin_not_readable"


async def test_pins_that_the_cloud_never_tells(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    code: str,
    anna: Mailbox,
) -> None:
    """Then it is not even asked."""
    rules = replace(RULES, pins_readable=False)
    account.runtime_data.locks.async_put(fake_cloud.change("front", code_rules=rules))
    assert await key_of_refusal(hass, code_id=code) == "pin_not_readable"
    assert fake_cloud.calls("codes.get") == 0


async def test_code_that_may_not_be_there(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A write whose outcome is open is not sent to anybody."""
    monkeypatch.setattr(
        "custom_components.cloud_locks.codes.settler.SETTLE_DELAYS", (0.0,)
    )
    fake_cloud.fail("codes.add", OutcomeUnknown())
    await act(hass, "add_code", name="Carl", pin=PIN)
    assert await key_of_refusal(hass, name="Carl") == "not_confirmed"


async def test_dynamic_code(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: Mailbox
) -> None:
    """The one that works now; only where there is such a thing."""
    rows = await act(hass, "send_code", BOTH, dynamic=True, recipient=ANNA)
    assert rows[FRONT]["status"] == "sent"
    assert rows[FRONT]["code_id"] is None
    assert rows[BACK]["error"] == "not_supported"
    (message,) = anna.messages
    assert message.startswith("Your code for Front door is 0")
    assert " It works until " in message

    key = await key_of_refusal(hass, dynamic=True, message="Hello {name}")
    assert key == "placeholder_unknown"
    assert await key_of_refusal(hass, dynamic=True, name="X") == "code_or_dynamic"
    assert await key_of_refusal(hass, dynamic=True, code_id="1") == "code_or_dynamic"


async def test_cloud_without_dynamic_codes(
    hass: HomeAssistant, account: MockConfigEntry, anna: Mailbox
) -> None:
    """Whatever the lock says it can do."""
    cloud = account.runtime_data.cloud
    cloud.parts = replace(cloud.parts, **{Part.DYNAMIC_CODES.value: None})
    assert await key_of_refusal(hass, dynamic=True) == "not_supported"
