"""Sending operations, with another token when one was refused."""

from collections.abc import Mapping
from datetime import datetime
import json
from typing import Any, Final
from urllib.parse import quote

from ...model.errors import (
    LockBusy,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    Unsupported,
)
from ...model.reason import Reason
from .._connection import Connection
from .._http import Request, Response
from .._record import Record
from .._tokens import Tokens
from .auth import signed_in, user_of
from .brands import PATH_OF, Row
from .endpoints import ME, Endpoint
from .statuses import TokenRefused, check

type Body = Mapping[str, Any]

TIMEOUT: Final = 25.0
"""Seconds, for what the cloud answers by itself; clients wait as long."""

_TYPE: Final = "application/json; charset=UTF-8"


class Caller:
    """Operations of one account. All methods raise the errors of `model.errors`."""

    def __init__(self, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        self.account = signed_in(connection)
        self._settings = connection.brand.settings
        self._transport = connection.transport
        self._now = connection.now
        self._is_real = self._settings[Row.ORIGIN] not in connection.origins

    async def user_id(self) -> str:
        """Return whose account it is. `AuthError` when nobody is signed in."""
        tokens = await self.account.current()
        if (told := user_of(tokens.access)) is not None:
            return told
        return (await self.record(ME)).identifier("UserID")

    async def ask(
        self,
        endpoint: Endpoint,
        *,
        query: Mapping[str, str] | None = None,
        body: Body | None = None,
        patience: float = TIMEOUT,
        deadline: datetime | None = None,
        **gaps: str,
    ) -> Response:
        """Send an operation once; nothing after `deadline` (`LockBusy`, too late).

        `patience` in seconds; `gaps` fill the path. A refused token proves that nothing
        was done: with another one it is sent once more.
        """
        path = self._path(endpoint, gaps)

        async def once(tokens: Tokens) -> Response:
            request = await self._request(endpoint, path, tokens, query, body, patience)
            return await self._once(request, deadline, reads=endpoint.reads)

        tokens = await self.account.current()
        try:
            return await once(tokens)
        except TokenRefused:
            tokens = await self.account.instead_of(tokens)
        return await once(tokens)

    async def _once(
        self, request: Request, deadline: datetime | None, *, reads: bool
    ) -> Response:
        if deadline is not None and self._now() > deadline:
            raise LockBusy("not ready in time", reason=Reason.TOO_LATE)
        answer = await self._transport.send(request)
        check(answer, now=self._now(), reads=reads)
        return answer

    async def record(self, endpoint: Endpoint, **more: Any) -> Record:  # noqa: ANN401 - see `ask`
        """Return the answer of an operation that is an object.

        A write whose answer is none may have been done: `OutcomeUnknown`.
        """
        answer = await self.ask(endpoint, **more)
        try:
            return Record(answer.json(), endpoint.name)
        except ProtocolError as err:
            raise err if endpoint.reads else OutcomeUnknown(err.detail) from None

    def _path(self, endpoint: Endpoint, gaps: Mapping[str, str]) -> str:
        """Return where an operation is. `Unsupported` where that would be a guess."""
        path = self._settings.get(f"{PATH_OF}{endpoint.name}")
        if path is None and (endpoint.sure or not self._is_real):
            path = endpoint.path
        if path is None:
            raise Unsupported(f"the path of {endpoint.name} is not public")
        parts = {name: quote(part, safe="") for name, part in gaps.items()}
        if not all(part.strip(".") for part in parts.values()):
            raise NotFound("no id")
        return path.format_map(parts)

    async def _request(
        self,
        endpoint: Endpoint,
        path: str,
        tokens: Tokens,
        query: Mapping[str, str] | None,
        body: Body | None,
        patience: float,
    ) -> Request:
        """Return a request. A PUT without a body was answered 415, so `{}` is sent."""
        url = self._transport.url(self._settings[Row.ORIGIN], path)
        sends = endpoint.method in {"PUT", "POST"} or body is not None
        return Request(
            endpoint.method,
            url.update_query(query) if query else url,
            await self.headers(tokens, version=endpoint.version),
            json.dumps(body or {}).encode() if sends else None,
            patience,
        )

    async def headers(
        self, tokens: Tokens, *, version: str = "0.0.1"
    ) -> dict[str, str]:
        """Return the headers of a request; those of ours replace those of a link."""
        token = tokens.access.reveal()
        if not (token and token.isascii() and token.isprintable()):
            raise ProtocolError("a token that fits no header")
        ours = {
            self._settings[Row.TOKEN_HEADER]: token,
            "accept-version": version,
            "content-type": _TYPE,
        }
        told = await self.account.headers()
        theirs = {name.lower(): value for name, value in told.items()}
        return {**theirs, **ours}
