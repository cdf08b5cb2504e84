"""The action `get_activity`."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.actions import read
from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from custom_components.cloud_locks.model.errors import CloudUnreachable
from tests.fake_cloud import FakeBackend

from .acting import PIN, act, act_at_front

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)

ALL_LISTED = 200


@pytest.fixture(autouse=True)
async def _noon_in_berlin(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOW)


async def test_activity(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Oldest first, with who, when and how."""
    fake_cloud.add_code("front", "Anna", PIN)
    await act_at_front(hass, "get_codes")
    fake_cloud.type_pin("front", PIN)
    fake_cloud.emit(
        "front",
        EventType.TAMPER,
        stream=Stream.ALARM,
        method=Method.UNKNOWN,
        failed_attempts=3,
        occurred_at=NOW + timedelta(seconds=5),
    )
    answer = await act_at_front(hass, "get_activity")
    assert json.loads(json.dumps(answer)) == answer
    assert answer["events"] == [
        {
            "event_id": "event-2",
            "stream": "access",
            "type": "unlocked",
            "method": "code",
            "who": "Anna",
            "person": None,
            "grant_id": None,
            "code_id": "code-1",
            "credential_type": None,
            "occurred_at": "2026-11-21T11:00:00+01:00",
            "failed_attempts": None,
            "unlatched": False,
        },
        {
            "event_id": "event-3",
            "stream": "alarm",
            "type": "tamper",
            "method": "unknown",
            "who": None,
            "person": None,
            "grant_id": None,
            "code_id": None,
            "credential_type": None,
            "occurred_at": "2026-11-21T11:00:05+01:00",
            "failed_attempts": 3,
            "unlatched": False,
        },
    ]


@pytest.fixture
def log(fake_cloud: FakeBackend, account: MockConfigEntry) -> list[str]:
    """Let something happen each minute of some hours; ids, oldest first."""
    return [
        fake_cloud.emit(
            "front",
            EventType.LOCKED,
            occurred_at=NOW - timedelta(minutes=ALL_LISTED - number),
        ).id
        for number in range(ALL_LISTED)
    ]


async def ids(hass: HomeAssistant, **data: Any) -> list[str]:
    """Return the ids of the events that an answer holds."""
    row = await act_at_front(hass, "get_activity", **data)
    return [event["event_id"] for event in row["events"]]


async def test_activity_is_limited(hass: HomeAssistant, log: list[str]) -> None:
    """The newest fifty, or as many as asked for."""
    assert await ids(hass) == log[-50:]
    assert await ids(hass, limit=3) == log[-3:]
    assert await ids(hass, limit=ALL_LISTED + 1) == log


async def test_activity_of_a_stretch_of_time(
    hass: HomeAssistant, log: list[str], fake_cloud: FakeBackend
) -> None:
    """From the start on, and before the end, however far that lies back."""
    assert await ids(hass, start_datetime="2026-11-21 10:57:00") == log[-3:]
    between = {
        "start_datetime": "2026-11-21 08:00",
        "end_datetime": "2026-11-21 08:30",
    }
    first = log.index(log[ALL_LISTED - 180])
    assert await ids(hass, **between) == log[first : first + 30]
    assert await ids(hass, **between, limit=2) == log[first + 28 : first + 30]
    before = fake_cloud.calls("activity")
    assert await ids(hass, end_datetime="2026-11-21 07:39:00") == []
    # Fifty, two hundred, and then as many as there are.
    assert fake_cloud.calls("activity") - before == 3


async def test_reading_back_has_an_end(
    hass: HomeAssistant,
    log: list[str],
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many events lie after the end, so many calls are not made."""
    monkeypatch.setattr(read, "_MOST_EVENTS", 100)
    before = fake_cloud.calls("activity")
    assert await ids(hass, end_datetime="2026-11-21 09:00") == []
    assert fake_cloud.calls("activity") - before == 2


async def test_hour_that_the_clock_shows_twice(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Both of them are meant, from the first to the last."""
    twice = [
        fake_cloud.emit(
            "front",
            EventType.LOCKED,
            occurred_at=datetime(2026, 10, 25, hour, 15, tzinfo=UTC),
        ).id
        for hour in (0, 1)
    ]
    hour = {
        "start_datetime": "2026-10-25 02:00",
        "end_datetime": "2026-10-25 02:30",
    }
    assert await ids(hass, **hour) == twice


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (
            {"start_datetime": "2026-11-21 10:00", "end_datetime": "2026-11-21 10:00"},
            "end_before_start",
        ),
        ({"start_datetime": "yesterday"}, "date_time_invalid"),
        ({"end_datetime": 1796083200}, "time_not_text"),
    ],
)
async def test_stretch_that_cannot_be(
    hass: HomeAssistant, account: MockConfigEntry, data: dict[str, Any], key: str
) -> None:
    """The same sentences as for schedules."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "get_activity", **data)
    assert caught.value.translation_key == key


async def test_activity_that_cannot_be_read(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """It is no empty list."""
    fake_cloud.fail("activity", CloudUnreachable(), times="always")
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "get_activity")
    assert caught.value.translation_key == "cloud_unreachable"
