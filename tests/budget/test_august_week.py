"""A week at August without push: no more than the calls that it allows itself."""

from typing import Final

import pytest

from custom_components.cloud_locks.vendors.august.pace import PACE

from .week import HOUR, WEEK, House, Report, busiest

CALLS: Final = 100
"""In an hour; docs/vendors/august.md."""

_PERCENT: Final = 80


def lived(locks: int) -> Report:
    """Return what a week is like; the list, and each lock in full, cost a call."""
    house = House(PACE, locks, percent=_PERCENT, seed=2026, account_calls=1 + locks)
    return house.live(WEEK)


@pytest.mark.parametrize("locks", [1, 6, 20])
def test_a_week_is_kept(locks: int) -> None:
    """More locks are looked at more slowly, and people's commands come on top."""
    assert PACE.quota is not None
    assert (PACE.quota.calls, PACE.quota.period.total_seconds()) == (CALLS, HOUR)
    report = lived(locks)
    assert busiest(report.calls, HOUR) <= CALLS
    assert busiest(report.unasked, HOUR) <= CALLS * _PERCENT // 100 + locks


def test_a_flat_is_hardly_asked() -> None:
    """Two locks cost less than a quarter of it, and are told of all the same."""
    report = lived(2)
    assert len(report.unasked) < WEEK / HOUR * CALLS / 4
    assert report.untold < 0.02 * len(report.moves) + 2
