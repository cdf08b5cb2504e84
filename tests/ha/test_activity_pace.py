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

from custom_components.cloud_locks.activity import rest_interval
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.cloud import Pace, Quota
from custom_components.cloud_locks.model.errors import AuthError
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
    """The newer plan stands: it keeps its tries, and nothing is told twice."""
    await settle(hass)
    fired = record_events(hass, "access")
    gate = fake_cloud.hold("activity", lock_id="front")
    clock.tick(60)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    slow = activity_reads(fake_cloud, "front")
    fake_cloud.emit("front", EventType.DENIED)
    account.runtime_data.activity.async_expect("front")
    clock.tick(1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert activity_reads(fake_cloud, "front") == slow + 1
    gate.set()
    await settle(hass)
    assert kinds(fired) == ["denied"]
    await pass_time(hass, clock, 59)
    assert activity_reads(fake_cloud, "front") == slow + 1
    await pass_time(hass, clock, 2)
    assert activity_reads(fake_cloud, "front") == slow + 2


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
    assert activity_reads(fake_cloud) == 5, "the first looks are spread"
    await live_through(hass, clock, timedelta(minutes=10), step=timedelta(seconds=5))
    before = activity_reads(fake_cloud)
    await live_through(hass, clock, timedelta(hours=1), step=timedelta(seconds=10))
    assert activity_reads(fake_cloud) - before <= 0.4 * PACE.quota.calls + 5
    assert all(activity_reads(fake_cloud, lock_id) > 5 for lock_id in fake_cloud.locks)


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
