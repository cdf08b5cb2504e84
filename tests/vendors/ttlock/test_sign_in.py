"""Signing in to the three clouds, and what can be wrong with it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
import json

import pytest

from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors.ttlock.auth import md5_of
from tests.vendors.raw_server import Reply

from .payloads import done, page, refusal
from .script import (
    ACCESS,
    API_KEY,
    API_KEY_FORM,
    BEARER_FORM,
    BEARER_TOKENS,
    CLIENT_ID,
    CLIENT_SECRET,
    KEYS,
    LOCKS,
    LOGIN,
    MD5,
    OAUTH,
    PASSWORD,
    REFRESH,
    SIGNED_IN,
    TOKEN,
    TOKENS,
    TTLOCK_FORM,
    USERNAME,
    Script,
    said,
)

UNLOCK = "/v3/lock/unlock"

GUEST, AUTHORIZE = "/system/smart/loginByGuest", "/system/smart/authorize"
SIFELY_ID = "c8cd3c6427301eaf"


def test_how_passwords_are_sent() -> None:
    """The documentation prints this one."""
    assert md5_of("123456") == "e10adc3949ba59abbe56e057f20f883e"
    assert md5_of(PASSWORD) == MD5


async def test_ttlock(script: Script) -> None:
    """An application and a user of the app; the account is known by region and id."""
    account = await script.connect().account()
    assert (account.id, account.name) == ("eu:2340", "TTLock")
    assert script.params(TOKEN) == {
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "username": USERNAME,
        "password": MD5,
    }
    (asked,) = script.server.asked
    assert asked.url.query_string == ""


async def test_regions_are_other_accounts(script: Script) -> None:
    """The same number may be somebody else's there."""
    cloud = script.connect(credentials={**TTLOCK_FORM, "region": "cn"})
    assert (await cloud.account()).id == "cn:2340"


async def test_api_key(script: Script) -> None:
    """Sifely's newer interface: signing in gives a key that holds."""
    cloud = script.sifely()
    account = await cloud.account()
    assert (account.id, account.name) == (SIFELY_ID, "Sifely")
    (asked,) = script.server.asked
    assert asked.url.path == LOGIN
    assert json.loads(asked.body) == {"account": USERNAME, "password": MD5}
    await cloud.inventory()
    assert script.server.asked[-1].headers["authorization"] == API_KEY
    script.now += timedelta(days=3_000)
    await cloud.inventory()
    assert script.asked.count(f"POST {LOGIN}") == 1


async def test_api_key_without_a_wrapper(script: Script) -> None:
    """One client has seen it so in production."""
    cloud = script.sifely()
    script.on("POST", LOGIN, said(SIGNED_IN["data"]))
    assert (await cloud.account()).id == SIFELY_ID


@pytest.mark.parametrize(
    ("plan", "calls"),
    [
        ("DEVELOPER", 10_000),
        ("STARTER", 500_000),
        ("pro", 1_000_000),
        ("CUSTOM", 1_000_000),
        ("FREE BEER", 10_000),
        (None, 10_000),
    ],
)
async def test_the_plan_sets_the_budget(
    script: Script, plan: str | None, calls: int
) -> None:
    """It is told when signing in, and remembered over restarts."""
    cloud = script.sifely()
    data = {**SIGNED_IN["data"], "plan": plan}
    script.on("POST", LOGIN, said({"code": 200, "data": data}))
    await cloud.account()
    assert cloud.pace.quota.calls == calls
    assert script.sifely().pace.quota.calls == calls


async def test_bearer(script: Script) -> None:
    """Sifely's older interface: tokens with an end, the same account."""
    cloud = script.sifely(BEARER_FORM)
    assert (await cloud.account()).id == SIFELY_ID
    params = script.params(LOGIN)
    assert params == {
        "client_id": CLIENT_ID,
        "username": USERNAME,
        "password": MD5,
    }
    assert "password" not in script.server.asked[0].url.query
    await cloud.inventory()
    assert script.server.asked[-1].headers["authorization"] == f"Bearer {ACCESS}"


@pytest.mark.parametrize(
    ("guest", "client_id"),
    [
        (
            said({"code": 200, "data": {"sifelyToken": "x", "clientId": "cli-9"}}),
            "cli-9",
        ),
        (said({"code": 200, "data": {"sifelyToken": "x"}}), "home_assistant"),
        (said(b"<html>", 404), "home_assistant"),
    ],
)
async def test_bearer_without_a_client_id(
    script: Script, guest: Reply, client_id: str
) -> None:
    """A guest sign-in tells one, or there is one that others use."""
    form = {name: it for name, it in BEARER_FORM.items() if name != "client_id"}
    cloud = script.sifely(form)
    script.on("POST", GUEST, guest)
    await cloud.account()
    assert script.params(LOGIN)["client_id"] == client_id
    assert script.params(GUEST) == {"username": USERNAME, "password": MD5}


