"""Time that passes as fast as the machine can follow, for everything in the process."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
import time
from typing import Any, Final, cast
from unittest.mock import patch

from aiohttp import ClientSession
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

# Lets the freezer find the clocks of Home Assistant.
from pytest_homeassistant_custom_component import patch_time  # noqa: F401

_REAL_CLOCK: Final = (time.monotonic,)
"""In a tuple, where the freezer does not find it."""

_QUIET_TURNS: Final = 20
"""Turns of the event loop without a request under way; then nothing is left to do."""


_WHILE: Final = 0.0005
"""Seconds between looks whether a request has been answered."""


class FastForward:
    """Moves all clocks in steps; in each of them everything that is due happens.

    The network takes no time: what is measured is what the house waits for by itself.
    """

    def __init__(self, frozen: FrozenDateTimeFactory) -> None:
        """Stand still."""
        self._frozen = frozen
        self._offset = 0.0
        self.requests = 0

    def loop_time(self) -> float:
        """Return the time of the event loop's timers."""
        (real,) = _REAL_CLOCK
        return real() + self._offset

    async def run(
        self,
        seconds: float,
        step: float,
        until: Callable[[], object] = lambda: False,
    ) -> float:
        """Let time pass until something is so; return the seconds that it took."""
        passed = 0.0
        while passed < seconds and not until():
            self._frozen.tick(timedelta(seconds=step))
            self._offset += step
            passed += step
            await self._settle()
        return passed

    async def _settle(self) -> None:
        quiet = 0
        while quiet < _QUIET_TURNS:
            await asyncio.sleep(_WHILE if self.requests else 0)
            quiet = 0 if self.requests else quiet + 1


@contextmanager
def fast_forward() -> Iterator[FastForward]:
    """Stop all clocks of this process; they move when told to."""
    plain_request = ClientSession._request  # noqa: SLF001 - there is no public seam
    with freeze_time() as frozen:
        forward = FastForward(cast("FrozenDateTimeFactory", frozen))

        async def request(self: ClientSession, *args: Any, **options: Any) -> Any:
            forward.requests += 1
            try:
                return await plain_request(self, *args, **options)
            finally:
                forward.requests -= 1

        loop = asyncio.get_running_loop()
        with (
            patch.object(loop, "time", forward.loop_time),
            patch.object(ClientSession, "_request", request),
        ):
            yield forward
