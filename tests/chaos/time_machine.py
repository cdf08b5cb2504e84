"""An event loop for which waiting costs nothing.

When nothing is left to do, its clock and that of the world jump to the next timer. So
hours pass in milliseconds, every timer still fires at its own moment, and what overlaps
in real life overlaps here.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
import selectors
import time
from typing import Any, Final, override

from freezegun.api import FrozenDateTimeFactory

START: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)

_TICK: Final = timedelta(microseconds=1)
_GRACE: Final = 0.0005
"""Real seconds that a packet to this same computer takes at most."""
_STUCK: Final = 10.0
"""Real seconds that a wait for something from outside may take."""


class _Selector(selectors.DefaultSelector):
    """Asks the loop what to do instead of waiting."""

    idle: Callable[[float | None], float]

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if len(self.get_map()) > 1:
            # There are connections: what is on its way arrives before time passes.
            time.sleep(_GRACE)
            if ready := super().select(0):
                return ready
        return super().select(self.idle(timeout))


class TimeMachine(asyncio.SelectorEventLoop):
    """An event loop with a clock of its own, to which the frozen clock is tied."""

    def __init__(self, frozen: FrozenDateTimeFactory, begins: datetime = START) -> None:
        """Begin at a moment; months later its timers would not be exact any more."""
        selector = _Selector()
        selector.idle = self._idle
        self._elapsed = timedelta()
        self._frozen = frozen
        self._begins = begins
        super().__init__(selector)
        frozen.move_to(begins)

    @override
    def time(self) -> float:
        return self._elapsed / timedelta(seconds=1)

    @property
    def now(self) -> datetime:
        """Return the time of the world."""
        return self._begins + self._elapsed

    def skip(self, span: timedelta) -> None:
        """Let time pass in which nothing ran, as while a computer is asleep."""
        self._elapsed += span
        self._frozen.tick(span)

    def run[T](self, job: Coroutine[Any, Any, T]) -> T:
        """Return what a job returns."""
        return self.run_until_complete(job)

    def live(self, span: timedelta) -> None:
        """Let time pass with everything that happens in it."""
        self.run(asyncio.sleep(span.total_seconds()))

    @override
    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Do it here and now: with threads no two runs would be the same."""
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as err:  # noqa: BLE001 - it belongs to whoever waits
            future.set_exception(err)
        return future

    def _idle(self, timeout: float | None) -> float:
        """Return how long to wait really, after time has passed instead."""
        if timeout is None:
            return _STUCK
        self.skip(max(timedelta(seconds=timeout), _TICK))
        return 0
