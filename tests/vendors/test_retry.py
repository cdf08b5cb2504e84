"""Sending again, but only what was refused before it did anything."""

from datetime import UTC, datetime

import pytest

from custom_components.cloud_locks.model.errors import LockBusy, OutcomeUnknown
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors._retry import (
    LONGEST_WAIT,
    retry_after,
    when_free,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Calls:
    """Something that fails so many times, and how long was waited between."""

    def __init__(self, *errors: Exception) -> None:
        """Fail with these, then succeed."""
        self.errors = list(errors)
        self.made = 0
        self.waits: list[float] = []

    async def call(self) -> str:
        """Fail or succeed."""
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"

    async def sleep(self, seconds: float) -> None:
        """Note a wait."""
        self.waits.append(seconds)


async def test_a_busy_lock_is_asked_again_after_each_delay() -> None:
    """The delays are used one after the other, and no more than needed."""
    calls = Calls(LockBusy(), LockBusy())
    answer = await when_free(calls.call, delays=(2, 4, 8), sleep=calls.sleep)
    assert (answer, calls.waits) == ("done", [2, 4])


async def test_the_last_refusal_goes_to_the_caller() -> None:
    """After the last delay there is one more call, and its refusal counts."""
    calls = Calls(*(LockBusy() for _ in range(5)))
    with pytest.raises(LockBusy):
        await when_free(calls.call, delays=(2, 4), sleep=calls.sleep)
    assert (calls.made, calls.waits) == (3, [2, 4])


async def test_what_is_too_late_does_not_get_earlier() -> None:
    """Waiting would only keep the person waiting."""
    calls = Calls(LockBusy(), LockBusy(reason=Reason.TOO_LATE))
    with pytest.raises(LockBusy):
        await when_free(calls.call, delays=(2, 4, 8), sleep=calls.sleep)
    assert (calls.made, calls.waits) == (2, [2])


async def test_nothing_else_is_sent_again() -> None:
    """An unknown outcome least of all."""
    calls = Calls(OutcomeUnknown())
    with pytest.raises(OutcomeUnknown):
        await when_free(calls.call, delays=(2, 4), sleep=calls.sleep)
    assert (calls.made, calls.waits) == (1, [])


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 12:00:30 -0000", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("Sat, 21 Nov 2099 11:00:00 GMT", LONGEST_WAIT),
        ("9" * 500, LONGEST_WAIT),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("²", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    """Seconds or a date, never in the past and never absurd."""
    assert retry_after({"Retry-After": header}, NOW) == seconds


def test_no_retry_after() -> None:
    """Not every cloud says how long."""
    assert retry_after({}, NOW) is None
