"""Whole months at Sifely's free plan: the plan is kept, and it is what was foretold.

The table is printed: `pytest -s tests/budget/test_months.py`; the page about TTLock and
Sifely has it.
"""

from pathlib import Path
from typing import Final

import pytest

from custom_components.cloud_locks.model.budget import Budget
from custom_components.cloud_locks.model.forecast import Forecast, forecast
from custom_components.cloud_locks.model.planner import JobKind
from custom_components.cloud_locks.model.spending import Spending
from custom_components.cloud_locks.vendors.ttlock.auth_sifely import PLAN
from custom_components.cloud_locks.vendors.ttlock.brands import Choice
from custom_components.cloud_locks.vendors.ttlock.pace import pace_of

from .week import DAY, House, busiest

MONTH: Final = 30 * DAY
PERCENT: Final = 80
FREE: Final = "DEVELOPER"
HOMES: Final = (1, 2, 5, 40)
PAGE: Final = Path(__file__).parents[2] / "docs" / "vendors" / "ttlock.md"

each = pytest.mark.parametrize("locks", HOMES)


def house_of(locks: int, *, lived_in: bool) -> House:
    """Return a house on the free plan, with what a listing with two gateways costs."""
    pace = pace_of(Choice.API_KEY, {PLAN: FREE})
    return House(
        pace,
        locks,
        percent=PERCENT,
        seed=2026,
        account_calls=2 + 2 * 2 + min(locks, 10),
        lived_in=lived_in,
    )


def plan_of(plan: str, locks: int) -> Forecast:
    """Return what is foretold for so many locks."""
    pace = pace_of(Choice.API_KEY, {PLAN: plan})
    kinds = (JobKind.STATE, JobKind.ACTIVITY, JobKind.CODES)
    spending = Spending(Budget(pace, PERCENT))
    return forecast(spending, dict.fromkeys(kinds, locks))


@each
def test_a_month_is_kept(locks: int) -> None:
    """People come, go and give codes, and no call is made that was not paid for."""
    house = house_of(locks, lived_in=True)
    report = house.live(MONTH)
    assert len(report.calls) <= house.pace.quota.calls * PERCENT // 100
    assert busiest(report.unasked, DAY) <= house.budget.limit
    told = report.moves + report.refused
    assert len(told) > 200 * locks
    # At its end only what happened in the last two days is not told yet.
    assert report.untold < 2 * len(told) / 30 + 2


@each
def test_the_plan_comes_true(locks: int) -> None:
    """While nothing goes on: how often each lock is looked at, and what it costs."""
    foretold = plan_of(FREE, locks)
    report = house_of(locks, lived_in=False).live(MONTH)
    for kind, every in foretold.every.items():
        each_lock = 1 if kind is JobKind.POLL else locks
        expected = each_lock * MONTH / every
        assert report.looks[kind] == pytest.approx(expected, rel=0.1, abs=each_lock)
    per_day = sum(report.looks.values()) / 30
    assert per_day == pytest.approx(foretold.per_day, rel=0.1)


@each
@pytest.mark.parametrize("plan", [FREE, "STARTER"])
def test_the_page_has_the_plan(plan: str, locks: int) -> None:
    """As it is computed."""
    assert row(plan, locks) in PAGE.read_text("utf-8")


def row(plan: str, locks: int) -> str:
    """Return a line of the page's table."""
    foretold = plan_of(plan, locks)
    kinds = (JobKind.STATE, JobKind.ACTIVITY, JobKind.CODES)
    times = " | ".join(_time(foretold.every[kind]) for kind in kinds)
    month = round(foretold.per_day * 31, -2)
    return f"| {plan.title()} | {locks} | {times} | {month:,.0f} |"


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def test_more_locks_are_slower_and_never_more_calls() -> None:
    """As far as the plan goes."""
    plans = [plan_of("DEVELOPER", locks) for locks in range(1, 200)]
    waits = [it.every[JobKind.STATE] for it in plans]
    assert waits == sorted(waits)
    assert max(it.per_day for it in plans) <= 10_000 / 31 * PERCENT / 100
    assert [it.fits for it in plans[:1]] == [plan_of("STARTER", 1).fits]
