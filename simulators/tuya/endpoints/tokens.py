"""Signing in: the project itself, or an app account in it.

Sources: Tuya developer documentation, "Get a token" and "Refresh a token"; Tuya's SDKs
for app accounts: a digest of the password, `platform_url` of the account's region.
"""

from typing import Final

from simulators.tuya.accounts import SCHEMAS, Grant, Holder
from simulators.tuya.numbers import Number
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service

routes = Routes(Service.TOKEN)
_SIMPLE: Final = "1"


@routes.read("/v1.0/token", signs_in=True)
def simple(call: Call) -> object:
    """Sign the project in."""
    if call.asked("grant_type") != _SIMPLE:
        raise RefusalError(Number.GRANT_TYPE)
    _require_region(call)
    if call.switches.new_token_ends_old:
        _end_others(call, call.state.project)
    return _shape(_give(call, call.state.project))


@routes.read("/v1.0/token/{refresh}", signs_in=True)
def refresh(call: Call) -> object:
    """Give a new pair for a refresh token, which works once."""
    return _shape(_refreshed(call))


@routes.read(
    "/v1.0/iot-01/associated-users/actions/authorized-login", "POST", signs_in=True
)
def app_login(call: Call) -> object:
    """Sign an app account in that is linked to the project."""
    _require_login_region(call)
    account = call.state.account
    known = (
        call.text("username") == account.username
        and account.takes(call.text("password"), "md5")
        and call.text("country_code") == account.country_code
        and call.text("schema") == account.schema
    )
    if call.text("schema") not in SCHEMAS or not account.linked:
        raise RefusalError(Number.DENIED)
    if not known:
        raise RefusalError(Number.WRONG_LOGIN)
    grant = _give(call, account)
    return {**_shape(grant), "platform_url": call.state.platform_url}


@routes.read("/v1.0/iot-03/users/login", "POST", signs_in=True)
def custom_login(call: Call) -> object:
    """Sign a user of a custom project in."""
    _require_login_region(call)
    account = call.state.account
    right = call.text("username") == account.username
    if not right or not account.takes(call.text("password"), "sha256"):
        raise RefusalError(Number.WRONG_LOGIN)
    return _custom(call, _give(call, account))


@routes.read("/v1.0/iot-03/users/token/{refresh}", "POST", signs_in=True)
def custom_refresh(call: Call) -> object:
    """Give a new pair to a user of a custom project."""
    return _custom(call, _refreshed(call))


def _refreshed(call: Call) -> Grant:
    """Use up a refresh token and end its pair."""
    old = call.state.vault.by_refresh(call.places["refresh"])
    if old is None:
        raise RefusalError(Number.UNKNOWN_TOKEN)
    old.refreshed = old.revoked = True
    return _give(call, old.holder)


def _give(call: Call, holder: Holder) -> Grant:
    """Give a pair of tokens."""
    state = call.state
    return state.vault.give(holder, state.now, call.switches.token_seconds)


def _shape(grant: Grant, lifetime: str = "expire_time") -> dict[str, object]:
    """Return tokens as they travel."""
    return {
        "access_token": grant.access,
        "refresh_token": grant.refresh,
        lifetime: grant.seconds,
        "uid": grant.holder.uid,
    }


def _custom(call: Call, grant: Grant) -> dict[str, object]:
    """Return tokens as a custom project gets them."""
    shape = _shape(grant, call.switches.login_lifetime_key)
    return {**shape, "platform_url": call.state.platform_url}


def _end_others(call: Call, holder: Holder) -> None:
    """End what was given before."""
    for grant in call.state.vault.grants:
        if grant.holder is holder:
            grant.ends = min(grant.ends, call.state.now)


def _require_region(call: Call) -> None:
    """Refuse a data centre that the project is not enabled for."""
    answer = call.switches.wrong_region
    if not call.state.project.enabled_in(call.region) and answer != "no devices":
        raise RefusalError(int(answer))


def _require_login_region(call: Call) -> None:
    """Refuse an app account where the project is not enabled."""
    if not call.state.project.enabled_in(call.region):
        raise RefusalError(Number.WRONG_SKILL)
