"""Partners' credentials, authorization codes, one-use refresh tokens, access tokens.

Sources: August partner user guide, "Access tokens" and "Refresh tokens" (each valid
once, 120 days); claims as in the recorded tokens of Home Assistant's own tests.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import hashlib
import hmac
from itertools import count
import json
from typing import Final

from .identity import hex_of, uuid_of
from .platforms import PLATFORMS
from .stamps import stamp
from .users import User

LIFETIME: Final = timedelta(days=120)
EXPIRES_IN: Final = 10367999
CODE_LIFETIME: Final = timedelta(minutes=10)
SUB_USER_SCOPE: Final = "users:sub-user:create"


@dataclass(kw_only=True, slots=True)
class Partner:
    """The credential of whoever wrote the client, at one of the two companies."""

    brand: str
    client_id: str
    client_secret: str = field(repr=False)
    api_key: str = field(repr=False)
    scopes: set[str] = field(default_factory=set)


@dataclass(kw_only=True, slots=True)
class Grant:
    """One access token; a sub-user's is bound to somebody without an account."""

    brand: str
    user: User
    token: str = field(repr=False)
    ends: datetime
    redirect_uri: str
    sub_user_id: str | None = None
    revoked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """What an authorization page hands to the client."""

    brand: str
    redirect_uri: str
    ends: datetime


class Vault:
    """All credentials and tokens, of an account at each company."""

    def __init__(self, user: User, now: Callable[[], datetime]) -> None:
        """Register one partner at each company, for the account of one person."""
        self.users = dict.fromkeys(PLATFORMS, user)
        """Whose account signs in, by brand."""
        self.partners = {brand: _partner(brand) for brand in PLATFORMS}
        self.keys = {key: {row.api_key} for key, row in self.partners.items()}
        """API keys that are taken, by brand."""
        self.grants: dict[str, Grant] = {}
        self.codes: dict[str, Code] = {}
        self.refresh_tokens: dict[str, str] = {}
        """Redirect addresses by the refresh tokens that were not used yet."""
        self.locked_out = False
        self.refreshes = 0
        """How often somebody has refreshed."""
        self._now = now
        self._numbers = count(1)

    def fresh(self, kind: str, length: int = 40) -> str:
        """Return a secret that was never given before."""
        return hex_of(kind, next(self._numbers), length=length)

    def authorize(self, brand: str, redirect_uri: str) -> str:
        """Return a code for whoever was allowed to use the account."""
        code = self.fresh("code", 32)
        self.codes[code] = Code(
            brand=brand, redirect_uri=redirect_uri, ends=self._now() + CODE_LIFETIME
        )
        return code

    def sign_in(self, brand: str, redirect_uri: str) -> dict[str, object]:
        """Return an access token and a refresh token."""
        refresh = f"{brand}.{self.fresh('refresh')}"
        self.refresh_tokens[refresh] = redirect_uri
        return {
            "access_token": self.issue(brand, redirect_uri).token,
            "expires_in": EXPIRES_IN,
            "refresh_token": refresh,
        }

    def issue(
        self, brand: str, redirect_uri: str = "", sub_user_id: str | None = None
    ) -> Grant:
        """Make an access token."""
        begins = int(self._now().timestamp())
        while (token := self._token(brand, redirect_uri, begins)) in self.grants:
            begins += 1
        grant = Grant(
            brand=brand,
            user=self.users[brand],
            token=token,
            ends=datetime.fromtimestamp(begins, UTC) + LIFETIME,
            redirect_uri=redirect_uri,
            sub_user_id=sub_user_id,
        )
        self.grants[token] = grant
        return grant

    def revoke(self) -> None:
        """End everything that was ever issued."""
        for grant in self.grants.values():
            grant.revoked = True
        self.refresh_tokens.clear()
        self.codes.clear()

    def _token(self, brand: str, redirect_uri: str, begins: int) -> str:
        """Return a signed token that begins at a second."""
        partner = self.partners[brand]
        claims = _claims(self.users[brand], begins) | {
            "isLockedOut": self.locked_out,
            "oauth": {
                "app_name": "Cloud Locks",
                "client_id": partner.client_id,
                "redirect_uri": redirect_uri,
                "partner_id": uuid_of("partner", brand),
            },
        }
        return encode(claims, hex_of("signing key", brand, length=64))


def encode(claims: dict[str, object], key: str) -> str:
    """Return a JSON web token, signed with HMAC and SHA-256."""
    header = {"alg": "HS256", "typ": "JWT"}
    parts = [json.dumps(part, separators=(",", ":")) for part in (header, claims)]
    text = ".".join(_base64(part.encode()) for part in parts)
    signature = hmac.digest(key.encode(), text.encode(), hashlib.sha256)
    return f"{text}.{_base64(signature)}"


def _base64(data: bytes) -> str:
    """Return bytes as tokens write them."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _claims(user: User, begins: int) -> dict[str, object]:
    """Return what a token says of its user."""
    ends = begins + int(LIFETIME.total_seconds())
    kinds = ("InstallId", "Password", "Email", "Phone")
    return {
        "installId": "",
        "region": "ireland-prod-aws",
        "applicationId": "",
        "userId": user.id,
        **{f"v{kind}": kind in {"Email", "Phone"} for kind in kinds},
        **{f"has{kind}": kind != "InstallId" for kind in kinds},
        "captcha": "",
        "email": [],
        "phone": [],
        "expiresAt": stamp(datetime.fromtimestamp(ends, UTC)),
        "temporaryAccountCreationPasswordLink": "",
        "iat": begins,
        "exp": ends,
    }


def _partner(brand: str) -> Partner:
    """Return the credential that a developer portal has given."""
    return Partner(
        brand=brand,
        client_id=uuid_of("client", brand),
        client_secret=hex_of("client secret", brand, length=48),
        api_key=uuid_of("api key", brand),
    )
