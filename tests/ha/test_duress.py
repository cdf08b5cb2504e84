"""Duress: one hidden entity of the house tells it, and nothing at the door does."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.const import CONF_RECORD_NAMES, DOMAIN
from custom_components.cloud_locks.model.access_event import EventType, Method, Stream
from tests.fake_cloud import FakeBackend

from .home import pass_time, record_events, settle

pytestmark = pytest.mark.usefixtures("clock", "at_once")


def duress(hass: HomeAssistant) -> State:
    """Return the state of the entity."""
    found = er.async_get(hass).async_get_entity_id("event", DOMAIN, "access:duress")
    assert found is not None
    state = hass.states.get(found)
    assert state is not None
    return state


async def test_told_to_the_house_alone(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The ordinary event fires beside it, and no other state knows of it."""
    await settle(hass)
    fired = record_events(hass, "access")
    fake_cloud.emit(
        "front",
        EventType.UNLOCKED,
        method=Method.FINGERPRINT,
        who="Anna",
        duress=True,
    )
    await pass_time(hass, clock, 60)
    told = {
        "event_type": "duress",
        "lock": "lock.front_door",
        "method": "fingerprint",
        "who": "Anna",
        "late": False,
    }
    assert told.items() <= duress(hass).attributes.items()
    assert [it["event_type"] for it in fired] == ["unlocked"]
    for state in hass.states.async_all():
        if state.entity_id != duress(hass).entity_id:
            assert "duress" not in repr((state.state, state.attributes)).lower()


async def test_a_cloud_that_tells_it_apart(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Then the door says nothing of its own."""
    await settle(hass)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.DURESS, stream=Stream.DURESS)
    await pass_time(hass, clock, 60)
    assert duress(hass).attributes["event_type"] == "duress"
    assert fired == []


async def test_it_is_hidden(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """No dashboard that makes itself shows it, and it is of no door's device."""
    await settle(hass)
    entity = er.async_get(hass).async_get(duress(hass).entity_id)
    assert entity is not None
    assert entity.hidden_by is er.RegistryEntryHider.INTEGRATION
    device = dr.async_get(hass).async_get(entity.device_id or "")
    assert device is not None
    assert device.name == "Access"


async def test_late_as_an_alarm(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Hours later somebody still has to look."""
    await settle(hass)
    at = fake_cloud.now() - timedelta(hours=3)
    fake_cloud.emit("front", EventType.DURESS, stream=Stream.DURESS, occurred_at=at)
    await pass_time(hass, clock, 60)
    assert duress(hass).attributes["late"] is True


async def test_names_as_chosen(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After the options loaded Access anew it is still told."""
    await settle(hass)
    house = access.async_get(hass)
    assert house is not None
    hass.config_entries.async_update_entry(house, options={CONF_RECORD_NAMES: "none"})
    assert await hass.config_entries.async_reload(house.entry_id)
    await settle(hass)
    fake_cloud.emit("back", EventType.UNLOCKED, who="Anna", duress=True)
    await pass_time(hass, clock, 60)
    attributes = duress(hass).attributes
    assert attributes["lock"] == "lock.back_door"
    assert "who" not in attributes
