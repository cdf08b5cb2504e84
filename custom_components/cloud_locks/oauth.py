"""Signing in on a brand's web page; what it grants is renewed by the client alone."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import OAuth2TokenRequestConnectionError
from homeassistant.helpers.config_entry_oauth2_flow import LocalOAuth2Implementation
from homeassistant.util import dt as dt_util
from yarl import URL

from .attempt import Attempt
from .connect import ORIGINS
from .const import DOMAIN
from .model.errors import ProtocolError
from .model.sign_in import CredentialKey, OAuthSignIn
from .vendors import granted_tokens

_STORED: Final = "stored"


class BrandPage(LocalOAuth2Implementation):
    """The sign-in page of a brand, for an application of the person's own.

    Where Home Assistant keeps such applications itself, an integration has one server
    for all; ours has one for each brand.
    """

    def __init__(
        self, hass: HomeAssistant, attempt: Attempt, sign_in: OAuthSignIn
    ) -> None:
        """Ask nothing yet."""
        super().__init__(
            hass,
            f"{DOMAIN}.{attempt.brand.key}",
            attempt.credentials.get(CredentialKey.CLIENT_ID, ""),
            attempt.credentials.get(CredentialKey.CLIENT_SECRET, ""),
            _redirected(hass, sign_in.authorize_url),
            _redirected(hass, sign_in.token_url),
        )

    @override
    async def async_resolve_external_data(self, external_data: Any) -> dict[str, Any]:
        """Return tokens for the code that the page gave, in the form of our stores."""
        try:
            granted = await super().async_resolve_external_data(external_data)
            tokens = granted_tokens(granted, dt_util.utcnow())
        except ProtocolError, ValueError:
            # Core would write an answer that it does not like into the log, whole.
            raise OAuth2TokenRequestConnectionError(domain=self.domain) from None
        # The number is for core, which wants to see one.
        return {"expires_in": 0, _STORED: tokens.to_store()}


def first_tokens(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the tokens of `BrandPage` from what core made of its answer."""
    stored: Mapping[str, str] = data["token"][_STORED]
    return stored


def _redirected(hass: HomeAssistant, address: str) -> str:
    """Return the address to use instead, for the demo and tests."""
    origin = str(URL(address).origin())
    instead = hass.data.get(ORIGINS, {}).get(origin, origin)
    return instead + address.removeprefix(origin)
