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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a lane has come since it was last at rest; at rest all are 0."""

    done: int = 0
    total: int = 0
    waiting: int = 0


_AT_REST = Progress()


@dataclass(slots=True)
class _Lane:
    """Whether something is under way, and who waits: (rank, arrival, turn)."""

    busy: bool = False
    done: int = 0
    total: int = 0
    waiting: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)

    def pass_on(self) -> None:
        """Give the turn to the first in line that still wants it."""
        while self.waiting:
            *_, turn = heapq.heappop(self.waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self.busy = False
        self.done = self.total = 0


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
        self._listeners: list[Callable[[str], None]] = []

    def progress(self, lane: str) -> Progress:
        """Return how far a lane has come."""
        if (mine := self._lanes.get(lane)) is None:
            return _AT_REST
        waiting = sum(not turn.done() for *_, turn in mine.waiting)
        return Progress(done=mine.done, total=mine.total, waiting=waiting)

    def async_listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Call `listener` with a lane whose progress is new; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, lane: str) -> None:
        for listener in list(self._listeners):
            listener(lane)

    async def run[T](
        self, lane: str, call: Callable[[], Awaitable[T]], *, urgent: bool = False
    ) -> T:
        """Return what `call` returns, once it is its turn."""
        mine = self._lanes.setdefault(lane, _Lane())
        mine.total += 1
        try:
            if mine.busy:
                await self._wait(lane, mine, urgent=urgent)
            mine.busy = True
        except LockBusy, asyncio.CancelledError:
            mine.total -= 1
            raise
        try:
            return await call()
        finally:
            mine.done += 1
            mine.pass_on()
            self._tell(lane)

    async def _wait(self, name: str, lane: _Lane, *, urgent: bool) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        rank = _URGENT if urgent else _USUAL
        heapq.heappush(lane.waiting, (rank, next(self._arrivals), turn))
        self._tell(name)
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
