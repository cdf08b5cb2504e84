"""Three ways in, and everything that keeps somebody out."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.client import Reply

from .wire import BEARER_HOST, CN, EU, KEY_HOST, Wire, code, md5_of

type Form = dict[str, Any]


@pytest.fixture
def form(sim: Simulation) -> Form:
    """Return what TTLock wants to know."""
    account = sim.account("ttlock")
    return {
        "clientId": account["client_id"],
        "clientSecret": account["client_secret"],
        "username": account["username"],
        "password": md5_of(account["password"]),
    }


@pytest.fixture
def login(sim: Simulation) -> Form:
    """Return what the older Sifely login wants to know."""
    account = sim.account("sifely")
    return {
        "client_id": account["client_id"],
        "username": account["username"],
        "password": md5_of(account["password"]),
    }


@pytest.fixture
def eu(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a stranger at TTLock's host."""
    return Wire(sim, session, EU)


@pytest.fixture
def key_host(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a stranger at Sifely's current host."""
    return Wire(sim, session, KEY_HOST)


@pytest.fixture
def bearer_host(sim: Simulation, session: aiohttp.ClientSession) -> Wire:
    """Return a stranger at Sifely's older host."""
    return Wire(sim, session, BEARER_HOST)


async def token(wire: Wire, **form: object) -> Reply:
    """Ask TTLock for tokens."""
    return await wire.send("POST", "/oauth2/token", form=form)


async def test_ttlock_tokens(eu: Wire, form: Form) -> None:
    """Ninety days, a refresh token, the account's number; nothing around it."""
    reply = await token(eu, **form)
    assert set(reply.body) == {"access_token", "refresh_token", "uid", "expires_in"}
    assert reply.body["expires_in"] == 7776000
    assert isinstance(reply.body["uid"], int)


async def test_older_spelling(eu: Wire, form: Form) -> None:
    """Public clients still send the names of the edition before."""
    older = {
        "client_id": form.pop("clientId"),
        "client_secret": form.pop("clientSecret"),
        "grant_type": "password",
    }
    assert "access_token" in (await token(eu, **older, **form)).body


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"clientId": "nobody"}, 10000),
        ({"clientSecret": "wrong"}, 10001),
        ({"username": "nobody@example.com"}, 10007),
        ({"password": "open-every-door"}, 10007),
        ({"password": md5_of("open-every-door").upper()}, 10007),
        ({"grant_type": "client_credentials"}, -3),
        ({"grant_type": "refresh_token", "refresh_token": "none"}, 10011),
    ],
)
async def test_ttlock_refuses(eu: Wire, form: Form, change: Form, number: int) -> None:
    """Client, secret, account and password each have their number."""
    reply = await token(eu, **form | change)
    assert code(reply) == number
    assert set(reply.body) == {"errcode", "errmsg", "description"}


async def test_ttlock_wants_a_form(eu: Wire, form: Form) -> None:
    """A password in an address, or in JSON, is not looked at."""
    assert code(await eu.send("POST", "/oauth2/token", query=form)) == 10000
    assert code(await eu.send("POST", "/oauth2/token", json=form)) == 10000
    assert (await eu.send("GET", "/oauth2/token", query=form)).status == 405


async def test_wrong_region(
    sim: Simulation, session: aiohttp.ClientSession, desk: TtlockControl, form: Form
) -> None:
    """An account lives at one of two hosts; tokens do not travel."""
    eu, cn = Wire(sim, session, EU), Wire(sim, session, CN)
    assert code(await token(cn, **form)) == 30008
    access = (await token(eu, **form)).body["access_token"]
    cn.params = eu.params = {"clientId": form["clientId"], "accessToken": access}
    assert code(await cn.post("lock/list")) == 30008
    desk.region("cn")
    assert sim.account("ttlock")["region"] == "cn"
    assert code(await eu.post("lock/list")) == 30008
    assert code(await token(eu, **form)) == 30008
    assert "access_token" in (await token(cn, **form)).body


async def refresh(wire: Wire, form: Form, refresh_token: str) -> Reply:
    """Use a refresh token at TTLock."""
    return await token(
        wire, **form, grant_type="refresh_token", refresh_token=refresh_token
    )


async def test_refresh_once(eu: Wire, form: Form) -> None:
    """A refresh token brings another and is used up; of two at once one loses."""
    first = (await token(eu, **form)).body["refresh_token"]
    client = {key: form[key] for key in ("clientId", "clientSecret")}
    replies = await asyncio.gather(*(refresh(eu, client, first) for _ in range(2)))
    assert sorted("access_token" in reply.body for reply in replies) == [False, True]
    assert code(await refresh(eu, client, first)) == 10011