@pytest.mark.parametrize("status", [401, 500])
async def test_a_guest_that_is_refused(script: Script, status: int) -> None:
    """401 is a wrong password there, and 500 a name that nobody has."""
    form = {name: it for name, it in BEARER_FORM.items() if name != "client_id"}
    cloud = script.sifely(form)
    script.on("POST", GUEST, said(b"", status))
    with pytest.raises(AuthError):
        await cloud.account()
    assert f"POST {LOGIN}" not in script.asked


async def test_by_way_of_an_authorization_code(script: Script) -> None:
    """Where signing in gives no token, the older way does."""
    cloud = script.sifely(BEARER_FORM)
    script.on("POST", LOGIN, said({"code": 200, "data": {}}))
    script.on("POST", AUTHORIZE, said({"code": 200, "data": {"code": "auth-1"}}))
    script.on("POST", OAUTH, said({"access_token": "other-1", "expires_in": 60}))
    await cloud.account()
    assert script.params(OAUTH) == {
        "client_id": CLIENT_ID,
        "grant_type": "authorization_code",
        "code": "auth-1",
    }


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (said({"errcode": 10007, "errmsg": "x"}), AuthError, Reason.SIGNED_OUT),
        (said(refusal(10001)), AuthError, Reason.SIGNED_OUT),
        (said(refusal(30008)), NotPermitted, Reason.WRONG_REGION),
        (said(refusal(80000)), NotPermitted, Reason.CLOCK_WRONG),
        (said(refusal(30006)), RateLimited, Reason.RATE_LIMITED),
        (said({"code": 500, "msg": "wrong password"}), AuthError, Reason.SIGNED_OUT),
        (said({"code": 503}), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (said({"code": 90000}), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (said(b"", 401), AuthError, Reason.SIGNED_OUT),
        (said(b"", 400), AuthError, Reason.SIGNED_OUT),
        (said(b"", 402), NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (said(b"", 403), NotPermitted, Reason.NOT_PERMITTED),
        (said(b"", 404), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (said(b"", 429), RateLimited, Reason.RATE_LIMITED),
        (said(b"", 503), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (None, CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (said(b"<html>"), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (said({}), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (said({"access_token": "tök"}), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
    ],
)
@pytest.mark.parametrize("path", [TOKEN, LOGIN])
async def test_what_can_go_wrong(
    script: Script,
    reply: Reply,
    error: type[VendorError],
    reason: Reason,
    path: str,
) -> None:
    """Only what is about the credentials says that they are wrong."""
    cloud = script.connect() if path == TOKEN else script.sifely()
    script.on("POST", path, reply)
    with pytest.raises(error) as caught:
        await cloud.account()
    assert caught.value.reason is reason
    assert PASSWORD not in str(caught.value)


async def test_wrong_credentials_are_tried_once(script: Script) -> None:
    """A cloud may lock an account that knocks too often."""
    script.on("POST", TOKEN, said(refusal(10007)))
    cloud = script.connect()
    for _ in range(3):
        with pytest.raises(AuthError):
            await cloud.inventory()
    assert script.asked == [f"POST {TOKEN}"]


async def test_a_token_that_does_not_tell_whose_it_is(script: Script) -> None:
    """Without the id nobody knows which account it was."""
    script.on("POST", TOKEN, said({"access_token": "a", "expires_in": 60}))
    with pytest.raises(ProtocolError):
        await script.connect().account()


async def test_tokens_outlive_a_restart(script: Script) -> None:
    """And nothing is asked for that is known."""
    await script.connect().account()
    script.server.asked.clear()
    assert (await script.connect().account()).id == "eu:2340"
    assert script.asked == []
    assert PASSWORD not in repr(script.tokens.kept)


REFUSED = pytest.mark.parametrize(
    "refused",
    [
        said(refusal(10003)),
        said(refusal(10004)),
        said({"code": 10004}),
        said(b"", 401),
        said({"code": 401, "msg": "x"}, 401),
        said({"code": 401, "msg": "x"}),
        said({"msg": "Authentication failed, unable to access system resources"}),
        said({"code": 200, "data": refusal(10004)}),
    ],
)


@REFUSED
async def test_a_refused_token_is_renewed_once(script: Script, refused: Reply) -> None:
    """By the refresh token; the call goes out again, because nothing was done."""
    cloud, _ = await script.connected()
    script.on("POST", TOKEN, said({**TOKENS, "access_token": "access-2"}))
    script.on("POST", LOCKS, refused, said(page()))
    await cloud.inventory()
    assert script.params(TOKEN) == {
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "grant_type": "refresh_token",
        "refresh_token": REFRESH,
    }
    assert script.tokens.kept["access_token"] == "access-2"


@REFUSED
@pytest.mark.parametrize(
    ("form", "path"), [(API_KEY_FORM, LOGIN), (BEARER_FORM, OAUTH)]
)
async def test_so_it_is_at_sifely(
    script: Script, form: dict[str, str], path: str, refused: Reply
) -> None:
    """Whatever it says; also of a command, which is sent again once and no more."""
    cloud, lock = await script.connected(script.sifely(form))
    script.on("POST", OAUTH, said({"access_token": "access-2"}))
    script.on("POST", UNLOCK, refused, said(done()))
    await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.asked == [f"POST {it}" for it in (UNLOCK, path, UNLOCK)]
    script.server.asked.clear()
    script.on("POST", UNLOCK, refused)
    with pytest.raises(AuthError):
        await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.asked == [f"POST {it}" for it in (UNLOCK, path, UNLOCK)]


async def test_a_token_that_is_refused_twice(script: Script) -> None:
    """Then the account is signed out; nothing goes round in circles."""
    cloud, _ = await script.connected()
    script.on("POST", LOCKS, said(refusal(10004)))
    with pytest.raises(AuthError):
        await cloud.inventory()
    assert script.asked == [f"POST {LOCKS}", f"POST {TOKEN}", f"POST {LOCKS}"]


@pytest.mark.parametrize("refused", [said(refusal(10011)), said(refusal(-3))])
async def test_a_refresh_token_that_is_used_up(script: Script, refused: Reply) -> None:
    """The password may do what the refresh token does no more."""
    cloud, _ = await script.connected()
    script.on("POST", TOKEN, refused, said({**TOKENS, "access_token": "access-2"}))
    script.on("POST", LOCKS, said(refusal(10004)), said(page()))
    await cloud.inventory()
    assert script.asked.count(f"POST {TOKEN}") == 2
    assert script.tokens.kept["access_token"] == "access-2"


async def test_tokens_are_renewed_before_they_end(script: Script) -> None:
    """After 90 days, by one call, however many want one."""
    cloud, _ = await script.connected()
    script.now += timedelta(seconds=7_776_000 - 60)
    await asyncio.gather(*(cloud.inventory() for _ in range(3)))
    assert script.asked.count(f"POST {TOKEN}") == 1


async def test_bearer_tokens_are_renewed(script: Script) -> None:
    """An answer without a refresh token leaves the old one good."""
    cloud, _ = await script.connected(script.sifely(BEARER_FORM))
    script.on("POST", OAUTH, said({"access_token": "access-2", "expires_in": 3600}))
    for _ in range(2):
        script.now += timedelta(hours=2)
        await cloud.inventory()
    refreshes = [it for it in script.server.asked if it.url.path == OAUTH]
    assert len(refreshes) == 2
    assert f"refresh_token={REFRESH}" in refreshes[1].body.decode()
    assert script.tokens.kept["refresh_token"] == REFRESH


async def test_bearer_signs_in_again(script: Script) -> None:
    """When the refresh token is refused too."""
    cloud, _ = await script.connected(script.sifely(BEARER_FORM))
    script.on("POST", OAUTH, said(b"", 401))
    script.on("POST", LOGIN, said({**BEARER_TOKENS, "data": {"token": "access-2"}}))
    script.on("POST", KEYS, said(b"", 401), said(page()))
    await cloud.inventory()
    assert script.tokens.kept["access_token"] == "access-2"


async def test_minus_three_may_mean_the_token(script: Script) -> None:
    """At the older interface; asked again once, then it is what it says."""
    cloud, _ = await script.connected(script.sifely(BEARER_FORM))
    script.on("POST", OAUTH, said({"access_token": "access-2"}))
    script.on("POST", LOCKS, said({"code": -3}), said(page()))
    await cloud.inventory()
    script.on("POST", LOCKS, said({"code": -3}))
    with pytest.raises(VendorError) as caught:
        await cloud.inventory()
    assert not isinstance(caught.value, AuthError)


async def test_a_form_with_an_unknown_choice(script: Script) -> None:
    """The first one is the usual one."""
    connection = replace(
        script.connection(), credentials={**TTLOCK_FORM, "region": "moon"}
    )
    cloud = type(script.connect())(connection)
    assert (await cloud.account()).id == "eu:2340"
