"""One way of signing in, at the step that shows it, and what is filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    MY_AUTH_CALLBACK_PATH,
    async_get_redirect_uri,
)
from homeassistant.loader import async_get_integration

from .const import CONF_BRAND, CONF_CREDENTIALS, CONF_SIGN_IN
from .model.sign_in import Brand, FormSignIn, LinkSignIn, OAuthSignIn, SignIn
from .vendors import BRANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody signs in with, or what an account was signed in with before."""

    step_id: str
    brand: Brand
    sign_in: SignIn
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def first(cls, brand: Brand, sign_in: SignIn) -> Self:
        """Return one with nothing filled in, at the step where it begins."""
        only = len(brand.sign_ins) == 1
        return cls(
            step_id=brand.key if only else sign_in.key, brand=brand, sign_in=sign_in
        )

    @property
    def data(self) -> dict[str, Any]:
        """What an entry keeps of it."""
        return {
            CONF_BRAND: self.brand.key,
            CONF_SIGN_IN: self.sign_in.key,
            CONF_CREDENTIALS: dict(self.credentials),
        }


def attempt_of(entry: ConfigEntry) -> Attempt | None:
    """Return how an entry signs in, as its form was at first.

    None when its brand or its way of signing in is gone, and for what is no account.
    """
    _, brand = BRANDS.get(entry.data.get(CONF_BRAND, ""), (None, None))
    if brand is None:
        return None
    sign_in = brand.sign_in_of(entry.data[CONF_SIGN_IN])
    if sign_in is None:
        return None
    first = Attempt.first(brand, sign_in)
    return replace(first, credentials=entry.data[CONF_CREDENTIALS])


def ways_of(entry: ConfigEntry) -> list[Attempt]:
    """Return all ways to sign in to an entry's brand, the present one filled in."""
    if (kept := attempt_of(entry)) is None:
        return []
    brand = kept.brand
    ways = (Attempt.first(brand, sign_in) for sign_in in brand.sign_ins)
    return [kept if way.sign_in is kept.sign_in else way for way in ways]


def has_end_not_told(entry: ConfigEntry) -> bool:
    """Return whether what an entry signs in with ends some day that no API tells."""
    attempt = attempt_of(entry)
    sign_in = None if attempt is None else attempt.sign_in
    return isinstance(sign_in, FormSignIn) and sign_in.end_not_told


async def async_placeholders(
    hass: HomeAssistant, attempt: Attempt, entry: ConfigEntry | None
) -> dict[str, str]:
    """Return what stands in the texts of a step; `entry`: who signs in again."""
    brand, sign_in = attempt.brand, attempt.sign_in
    vendor, _ = BRANDS[brand.key]
    gaps = {
        "account": entry.title if entry else brand.name,
        "brand": brand.name,
        "docs_url": brand.docs_url or vendor.docs_url,
    }
    if isinstance(sign_in, OAuthSignIn):
        gaps["redirect_url"] = _redirect_url(hass)
    if isinstance(sign_in, LinkSignIn):
        other = await async_get_integration(hass, sign_in.domain)
        gaps["integration"] = other.name
    return gaps


def _redirect_url(hass: HomeAssistant) -> str:
    """Return where the brand's page has to send people back to."""
    try:
        return async_get_redirect_uri(hass)
    except RuntimeError:
        # Nobody is here with a browser; asked by an account that was signed out.
        return MY_AUTH_CALLBACK_PATH
