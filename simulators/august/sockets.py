"""Subscribers, and the server of Yale's messages: Socket.IO over a WebSocket.

Sources: Yale Home user guide, "WebSocket" (the address, the events `data` and `error`);
Engine.IO protocol 4 and Socket.IO protocol 5, which public clients speak here.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
import json
from typing import Final

from aiohttp import WSMsgType, web

from .push import Message

PATH: Final = "/socket.io/"
_OPEN, _CLOSE, _PING = "0", "1", "2"
_CONNECT, _DISCONNECT, _EVENT = "40", "41", "42"


@dataclass(kw_only=True, slots=True, eq=False)
class Subscriber:
    """Somebody who wants messages."""

    id: str
    scopes: tuple[str, ...]
    client_id: str
    user_id: str
    sockets: set[web.WebSocketResponse] = field(default_factory=set)

    @property
    def shape(self) -> dict[str, object]:
        """Return the subscriber as it is answered."""
        return {
            "subscriberID": self.id,
            "scopes": list(self.scopes),
            "clientID": self.client_id,
            "userID": self.user_id,
        }


@dataclass(frozen=True, slots=True)
class Beat:
    """How often a server asks whether anybody is there, and whether it still does."""

    seconds: float
    goes_on: Callable[[], bool]


class Socket:
    """One connection."""

    def __init__(
        self, subscriber: Subscriber, wants: Callable[[str], bool], beat: Beat
    ) -> None:
        """Serve a subscriber, who hears of the locks that `wants` knows."""
        self._subscriber, self._wants, self._beat = subscriber, wants, beat
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._joined = False

    def hear(self, message: Message) -> None:
        """Take a message, which is gone for who is not connected."""
        if self._joined and self._wants(message.lock_id):
            body = {**message.body, "lockID": message.lock_id}
            self.emit("data", body)

    def emit(self, event: str, body: object) -> None:
        """Send an event."""
        self._queue.put_nowait(_EVENT + json.dumps([event, body]))

    async def run(self, request: web.Request) -> web.WebSocketResponse:
        """Keep the connection until one side closes it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._subscriber.sockets.add(socket)
        await socket.send_str(_OPEN + json.dumps(self._handshake()))
        tasks = [
            asyncio.create_task(self._send(socket)),
            asyncio.create_task(self._ping(socket)),
        ]
        try:
            await self._hear_client(socket)
        finally:
            self._subscriber.sockets.discard(socket)
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError, ConnectionError):
                    await task
        return socket

    async def _hear_client(self, socket: web.WebSocketResponse) -> None:
        """Let the client join, and leave."""
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            text = message.data
            if text.startswith(_CONNECT):
                self._joined = True
                self._queue.put_nowait(
                    _CONNECT + json.dumps({"sid": self._subscriber.id})
                )
            elif text.startswith((_DISCONNECT, _CLOSE)):
                await socket.close()

    async def _send(self, socket: web.WebSocketResponse) -> None:
        """Send what there is to say."""
        while True:
            text = await self._queue.get()
            if not socket.closed:
                await socket.send_str(text)

    def _handshake(self) -> dict[str, object]:
        """Return what the server says first."""
        return {
            "sid": self._subscriber.id,
            "upgrades": [],
            "pingInterval": int(self._beat.seconds * 1000),
            "pingTimeout": 20000,
            "maxPayload": 1000000,
        }

    async def _ping(self, socket: web.WebSocketResponse) -> None:
        """Ask now and then whether the client is still there."""
        while True:
            await asyncio.sleep(self._beat.seconds)
            if self._beat.goes_on():
                await socket.send_str(_PING)
