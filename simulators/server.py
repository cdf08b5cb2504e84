"""One loopback web server per real origin, on a port that survives restarts."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK: Final = "127.0.0.1"
# Handlers that are still waiting must not keep a test or Ctrl-C waiting with them.
_SHUTDOWN_SECONDS: Final = 0.5


class LoopbackServer:
    """A web server that can go away and come back under the same address."""

    def __init__(self, make_app: Callable[[], web.Application], port: int = 0) -> None:
        """Remember what to serve; port 0 means any free one."""
        self._make_app = make_app
        self._port = port
        self._runner: web.AppRunner | None = None
        self._in_flight: set[asyncio.Task[object]] = set()

    @property
    def port(self) -> int:
        """Return the port, once the server has been started."""
        return self._port

    @property
    def running(self) -> bool:
        """Tell whether connections are accepted."""
        return self._runner is not None

    async def start(self) -> None:
        """Listen, unless it listens already."""
        if self._runner is not None:
            return
        app = self._make_app()
        app.middlewares.insert(0, self._track)
        # The access log formats local times through classes that freezegun replaces.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, self._port).start()
        self._port = runner.addresses[0][1]
        self._runner = runner

    async def stop(self) -> None:
        """Close all connections and refuse new ones."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()
        # The framework forgets a handler whose client has hung up, so that one would
        # go on, and wait, behind the back of whoever stopped the server.
        for task in self._in_flight:
            task.cancel()
        await asyncio.gather(*self._in_flight, return_exceptions=True)

    @web.middleware
    async def _track(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Remember the task of a request for as long as it runs."""
        task = asyncio.current_task()
        if task is not None:
            self._in_flight.add(task)
            task.add_done_callback(self._in_flight.discard)
        return await handler(request)
