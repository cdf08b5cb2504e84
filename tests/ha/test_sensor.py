"""Sensors: batteries, reachability, who came in last, how many codes open."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    snapshot_platform,
)
from syrupy.assertion import SnapshotAssertion

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.code_parts import Depth
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.lock import Battery, Lanes, Reachability
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import GATEWAY, PACE, FakeBackend

from .conftest import SetUp
from .home import (
    ACCOUNT,
    entity_id,
    live_through,
    pass_time,
    record_states,
    settle,
    state,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

OFF_BY_DEFAULT = {
    "api_budget_used",
    "active_codes",
    "last_access_method",
    "last_contact",
    "reachability",
    "signal_strength",
}


async def test_all(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    with_only: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """Everything that the two doors tell."""
    entry = await with_only(Platform.SENSOR)
    await settle(hass)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)


async def test_off_by_default(
    entity_registry: er.EntityRegistry, account: MockConfigEntry
) -> None:
    """What few people look at is there, and does not fill their history."""
    off = {
        it.unique_id.rpartition(":")[2]
        for it in er.async_entries_for_config_entry(entity_registry, account.entry_id)
        if it.domain == "sensor" and it.disabled
    }
    assert off == OFF_BY_DEFAULT


async def test_what_is_not_told_is_not_there(
    entity_registry: er.EntityRegistry,
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """No percentage, no sensor; it comes when the cloud begins to tell."""
    fake_cloud.change("front", battery=Battery(low=False), keypad_battery=None)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    def there(key: str) -> bool:
        unique_id = f"{ACCOUNT}:front:{key}"
        return bool(entity_registry.async_get_entity_id("sensor", DOMAIN, unique_id))

    assert not there("battery")
    assert not there("keypad_battery")
    fake_cloud.change("front", keypad_battery=Battery(percent=7))
    await pass_time(hass, clock, 30)
    assert state(hass, "sensor", "keypad_battery").state == "7"
    fake_cloud.change("front", keypad_battery=None)
    await pass_time(hass, clock, 30)
    assert state(hass, "sensor", "keypad_battery").state == "unknown"


async def test_told_while_out_of_reach(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A low battery is why a lock is offline: it must not hide then."""
    fake_cloud.change(
        "front", reachability=Reachability.OFFLINE, battery=Battery(percent=3)
    )
    await pass_time(hass, clock, 30)
    assert state(hass, "sensor", "battery").state == "3"


@pytest.mark.parametrize("reachability", Reachability)
async def test_reachability(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    reachability: Reachability,
) -> None:
    """Asleep is not offline."""
    fake_cloud.change("front", reachability=reachability)
    await with_only(Platform.SENSOR)
    assert state(hass, "sensor", "reachability").state == reachability


