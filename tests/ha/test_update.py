"""The firmware of a lock."""

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.lock import Firmware, Reachability
from tests.fake_cloud import FakeBackend

from .entities import has_entity, use
from .home import entity_id, state as state_of


async def show(
    hass: HomeAssistant, account: MockConfigEntry, fake: FakeBackend, it: Firmware
) -> tuple[str, str | None]:
    """Let a lock tell its firmware; return the state and the newest version."""
    fake.change("front", firmware=it)
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()
    state = state_of(hass, "update", "firmware")
    return state.state, state.attributes["latest_version"]


@pytest.mark.parametrize(
    ("firmware", "state", "latest"),
    [
        (Firmware(version="2.1", update_available=False), "off", "2.1"),
        (Firmware(version="2.1", update_available=True), "on", "> 2.1"),
        (Firmware(version="2.1", update_available=True, latest="2.2"), "on", "2.2"),
        (Firmware(version="2.1", latest="2.2"), "on", "2.2"),
        (Firmware(version="2.1", latest="2.0"), "off", "2.0"),
        (Firmware(version="2.1", latest="2.1"), "off", "2.1"),
        # The vendor offers what is newer by number only to some locks.
        (Firmware(version="2.1", update_available=False, latest="2.2"), "off", "2.2"),
        (Firmware(version="b", update_available=True, latest="a"), "on", "a"),
        (Firmware(version="2.1"), "unknown", None),
        (Firmware(), "unknown", None),
    ],
)
async def test_what_the_cloud_says(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    firmware: Firmware,
    state: str,
    latest: str | None,
) -> None:
    """A newer version may have no number."""
    assert await show(hass, account, fake_cloud, firmware) == (state, latest)


async def test_nothing_is_installed_from_here(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """A lock that restarts while nobody stands at the door locks somebody out."""
    state = state_of(hass, "update", "firmware")
    assert state.attributes["supported_features"] == 0
    assert state.attributes["device_class"] == "firmware"
    entity = er.async_get(hass).async_get(entity_id(hass, "update", "firmware"))
    assert entity is not None
    assert entity.entity_category is EntityCategory.DIAGNOSTIC


async def test_skipping_holds_for_one_version(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Also where the newer one has no number; the next one is news again."""
    newer = Firmware(version="2.1", update_available=True)
    assert await show(hass, account, fake_cloud, newer) == ("on", "> 2.1")
    await use(hass, "update", "firmware", "skip")
    assert await show(hass, account, fake_cloud, newer) == ("off", "> 2.1")
    newest = Firmware(version="2.2", update_available=True)
    assert await show(hass, account, fake_cloud, newest) == ("on", "> 2.2")


async def test_it_is_known_out_of_reach(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The cloud knows it, not the lock."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()
    assert state_of(hass, "update", "firmware").state == "off"


@pytest.mark.parametrize("firmware", [Firmware(), Firmware(version="2.1")])
async def test_only_where_the_cloud_tells(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    firmware: Firmware,
) -> None:
    """An entity that is never known helps nobody."""
    fake_cloud.change("front", firmware=firmware)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert not has_entity(hass, "update", "firmware")
    assert has_entity(hass, "update", "firmware", "back")