async def test_refresh_token_that_goes_on(
    eu: Wire, desk: TtlockControl, form: Form
) -> None:
    """Where none is returned the old one is kept."""
    desk.switch(refresh_returns_token=False)
    first = (await token(eu, **form)).body["refresh_token"]
    for _ in range(2):
        reply = await refresh(eu, form, first)
        assert set(reply.body) == {"access_token", "uid", "expires_in"}


async def test_ttlock_token_expires(sim: Simulation, ttlock: Wire) -> None:
    """After ninety days, and not before."""
    sim.home.clock.advance(timedelta(days=89))
    assert code(await ttlock.post("lock/list")) == 0
    sim.home.clock.advance(timedelta(days=1))
    assert code(await ttlock.post("lock/list")) == 10004


async def key_login(wire: Wire, account: str, password: str) -> Reply:
    """Ask Sifely for the API key."""
    body = {"account": account, "password": password}
    return await wire.send("POST", "/system/smart/login", json=body)


async def test_api_key(
    key_host: Wire, sim: Simulation, login: Form, desk: TtlockControl
) -> None:
    """The key is the same every time; production was seen without the envelope."""
    wrapped = (await key_login(key_host, login["username"], login["password"])).body
    assert wrapped["code"] == 200
    assert set(wrapped["data"]) == {"clientToken", "clientId", "account", "plan"}
    assert wrapped["data"]["clientToken"].startswith("sk-")
    assert wrapped["data"]["plan"] == "DEVELOPER"
    desk.switch(login_wrapped=False)
    bare = (await key_login(key_host, login["username"], login["password"])).body
    assert bare == wrapped["data"]
    sim.home.clock.advance(timedelta(days=2000))
    key_host.headers = {"Authorization": bare["clientToken"]}
    assert (await key_host.post("lock/list")).status == 200


@pytest.mark.parametrize(
    ("shape", "status", "key"),
    [("code", 200, "code"), ("errcode", 200, "errcode"), ("401", 401, "code")],
)
async def test_sifely_refuses_a_password(
    key_host: Wire,
    bearer_host: Wire,
    desk: TtlockControl,
    login: Form,
    shape: str,
    status: int,
    key: str,
) -> None:
    """In any of three shapes; the password as it is, is wrong as well."""
    desk.switch(login_refusal=shape)
    for password in (md5_of("wrong"), "open-every-door"):
        login["password"] = password
        for reply in (
            await key_login(key_host, login["username"], password),
            await bearer_host.send("POST", "/system/smart/login", query=login),
        ):
            assert reply.status == status
            assert reply.body[key] in {10007, 401}


async def test_api_key_login_is_json(key_host: Wire, login: Form) -> None:
    """Neither a form nor a query, and nothing that is no JSON."""
    path = "/system/smart/login"
    assert (await key_host.send("POST", path, form=login)).status == 415
    assert (await key_host.send("POST", path, query=login)).status == 415
    assert (await key_host.send("POST", path, json=[])).status == 400
    headers = {"Content-Type": "application/json"}
    reply = await key_host.send("POST", path, query=login, headers=headers)
    assert reply.status == 400


async def test_rolled_key(sifely: Wire) -> None:
    """The old key dies with the answer."""
    reply = await sifely.send("POST", "/client/roll-token")
    assert (await sifely.post("lock/list")).status == 401
    sifely.headers = {"Authorization": reply.body["data"]["clientToken"]}
    assert (await sifely.post("lock/list")).status == 200


async def test_bearer_login(
    bearer_host: Wire, desk: TtlockControl, login: Form
) -> None:
    """Everything in the query; the lifetime may be a text."""
    reply = await bearer_host.send("POST", "/system/smart/login", query=login)
    assert reply.body["code"] == 200
    assert set(reply.body["data"]) == {"token", "refreshToken", "expires_in"}
    assert reply.body["data"]["expires_in"] == 7200
    desk.switch(expires_in_text=True, login_wrapped=False)
    headers = {"Content-Type": "application/json;charset=UTF-8", "isToken": "false"}
    reply = await bearer_host.send(
        "POST", "/system/smart/login", query=login, headers=headers
    )
    assert reply.body["expires_in"] == "7200"
    login["client_id"] = "nobody"
    reply = await bearer_host.send("POST", "/system/smart/login", query=login)
    assert reply.body["code"] == 10000
    del login["client_id"]
    reply = await bearer_host.send("POST", "/system/smart/login", query=login)
    assert reply.status == 500
    assert "'client_id'" in reply.body["message"]


