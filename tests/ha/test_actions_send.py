"""The action `send_code`: a PIN goes to people and nowhere else."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any, override

from homeassistant.components.notify import NotifyEntity
from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.actions import recipients
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front, all_events

pytestmark = pytest.mark.usefixtures("account")

ANNA = "notify.anna"
BERT = "notify.bert"


class Mailbox(NotifyEntity):
    """Somebody who can be told something."""

    def __init__(self, name: str) -> None:
        """Start empty."""
        self._attr_unique_id = self._attr_name = name
        self.messages: list[str] = []
        self.error: BaseException | None = None
        self.gate: asyncio.Event | None = None

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Keep a message, or fail with it."""
        if self.gate:
            await self.gate.wait()
        if self.error:
            raise self.error
        self.messages.append(message)


@pytest.fixture
async def anna(hass: HomeAssistant) -> Mailbox:
    """Return Anna's mailbox."""
    return await mailbox(hass, "Anna")


@pytest.fixture
async def bert(hass: HomeAssistant) -> Mailbox:
    """Return Bert's mailbox."""
    return await mailbox(hass, "Bert")


async def mailbox(hass: HomeAssistant, name: str) -> Mailbox:
    """Add a notify entity."""
    assert await async_setup_component(hass, "notify", {})
    box = Mailbox(name)
    await hass.data[DATA_COMPONENT].async_add_entities([box])
    return box


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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                f"Your code for Front door is {PIN}. It works from 01 December 2026,"
                " 09:00 until 04 December 2026, 18:30."
            ),
        ),
        (
            "de",
            (
                f"Dein Code für Front door ist {PIN}. Er gilt von 01.12.2026, 09:00 bis"
                " 04.12.2026, 18:30."
            ),
        ),
    ],
)
async def test_hours_by_the_clock_of_the_home(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: Mailbox,
    language: str,
    text: str,
) -> None:
    """In the language that is asked for, else that of Home Assistant."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    stay = Schedule.window(
        datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 4, 17, 30, tzinfo=UTC)
    )
    fake_cloud.add_code("front", "Guest", PIN, stay)
    chosen: dict[str, Any] = {"name": "Guest", "recipient": ANNA}
    await act(hass, "send_code", language=language, **chosen)
    hass.config.language = f"{language}-XX"
    await act(hass, "send_code", **chosen)
    assert anna.messages == [text, text]


async def test_language_that_we_do_not_have(
    hass: HomeAssistant, code: str, anna: Mailbox
) -> None:
    """English is what most can read."""
    hass.config.language = "nl"
    await act(hass, "send_code", code_id=code, recipient=ANNA)
    assert anna.messages[0].startswith("Your code")


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (
            datetime(2026, 12, 1, 8, tzinfo=UTC),
            None,
            "from 01 December 2026, 09:00 until further notice.",
        ),
        (
            None,
            datetime(2026, 12, 1, 8, tzinfo=UTC),
            "from now on until 01 December 2026, 09:00.",
        ),
    ],
)
async def test_open_ended(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: Mailbox,
    start: datetime | None,
    end: datetime | None,
    text: str,
) -> None:
    """No date where there is none."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    fake_cloud.add_code("front", "Guest", PIN, Schedule.window(start, end))
    await act(hass, "send_code", name="Guest", recipient=ANNA)
    assert anna.messages[0].endswith(text)


async def test_words_of_the_caller(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: Mailbox
) -> None:
    """With every placeholder, and braces that are none."""
    hours = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")
    fake_cloud.add_code("front", "Cleaner", PIN, hours)
    await act(
        hass,
        "send_code",
        name="Cleaner",
        recipient=ANNA,
        message="{{x}} {name}: {pin} at {doors}, {start} to {end}",
    )
    assert anna.messages == [
        f"{{x}} Cleaner: {PIN} at Front door, now on to further notice"
    ]


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ("Hello {nobody}", "placeholder_unknown"),
        ("Hello {}", "placeholder_unknown"),
        ("Hello {0}", "placeholder_unknown"),
        ("{pin.__class__}", "placeholder_unknown"),
        ("{pin[0]}", "placeholder_unknown"),
        ("{pin!r}", "placeholder_unknown"),
        ("{pin:>20}", "placeholder_unknown"),
        ("{pin", "placeholder_braces"),
        ("pin}", "placeholder_braces"),
    ],
)
async def test_words_that_cannot_be_filled(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    code: str,
    anna: Mailbox,
    message: str,
    key: str,
) -> None:
    """Found before anything is read or sent."""
    asked = fake_cloud.calls("codes.list")
    assert await key_of_refusal(hass, code_id=code, message=message) == key
    assert anna.messages == []
    assert fake_cloud.calls("codes.list") == asked


async def test_same_code_at_several_doors_is_one_message(
    hass: HomeAssistant, fake_cloud: FakeBackend, code: str, anna: Mailbox
) -> None:
    """Another PIN is another message."""
    fake_cloud.add_code("back", "Cleaner", PIN)
    await act(hass, "send_code", BOTH, name="Cleaner", recipient=ANNA)
    assert anna.messages == [f"Your code for Back door, Front door is {PIN}."]
    anna.messages.clear()
    fake_cloud.codes["back"].clear()
    fake_cloud.add_code("back", "Cleaner", OTHER_PIN)
    rows = await act(hass, "send_code", BOTH, name="Cleaner", recipient=ANNA)
    assert anna.messages == [
        f"Your code for Back door is {OTHER_PIN}.",
        f"Your code for Front door is {PIN}.",
    ]
    assert {row["status"] for row in rows.values()} == {"sent"}


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
    assert " from now on until " in message

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
