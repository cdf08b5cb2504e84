"""A month at the trial edition of Tuya's cloud, without its queue: the plan is kept."""

from typing import Final

import pytest

from custom_components.cloud_locks.vendors.tuya.pace import PACE

from .week import DAY, House, Report, busiest

MONTH: Final = 30 * DAY
CALLS: Final = 26_000
"""Believed to be what a trial edition has in a month."""

_PAGE, _LOGS = 50, 2
"""Devices in one call; calls for the logs of one lock."""


def lived(locks: int, percent: int) -> Report:
    """Return what a month is like with a share of the calls."""
    pages = 1 + locks // _PAGE
    house = House(
        PACE,
        locks,
        percent=percent,
        seed=2026,
        account_calls=pages,
        activity_calls=_LOGS,
    )
    return house.live(MONTH)


@pytest.mark.parametrize("locks", [1, 5, 40])
@pytest.mark.parametrize("percent", [20, 80])
def test_a_month_is_kept(locks: int, percent: int) -> None:
    """However many locks, and whatever share was chosen as the option."""
    assert PACE.quota.calls == CALLS
    report = lived(locks, percent)
    assert len(report.calls) <= CALLS
    assert busiest(report.unasked, MONTH) <= CALLS * percent // 100 + _LOGS


@pytest.mark.parametrize(("locks", "percent"), [(1, 20), (5, 80)])
def test_nothing_stays_untold(locks: int, percent: int) -> None:
    """Sparing is no excuse: at its end only what is hours old is not told yet."""
    report = lived(locks, percent)
    told = report.moves + report.refused
    assert len(told) > 200 * locks
    assert report.untold < 2 * len(told) / 30 + 2
