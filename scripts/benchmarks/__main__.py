"""Measure, and print the tables of docs/performance.md: `scripts/bench`."""

import argparse
from datetime import UTC, datetime
import json
import os
from platform import python_version
from statistics import median
import subprocess
import sys
from typing import Final

from homeassistant.const import __version__

from .figures import QUICK, Figures
from .measure import MEASUREMENTS, measure
from .table import Results, render

_REPEATED: Final = frozenset({"ours", "bare", "wire", "panel"})
"""The others run by a simulated clock: they come out the same each time."""

_QUICK: Final = 3
"""Locks, or people with access."""


def main() -> int:
    """Return the exit status."""
    options = _arguments()
    print(_headline(), "", sep="\n", flush=True)
    if options.quick:
        print(render(_try_all()))
    else:
        measured = (
            _access(options.people)
            if options.access
            else _all(options.locks, options.runs)
        )
        print(render(measured))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--locks", type=int, nargs="+", default=[10, 100, 1000], help="sizes of houses"
    )
    parser.add_argument("--runs", type=int, default=5, help="the median is shown")
    parser.add_argument(
        "--access", action="store_true", help="access alone; takes long"
    )
    parser.add_argument(
        "--people", type=int, nargs="+", default=[10, 100], help="with access"
    )
    parser.add_argument("--quick", action="store_true", help="try whether it works")
    return parser.parse_args()


def _headline() -> str:
    """Return when this is measured, and on what."""
    return (
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, "
        f"Python {python_version()}, Home Assistant {__version__}"
    )


def _try_all() -> Results:
    """Measure everything once in this process, with little effort."""
    return {(kind, _QUICK): measure(kind, _QUICK, QUICK) for kind in MEASUREMENTS}


def _all(sizes: list[int], runs: int) -> Results:
    """Measure one after another: two at once would be in each other's way."""
    return {
        (kind, locks): _median_of(kind, locks, runs if kind in _REPEATED else 1)
        for locks in sizes
        for kind in MEASUREMENTS
        if kind != "access"
    }


def _access(sizes: list[int]) -> Results:
    """Measure what is beside the others: it takes longer than all of them."""
    return {("access", people): _median_of("access", people, 1) for people in sizes}


def _median_of(kind: str, size: int, runs: int) -> Figures:
    figures = [_in_own_process(kind, size) for _ in range(runs)]
    return {key: median(it[key] for it in figures) for key in figures[0]}


def _in_own_process(kind: str, size: int) -> Figures:
    """Measure where nothing was done before."""
    print(f"{kind}, {size}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"{__package__}.measure", kind, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own
    figures: Figures = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
