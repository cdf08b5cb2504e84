"""Buttons that ask now what would be asked later."""

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
)
from custom_components.cloud_locks.model.lock import BoltState, Reachability
from tests.fake_cloud import FakeBackend

from .entities import has_entity, use
from .home import entity_id, state as state_of


@pytest.mark.parametrize("key", ["check_codes", "refresh"])
async def test_they_are_for_looking_after_the_lock(
    hass: HomeAssistant, account: MockConfigEntry, key: str
) -> None:
    """So they stand with the diagnostics."""
    entity = er.async_get(hass).async_get(entity_id(hass, "button", key))
    assert entity is not None
    assert entity.entity_category is EntityCategory.DIAGNOSTIC


async def test_codes_are_read_from_the_lock(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A code that was made in the vendor's app is known at once, with its hours."""
    fake_cloud.add_code("front", "Anna", "284617")
    before = fake_cloud.calls("codes.list")
    await use(hass, "button", "check_codes", "press")
    assert fake_cloud.calls("codes.list") == before + 1
    (code,) = account.runtime_data.codes.known("front")
    assert code.name == "Anna"
    assert code.schedule is not None
    assert code.pin is None


async def test_only_locks_with_codes_have_some_to_check(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The other button is everywhere."""
    lock = fake_cloud.locks["back"]
    fake_cloud.change("back", capabilities=lock.capabilities - {Capability.CODES})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert not has_entity(hass, "button", "check_codes", "back")
    assert has_entity(hass, "button", "refresh", "back")


async def test_state_and_activity_are_read(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Of this lock alone."""
    await hass.async_block_till_done(wait_background_tasks=True)
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    fake_cloud.change("back", bolt=BoltState.UNLOCKED)
    fake_cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await use(hass, "button", "refresh", "press")
    assert state_of(hass, "lock", "lock").state == "unlocked"
    assert state_of(hass, "sensor", "last_access_by").state == "Anna"
    assert state_of(hass, "lock", "lock", "back").state == "locked"


async def test_a_lock_out_of_reach_can_be_looked_at(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """That is when somebody wants to know."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()
    assert state_of(hass, "lock", "lock").state == "unavailable"
    fake_cloud.change("front", reachability=Reachability.ONLINE)
    await use(hass, "button", "refresh", "press")
    assert state_of(hass, "lock", "lock").state == "locked"


async def test_the_state_may_be_silent(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Who came in is told all the same."""
    await hass.async_block_till_done(wait_background_tasks=True)
    fake_cloud.fail("states", CloudUnreachable())
    fake_cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await use(hass, "button", "refresh", "press")
    assert state_of(hass, "sensor", "last_access_by").state == "Anna"


@pytest.mark.parametrize(
    ("key", "method"), [("check_codes", "codes.list"), ("refresh", "activity")]
)
async def test_a_failure_is_explained(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    key: str,
    method: str,
) -> None:
    """Who presses a button wants to hear that it did not work."""
    await hass.async_block_till_done(wait_background_tasks=True)
    fake_cloud.fail(method, LockOffline())
    with pytest.raises(HomeAssistantError) as told:
        await use(hass, "button", key, "press")
    assert told.value.translation_key == "lock_offline"


async def test_a_key_that_was_revoked(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is asked to sign in again."""
    await hass.async_block_till_done(wait_background_tasks=True)
    fake_cloud.fail("activity", AuthError())
    with pytest.raises(HomeAssistantError):
        await use(hass, "button", "refresh", "press")
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
