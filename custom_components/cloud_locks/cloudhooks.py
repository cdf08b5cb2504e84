"""The address that Home Assistant Cloud gives to a webhook, where somebody has it.

It is reachable from outside although the house is not.
"""

from typing import Final

from homeassistant.core import HomeAssistant

_CLOUD: Final = "cloud"


async def async_cloudhook(hass: HomeAssistant, webhook_id: str) -> str | None:
    """Return the address of a webhook, made when there is none yet; None without."""
    if _CLOUD not in hass.config.components:
        return None
    # Whoever does not use it would otherwise have to install its libraries.
    from homeassistant.components import cloud  # noqa: PLC0415

    if not cloud.async_active_subscription(hass):
        return None
    try:
        return await cloud.async_get_or_create_cloudhook(hass, webhook_id)
    except cloud.CloudNotAvailable:
        return None
