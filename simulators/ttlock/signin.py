"""The three sign-ins: TTLock's token, Sifely's API key, and Sifely's older tokens.

Sources: TTLock open platform documentation, "Get access token"; Sifely Open API
documentation, "Authentication Guide" (JSON), and the older pages of login,
authorization code and token (all in the query); `loginByGuest` from public clients. The
answers of `roll-token` and `authorize` are not documented: these here are guesses.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
import json
from typing import Final

from aiohttp import web

from .accounts import (
    SIFELY_CLIENT,
    TOKEN_LIFE,
    TTLOCK_CLIENT,
    TTLOCK_SECRET,
    Grant,
    User,
)
from .authority import check_client, owner_of_key, require_region
from .numbers import Number
from .params import Params
from .platforms import Dialect, Platform
from .refusals import RefusalError
from .routing import Json
from .state import TtlockState

type SignIn = Callable[[Knock], Awaitable[Json]]

_REFRESH, _BY_CODE, _BY_PASSWORD = "refresh_token", "authorization_code", "password"


@dataclass(frozen=True, kw_only=True, slots=True)
class Knock:
    """One request to be let in."""

    state: TtlockState
    platform: Platform
    query: Mapping[str, str]
    form: Mapping[str, str]
    body: str | None
    """A body that says that it is JSON; most sign-ins do not look at it."""
    authorization: str

    @property
    def params(self) -> Params:
        """Return the parameters where the host looks for them."""
        values = self.query if self.platform.sifely else self.form
        return Params(values, sifely=self.platform.sifely)


async def ttlock_token(knock: Knock) -> Json:
    """Give tokens for a password, or for a refresh token."""
    params = knock.params
    client = params.text("clientId") or params.text("client_id")
    secret = params.text("clientSecret") or params.text("client_secret")
    if client != TTLOCK_CLIENT:
        raise RefusalError(Number.UNKNOWN_CLIENT)
    if secret != TTLOCK_SECRET:
        raise RefusalError(Number.WRONG_SECRET)
    grant_type = params.text("grant_type") or _BY_PASSWORD
    if grant_type == _REFRESH:
        old = _take_refresh(knock)
        require_region(old.user, knock.platform)
        user = old.user
    elif grant_type == _BY_PASSWORD:
        old, user = None, _by_password(knock, params, "username")
        require_region(user, knock.platform)
    else:
        raise RefusalError(Number.INVALID)
    grant = _issue(knock, user, TOKEN_LIFE)
    answer: Json = {
        "access_token": grant.access,
        "uid": user.uid,
        "expires_in": TOKEN_LIFE // timedelta(seconds=1),
    }
    return answer | _refresh_token(knock, grant, old, "refresh_token")


async def sifely_key(knock: Knock) -> Json:
    """Give the API key of an account, the same one every time."""
    texts = {name: str(value) for name, value in _json_object(knock.body).items()}
    user = _by_password(knock, Params(texts, sifely=True), "account")
    return _key_answer(knock, user, knock.state.vault.key_of(user))


async def roll_key(knock: Knock) -> Json:
    """Give another API key; the one that was sent is dead."""
    user = owner_of_key(knock.state, knock.authorization)
    return _key_answer(knock, user, knock.state.vault.new_key(user))


async def sifely_login(knock: Knock) -> Json:
    """Give bearer tokens for a password, or send the browser on with a code."""
    check_client(knock.params.need_text("client_id"))
    user = _by_password(knock, knock.params, "username")
    _redirect_with_code(knock, user)
    grant = _issue(knock, user, _bearer_life(knock))
    lives = knock.state.switches.token_seconds
    text = knock.state.switches.expires_in_text
    return {
        "token": grant.access,
        "refreshToken": grant.refresh,
        "expires_in": str(lives) if text else lives,
    }


async def sifely_authorize(knock: Knock) -> Json:
    """Give an authorization code."""
    check_client(knock.params.need_text("client_id"))
    user = _by_password(knock, knock.params, "username")
    _redirect_with_code(knock, user)
    return {"code": knock.state.vault.new_code(user, knock.state.now)}


async def sifely_token(knock: Knock) -> Json:
    """Give bearer tokens for an authorization code or a refresh token."""
    params = knock.params
    check_client(params.need_text("client_id"))
    grant_type = params.need_text("grant_type")
    old: Grant | None = None
    if grant_type == _REFRESH:
        old = _take_refresh(knock)
        user = old.user
    elif grant_type == _BY_CODE:
        user = _take_code(knock, params.need_text("code"))
    else:
        raise RefusalError(Number.INVALID)
    grant = _issue(knock, user, _bearer_life(knock))
    answer: Json = {
        "access_token": grant.access,
        "expires_in": knock.state.switches.token_seconds,
    }
    return answer | _refresh_token(knock, grant, old, "refresh_token")


async def sifely_guest(knock: Knock) -> Json:
    """Give a token and the client id that the phone app uses."""
    params = Params(knock.form, sifely=True)
    user = knock.state.find_user(params.need_text("username"))
    if user is None:
        raise RefusalError(500, status=500, message="The user does not exist")
    if not user.knows(params.need_text("password")):
        raise RefusalError(401, status=401, message="The password is wrong")
    grant = _issue(knock, user, _bearer_life(knock))
    return {"sifelyToken": grant.access, "clientId": SIFELY_CLIENT}


SIGN_INS: Final[dict[tuple[Dialect, str], SignIn]] = {
    (Dialect.TTLOCK, "/oauth2/token"): ttlock_token,
    (Dialect.SIFELY_KEY, "/system/smart/login"): sifely_key,
    (Dialect.SIFELY_KEY, "/client/roll-token"): roll_key,
    (Dialect.SIFELY_BEARER, "/system/smart/login"): sifely_login,
    (Dialect.SIFELY_BEARER, "/system/smart/authorize"): sifely_authorize,
    (Dialect.SIFELY_BEARER, "/system/smart/oauthToken"): sifely_token,
    (Dialect.SIFELY_BEARER, "/system/smart/loginByGuest"): sifely_guest,
}
BARE: Final = frozenset({"/oauth2/token", "/system/smart/oauthToken"})
"""What is never wrapped."""


def _by_password(knock: Knock, params: Params, name: str) -> User:
    """Return the account of a name and the MD5 of its password."""
    user = knock.state.find_user(params.need_text(name))
    digest = params.need_text("password")
    if user is not None and user.knows(digest):
        return user
    refused = knock.state.switches.login_refusal
    if knock.platform.sifely and refused == "401":
        raise RefusalError(401, status=401, message="invalid account or password")
    raise RefusalError(Number.WRONG_PASSWORD)


def _json_object(body: str | None) -> Mapping[str, object]:
    """Return the object in a JSON body."""
    if body is None:
        raise RefusalError(415, status=415, message="Unsupported Media Type")
    try:
        found = json.loads(body)
    except ValueError as err:
        raise RefusalError(400, status=400, message="JSON parse error") from err
    if not isinstance(found, dict):
        raise RefusalError(400, status=400, message="JSON parse error")
    return found


def _issue(knock: Knock, user: User, life: timedelta) -> Grant:
    """Make tokens."""
    client = SIFELY_CLIENT if knock.platform.sifely else TTLOCK_CLIENT
    dialect = knock.platform.dialect
    return knock.state.vault.issue(user, client, dialect, knock.state.now, life)


def _take_refresh(knock: Knock) -> Grant:
    """Return what a refresh token stands for, and use it up."""
    token = knock.params.need_text("refresh_token")
    dialect = knock.platform.dialect
    grant = knock.state.vault.by_refresh(token, dialect, knock.state.now)
    if grant is None:
        raise RefusalError(Number.WRONG_REFRESH_TOKEN)
    switches = knock.state.switches
    grant.refreshed = switches.refresh_once and switches.refresh_returns_token
    return grant


def _refresh_token(knock: Knock, grant: Grant, old: Grant | None, name: str) -> Json:
    """Return the refresh token, unless the old one simply goes on."""
    if old is not None and not knock.state.switches.refresh_returns_token:
        return {}
    return {name: grant.refresh}


def _take_code(knock: Knock, code: str) -> User:
    """Return whose authorization code this is, and use it up."""
    user = knock.state.vault.take_code(code, knock.state.now)
    if user is None:
        raise RefusalError(Number.INVALID)
    return user


def _redirect_with_code(knock: Knock, user: User) -> None:
    """Send the browser on, if the request names a place."""
    target = knock.params.text("redirect_uri")
    if target is None:
        return
    code = knock.state.vault.new_code(user, knock.state.now)
    state = knock.params.text("state") or ""
    mark = "&" if "?" in target else "?"
    raise web.HTTPFound(f"{target}{mark}code={code}&state={state}")


def _bearer_life(knock: Knock) -> timedelta:
    """Return how long a bearer token lives."""
    return timedelta(seconds=knock.state.switches.token_seconds)


def _key_answer(knock: Knock, user: User, key: str) -> Json:
    """Return an API key with what goes with it."""
    return {
        "clientToken": key,
        "clientId": f"cli_{SIFELY_CLIENT}",
        "account": user.username,
        "plan": knock.state.sifely.plan.name,
    }
