"""What all control desks of a simulation share."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .simulation import Simulation


class Desk:
    """A set of operations on one simulation, which may change its home at any time."""

    def __init__(self, simulation: Simulation) -> None:
        """Control the given simulation."""
        self._simulation = simulation
