"""Signing in: by an application of one's own, and by the account of another one."""

from dataclasses import replace

import pytest

from custom_components.cloud_locks.model.command import Operation, Outcome
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.sign_in import Brand, LinkSignIn, OAuthSignIn
from custom_components.cloud_locks.vendors.august.brands import AUGUST, YALE
from custom_components.cloud_locks.vendors.august.cloud import AugustCloud

from .payloads import API_KEY, LOCK_ID, USER_ID, granted, operated, token
from .script import LOCKS, STATUS, TOKEN, Linked, R, Script, Tokens, refused, said

HEADERS = {
    "august": ("x-august-api-key", "x-august-access-token", "x-august-branding"),
    "yale": ("x-api-key", "x-access-token", "x-branding"),
}


@pytest.mark.parametrize("brand", [AUGUST, YALE], ids=lambda it: it.key)
async def test_headers(script: Script, brand: Brand) -> None:
    """Each cloud has its own names; the token stands bare."""
    script.brand = brand
    cloud, _ = await script.connected()
    script.on("GET", STATUS, said({"status": "locked"}))
    await cloud.states((await cloud.inventory()).locks)
    for asked in script.server.asked:
        key, access, branding = (asked.headers[it] for it in HEADERS[brand.key])
        assert (key, access, branding) == (API_KEY, token(), brand.key)
        assert asked.headers["accept-version"] == "0.0.1"
        assert asked.headers["content-type"] == "application/json; charset=UTF-8"
        assert "authorization" not in asked.headers


@pytest.mark.parametrize("brand", [AUGUST, YALE], ids=lambda it: it.key)
def test_ways(brand: Brand) -> None:
    """Linking is offered first; nobody is asked for a password."""
    link, own = brand.sign_ins
    assert isinstance(link, LinkSignIn)
    assert isinstance(own, OAuthSignIn)
    assert link.domain == brand.key
    assert [field.key for field in own.fields] == [
        "client_id",
        "client_secret",
        "api_key",
    ]


async def test_account(script: Script) -> None:
    """The id stands in the token: no call, and nothing personal."""
    account = await AugustCloud(script.connection()).account()
    assert (account.id, account.name) == (USER_ID, "Yale")
    assert script.asked == []


@pytest.mark.parametrize("odd", [token(None), "no-token", "a.b.c", "a.bnVsbA.c"])
async def test_account_of_a_token_that_tells_nothing(script: Script, odd: str) -> None:
    """Then the cloud is asked."""
    script.tokens = Tokens({"access_token": odd})
    script.on("GET", "/users/me", said({"UserID": "u-9", "FirstName": "Els"}))
    assert (await AugustCloud(script.connection()).account()).id == "u-9"


async def test_nobody_is_signed_in(script: Script) -> None:
    """Without tokens nothing is sent."""
    script.tokens = Tokens({})
    with pytest.raises(AuthError):
        await AugustCloud(script.connection()).account()
    assert script.asked == []


async def test_refused_token_is_renewed_once(script: Script) -> None:
    """The command was not carried out, so it is sent with the new one."""
    cloud, _ = await script.connected()
    script.on("PUT", f"{R}/unlock", refused(401), said(operated()))
    script.on("POST", TOKEN, said(granted()))
    result = await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert result.outcome is Outcome.CONFIRMED
    assert [asked.method for asked in script.server.asked] == ["PUT", "POST", "PUT"]
    last = script.server.asked[-1]
    assert last.headers["x-access-token"] == token(serial=2)
    assert script.tokens.kept["refresh_token"] == "refresh-2"


async def test_new_token_is_refused_too(script: Script) -> None:
    """Then somebody has to sign in, and nothing goes round in circles."""
    cloud, _ = await script.connected()
    script.on("PUT", f"{R}/unlock", refused(401))
    script.on("POST", TOKEN, said(granted()))
    with pytest.raises(AuthError):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert len(script.asked) == 3


async def test_wrong_application_key(script: Script) -> None:
    """403 is never a reason to sign in again."""
    script.on("GET", LOCKS, refused(403, "API key is not valid"))
    with pytest.raises(NotPermitted):
        await AugustCloud(script.connection()).inventory()


async def test_link(script: Script) -> None:
    """Its headers and its token, looked up for each call; nothing of our own."""
    script.linked = Linked(tokens=[token(), token(serial=5)])
    cloud = AugustCloud(script.connection())
    assert (await cloud.account()).id == USER_ID
    await cloud.inventory()
    for asked in script.server.asked:
        assert asked.headers["x-api-key"] == "key of the other"
        assert asked.headers["x-access-token"] == token(serial=5)
        assert asked.headers["x-branding"] == "yale"
    assert script.server.asked[0].headers["accept-version"] == "0.0.1"
    assert cloud.parts.link is not None
    assert cloud.parts.link.shared_locks == {LOCK_ID}


async def test_link_that_has_another_token_by_now(script: Script) -> None:
    """The other integration has refreshed it in between."""
    script.linked = Linked()
    cloud, _ = await script.connected()
    script.linked.tokens = [token(), token(serial=5)]
    script.on("PUT", f"{R}/unlock", refused(401), said(operated()))
    await cloud.operate(LOCK_ID, Operation.UNLOCK)
    used = [asked.headers["x-access-token"] for asked in script.server.asked]
    assert used == [token(), token(serial=5)]


async def test_link_that_is_signed_out(script: Script) -> None:
    """Signing in is asked for there, so it is not asked for here."""
    script.linked = Linked()
    cloud, _ = await script.connected()
    script.on("PUT", f"{R}/unlock", refused(401))
    with pytest.raises(CloudUnreachable) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert caught.value.reason is Reason.LINK_SIGNED_OUT
    assert len(script.asked) == 1


async def test_no_link(script: Script) -> None:
    """With an application of one's own no lock is shared."""
    cloud, _ = await script.connected()
    assert cloud.parts.link is not None
    assert cloud.parts.link.shared_locks == frozenset()


async def test_tokens_are_renewed_before_their_end(script: Script) -> None:
    """By the brand's own server."""
    script.tokens = Tokens({**script.tokens.kept, "ends": script.now.isoformat()})
    script.on("POST", TOKEN, said(granted()))
    connection = replace(script.connection(), brand=AUGUST)
    await AugustCloud(connection).account()
    (asked,) = script.server.asked
    assert f"{asked.method} {asked.url}" == "POST /access_token"
    assert b"grant_type=refresh_token" in asked.body


@pytest.mark.parametrize("odd", ["a\nx-other: b", "t\u00f6ken", ""])
async def test_a_token_that_fits_no_header(script: Script, odd: str) -> None:
    """It adds no header of its own: nothing is sent with it."""
    script.linked = Linked(tokens=[odd])
    with pytest.raises(ProtocolError):
        await AugustCloud(script.connection()).inventory()
    assert script.asked == []
