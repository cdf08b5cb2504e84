"""Who may work with codes and people: administrators, and whom they chose for it.

The one place that decides; actions ask it, and so does whatever else shows codes.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import Unauthorized, UnknownUser

from . import access
from .const import CONF_MANAGERS


async def async_may_manage(hass: HomeAssistant, user_id: str | None) -> bool:
    """Return whether a user may; None is Home Assistant itself, an automation say."""
    if user_id is None:
        return True
    user = await hass.auth.async_get_user(user_id)
    return user is not None and user_may_manage(hass, user)


def user_may_manage(hass: HomeAssistant, user: User) -> bool:
    """Return whether a user may, as of now."""
    chosen = access.options(hass).get(CONF_MANAGERS, ())
    return user.is_admin or (user.is_active and user.id in chosen)


async def async_check_may_manage(hass: HomeAssistant, context: Context) -> None:
    """Raise `Unauthorized` when who stands behind a context may not.

    `UnknownUser`, which is one, when nobody knows them.
    """
    if context.user_id is None:
        return
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    if not user_may_manage(hass, user):
        raise Unauthorized(context=context)


def for_managers[T](
    hass: HomeAssistant,
    handler: Callable[[HomeAssistant, ServiceCall], Coroutine[Any, Any, T]],
) -> Callable[[ServiceCall], Coroutine[Any, Any, T]]:
    """Return a handler of a service that nobody else gets past.

    Core's own way lets administrators pass and nobody whom they chose.
    """

    async def checked(call: ServiceCall) -> T:
        await async_check_may_manage(hass, call.context)
        return await handler(hass, call)

    return checked
