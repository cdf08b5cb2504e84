"""What is remembered of what happened lately."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.recent import RecentEvents

START = datetime(2026, 11, 21, 12, tzinfo=UTC)


def happened(number: int, who: str | None = None) -> AccessEvent:
    """Return the event of a minute."""
    return AccessEvent(
        id=str(number),
        lock_id="front",
        stream=Stream.ACCESS,
        type=EventType.LOCKED,
        occurred_at=START + timedelta(minutes=number),
        who=who,
    )


def ids(recent: RecentEvents, lock_id: str = "front") -> list[str]:
    """Return which events are known of a lock."""
    return [it.id for it in recent.of(lock_id)]


def test_newest_first_each_once() -> None:
    """Whatever order they come in; what is known later replaces what was known."""
    recent = RecentEvents()
    recent.note("front", [happened(2), happened(0)])
    recent.note("front", [happened(1), happened(2, "Anna")])
    assert ids(recent) == ["2", "1", "0"]
    assert recent.of("front")[0].who == "Anna"
    assert ids(recent, "back") == []


def test_a_lock_that_is_gone() -> None:
    """Nothing is remembered of it, and forgetting it twice does no harm."""
    recent = RecentEvents()
    recent.note("front", [happened(0)])
    recent.forget("front")
    recent.forget("front")
    assert ids(recent) == []


def test_that_somebody_was_forced_is_not_kept() -> None:
    """The ordinary event of the same act is."""
    recent = RecentEvents()
    duress = AccessEvent(
        id="1",
        lock_id="front",
        stream=Stream.DURESS,
        type=EventType.DURESS,
        occurred_at=START,
    )
    recent.note("front", [happened(0), duress])
    assert ids(recent) == ["0"]


@pytest.mark.parametrize(("locks", "kept"), [(1, 50), (100, 50), (200, 25), (5000, 5)])
def test_it_is_bounded(locks: int, kept: int) -> None:
    """In all as well, in a large house."""
    recent, events = RecentEvents(), [happened(number) for number in range(60)]
    for number in range(locks):
        recent.note(str(number), events[:1])
    recent.note("0", events)
    assert ids(recent, "0") == [str(59 - number) for number in range(kept)]
