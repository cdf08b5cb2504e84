"""A fake Tuya cloud with its message queue, written from its documentation."""

from typing import Final

from simulators.registry import VendorSimulator

from .cloud import COMMANDS, TuyaCloud
from .control import TuyaControl
from .platforms import BY_ORIGIN, QUEUES
from .scenes import furnish

__all__ = ["COMMANDS", "SIMULATOR", "TuyaCloud", "TuyaControl"]

SIMULATOR: Final = VendorSimulator(
    key="tuya",
    origins=(*BY_ORIGIN, *QUEUES),
    furnish=furnish,
    secret_parameters=frozenset({"code"}),
    # Whoever has it gets the next pair of tokens.
    secret_path="/token/([^/]+)",  # noqa: S106 - a pattern
)
