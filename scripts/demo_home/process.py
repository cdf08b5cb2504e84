"""Home Assistant as a child process that never outlives the demo."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import signal
import socket

import aiohttp

from .api import DemoError
from .home import Home

_START_SECONDS = 120
_STOP_SECONDS = 20


def free_port(wanted: int | None) -> int:
    """Return the wanted port of loopback when it is free, else any that is."""
    for port in (wanted or 0, 0):
        # Without SO_REUSEADDR a port in TIME_WAIT would count as taken.
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise DemoError("no free port on 127.0.0.1")


@asynccontextmanager
async def running(home: Home, environment: Path) -> AsyncIterator[Process]:
    """Home Assistant of that virtual environment, started and set up."""
    with home.log.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            environment / "bin" / "hass",
            *("--config", home.folder, "--log-no-color", "--skip-pip"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Its log goes to our file; a second one would say the same.
            env={**os.environ, "HA_DISABLE_LOG_FILE": "1"},
            # Ctrl-C in the terminal reaches the demo, which then stops it in order.
            start_new_session=True,
        )
    try:
        await _wait_until_running(home, process)
        yield process
    finally:
        await _stop(process)


async def _wait_until_running(home: Home, process: Process) -> None:
    headers = {"Authorization": f"Bearer {home.token}"}
    try:
        async with (
            asyncio.timeout(_START_SECONDS),
            aiohttp.ClientSession(home.url, headers=headers) as session,
        ):
            while not await _is_running(session):
                if process.returncode is not None:
                    raise DemoError(f"Home Assistant ended at once; see {home.log}")
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise DemoError(f"Home Assistant does not start; see {home.log}") from None


async def _is_running(session: aiohttp.ClientSession) -> bool:
    try:
        async with session.get("/api/config") as response:
            return response.ok and (await response.json())["state"] == "RUNNING"
    except aiohttp.ClientError:
        return False


async def _stop(process: Process) -> None:
    """Ask, wait, and end its whole process group if it does not answer."""
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
