"""One measurement in a process of its own: `python -m scripts.benchmarks.measure`."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
import json
import logging
import sys
from typing import Any, Final

from .access import measure_access
from .figures import FULL, Effort, Figures
from .hours import measure_presses, measure_rest
from .panel import measure_panel
from .setups import measure_bare, measure_ours
from .wire import measure_wire

MEASUREMENTS: Final[
    Mapping[str, Callable[[int, Effort], Coroutine[Any, Any, Figures]]]
] = {
    "ours": measure_ours,
    "bare": measure_bare,
    "rest": measure_rest,
    "presses": measure_presses,
    "wire": measure_wire,
    "panel": measure_panel,
    "access": measure_access,
}

_WARMED_UP: Final = frozenset({"ours", "bare", "panel"})
"""A house of two locks is set up first, so that everything is imported once."""


def measure(kind: str, size: int, effort: Effort) -> Figures:
    """Return the figures of one kind for so many locks, for access: so many people."""
    # Home Assistant warns of custom integrations and missing accelerators.
    logging.disable(logging.WARNING)
    if kind in _WARMED_UP:
        asyncio.run(MEASUREMENTS[kind](2, effort))
    return asyncio.run(MEASUREMENTS[kind](size, effort))


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), FULL)))
