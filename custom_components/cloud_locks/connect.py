"""Making the client of a signed-in account, for its entry and for the sign-in form."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from aiohttp import ClientSession
from homeassistant.core import HomeAssistant
from homeassistant.helpers import instance_id
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.util.hass_dict import HassKey

from .const import CONF_BRAND, CONF_CREDENTIALS, CONF_SIGN_IN, DOMAIN
from .model.cloud import LockCloud
from .vendors import BRANDS, MIDDLEWARES, Connection, RequestRecord

ORIGINS: Final[HassKey[Mapping[str, str]]] = HassKey(f"{DOMAIN}_origins")
"""Real origin → the one to use instead, from YAML; unset before `async_setup` ran."""


def create_session(hass: HomeAssistant, *, auto_cleanup: bool = True) -> ClientSession:
    """Return a session that never sends a request twice.

    Without `auto_cleanup` the caller detaches it when done. With it, one made while an
    entry is set up ends with that entry.
    """
    return async_create_clientsession(
        hass, auto_cleanup=auto_cleanup, middlewares=MIDDLEWARES
    )


async def async_connect(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    *,
    session: ClientSession,
    record: Callable[[RequestRecord], None] = lambda _: None,
) -> LockCloud:
    """Return a client for what an entry keeps (`data`); nothing is sent yet.

    Raises `KeyError` when no vendor has the brand (any more).
    """
    vendor, brand = BRANDS[data[CONF_BRAND]]
    return vendor.connect(
        Connection(
            session=session,
            brand=brand,
            credentials=data[CONF_CREDENTIALS],
            sign_in=data[CONF_SIGN_IN],
            origins=hass.data.get(ORIGINS, {}),
            record=record,
            instance=await instance_id.async_get(hass),
        )
    )
