"""Signing in: projects and apps, tokens that end, and every way to be refused."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors.tuya.brands import REGIONS, TUYA
from custom_components.cloud_locks.vendors.tuya.calls import post
from tests.vendors.raw_server import answer

from .payloads import AT, UID, refusal, tokens
from .script import (
    APP_FORM,
    DEVICES,
    FORM,
    LOGIN,
    OF_USER,
    TOKEN,
    Script,
    Tokens,
    refused,
    said,
)

REFRESH = f"{TOKEN}/refresh-1bd2a2"


async def test_as_the_project(script: Script) -> None:
    """The account is the token's user, and nothing personal."""
    account = await script.connect().account()
    assert (account.id, account.name) == (UID, "Tuya")
    (asked,) = script.server.asked
    assert asked.url.query == {"grant_type": "1"}
    assert "access_token" not in asked.headers


async def test_as_the_account_of_an_app(script: Script) -> None:
    """Which has devices of its own, listed by its own call."""
    cloud = script.connect(APP_FORM)
    await cloud.inventory()
    assert script.asked[:2] == [f"POST {LOGIN}", f"GET {OF_USER}"]
    assert script.body(LOGIN) == {
        "username": "owner@example.com",
        "password": "52b1c0c4e443ed8033ec965067e7fc2a",
        "country_code": "49",
        "schema": "smartlife",
    }


async def test_followed_to_another_data_center(script: Script) -> None:
    """An app's account may live elsewhere, but in one of the centers known."""
    told = tokens(platform_url="https://openapi.tuyaus.com/")
    script.on("POST", LOGIN, said(told))
    cloud = script.connect(APP_FORM)
    await cloud.account()
    sign_in = cloud._caller.sign_in
    assert sign_in._origin == "https://openapi.tuyaus.com"
    assert script.tokens.kept["fact:platform_url"] == "https://openapi.tuyaus.com"
    for odd in (
        "https://evil.example",
        "http://openapi.tuyaus.com",
        "x",
        "https://",
        5,
    ):
        script.tokens.kept = {}
        script.on("POST", LOGIN, said(tokens(platform_url=odd)))
        other = script.connect(APP_FORM)
        await other.account()
        assert other._caller.sign_in._origin is None


async def test_token_is_kept_and_used_again(script: Script) -> None:
    """Over restarts too."""
    await script.connect().account()
    await script.connect().account()
    assert script.asked == [f"GET {TOKEN}"]


async def test_refreshed_once_before_it_ends(script: Script) -> None:
    """By a token that works a single time, and by one of many calls."""
    cloud = script.connect()
    await cloud.account()
    script.now += timedelta(hours=1, minutes=58)
    new = tokens(access_token="access-2", refresh_token="refresh-2")
    script.on("GET", REFRESH, said(new))
    await asyncio.gather(*(cloud.account() for _ in range(5)))
    assert script.asked.count(f"GET {REFRESH}") == 1
    assert script.tokens.kept["access_token"] == "access-2"
    assert script.tokens.kept["refresh_token"] == "refresh-2"


async def test_refresh_token_that_was_used(script: Script) -> None:
    """By another instance: signing in as at first helps."""
    cloud = script.connect()
    await cloud.account()
    script.now += timedelta(hours=3)
    script.on("GET", REFRESH, refused(refusal(1010)))
    script.on("GET", TOKEN, said(tokens(access_token="access-2")))
    await cloud.account()
    assert script.asked[1:] == [f"GET {REFRESH}", f"GET {TOKEN}"]


@pytest.mark.parametrize("number", [1002, 1004, 1010, 1011, 1012, 1400])
async def test_another_token_once(script: Script, number: int) -> None:
    """The refusal proves that nothing was done."""
    cloud, _ = await script.connected()
    page = {"devices": [], "has_more": False}
    script.on("GET", REFRESH, said(tokens(access_token="access-2")))
    script.on("GET", DEVICES, refused(refusal(number)), said(page))
    assert not (await cloud.inventory()).locks
    assert script.asked == [f"GET {DEVICES}", f"GET {REFRESH}", f"GET {DEVICES}"]
    assert script.server.asked[-1].headers["access_token"] == "access-2"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(refusal(1010)), AuthError),
        (refused(refusal(1004)), ProtocolError),
        (answer(401), AuthError),
        (answer(403), NotPermitted),
    ],
)
async def test_no_token_helps(
    script: Script, reply: bytes, error: type[VendorError]
) -> None:
    """Asked a second time and no third; a mistake in signing signs nobody out."""
    cloud, _ = await script.connected()
    script.on("GET", REFRESH, said(tokens(access_token="access-2")))
    script.on("GET", DEVICES, reply)
    with pytest.raises(error) as caught:
        await cloud.inventory()
    assert script.asked.count(f"GET {DEVICES}") == 2
    assert isinstance(caught.value, AuthError) is (error is AuthError)


