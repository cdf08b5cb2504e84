"""Whole weeks: the budget is never overrun, and nobody waits for ever.

The table is printed: `pytest -s tests/budget`.
"""

from statistics import median
from typing import TYPE_CHECKING

import pytest

from .report import WEEKS, lines, simulate
from .week import busiest

if TYPE_CHECKING:
    from custom_components.cloud_locks.model.cloud import Pace

DAY = 86_400


@pytest.mark.parametrize(
    ("name", "pace", "locks"), WEEKS, ids=[f"{it[2]}, {it[0]}" for it in WEEKS]
)
def test_week(name: str, pace: Pace, locks: int) -> None:
    """In no time of the period's length more than our share; all is told in a day."""
    house, report = simulate(pace, locks)
    print(*lines([(name, house, report)]), sep="\n")  # noqa: T201 - it is wanted
    budget = house.budget
    assert busiest(report.calls, budget.period) <= budget.share
    assert busiest(report.unasked, budget.period) <= budget.limit
    if pace.burst is not None:
        most = pace.burst.calls * 80 // 100
        unasked = busiest(report.unasked, pace.burst.period.total_seconds())
        assert unasked <= most
    assert len(report.moves) > 50 * locks
    assert max(report.shown + report.moves + report.refused) < DAY
    assert report.untold < 0.02 * len(report.moves) + 2


@pytest.mark.parametrize("locks", [1, 5, 50])
def test_bolts_are_noticed_at_once(locks: int) -> None:
    """Where one call tells of all locks, a small hotel waits no longer than a flat."""
    pace = WEEKS[0][1]
    _, report = simulate(pace, locks)
    beat = pace.states.total_seconds()
    assert median(report.shown) <= beat
    assert max(report.shown) <= beat + 2
    assert max(report.moves) <= beat + sum(pace.settle) + 2
