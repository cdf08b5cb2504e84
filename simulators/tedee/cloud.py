"""The Tedee cloud as the simulation sees it."""

from collections.abc import Mapping

from aiohttp import web

from . import envelope
from .control import TedeeControl
from .protocol import Protocol
from .routing import RefusalError
from .state import TedeeState


class TedeeCloud:
    """One simulated Tedee cloud."""

    def __init__(self, state: TedeeState) -> None:
        """Serve the given state."""
        self.state = state
        self.control = TedeeControl(state)

    def app(self, origin: str) -> web.Application:  # noqa: ARG002 - there is only one
        """Return a web application that answers everything itself.

        The framework's router knows only exact paths; Tedee ignores their case.
        """
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", Protocol(self.state).answer)
        return app

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return the personal access key."""
        return {"tedee": {"personal_key": self.state.key.value}}

    def refusal(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        """Return an error in the usual envelope."""
        refusal = RefusalError(status, message, headers)
        return envelope.failure(refusal, self.state.switches)
