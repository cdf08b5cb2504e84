"""Telling news from what was already told, for one lock's activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from .access_event import AccessEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How far the activity of a lock has been told: the last moment and its ids.

    Ids are kept for that moment only: clouds return everything strictly before or
    after a time, and several events share one.
    """

    at: datetime
    ids: frozenset[str] = frozenset()


_NOTHING_YET = Seen(at=datetime.fromtimestamp(0, UTC))
"""Of a lock that has no activity at the first look: whatever comes then is news."""


def news(
    events: Iterable[AccessEvent], seen: Seen | None
) -> tuple[tuple[AccessEvent, ...], Seen]:
    """Return what was not told yet, oldest first, and how far that goes.

    With `seen` None nothing is news: the first look takes bearings.
    """
    ordered = sorted(events, key=lambda event: event.occurred_at)
    if seen is None:
        return (), _reach(ordered, _NOTHING_YET)
    fresh = tuple(
        event
        for event in ordered
        if event.occurred_at > seen.at
        or (event.occurred_at == seen.at and event.id not in seen.ids)
    )
    return fresh, _reach(fresh, seen)


def _reach(events: Iterable[AccessEvent], seen: Seen) -> Seen:
    for event in events:
        same = seen.at == event.occurred_at
        before = seen.ids if same else frozenset[str]()
        seen = Seen(at=event.occurred_at, ids=before | {event.id})
    return seen
