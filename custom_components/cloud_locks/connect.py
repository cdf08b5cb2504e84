"""Making the client of a signed-in account, for its entry and for the sign-in form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import ClientSession
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import instance_id
from homeassistant.util.hass_dict import HassKey

from .const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_PIN_LENGTHS,
    CONF_SIGN_IN,
    DOMAIN,
    LOGGER,
)
from .linked import LinkedEntry
from .model.cloud import Account, Inventory, LockCloud
from .model.errors import NotPermitted, VendorError
from .model.reason import Reason
from .model.sign_in import Brand, CredentialKey, LinkSignIn
from .session import create_session
from .tokens import SignInTokens
from .vendors import BRANDS, Connection, RequestRecord, TokenStore

ORIGINS: Final[HassKey[Mapping[str, str]]] = HassKey(f"{DOMAIN}_origins")
"""Real origin → the one to use instead, from YAML; unset before `async_setup` ran."""


async def async_connect(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    *,
    session: ClientSession,
    tokens: TokenStore,
    record: Callable[[RequestRecord], None] = lambda _: None,
    options: Mapping[str, Any] | None = None,
) -> LockCloud:
    """Return a client for what an entry keeps (`data`); nothing is sent yet.

    Raises `ConfigEntryError` when no vendor has the brand (any more).
    """
    if (found := BRANDS.get(data[CONF_BRAND])) is None:
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="brand_gone")
    vendor, brand = found
    return vendor.connect(
        Connection(
            session=session,
            brand=brand,
            credentials=data[CONF_CREDENTIALS],
            sign_in=data[CONF_SIGN_IN],
            origins=hass.data.get(ORIGINS, {}),
            record=record,
            tokens=tokens,
            linked=await _linked(hass, brand, data),
            instance=await instance_id.async_get(hass),
            pin_lengths=(options or {}).get(CONF_PIN_LENGTHS, {}),
        )
    )


async def _linked(
    hass: HomeAssistant, brand: Brand, data: Mapping[str, Any]
) -> LinkedEntry | None:
    """Return the other integration's account that this one rides on, if it does."""
    if not isinstance(brand.sign_in_of(data[CONF_SIGN_IN]), LinkSignIn):
        return None
    linked = LinkedEntry(hass, data[CONF_CREDENTIALS][CredentialKey.CORE_ENTRY])
    await linked.async_wait()
    return linked


@dataclass(frozen=True, slots=True)
class Found:
    """What an account answered when it was tried out, and gave for the next time.

    `tokens` belongs into the entry's data.
    """

    account: Account
    inventory: Inventory
    tokens: Mapping[str, Any] = field(default_factory=dict, repr=False)


async def async_try_out(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    first: Mapping[str, str] | None = None,
) -> Found:
    """Sign in once and read what every account must let be read; nothing is changed.

    `first`: the tokens that a web page gave. Raises the errors of `model.errors`.
    """
    session, tokens = create_session(hass), SignInTokens(first)
    try:
        cloud = await async_connect(hass, data, session=session, tokens=tokens)
        try:
            account, inventory = await cloud.account(), await cloud.inventory()
            await _check_activity(cloud, inventory)
        finally:
            await cloud.close()
    finally:
        session.detach()
    return Found(account, inventory, tokens.entry_data)


async def _check_activity(cloud: LockCloud, inventory: Inventory) -> None:
    """Raise `NotPermitted` when the account as a whole may not read its log.

    Nobody would notice later: a log that cannot be read looks like a quiet door. What
    ails a single lock is no reason to turn an account away.
    """
    lock_id = next(iter(inventory.locks), None)
    if lock_id is None:
        return
    try:
        await cloud.activity(lock_id, after=None, limit=1)
    except NotPermitted as err:
        if err.reason is not Reason.NOT_PERMITTED:
            raise
    except VendorError as err:
        LOGGER.debug("The log of a lock could not be read: %s", type(err).__name__)
