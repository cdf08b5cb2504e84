"""Staying below a number of calls in a minute."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)


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
        self._turn = asyncio.Lock()

    async def pass_one(self, *, waits: bool) -> None:
        """Count one call, after waiting for room if it may wait."""
        if self._per_minute is None:
            return
        if waits:
            async with self._turn:
                await self._wait(self._per_minute)
        self._calls.append(self._now())

    async def _wait(self, per_minute: int) -> None:
        while True:
            begin = self._now() - _MINUTE
            while self._calls and self._calls[0] <= begin:
                self._calls.popleft()
            if len(self._calls) < per_minute:
                return
            oldest = self._calls[len(self._calls) - per_minute]
            await self._sleep((oldest - begin).total_seconds())
