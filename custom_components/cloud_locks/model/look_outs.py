"""Looking again and again, later and later, until something has arrived."""

from collections.abc import Iterable, Iterator

from .lock import LockId
from .planner import Turn
from .spending import Lane


class LookOuts:
    """At which locks something is awaited, and when they are looked at next."""

    def __init__(self, lane: Lane = Lane.CHANGED) -> None:
        """Start with nothing awaited; `lane` is where the looks wait."""
        self._lane = lane
        self._delays: dict[LockId, Iterator[float]] = {}

    def begin(self, lock_id: LockId, delays: Iterable[float]) -> Turn | None:
        """Await something, from now on; `delays` are the seconds between the looks."""
        self._delays[lock_id] = iter(delays)
        return self.step(lock_id)

    def step(self, lock_id: LockId) -> Turn | None:
        """Return when to look next, None when nothing is awaited (any more)."""
        delay = next(self._delays.get(lock_id, iter(())), None)
        if delay is None:
            self.end(lock_id)
            return None
        return Turn(delay, self._lane)

    def end(self, lock_id: LockId) -> None:
        """Await nothing more."""
        self._delays.pop(lock_id, None)
