"""Reading who came in: each happening once, in order, and with few calls."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
)

from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from custom_components.cloud_locks.model.errors import CloudUnreachable
from tests.fake_cloud import FakeBackend

from .home import (
    activity_reads,
    kinds,
    live_through,
    load,
    pass_time,
    record_events,
    settle,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

MINUTE = timedelta(minutes=1)


async def test_first_look_is_silent(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What happened before nobody asked for is no news; what comes then is."""
    fake_cloud.emit("front", EventType.UNLOCKED)
    fake_cloud.emit("front", EventType.TAMPER, stream=Stream.ALARM)
    assert await hass.config_entries.async_setup(entry.entry_id)
    fired, alarms = record_events(hass, "access"), record_events(hass, "alarm")
    await settle(hass)
    assert activity_reads(fake_cloud) == 2
    await pass_time(hass, clock, 60)
    assert (fired, alarms) == ([], [])
    fake_cloud.emit("front", EventType.LOCKED)
    await pass_time(hass, clock, 60)
    assert kinds(fired) == ["locked"]


async def test_empty_log_at_first(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The very first event of a new lock is told."""
    await load(hass, entry)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, clock, 60)
    assert kinds(fired) == ["unlocked"]


async def test_each_once_oldest_first(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Also those of one moment, and one that arrives after a newer one."""
    await settle(hass)
    fired = record_events(hass, "access")
    now = fake_cloud.now()
    fake_cloud.emit("front", EventType.LOCKED, occurred_at=now + 2 * MINUTE)
    fake_cloud.emit("front", EventType.UNLOCKED, occurred_at=now + MINUTE)
    fake_cloud.emit("front", EventType.DOOR_OPENED, occurred_at=now + MINUTE)
    await pass_time(hass, clock, 120)
    assert kinds(fired) == ["unlocked", "door_opened", "locked"]
    fake_cloud.emit("front", EventType.DOOR_CLOSED, occurred_at=now + MINUTE)
    fake_cloud.emit("front", EventType.DENIED, occurred_at=now + 2 * MINUTE)
    for _ in range(3):
        await pass_time(hass, clock, 60)
    assert kinds(fired)[3:] == ["door_closed", "denied"]


async def test_late_and_too_late(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After an outage ordinary events count for 15 minutes, alarms for a day."""
    await settle(hass)
    access, alarm = record_events(hass, "access"), record_events(hass, "alarm")
    fake_cloud.fail("activity", CloudUnreachable(), times="always")
    fake_cloud.emit("front", EventType.DENIED)
    fake_cloud.emit("front", EventType.FORCED, stream=Stream.ALARM)
    await pass_time(hass, clock, 3600)
    fake_cloud.emit("front", EventType.TAMPER, stream=Stream.ALARM)
    await live_through(hass, clock, timedelta(hours=23), step=timedelta(hours=1))
    clock.tick(30 * 60)
    await settle(hass)
    fake_cloud.emit("front", EventType.UNLOCKED)
    clock.tick(timedelta(minutes=14))
    fake_cloud.emit("front", EventType.LOCKED)
    fake_cloud.heal()
    await pass_time(hass, clock, 30)
    assert [(it["event_type"], it["late"]) for it in access] == [
        ("unlocked", True),
        ("locked", False),
    ]
    assert [(it["event_type"], it["late"]) for it in alarm] == [("tamper", True)]


async def test_wrong_code_is_noticed(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It moves nothing, so it is found by the slow turn."""
    await settle(hass)
    fired = record_events(hass, "access")
    fake_cloud.type_pin("front", "999999")
    await pass_time(hass, clock, 60)
    assert [(it["event_type"], it["method"]) for it in fired] == [("denied", "code")]
    assert "999999" not in str(fired)


async def test_code_is_named(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Where the log tells only a name, the code is found by it."""
    code = fake_cloud.add_code("front", "Cleaner", "284617")
    await account.runtime_data.codes.read("front")
    fired = record_events(hass, "access")
    fake_cloud.emit(
        "front",
        EventType.UNLOCKED,
        method=Method.CODE,
        who="Cleaner",
        code_name="Cleaner",
    )
    await pass_time(hass, clock, 60)
    assert [(it["who"], it["code_id"]) for it in fired] == [("Cleaner", code.id)]


async def test_listener_that_leaves_while_being_called(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The others hear of it all the same."""
    feed = account.runtime_data.activity
    heard = []

    def leave(_: object) -> None:
        stop()
        heard.append("first")

    stop = feed.async_listen("front", leave)
    feed.async_listen("front", lambda _: heard.append("second"))
    for _ in range(2):
        feed.async_tell(fake_cloud.emit("front", EventType.LOCKED))
    assert heard == ["first", "second", "second"]
