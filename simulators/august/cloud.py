"""The clouds of August and Yale as the simulation sees them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
import re
from typing import Final

from aiohttp import web

from .control import AugustControl
from .endpoints import ROUTES
from .platforms import BY_API, BY_AUTH, WEBSOCKET, YALE
from .protocol import Protocol, check_key, check_token, refuse
from .push import Message
from .refusals import RefusalError, refusal_body
from .signin import SignIn
from .sockets import PATH, Beat, Socket
from .state import AugustState

_WRITES: Final = tuple(route for route in ROUTES if route.writes)
_STATUS: Final = "/status"
_NAMED: Final = re.compile(r"\(\?P<\w+>")
COMMANDS: Final = "|".join(
    f"^{_NAMED.sub('(?:', route.pattern.pattern)}(?<!{_STATUS})$" for route in _WRITES
)
"""Pattern of the paths that ask for a change, for methods that are not GET."""


class AugustCloud:
    """One simulated cloud behind the hosts of both companies."""

    look_every: float = 0.5
    """Seconds between two looks at the home while nobody asks."""

    def __init__(self, state: AugustState) -> None:
        """Serve the given state."""
        self.state = state
        self.control = AugustControl(state)

    def app(self, origin: str) -> web.Application:
        """Return a web application that speaks as one host does."""
        app = web.Application()
        if origin in BY_AUTH:
            handler = SignIn(self.state, BY_AUTH[origin]).answer
        elif origin == WEBSOCKET:
            handler = self._connect
        else:
            handler = Protocol(self.state, BY_API[origin]).answer
        app.router.add_route("*", "/{path:.*}", handler)
        if origin == next(iter(BY_API)):
            app.cleanup_ctx.append(self._live)
        return app

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return what a developer portal has given at each company."""
        return {
            brand: {
                "client_id": partner.client_id,
                "client_secret": partner.client_secret,
                "api_key": partner.api_key,
            }
            for brand, partner in self.state.vault.partners.items()
        }

    def refusal(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        """Return an error in the words of the cloud's web framework."""
        return refuse(status, refusal_body(status, message), headers)

    def subscribe(self, hear: Callable[[Message], None]) -> Callable[[], None]:
        """Hear every message, as who has the channels of all locks; returns the end."""
        self.state.push.listeners.add(hear)
        return lambda: self.state.push.listeners.discard(hear)

    @staticmethod
    def is_command(method: str, path: str) -> bool:
        """Tell whether a request asks for a change; asking for a state does not."""
        rows = (row for row in _WRITES if row.method == method)
        known = any(row.pattern.fullmatch(path) is not None for row in rows)
        return known and not path.endswith(_STATUS)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Let a subscriber in whose key and token are good."""
        try:
            check_key(self.state, YALE, request)
            check_token(self.state, YALE, request)
        except RefusalError as refusal:
            return refuse(refusal.status, refusal.body)
        subscriber = self.state.subscribers.get(request.query.get("subscriberID", ""))
        good = request.path == PATH and request.query.get("transport") == "websocket"
        if subscriber is None or not good:
            return refuse(400, refusal_body(400, "Unknown subscriber or transport"))
        push, seconds = self.state.push, self.state.switches.ping_seconds
        socket = Socket(subscriber, self._wants, Beat(seconds, lambda: push.pings))
        leave = self.subscribe(socket.hear)
        try:
            return await socket.run(request)
        finally:
            leave()

    def _wants(self, lock_id: str) -> bool:
        """Tell whether the account has a lock in the app."""
        lock = self.state.locks.get(lock_id)
        return lock is not None and lock.role_of(self.state.account) is not None

    async def _live(self, _: web.Application) -> AsyncIterator[None]:
        """Let things happen while nobody asks, for whoever hears messages."""
        task = asyncio.create_task(self._look(), name="august cloud")
        yield
        running = [task, *self.state.tasks]
        for work in running:
            work.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _look(self) -> None:
        """Look at the home now and then."""
        while True:
            await asyncio.sleep(self.look_every)
            self.state.catch_up()
