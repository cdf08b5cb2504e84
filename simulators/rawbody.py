"""Answers that HTTP forbids: a body behind the status 204 or 304.

A server may send one all the same, and clients have to survive it. The web framework
strips such bodies, so this answer writes its bytes to the connection itself, in one
segment, which is the case that confuses parsers.
"""

from http import HTTPStatus
from typing import override

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter


class ForbiddenBody(web.Response):
    """A 204 or 304 whose body really goes over the wire."""

    def __init__(self, status: int, payload: bytes) -> None:
        """Keep the payload apart from the body that the framework would drop."""
        super().__init__(status=status, headers={"Content-Type": "application/json"})
        self._payload = payload

    @override
    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Write status line, headers and body at once."""
        self._keep_alive = request.keep_alive
        if request.transport is not None:
            request.transport.write(self._head() + self._payload)
        return None

    @override
    async def write_eof(self, data: bytes = b"") -> None:
        """Write nothing: everything has been said."""

    def _head(self) -> bytes:
        """Return status line and headers, with the length of the payload."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self._payload)}", "", ""]
        return "\r\n".join(lines).encode()
