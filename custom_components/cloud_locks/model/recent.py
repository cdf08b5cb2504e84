"""What happened lately at each lock, as far as it was read anyway."""

from collections.abc import Iterable

from .access_event import AccessEvent, Stream
from .lock import LockId

_KEPT, _LEAST = 50, 5
"""So many events are kept of a lock, the newest ones: a page of its log."""

_IN_ALL = 5_000
"""In a house of very many locks fewer of each, but never less than `_LEAST`."""


class RecentEvents:
    """The newest events of locks, in memory alone.

    That somebody was forced stands in none of them: of such an act only the ordinary
    event is kept.
    """

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._of: dict[LockId, dict[str, AccessEvent]] = {}

    def note(self, lock_id: LockId, events: Iterable[AccessEvent]) -> None:
        """Keep events of a lock; what is known of one already is replaced."""
        known = self._of.get(lock_id, {}) | {
            it.id: it for it in events if it.stream is not Stream.DURESS
        }
        newest = sorted(known.values(), key=lambda it: it.occurred_at, reverse=True)
        share = _IN_ALL // (len(self._of.keys() | {lock_id}))
        kept = max(_LEAST, min(_KEPT, share))
        self._of[lock_id] = {it.id: it for it in newest[:kept]}

    def forget(self, lock_id: LockId) -> None:
        """Forget a lock that is gone."""
        self._of.pop(lock_id, None)

    def of(self, lock_id: LockId) -> tuple[AccessEvent, ...]:
        """Return what is known of a lock, newest first."""
        return tuple(self._of.get(lock_id, {}).values())
