"""A fake TTLock cloud with Sifely's hosts, written from their documentation."""

from typing import Final

from simulators.registry import VendorSimulator

from .cloud import COMMANDS, TtlockCloud
from .control import TtlockControl
from .platforms import PLATFORMS
from .scenes import furnish

__all__ = ["COMMANDS", "SIMULATOR", "TtlockCloud", "TtlockControl"]

SIMULATOR: Final = VendorSimulator(
    key="ttlock",
    origins=tuple(PLATFORMS),
    furnish=furnish,
    secret_parameters=frozenset(
        {
            "accessToken",
            "access_token",
            "cardNumber",
            "clientSecret",
            "client_secret",
            "code",
            "keyboardPwd",
            "newKeyboardPwd",
            "password",
            "receiverUsername",
            "refresh_token",
            "username",
        }
    ),
)
