"""From an HTTP request to an answer: host, sign-in or operation, method, credentials.

Sources: TTLock open platform documentation and Sifely Open API documentation, as each
module of this folder tells.
"""

from collections.abc import Mapping
import re
from typing import Final

from aiohttp import web

from .authority import caller
from .endpoints import ROUTES
from .envelope import Envelope
from .numbers import Number
from .params import Params
from .platforms import Platform
from .refusals import RefusalError
from .routing import Answer, Call, Route
from .signin import BARE, SIGN_INS, Knock
from .state import TtlockState

_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Protocol:
    """Answers the requests to one host over one state."""

    def __init__(self, state: TtlockState, platform: Platform) -> None:
        """Speak as the host does."""
        self._state = state
        self._platform = platform
        self._envelope = Envelope(platform, state.switches)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request."""
        try:
            if (self._platform.dialect, request.path) in SIGN_INS:
                return await self._sign_in(request)
            route = self._find(request)
            return self._envelope.success(route.path, await self._run(route, request))
        except RefusalError as refusal:
            return self._failure(refusal)

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        """Let somebody in."""
        self._require_method(request, {"POST"})
        form = await _form(request)
        knock = Knock(
            state=self._state,
            platform=self._platform,
            query=request.query,
            form=form,
            body=await request.text() if _is_json(request) else None,
            authorization=request.headers.get("Authorization", ""),
        )
        result = await SIGN_INS[self._platform.dialect, request.path](knock)
        if request.path in BARE:
            return web.json_response(result)
        return self._envelope.login(result)

    async def _run(self, route: Route, request: web.Request) -> Answer:
        """Run an operation for whoever calls."""
        if route.writes:
            self._state.arrived[route.path.removeprefix("/v3/")] += 1
        params = Params(await self._values(request), sifely=self._platform.sifely)
        user = caller(self._state, self._platform, request, params)
        self._refuse_as_ordered(route.path)
        self._state.catch_up()
        return await route.handler(
            Call(state=self._state, platform=self._platform, user=user, params=params)
        )

    def _find(self, request: web.Request) -> Route:
        """Return the operation of a request; 404 and 405 as HTTP has them."""
        rows = [
            route
            for route in ROUTES
            if route.path == request.path
            and route.exists(self._platform, self._state.switches)
        ]
        if not rows:
            raise RefusalError(404, status=404, message="Record Not Found")
        switches = self._state.switches
        methods = {
            method: row
            for row in rows
            for method in row.methods(self._platform, switches)
        }
        self._require_method(request, set(methods))
        return methods[request.method]

    def _require_method(self, request: web.Request, allowed: set[str]) -> None:
        """Refuse another method."""
        if request.method in allowed:
            return
        message = f"Request method '{request.method}' not supported"
        code = self._state.switches.method_refusal == "code"
        if code and self._platform.sifely:
            raise RefusalError(405, message=message)
        headers = {"Allow": ", ".join(sorted(allowed))}
        raise RefusalError(405, status=405, message=message, headers=headers)

    async def _values(self, request: web.Request) -> Mapping[str, str]:
        """Return the parameters: of the query, and of a form that is posted."""
        if request.method == "GET":
            return request.query
        return {**request.query, **await _form(request)}

    def _refuse_as_ordered(self, path: str) -> None:
        """Refuse what the control desk wants refused."""
        for order in self._state.refusals:
            if order.times != 0 and re.search(order.path, path):
                if order.times is not None:
                    order.times -= 1
                raise RefusalError(order.number)

    def _failure(self, refusal: RefusalError) -> web.Response:
        """Wrap a refusal; that of a password has a switch of its own."""
        at_login = refusal.number == Number.WRONG_PASSWORD
        if at_login and self._state.switches.login_refusal == "errcode":
            return self._envelope.failure(refusal, "errcode")
        return self._envelope.failure(refusal)


async def _form(request: web.Request) -> Mapping[str, str]:
    """Return a posted form as texts, an empty one for any other body."""
    if request.content_type not in _FORMS:
        return {}
    fields = await request.post()
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _is_json(request: web.Request) -> bool:
    """Tell whether a body says that it is JSON."""
    return request.content_type == "application/json"
