"""Choosing options without going through their forms."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.cloud_locks import access


def choose_for_house(hass: HomeAssistant, **options: Any) -> None:
    """Set options of the Access entry, on top of what was chosen before."""
    entry = access.async_get(hass)
    assert entry is not None
    hass.config_entries.async_update_entry(entry, options={**entry.options, **options})
