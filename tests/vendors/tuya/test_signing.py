"""Signatures: Tuya's own published examples, and what is easily signed wrongly."""

import hashlib

import pytest

from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.tuya.calls import Call, get, post
from custom_components.cloud_locks.vendors.tuya.signing import Project, string_to_sign

from .payloads import ACCESS_ID, DEVICE, SECRET
from .script import DEVICES, OPERATE, Script

PROJECT = Project(access_id=ACCESS_ID, secret=Secret(SECRET))
STAMP, NONCE = "1588925778000", "5138cc3a9033d69856923fd07b491173"
TOKEN = Secret("3f4eda2bdec17232f67c0b188af3eec1")
SIGNED = {
    "area_id": "29a33e8796834b1efa6",
    "call_id": "8afdb70ab2ed11eb85290242ac130003",
}


def test_published_example_without_a_token() -> None:
    """The one of asking for a token."""
    text = string_to_sign("GET", "/v1.0/token", {"grant_type": "1"}, b"", SIGNED)
    sign = PROJECT.sign(text, stamp=STAMP, nonce=NONCE)
    assert sign == "9E48A3E93B302EEECC803C7241985D0A34EB944F40FB573C7B5C2A82158AF13E"


def test_published_example_with_a_token() -> None:
    """The one of a call; its query is signed in the order of the names."""
    query = {"page_size": "50", "page_no": "1"}
    text = string_to_sign("GET", "/v2.0/apps/schema/users", query, b"", SIGNED)
    sign = PROJECT.sign(text, stamp=STAMP, token=TOKEN, nonce=NONCE)
    assert sign == "AE4481C692AA80B25F3A7E12C3A5FD9BBF6251539DD78E565A1A72A508A88784"


def test_nothing_optional() -> None:
    """Neither nonce nor signed headers, as this client sends it."""
    text = string_to_sign("GET", "/v1.0/token", {"grant_type": "1"}, b"")
    sign = PROJECT.sign(text, stamp=STAMP)
    assert sign == "7BA26C076E5ECB1E959BE274A0FFB397B2B1865FC7BCED8F1C78AC5653C20CAA"


def test_with_a_body() -> None:
    """It is the bytes that count."""
    path = f"/v1.0/smart-lock/devices/{DEVICE}/password-free/door-operate"
    body = b'{"ticket_id":"6k8vsH","open":true}'
    text = string_to_sign("POST", path, {}, body)
    sign = PROJECT.sign(text, stamp=STAMP, token=TOKEN, nonce=NONCE)
    assert sign == "52A6B2AC68773CB5ABE2AE789A7D543FDF0259B890DC44F5D9D55DF086775095"


@pytest.mark.parametrize("body", [None, {}])
def test_nothing_is_no_empty_object(body: dict[str, str] | None) -> None:
    """`{}` has another digest than nothing, and is refused as signed wrongly."""
    assert post("/x", body).octets == b""


async def test_what_is_sent_is_what_is_signed(script: Script) -> None:
    """Path, order of the query, bytes of the body, and the time in milliseconds."""
    cloud, lock = await script.connected()
    await cloud.inventory()
    asked = script.server.asked[0]
    assert asked.url.path == DEVICES
    headers = asked.headers
    text = string_to_sign("GET", DEVICES, {"size": "50"}, asked.body)
    assert headers["t"] == "1795262400000"
    assert headers["sign_method"] == "HMAC-SHA256"
    token = Secret("access-39caac")
    assert headers["sign"] == PROJECT.sign(text, stamp=headers["t"], token=token)
    assert "secret" not in headers
    assert lock.vendor_id == DEVICE


def test_commas_are_signed_as_they_are() -> None:
    """Encoded only on the way, after signing."""
    call = get("/x", codes="hijack,doorbell", page_no=1, last=None, valid=True)
    text = string_to_sign(call.method, call.path, call.query, call.octets)
    assert text.endswith("/x?codes=hijack,doorbell&page_no=1&valid=true")
    assert hashlib.sha256(b"").hexdigest() in text


def test_digits_are_not_shown() -> None:
    """Nor anything else that a body holds."""
    call = Call(method="POST", path=OPERATE, body={"password": "284617"})
    assert "284617" not in repr(call)