async def test_who_came_in_last(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Known from the start, then kept up; locking is no coming in."""
    before = fake_cloud.now() - timedelta(hours=2)
    fake_cloud.emit(
        "front", EventType.UNLOCKED, who="Anna", method=Method.CODE, occurred_at=before
    )
    await with_only(Platform.SENSOR)

    def shown() -> tuple[str, ...]:
        keys = ("last_access", "last_access_by", "last_access_method")
        return tuple(state(hass, "sensor", key).state for key in keys)

    await settle(hass)
    assert shown() == (before.isoformat(), "Anna", "code")
    assert state(hass, "sensor", "last_access", "back").state == "unknown"

    fake_cloud.emit("front", EventType.LOCKED, who="Bert")
    fake_cloud.emit("front", EventType.DENIED, who="Eve")
    await pass_time(hass, clock, 60)
    assert shown() == (before.isoformat(), "Anna", "code")

    now = fake_cloud.now()
    fake_cloud.emit("front", EventType.UNLOCKED, who=None, method=Method.INSIDE)
    await pass_time(hass, clock, 60)
    assert shown() == (now.isoformat(), "unknown", "inside")

    fake_cloud.emit(
        "front",
        EventType.UNLOCKED,
        who="Late",
        occurred_at=now - timedelta(minutes=5),
    )
    await pass_time(hass, clock, 60)
    assert shown() == (now.isoformat(), "unknown", "inside")


async def test_active_codes(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Those that open the door at present; it counts as time goes on, too."""
    now = fake_cloud.now()
    fake_cloud.add_code("front", "Anna", "284617")
    later = Schedule.window(now + timedelta(hours=1), now + timedelta(hours=2))
    fake_cloud.add_code("front", "Bert", "739105", schedule=later)
    entry = await with_only(Platform.SENSOR)
    await pass_time(hass, clock, 5)
    await entry.runtime_data.codes.read("front", depth=Depth.SCHEDULES)
    assert state(hass, "sensor", "active_codes").state == "1"
    reads = fake_cloud.calls("codes.list")
    await live_through(hass, clock, timedelta(hours=1))
    assert state(hass, "sensor", "active_codes").state == "2"
    await live_through(hass, clock, timedelta(hours=1))
    assert state(hass, "sensor", "active_codes").state == "1"
    assert fake_cloud.calls("codes.list") <= reads + 2 * 4, "two locks, half-hourly"


async def test_change_writes_little(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What happens at one door writes no state of the other."""
    await with_only(Platform.SENSOR)
    await settle(hass)
    written = [
        record_states(hass, entity_id(hass, "sensor", "battery", of))
        for of in ("front", "back")
    ]
    fake_cloud.change("front", battery=Battery(percent=50))
    fake_cloud.change("back", last_contact=fake_cloud.now())
    await pass_time(hass, clock, 30)
    assert [len(it) for it in written] == [1, 0]
    for fail in (True, True, False):
        if fail:
            fake_cloud.fail("states", CloudUnreachable())
        await pass_time(hass, clock, 30)
    assert [[it.state for it in states] for states in written] == [
        ["50", "unavailable", "50"],
        ["unavailable", "80"],
    ]


async def test_requests_used(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Whoever asks for them; what is an hour ago counts no more."""
    entry = await with_only(Platform.SENSOR)
    await settle(hass)

    def shown() -> int:
        return int(state(hass, "sensor", "api_budget_used", None).state)

    before, calls = shown(), len(fake_cloud.script.calls)
    assert before == round(100 * calls / PACE.quota.calls)
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    for _ in range(70):
        await entry.runtime_data.codes.read("front")
    assert shown() == round(100 * (calls + 70) / PACE.quota.calls)
    await live_through(hass, clock, timedelta(minutes=10))
    assert state(hass, "sensor", "battery").state == "unavailable"
    assert shown() >= 10, "known also while the account does not answer"
    fake_cloud.heal()
    await live_through(hass, clock, timedelta(minutes=62))
    at_rest = PACE.quota.calls * shown() / 100
    assert at_rest == pytest.approx(120 + 2 * 60 + 2 * 2 + 1, rel=0.05)


async def test_contact_alone_is_told_to_who_shows_it(
    hass: HomeAssistant,
    with_only: SetUp,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Each poll of an online lock is one, and nothing else is different."""
    entry = await with_only(Platform.SENSOR)
    await settle(hass)
    called: list[object] = []
    coordinator = entry.runtime_data.locks
    coordinator.async_add_listener(lambda: called.append("front"), "front")
    coordinator.async_add_listener(lambda: called.append(coordinator.changed))
    now = fake_cloud.now()
    fake_cloud.change("front", last_contact=now)
    await pass_time(hass, clock, 30)
    assert state(hass, "sensor", "last_contact").state == now.isoformat()
    assert called == []
    fake_cloud.change("front", last_contact=now, battery=Battery(percent=7))
    await pass_time(hass, clock, 30)
    assert called == [["front"], "front"]


@pytest.mark.usefixtures("account")
async def test_commands_that_wait_for_a_gateway(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """So many of so many are done; at rest nothing waits."""
    queue = account.runtime_data.queue
    lock = fake_cloud.change("front", gateway_id=GATEWAY.id, lanes=Lanes.shared("g"))
    account.runtime_data.locks.async_put(lock)
    gates = [asyncio.Event() for _ in range(3)]
    tasks = [asyncio.create_task(queue.run("g", gate.wait)) for gate in gates]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gates[0].set()
    await tasks[0]
    await asyncio.sleep(0)
    shown = state(hass, "sensor", "waiting", f"gateway:{GATEWAY.id}")
    assert shown.state == "1"
    assert (shown.attributes["done"], shown.attributes["total"]) == (1, 3)
    for gate in gates:
        gate.set()
    await asyncio.gather(*tasks)
    shown = state(hass, "sensor", "waiting", f"gateway:{GATEWAY.id}")
    assert (shown.state, shown.attributes["total"]) == ("0", 0)


async def test_signal_of_a_gateway(
    hass: HomeAssistant, with_only: SetUp, fake_cloud: FakeBackend
) -> None:
    """It is there where the cloud tells it, also when it begins to later."""
    fake_cloud.gateways = (replace(GATEWAY, signal_strength=None),)
    entry = await with_only(Platform.SENSOR)
    unique_id = f"fake:{fake_cloud.account_id}:gateway:{GATEWAY.id}:signal_strength"
    registry = er.async_get(hass)
    assert registry.async_get_entity_id("sensor", DOMAIN, unique_id) is None
    fake_cloud.gateways = (replace(GATEWAY, signal_strength=-61),)
    await entry.runtime_data.locks.async_list_again()
    await hass.async_block_till_done()
    found = registry.async_get_entity_id("sensor", DOMAIN, unique_id)
    assert found is not None
    assert hass.states.get(found).state == "-61"  # type: ignore[union-attr]
    fake_cloud.gateways = ()
    await entry.runtime_data.locks.async_list_again()
    await hass.async_block_till_done()
    assert registry.async_get_entity_id("sensor", DOMAIN, unique_id) is None
