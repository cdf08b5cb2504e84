"""Fake lock clouds over one fictitious home, for tests and for the demo.

They know each cloud from its public documentation and never import the integration,
so that a misreading cannot hide in both.
"""

from .home import Home, NotInHomeError
from .operations import ControlError
from .registry import VendorCloud, VendorSimulator
from .requestlog import RecordedRequest
from .scene import UnknownSceneError
from .simulation import Simulation

__all__ = [
    "ControlError",
    "Home",
    "NotInHomeError",
    "RecordedRequest",
    "Simulation",
    "UnknownSceneError",
    "VendorCloud",
    "VendorSimulator",
]
