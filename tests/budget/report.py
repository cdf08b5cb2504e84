"""Simulated weeks as a table: `python -m tests.budget.report` prints it."""

from collections.abc import Iterable
from functools import cache
from statistics import median
import sys

from custom_components.cloud_locks.model.cloud import Pace

from .paces import TEDEE, one_by_one
from .week import House, Report, busiest

WEEKS: tuple[tuple[str, Pace, int], ...] = (
    *(("700 an hour, all at once", TEDEE, locks) for locks in (1, 5, 50, 1000)),
    ("10,000 a month, one by one", one_by_one(10_000), 5),
    ("500,000 a month, one by one", one_by_one(500_000), 50),
)
"""Name, pace, number of locks."""

_COLUMNS = "| {:<27} | {:>5} | {:>12} | {:>11} | {:>15} | {:>15} | {:>15} |"


@cache
def simulate(pace: Pace, locks: int) -> tuple[House, Report]:
    """Live through the same week each time."""
    house = House(pace, locks, percent=80, seed=2026)
    return house, house.live()


def lines(weeks: Iterable[tuple[str, House, Report]]) -> Iterable[str]:
    """Yield a table; delays are the middle one and the longest."""
    yield _COLUMNS.format(
        "cloud",
        "locks",
        "budget",
        "most used",
        "state seen",
        "who told",
        "refused told",
    )
    yield _COLUMNS.format(*("---",) * 7)
    for name, house, report in weeks:
        period = house.budget.period
        yield _COLUMNS.format(
            name,
            report.locks,
            f"{house.budget.share} / {'h' if period == 3600 else 'day'}",
            busiest(report.calls, period),
            *map(_delays, (report.shown, report.moves, report.refused)),
        )


def _delays(delays: list[float]) -> str:
    return f"{_time(median(delays))}, {_time(max(delays))}"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    weeks = [(name, *simulate(pace, locks)) for name, pace, locks in WEEKS]
    sys.stdout.writelines(f"{line}\n" for line in lines(weeks))
