"""Tokens of an OAuth2 sign-in (RFC 6749): read in one way, renewed in one place.

The first ones come from the web page that the person signed in on. From then on the
client renews them by itself: where a refresh token works a single time, a second one
who does it loses the account.
"""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from yarl import URL

from ..model.errors import AuthError, CloudUnreachable, ProtocolError, RateLimited
from ..model.secret import Secret
from ..model.sign_in import CredentialKey, OAuthSignIn
from ._connection import Connection
from ._http import Request, Response
from ._record import Record
from ._retry import retry_after
from ._tokens import Renew, Tokens

_FORM: Final = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
}
_LONGEST: Final = 10**9
"""Seconds. What is said to hold for longer does not end, as far as we are concerned."""


def granted_tokens(
    granted: object, now: datetime, *, old: Tokens | None = None
) -> Tokens:
    """Return the tokens in the decoded answer of a token server.

    A refresh token that is not told anew stays the one of `old` (RFC 6749, section 6).
    Raises `ProtocolError` when there is no token in it.
    """
    record = Record(granted, "token answer")
    refresh = record.maybe_text("refresh_token")
    seconds = record.maybe_integer("expires_in")
    if seconds is None and (text := record.maybe_text("expires_in") or "").isdecimal():
        seconds = int(text)
    ends = seconds is not None and 0 < seconds < _LONGEST
    return Tokens(
        access=Secret(record.text("access_token")),
        refresh=Secret(refresh) if refresh else (old.refresh if old else None),
        ends=now + timedelta(seconds=seconds or 0) if ends else None,
        facts=old.facts if old else {},
    )


def renewing(connection: Connection) -> Renew:
    """Return how the tokens of an account that signed in by OAuth2 are renewed.

    It raises `AuthError` when the person has to sign in on the web page again, and
    `TransientError` when the server may answer another time.
    """
    sign_in = connection.brand.sign_in_of(connection.sign_in)
    if not isinstance(sign_in, OAuthSignIn):
        raise TypeError("this account did not sign in by OAuth2")
    url = URL(sign_in.token_url)
    redirected = connection.transport.url(str(url.origin()), url.raw_path_qs)

    async def renew(old: Tokens | None) -> Tokens:
        if old is None or old.refresh is None:
            raise AuthError("no refresh token")
        fields = {
            "grant_type": "refresh_token",
            "client_id": connection.credentials[CredentialKey.CLIENT_ID],
            "client_secret": connection.credentials[CredentialKey.CLIENT_SECRET],
            "refresh_token": old.refresh.reveal(),
        }
        # A read, for who waits for it: their own command was not sent.
        answer = await connection.transport.send(
            Request("POST", redirected, _FORM, urlencode(fields).encode(), reads=True)
        )
        now = connection.now()
        _check(answer, now)
        return granted_tokens(answer.json(), now, old=old)

    return renew


def _check(answer: Response, now: datetime) -> None:
    """Raise what it means that no tokens were granted."""
    if answer.ok:
        return
    detail = f"HTTP {answer.status} to a token request"
    if answer.status == 429:
        raise RateLimited(detail, retry_after=retry_after(answer.headers, now))
    if answer.status in (400, 401) and _is_refusal(answer):
        raise AuthError(detail)
    raise CloudUnreachable(detail)


def _is_refusal(answer: Response) -> bool:
    """Return whether the server itself says so, and not somebody on the way to it."""
    try:
        return Record(answer.json(), "refusal").maybe_text("error") is not None
    except ProtocolError:
        return False
