"""Encrypted digits and messages, by vectors."""

import base64
import json

import pytest

from custom_components.cloud_locks.model.errors import NotPermitted, ProtocolError
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.tuya.cipher import (
    encrypted_pin,
    message_key,
    opened_message,
)

from .payloads import CIPHER, SECRET, TICKET_KEY

S32 = "s" * 32
S32_KEY = "94A193E69E1D8AD77C287CD1939A70C23D354A22FE4815C46E5B0330C80D9594"

ECB = (
    "afj/ga3cw+RPXDqq8utjm6owuthRNvyaV3yScerNR0GIF0UukuaKnWL9GUadVtq+3GWOkNLelkHuZKam"
    "ML9lItlAPNoc7JpE0A6SIC1h2o+5BkqVPounyJ/d1LKtTC2+Ob5DK2Dh+E6q/2YPDuOq6nenA7X/itHH"
    "fdcbe2kWx7M5+lOrB3Cmvopjc2XF8B3jQG6K3mhdwwc+7LjheyJBOA=="
)
GCM = (
    "AAECAwQFBgcICQoLwMbydNZ7oC3wTxTDEhxXYlHfa1VDzJ3gDyHZiHNIIoQipV3mRnG3TzJ+ti6TwRZ3"
    "+5wM3m0Ivad2VWVf4Nk+2R1HFuWpUVXJr+ddbPjbuxLCZPAaMyogywVfO/bgYVnI+AlNXI1W5v0/zief"
    "tTMp4LeElOEZjhh1wBRtVKZcswjUrWQSDREqtAe9MLqASf1HpjUSDBACbMayu0oYMWafX/z4zdzsRg=="
)


@pytest.mark.parametrize(
    ("secret", "key", "pin", "cipher"),
    [
        (S32, S32_KEY, "1234567", "8f8ad3f0cfd6eca192126e4ad28a73f2"),
        (S32, S32_KEY, "123456", "0fcf43fcebc5ac8b66c48f5cb7c25b02"),
        (SECRET, TICKET_KEY, "1234567", "13280ac0fc495a125cd5a30e85458d7d"),
        (SECRET, TICKET_KEY, "123456", CIPHER),
        (SECRET, TICKET_KEY.lower(), "123456", CIPHER),
    ],
)
def test_digits(secret: str, key: str, pin: str, cipher: str) -> None:
    """In lower case: in upper case some locks store other digits."""
    assert encrypted_pin(Secret(pin), Secret(key), Secret(secret)) == cipher


@pytest.mark.parametrize(
    "key", ["", "zz", TICKET_KEY[:32], TICKET_KEY[:-2] + "00", "00" * 32]
)
def test_keys_that_are_none(key: str) -> None:
    """They are not told of in the error."""
    with pytest.raises(ProtocolError) as caught:
        encrypted_pin(Secret("123456"), Secret(key), Secret(SECRET))
    assert not key or key not in str(caught.value)


def test_a_secret_that_was_copied_in_part() -> None:
    """AES has no such key."""
    with pytest.raises(NotPermitted):
        encrypted_pin(Secret("123456"), Secret(TICKET_KEY), Secret(SECRET[:31]))


def test_message_key() -> None:
    """The middle of the secret."""
    assert message_key(Secret(SECRET)) == b"qaEC1mWXOpVL3yV5"


@pytest.mark.parametrize(
    ("data", "em"), [(GCM, "aes_gcm"), (GCM, None), (ECB, None), (ECB, "aes_ecb")]
)
def test_messages(data: str, em: str | None) -> None:
    """In both ways, and found out when nobody says which."""
    message = json.loads(opened_message(data, Secret(SECRET), em))
    assert message["devId"] == "vdevo12454656"
    assert message["status"][0]["value"] == 3


@pytest.mark.parametrize(
    ("data", "em"),
    [
        (ECB, "aes_gcm"),
        ("not base64!", None),
        ("", None),
        ("AAAA", "aes_gcm"),
        (base64.b64encode(b"0" * 32).decode(), None),
    ],
)
def test_messages_that_cannot_be_opened(data: str, em: str | None) -> None:
    """Are odd answers and nothing else."""
    with pytest.raises(ProtocolError):
        opened_message(data, Secret(SECRET), em)
