"""After a lost answer: which code on the lock may be the one that was written."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.masking import same_name
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.reconcile import (
    Intent,
    candidates,
    name_taken,
)
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PIN = Secret("284617")
WINDOW = Schedule.window(NOW, NOW + timedelta(days=7))
INTENT = Intent(
    name="Anna", schedule=WINDOW, seen=frozenset({"old"}), created=NOW, pin=PIN
)
WRITTEN = AccessCode(id="new", name="Anna", schedule=WINDOW, pin=PIN)

_FIELDS = {
    "id": st.sampled_from(["new", "old", "newer"]),
    "name": st.sampled_from(["Anna", " anna ", "Bert"]),
    "schedule": st.sampled_from([None, WINDOW, Schedule.always()]),
    "pin": st.sampled_from([None, PIN, Secret("739518")]),
}
_CODES = st.builds(AccessCode, **_FIELDS)


@given(_CODES)
def test_what_speaks_for_and_against(code: AccessCode) -> None:
    """New, of that name, and nothing that was told contradicts."""
    expected = (
        code.id != "old"
        and code.name != "Bert"
        and code.schedule in {None, WINDOW}
        and code.pin in {None, PIN}
    )
    assert candidates(INTENT, [code]) == ((code,) if expected else ())


@given(st.lists(_CODES))
def test_candidates_are_never_picked(codes: list[AccessCode]) -> None:
    """Each code is judged alone; two that fit are two."""
    alone = [code for code in codes if candidates(INTENT, [code])]
    assert list(candidates(INTENT, codes)) == alone


def test_listing_that_tells_little() -> None:
    """What is not told speaks neither for nor against."""
    assert candidates(INTENT, [replace(WRITTEN, schedule=None)])
    assert candidates(INTENT, [replace(WRITTEN, pin=None)])


def test_intent_after_a_restart() -> None:
    """Digits are not stored; name and hours have to do."""
    assert candidates(replace(INTENT, pin=None), [WRITTEN])


def test_seconds_are_cut() -> None:
    """Locks keep minutes."""
    precise = Schedule.window(NOW + timedelta(seconds=7), NOW + timedelta(days=7))
    assert candidates(replace(INTENT, schedule=precise), [WRITTEN])


def test_hours_by_another_clock() -> None:
    """A lock in Amsterdam gives London's hours back as its own."""
    here = Schedule.weekly({Day.FRI}, time(9), time(12), "Europe/London")
    there = Schedule.weekly({Day.FRI}, time(10), time(13), "Europe/Amsterdam")
    intent = replace(INTENT, schedule=here)
    assert candidates(intent, [replace(WRITTEN, schedule=there)])
    assert not candidates(intent, [replace(WRITTEN, schedule=WINDOW)])


@pytest.mark.parametrize(
    ("mark", "expected"), [("ours", True), ("theirs", False), (None, False)]
)
def test_mark_of_ours_decides(mark: str | None, expected: bool) -> None:
    """Where a cloud keeps it, name and hours may have been changed since."""
    intent = replace(INTENT, reference="ours")
    code = replace(WRITTEN, name="Renamed", reference=mark)
    assert bool(candidates(intent, [code])) is expected


def test_mark_of_ours_on_a_code_seen_before() -> None:
    """What was there before the call was not written by it."""
    intent = replace(INTENT, reference="ours")
    assert not candidates(intent, [replace(WRITTEN, id="old", reference="ours")])


@pytest.mark.parametrize(
    ("status", "but", "taken"),
    [
        (CodeStatus.ACTIVE, (), True),
        (CodeStatus.PENDING, (), True),
        (CodeStatus.EXPIRED, (), False),
        (CodeStatus.FAILED, (), False),
        (CodeStatus.ACTIVE, ("new",), False),
    ],
)
def test_name_of_a_live_code_is_taken(
    status: CodeStatus, but: tuple[str, ...], taken: bool
) -> None:
    """Names of dead codes, and the code's own, are free."""
    code = replace(WRITTEN, status=status)
    assert name_taken("ANNA", [code], but=but) is taken


def test_names_to_a_person() -> None:
    """Case and blanks around do not make another name; letters do."""
    assert same_name("Straße ", "STRASSE")
    assert not same_name("Anna", "Hanna")


@pytest.mark.parametrize(
    ("reason", "still_open"),
    [
        (None, True),
        (Reason.OUTCOME_UNKNOWN, True),
        (Reason.TWO_CANDIDATES, True),
        (Reason.REJECTED, False),
    ],
)
def test_open_intents(reason: Reason | None, still_open: bool) -> None:
    """Those whose write may still turn out to have happened."""
    assert replace(INTENT, reason=reason).open is still_open
