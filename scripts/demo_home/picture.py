"""A picture of a page of the demo, by a headless Chromium and its debug protocol."""

import asyncio
from asyncio.subprocess import Process
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
import tempfile
from typing import Any

import aiohttp

from .api import DemoError, wait_until

_SIZE = {"width": 1480, "height": 900, "deviceScaleFactor": 2, "mobile": False}
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Chromium looks for updates at every start, also where there is no network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
_START_SECONDS = 20
_PAGE_SECONDS = 60
# Cards fetch what they show after the page is there, and fade in.
_SETTLE_SECONDS = 4
_IS_THERE = """
    !!document.querySelector("home-assistant")
        ?.shadowRoot?.querySelector("home-assistant-main")
        ?.shadowRoot?.querySelector("ha-panel-lovelace")
        ?.shadowRoot?.querySelector("hui-root")
"""


async def take_picture(chromium: str, url: str) -> bytes:
    """Return a PNG of the page at `url` as soon as its dashboard is drawn."""
    async with _browser(chromium) as page:
        await page.call("Emulation.setDeviceMetricsOverride", **_SIZE)
        await page.call("Page.navigate", url=url)
        await wait_until(
            lambda: page.evaluate(_IS_THERE), bool, "dashboard", _PAGE_SECONDS
        )
        await asyncio.sleep(_SETTLE_SECONDS)
        picture = await page.call("Page.captureScreenshot", format="png")
    return base64.b64decode(picture["data"])


class _Page:
    """One tab, spoken to over its debugging socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last_id = 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Result of a protocol method; DemoError when it fails."""
        self._last_id += 1
        await self._socket.send_json(
            {"id": self._last_id, "method": method, "params": parameters}
        )
        # Events of the page come in between and have no id.
        while (answer := await self._socket.receive_json()).get("id") != self._last_id:
            continue
        if "error" in answer:
            raise DemoError(f"Chromium: {method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def evaluate(self, expression: str) -> Any:
        """Value of an expression in the page, None while the page changes."""
        try:
            answer = await self.call("Runtime.evaluate", expression=expression)
        except DemoError:
            # Signing in leads to another page, at any moment.
            return None
        return answer["result"].get("value")


@asynccontextmanager
async def _browser(chromium: str) -> AsyncIterator[_Page]:
    """Open an empty tab of a browser that forgets everything afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            chromium,
            *_SWITCHES,
            f"--user-data-dir={profile}",
            "about:blank",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with aiohttp.ClientSession() as session:
                url = await _tab(session, Path(profile))
                async with session.ws_connect(url, max_msg_size=0) as socket:
                    yield _Page(socket)
        finally:
            await _end(process)


async def _tab(session: aiohttp.ClientSession, profile: Path) -> str:
    """Address of the tab's socket; the port stands in a file of the profile."""

    async def read_port() -> str:
        with suppress(FileNotFoundError):
            content = (profile / "DevToolsActivePort").read_text(encoding="utf-8")
            return content.partition("\n")[0]
        return ""

    port = await wait_until(read_port, bool, "Chromium", _START_SECONDS)
    async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
        tabs = await response.json(content_type=None)
    address: str = next(
        tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"
    )
    return address


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    await process.wait()
