"""Locks that a cloud no longer answers for; only a listing says who is gone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from .lock import Lock, LockId, Reachability

_OUT_OF_REACH = 2
"""After so many times without an answer a lock is no longer shown as it was."""


class Silence:
    """Counts how often in a row each lock was not answered for."""

    def __init__(self) -> None:
        """Start with all of them heard."""
        self._times: Counter[LockId] = Counter()

    def complete(
        self, known: Mapping[LockId, Lock], states: Mapping[LockId, Lock]
    ) -> tuple[Mapping[LockId, Lock], bool]:
        """Return all known locks after asking for them, and whether to list anew.

        The latter once for each lock that has become silent.
        """
        locks = {it: self._heard(lock, states.get(it)) for it, lock in known.items()}
        silent = (self._times[it] for it in known.keys() - states.keys())
        return locks, any(times == _OUT_OF_REACH for times in silent)

    def _heard(self, lock: Lock, state: Lock | None) -> Lock:
        if state is not None:
            self._times.pop(lock.id, None)
            return state
        self._times[lock.id] += 1
        if self._times[lock.id] < _OUT_OF_REACH:
            return lock
        return replace(lock, reachability=Reachability.OFFLINE)
