"""What a lock says that it can do: bits of `featureValue` (TTLock docs, lock/feature).

An upper-case hexadecimal number of any length; bit 0 is the least significant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
import re
from typing import Final, Self

_HEXADECIMAL: Final = re.compile(r"[0-9a-fA-F]{1,256}", re.ASCII)


class Feature(IntEnum):
    """The bits that this client looks at."""

    PASSCODE = 0
    CARD = 1
    FINGERPRINT = 2
    AUTO_LOCK = 4
    LOCK_COMMAND = 8
    """Locking from afar."""
    GATEWAY_UNLOCK = 10
    """Unlocking from afar."""
    FREEZE = 11
    DOOR_SENSOR = 13
    SOUND = 15
    PASSAGE_MODE = 22
    TAMPER = 28
    PRIVACY = 30
    VOLUME = 43
    WIRELESS_DOOR_SENSOR = 50
    WIFI = 56


@dataclass(frozen=True, slots=True)
class Features:
    """The bits of one lock; None: it does not tell any."""

    bits: int | None = None

    @classmethod
    def read(cls, text: str | None) -> Self:
        """Read `featureValue`."""
        if text is None or not _HEXADECIMAL.fullmatch(text.strip()):
            return cls()
        return cls(int(text.strip(), 16))

    def has(self, feature: Feature) -> bool:
        """Return whether the lock says that it can do something."""
        return self.bits is not None and bool(self.bits >> feature & 1)

    def has_any(self, features: Iterable[Feature]) -> bool:
        """Return whether the lock says that it can do one of several things."""
        return any(map(self.has, features))

    def lacks(self, feature: Feature) -> bool:
        """Return whether the lock tells its bits, and this one is not among them."""
        return self.bits is not None and not self.has(feature)
