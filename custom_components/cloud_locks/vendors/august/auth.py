"""Signing in: with an application of one's own, or by the account of another one.

Each refresh token works a single time (August user guide, refresh tokens). That of a
linked account is never touched here: its owner would be signed out.
"""

from abc import ABC, abstractmethod
import binascii
from collections.abc import Mapping
import json
from typing import Final, override

from ...model.errors import CloudUnreachable, ProtocolError
from ...model.reason import Reason
from ...model.secret import Secret
from ...model.sign_in import CredentialKey
from .._connection import Connection, LinkedAccount
from .._oauth import renewing
from .._record import Record
from .._tokens import TokenKeeper, Tokens
from .brands import Row


class SignedIn(ABC):
    """An account: its token of the moment, and the headers beside it."""

    @abstractmethod
    async def current(self) -> Tokens:
        """Return tokens to be used now. `AuthError` when nobody is signed in."""

    @abstractmethod
    async def instead_of(self, refused: Tokens) -> Tokens:
        """Return others than those that were refused, or raise why there are none."""

    @abstractmethod
    async def headers(self) -> Mapping[str, str]:
        """Return what names the application and the brand."""


class OwnApplication(SignedIn):
    """Signed in by OAuth 2 with credentials that the vendor gave to the person."""

    def __init__(self, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        self._credentials = connection.credentials
        self._settings = connection.brand.settings
        self._keeper = TokenKeeper(
            connection.tokens, renewing(connection), now=connection.now
        )

    @override
    async def current(self) -> Tokens:
        return await self._keeper.current()

    @override
    async def instead_of(self, refused: Tokens) -> Tokens:
        return await self._keeper.instead_of(refused)

    @override
    async def headers(self) -> Mapping[str, str]:
        settings = self._settings
        return {
            settings[Row.KEY_HEADER]: self._credentials[CredentialKey.API_KEY].strip(),
            settings[Row.BRANDING_HEADER]: settings[Row.BRANDING],
        }


class OfAnother(SignedIn):
    """Riding on an account that another integration is signed in to."""

    def __init__(self, linked: LinkedAccount) -> None:
        """Take the account."""
        self._linked = linked

    @override
    async def current(self) -> Tokens:
        return Tokens(access=Secret(await self._linked.token()))

    @override
    async def instead_of(self, refused: Tokens) -> Tokens:
        tokens = await self.current()
        if tokens.access == refused.access:
            # The other integration notices, and asks a person to sign in there.
            raise CloudUnreachable("token refused", reason=Reason.LINK_SIGNED_OUT)
        return tokens

    @override
    async def headers(self) -> Mapping[str, str]:
        return await self._linked.headers()


def signed_in(connection: Connection) -> SignedIn:
    """Return how the account of a connection signs in; nothing is sent."""
    if connection.linked is not None:
        return OfAnother(connection.linked)
    return OwnApplication(connection)


def user_of(token: Secret) -> str | None:
    """Return the id in a token (JSON Web Token), None when it tells none."""
    try:
        _, payload, _ = token.reveal().split(".")
        octets = binascii.a2b_base64(payload.translate(_URL_SAFE) + "==")
        return Record(json.loads(octets), "token").maybe_text("userId")
    except ValueError, RecursionError, ProtocolError:
        return None


_URL_SAFE: Final = str.maketrans("-_", "+/")
