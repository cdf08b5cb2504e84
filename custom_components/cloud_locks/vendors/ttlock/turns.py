"""One message at a time through a gateway.

A gateway carries one Bluetooth message and answers -3003 while it is at work. What
reads the state of a lock needs it as well, so everybody in this client takes turns.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from ...model.errors import LockBusy
from ...model.reason import Reason
from .._connection import Connection
from .._retry import when_free

BUSY_DELAYS: Final = (2.0, 3.0, 5.0)
"""Seconds. The app, or another system, uses the gateway; this call did nothing."""

READ_DELAYS: Final = (2.0,)
"""Seconds. A state that was not read now is read the next time."""

SPACE: Final = 0.8
"""Seconds between two deletions; sooner ones are refused."""


class Turns:
    """Who may use which gateway now."""

    def __init__(self, connection: Connection) -> None:
        """Start with all gateways free."""
        self._now = connection.now
        self._sleep = connection.sleep
        self._lanes: dict[str, asyncio.Lock] = {}
        self._deleted: dict[str, datetime] = {}

    @asynccontextmanager
    async def of(
        self, lane: str, deadline: datetime | None = None
    ) -> AsyncIterator[None]:
        """Have the lane for the time of a `with` block.

        `LockBusy` (too late) when that cannot begin before the deadline.
        """
        lock = self._lanes.setdefault(lane, asyncio.Lock())
        left = None if deadline is None else (deadline - self._now()).total_seconds()
        try:
            async with asyncio.timeout(left):
                await lock.acquire()
        except TimeoutError:
            raise LockBusy("gateway in use", reason=Reason.TOO_LATE) from None
        try:
            yield
        finally:
            lock.release()

    async def through[T](
        self,
        lane: str,
        call: Callable[[], Awaitable[T]],
        *,
        deadline: datetime | None = None,
        delays: Iterable[float] = BUSY_DELAYS,
    ) -> T:
        """Return what `call` returns, in its turn; again while the gateway is busy."""
        async with self.of(lane, deadline):
            return await when_free(call, delays=delays, sleep=self._sleep)

    async def space_deletions(self, lane: str) -> None:
        """Keep a distance from the last deletion through a lane."""
        if (last := self._deleted.get(lane)) is not None:
            left = SPACE - (self._now() - last).total_seconds()
            if left > 0:
                await self._sleep(left)
        self._deleted[lane] = self._now()
