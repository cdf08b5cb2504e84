"""From an HTTP request to an answer: key, branding, content type, token, operation.

Sources: partner user guides; header names of yalexs. The order of the checks is what
public clients met: a wrong key is refused before a token is looked at.
"""

from collections.abc import Mapping
import json
import re

from aiohttp import web

from .accounts import Grant
from .endpoints import ROUTES
from .platforms import Platform
from .refusals import BAD_KEY, RefusalError
from .routing import NO_BODY, Call, find
from .state import AugustState

_WITH_BODY = frozenset({"PUT", "POST"})
_JSON = "application/json"


class Protocol:
    """Answers the requests to one company's host over one state."""

    def __init__(self, state: AugustState, platform: Platform) -> None:
        """Speak as the host does."""
        self._state, self._platform = state, platform

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request."""
        try:
            call, result = await self._handle(request)
        except RefusalError as refusal:
            return refuse(refusal.status, refusal.body, refusal.headers)
        response = (
            web.Response(status=202) if result is NO_BODY else web.json_response(result)
        )
        if self._state.switches.renews_in_header:
            fresh = self._state.vault.issue(call.platform.brand)
            response.headers[self._platform.token_header] = fresh.token
        return response

    async def _handle(self, request: web.Request) -> tuple[Call, object]:
        """Run the operation of a request, or refuse it."""
        key = check_key(self._state, self._platform, request)
        self._check_content_type(request)
        grant = check_token(self._state, self._platform, request)
        route, places = find(ROUTES, request.method, request.path)
        call = Call(
            state=self._state,
            platform=self._platform,
            grant=grant,
            key=key,
            version=request.headers.get("Accept-Version", "0.0.1"),
            places=places,
            query=request.query,
            body=await _body(request),
        )
        if route.writes:
            self._state.arrived[_counted(route.name, places)] += 1
        self._refuse_as_ordered(request.path)
        return call, await route.handler(call)

    def _check_content_type(self, request: web.Request) -> None:
        """Refuse a PUT or POST that does not say that it is JSON."""
        if request.method not in _WITH_BODY:
            return
        strict = self._platform.needs_json
        empty = not request.can_read_body
        if empty and not strict:
            return
        bare = empty and not self._state.switches.bodyless_writes
        if request.content_type != _JSON or bare:
            raise RefusalError(415, "Unsupported media type")

    def _refuse_as_ordered(self, path: str) -> None:
        """Refuse what the control desk wants refused."""
        for order in self._state.refusals:
            if order.times != 0 and re.search(order.path, path):
                if order.times is not None:
                    order.times -= 1
                raise RefusalError(order.status, order.message)


def check_key(state: AugustState, platform: Platform, request: web.Request) -> str:
    """Return the API key of a request; refused when it is not this company's."""
    key = request.headers.get(platform.key_header, "")
    branding = request.headers.get(platform.branding_header, "")
    branded = branding in platform.brandings or not state.switches.checks_branding
    if key not in state.vault.keys[platform.brand] or not branded:
        raise RefusalError(403, BAD_KEY)
    return key


def check_token(state: AugustState, platform: Platform, request: web.Request) -> Grant:
    """Return whose token a request has; it stands there bare."""
    grant = state.vault.grants.get(request.headers.get(platform.token_header, ""))
    dead = grant is None or grant.revoked or state.now >= grant.ends
    if grant is None or dead or grant.brand != platform.brand:
        raise RefusalError(401, "Access token is invalid or expired")
    return grant


def refuse(
    status: int, body: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> web.Response:
    """Return an error; too many requests are answered without a body."""
    if status == 429:
        return web.Response(status=status, headers=headers)
    return web.json_response(body, status=status, headers=headers)


async def _body(request: web.Request) -> Mapping[str, object]:
    """Return the object in a body, an empty one for no body at all."""
    raw = await request.read()
    if not raw:
        return {}
    try:
        body = json.loads(raw)
    except ValueError as err:
        raise RefusalError(400, "Invalid JSON") from err
    if not isinstance(body, dict):
        raise RefusalError(400, '"value" must be an object')
    return body


def _counted(name: str, places: Mapping[str, str]) -> str:
    """Return what a command is counted as: moves apart from each other."""
    command = places.get("command")
    return f"{name}/{command}" if command else name
