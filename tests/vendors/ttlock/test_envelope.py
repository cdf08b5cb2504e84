"""Every shape that an answer comes in, and what it says."""

from datetime import UTC, datetime
import json

from multidict import CIMultiDict, CIMultiDictProxy
import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CapacityFull,
    CloudUnreachable,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors._http import Response
from custom_components.cloud_locks.vendors.ttlock.envelope import (
    GatewaySilent,
    NoSuchEndpoint,
    NotBound,
    NothingThere,
    opened,
)
from custom_components.cloud_locks.vendors.ttlock.error_numbers import (
    InvalidParameter,
    TokenRefused,
    error_of,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def response(
    status: int, body: object, headers: dict[str, str] | None = None
) -> Response:
    """Return an answer that arrived."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, CIMultiDictProxy(CIMultiDict(headers or {})), data)


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        ({"state": 0}, "state", 0),
        ({"list": [1], "total": 1}, "list", [1]),
        ({"errcode": 0, "errmsg": "none error message", "state": 1}, "state", 1),
        ({"code": 200, "message": "ok", "data": {"state": 1}}, "state", 1),
        ({"code": "200", "msg": "ok", "data": {"state": 1}}, "state", 1),
        ({"code": 0, "data": {"state": 1}}, "state", 1),
        ({"code": "0", "state": 1}, "state", 1),
        ({"code": 200, "data": {"errcode": 0, "state": 1}}, "state", 1),
        ({"code": 200, "data": [1, 2]}, "list", [1, 2]),
        ([1, 2], "list", [1, 2]),
        ({"code": None, "data": None, "state": 1}, "state", 1),
        ({"errcode": "0", "state": 1}, "state", 1),
    ],
)
def test_success_wrapped_or_bare(body: object, name: str, value: object) -> None:
    """Sifely wraps some answers and not others."""
    assert opened(response(200, body), now=NOW, reads=True).get(name) == value


@pytest.mark.parametrize(
    "body",
    [
        {"errcode": -3007, "errmsg": "x", "description": "y"},
        {"code": -3007, "message": "x"},
        {"code": "-3007", "msg": "x"},
        {"code": 200, "data": {"errcode": -3007, "errmsg": "x"}},
        {"code": 0, "data": {"errcode": "-3007"}},
    ],
)
@pytest.mark.parametrize("reads", [True, False])
def test_one_error_in_every_dress(body: object, reads: bool) -> None:
    """The number counts, wherever it stands."""
    with pytest.raises(DuplicateCode):
        opened(response(200, body), now=NOW, reads=reads)


@pytest.mark.parametrize(
    ("status", "body", "read", "write"),
    [
        (200, b"", ProtocolError, None),
        (200, b"  ", ProtocolError, None),
        (204, b"", ProtocolError, None),
        (200, b"<html>", ProtocolError, OutcomeUnknown),
        (200, b'{"state":', ProtocolError, OutcomeUnknown),
        (200, "text", ProtocolError, OutcomeUnknown),
        (200, {"data": "text"}, ProtocolError, OutcomeUnknown),
        (200, {"code": 200, "success": False}, ProtocolError, OutcomeUnknown),
        (200, {"data": {"success": False}}, ProtocolError, OutcomeUnknown),
        (200, {"errcode": 1}, ProtocolError, OutcomeUnknown),
        (200, {"errcode": 90000}, CloudUnreachable, OutcomeUnknown),
        (200, {"errcode": -9999}, ProtocolError, OutcomeUnknown),
        (200, {"code": 500, "msg": "no"}, CloudUnreachable, OutcomeUnknown),
        (200, {"code": 401, "msg": "no"}, TokenRefused, TokenRefused),
        (200, {"code": 404, "msg": "no"}, NothingThere, NothingThere),
        (200, {"code": 429, "msg": "no"}, RateLimited, RateLimited),
        (200, {"errcode": 10004}, TokenRefused, TokenRefused),
        (200, {"code": 10003}, TokenRefused, TokenRefused),
        (
            200,
            {"msg": "Authentication failed, unable to access system resources"},
            TokenRefused,
            TokenRefused,
        ),
        (
            200,
            {"code": -3, "msg": "Authentication failed"},
            TokenRefused,
            TokenRefused,
        ),
        (
            200,
            {"errcode": 1, "errmsg": "authentication failed"},
            TokenRefused,
            OutcomeUnknown,
        ),
        (302, b"", ProtocolError, OutcomeUnknown),
        (400, b"", ProtocolError, RejectedError),
        (401, b"", TokenRefused, TokenRefused),
        (402, {"code": 50504}, NotPermitted, NotPermitted),
        (402, b"", NotPermitted, NotPermitted),
        (403, b"", NotPermitted, NotPermitted),
        (404, b"Record Not Found", NothingThere, NothingThere),
        (405, b"", NoSuchEndpoint, NoSuchEndpoint),
        (408, b"", ProtocolError, OutcomeUnknown),
        (429, b"", RateLimited, RateLimited),
        (500, b"", CloudUnreachable, OutcomeUnknown),
        (
            500,
            {"code": 500, "msg": "Request method 'GET' not supported"},
            NoSuchEndpoint,
            NoSuchEndpoint,
        ),
        (
            500,
            {"msg": "Required request parameter 'deleteType' is not present"},
            NotBound,
            NotBound,
        ),
        (500, {"code": -3003}, LockBusy, LockBusy),
        (408, {"code": 10003}, TokenRefused, OutcomeUnknown),
        (502, {"code": -3037}, LockBusy, OutcomeUnknown),
        (503, b"<html>", CloudUnreachable, OutcomeUnknown),
        (504, {"code": -3003}, LockBusy, OutcomeUnknown),
        (504, b"", CloudUnreachable, OutcomeUnknown),
    ],
)
def test_what_a_read_and_a_write_make_of_it(
    status: int,
    body: object,
    read: type[VendorError],
    write: type[VendorError] | None,
) -> None:
    """A read did nothing; of a write nobody may claim more than was said."""
    with pytest.raises(read) as caught:
        opened(response(status, body), now=NOW, reads=True)
    assert type(caught.value) is read
    if write is None:
        opened(response(status, body), now=NOW, reads=False)
        return
    with pytest.raises(write) as caught:
        opened(response(status, body), now=NOW, reads=False)
    assert type(caught.value) is write


@pytest.mark.parametrize(("status", "error"), [(504, GatewaySilent), (400, LockBusy)])
def test_statuses_of_what_goes_on_to_the_lock(
    status: int, error: type[VendorError]
) -> None:
    """A gateway that is silent, and a lock that is not ready yet."""
    with pytest.raises(error):
        opened(response(status, b""), now=NOW, reads=True, at_lock=True)


@pytest.mark.parametrize("reads", [True, False])
@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        (10000, AuthError, Reason.SIGNED_OUT),
        (10001, AuthError, Reason.SIGNED_OUT),
        (10007, AuthError, Reason.SIGNED_OUT),
        (10011, AuthError, Reason.SIGNED_OUT),
        (20002, NotPermitted, Reason.NOT_PERMITTED),
        (-2018, NotPermitted, Reason.NOT_PERMITTED),
        (30005, RejectedError, Reason.REJECTED),
        (30006, RateLimited, Reason.RATE_LIMITED),
        (30007, RateLimited, Reason.RATE_LIMITED),
        (30008, NotPermitted, Reason.WRONG_REGION),
        (50504, NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (80000, NotPermitted, Reason.CLOCK_WRONG),
        (80002, RejectedError, Reason.REJECTED),
        (-3, InvalidParameter, Reason.REJECTED),
        (-1003, NotFound, Reason.NOT_FOUND),
        (-2025, NotPermitted, Reason.LOCK_FROZEN),
        (-3011, RejectedError, Reason.REJECTED),
        (-4043, Unsupported, Reason.NOT_SUPPORTED),
        (-4056, CapacityFull, Reason.LIST_FULL),
        (-4067, LockOffline, Reason.LOCK_OFFLINE),
        (-4082, RejectedError, Reason.REJECTED),
        (-1007, Unsupported, Reason.NOT_SUPPORTED),
        (-1008, NotFound, Reason.NOT_FOUND),
        (-1016, RejectedError, Reason.NAME_IN_USE),
        (-1021, NotFound, Reason.NOT_FOUND),
        (-2009, NotFound, Reason.NOT_FOUND),
        (-2012, LockOffline, Reason.GATEWAY_MISSING),
        (-2019, RejectedError, Reason.OWN_ACCESS),
        (-2020, RejectedError, Reason.OWNER_PROTECTED),
        (-3002, LockOffline, Reason.GATEWAY_OFFLINE),
        (-3003, LockBusy, Reason.LOCK_BUSY),
        (-3006, InvalidCode, Reason.PIN_INVALID),
        (-3007, DuplicateCode, Reason.PIN_IN_USE),
        (-3008, RejectedError, Reason.CODE_NOT_USED_YET),
        (-3009, CapacityFull, Reason.LIST_FULL),
        (-3034, LockOffline, Reason.LOCK_OFFLINE),
        (-3035, LockOffline, Reason.LOCK_ASLEEP),
        (-3036, LockOffline, Reason.LOCK_OFFLINE),
        (-3037, LockBusy, Reason.LOCK_BUSY),
        (-4064, RejectedError, Reason.ACCOUNT_UNKNOWN),
    ],
)
def test_numbers(
    number: int, error: type[VendorError], reason: Reason, reads: bool
) -> None:
    """One table for both brands; each has a sentence for people."""
    found = error_of(number, reads=reads)
    assert type(found) is error
    assert found.reason is reason


@pytest.mark.parametrize(
    ("headers", "number", "seconds"),
    [
        ({"Retry-After": "30"}, None, 30),
        ({"Retry-After": "nonsense", "X-RateLimit-Reset": "40"}, None, 40),
        ({"RateLimit-Reset": "50"}, None, 50),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 60)}, None, 60),
        ({"x-ratelimit-reset": str(int(NOW.timestamp() + 70) * 1000)}, None, 70),
        ({"x-ratelimit-reset": "1"}, 30007, 1),
        ({"x-ratelimit-reset": "soon"}, None, None),
        ({"x-ratelimit-reset": "9" * 30}, None, 86_400),
        ({}, 30006, None),
        ({}, 30007, 86_400),
    ],
)
def test_how_long_to_wait(
    headers: dict[str, str], number: int | None, seconds: float | None
) -> None:
    """The names of the headers are not documented, so the usual ones are tried."""
    body = b"" if number is None else {"errcode": number}
    status = 429 if number is None else 200
    with pytest.raises(RateLimited) as caught:
        opened(response(status, body, headers), now=NOW, reads=True)
    assert caught.value.retry_after == seconds


def test_a_month_that_is_nearly_over() -> None:
    """In December the next month is in another year."""
    late = datetime(2026, 12, 31, 23, 50, tzinfo=UTC)
    with pytest.raises(RateLimited) as caught:
        opened(response(200, {"code": 30007}), now=late, reads=True)
    assert caught.value.retry_after == 600


def test_words_of_a_refusal_are_not_quoted() -> None:
    """A cloud may repeat what was sent."""
    body = {"errcode": -3006, "errmsg": "284617 is no passcode"}
    with pytest.raises(InvalidCode) as caught:
        opened(response(200, body), now=NOW, reads=False)
    assert "284617" not in str(caught.value)
