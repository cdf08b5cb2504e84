"""The status of a code: several things hold at once, one is shown."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeStatus,
    status_by_schedule,
)
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_ORDER = "failed removing pending disabled expired scheduled active unknown"


def test_order_of_precedence() -> None:
    """The enum is declared in the order that the documentation promises."""
    assert " ".join(CodeStatus) == _ORDER


@given(st.sets(st.sampled_from(CodeStatus)))
def test_first_that_holds_wins(holding: set[CodeStatus]) -> None:
    """Whatever else holds, nothing before it does."""
    winner = CodeStatus.first(holding)
    order = tuple(CodeStatus)
    assert winner in holding or (not holding and winner is CodeStatus.UNKNOWN)
    assert not holding & set(order[: order.index(winner)])


@pytest.mark.parametrize(
    ("schedule", "status"),
    [
        (None, CodeStatus.UNKNOWN),
        (Schedule.always(), CodeStatus.ACTIVE),
        (Schedule.window(NOW - _HOUR, NOW + _HOUR), CodeStatus.ACTIVE),
        (Schedule.window(NOW + _HOUR, None), CodeStatus.SCHEDULED),
        (Schedule.window(None, NOW), CodeStatus.EXPIRED),
    ],
)
def test_status_of_a_code_on_the_lock(
    schedule: Schedule | None, status: CodeStatus
) -> None:
    """Its schedule tells, unless it was not read."""
    assert status_by_schedule(schedule, NOW) is status


@pytest.mark.parametrize(
    ("also", "status"),
    [
        (CodeStatus.PENDING, CodeStatus.PENDING),
        (CodeStatus.DISABLED, CodeStatus.DISABLED),
        (CodeStatus.UNKNOWN, CodeStatus.EXPIRED),
    ],
)
def test_what_the_cloud_says_beside_the_schedule(
    also: CodeStatus, status: CodeStatus
) -> None:
    """A code that never reached the lock is pending even when its time is over."""
    over = Schedule.window(None, NOW - _HOUR)
    assert status_by_schedule(over, NOW, also=[also]) is status


def test_live_codes() -> None:
    """Names must be unique among codes that are, or may come to be, on the lock."""
    dead = {status for status in CodeStatus if not status.live}
    assert dead == {CodeStatus.FAILED, CodeStatus.EXPIRED}


def test_code_hides_its_digits() -> None:
    """Neither log nor traceback shows them."""
    code = AccessCode(id="1", name="Anna", pin=Secret("284617"))
    assert "284617" not in f"{code!r} {code}"
