"""Loading an account again, and taking it away: no timer, task or listener stays."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.actions.errors import ActionError
from custom_components.cloud_locks.actions.targets import Door
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.command import Operation, Outcome
from custom_components.cloud_locks.model.errors import OutcomeUnknown, VendorError
from tests.fake_cloud import FakeBackend

from .codes import Codes, Storage, draft, until
from .home import (
    activity_reads,
    entity_id,
    live_through,
    pass_time,
    settle,
    state,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def test_reload(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The same entities of the same names, polled once, not twice."""
    await settle(hass)
    before = entity_id(hass, "lock", "lock")
    old = account.runtime_data
    for _ in range(3):
        assert await hass.config_entries.async_reload(account.entry_id)
        await hass.async_block_till_done()
    assert account.runtime_data is not old
    assert old.cloud.closed
    assert entity_id(hass, "lock", "lock") == before
    assert state(hass, "lock", "lock").state == "locked"
    await pass_time(hass, clock, 10)
    start = fake_cloud.calls("states"), fake_cloud.calls("activity")
    await live_through(hass, clock, timedelta(minutes=10))
    assert fake_cloud.calls("states") - start[0] == 20
    assert fake_cloud.calls("activity") - start[1] == pytest.approx(20, abs=2)


async def test_nothing_stays_behind(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After unloading no call is made any more, whatever was planned."""
    account.runtime_data.activity.async_expect("front")
    assert await hass.config_entries.async_unload(account.entry_id)
    before = len(fake_cloud.script.calls)
    await live_through(hass, clock, timedelta(hours=2), step=timedelta(minutes=1))
    assert len(fake_cloud.script.calls) == before


@pytest.mark.parametrize("method", ["codes.list", "codes.add", "activity", "states"])
async def test_unloading_in_the_middle(codes: Codes, method: str) -> None:
    """Whatever is under way ends with the account, and quickly."""
    codes.cloud.hold(method)
    entry, hass = codes.entry, codes.hass
    before = codes.cloud.calls(method)
    job = asyncio.create_task(codes.writer.add("front", draft()))
    codes.clock.tick(timedelta(seconds=60))
    async_fire_time_changed(hass)
    await until(lambda: codes.cloud.calls(method) > before)
    assert await hass.config_entries.async_unload(entry.entry_id)
    (result,) = await asyncio.gather(job, return_exceptions=True)
    assert not isinstance(result, VendorError) or isinstance(result, OutcomeUnknown)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await settle(hass)
    assert state(hass, "lock", "lock").state == "locked"


async def test_command_under_way(codes: Codes) -> None:
    """Its caller learns that the end is not known."""
    codes.cloud.hold("operate")
    coordinator = codes.entry.runtime_data.locks
    job = asyncio.create_task(coordinator.async_operate("front", Operation.UNLOCK))
    await until(lambda: codes.cloud.calls("operate"))
    assert await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    assert (await job).outcome is Outcome.UNKNOWN


async def test_removed(
    hass: HomeAssistant, codes: Codes, hass_storage: Storage
) -> None:
    """The file goes; the codes stay on the locks, where people need them."""
    await codes.writer.add("front", draft())
    key = f"{DOMAIN}.{codes.entry.entry_id}"
    assert key in hass_storage
    await hass.config_entries.async_remove(codes.entry.entry_id)
    await hass.async_block_till_done()
    await live_through(hass, codes.clock, timedelta(minutes=1))
    assert key not in hass_storage
    assert codes.on_lock() == ["Anna"]


async def test_a_command_that_ends_after_unloading(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Its record is expected by nobody; a lock that is gone is not looked at."""
    feed = account.runtime_data.activity
    feed.async_expect("gone")
    await live_through(hass, clock, timedelta(seconds=5), step=timedelta(seconds=1))
    assert activity_reads(fake_cloud, "gone") == 0
    assert await hass.config_entries.async_unload(account.entry_id)
    before = activity_reads(fake_cloud)
    feed.async_expect("front")
    await live_through(hass, clock, timedelta(seconds=5), step=timedelta(seconds=1))
    assert activity_reads(fake_cloud) == before


async def test_an_action_whose_account_is_unloaded(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It is told, and the other locks of the action have their answers."""
    lock = account.runtime_data.locks.lock("front")
    door = Door(entity_id="lock.front", entry=account, lock=lock)
    assert await hass.config_entries.async_unload(account.entry_id)
    with pytest.raises(ActionError):
        _ = door.account
