"""Settings that are one of some words."""

from dataclasses import replace

from homeassistant.const import STATE_UNKNOWN, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.settings import (
    LEVELS,
    Setting,
    SettingKey,
)
from tests.fake_cloud import SETTINGS, FakeBackend

from .entities import has_entity, use
from .home import entity_id, state as state_of


async def test_a_choice_shows_and_changes_a_setting(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The words are the lock's."""
    state = state_of(hass, "select", "language")
    assert state.state == "en"
    assert state.attributes["options"] == ["en", "de"]
    assert state.attributes["pending"] is False
    await use(hass, "select", "language", "select_option", option="de")
    assert state_of(hass, "select", "language").state == "de"
    assert fake_cloud.locks["front"].settings[2].value == "de"
    entity = er.async_get(hass).async_get(entity_id(hass, "select", "language"))
    assert entity is not None
    assert entity.entity_category is EntityCategory.CONFIG


async def test_other_words_are_refused(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Nothing is sent."""
    with pytest.raises(ServiceValidationError):
        await use(hass, "select", "language", "select_option", option="fr")
    assert fake_cloud.calls("settings.set") == 0


async def test_volume_in_words(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A choice here, a number at other locks; not known before it was read."""
    loud = Setting(key=SettingKey.VOLUME, value=None, options=LEVELS)
    fake_cloud.change("front", settings=(loud,))
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert state_of(hass, "select", "volume").state == STATE_UNKNOWN
    assert not has_entity(hass, "number", "volume")
    assert not has_entity(hass, "switch", "volume")


async def test_a_choice_that_is_gone_has_no_options(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The entity waits for it to come back."""
    fake_cloud.change("front", settings=SETTINGS[:2])
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()
    assert state_of(hass, "select", "language").state == "unavailable"
    fake_cloud.change("front", settings=(replace(SETTINGS[2], value="de"),))
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()
    assert state_of(hass, "select", "language").state == "de"
