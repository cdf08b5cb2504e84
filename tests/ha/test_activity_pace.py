"""When activity is read, and how few calls that takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.errors import AuthError, ProtocolError
from custom_components.cloud_locks.model.lock import BoltState, DoorState
from tests.fake_cloud import PACE, FakeBackend, make_lock

from .home import (
    activity_reads,
    kinds,
    live_through,
    load,
    pass_time,
    reauth_flows,
    record_events,
    settle,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

MINUTE = timedelta(minutes=1)


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
    before = activity_reads(fake_cloud, "front")
    fired = record_events(hass, "access")
    fake_cloud.change("front", **changes)
    await account.runtime_data.locks.async_refresh()
    await pass_time(hass, clock, 1)
    assert activity_reads(fake_cloud, "front") == before + 1
    fake_cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, clock, 2)
    assert kinds(fired) == ["unlocked"]
    assert activity_reads(fake_cloud, "front") == before + 2
    await pass_time(hass, clock, 58)
    assert activity_reads(fake_cloud, "front") == before + 2
    assert activity_reads(fake_cloud, "back") == 2, "it has its slow turn and no more"


async def test_record_that_never_comes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After the last try it is left to the slow turn."""
    await settle(hass)
    before = activity_reads(fake_cloud, "front")
    account.runtime_data.activity.async_expect("front")
    await live_through(hass, clock, timedelta(seconds=30), step=timedelta(seconds=1))
    assert activity_reads(fake_cloud, "front") == before + len(PACE.settle)


async def test_look_during_a_slow_look(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It follows as soon as the slow one has ended, keeps its tries, tells all once."""
    await settle(hass)
    fired = record_events(hass, "access")
    gate = fake_cloud.hold("activity", lock_id="front")
    clock.tick(60)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    slow = activity_reads(fake_cloud, "front")
    account.runtime_data.activity.async_expect("front")
    clock.tick(1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert activity_reads(fake_cloud, "front") == slow, "not twice at a time"
    fake_cloud.emit("front", EventType.DENIED)
    gate.set()
    await settle(hass)
    assert activity_reads(fake_cloud, "front") == slow + 1
    assert kinds(fired) == ["denied"]
    await pass_time(hass, clock, 2)
    assert activity_reads(fake_cloud, "front") == slow + 2, "a wrong code moves nothing"
    await pass_time(hass, clock, 57)
    assert activity_reads(fake_cloud, "front") == slow + 2
    await pass_time(hass, clock, 3)
    assert activity_reads(fake_cloud, "front") == slow + 3


async def test_a_slow_lock_holds_up_no_other(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Its read may hang for minutes."""
    await settle(hass)
    gate = fake_cloud.hold("activity", lock_id="front")
    before = activity_reads(fake_cloud, "front"), activity_reads(fake_cloud, "back")
    for _ in range(5):
        clock.tick(60)
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    assert activity_reads(fake_cloud, "front") == before[0] + 1
    assert activity_reads(fake_cloud, "back") == before[1] + 5
    gate.set()
    await settle(hass)


async def test_more_locks_cost_no_more(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Forty doors take no more calls than ten would, and all get their turn."""
    for number in range(38):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    await load(hass, entry)
    assert activity_reads(fake_cloud) <= 10, "the first looks are spread"
    await live_through(hass, clock, timedelta(minutes=20), step=timedelta(seconds=5))
    before = activity_reads(fake_cloud), len(fake_cloud.script.calls)
    await live_through(hass, clock, timedelta(hours=1), step=timedelta(seconds=10))
    limit = 0.8 * PACE.quota.calls
    assert 0.3 * limit < activity_reads(fake_cloud) - before[0] < limit
    assert 0.6 * limit < len(fake_cloud.script.calls) - before[1] < limit
    assert all(activity_reads(fake_cloud, lock_id) > 5 for lock_id in fake_cloud.locks)


async def test_sick_lock_is_asked_slower_and_slower(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Not so slow that ordinary events grow too old; the other is read as usual."""
    await settle(hass)
    fake_cloud.fail("activity", ProtocolError(), times="always", lock_id="front")
    before = activity_reads(fake_cloud, "front"), activity_reads(fake_cloud, "back")
    await live_through(hass, clock, timedelta(hours=1))
    assert activity_reads(fake_cloud, "front") - before[0] == pytest.approx(9, abs=1)
    assert activity_reads(fake_cloud, "back") - before[1] == pytest.approx(60, abs=2)
    fake_cloud.heal()
    await live_through(hass, clock, timedelta(minutes=8))
    before = activity_reads(fake_cloud, "front"), 0
    await live_through(hass, clock, timedelta(minutes=10))
    assert activity_reads(fake_cloud, "front") - before[0] == pytest.approx(10, abs=1)


async def test_polling_switched_off(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Then nothing is asked at rest, and still what follows a command."""
    hass.config_entries.async_update_entry(entry, pref_disable_polling=True)
    await load(hass, entry)
    before = len(fake_cloud.script.calls)
    await live_through(hass, clock, timedelta(hours=1))
    assert len(fake_cloud.script.calls) == before
    entry.runtime_data.activity.async_expect("front")
    await live_through(hass, clock, timedelta(seconds=9), step=timedelta(seconds=1))
    assert activity_reads(fake_cloud, "front") == len(PACE.settle)


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
    before = activity_reads(fake_cloud)
    await live_through(hass, clock, timedelta(minutes=10))
    assert activity_reads(fake_cloud) == before


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
    before = activity_reads(fake_cloud, "front"), activity_reads(fake_cloud, "back")
    await live_through(hass, clock, timedelta(minutes=10))
    assert activity_reads(fake_cloud, "front") == before[0]
    assert activity_reads(fake_cloud, "back") > before[1]
