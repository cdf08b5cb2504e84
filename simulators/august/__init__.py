"""Fake clouds of August and of Yale, written from their public documentation."""

from typing import Final

from simulators.registry import VendorSimulator

from .cloud import COMMANDS, AugustCloud
from .control import AugustControl
from .endpoints.unpublished import LOGOUT, MASTER, TRANSFER
from .platforms import BY_API, BY_AUTH, WEBSOCKET
from .scenes import furnish

__all__ = [
    "COMMANDS",
    "LOGOUT",
    "MASTER",
    "SIMULATOR",
    "TRANSFER",
    "AugustCloud",
    "AugustControl",
]

SIMULATOR: Final = VendorSimulator(
    key="august",
    origins=(*BY_API, *BY_AUTH, WEBSOCKET),
    furnish=furnish,
    secret_parameters=frozenset({"client_id", "code", "state", "subscriberID"}),
    # PINs that are given back, addresses of people.
    secret_path=r"/(?:pin|adduser/[^/]+|locks/[^/]+(?=/email:|/phone:))/([^/]+)",  # noqa: S106
)
