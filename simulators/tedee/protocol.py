"""From an HTTP request to an answer: version, key, quotas, scope, body.

Sources: Tedee API documentation, "How to authenticate", "API versioning" and "API rate
limiting". What a wrong key is answered is not documented; public clients take 401.
"""

from collections import defaultdict
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from . import body, envelope
from .endpoints import TABLES
from .people import PersonalKey
from .routing import Answer, Call, Query, RefusalError, Route, find, too_many
from .state import TedeeState

VERSION: Final = "37"
_PREFIX: Final = f"/api/v{VERSION}"
_SCHEME: Final = "PersonalKey "


class Protocol:
    """Answers requests over one state."""

    def __init__(self, state: TedeeState) -> None:
        """Serve the given state."""
        self._state = state
        self._correlations = count(1)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request with the documented envelope and headers."""
        try:
            response = envelope.success(
                await self._handle(request), self._state.switches
            )
        except RefusalError as refusal:
            response = envelope.failure(refusal, self._state.switches)
        correlation = uuid5(NAMESPACE_URL, f"correlation/{next(self._correlations)}")
        response.headers["X-Correlation-ID"] = str(correlation)
        response.headers["API-Supported-Versions"] = VERSION
        accepts = request.headers.get("Accept-Encoding", "")
        if isinstance(response, web.Response) and response.body and "gzip" in accepts:
            response.enable_compression(web.ContentCoding.gzip)
        return response

    async def _handle(self, request: web.Request) -> Answer:
        """Run the handler of a request, or refuse it."""
        path = request.path.rstrip("/")
        if path[: len(_PREFIX)].lower() != _PREFIX:
            raise RefusalError(404, "Not found")
        route, arguments = find(TABLES, request.method, path[len(_PREFIX) :])
        key = self._authenticate(request)
        self._count(key)
        self._authorize(key, route)
        raw = await request.read()
        call = Call(
            state=self._state,
            key=key,
            path=arguments,
            query=_query(request),
            body=body.decode(raw, request.content_type),
        )
        return await route.handler(call)

    def _authenticate(self, request: web.Request) -> PersonalKey:
        """Return the key of the request; the scheme's name is exact."""
        header = request.headers.get("Authorization", "")
        key = None
        if header.startswith(_SCHEME):
            key = self._state.find_key(header.removeprefix(_SCHEME))
        if key is None:
            raise RefusalError(401, "Unauthorized")
        return key

    def _count(self, key: PersonalKey) -> None:
        """Refuse more requests in an hour than one user may send."""
        wait = self._state.limits.hourly.count(
            key.user.identity,
            self._state.home.clock.now(),
            self._state.switches.hourly_limit,
        )
        if wait is not None:
            raise too_many(wait)

    def _authorize(self, key: PersonalKey, route: Route) -> None:
        """Refuse a key without the scope of the endpoint."""
        if not key.allows(route.scope):
            raise RefusalError(403, "The key lacks a scope for this request")


def _query(request: web.Request) -> Query:
    """Collect query parameters under lower-case names."""
    pairs: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in request.query.items():
        pairs[name.lower()].append(value)
    return Query(pairs)
