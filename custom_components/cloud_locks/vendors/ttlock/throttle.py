"""Staying below a number of calls in a minute."""

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)

_FOLLOWS: Final = timedelta(seconds=15)
"""How long after a command its outcome is looked for."""

_SPARE: Final = 3
"""Readings above the limit that may follow a command."""


class Throttle:
    """Lets readings wait for the minute to go by; who wants to come in never waits."""

    def __init__(
        self,
        per_minute: int | None,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """Start with an empty minute; None: there is no limit."""
        self._per_minute = per_minute
        self._now = now
        self._sleep = sleep
        self._calls: deque[datetime] = deque()
        self._commanded: datetime | None = None

    async def pass_one(self, *, waits: bool) -> None:
        """Count one call, after waiting for room if it may wait."""
        if self._per_minute is None:
            return
        while waits and (seconds := self._until_room(self._per_minute)) > 0:
            await self._sleep(seconds)
        self._calls.append(self._now())
        if not waits:
            self._commanded = self._now()

    def _until_room(self, limit: int) -> float:
        """Return the seconds until a reading may pass."""
        begin = self._now() - _MINUTE
        while self._calls and self._calls[0] <= begin:
            self._calls.popleft()
        if self._commanded is not None and self._now() - self._commanded < _FOLLOWS:
            limit += _SPARE
        if len(self._calls) < limit:
            return 0.0
        return (self._calls[len(self._calls) - limit] - begin).total_seconds()
