"""What a measurement returns, and how much work it makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

type Figures = dict[str, float]
"""Figures by name; the units stand in `table`."""


def usual(laps: Sequence[float]) -> float:
    """Return the median without the first lap, which warms up."""
    return median(laps[1:] or laps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How often things are done, and how many simulated seconds are lived through."""

    changes: int = 200
    refreshes: int = 9
    rounds: int = 12
    presses: int = 40
    doors: int = 50
    settling: float = 3600.0
    rest: float = 3600.0
    pause: tuple[float, float] = (60.0, 180.0)
    """Between two people who come in."""


FULL: Final = Effort()
QUICK: Final = Effort(
    changes=3,
    refreshes=2,
    rounds=1,
    presses=1,
    doors=2,
    settling=60.0,
    rest=60.0,
    pause=(1.0, 5.0),
)
"""Shows that it works; the figures mean nothing."""
