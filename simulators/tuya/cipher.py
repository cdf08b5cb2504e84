"""Encryption of passwords and of pushed messages.

Source: Tuya developer documentation, "Get a temporary key for password encryption"
(AES-256 over the ticket's key with the whole secret of the project, AES-128 over the
digits with that key), and the message SDKs (AES-GCM or, formerly, ECB).
"""

from base64 import b64encode
import hashlib
from typing import Final

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_BLOCK: Final = 128
_PASSWORD_BYTES: Final = 16
_NONCE_BYTES: Final = 12


def encrypt(key: bytes, plain: bytes) -> bytes:
    """Return AES-ECB with PKCS7 padding."""
    padder = padding.PKCS7(_BLOCK).padder()
    data = padder.update(plain) + padder.finalize()
    encryptor = _ecb(key).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def decrypt(key: bytes, data: bytes) -> bytes:
    """Undo `encrypt`; ValueError for a wrong length, key or padding."""
    decryptor = _ecb(key).decryptor()
    padded = decryptor.update(data) + decryptor.finalize()
    unpadder = padding.PKCS7(_BLOCK).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def seal_ticket_key(secret: str, plain: str) -> str:
    """Return the `ticket_key` of a plain key of 16 characters."""
    return encrypt(secret.encode(), plain.encode()).hex().upper()


def read_password(plain_key: str, text: str) -> str:
    """Return the PIN that a client encrypted; ValueError when it is none.

    A PIN fits into one block; anything longer was not made as documented.
    """
    data = bytes.fromhex(text)
    if len(data) != _PASSWORD_BYTES:
        raise ValueError("not one block")
    return decrypt(plain_key.encode(), data).decode("ascii")


def queue_password(client_id: str, secret: str) -> str:
    """Return what a consumer of the message queue signs in with."""
    return _md5(client_id + _md5(secret))[8:24]


def queue_key(secret: str) -> bytes:
    """Return the key of pushed messages."""
    return secret[8:24].encode()


def seal_message(secret: str, plain: bytes, nonce: bytes | None) -> str:
    """Encrypt a pushed message: GCM with a nonce of 12 bytes, else ECB."""
    key = queue_key(secret)
    if nonce is None:
        return b64encode(encrypt(key, plain)).decode()
    sealed = nonce[:_NONCE_BYTES] + AESGCM(key).encrypt(nonce, plain, None)
    return b64encode(sealed).decode()


def _ecb(key: bytes) -> Cipher[modes.ECB]:
    """Return the cipher that Tuya uses; ECB is theirs to choose."""
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - the vendor's choice


def _md5(text: str) -> str:
    """Return an MD5 digest, which proves nothing here."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
