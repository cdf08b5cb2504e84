"""Steps at an account follow each other as fast as its cloud takes them."""

import pytest

from custom_components.cloud_locks.access.pacing import Pacing


def take(pacing: Pacing, now: float, steps: int, apart: float = 0.0) -> float:
    """Let steps begin and end well; return when the last one did."""
    for nth in range(steps):
        pacing.begin(now + nth * apart)
    for nth in range(steps):
        pacing.ended(now + nth * apart, refused=False)
    return now + (steps - 1) * apart


def gap(pacing: Pacing, now: float) -> float:
    """Return for how long the next one has to wait when one has just begun."""
    pacing.begin(now)
    return pacing.opens_at(now) - now


def test_all_at_once_until_something_is_refused() -> None:
    """Most clouds never refuse anything."""
    pacing = Pacing()
    take(pacing, 0, 500)
    assert pacing.opens_at(0) <= 0


def test_a_pause_holds_for_all() -> None:
    """For as long as was asked for; later news of a sooner end do not shorten it."""
    pacing = Pacing()
    take(pacing, 0, 5)
    pacing.pause(2, 60)
    pacing.pause(3, 50)
    assert pacing.opens_at(10) == 60


def test_a_pause_that_is_past() -> None:
    """Somebody else was refused before anything was begun here."""
    pacing = Pacing()
    pacing.pause(70, 60)
    take(pacing, 70, 50)
    assert pacing.opens_at(70) <= 70


def test_then_one_tries_alone() -> None:
    """Until it has its answer, or for half a minute: it may be at a dead lock."""
    pacing = Pacing()
    take(pacing, 0, 60)
    pacing.pause(2, 60)
    pacing.begin(60)
    assert pacing.opens_at(61) == 90
    pacing.ended(62, refused=False)
    assert pacing.opens_at(62) == pytest.approx(61, abs=0.1)


def test_as_far_apart_as_would_have_been_right() -> None:
    """Sixty were taken in a minute: one each second."""
    pacing = Pacing()
    take(pacing, 0, 60)
    pacing.pause(2, 60)
    take(pacing, 60, 1)
    assert gap(pacing, 61) == pytest.approx(1, abs=0.01)


def test_what_began_before_the_pause_is_counted_to_what_was_before() -> None:
    """Its answer came later, but the cloud had taken it."""
    pacing = Pacing()
    for _ in range(30):
        pacing.begin(0)
    for _ in range(10):
        pacing.ended(2, refused=False)
    pacing.pause(2, 60)
    for _ in range(10):
        pacing.ended(3, refused=False)
    for _ in range(10):
        pacing.ended(3, refused=True)
    take(pacing, 60, 1)
    assert gap(pacing, 61) == pytest.approx(3, abs=0.01)


def test_pauses_in_a_row_are_one() -> None:
    """A cloud that allows sixty in an hour may ask for a minute again and again."""
    pacing = Pacing()
    take(pacing, 0, 60)
    for minute in range(1, 10):
        pacing.pause(60 * minute - 59, 60 * minute)
        pacing.begin(60 * minute)
        pacing.ended(60 * minute, refused=True)
    assert gap(pacing, 541) == pytest.approx(30)
    pacing.ended(541, refused=False)
    assert gap(pacing, 541) == pytest.approx(9, abs=0.1)


def test_refused_at_once_it_slows_down_each_time() -> None:
    """Where nothing was taken there is nothing to learn from."""
    pacing, gaps = Pacing(), list[float]()
    now = 0.0
    for _ in range(7):
        pacing.begin(now)
        pacing.ended(now, refused=True)
        pacing.pause(now, now + 60)
        now = take(pacing, now + 60, 1)
        gaps.append(round(gap(pacing, now)))
    assert gaps == [1, 2, 4, 8, 16, 30, 30]


def test_a_limit_is_forgotten() -> None:
    """Step by step: it may be another by now."""
    pacing = Pacing()
    take(pacing, 0, 60)
    pacing.pause(2, 60)
    now = take(pacing, 60, 1)
    later = take(pacing, now, 90, apart=10)
    assert gap(pacing, later) == pytest.approx(0.5, abs=0.01)


def test_a_quiet_month_teaches_nothing() -> None:
    """Five steps and a refusal today do not mean five a month."""
    pacing = Pacing()
    take(pacing, 0, 5)
    month = 30 * 86_400.0
    take(pacing, month, 5)
    pacing.pause(month, month + 60)
    take(pacing, month + 60, 1)
    assert gap(pacing, month + 60) == pytest.approx(12, abs=0.1)
