"""Settings that are a number."""

from homeassistant.const import STATE_UNKNOWN, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.settings import Setting, SettingKey
from tests.fake_cloud import FakeBackend

from .entities import has_entity, use
from .home import entity_id, state as state_of


async def test_a_number_shows_its_range_and_unit(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Typed into a box: nobody finds 45 seconds on a slider of ten minutes."""
    state = state_of(hass, "number", "auto_lock_delay")
    assert state.state == "60"
    assert (
        state.attributes.items()
        >= {
            "min": 5,
            "max": 600,
            "step": 1,
            "mode": "box",
            "unit_of_measurement": "s",
            "device_class": "duration",
            "pending": False,
        }.items()
    )
    entity = er.async_get(hass).async_get(entity_id(hass, "number", "auto_lock_delay"))
    assert entity is not None
    assert entity.entity_category is EntityCategory.CONFIG


@pytest.mark.parametrize(("typed", "sent"), [(90, 90), (90.0, 90), (90.4, 90)])
async def test_whole_units_are_sent(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    typed: float,
    sent: int,
) -> None:
    """Home Assistant knows floats only; locks know none."""
    await use(hass, "number", "auto_lock_delay", "set_value", value=typed)
    value = fake_cloud.locks["front"].settings[1].value
    assert (value, type(value)) == (sent, int)
    assert state_of(hass, "number", "auto_lock_delay").state == str(sent)


@pytest.mark.parametrize("value", [4, 601])
async def test_beyond_the_range_nothing_is_sent(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    value: int,
) -> None:
    """The range is the lock's."""
    with pytest.raises(ServiceValidationError):
        await use(hass, "number", "auto_lock_delay", "set_value", value=value)
    assert fake_cloud.calls("settings.set") == 0


async def test_volume_without_unit_and_value(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A number here, a choice at other locks; without a minimum it begins at 0."""
    fake_cloud.change(
        "front", settings=(Setting(key=SettingKey.VOLUME, value=None, maximum=5),)
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    state = state_of(hass, "number", "volume")
    assert state.state == STATE_UNKNOWN
    assert (state.attributes["min"], state.attributes["max"]) == (0, 5)
    assert "unit_of_measurement" not in state.attributes
    assert not has_entity(hass, "select", "volume")
    assert not has_entity(hass, "number", "auto_lock_delay")
