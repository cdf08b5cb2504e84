"""What arrived at the fake clouds, without anything secret."""

from collections.abc import Iterator
from dataclasses import dataclass
import re
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

MASK: Final = "***"
NO_ANSWER: Final = 0
"""The status of a request whose connection was dropped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedRequest:
    """One request and how it was answered; bodies and headers are not kept."""

    vendor: str
    method: str
    path: str
    query: dict[str, list[str]]
    status: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Secrets:
    """What is not written down: values of parameters, and the group of a path."""

    parameters: frozenset[str] = frozenset()
    path: str | None = None

    def masked(self, path: str) -> str:
        """Return a path without its secret."""
        found = None if self.path is None else re.search(self.path, path)
        return path if found is None else path.replace(found[1], MASK)


class RequestLog:
    """All requests in the order in which they were answered."""

    def __init__(self) -> None:
        """Start empty."""
        self._records: list[RecordedRequest] = []

    def __iter__(self) -> Iterator[RecordedRequest]:
        """Go through the requests, oldest first."""
        return iter(tuple(self._records))

    def __len__(self) -> int:
        """Return how many requests were answered."""
        return len(self._records)

    def clear(self) -> None:
        """Forget all requests."""
        self._records.clear()

    def select(
        self, method: str | None = None, path: str | None = None
    ) -> list[RecordedRequest]:
        """List the requests with a method and with a part of the path."""
        return [
            record
            for record in self._records
            if (method is None or record.method == method)
            and (path is None or path.lower() in record.path.lower())
        ]

    def recorder(self, vendor: str, secrets: Secrets) -> Middleware:
        """Return a middleware that writes down the requests to one vendor."""

        @web.middleware
        async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                response = await handler(request)
            except web.HTTPException as err:
                self._records.append(_record(vendor, request, err.status, secrets))
                raise
            self._records.append(_record(vendor, request, response.status, secrets))
            return response

        return record


def _record(
    vendor: str, request: web.Request, status: int, secrets: Secrets
) -> RecordedRequest:
    """Describe a request without what is secret in it."""
    alive = request.transport is not None and not request.transport.is_closing()
    query = {
        key: [MASK] if key in secrets.parameters else request.query.getall(key)
        for key in request.query
    }
    return RecordedRequest(
        vendor=vendor,
        method=request.method,
        path=secrets.masked(request.path),
        query=query,
        status=status if alive else NO_ANSWER,
    )