@pytest.mark.parametrize("number", [1001, 1004, 1005, 1008, 1010, 1114, 2401])
async def test_credentials_that_nobody_has(script: Script, number: int) -> None:
    """Asked once: knocking on may lock the account."""
    script.on("GET", TOKEN, refused(refusal(number)))
    cloud = script.connect()
    for _ in range(2):
        with pytest.raises(AuthError):
            await cloud.account()
    assert script.asked == [f"GET {TOKEN}"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (1106, Reason.WRONG_REGION),
        (2406, Reason.WRONG_REGION),
        (28841002, Reason.SUBSCRIPTION_MISSING),
        (1013, Reason.CLOCK_WRONG),
    ],
)
async def test_not_about_the_credentials(
    script: Script, number: int, reason: Reason
) -> None:
    """Signing in again would not help."""
    script.on("GET", TOKEN, refused(refusal(number)))
    with pytest.raises(NotPermitted) as caught:
        await script.connect().account()
    assert caught.value.reason is reason


@pytest.mark.parametrize("number", [1004, 1013])
async def test_wrong_clock_is_said_plainly(script: Script, number: int) -> None:
    """The cloud tells its time: with another one no signature fits."""
    late = refusal(number, t=AT + 3_600_000)
    script.on("GET", TOKEN, refused(late))
    with pytest.raises(NotPermitted) as caught:
        await script.connect().account()
    assert caught.value.reason is Reason.CLOCK_WRONG


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        (500, CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (1106, NotPermitted, Reason.WRONG_REGION),
        (1108, NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (1110, RateLimited, Reason.RATE_LIMITED),
        (1199, RateLimited, Reason.RATE_LIMITED),
        (28841001, NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (28841101, NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (28841105, NotPermitted, Reason.SCOPE_MISSING),
        (28841106, NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (1000, NotFound, Reason.NOT_FOUND),
        (1109, RejectedError, Reason.REJECTED),
        (987654, ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
    ],
)
async def test_refused_readings(
    script: Script, number: int, error: type[VendorError], reason: Reason
) -> None:
    """By the table; what the cloud says in words is not looked at."""
    cloud, _ = await script.connected()
    script.on("GET", DEVICES, refused(refusal(number, msg="token invalid")))
    with pytest.raises(error) as caught:
        await cloud.inventory()
    assert caught.value.reason is reason


@pytest.mark.parametrize("number", [28841004, 28841104])
async def test_calls_of_the_month_are_used_up(script: Script, number: int) -> None:
    """Nobody asks again before the next day."""
    cloud, _ = await script.connected()
    script.on("GET", DEVICES, refused(refusal(number)))
    with pytest.raises(RateLimited) as caught:
        await cloud.inventory()
    assert caught.value.retry_after == 86_400


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(refusal(500)), OutcomeUnknown),
        (refused(refusal(987654)), OutcomeUnknown),
        (refused({"success": False}), OutcomeUnknown),
        (answer(200, b"<html>"), OutcomeUnknown),
        (answer(408), OutcomeUnknown),
        (answer(502), OutcomeUnknown),
        (answer(302), OutcomeUnknown),
        (answer(404), RejectedError),
        (answer(429), RateLimited),
        (None, OutcomeUnknown),
        (said(False), RejectedError),  # noqa: FBT003 - a result
        (said("false"), RejectedError),
    ],
)
async def test_refused_writings(
    script: Script, reply: bytes | None, error: type[VendorError]
) -> None:
    """What does not say that it was refused may have been done."""
    cloud, _ = await script.connected()
    script.on("POST", "/x", reply)
    with pytest.raises(error):
        await cloud._caller.done(post("/x"))
    assert script.asked == ["POST /x"]


@pytest.mark.parametrize("result", [True, "true", "", None, {}])
async def test_results_that_are_a_yes(script: Script, result: object) -> None:
    """A truth as text, or whatever there is beside success."""
    cloud, _ = await script.connected()
    script.on("POST", "/x", said(result))
    await cloud._caller.done(post("/x"))


def test_regions() -> None:
    """Each has an origin, and all but one a queue that is known."""
    assert set(REGIONS) == {"cn", "us", "us_e", "eu", "eu_w", "in", "sg"}
    assert all(TUYA.settings[region].startswith("https://") for region in REGIONS)
    without = {it for it in REGIONS if f"queue:{it}" not in TUYA.settings}
    assert without == {"sg"}


async def test_kept_token_without_an_account(script: Script) -> None:
    """Is renewed, which tells."""
    script.tokens = Tokens({"access_token": "old"})
    assert (await script.connect().account()).id == UID
    for path in (TOKEN, REFRESH):
        script.on("GET", path, said(tokens(uid=...)))
    script.tokens = Tokens()
    with pytest.raises(ProtocolError):
        await script.connect({**FORM, "region": "moon"}).account()
