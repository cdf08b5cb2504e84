"""Telling news from what was already told, for one lock's activity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from .access_event import AccessEvent

OVERLAP = timedelta(minutes=15)
"""How far records may arrive out of order: phones and locks report on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How far the activity of a lock has been told.

    `at`: the newest moment told. `told`: ids of what happened in the `OVERLAP` before
    it, and when, so that a record which comes late is told and none twice.
    """

    at: datetime
    told: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def since(self) -> datetime:
        """From when on activity has to be read again."""
        return self.at - OVERLAP

    @property
    def after(self) -> datetime | None:
        """What to ask a cloud for, None for all: none has records from before 1970."""
        return None if self.at <= _BEGIN else self.since


_BEGIN = datetime.fromtimestamp(0, UTC)

_NOTHING_YET = Seen(at=_BEGIN)
"""Of a lock that has no activity at the first look: whatever comes then is news."""


def news(
    events: Iterable[AccessEvent], seen: Seen | None, now: datetime
) -> tuple[tuple[AccessEvent, ...], Seen]:
    """Return what was not told yet, oldest first, and how far that goes.

    With `seen` None nothing is news: the first look takes bearings. A lock whose clock
    is ahead dates what happens into the future: it is told once, and hides nothing that
    comes after it.
    """
    ordered = sorted(events, key=lambda event: event.occurred_at)
    if seen is None:
        return (), _reach(ordered, _NOTHING_YET, now)
    seen = replace(seen, at=min(seen.at, now))
    fresh = tuple(
        event
        for event in ordered
        if event.occurred_at >= seen.since and event.id not in seen.told
    )
    return fresh, _reach(fresh, seen, now)


def _reach(told: Iterable[AccessEvent], before: Seen, now: datetime) -> Seen:
    times = {**before.told, **{event.id: event.occurred_at for event in told}}
    newest = max(before.at, *times.values()) if times else before.at
    reach = Seen(at=min(newest, now))
    recent = {key: time for key, time in times.items() if time >= reach.since}
    return Seen(at=reach.at, told=recent)
