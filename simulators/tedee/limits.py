"""How many requests a user may send.

Sources: Tedee API documentation, "API rate limiting" (a fixed window of an hour per
user account) and release notes of 2023-07-24 (GET /my/lock with a personal key).
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

HOUR: Final = timedelta(hours=1)
TEN_MINUTES: Final = timedelta(minutes=10)


@dataclass(slots=True)
class _Window:
    """A window that has begun."""

    began: datetime
    count: int = 0


class FixedWindows:
    """Counters per user, each of which begins again when its window is over."""

    def __init__(self, length: timedelta) -> None:
        """Use windows of the given length."""
        self._length = length
        self._windows: dict[Hashable, _Window] = {}

    def count(self, key: Hashable, now: datetime, limit: int) -> int | None:
        """Count a request; returns the seconds to wait when it is one too many."""
        window = self._windows.get(key)
        if window is None or now - window.began >= self._length:
            window = self._windows[key] = _Window(now)
        window.count += 1
        if window.count <= limit:
            return None
        return ceil((window.began + self._length - now).total_seconds())

    def used(self, key: Hashable) -> int:
        """Return how many requests the last window of a user has seen."""
        window = self._windows.get(key)
        return window.count if window else 0


class SyncGuard:
    """Remembers how soon one sync followed another."""

    def __init__(self) -> None:
        """Start without any sync."""
        self.too_soon = 0
        self._last: dict[Hashable, datetime] = {}

    def count(self, key: Hashable, now: datetime, seconds: float) -> int | None:
        """Count a sync; returns the seconds it came too soon."""
        last = self._last.get(key)
        self._last[key] = now
        if last is None:
            return None
        left = timedelta(seconds=seconds) - (now - last)
        if left <= timedelta():
            return None
        self.too_soon += 1
        return ceil(left.total_seconds())
