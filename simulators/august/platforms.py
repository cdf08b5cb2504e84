"""Two companies, one interface: hosts, header names, OAuth servers, push.

Sources: August and Yale partner user guides, "OAuth" and "Remote operate"; the brand
table of yalexs (MIT), the client of Home Assistant.
"""

from dataclasses import dataclass
from typing import Final

WEBSOCKET: Final = "https://websocket.aaecosystem.com"


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """One of the two backends."""

    brand: str
    api: str
    auth: str
    authorize_path: str
    key_header: str
    token_header: str
    branding_header: str
    brandings: frozenset[str]
    user_field: str
    """How a PIN command names somebody who is known already."""
    needs_json: bool
    """Whether a PUT or POST without a JSON content type is answered 415."""
    tells_transaction: bool
    """Whether a PIN command is answered with a `transactionID`."""


AUGUST: Final = Platform(
    brand="august",
    api="https://api-production.august.com",
    auth="https://auth.august.com",
    authorize_path="/authorization",
    key_header="x-august-api-key",
    token_header="x-august-access-token",  # noqa: S106 - the name of a header
    branding_header="x-august-branding",
    brandings=frozenset({"august", "yale"}),
    user_field="augustUserID",
    needs_json=False,
    tells_transaction=True,
)
YALE: Final = Platform(
    brand="yale",
    api="https://api.aaecosystem.com",
    auth="https://oauth.aaecosystem.com",
    authorize_path="/authorize",
    key_header="x-api-key",
    token_header="x-access-token",  # noqa: S106 - the name of a header
    branding_header="x-branding",
    brandings=frozenset({"yale"}),
    user_field="userID",
    needs_json=True,
    tells_transaction=False,
)
TOKEN_PATH: Final = "/access_token"  # noqa: S105 - a path
PLATFORMS: Final = {platform.brand: platform for platform in (AUGUST, YALE)}
BY_API: Final = {platform.api: platform for platform in (AUGUST, YALE)}
BY_AUTH: Final = {platform.auth: platform for platform in (AUGUST, YALE)}
