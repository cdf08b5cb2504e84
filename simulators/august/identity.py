"""Ids and secrets that follow from what they belong to, the same every time."""

import hashlib
from typing import Final
from uuid import NAMESPACE_URL, uuid5

LOCK_ID_LENGTH: Final = 32


def uuid_of(*parts: object) -> str:
    """Return the UUID of something."""
    return str(uuid5(NAMESPACE_URL, "/".join(("august", *map(str, parts)))))


def hex_of(*parts: object, length: int) -> str:
    """Return lower-case hex digits for something."""
    text = "/".join(("august", *map(str, parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def digits_of(*parts: object, length: int) -> str:
    """Return decimal digits for something."""
    number = int(hex_of(*parts, length=32), 16) % 10**length
    return f"{number:0{length}d}"


def lock_id_of(home_id: str) -> str:
    """Return the id of a lock: 32 hex digits in upper case."""
    return hex_of("lock", home_id, length=LOCK_ID_LENGTH).upper()
