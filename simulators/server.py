"""One loopback web server per real origin, on a port that survives restarts."""

from collections.abc import Callable
from typing import Final

from aiohttp import web

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
        # The access log formats local times through classes that freezegun replaces.
        runner = web.AppRunner(
            self._make_app(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, self._port).start()
        self._port = runner.addresses[0][1]
        self._runner = runner

    async def stop(self) -> None:
        """Close all connections and refuse new ones."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()
