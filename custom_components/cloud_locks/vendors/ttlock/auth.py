"""Signing in: what the three clouds have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
import hashlib
from typing import Final
from urllib.parse import urlencode

from yarl import URL

from ...model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RejectedError,
)
from ...model.secret import Secret
from ...model.sign_in import CredentialKey
from .._connection import Connection
from .._http import Request, Response
from .._record import Record
from .._tokens import Tokens
from .brands import choice_of
from .calls import Call, Params
from .envelope import NotBound, opened
from .error_numbers import TOKEN_NUMBERS
from .wire import number_of

TIMEOUT: Final = 30.0
"""Seconds, for what the cloud answers by itself."""

AT_LOCK_TIMEOUT: Final = 60.0
"""Seconds. The cloud waits for the gateway, and the gateway for the lock."""

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_REFUSED: Final = frozenset({400, 422})

_NO_REFUSAL: Final = frozenset({None, 0, 200, 408, 502, 503, 504, 90000})
"""As `code`: success, or a cloud that is in trouble, which is not the password's."""


class Cloud(ABC):
    """One of the clouds, as one account signs in to it and asks it."""

    per_minute: int | None = None
    """How many calls it takes in a minute; None: not told."""

    doubtful_numbers: frozenset[int] = frozenset()
    """What may say that the token is wrong, and means something else as well."""

    lacks: frozenset[str] = frozenset()
    """The paths of calls that it is known not to have."""

    settings_documented: bool = True
    """Whether its own documentation has calls that change settings."""

    def __init__(self, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        credentials = connection.credentials
        choice = choice_of(connection.brand, credentials)
        self.origin = connection.brand.settings[choice]
        self.choice = choice
        self._transport = connection.transport
        self._now = connection.now
        self._username = credentials.get(CredentialKey.USERNAME, "").strip()
        self.username = Secret(self._username)
        password = credentials.get(CredentialKey.PASSWORD, "")
        self._password = Secret(md5_of(password))

    @property
    def token_numbers(self) -> frozenset[int]:
        """What says that only the token was refused."""
        return TOKEN_NUMBERS

    @abstractmethod
    async def renew(self, old: Tokens | None) -> Tokens:
        """Sign in, by a refresh token where there is one."""

    @abstractmethod
    def request(self, call: Call, params: Params, tokens: Tokens) -> Request:
        """Return a signed request."""

    @abstractmethod
    def account_id(self, facts: Mapping[str, str]) -> str | None:
        """Return whose account it is, None when the tokens do not tell."""

    def place_secrets_in_address(self) -> bool:
        """Put secrets where this cloud has looked for them; False: no other place."""
        return False

    def url(self, path: str) -> URL:
        """Return where a path of this cloud is."""
        return self._transport.url(self.origin, path)

    async def _ask(self, request: Request) -> Record:
        """Send a sign-in and return what was granted."""
        return granted(await self._transport.send(request), self._now())

    def _ends(self, granted: Record) -> datetime | None:
        """Return when tokens end, None when they do not say."""
        seconds = number_of(granted, "expires_in")
        if seconds is None or not 0 < seconds < 10**9:
            return None
        return self._now() + timedelta(seconds=seconds)


def md5_of(password: str) -> str:
    """Return a password as these clouds want it. It is as secret as the password."""
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def granted(answer: Response, now: datetime) -> Record:
    """Open the answer to a sign-in: a refusal is about the credentials.

    Sifely tells a wrong password as a `code` of its own in an answer with HTTP 200.
    """
    try:
        return opened(answer, now=now, reads=True)
    except NotBound, NotPermitted:
        raise
    except RejectedError, ProtocolError, CloudUnreachable:
        if answer.status in _REFUSED or (answer.ok and _has_code(answer)):
            raise AuthError(f"HTTP {answer.status}, refused") from None
        if 400 <= answer.status < 500:
            raise ProtocolError(f"HTTP {answer.status} to a sign-in") from None
        raise


def _has_code(answer: Response) -> bool:
    try:
        record = Record(answer.json(), "answer")
    except ProtocolError:
        return False
    return number_of(record, "code") not in _NO_REFUSAL


def token_of(granted: Record, *names: str) -> Secret | None:
    """Return the first token that there is, fit to be sent in a header."""
    for name in names:
        text = granted.maybe_text(name)
        if text is not None and text.isascii() and text.isprintable():
            return Secret(text.strip())
    return None


def required(token: Secret | None) -> Secret:
    """Return a token; `ProtocolError` when signing in gave none."""
    if token is None:
        raise ProtocolError("signed in without a token")
    return token


def plain(params: Params) -> dict[str, str]:
    """Return parameters for the wire, secrets in the open."""
    return {
        name: value.reveal() if isinstance(value, Secret) else str(value)
        for name, value in params.items()
        if value is not None
    }


def form_request(
    url: URL,
    fields: Mapping[str, str],
    *,
    headers: Mapping[str, str],
    reads: bool,
    timeout: float = TIMEOUT,
) -> Request:
    """Return a POST whose body is a form; without fields it has none."""
    body = urlencode(fields).encode() if fields else None
    return Request(
        "POST",
        url,
        {**headers, **(_FORM if fields else {})},
        body,
        timeout,
        reads=reads,
    )
