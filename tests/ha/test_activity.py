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
from custom_components.cloud_locks.model.lock import BoltState
from tests.fake_cloud import FakeBackend, make_lock

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


async def test_more_than_a_page_was_missed(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The alarm behind a busy day is found, over a restart too."""
    await settle(hass)
    fake_cloud.emit("front", EventType.LOCKED)
    await pass_time(hass, clock, 60)
    fired = record_events(hass, "alarm")
    for restarted in (False, True):
        if restarted:
            assert await hass.config_entries.async_unload(account.entry_id)
        else:
            fake_cloud.fail("activity", CloudUnreachable(), times="always")
        fake_cloud.emit("front", EventType.FORCED, stream=Stream.ALARM)
        for _ in range(120):
            clock.tick(timedelta(minutes=10))
            fake_cloud.emit("front", EventType.UNLOCKED)
        if restarted:
            assert await hass.config_entries.async_setup(account.entry_id)
        fake_cloud.heal()
        await live_through(hass, clock, timedelta(minutes=10))
        assert kinds(fired) == ["forced"]
        fired.clear()


async def test_full_page_of_a_new_lock(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The first look takes bearings; what is further back is nobody's business."""
    for _ in range(120):
        fake_cloud.emit("front", EventType.UNLOCKED)
    await load(hass, entry)
    assert activity_reads(fake_cloud, "front") == 1


async def test_moved_while_we_were_away(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """In a large house such a lock is read before all those whose turn it is."""
    await settle(hass)
    for number in range(60):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    await account.runtime_data.locks.async_list_again()
    await live_through(hass, clock, timedelta(hours=1))
    assert await hass.config_entries.async_unload(account.entry_id)
    last = f"l{59}"
    moved_at = fake_cloud.now() + MINUTE
    fake_cloud.change(last, bolt=BoltState.UNLOCKED, bolt_changed_at=moved_at)
    clock.tick(120)
    before = activity_reads(fake_cloud), activity_reads(fake_cloud, last)
    fake_cloud.emit(last, EventType.UNLOCKED, occurred_at=moved_at)
    assert await hass.config_entries.async_setup(account.entry_id)
    fired = record_events(hass, "access", last)
    await settle(hass)
    assert kinds(fired) == ["unlocked"]
    assert activity_reads(fake_cloud, last) == before[1] + 1
    assert activity_reads(fake_cloud) - before[0] < 20


@pytest.mark.parametrize(
    ("wait", "age", "told"),
    [
        (0, 170, (True, False)),
        (0, 190, (True, True)),
        (0, 899, (True, True)),
        (0, 901, (False, True)),
        (3600, 890, (True, False)),
        (3600, 910, (True, True)),
        (3600, 7000, (True, True)),
        (3600, 8000, (False, True)),
    ],
)
async def test_what_is_late_where_turns_are_long(
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    wait: float,
    age: float,
    told: tuple[bool, bool],
) -> None:
    """In a large house the slow way is the usual one; old is late all the same."""
    feed = account.runtime_data.activity
    heard: list[object] = []
    account.runtime_data.locks.scheduler._planner.usual_wait = wait
    feed.async_listen("front", heard.append)
    event = fake_cloud.emit("front", EventType.DENIED)
    clock.tick(age)
    feed._tell(event)
    assert (bool(heard), feed.is_late(event)) == told


async def test_records_of_one_moment_come_one_after_another(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Finding the older one is no reason to stop looking for why the bolt moved."""
    await settle(hass)
    fired = record_events(hass, "access")
    now = fake_cloud.now()
    fake_cloud.emit("front", EventType.UNLOCKED, occurred_at=now)
    fake_cloud.change("front", bolt=BoltState.LOCKED, bolt_changed_at=now + MINUTE / 6)
    await account.runtime_data.locks.async_refresh()
    await pass_time(hass, clock, 10)
    assert kinds(fired) == ["unlocked"]
    fake_cloud.emit("front", EventType.LOCKED)
    await pass_time(hass, clock, 2)
    assert kinds(fired) == ["unlocked", "locked"]
