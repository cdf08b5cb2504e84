"""An account with more locks than Home Assistant has room for all of their entities."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import entity

from .home import entity_id, load

ALWAYS = {
    "lock": {"lock"},
    "event": {"access", "alarm", "code", "doorbell"},
    "binary_sensor": {"door", "code_problem"},
    "sensor": {"battery"},
}
"""What each lock shows in the largest house."""


def _enabled(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    registry = er.async_get(hass)
    for it in er.async_entries_for_config_entry(registry, entry.entry_id):
        if ":front:" in it.unique_id and not it.disabled:
            found.setdefault(it.domain, set()).add(it.unique_id.split(":")[-1])
    return found


async def test_settings_are_off_where_there_are_many(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people live by is on, and it is the same in every large house."""
    monkeypatch.setattr(entity, "LARGE_HOUSE", 1)
    await load(hass, entry)
    assert _enabled(hass, entry) == ALWAYS


async def test_settings_are_on_elsewhere(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly at the limit as well."""
    monkeypatch.setattr(entity, "LARGE_HOUSE", 2)
    await load(hass, entry)
    enabled = _enabled(hass, entry)
    assert {"switch", "number", "select", "button", "update"} <= enabled.keys()


async def test_a_house_that_grows_keeps_what_it_has(
    hass: HomeAssistant, account: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's entity goes off because a lock was bought."""
    before = _enabled(hass, account)
    monkeypatch.setattr(entity, "LARGE_HOUSE", 1)
    assert await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()
    assert _enabled(hass, account) == before
    assert hass.states.get(entity_id(hass, "switch", "auto_lock")) is not None


async def test_what_is_switched_off_comes_back_when_it_is_switched_on(
    hass: HomeAssistant, account: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """Although it was not even made meanwhile."""
    caplog.set_level("DEBUG", logger="homeassistant.components.sensor")
    registry, battery = er.async_get(hass), entity_id(hass, "sensor", "battery")
    for disabled_by in (er.RegistryEntryDisabler.USER, None):
        registry.async_update_entity(battery, disabled_by=disabled_by)
        assert await hass.config_entries.async_reload(account.entry_id)
        await hass.async_block_till_done()
        shown = hass.states.get(battery)
        assert (shown is None) is (disabled_by is not None)
    assert "Battery because it's disabled" not in caplog.text
