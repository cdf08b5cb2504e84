"""A cloud that tells one lock's state per call: in turn, and at once after news."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    ProtocolError,
    RateLimited,
)
from custom_components.cloud_locks.model.lock import BoltState, Lock, LockId
from tests.fake_cloud import PACE, FakeBackend, Fault, make_lock

from .home import (
    activity_reads,
    entity_id,
    kinds,
    live_through,
    pass_time,
    record_events,
    settle,
    state,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def fake_cloud(fake_cloud: FakeBackend) -> FakeBackend:
    """Let the cloud tell of one lock at a time."""
    activity = timedelta(minutes=5)
    fake_cloud.pace = replace(PACE, bulk_states=False, activity=activity)
    return fake_cloud


def state_reads(fake_cloud: FakeBackend, lock_id: str) -> int:
    """Return how often the state of a lock was read."""
    calls = fake_cloud.script.calls
    return sum(it.method == "states" and it.lock_id == lock_id for it in calls)


async def test_each_in_its_turn(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """At the pace of the cloud; the listing comes hourly."""
    await settle(hass)
    before = [state_reads(fake_cloud, it) for it in ("front", "back")]
    listings = fake_cloud.calls("inventory")
    await live_through(hass, clock, 2 * HOUR)
    after = [state_reads(fake_cloud, it) for it in ("front", "back")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [240, 240]
    assert fake_cloud.calls("inventory") - listings == 2
    fake_cloud.change("back", bolt=BoltState.UNLOCKED)
    await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock", "back").state == "unlocked"


async def test_locks_come_and_go(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Who is listed has turns, who is not has none."""
    fake_cloud.add_lock(make_lock("shed", "Shed"))
    fake_cloud.remove_lock("back")
    await account.runtime_data.locks.async_list_again()
    before = state_reads(fake_cloud, "back")
    await live_through(hass, clock, 5 * MINUTE)
    assert state_reads(fake_cloud, "shed") >= 10
    assert state_reads(fake_cloud, "back") == before


async def test_lock_that_is_not_answered_for(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After the second time the account is listed anew, which says that it is gone."""
    await settle(hass)
    fired = entity_id(hass, "lock", "lock", "back")
    fake_cloud.remove_lock("back")
    await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock", "back").state == "locked"
    await live_through(hass, clock, MINUTE)
    assert hass.states.get(fired) is None
    assert state(hass, "lock", "lock").state == "locked"


async def test_what_the_log_tells_is_shown_at_once(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The log knows of the bolt before the lock's turn has come; one look is enough."""
    await settle(hass)
    coordinator = account.runtime_data.locks
    coordinator.scheduler.async_calm(100)
    before = state_reads(fake_cloud, "front"), activity_reads(fake_cloud, "front")
    fake_cloud.emit("front", EventType.DENIED)
    account.runtime_data.activity.async_expect("front")
    await pass_time(hass, clock, 1)
    assert state_reads(fake_cloud, "front") == before[0], "nothing has moved"
    await pass_time(hass, clock, 2)
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    fake_cloud.emit("front", EventType.UNLOCKED)
    account.runtime_data.activity.async_expect("front")
    await pass_time(hass, clock, 1)
    assert state(hass, "lock", "lock").state == "unlocked"
    assert state_reads(fake_cloud, "front") == before[0] + 1
    await live_through(hass, clock, MINUTE, step=timedelta(seconds=5))
    assert activity_reads(fake_cloud, "front") == before[1] + 3


async def test_state_without_a_record_is_followed_up(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A bolt that was seen to move has a record that is looked for."""
    await settle(hass)
    fired = record_events(hass, "access")
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    await pass_time(hass, clock, 30)
    fake_cloud.emit("front", EventType.UNLOCKED)
    await pass_time(hass, clock, 1)
    assert kinds(fired) == ["unlocked"]


async def test_outage(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A lock that cannot be read makes the account be asked, and that decides."""
    await live_through(hass, clock, 5 * MINUTE)
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    fake_cloud.fail("inventory", CloudUnreachable(), times="always")
    await live_through(hass, clock, 2 * MINUTE)
    assert state(hass, "lock", "lock").state == "unavailable"
    before = len(fake_cloud.script.calls)
    await live_through(hass, clock, 10 * MINUTE)
    assert len(fake_cloud.script.calls) - before == pytest.approx(20, abs=1)
    fake_cloud.heal()
    await live_through(hass, clock, MINUTE)
    assert state(hass, "lock", "lock").state == "locked"


async def test_one_sick_lock(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It is read seldom; the account and the other lock are in order."""
    await settle(hass)
    fake_cloud.fail("states", ProtocolError(), times="always", lock_id="front")
    before = state_reads(fake_cloud, "front"), state_reads(fake_cloud, "back")
    await live_through(hass, clock, HOUR)
    assert state_reads(fake_cloud, "front") - before[0] < 14
    assert state_reads(fake_cloud, "back") - before[1] >= 115
    assert state(hass, "lock", "lock").state == "locked"
    fake_cloud.remove_lock("front")
    await account.runtime_data.locks.async_list_again()
    await live_through(hass, clock, 20 * MINUTE)
    assert state(hass, "lock", "lock", "back").state == "locked"


async def test_turn_that_began_before_a_command(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It does not put the old bolt back."""
    await settle(hass)
    coordinator = account.runtime_data.locks
    cloud: LockCloud = coordinator.cloud
    states = cloud.states

    async def meanwhile_unlocked(
        known: Mapping[LockId, Lock],
    ) -> Mapping[LockId, Lock]:
        old = await states(known)
        if "front" in known:
            coordinator.async_put(fake_cloud.change("front", bolt=BoltState.UNLOCKED))
        return old

    monkeypatch.setattr(cloud, "states", meanwhile_unlocked)
    await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock").state == "unlocked"


async def test_after_a_pause_one_call_tries(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Not all that has become due meanwhile, after a second pause neither."""
    await settle(hass)
    gate = asyncio.Event()
    fake_cloud.fail("states", RateLimited(retry_after=120), times=2)
    fake_cloud.script.add(Fault(method="states", gate=gate))
    before = len(fake_cloud.script.calls)
    for _ in range(12):
        clock.tick(30)
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    assert len(fake_cloud.script.calls) - before == 3
    gate.set()
    await settle(hass)
    assert len(fake_cloud.script.calls) - before == 6, "now all have their turns"
