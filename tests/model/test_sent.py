"""Which entry of a log is a command that was sent from here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.sent import SKEW, Asker, Sent

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EVENT = AccessEvent(
    id="1",
    lock_id="front",
    stream=Stream.ACCESS,
    type=EventType.UNLOCKED,
    method=Method.APP,
    occurred_at=NOW,
    who="Owner of the key",
)


def _sent(operation: Operation = Operation.UNLOCK) -> Sent:
    return Sent(
        operation=operation,
        asker=Asker(who="Anna", person="person.anna"),
        began=NOW,
        ended=NOW + 5 * SECOND,
    )


@pytest.mark.parametrize(
    ("operation", "types"),
    [
        (Operation.LOCK, {EventType.LOCKED}),
        (Operation.UNLOCK, {EventType.UNLOCKED}),
        (Operation.OPEN, {EventType.UNLOCKED, EventType.UNLATCHED}),
    ],
)
def test_what_an_operation_leaves(operation: Operation, types: set[EventType]) -> None:
    """Nothing else is its trace."""
    kinds = (EventType.LOCKED, EventType.UNLOCKED, EventType.UNLATCHED)
    sent = _sent(operation)
    assert {it for it in kinds if sent.may_explain(replace(EVENT, type=it))} == types


@pytest.mark.parametrize("method", Method)
def test_hands_and_codes_at_the_door(method: Method) -> None:
    """They are somebody else, also in the same moment."""
    expected = method in {Method.APP, Method.UNKNOWN}
    assert _sent().may_explain(replace(EVENT, method=method)) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (-SKEW - SECOND, False),
        (-SKEW, True),
        (5 * SECOND + SKEW, True),
        (6 * SECOND + SKEW, False),
    ],
)
def test_when(at: timedelta, expected: bool) -> None:
    """While it was under way, as far as the lock's clock is right."""
    assert _sent().may_explain(replace(EVENT, occurred_at=NOW + at)) is expected


def test_answer_still_awaited() -> None:
    """The log may be quicker."""
    sent = replace(_sent(), ended=None)
    assert sent.may_explain(replace(EVENT, occurred_at=NOW + timedelta(hours=1)))


def test_one_of_a_kind() -> None:
    """One act is told once; the same one again, as often as it is read."""
    sent = _sent()
    told = sent.explain(EVENT)
    assert (told.who, told.person) == ("Anna", "person.anna")
    assert told.method is Method.HOME_ASSISTANT
    assert sent.may_explain(EVENT)
    assert not sent.may_explain(replace(EVENT, id="2"))
