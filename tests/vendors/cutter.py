"""A proxy before a cloud that cuts the connection when a command has arrived.

aiohttp sends PUT and DELETE again by itself when a connection drops, and its own test
client switches that off: only a real socket shows what a lock would get.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from yarl import URL


@dataclass(frozen=True, slots=True)
class Arrival:
    """A command that came in; `reused`: on a connection that had served others."""

    method: str
    path: str
    reused: bool


@dataclass(slots=True)
class Cutter:
    """Lets everything through until armed, then no command any more.

    `status` None closes the connection after the whole command was read; a number is
    answered instead.
    """

    upstream: URL
    is_command: Callable[[str, str], bool]
    arrivals: list[Arrival] = field(default_factory=list)
    status: int | None = None
    armed: bool = False
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def before(
        cls, upstream: str, is_command: Callable[[str, str], bool]
    ) -> AsyncIterator[Self]:
        """Run a proxy for the time of a `with` block."""
        cutter = cls(URL(upstream), is_command)
        cutter._server = await asyncio.start_server(cutter._serve, "127.0.0.1", 0)
        try:
            yield cutter
        finally:
            cutter._server.close()
            for writer in cutter._writers:
                writer.close()
            await cutter._server.wait_closed()

    @property
    def origin(self) -> str:
        """Return where the proxy listens."""
        assert self._server
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def arm(self, status: int | None) -> None:
        """Begin to cut."""
        self.armed, self.status = True, status

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        served = 0
        self._writers.add(writer)
        try:
            while request := await _read_message(reader):
                if not (answer := await self._answer(request, reused=served > 0)):
                    break
                writer.write(answer)
                await writer.drain()
                served += 1
        finally:
            writer.close()
            self._writers.discard(writer)

    async def _answer(self, request: bytes, *, reused: bool) -> bytes:
        method, path = (word.decode() for word in request.split(b" ", 2)[:2])
        if not (self.armed and self.is_command(method, path)):
            return await self._forward(request)
        self.arrivals.append(Arrival(method, path, reused))
        if self.status is None:
            return b""
        return f"HTTP/1.1 {self.status} Cut\r\nContent-Length: 0\r\n\r\n".encode()

    async def _forward(self, request: bytes) -> bytes:
        host, port = self.upstream.host, self.upstream.port
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(request)
            return await _read_message(reader)
        finally:
            writer.close()


async def _read_message(reader: asyncio.StreamReader) -> bytes:
    """Return one HTTP message with its body; empty when the connection is over."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        return head + await reader.readexactly(_length(head))
    except asyncio.IncompleteReadError, ConnectionError:
        return b""


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        assert name != b"transfer-encoding", "chunked bodies are not understood"
        if name == b"content-length":
            return int(value)
    return 0
