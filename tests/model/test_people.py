"""People of the vendor's app: who is who after a lost answer."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from custom_components.cloud_locks.model.people import (
    Role,
    User,
    UserChange,
    UserDraft,
    change_arrived,
    newcomers,
    same_account,
    with_change,
)
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FRIDAYS = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")
MAIL = Secret("anna@example.com")
DRAFT = UserDraft(name="Anna", account=MAIL, role=Role.GUEST)
BY_NAME = UserDraft(name="Anna", account=None, role=Role.GUEST)


@pytest.mark.parametrize(
    ("draft", "user", "found"),
    [
        (DRAFT, {"account": Secret("Anna@Example.com ")}, True),
        (DRAFT, {"account": Secret("bert@example.com"), "name": "Anna"}, False),
        (DRAFT, {"name": "A. Schmidt", "role": Role.GUEST}, True),
        (DRAFT, {"name": "A. Schmidt"}, True),
        (DRAFT, {"name": "Anna", "role": Role.ADMIN}, False),
        (BY_NAME, {"name": "anna"}, True),
        (BY_NAME, {"name": "Bert"}, False),
        (DRAFT, {"account": MAIL, "id": "known"}, False),
    ],
)
def test_newcomer(draft: UserDraft, user: dict[str, Any], *, found: bool) -> None:
    """Who was there before is nobody new; what is not told speaks for nothing."""
    listed = User(**{"id": "new", "name": ""} | user)
    before = [User(id="known", name="Anna", account=MAIL)]
    assert newcomers(draft, before, [listed]) == ((listed,) if found else ())


def test_account_that_is_not_told() -> None:
    """Two that nobody knows are not the same."""
    assert not same_account(None, None)
    assert not same_account(MAIL, None)


USER = User(id="1", name="Anna", role=Role.GUEST, remote=True, schedule=FRIDAYS)


@pytest.mark.parametrize(
    ("change", "arrived"),
    [
        (UserChange(), True),
        (UserChange(role=Role.GUEST, remote=True), True),
        (UserChange(role=Role.ADMIN), False),
        (UserChange(remote=False), False),
        (UserChange(name="Anna"), True),
        (UserChange(name="Bert"), False),
        (UserChange(schedule=FRIDAYS), True),
        (UserChange(schedule=Schedule.always()), False),
    ],
)
def test_change_read_back(change: UserChange, *, arrived: bool) -> None:
    """All that was asked for, and nothing else."""
    assert change_arrived(USER, change, NOW) is arrived


def test_hours_that_were_not_read_prove_nothing() -> None:
    """They may be the old ones."""
    unread = User(id="1", name="Anna")
    assert not change_arrived(unread, UserChange(schedule=FRIDAYS), NOW)


def test_as_wished() -> None:
    """What is left out stays."""
    after = with_change(USER, UserChange(remote=False))
    assert (after.remote, after.role, after.schedule) == (False, Role.GUEST, FRIDAYS)


def test_an_account_does_not_show_itself() -> None:
    """Drafts and users may end up in a log line."""
    shown = f"{DRAFT!r} {User(id='1', name='Anna', account=MAIL)!r}"
    assert "example.com" not in shown
