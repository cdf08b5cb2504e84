"""Signing in, whose account it is, and what can be wrong with it."""

from collections.abc import Iterable

import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import answer

from .payloads import (
    OWNER,
    SERIAL,
    Json,
    bridge,
    details,
    enveloped,
    lock,
)
from .script import DETAILS, KEY, Script, refused, said


@pytest.mark.parametrize(
    "result",
    [
        None,
        [],
        {"bridges": []},
        {"locks": {}},
        details({"id": 5}),
        details({"serialNumber": "1-2"}),
        details(lock(), 5),  # type: ignore[arg-type]
        details(bridges=[bridge(serialNumber=None)]),
    ],
)
async def test_a_listing_without_what_it_must_have(
    script: Script, result: object
) -> None:
    """It is no listing: taken for one, locks would seem to be gone."""
    script.on("GET", DETAILS, said(result))
    with pytest.raises(ProtocolError):
        await script.connect().inventory()


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (refused(401), AuthError, Reason.SIGNED_OUT),
        (answer(401), AuthError, Reason.SIGNED_OUT),
        (refused(403), NotPermitted, Reason.SCOPE_MISSING),
        (refused(429), RateLimited, Reason.RATE_LIMITED),
        (answer(500), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (answer(503, b"<html>"), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (answer(302), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (answer(304), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (answer(418), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (answer(200, b"<html>"), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (answer(200), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (
            answer(200, enveloped(details(), success=False)),
            ProtocolError,
            Reason.ANSWER_NOT_UNDERSTOOD,
        ),
        (None, CloudUnreachable, Reason.CLOUD_UNREACHABLE),
    ],
)
async def test_what_can_go_wrong(
    script: Script,
    reply: bytes | None,
    error: type[VendorError],
    reason: Reason,
) -> None:
    """Only 401 says that the key is no longer good."""
    script.on("GET", DETAILS, reply)
    with pytest.raises(error) as caught:
        await script.connect().inventory()
    assert type(caught.value) is error
    assert caught.value.reason is reason


async def test_a_rate_limit_says_how_long(script: Script) -> None:
    """The whole account waits for the next hour."""
    script.on("GET", DETAILS, answer(429, headers={"Retry-After": "1800"}))
    with pytest.raises(RateLimited) as caught:
        await script.connect().inventory()
    assert caught.value.retry_after == 1800


async def test_field_names_in_any_case(script: Script) -> None:
    """The documentation and clients disagree about it."""
    shouted = answer(200, _shouted(enveloped(details())))
    script.on("GET", DETAILS, shouted)
    _, found = await script.connected()
    assert found.name == "Front door"


def _shouted(value: object) -> object:
    if isinstance(value, dict):
        return {name.upper(): _shouted(item) for name, item in value.items()}
    return [_shouted(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("correlation", "detail"),
    [("4f-A_1", "HTTP 500, correlation 4f-A_1"), ("Anna <a@b>", "HTTP 500")],
)
async def test_what_support_asks_for(
    script: Script, correlation: str, detail: str
) -> None:
    """The number of a failed request, and nothing that only looks like one."""
    headers = {"X-Correlation-ID": correlation}
    script.on("GET", DETAILS, answer(500, headers=headers))
    with pytest.raises(CloudUnreachable) as caught:
        await script.connect().inventory()
    assert caught.value.detail == detail


@pytest.mark.parametrize(
    ("locks", "account"),
    [
        ([lock()], OWNER),
        ([lock(userIdentity=OWNER.upper())], OWNER),
        ([lock(accessLevel=0, userIdentity="other"), lock(serialNumber="2")], OWNER),
        (
            [
                lock(accessLevel=1, serialNumber="20"),
                lock(accessLevel=0, serialNumber="10"),
            ],
            "shared:10",
        ),
        ([lock(userIdentity=None)], f"shared:{SERIAL}"),
    ],
)
async def test_whose_account_it_is(
    script: Script, locks: Iterable[Json], account: str
) -> None:
    """The owner's of an owned lock; the name tells nothing of a person."""
    script.home(*locks)
    found = await script.connect().account()
    assert (found.id, found.name) == (account, "Tedee")


async def test_an_account_without_locks(script: Script) -> None:
    """The sign-in form tells that there are none."""
    script.home(locks=[])
    cloud = script.connect()
    assert (await cloud.account()).id
    assert (await cloud.inventory()).locks == {}


@pytest.mark.parametrize(
    ("versions", "warned"),
    [
        ("1.36, 37", False),
        ("v37,v38", False),
        ("37.0", False),
        ("", False),
        ("38, 39", True),
    ],
)
async def test_a_version_about_to_be_dropped(
    script: Script, caplog: pytest.LogCaptureFixture, versions: str, warned: bool
) -> None:
    """The log says so once, long before anything fails."""
    headers = {"API-Supported-Versions": versions}
    script.on("GET", DETAILS, answer(200, enveloped(details()), headers=headers))
    cloud = script.connect()
    await cloud.inventory()
    await cloud.inventory()
    warnings = [record for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == warned


async def test_the_key_goes_with_every_request(script: Script) -> None:
    """And blanks around it do not."""
    await script.connect(f" {KEY}\n").inventory()
    (asked,) = script.server.asked
    assert asked.headers["authorization"] == f"PersonalKey {KEY}"


@pytest.mark.parametrize("key", ["", "two words", "a\nb", "schlüssel"])
async def test_a_text_that_is_no_key_is_not_sent(script: Script, key: str) -> None:
    """Some could not even be sent as a header."""
    with pytest.raises(AuthError) as caught:
        await script.connect(key).inventory()
    assert script.asked == []
    assert key == "" or key not in str(caught.value)
