"""The clock: an offset to real time, and appointments that keep their moment."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from simulators.clock import Clock

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory) -> Clock:
    """Return a clock that stands still."""
    freezer.move_to(START)
    return Clock()


def test_follows_real_time(clock: Clock, freezer: FrozenDateTimeFactory) -> None:
    """Frozen time moves the clock too."""
    freezer.tick(SECOND)
    assert clock.now() == START + SECOND


def test_moves_by_and_to(clock: Clock) -> None:
    """The offset is relative or absolute."""
    clock.advance(SECOND)
    assert clock.now() == START + SECOND
    clock.move_to(START - SECOND)
    assert clock.now() == START - SECOND


def test_due_actions_run_in_order_at_their_own_time(clock: Clock) -> None:
    """A late look at the clock does not make an action late."""
    seen: list[tuple[str, datetime]] = []
    clock.call_later(2 * SECOND, lambda: seen.append(("second", clock.now())))
    clock.call_later(SECOND, lambda: seen.append(("first", clock.now())))
    clock.advance(10 * SECOND)
    assert seen == [("first", START + SECOND), ("second", START + 2 * SECOND)]


def test_an_action_may_plan_another_that_is_due(clock: Clock) -> None:
    """A chain of actions unrolls within one look at the clock."""
    seen: list[datetime] = []
    clock.call_later(
        SECOND,
        lambda: clock.call_later(SECOND, lambda: seen.append(clock.now())),
    )
    clock.advance(10 * SECOND)
    assert seen == [START + 2 * SECOND]


def test_cancelled_actions_do_not_run(clock: Clock) -> None:
    """Whoever planned an action can take it back."""
    seen: list[int] = []
    clock.call_later(SECOND, lambda: seen.append(1)).cancel()
    clock.advance(10 * SECOND)
    assert seen == []
