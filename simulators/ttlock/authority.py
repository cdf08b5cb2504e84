"""Who calls: the credentials of an operation, and whether the account may call at all.

Sources: TTLock open platform documentation (`clientId`, `accessToken` and `date`, which
must be within five minutes); Sifely Open API documentation: an API key as it is, or a
bearer token; 401, 402 and 429. What a dead token is answered is a switch.
"""

from datetime import timedelta
from typing import Final

from aiohttp import web

from .accounts import SIFELY_CLIENTS, TTLOCK_CLIENT, Grant, User
from .numbers import Number
from .params import Params
from .platforms import Dialect, Platform
from .refusals import RefusalError
from .stamps import MILLISECOND, to_ms
from .state import TtlockState

_BEARER: Final = "Bearer "
_SKEW: Final = timedelta(minutes=5)
_PORTAL_HEADER: Final = "X-App-Name"


def caller(
    state: TtlockState, platform: Platform, request: web.Request, params: Params
) -> User:
    """Return whose credentials these are; a refusal says what is wrong with them."""
    if _PORTAL_HEADER in request.headers:
        state.sifely.portal_calls += 1
    if platform.dialect is Dialect.TTLOCK:
        return _by_parameters(state, platform, params)
    header = request.headers.get("Authorization", "")
    if platform.dialect is Dialect.SIFELY_KEY:
        return _by_key(state, header)
    return _by_token(state, header)


def check_client(client: str | None) -> None:
    """Refuse a client id that Sifely does not know."""
    if client not in SIFELY_CLIENTS:
        raise RefusalError(Number.UNKNOWN_CLIENT)


def require_region(user: User, platform: Platform) -> None:
    """Refuse an account that lives in TTLock's other region."""
    if user.region != platform.region:
        raise RefusalError(Number.WRONG_REGION)


def owner_of_key(state: TtlockState, header: str) -> User:
    """Return whose API key a header is; nothing may stand before the key."""
    user = state.vault.by_key(header)
    if user is None:
        raise RefusalError(401, status=401, message="Unauthorized: invalid API key")
    return user


def _by_parameters(state: TtlockState, platform: Platform, params: Params) -> User:
    """Check the three parameters of TTLock."""
    if params.text("clientId") != TTLOCK_CLIENT:
        raise RefusalError(Number.UNKNOWN_CLIENT)
    _check_date(state, params)
    token = params.text("accessToken") or ""
    grant = state.vault.by_access(token, Dialect.TTLOCK)
    if grant is None:
        raise RefusalError(Number.UNKNOWN_TOKEN)
    require_region(grant.user, platform)
    if _dead(state, grant):
        raise RefusalError(Number.EXPIRED_TOKEN)
    return grant.user


def _check_date(state: TtlockState, params: Params) -> None:
    """Refuse a request from another time."""
    date = params.number("date")
    if date is None:
        raise RefusalError(Number.INVALID)
    if abs(date - to_ms(state.now)) > _SKEW // MILLISECOND:
        raise RefusalError(Number.WRONG_DATE)


def _by_key(state: TtlockState, header: str) -> User:
    """Check an API key, and count the call."""
    user = owner_of_key(state, header)
    _require_plan(state)
    _require_rate(state)
    return user


def _by_token(state: TtlockState, header: str) -> User:
    """Check a bearer token; the bare one is taken as well."""
    token = header.removeprefix(_BEARER)
    grant = state.vault.by_access(token, Dialect.SIFELY_BEARER)
    if grant is None or _dead(state, grant):
        raise _expired(state)
    _require_rate(state)
    return grant.user


def _dead(state: TtlockState, grant: Grant) -> bool:
    """Tell whether a token was revoked or is too old."""
    return grant.revoked or state.now >= grant.ends


def _expired(state: TtlockState) -> RefusalError:
    """Return what a dead bearer token is answered."""
    shape = state.switches.expired_answer
    text = "authentication failed, unable to access system resources"
    if shape == "401":
        return RefusalError(401, status=401, message=text)
    return RefusalError(Number.INVALID if shape == "code" else 401, message=text)


def _require_plan(state: TtlockState) -> None:
    """Refuse an account without a plan, or with more locks than it covers."""
    sifely, switches = state.sifely, state.switches
    owned = len(state.owned(state.sifely.user))
    if not sifely.subscribed:
        number = switches.unsubscribed_number or 402
        message, headers = "No active subscription", _limit_headers(state, None, 0)
        raise RefusalError(number, status=402, message=message, headers=headers)
    if switches.quota and owned > sifely.plan.devices:
        headers = _limit_headers(state, None, sifely.plan.calls)
        raise RefusalError(Number.PLAN_LIMIT, status=402, headers=headers)


def _require_rate(state: TtlockState) -> None:
    """Count a call of Sifely's, and refuse it when it is one too many."""
    sifely, switches = state.sifely, state.switches
    sifely.usage.count(state.now)
    wait = sifely.usage.wait(state.now, switches.minute_limit)
    if wait is not None:
        limit = switches.minute_limit or 0
        raise _too_many(state, wait, limit, "Too many requests")
    spent = sifely.usage.month_count > sifely.plan.calls
    if switches.quota and spent and not sifely.plan.overage:
        raise _too_many(state, None, sifely.plan.calls, "Quota exceeded")


def _too_many(
    state: TtlockState, wait: int | None, limit: int, message: str
) -> RefusalError:
    """Return 429 with whatever headers tell of the limit."""
    headers = _limit_headers(state, wait, limit)
    return RefusalError(429, status=429, message=message, headers=headers)


def _limit_headers(state: TtlockState, wait: int | None, limit: int) -> dict[str, str]:
    """Return headers; their names are not documented."""
    return {
        "none": {},
        "retry-after": {} if wait is None else {"Retry-After": str(wait)},
        "x-ratelimit": {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": "0"},
    }[state.switches.limit_headers]
