"""Counting calls: never too few, and a part is kept for what people ask for."""

from datetime import timedelta
from math import inf

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.budget import Budget, Window, spread
from custom_components.cloud_locks.model.cloud import Pace, Quota

HOUR = 3600.0
SLICE = HOUR / 120


def pace(calls: int = 1000, burst: Quota | None = None) -> Pace:
    """Return a pace with so many calls an hour."""
    minute = timedelta(minutes=1)
    return Pace(
        states=minute,
        states_floor=minute,
        inventory=minute,
        activity=minute,
        quota=Quota(calls=calls, period=timedelta(hours=1)),
        burst=burst,
    )


@given(
    gaps=st.lists(st.floats(0, 1000), max_size=60),
    calls=st.lists(st.integers(1, 5), min_size=60, max_size=60),
)
def test_window_counts_all_and_little_more(gaps: list[float], calls: list[int]) -> None:
    """Everything of the period, and nothing that is older by more than a slice."""
    window, now, made = Window(HOUR), 0.0, list[tuple[float, int]]()
    for gap, number in zip(gaps, calls, strict=False):
        now += gap
        window.add(now, number)
        made.append((now, number))
        exact = sum(it for at, it in made if now - at < HOUR)
        loose = sum(it for at, it in made if now - at < HOUR + SLICE + 1)
        assert exact <= window.used(now) <= loose


@given(gaps=st.lists(st.floats(0, 200), min_size=1, max_size=60), rid=st.integers(1, 9))
def test_window_says_when_there_is_room(gaps: list[float], rid: int) -> None:
    """At that moment so many fewer count, and not long before."""
    window, now = Window(HOUR), 1e9
    for gap in gaps:
        now += gap
        window.add(now)
    used = window.used(now)
    moment = window.rid_at(rid)
    if rid > used:
        assert moment == inf
        return
    assert now < moment < now + HOUR + SLICE + 1
    assert window.used(moment) <= used - rid


def test_share_and_reserve() -> None:
    """Of 1,000 calls 80 % are ours, and a tenth of those is for people."""
    budget = Budget(pace(), 80)
    assert (budget.share, budget.limit, budget.period) == (800, 720, HOUR)
    budget.charge(0, 719)
    assert budget.opens_at(1, 0) == 1
    budget.charge(1)
    assert budget.opens_at(2, 0) == pytest.approx(HOUR + SLICE, abs=1)
    assert budget.opens_at(HOUR + SLICE + 1, 719) == HOUR + SLICE + 1
    assert budget.opens_at(HOUR + SLICE + 1, 720) == inf, "more than there ever is"


def test_what_people_ask_for_counts() -> None:
    """It is not refused here, and the others wait for it."""
    budget = Budget(pace(), 80)
    budget.charge(0, 5000)
    assert budget.opens_at(1, 0) > HOUR
    assert budget.used(1) == 5000
    assert budget.used_percent(1) == 500


def test_a_second_limit() -> None:
    """The tighter one decides, in each moment."""
    budget = Budget(pace(burst=Quota(calls=30, period=timedelta(minutes=1))), 100)
    budget.charge(0, 27)
    assert budget.used_percent(1) == 90
    assert budget.opens_at(1, 0) == pytest.approx(60.5, abs=0.6)
    assert budget.used_percent(62) == 3, "a minute is over, the hour is not"
    assert budget.opens_at(62, 0) == 62


@pytest.mark.parametrize("percent", [20, 80, 100])
@pytest.mark.parametrize("calls", [1, 2, 7, 100])
def test_tiny_quota(calls: int, percent: int) -> None:
    """There is always something to spend."""
    budget = Budget(pace(calls), percent)
    assert budget.limit >= 1
    assert budget.opens_at(0, 0) == 0


def test_a_month_is_spent_by_the_day() -> None:
    """Who spends it in a week is blind for three."""
    month = Quota(calls=10_000, period=timedelta(days=30))
    assert spread(month) == Quota(calls=333, period=timedelta(days=1))
    day = Quota(calls=20_000, period=timedelta(days=1))
    assert spread(day) is day
