"""The brands, as data: two companies that serve the same interface.

A row's `settings` say where its cloud is and what its headers are called. Application
keys are nobody's but the person's: typed, or those of the account that is linked.
"""

from enum import StrEnum
from typing import Final

from ...model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    LinkSignIn,
    OAuthSignIn,
)


class Row(StrEnum):
    """What a brand's `settings` tell."""

    ORIGIN = "origin"
    SOCKET = "socket"
    """The origin of the socket; missing where push needs a key that we do not have."""
    KEY_HEADER = "key_header"
    TOKEN_HEADER = "token_header"  # noqa: S105 - the name of a header
    BRANDING_HEADER = "branding_header"
    BRANDING = "branding"
    USER_FIELD = "user_field"
    """What the owner of a PIN is called in commands, beside `partnerUserID`."""
    CAPABILITIES = "capabilities"
    """Whether it tells what a lock can do."""


PATH_OF: Final = "path:"
"""Before the name of an operation whose path is not public: where it is."""

_FIELDS: Final = (
    CredentialField(key=CredentialKey.CLIENT_ID),
    CredentialField(key=CredentialKey.CLIENT_SECRET, secret=True),
    CredentialField(key=CredentialKey.API_KEY, secret=True),
)

AUGUST: Final = Brand(
    key="august",
    name="August",
    docs_url="https://www.home-assistant.io/integrations/august",
    sign_ins=(
        LinkSignIn(domain="august"),
        OAuthSignIn(
            fields=_FIELDS,
            authorize_url="https://auth.august.com/authorization",
            token_url="https://auth.august.com/access_token",  # noqa: S106 - an address
        ),
    ),
    settings={
        Row.ORIGIN: "https://api-production.august.com",
        Row.KEY_HEADER: "x-august-api-key",
        Row.TOKEN_HEADER: "x-august-access-token",
        Row.BRANDING_HEADER: "x-august-branding",
        Row.BRANDING: "august",
        Row.USER_FIELD: "augustUserID",
    },
)

YALE: Final = Brand(
    key="yale",
    name="Yale",
    docs_url="https://www.home-assistant.io/integrations/yale",
    sign_ins=(
        LinkSignIn(domain="yale"),
        OAuthSignIn(
            fields=_FIELDS,
            authorize_url="https://oauth.aaecosystem.com/authorize",
            token_url="https://oauth.aaecosystem.com/access_token",  # noqa: S106 - an address
        ),
    ),
    settings={
        Row.ORIGIN: "https://api.aaecosystem.com",
        Row.SOCKET: "https://websocket.aaecosystem.com",
        Row.KEY_HEADER: "x-api-key",
        Row.TOKEN_HEADER: "x-access-token",
        Row.BRANDING_HEADER: "x-branding",
        Row.BRANDING: "yale",
        Row.USER_FIELD: "userID",
        Row.CAPABILITIES: "yes",
    },
)
