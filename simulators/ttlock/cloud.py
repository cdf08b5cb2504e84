"""The TTLock cloud as the simulation sees it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
import json
from typing import Final

from aiohttp import web

from .accounts import SIFELY_CLIENT, TTLOCK_CLIENT, TTLOCK_SECRET, User
from .control import TtlockControl
from .endpoints import ROUTES
from .platforms import PLATFORMS
from .protocol import Protocol
from .state import TtlockState

_WRITES: Final = tuple(route for route in ROUTES if route.writes)
COMMANDS: Final = "|".join(f"^{route.path}$" for route in _WRITES)
"""Pattern of the paths that ask for a change: many lists are read by POST."""


class TtlockCloud:
    """One simulated cloud behind the hosts of both brands."""

    def __init__(self, state: TtlockState) -> None:
        """Serve the given state."""
        self.state = state
        self.control = TtlockControl(state)

    def app(self, origin: str) -> web.Application:
        """Return a web application that speaks as one host does."""
        app = web.Application()
        protocol = Protocol(self.state, PLATFORMS[origin])
        app.router.add_route("*", "/{path:.*}", protocol.answer)
        if origin == next(iter(PLATFORMS)):
            app.cleanup_ctx.append(self._call_back)
        return app

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return the forms of both brands; Sifely's also works with `api` bearer."""
        user, sifely = self.state.account, self.state.sifely.user
        return {
            "ttlock": {
                "client_id": TTLOCK_CLIENT,
                "client_secret": TTLOCK_SECRET,
                **_login(user),
                "region": user.region,
            },
            "sifely": {
                **_login(sifely),
                "api": "api_key",
                "client_id": SIFELY_CLIENT,
            },
        }

    def refusal(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        """Return an error of HTTP with a body as Sifely's servers send it."""
        body = json.dumps({"code": status, "message": message})
        return web.Response(
            text=body, content_type="application/json", status=status, headers=headers
        )

    @staticmethod
    def is_command(method: str, path: str) -> bool:
        """Tell whether a request asks for a change; a GET may be one at TTLock."""
        routes = (route for route in _WRITES if route.path == path)
        return any(method == route.method or route.also_get for route in routes)

    async def _call_back(self, _: web.Application) -> AsyncIterator[None]:
        """Tell the client's address what happens while the servers run."""
        task = asyncio.create_task(self.state.callbacks.run(), name="ttlock callbacks")
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _login(user: User) -> dict[str, str]:
    """Return what somebody signs in with in the app."""
    return {"username": user.username, "password": user.password}
