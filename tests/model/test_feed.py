"""News: everything once, late records too, nothing of what was there at first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, strategies as st

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.feed import OVERLAP, Seen, news

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _event(id_: str, minute: float) -> AccessEvent:
    return AccessEvent(
        id=id_,
        lock_id="front",
        stream=Stream.ACCESS,
        type=EventType.UNLOCKED,
        occurred_at=NOON + timedelta(minutes=minute),
    )


def _news(
    events: Iterable[AccessEvent], seen: Seen | None
) -> tuple[tuple[AccessEvent, ...], Seen]:
    return news(events, seen, NOON + timedelta(days=1))


def _ids(events: tuple[AccessEvent, ...]) -> list[str]:
    return [event.id for event in events]


def test_first_look_is_silent() -> None:
    """What happened before somebody looked is no news."""
    told, seen = _news([_event("a", 0), _event("b", 1)], None)
    assert told == ()
    assert seen.at == NOON + timedelta(minutes=1)
    assert _news([_event("a", 0), _event("b", 1)], seen) == ((), seen)


def test_first_look_at_a_new_lock() -> None:
    """With no activity at all, the first there is is news."""
    _, seen = _news([], None)
    assert _ids(_news([_event("a", 0)], seen)[0]) == ["a"]


def test_oldest_first_and_once() -> None:
    """Reading again what was read tells nothing."""
    _, seen = _news([_event("a", 0)], None)
    batch = [_event("c", 2), _event("a", 0), _event("b", 1)]
    told, seen = _news(batch, seen)
    assert _ids(told) == ["b", "c"]
    assert _news(batch, seen) == ((), seen)


def test_two_in_one_moment() -> None:
    """Clouds cut times at the second."""
    _, seen = _news([_event("a", 0)], None)
    assert _ids(_news([_event("a", 0), _event("b", 0)], seen)[0]) == ["b"]


def test_record_that_comes_late() -> None:
    """A phone reports after the lock did, of something before it."""
    _, seen = _news([_event("a", 0)], None)
    _, seen = _news([_event("c", 5)], seen)
    told, seen = _news([_event("b", 2), _event("c", 5)], seen)
    assert _ids(told) == ["b"]
    assert seen.at == NOON + timedelta(minutes=5)


def test_record_that_comes_too_late() -> None:
    """What lies further back is not asked for again."""
    _, seen = _news([_event("a", 60)], None)
    assert seen.since == NOON + timedelta(minutes=60) - OVERLAP
    assert _news([_event("b", 0)], seen)[0] == ()


def test_nothing_yet_is_asked_for_without_a_date() -> None:
    """Clouds refuse a date before 1970, which would hide all that comes."""
    _, seen = _news([], None)
    assert seen.after is None
    _, seen = _news([_event("a", 0)], seen)
    assert seen.after == seen.since == NOON - OVERLAP


def test_empty_answer_forgets_nothing() -> None:
    """A cloud that shows nothing for once makes no old news."""
    _, seen = _news([_event("a", 0)], None)
    _, seen = _news([], seen)
    assert _news([_event("a", 0)], seen)[0] == ()


def test_memory_does_not_grow() -> None:
    """Only ids that could come again are kept."""
    seen: Seen | None = None
    for minute in range(120):
        _, seen = _news([_event(str(minute), minute)], seen)
    assert seen is not None
    assert seen.told.keys() == {str(minute) for minute in range(104, 120)}


@given(
    st.lists(st.integers(0, 10), min_size=1, max_size=20),
    st.randoms(use_true_random=False),
)
def test_each_is_told_once_in_whatever_order_it_comes(
    minutes: list[int], random: Random
) -> None:
    """As long as records are late by less than the overlap."""
    events = [_event(str(number), minute) for number, minute in enumerate(minutes)]
    _, seen = _news([], None)
    told: list[str] = []
    random.shuffle(events)
    for end in range(1, len(events) + 1):
        fresh, seen = _news(events[:end], seen)
        told += _ids(fresh)
    assert sorted(told) == sorted(event.id for event in events)


def test_clock_of_a_lock_that_is_ahead() -> None:
    """What it dates into the future is told once and hides nothing that comes after."""
    _, seen = news([_event("a", 0)], None, NOON)
    now = NOON + timedelta(minutes=10)
    batch = [_event("a", 0), _event("future", 600)]
    told, seen = news(batch, seen, now)
    assert _ids(told) == ["future"]
    assert seen.at == now
    assert news(batch, seen, now) == ((), seen)
    later = now + timedelta(minutes=5)
    told, seen = news([*batch, _event("b", 12)], seen, later)
    assert _ids(told) == ["b"]
    assert news(batch, seen, later)[0] == ()


def test_clock_of_this_machine_that_was_ahead() -> None:
    """What was remembered then does not hide what happens now."""
    ahead = Seen(at=NOON + timedelta(days=3))
    told, seen = news([_event("a", 0)], ahead, NOON)
    assert _ids(told) == ["a"]
    assert seen.at == NOON