async def test_authorization_code(bearer_host: Wire, login: Form) -> None:
    """A code serves once; with an address the browser is sent there."""
    reply = await bearer_host.send("POST", "/system/smart/authorize", query=login)
    exchange = {
        "client_id": login["client_id"],
        "grant_type": "authorization_code",
        "code": reply.body["data"]["code"],
    }
    path = "/system/smart/oauthToken"
    reply = await bearer_host.send("POST", path, query=exchange)
    assert set(reply.body) == {"access_token", "refresh_token", "expires_in"}
    assert code(await bearer_host.send("POST", path, query=exchange)) == -3
    back = login | {"redirect_uri": "http://127.0.0.1:1/back", "state": "abc"}
    reply = await bearer_host.send("POST", "/system/smart/authorize", query=back)
    assert reply.status == 302
    assert reply.headers["Location"].startswith("http://127.0.0.1:1/back?code=")
    assert reply.headers["Location"].endswith("&state=abc")


async def test_authorization_code_grows_old(
    sim: Simulation, bearer_host: Wire, login: Form
) -> None:
    """It is for now, not for later."""
    reply = await bearer_host.send("POST", "/system/smart/authorize", query=login)
    sim.home.clock.advance(timedelta(minutes=10))
    query = {
        "client_id": login["client_id"],
        "grant_type": "authorization_code",
        "code": reply.body["data"]["code"],
    }
    reply = await bearer_host.send("POST", "/system/smart/oauthToken", query=query)
    assert code(reply) == -3


async def test_bearer_refresh(sim: Simulation, bearer_host: Wire, login: Form) -> None:
    """Tokens end after their lifetime; the refresh token brings others."""
    reply = await bearer_host.send("POST", "/system/smart/login", query=login)
    tokens = reply.body["data"]
    sim.home.clock.advance(timedelta(seconds=7200))
    bearer_host.headers = {"Authorization": f"Bearer {tokens['token']}"}
    assert (await bearer_host.post("lock/list")).status == 401
    query = {
        "client_id": login["client_id"],
        "grant_type": "refresh_token",
        "refresh_token": tokens["refreshToken"],
    }
    path = "/system/smart/oauthToken"
    fresh = (await bearer_host.send("POST", path, query=query)).body
    bearer_host.headers = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert (await bearer_host.post("lock/list")).status == 200
    assert code(await bearer_host.send("POST", path, query=query)) == 10011
    query["grant_type"] = "password"
    assert code(await bearer_host.send("POST", path, query=query)) == -3


async def test_guest_login(bearer_host: Wire, sim: Simulation, login: Form) -> None:
    """A form, a token that is sent bare, and the client id of the portal."""
    path = "/system/smart/loginByGuest"
    form = {key: login[key] for key in ("username", "password")}
    data = (await bearer_host.send("POST", path, form=form)).body["data"]
    assert data["clientId"] == sim.account("sifely")["client_id"]
    bearer_host.headers = {"Authorization": data["sifelyToken"]}
    assert (await bearer_host.post("lock/list")).status == 200
    wrong = await bearer_host.send("POST", path, form=form | {"password": "x"})
    assert wrong.status == 401
    nobody = await bearer_host.send("POST", path, form=form | {"username": "x"})
    assert nobody.status == 500


@pytest.mark.parametrize(
    ("host", "path"),
    [
        (EU, "/system/smart/login"),
        (KEY_HOST, "/oauth2/token"),
        (KEY_HOST, "/system/smart/oauthToken"),
        (BEARER_HOST, "/client/roll-token"),
    ],
)
async def test_each_host_has_its_own_sign_in(
    sim: Simulation, session: aiohttp.ClientSession, host: str, path: str
) -> None:
    """What belongs to another host does not exist."""
    assert (await Wire(sim, session, host).send("POST", path)).status == 404


async def test_signed_out(
    sim: Simulation, desk: TtlockControl, anyone: Wire, form: Form, eu: Wire
) -> None:
    """A changed password ends everything, and the old one is wrong."""
    desk.sign_out()
    reply = await anyone.post("lock/list")
    assert reply.status == 401 or code(reply) == 10004
    assert code(await token(eu, **form)) == 10007
    form["password"] = md5_of(sim.account("ttlock")["password"])
    assert "access_token" in (await token(eu, **form)).body
