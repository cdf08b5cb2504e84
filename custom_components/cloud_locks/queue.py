"""Ordering what is sent to a lock: one command of a lane at a time, urgent first."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import heapq
from itertools import count

from .const import URGENT_WITHIN
from .model.errors import LockBusy
from .model.reason import Reason

_URGENT, _USUAL = 0, 1


@dataclass(slots=True)
class _Lane:
    """Whether something is under way, and who waits: (rank, arrival, turn)."""

    busy: bool = False
    waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)

    def pass_on(self) -> None:
        """Give the turn to the first in line that still wants it."""
        while self.waiting:
            *_, turn = heapq.heappop(self.waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self.busy = False


class LaneQueue:
    """Runs the commands of each lane (`Lanes`) one after another.

    An urgent command overtakes everything that has not begun, and is dropped with
    `LockBusy` (reason `too_late`) when its turn has not come after `URGENT_WITHIN`
    seconds: nothing has been sent then.
    """

    def __init__(self) -> None:
        """Start with empty lanes."""
        self._lanes: dict[str, _Lane] = {}
        self._arrivals = count()

    async def run[T](
        self, lane: str, call: Callable[[], Awaitable[T]], *, urgent: bool = False
    ) -> T:
        """Return what `call` returns, once it is its turn."""
        mine = self._lanes.setdefault(lane, _Lane())
        if mine.busy:
            await self._wait(mine, urgent=urgent)
        mine.busy = True
        try:
            return await call()
        finally:
            mine.pass_on()

    async def _wait(self, lane: _Lane, *, urgent: bool) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        rank = _URGENT if urgent else _USUAL
        heapq.heappush(lane.waiting, (rank, next(self._arrivals), turn))
        try:
            async with asyncio.timeout(URGENT_WITHIN if urgent else None):
                await turn
        except TimeoutError:
            self._give_back(lane, turn)
            raise LockBusy(reason=Reason.TOO_LATE) from None
        except asyncio.CancelledError:
            self._give_back(lane, turn)
            raise

    @staticmethod
    def _give_back(lane: _Lane, turn: asyncio.Future[None]) -> None:
        """Pass a turn on that came in the same moment as the end of the wait."""
        if turn.done() and not turn.cancelled():
            lane.pass_on()
        else:
            turn.cancel()
