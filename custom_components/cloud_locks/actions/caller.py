"""Who stands behind a call."""

from homeassistant.core import HomeAssistant, ServiceCall

from ..access.changes import UserName


async def caller_of(hass: HomeAssistant, call: ServiceCall) -> UserName | None:
    """Return the name of the user of a call; None for an automation of nobody's."""
    user_id = call.context.user_id
    user = None if user_id is None else await hass.auth.async_get_user(user_id)
    return None if user is None else user.name
