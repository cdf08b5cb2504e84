"""Encrypting digits for the lock, and opening what the message queue says.

AES in ECB mode is what the cloud wants (Tuya docs, "password ticket"): a key that is
used for one block, once. `tests/vendors/tuya/test_cipher.py` has the vectors.
"""

import binascii
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.padding import PKCS7

from ...model.errors import NotPermitted, ProtocolError
from ...model.secret import Secret

_BLOCK: Final = 128
"""Bits."""

_GCM: Final = "aes_gcm"
_NONCE: Final = 12
_TAG: Final = 16

_SECRET_LENGTHS: Final = frozenset({16, 24, 32})


def encrypted_pin(pin: Secret, ticket_key: Secret, secret: Secret) -> str:
    """Return digits as the cloud wants them: 32 hexadecimal digits in lower case.

    The key comes encrypted with the whole secret of the project. In upper case some
    locks store other digits than were meant.
    """
    key = _ticket_key(ticket_key, secret)
    padder = PKCS7(_BLOCK).padder()
    padded = padder.update(pin.reveal().encode()) + padder.finalize()
    encryptor = Cipher(AES(key), modes.ECB()).encryptor()  # noqa: S305 - theirs
    return (encryptor.update(padded) + encryptor.finalize()).hex()


def _ticket_key(ticket_key: Secret, secret: Secret) -> bytes:
    """Return the key that a ticket brings. `ProtocolError` when it is none."""
    wrapping = secret.reveal().encode()
    if len(wrapping) not in _SECRET_LENGTHS:
        raise NotPermitted("the secret of a project has 32 characters")
    try:
        wrapped = bytes.fromhex(ticket_key.reveal())
        key = _ecb_opened(wrapping, wrapped)
    except ValueError:
        # The error's own text would quote the key.
        raise ProtocolError("ticket key cannot be opened") from None
    if len(key) != _TAG:
        raise ProtocolError("ticket key has another length")
    return key


def message_key(secret: Secret) -> bytes:
    """Return the key of messages in the queue: the middle of the secret."""
    return secret.reveal()[8:24].encode()


def opened_message(data: str, secret: Secret, em: str | None) -> bytes:
    """Return what a message of the queue says.

    `em`: how it says that it is encrypted; both ways are tried when it says nothing.
    `ProtocolError` when it cannot be opened.
    """
    try:
        octets = binascii.a2b_base64(data)
    except ValueError:
        raise ProtocolError("message is not base64") from None
    ways = {_GCM: [_gcm_opened], None: [_gcm_opened, _ecb_opened]}
    for way in ways.get(em, [_ecb_opened]):
        try:
            return way(message_key(secret), octets)
        except ValueError, InvalidTag:
            continue
    raise ProtocolError("message cannot be opened")


def _ecb_opened(key: bytes, octets: bytes) -> bytes:
    """Return a text without its padding; ValueError when it cannot be opened."""
    decryptor = Cipher(AES(key), modes.ECB()).decryptor()  # noqa: S305 - theirs
    padded = decryptor.update(octets) + decryptor.finalize()
    unpadder = PKCS7(_BLOCK).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def _gcm_opened(key: bytes, octets: bytes) -> bytes:
    """Return a text: nonce, then text, then tag."""
    if len(octets) < _NONCE + _TAG:
        raise ValueError
    return AESGCM(key).decrypt(octets[:_NONCE], octets[_NONCE:], None)
