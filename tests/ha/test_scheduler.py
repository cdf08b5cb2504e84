"""One scheduler per account: within its budget, patient, never for nothing."""

import asyncio
from dataclasses import astuple
from datetime import timedelta
from types import SimpleNamespace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import meter
from custom_components.cloud_locks.const import CONF_BUDGET
from custom_components.cloud_locks.meter import SteadyClock
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    RateLimited,
)
from custom_components.cloud_locks.model.lock import BoltState, LockId
from custom_components.cloud_locks.model.planner import Job, JobKind, Turn
from custom_components.cloud_locks.model.spending import Lane
from custom_components.cloud_locks.scheduler import Work
from tests.fake_cloud import PACE, FakeBackend, make_lock

from .codes import draft
from .home import (
    activity_reads,
    kinds,
    live_through,
    load,
    pass_time,
    reauth_flows,
    record_events,
    settle,
    state,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def made(fake_cloud: FakeBackend) -> int:
    """Return how many calls were made."""
    return len(fake_cloud.script.calls)


async def dismiss(hass: HomeAssistant) -> None:
    """Close the request to sign in again, as people do."""
    for flow in reauth_flows(hass):
        hass.config_entries.flow.async_abort(flow["flow_id"])


@pytest.mark.parametrize(("options", "share"), [({}, 80), ({CONF_BUDGET: 20}, 20)])
async def test_share_of_the_quota(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    options: dict[str, int],
    share: int,
) -> None:
    """A house that could use more takes what it was given, states and codes too."""
    for number in range(60):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    hass.config_entries.async_update_entry(entry, options=options)
    await load(hass, entry)
    await live_through(hass, clock, HOUR, step=timedelta(seconds=15))
    in_first_hour = made(fake_cloud)
    await live_through(hass, clock, HOUR, step=timedelta(seconds=15))
    most = PACE.quota.calls * share / 100
    assert in_first_hour <= most
    assert 0.5 * most < made(fake_cloud) - in_first_hour <= most


async def test_a_bolt_in_a_small_hotel(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It is seen with the next poll, and who it was is told right after."""
    for number in range(48):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    await load(hass, entry)
    await live_through(hass, clock, HOUR, step=timedelta(seconds=10))
    fired = record_events(hass, "access")
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    fake_cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await live_through(hass, clock, timedelta(seconds=32), step=timedelta(seconds=1))
    assert [(it["event_type"], it["who"], it["late"]) for it in fired] == [
        ("unlocked", "Anna", False)
    ]


async def test_a_code_that_is_awaited_in_a_small_hotel(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Somebody stands at the door with it: it does not wait for its turn."""
    for number in range(98):
        fake_cloud.add_lock(make_lock(f"l{number}", f"Room {number}"))
    await load(hass, entry)
    await live_through(hass, clock, HOUR, step=timedelta(seconds=30))
    fake_cloud.queued.add("front")
    await entry.runtime_data.code_writer.add("front", draft())
    fired = record_events(hass, "code")
    fake_cloud.deliver("front")
    await live_through(hass, clock, 3 * MINUTE, step=timedelta(seconds=10))
    assert kinds(fired) == ["active"]


async def test_pause_holds_for_all_and_not_for_commands(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Another program used the calls up: nothing is asked until the cloud allows it."""
    await settle(hass)
    fake_cloud.fail("states", RateLimited(retry_after=1200))
    for method in ("states", "inventory", "activity", "codes.list"):
        fake_cloud.fail(method, RateLimited(retry_after=300), times="always")
    await pass_time(hass, clock, 60)
    before = made(fake_cloud)
    await live_through(hass, clock, timedelta(minutes=19))
    assert made(fake_cloud) == before
    coordinator = account.runtime_data.locks
    result = await coordinator.async_operate("front", Operation.UNLOCK)
    assert result.bolt is BoltState.UNLOCKED
    assert made(fake_cloud) == before + 1
    await live_through(hass, clock, HOUR)
    assert made(fake_cloud) - before <= 14, "one try per pause"
    fake_cloud.heal()
    before = made(fake_cloud)
    await live_through(hass, clock, timedelta(minutes=10))
    assert made(fake_cloud) - before >= 20
    assert state(hass, "lock", "lock").state == "unlocked"


async def test_pause_of_unknown_length(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It grows, up to the period of the quota; one success and all is as before."""
    await settle(hass)
    for method in ("states", "activity", "codes.list", "inventory"):
        fake_cloud.fail(method, RateLimited(), times="always")
    before = made(fake_cloud)
    await live_through(hass, clock, 8 * HOUR)
    # After 1, 2, 4, 8, 16 and 32 minutes, then every hour.
    assert made(fake_cloud) - before == pytest.approx(13, abs=2)
    fake_cloud.heal()
    await live_through(hass, clock, HOUR)
    before = made(fake_cloud)
    await live_through(hass, clock, timedelta(minutes=10))
    assert made(fake_cloud) - before >= 35


async def test_several_that_are_refused_at_once(
    hass: HomeAssistant, account: MockConfigEntry, clock: FrozenDateTimeFactory
) -> None:
    """They are one refusal: the pause does not grow with each of them."""
    await settle(hass)
    scheduler = account.runtime_data.locks.scheduler
    met = asyncio.Barrier(2)

    async def refused(_: LockId) -> None:
        await met.wait()
        raise RateLimited

    scheduler.async_serve(JobKind.SETTINGS, Work(refused, lambda _: None))
    for lock_id in ("front", "back"):
        scheduler.async_plan(JobKind.SETTINGS, lock_id, Turn(0, Lane.CHANGED))
    await settle(hass)
    assert scheduler.facts()["paused_for"] == pytest.approx(60, abs=1)


async def test_in_an_outage_only_the_account_is_asked(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A hundred locks need not be tried to know that the cloud is away."""
    await settle(hass)
    for method in ("states", "inventory"):
        fake_cloud.fail(method, CloudUnreachable(), times="always")
    await live_through(hass, clock, 2 * MINUTE)
    before = activity_reads(fake_cloud), made(fake_cloud)
    await live_through(hass, clock, HOUR)
    assert activity_reads(fake_cloud) == before[0]
    assert made(fake_cloud) - before[1] == pytest.approx(120, abs=1)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.DENIED)
    fake_cloud.heal()
    await live_through(hass, clock, MINUTE)
    assert kinds(fired) == ["denied"]


async def test_dismissed_after_a_mistake_of_the_cloud(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """One wrong 401: the states go on; the rest does when the person says no."""
    await settle(hass)
    fake_cloud.fail("activity", AuthError())
    await pass_time(hass, clock, 60)
    assert len(reauth_flows(hass)) == 1
    before = activity_reads(fake_cloud), fake_cloud.calls("codes.list")
    await live_through(hass, clock, HOUR)
    assert (activity_reads(fake_cloud), fake_cloud.calls("codes.list")) == before
    assert state(hass, "lock", "lock").state == "locked"
    await dismiss(hass)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.DENIED)
    fake_cloud.fail("states", CloudUnreachable())
    await pass_time(hass, clock, 30)
    assert activity_reads(fake_cloud) == before[0], "not before it has answered"
    await live_through(hass, clock, 2 * MINUTE)
    assert kinds(fired) == ["denied"]
    await live_through(hass, clock, HOUR)
    assert fake_cloud.calls("codes.list") > before[1]
    assert reauth_flows(hass) == []


async def test_dismissed_after_the_account_was_refused(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """While a person is asked nothing is sent; afterwards less and less often."""
    await settle(hass)
    fake_cloud.sign_out()
    await pass_time(hass, clock, 30)
    assert state(hass, "lock", "lock").state == "unavailable"
    before = made(fake_cloud)
    await live_through(hass, clock, HOUR)
    assert made(fake_cloud) == before
    for wait in (30, 240):
        await dismiss(hass)
        await live_through(hass, clock, timedelta(seconds=wait))
        assert made(fake_cloud) == before + 1
        assert len(reauth_flows(hass)) == 1, "it was refused again"
        before += 1
    await dismiss(hass)
    fake_cloud.heal()
    await live_through(hass, clock, 59 * MINUTE)
    assert made(fake_cloud) == before
    await live_through(hass, clock, 2 * MINUTE)
    assert state(hass, "lock", "lock").state == "locked"
    reads = activity_reads(fake_cloud)
    await live_through(hass, clock, 5 * MINUTE)
    assert activity_reads(fake_cloud) - reads == pytest.approx(10, abs=1)


async def test_clock_that_is_put_back(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody waits until the time has come again."""
    await live_through(hass, clock, 5 * MINUTE)
    # The time of day alone: timers go by a clock that nobody puts back.
    earlier = SimpleNamespace(utcnow=lambda: dt_util.utcnow() - HOUR)
    monkeypatch.setattr(meter, "dt_util", earlier)
    before = fake_cloud.calls("states")
    await live_through(hass, clock, 10 * MINUTE)
    assert fake_cloud.calls("states") - before == pytest.approx(20, abs=1)


def test_steady_clock(clock: FrozenDateTimeFactory) -> None:
    """It goes on from where it was."""
    steady = SteadyClock()
    first = steady.now()
    clock.tick(10)
    assert steady.now() == first + 10
    clock.tick(-100)
    assert steady.now() == first + 10
    clock.tick(5)
    assert steady.now() == first + 15


async def test_a_mistake_of_ours_leaves_no_lock_unwatched(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It comes to light, and the next turn is as usual."""
    await settle(hass)
    scheduler, job = account.runtime_data.locks.scheduler, Job(JobKind.BOLT, "front")

    async def wrong(_: LockId) -> None:
        raise RuntimeError

    scheduler.async_serve(JobKind.BOLT, Work(wrong, lambda _: Turn(60)))
    scheduler._planner.plan(job, 0, Lane.CHANGED)
    assert scheduler._planner.take(scheduler._clock.now()) == job
    with pytest.raises(RuntimeError):
        await scheduler._do(job)
    assert scheduler.is_wanted(*astuple(job))


async def test_calm_while_news_come_by_themselves(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Then all is asked ten times less often, and at once when they no longer come."""
    await live_through(hass, clock, 5 * MINUTE)
    scheduler = account.runtime_data.locks.scheduler
    scheduler.async_calm(10)
    await live_through(hass, clock, 10 * MINUTE)
    before = fake_cloud.calls("states"), activity_reads(fake_cloud)
    await live_through(hass, clock, HOUR)
    assert fake_cloud.calls("states") - before[0] == pytest.approx(12, abs=1)
    assert activity_reads(fake_cloud) - before[1] == pytest.approx(12, abs=2)
    before = fake_cloud.calls("states"), activity_reads(fake_cloud)
    scheduler.async_calm(1)
    await settle(hass)
    assert fake_cloud.calls("states") == before[0] + 1
    assert activity_reads(fake_cloud) == before[1] + 2
    await live_through(hass, clock, 10 * MINUTE)
    assert fake_cloud.calls("states") - before[0] == pytest.approx(21, abs=1)
