"""The address that Home Assistant Cloud gives to a webhook, where somebody has it.

It is reachable from outside although the house is not.
"""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_loaded_integration

_CLOUD: Final = "cloud"


async def async_cloudhook(hass: HomeAssistant, webhook_id: str) -> str | None:
    """Return the address of a webhook, made when there is none yet; None without."""
    if _CLOUD not in hass.config.components:
        return None
    # Taken where it is loaded: who depends on it has its libraries installed, and those
    # of everything that it works with, at every house.
    cloud: Any = async_get_loaded_integration(hass, _CLOUD).get_component()
    if not cloud.async_active_subscription(hass):
        return None
    try:
        hook: str = await cloud.async_get_or_create_cloudhook(hass, webhook_id)
    except cloud.CloudNotAvailable:
        return None
    return hook
