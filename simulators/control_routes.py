"""The /_sim routes: control desks over HTTP, for the demo and for curious people.

GET /_sim lists everything. POST /_sim/<operation> takes a JSON object of arguments;
POST /_sim/<vendor>/<operation> does the same at a vendor's desk. What only reads is
also answered to GET.
"""

import json
from typing import TYPE_CHECKING, Final

from aiohttp import web

from .operations import ControlError, describe, perform

if TYPE_CHECKING:
    from .simulation import Simulation

READS: Final = frozenset({"state", "accounts", "requests", "people"})


def control_app(simulation: Simulation) -> web.Application:
    """Return the web application of the control origin."""
    desk = _Desk(simulation)
    app = web.Application()
    app.router.add_get("/_sim", desk.index)
    app.router.add_get("/_sim/{name}", desk.read)
    app.router.add_post("/_sim/{name}", desk.write)
    app.router.add_get("/_sim/{vendor}/{name}", desk.read)
    app.router.add_post("/_sim/{vendor}/{name}", desk.write)
    return app


class _Desk:
    """Handlers over the control objects of one simulation."""

    def __init__(self, simulation: Simulation) -> None:
        """Serve the given simulation."""
        self._simulation = simulation

    async def index(self, _: web.Request) -> web.Response:
        """List all operations of all desks."""
        desks = {"": describe(self._simulation.control)}
        for key in self._simulation.vendors:
            desks[key] = describe(self._simulation.cloud(key).control)
        return web.json_response(desks)

    async def read(self, request: web.Request) -> web.Response:
        """Run an operation that changes nothing."""
        if request.match_info["name"] not in READS:
            raise web.HTTPMethodNotAllowed(request.method, ["POST"])
        return await self._run(request, {})

    async def write(self, request: web.Request) -> web.Response:
        """Run an operation with the arguments of the body."""
        try:
            arguments = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            return _refuse("the body is not JSON")
        if not isinstance(arguments, dict):
            return _refuse("the body is not an object")
        return await self._run(request, arguments)

    async def _run(
        self, request: web.Request, arguments: dict[str, object]
    ) -> web.Response:
        """Run an operation at the desk that the path names."""
        vendor = request.match_info.get("vendor")
        if vendor is not None and vendor not in self._simulation.vendors:
            return _refuse(f"no vendor called {vendor!r}")
        desk: object = self._simulation.control
        if vendor is not None:
            desk = self._simulation.cloud(vendor).control
        try:
            result = await perform(desk, request.match_info["name"], arguments)
        except ControlError as err:
            return _refuse(str(err))
        return web.json_response(result)


def _refuse(message: str) -> web.Response:
    """Answer 400 with the reason."""
    return web.json_response({"error": message}, status=400)
