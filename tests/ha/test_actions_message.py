"""The words in which `send_code` tells a PIN."""

from datetime import UTC, datetime, time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

from .acting import BOTH, OTHER_PIN, PIN, act
from .mailbox import Mailbox, mailbox

pytestmark = pytest.mark.usefixtures("account")

ANNA = "notify.anna"


@pytest.fixture
async def anna(hass: HomeAssistant) -> Mailbox:
    """Return Anna's mailbox."""
    return await mailbox(hass, "Anna")


@pytest.fixture
def code(fake_cloud: FakeBackend) -> str:
    """Put a code on the front door and return its id."""
    return fake_cloud.add_code("front", "Cleaner", PIN).id


async def key_of_refusal(hass: HomeAssistant, **data: Any) -> str:
    """Return the key of the error for which nothing is sent."""
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "send_code", **{"recipient": ANNA, **data})
    return str(caught.value.translation_key)


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
                f"Dein Code für Front door ist {PIN}. "  # codespell:ignore ist
                "Er gilt von 01.12.2026, 09:00 bis"
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
    hass.config.language = "fi"
    await act(hass, "send_code", code_id=code, recipient=ANNA)
    assert anna.messages[0].startswith("Your code")


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (
            datetime(2026, 12, 1, 8, tzinfo=UTC),
            None,
            "from 01 December 2026, 09:00.",
        ),
        (
            None,
            datetime(2026, 12, 1, 8, tzinfo=UTC),
            "is 284617. It works until 01 December 2026, 09:00.",
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
        f"{{x}} Cleaner: {PIN} at Front door, now to further notice"
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
