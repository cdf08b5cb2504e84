"""The Access entry makes itself, once, and goes when nothing would be lost."""

import asyncio

from homeassistant.config_entries import (
    SOURCE_SYSTEM,
    ConfigEntry,
    ConfigEntryDisabler,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import CloudUnreachable
from tests.fake_cloud import FakeBackend

from .home import settle, state


def entries(hass: HomeAssistant) -> list[ConfigEntry]:
    """Return all Access entries; there should be at most one."""
    return [it for it in hass.config_entries.async_entries(DOMAIN) if not it.data]


def second_account(hass: HomeAssistant, first: MockConfigEntry) -> MockConfigEntry:
    """Return another account at the same fake cloud."""
    entry = MockConfigEntry(domain=DOMAIN, unique_id="fake:other", data=first.data)
    entry.add_to_hass(hass)
    return entry


async def test_it_makes_itself_with_the_first_account(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Nobody is asked, and it has one device, for its entities."""
    (entry,) = entries(hass)
    assert (entry.unique_id, entry.title, entry.source) == (
        "access",
        "Access",
        SOURCE_SYSTEM,
    )
    assert entry.state is ConfigEntryState.LOADED
    assert hass.config_entries.flow.async_progress() == []
    registry = dr.async_get(hass)
    (device,) = dr.async_entries_for_config_entry(registry, entry.entry_id)
    assert (device.name, device.entry_type) == ("Access", DeviceEntryType.SERVICE)


async def test_an_account_that_cannot_connect_is_one(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What concerns the house does not wait for a cloud."""
    fake_cloud.fail("account", CloudUnreachable(), times="always")
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert len(entries(hass)) == 1


async def test_two_accounts_at_once_make_one(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """However they come."""
    second_account(hass, entry)
    await asyncio.gather(
        async_setup_component(hass, DOMAIN, {}),
        hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_SYSTEM}),
    )
    await settle(hass)
    assert len(entries(hass)) == 1


async def test_asked_for_again_it_is_there_already(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Every start asks."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_SYSTEM}
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"
    assert await hass.config_entries.async_reload(account.entry_id)
    await settle(hass)
    assert len(entries(hass)) == 1


async def test_deleted_by_hand_it_comes_back_with_an_account(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Deleting it takes back what was chosen, no more."""
    await hass.config_entries.async_remove(entries(hass)[0].entry_id)
    assert account.state is ConfigEntryState.LOADED
    assert await hass.config_entries.async_reload(account.entry_id)
    await settle(hass)
    assert len(entries(hass)) == 1


async def test_it_comes_and_goes_without_the_accounts(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Reloading or disabling it touches no lock."""
    (entry,) = entries(hass)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    await settle(hass)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert account.state is ConfigEntryState.LOADED
    assert state(hass, "lock", "lock").state == "locked"
    assert access.async_get(hass) is entry


@pytest.mark.parametrize(("options", "left"), [({}, 0), ({"managers": ["x"]}, 1)])
async def test_it_goes_with_the_last_account_if_nothing_is_lost(
    hass: HomeAssistant,
    account: MockConfigEntry,
    options: dict[str, list[str]],
    left: int,
) -> None:
    """What somebody chose is there again when the account comes back."""
    other = second_account(hass, account)
    await hass.config_entries.async_setup(other.entry_id)
    hass.config_entries.async_update_entry(entries(hass)[0], options=options)
    await hass.config_entries.async_remove(account.entry_id)
    assert len(entries(hass)) == 1
    await hass.config_entries.async_remove(other.entry_id)
    assert len(entries(hass)) == left


async def test_without_accounts_there_is_none(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """An account that was never set up leaves nothing behind."""
    await hass.config_entries.async_remove(entry.entry_id)
    assert entries(hass) == []
    assert dict(access.options(hass)) == {}
