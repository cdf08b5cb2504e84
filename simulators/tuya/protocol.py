"""From an HTTP request to an answer: signature, token, subscription, operation.

Sources: Tuya developer documentation, "Sign Requests", "Get a token" and the pages of
error codes. Everything is HTTP 200; `success` and `code` tell.
"""

from collections.abc import Mapping
import hmac
import json
import re

from aiohttp import web

from .accounts import Holder
from .endpoints import ROUTES
from .numbers import Number
from .platforms import BY_ORIGIN
from .refusals import RefusalError
from .routing import Call, Route
from .signing import signed_part
from .stamps import to_ms
from .state import TuyaState


class Protocol:
    """Answers the requests to the host of one data centre."""

    def __init__(self, state: TuyaState, origin: str) -> None:
        """Speak as the host does."""
        self._state = state
        self._region = BY_ORIGIN[origin].key

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request."""
        body = await request.read()
        try:
            result = self._run(request, body)
        except RefusalError as refusal:
            return self.failure(refusal.number, refusal.message)
        return self._envelope({"success": True, "result": result})

    def failure(self, number: int, message: str) -> web.Response:
        """Return a refusal."""
        return self._envelope({"success": False, "code": number, "msg": message})

    def _run(self, request: web.Request, body: bytes) -> object:
        """Check everything that the real cloud checks, and do what is asked."""
        route, places = _find(request)
        if route is not None and route.writes:
            self._state.arrived[f"{route.method} {route.name}"] += 1
        self._check_signature(request, route, body)
        if route is None:
            raise RefusalError(Number.NO_PATH)
        self._state.media_origin = str(request.url.origin())
        holder = self._holder(request, route)
        self._state.count_call()
        self._require_service(route)
        self._refuse_as_ordered(request.path)
        self._state.catch_up()
        call = Call(
            state=self._state,
            holder=holder,
            region=self._region,
            places=places,
            query=request.query,
            body=_json(body),
        )
        return route.handler(call)

    def _check_signature(
        self, request: web.Request, route: Route | None, body: bytes
    ) -> None:
        """Refuse a wrong client, another time, or a wrong signature."""
        project = self._state.project
        headers = request.headers
        if headers.get("client_id") != project.client_id:
            raise RefusalError(Number.CLIENT)
        self._check_time(headers.get("t", ""))
        token = headers.get("access_token", "")
        if route is not None and route.signs_in:
            token = ""
        expected = signed_part(request, body, token).sign(project.secret)
        right = hmac.compare_digest(expected, headers.get("sign", ""))
        if not right or headers.get("sign_method") != "HMAC-SHA256":
            raise RefusalError(Number.SIGN)

    def _check_time(self, t: str) -> None:
        """Refuse a request from another time; `t` is 13 digits."""
        if not re.fullmatch(r"\d{13}", t):
            raise RefusalError(Number.TIME)
        apart = abs(int(t) - to_ms(self._state.cloud_now))
        if apart > self._state.switches.allowed_skew * 1000:
            raise RefusalError(Number.TIME)

    def _holder(self, request: web.Request, route: Route) -> Holder:
        """Return who calls, by the token; signing in needs none."""
        state = self._state
        if route.signs_in:
            return state.project
        token = request.headers.get("access_token", "")
        if not token:
            raise RefusalError(Number.NO_TOKEN)
        grant = state.vault.by_access(token)
        if grant is None:
            raise RefusalError(Number.UNKNOWN_TOKEN)
        if grant.revoked or state.now >= grant.ends:
            raise RefusalError(Number.EXPIRED_TOKEN)
        # The account's data is at one place alone, and tokens of it go nowhere else.
        if grant.holder is state.account and state.account.region != self._region:
            raise RefusalError(Number.DENIED)
        return grant.holder

    def _require_service(self, route: Route) -> None:
        """Refuse a call to what is not subscribed, or not paid for any more."""
        state = self._state
        state.services.require(route.service)
        limit = state.switches.monthly_calls
        if limit is not None and state.calls > limit and not route.signs_in:
            raise RefusalError(Number.PLAN_QUOTA)

    def _refuse_as_ordered(self, path: str) -> None:
        """Refuse what the control desk wants refused."""
        for order in self._state.refusals:
            if order.times != 0 and re.search(order.path, path):
                if order.times is not None:
                    order.times -= 1
                raise RefusalError(order.number)

    def _envelope(self, body: dict[str, object]) -> web.Response:
        """Add the time and an id for Tuya's support."""
        more = {"t": to_ms(self._state.cloud_now), "tid": self._state.fresh(32)}
        return web.json_response({**body, **more})


def _find(request: web.Request) -> tuple[Route | None, Mapping[str, str]]:
    """Return the operation of a request, and what its path names."""
    for route in ROUTES:
        if route.method == request.method:
            found = route.pattern.fullmatch(request.path)
            if found is not None:
                return route, found.groupdict()
    return None, {}


def _json(body: bytes) -> Mapping[str, object]:
    """Return a body as an object, an empty one for none."""
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError as err:
        raise RefusalError(Number.ILLEGAL) from err
    if not isinstance(parsed, dict):
        raise RefusalError(Number.ILLEGAL)
    return parsed
