"""Authorization codes, one-use refresh tokens, what a token says."""

from base64 import urlsafe_b64decode
from datetime import timedelta
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from simulators.august import AugustControl
from tests.simulators.client import Reply

from .wire import AUTH, AUTHORIZE, PREFIX, Wire

BACK = "https://my.home-assistant.io/redirect/oauth"


async def ask(wire: Wire, **query: str) -> Reply:
    """Open the authorization page."""
    account = wire.sim.account(wire.brand)
    fields = {"client_id": account["client_id"], "redirect_uri": BACK, "state": "s t"}
    text = "&".join(f"{key}={value}" for key, value in {**fields, **query}.items())
    path = f"{AUTHORIZE[wire.brand]}?{text}"
    return await wire.send("GET", path, host=AUTH[wire.brand])


async def redeem(wire: Wire, **form: str) -> Reply:
    """Ask for tokens."""
    account = wire.sim.account(wire.brand)
    fields = {
        "client_id": account["client_id"],
        "client_secret": account["client_secret"],
        **form,
    }
    wire.headers = {}
    return await wire.send("POST", "/access_token", data=fields, host=AUTH[wire.brand])


async def code_of(wire: Wire) -> str:
    """Return a code."""
    reply = await ask(wire)
    assert reply.status == 302
    return parse_qs(urlsplit(reply.headers["Location"]).query)["code"][0]


async def sign_in(wire: Wire) -> Reply:
    """Go the whole way."""
    return await redeem(
        wire,
        grant_type="authorization_code",
        code=await code_of(wire),
        redirect_uri=BACK,
    )


async def test_the_whole_way(anyone: Wire) -> None:
    """From the page to a token that works."""
    headers = dict(anyone.headers)
    reply = await ask(anyone, response_type="code")
    location = urlsplit(reply.headers["Location"])
    assert reply.headers["Location"].startswith(BACK)
    assert parse_qs(location.query)["state"] == ["s t"]
    tokens = (await sign_in(anyone)).body
    assert tokens.keys() == {"access_token", "expires_in", "refresh_token"}
    assert tokens["expires_in"] == 10367999
    anyone.headers = headers
    anyone.headers[f"{PREFIX[anyone.brand]}access-token"] = tokens["access_token"]
    assert (await anyone.get("/users/me")).body["FirstName"] == "Anna"


async def test_the_person_refuses(anyone: Wire, desk: AugustControl) -> None:
    """Then there is an error instead of a code."""
    desk.consent(given=False)
    reply = await ask(anyone)
    query = parse_qs(urlsplit(reply.headers["Location"]).query)
    assert query == {"state": ["s t"], "error": ["access_denied"]}


async def test_codes_are_used_once(anyone: Wire) -> None:
    """And not by somebody else, not later, not from another address."""
    code = await code_of(anyone)
    form = {"grant_type": "authorization_code", "code": code}
    assert (await redeem(anyone, **form, client_secret="wrong")).status == 401
    assert (await redeem(anyone, **form)).status == 200
    again = await redeem(anyone, **form)
    assert (again.status, again.body) == (400, {"error": "invalid_grant"})
    form["code"] = await code_of(anyone)
    elsewhere = await redeem(anyone, **form, redirect_uri="https://example.com")
    assert elsewhere.status == 400
    form["code"] = await code_of(anyone)
    anyone.sim.home.clock.advance(timedelta(minutes=10))
    assert (await redeem(anyone, **form)).status == 400


@pytest.mark.parametrize("status", [400, 401])
async def test_refresh_tokens_are_used_once(
    anyone: Wire, desk: AugustControl, status: int
) -> None:
    """Each brings its successor; the second use is refused."""
    desk.switch(refresh_refusal=status)
    first = (await sign_in(anyone)).body
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = (await redeem(anyone, **form)).body
    assert second["refresh_token"] != first["refresh_token"]
    assert second["access_token"] != first["access_token"]
    reply = await redeem(anyone, **form)
    assert (reply.status, reply.body) == (status, {"error": "invalid_grant"})
    form["refresh_token"] = second["refresh_token"]
    assert (await redeem(anyone, **form)).status == 200
    assert desk.state()["refreshes"] == 2


async def test_expired_is_not_revoked(anyone: Wire, desk: AugustControl) -> None:
    """A refresh works after an expiry and not after a revocation."""
    tokens = (await sign_in(anyone)).body
    desk.expire_tokens()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    fresh = (await redeem(anyone, **form)).body
    desk.revoke_tokens()
    form["refresh_token"] = fresh["refresh_token"]
    assert (await redeem(anyone, **form)).status == 400
    assert (await sign_in(anyone)).status == 200
    secret = anyone.sim.account(anyone.brand)["client_secret"]
    desk.sign_out()
    form["refresh_token"] = "any"
    assert (await redeem(anyone, **form, client_secret=secret)).status == 401


async def test_refresh_tokens_are_of_one_company(august: Wire, yale: Wire) -> None:
    """What August has given is nothing at Yale, and is not used up there."""
    tokens = (await sign_in(august)).body
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert (await redeem(yale, **form)).status == 400
    assert (await redeem(august, **form)).status == 200


async def test_wrong_requests(anyone: Wire) -> None:
    """What OAuth 2.0 calls them."""
    for query, error in (
        ({"client_id": "nobody"}, "invalid_client"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"redirect_uri": ""}, "invalid_request"),
    ):
        assert (await ask(anyone, **query)).body == {"error": error}
    reply = await redeem(anyone, grant_type="password")
    assert reply.body == {"error": "unsupported_grant_type"}
    host = AUTH[anyone.brand]
    json_body = await anyone.send("POST", "/access_token", json={}, host=host)
    assert json_body.body == {"error": "invalid_request"}
    assert (await anyone.send("GET", "/nothing", host=host)).status == 404


async def test_what_a_token_says(anyone: Wire, desk: AugustControl) -> None:
    """It names the user, and ends after 120 days."""
    token = (await sign_in(anyone)).body["access_token"]
    head, claims = (
        json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        for part in token.split(".")[:2]
    )
    assert head == {"alg": "HS256", "typ": "JWT"}
    assert claims["userId"] == desk.state()["user_id"]
    assert claims["exp"] - claims["iat"] == 120 * 86400
    assert claims["isLockedOut"] is False
    desk.lock_out()
    locked = str(desk.tokens(anyone.brand)["access_token"]).split(".")[1]
    body = json.loads(urlsafe_b64decode(locked + "=" * (-len(locked) % 4)))
    assert body["isLockedOut"] is True
    account = anyone.sim.account(anyone.brand)
    assert claims["oauth"]["client_id"] == account["client_id"]
    assert claims["oauth"]["redirect_uri"] == BACK
