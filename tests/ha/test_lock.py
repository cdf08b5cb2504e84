"""The lock entity: what it shows, and what becomes of a command."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.lock import LockEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    snapshot_platform,
)
from syrupy.assertion import SnapshotAssertion

from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.command import (
    Operation,
)
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    Lanes,
    Reachability,
)
from tests.fake_cloud import FakeBackend

from .bolt import begin, operate, shown
from .conftest import SetUp
from .home import pass_time, settle, state, turn

pytestmark = pytest.mark.usefixtures("clock", "at_once")


@pytest.mark.parametrize(
    ("bolt", "expected"),
    [
        (BoltState.LOCKED, "locked"),
        (BoltState.UNLOCKED, "unlocked"),
        (BoltState.LOCKING, "locking"),
        (BoltState.UNLOCKING, "unlocking"),
        (BoltState.OPEN, "open"),
        (BoltState.OPENING, "opening"),
        (BoltState.JAMMED, "jammed"),
        (BoltState.UNKNOWN, "unknown"),
    ],
)
async def test_bolt(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    bolt: BoltState,
    expected: str,
) -> None:
    """Each place of the bolt has a state of its own."""
    fake_cloud.change("front", bolt=bolt)
    await pass_time(hass, clock, 30)
    assert shown(hass) == expected


async def test_what_each_lock_can_do(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Opening is offered where there is a latch; a bolt never told is assumed."""
    fake_cloud.change("back", bolt_reported=False)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    front = state(hass, "lock", "lock").attributes
    back = state(hass, "lock", "lock", "back").attributes
    assert front["supported_features"] == LockEntityFeature.OPEN
    assert back["supported_features"] == 0
    assert "assumed_state" not in front
    assert back["assumed_state"] is True


@pytest.mark.parametrize("error", [None, LockOffline()])
async def test_caller_who_goes_away(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    caplog: pytest.LogCaptureFixture,
    error: VendorError | None,
) -> None:
    """The command goes on; how it failed is in the log."""
    coordinator = account.runtime_data.locks
    gate = fake_cloud.hold("operate")
    task = hass.async_create_task(coordinator.async_operate("front", Operation.UNLOCK))
    await turn()
    task.cancel()
    await turn()
    if error is not None:
        fake_cloud.change("front", reachability=Reachability.OFFLINE)
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert task.cancelled()
    assert shown(hass) == ("unlocked" if error is None else "unavailable")
    assert ("lock_offline" in caplog.text) is (error is not None)


async def test_unloaded_meanwhile(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What became of it cannot be known any more; the caller is not left hanging."""
    await settle(hass)
    fake_cloud.hold("operate")
    task = begin(hass, "unlock")
    await turn()
    assert await hass.config_entries.async_unload(account.entry_id)
    with pytest.raises(HomeAssistantError) as caught:
        await task
    assert caught.value.translation_key == "outcome_unknown"


async def test_two_commands_at_once(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """One after the other; the display follows the one that is still to come."""
    first, second = fake_cloud.hold("operate"), fake_cloud.hold("operate")
    unlock = begin(hass, "unlock")
    await turn()
    lock = begin(hass, "lock")
    await turn()
    assert (shown(hass), fake_cloud.calls("operate")) == ("locking", 1)
    first.set()
    await unlock
    await turn()
    assert (shown(hass), fake_cloud.calls("operate")) == ("locking", 2)
    second.set()
    await lock
    await hass.async_block_till_done()
    assert shown(hass) == "locked"


async def test_other_locks_are_not_held_up(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A door that hangs does not keep the next one shut."""
    gate = fake_cloud.hold("operate", lock_id="front")
    front = begin(hass, "unlock")
    await operate(hass, "unlock", "back")
    assert shown(hass, "back") == "unlocked"
    gate.set()
    await front


async def test_unlock_overtakes_code_jobs(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """At a gateway that carries one message at a time somebody stands at the door."""
    for lock_id in ("front", "back"):
        fake_cloud.change(lock_id, lanes=Lanes.shared("gateway"))
    await account.runtime_data.locks.async_refresh()
    await settle(hass)
    gate = fake_cloud.hold("codes.list")
    book = account.runtime_data.codes
    reads = [hass.async_create_task(book.read(it)) for it in ("front", "back", "front")]
    await turn()
    unlock = begin(hass, "unlock")
    lock = begin(hass, "lock", "back")
    await turn()
    start = len(fake_cloud.script.calls)
    gate.set()
    await asyncio.gather(*reads, unlock, lock)
    methods = [it.method for it in fake_cloud.script.calls[start:]]
    assert methods[:4] == ["operate", "codes.list", "codes.list", "operate"]


async def test_too_late(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """A door that opens when nobody stands there any more would surprise everybody."""
    await settle(hass)
    gate = fake_cloud.hold("operate")
    lock = begin(hass, "lock")
    await turn()
    unlock = begin(hass, "unlock")
    await turn()
    clock.tick(14)
    await turn()
    assert not unlock.done()
    clock.tick(2)
    with pytest.raises(HomeAssistantError) as caught:
        await unlock
    assert caught.value.translation_key == "too_late"
    gate.set()
    await lock
    await operate(hass, "lock")
    assert fake_cloud.calls("operate") == 2


async def test_changed_by(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Who moved the bolt last, from the log; being refused moves nothing."""
    await settle(hass)
    for type_, who in ((EventType.UNLOCKED, "Anna"), (EventType.DENIED, "Eve")):
        fake_cloud.emit("front", type_, method=Method.CODE, who=who)
        await pass_time(hass, clock, 60)
        assert state(hass, "lock", "lock").attributes["changed_by"] == "Anna"
    assert "changed_by" not in state(hass, "lock", "lock", "back").attributes


async def test_all(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    with_only: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """What the two doors are to Home Assistant."""
    entry = await with_only(Platform.LOCK)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)
