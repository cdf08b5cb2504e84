"""The Tuya cloud as the simulation sees it."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Final

from aiohttp import web

from .accounts import APPS
from .consumers import Consumers
from .control import TuyaControl
from .endpoints import ROUTES
from .platforms import BY_ORIGIN, QUEUES
from .protocol import Protocol
from .state import TuyaState

_WRITES: Final = tuple(route for route in ROUTES if route.writes)
COMMANDS: Final = "|".join(f"^{route.shape}$" for route in _WRITES)
"""Pattern of the paths that ask for a change; tickets and sign-ins are none."""
_PIXEL: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


class TuyaCloud:
    """One simulated cloud behind the hosts of all data centres."""

    look_every: float = 0.5
    """Seconds between two looks at the home while nobody asks."""

    def __init__(self, state: TuyaState) -> None:
        """Serve the given state."""
        self.state = state
        self.control = TuyaControl(state)

    def app(self, origin: str) -> web.Application:
        """Return a web application that speaks as one host does."""
        app = web.Application()
        if origin in QUEUES:
            consumers = Consumers(self.state, QUEUES[origin])
            app.router.add_route("*", "/{path:.*}", consumers.handle)
            return app
        app.router.add_get("/_media/{path:.*}", _picture)
        app.router.add_route("*", "/{path:.*}", Protocol(self.state, origin).answer)
        if origin == next(iter(BY_ORIGIN)):
            app.cleanup_ctx.append(self._live)
        return app

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return the form of the project, and the app account beside it."""
        account, project = self.state.account, self.state.project
        return {
            "tuya": {
                "access_id": project.client_id,
                "access_secret": project.secret,
                "region": project.region,
                "username": account.username,
                "password": account.password,
                "country_code": account.country_code,
                "app": APPS[account.schema],
            }
        }

    def refusal(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        """Return an error of HTTP, as gateways in front of the cloud send it."""
        body = {"success": False, "code": status, "msg": message}
        return web.json_response(body, status=status, headers=headers)

    @staticmethod
    def is_command(method: str, path: str) -> bool:
        """Tell whether a request asks for a change."""
        rows = (row for row in _WRITES if row.method == method)
        return any(row.pattern.fullmatch(path) is not None for row in rows)

    async def _live(self, _: web.Application) -> AsyncIterator[None]:
        """Let things happen while nobody asks, for whoever hears the queue."""
        task = asyncio.create_task(self._look(), name="tuya cloud")
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _look(self) -> None:
        """Look at the home now and then."""
        while True:
            await asyncio.sleep(self.look_every)
            self.state.catch_up()


async def _picture(_: web.Request) -> web.Response:
    """Return a picture, one pixel of it."""
    return web.Response(body=_PIXEL, content_type="image/png")
