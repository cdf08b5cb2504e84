"""Settings that are on or off."""

from dataclasses import replace

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import number, select, switch
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import LockOffline, NotPermitted
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.settings import Setting, SettingKey
from tests.fake_cloud import SETTINGS, FakeBackend

from .entities import has_entity, use
from .home import entity_id, state as state_of

AUTO_LOCK, *OTHERS = SETTINGS


async def refreshed(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Let the next poll come."""
    await account.runtime_data.locks.async_refresh()
    await hass.async_block_till_done()


def test_every_setting_has_a_row() -> None:
    """A vendor that has one needs no line of code outside of its folder."""
    rows = (*switch.SETTINGS, *number.DURATIONS, number.VOLUME, *select.SETTINGS)
    assert {row.key for row in rows} == {key.value for key in SettingKey}


async def test_a_switch_shows_and_changes_a_setting(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Both ways, once each."""
    state = state_of(hass, "switch", "auto_lock")
    assert (state.state, state.attributes["pending"]) == ("on", False)
    await use(hass, "switch", "auto_lock", "turn_off")
    assert state_of(hass, "switch", "auto_lock").state == "off"
    assert fake_cloud.locks["front"].settings[0].value is False
    await use(hass, "switch", "auto_lock", "turn_on")
    assert state_of(hass, "switch", "auto_lock").state == "on"
    assert fake_cloud.calls("settings.set") == 2


async def test_it_is_about_the_set_up_of_the_lock(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """So it stands beside the other settings and not on every dashboard."""
    entity = er.async_get(hass).async_get(entity_id(hass, "switch", "auto_lock"))
    assert entity is not None
    assert entity.entity_category is EntityCategory.CONFIG


async def test_only_what_a_lock_has(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The plain back door has no settings; one that appears later is added."""
    assert not has_entity(hass, "switch", "auto_lock", "back")
    assert not has_entity(hass, "switch", "beeper")
    assert not has_entity(hass, "switch", "auto_lock_delay")
    fake_cloud.change(
        "front", settings=(*SETTINGS, Setting(key=SettingKey.BEEPER, value=False))
    )
    await refreshed(hass, account)
    assert state_of(hass, "switch", "beeper").state == "off"


async def test_settings_that_may_not_be_changed_are_not_offered(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A guest sees values and could change none."""
    lock = fake_cloud.locks["front"]
    fake_cloud.change("front", capabilities=lock.capabilities - {Capability.SETTINGS})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert not has_entity(hass, "switch", "auto_lock")


async def test_out_of_reach(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """As all else of a lock that cannot be asked; a sleeping one is in order."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    await refreshed(hass, account)
    assert state_of(hass, "switch", "auto_lock").state == STATE_UNAVAILABLE
    fake_cloud.change("front", reachability=Reachability.ASLEEP)
    await refreshed(hass, account)
    assert state_of(hass, "switch", "auto_lock").state == "on"


async def test_a_setting_that_is_not_told_any_more(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Missing it is unavailable, without a value it is unknown."""
    fake_cloud.change("front", settings=tuple(OTHERS))
    await refreshed(hass, account)
    assert state_of(hass, "switch", "auto_lock").state == STATE_UNAVAILABLE
    fake_cloud.change("front", settings=(replace(AUTO_LOCK, value=None), *OTHERS))
    await refreshed(hass, account)
    assert state_of(hass, "switch", "auto_lock").state == STATE_UNKNOWN


@pytest.mark.parametrize(
    ("error", "raised", "key"),
    [
        (LockOffline(), HomeAssistantError, "lock_offline"),
        (NotPermitted(), ServiceValidationError, "not_permitted"),
    ],
)
async def test_a_refusal_is_explained(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: LockOffline | NotPermitted,
    raised: type[HomeAssistantError],
    key: str,
) -> None:
    """The state stays, and nothing is sent again."""
    fake_cloud.fail("settings.set", error)
    with pytest.raises(raised) as refused:
        await use(hass, "switch", "auto_lock", "turn_off")
    assert refused.type is raised
    assert refused.value.translation_key == key
    assert state_of(hass, "switch", "auto_lock").state == "on"
    assert fake_cloud.calls("settings.set") == 1
