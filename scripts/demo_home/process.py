"""Home Assistant as a child process that never outlives the demo."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import signal
import socket
from typing import Self

import aiohttp

from .api import DemoError
from .home import Home

_START_SECONDS = 120
_STOP_SECONDS = 20
_POLL_SECONDS = 0.2

# What `hass` ends with when it wants to be started again.
_RESTART_EXIT_CODE = 100


def free_port(wanted: int | None) -> int:
    """Return the wanted port of loopback when it is free, else any that is."""
    for port in (wanted or 0, 0):
        # Without SO_REUSEADDR a port in TIME_WAIT would count as taken.
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise DemoError("no free port on 127.0.0.1")


class HomeAssistant:
    """One home, run by the `hass` of one virtual environment."""

    def __init__(self, home: Home, environment: Path) -> None:
        """Start nothing yet."""
        self._home = home
        self._hass = environment / "bin" / "hass"
        self._process: Process | None = None

    @classmethod
    @asynccontextmanager
    async def running(cls, home: Home, environment: Path) -> AsyncIterator[Self]:
        """Run it for the time of a `with` block, set up before the block begins."""
        hass = cls(home, environment)
        try:
            await hass.start()
            yield hass
        finally:
            await hass.stop()

    async def start(self) -> None:
        """Start and wait until everything is set up; DemoError when it is not."""
        with self._home.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                self._hass,
                *("--config", self._home.folder, "--log-no-color", "--skip-pip"),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Its log goes to our file; a second one would say the same.
                env={**os.environ, "HA_DISABLE_LOG_FILE": "1"},
                # Ctrl-C in the terminal reaches the demo, which then stops it in order.
                start_new_session=True,
            )
        await self._wait_until_running(self._process)

    async def keep_running(self) -> None:
        """Start it again when a person restarts it; DemoError when it just ends."""
        while self._process and await self._process.wait() == _RESTART_EXIT_CODE:
            await self.start()
        raise DemoError(f"Home Assistant ended by itself; see {self._home.log}")

    async def stop(self) -> None:
        """Ask, wait, and end its whole process group if it does not answer."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    async def _wait_until_running(self, process: Process) -> None:
        headers = {"Authorization": f"Bearer {self._home.token}"}
        try:
            async with (
                asyncio.timeout(_START_SECONDS),
                aiohttp.ClientSession(self._home.url, headers=headers) as session,
            ):
                while not await _is_running(session):
                    if process.returncode is not None:
                        raise DemoError(
                            f"no start; Home Assistant says: {self._last_words()}"
                        )
                    await asyncio.sleep(_POLL_SECONDS)
        except TimeoutError:
            raise DemoError(f"no start; see {self._home.log}") from None

    def _last_words(self) -> str:
        """Return the last line of its log."""
        text = self._home.log.read_text(encoding="utf-8", errors="replace")
        return (text.splitlines() or ["nothing"])[-1]


async def _is_running(session: aiohttp.ClientSession) -> bool:
    try:
        async with session.get("/api/config") as response:
            return response.ok and (await response.json())["state"] == "RUNNING"
    except aiohttp.ClientError:
        return False
