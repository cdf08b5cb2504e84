"""A server of bare bytes: answers what a test says, also what HTTP forbids.

It reads whole requests, remembers them, and keeps connections alive, as clouds do.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from typing import Self

from yarl import URL

type Reply = bytes | None
"""The bytes to send; None closes the connection instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that came in; `reused`: on a connection that had served others."""

    method: str
    url: URL
    headers: Mapping[str, str]
    body: bytes
    reused: bool

    @property
    def json(self) -> object:
        """Return the decoded body, None without one."""
        return json.loads(self.body) if self.body else None


def answer(
    status: int = 200, body: object = None, *, headers: Mapping[str, str] | None = None
) -> bytes:
    """Return a whole answer: `body` as JSON, or as it is when it is bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    if body is None:
        data = b""
    fields = {"Content-Length": str(len(data)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + data


@dataclass(slots=True)
class RawServer:
    """Asks `reply` what to send for each request."""

    reply: Callable[[Asked], Reply]
    asked: list[Asked] = field(default_factory=list)
    pause: float = 0.0
    """Seconds between the first 100 bytes of an answer and the rest."""
    cut: int | None = None
    """After how many bytes of an answer the connection closes."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether a request came in."""
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def running(cls, reply: Callable[[Asked], Reply]) -> AsyncIterator[Self]:
        """Serve for the time of a `with` block."""
        server = cls(reply)
        server._server = await asyncio.start_server(server._accept, "127.0.0.1", 0)
        try:
            yield server
        finally:
            await server.stop()

    async def stop(self) -> None:
        """Refuse connections from now on and close those that are open."""
        if self._server is None:
            return
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    @property
    def origin(self) -> str:
        """Return where it listens."""
        assert self._server
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        reused = False
        try:
            while (asked := await _read(reader, reused=reused)) is not None:
                reused = True
                self.asked.append(asked)
                self.arrived.set()
                if (data := self.reply(asked)) is None:
                    break
                await self._write(writer, data)
                if self.cut is not None:
                    break
        except ConnectionError:
            pass  # The client had enough.
        finally:
            writer.close()

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        if self.pause:
            writer.write(data[:100])
            await writer.drain()
            await asyncio.sleep(self.pause)
            data = data[100:]
        writer.write(data[: self.cut])
        await writer.drain()


async def _read(reader: asyncio.StreamReader, *, reused: bool) -> Asked | None:
    """Return the next request, None when the connection is over."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        headers = {name.lower(): value for name, value in fields.items()}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    except asyncio.IncompleteReadError, ConnectionError:
        return None
    method, target, _ = first.split(" ", 2)
    return Asked(
        method=method, url=URL(target), headers=headers, body=body, reused=reused
    )
