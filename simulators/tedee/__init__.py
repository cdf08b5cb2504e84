"""A fake Tedee cloud, API version 37, written from its public documentation."""

from typing import Final

from simulators.registry import VendorSimulator

from .control import TedeeControl
from .scenes import furnish

__all__ = ["SIMULATOR", "TedeeControl"]

SIMULATOR: Final = VendorSimulator(
    key="tedee", origins=("https://api.tedee.com",), furnish=furnish
)
