"""What a lock is able to do, as TTLock writes it: bits of a big number in hexadecimal.

Source: TTLock open platform documentation, "featureValue"; the values of the kinds of
locks below are recorded ones.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Feature(IntEnum):
    """Bits that the cloud looks at before it lets a command pass."""

    PASSCODE = 0
    CARD = 1
    FINGERPRINT = 2
    AUTO_LOCK = 4
    MANAGE_PASSCODES = 7
    LOCK_COMMAND = 8
    GATEWAY_UNLOCK = 10
    FREEZE = 11
    CYCLIC_PASSCODES = 12
    DOOR_SENSOR = 13
    REMOTE_UNLOCK_SWITCH = 14
    SOUND = 15
    PASSAGE_MODE = 22
    TAMPER_SWITCH = 28
    RESET_BUTTON_SWITCH = 29
    PRIVACY_SWITCH = 30
    CYCLIC_CARDS = 34
    OPEN_DIRECTION = 36
    VOLUME = 43
    NOT_LOCKED_ALERT = 51
    WIFI = 56


def feature_value(bits: Iterable[int]) -> str:
    """Write bits as upper-case hexadecimal digits."""
    return f"{sum(1 << bit for bit in set(bits)):X}"


def feature_bits(value: str) -> frozenset[int]:
    """Read bits; ValueError when these are no hexadecimal digits."""
    number = int(value, 16)
    return frozenset(bit for bit in range(number.bit_length()) if number >> bit & 1)


WIFI_LOCK: Final = feature_bits("10C2F44754CF5F7") | {Feature.FREEZE}
FULL_LOCK: Final = WIFI_LOCK - {Feature.WIFI}
KEYPAD_LOCK: Final = feature_bits("F44354CD5F3")
"""No fingerprints, no door sensor, no freezing."""
PLAIN_LOCK: Final = feature_bits("6C4CD1F3")
"""Nothing can be done to it from afar."""
