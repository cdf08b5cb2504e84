"""Reading who came in: each happening once, in order, and with few calls."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.activity import rest_interval
from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from custom_components.cloud_locks.model.cloud import Pace, Quota
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from custom_components.cloud_locks.model.lock import BoltState, DoorState
from tests.fake_cloud import PACE, FakeBackend, make_lock

from .home import kinds, live_through, pass_time, record_events, settle
from .test_init import reauth_flows

pytestmark = pytest.mark.usefixtures("clock", "at_once")

MINUTE = timedelta(minutes=1)


def reads(cloud: FakeBackend, lock_id: str | None = None) -> int:
    """Return how often activity was read."""
    return sum(
        it.method == "activity" and lock_id in {None, it.lock_id}
        for it in cloud.script.calls
    )


async def load(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set the account up and let the first looks happen."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)


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
    assert reads(fake_cloud) == 2
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


@pytest.mark.parametrize(
    "changes",
    [
        {"bolt": BoltState.UNLOCKED},
        {"door": DoorState.OPEN},
        {"bolt_changed_at": datetime(2026, 11, 21, 12, tzinfo=UTC)},
    ],
)
async def test_looks_until_the_record_is_there(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    changes: dict[str, Any],
) -> None:
    """Something moved: the log follows, at some clouds seconds later."""
    await pass_time(hass, clock, 45)
    before = reads(fake_cloud, "front")
    fired = record_events(hass, "access")
    fake_cloud.change("front", **changes)
    await account.runtime_data.locks.async_refresh()
    await pass_time(hass, clock, 1)
    assert reads(fake_cloud, "front") == before + 1
    fake_cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, clock, 2)
    assert kinds(fired) == ["unlocked"]
    assert reads(fake_cloud, "front") == before + 2
    await pass_time(hass, clock, 58)
    assert reads(fake_cloud, "front") == before + 2
    assert reads(fake_cloud, "back") == 2, "it has its slow turn and no more"


async def test_record_that_never_comes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After the last try it is left to the slow turn."""
    await settle(hass)
    before = reads(fake_cloud, "front")
    account.runtime_data.activity.async_expect("front")
    await live_through(hass, clock, timedelta(seconds=30), step=timedelta(seconds=1))
    assert reads(fake_cloud, "front") == before + len(PACE.settle)


async def test_look_during_a_slow_look(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The newer plan stands: it keeps its tries, and nothing is told twice."""
    await settle(hass)
    fired = record_events(hass, "access")
    gate = fake_cloud.hold("activity", lock_id="front")
    clock.tick(60)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    slow = reads(fake_cloud, "front")
    fake_cloud.emit("front", EventType.DENIED)
    account.runtime_data.activity.async_expect("front")
    clock.tick(1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert reads(fake_cloud, "front") == slow + 1
    gate.set()
    await settle(hass)
    assert kinds(fired) == ["denied"]
    await pass_time(hass, clock, 59)
    assert reads(fake_cloud, "front") == slow + 1
    await pass_time(hass, clock, 2)
    assert reads(fake_cloud, "front") == slow + 2


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


async def test_more_locks_cost_no_more(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """At rest forty doors take as many calls as ten would, and all get their turn."""
    for number in range(38):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    await load(hass, entry)
    assert reads(fake_cloud) == 5, "the first looks are spread"
    await live_through(hass, clock, timedelta(minutes=10), step=timedelta(seconds=5))
    before = reads(fake_cloud)
    await live_through(hass, clock, timedelta(hours=1), step=timedelta(seconds=10))
    assert reads(fake_cloud) - before <= 0.4 * PACE.quota.calls + 5
    assert all(reads(fake_cloud, lock_id) > 5 for lock_id in fake_cloud.locks)


@pytest.mark.parametrize(
    ("locks", "seconds"), [(0, 60), (1, 60), (4, 60), (5, 64.3), (28, 360), (280, 3600)]
)
def test_rest_interval(locks: int, seconds: float) -> None:
    """Never faster than it makes sense, never more than 40 % of the quota."""
    assert rest_interval(PACE, locks).total_seconds() == pytest.approx(seconds, 0.01)


def test_rest_interval_of_a_generous_cloud() -> None:
    """A minute is often enough for everybody."""
    pace = Pace(
        states=MINUTE,
        states_floor=MINUTE,
        inventory=MINUTE,
        activity=MINUTE,
        quota=Quota(calls=100_000, period=MINUTE),
    )
    assert rest_interval(pace, 50) == MINUTE


async def test_code_is_named(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Where the log tells only a name, the code is found by it."""
    code = fake_cloud.add_code("front", "Cleaner", "284617")
    await pass_time(hass, clock, 5)
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


async def test_signed_out(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The person is asked, and the key is not tried again."""
    await settle(hass)
    fake_cloud.fail("activity", AuthError(), times="always")
    await pass_time(hass, clock, 60)
    assert len(reauth_flows(hass)) == 1
    before = reads(fake_cloud)
    await live_through(hass, clock, timedelta(minutes=10))
    assert reads(fake_cloud) == before


async def test_lock_that_is_gone(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It is not asked for any more; the other one is."""
    await settle(hass)
    fake_cloud.remove_lock("front")
    await account.runtime_data.locks.async_list_again()
    before = reads(fake_cloud, "front"), reads(fake_cloud, "back")
    await live_through(hass, clock, timedelta(minutes=10))
    assert reads(fake_cloud, "front") == before[0]
    assert reads(fake_cloud, "back") > before[1]


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
