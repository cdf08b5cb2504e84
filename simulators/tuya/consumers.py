"""Consumers of the message queue: signing in, sending, acknowledgements, failover.

Sources: Tuya's Pulsar SDKs (address, headers, acknowledgement of each message); that a
wrong password is 401 and a wrong topic 500 at the handshake was measured.
"""

import asyncio
from contextlib import suppress
import json
import re
from typing import Final

from aiohttp import WSMsgType, web

from .cipher import queue_password
from .platforms import QUEUE_REGION
from .queue import Topic
from .state import TuyaState

_PATH: Final = re.compile(
    r"/ws/v2/consumer/persistent/(?P<id>[^/]+)/out/(?P<topic>[^/]+)/(?P<name>[^/]+)"
)
_ACK_SECONDS: Final = 30.0


class Consumers:
    """The queue host of one region."""

    def __init__(self, state: TuyaState, region: str) -> None:
        """Serve the messages of the project if it lives here."""
        self._state, self._region = state, region

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Let a consumer in, and send what is there and what comes."""
        topic = self._topic(request)
        if isinstance(topic, int):
            return web.Response(status=topic)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        topic.known = True
        topic.sockets.add(socket)
        sender = asyncio.create_task(self._send(request, socket, topic))
        try:
            await self._hear(socket, topic)
        finally:
            topic.sockets.discard(socket)
            sender.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sender
        return socket

    def _topic(self, request: web.Request) -> Topic | int:
        """Return what a consumer asks for, or the status of its refusal."""
        state, project = self._state, self._state.project
        found = _PATH.fullmatch(request.path)
        headers = request.headers
        expected = queue_password(project.client_id, project.secret)
        signed = headers.get("password") == expected
        home = QUEUE_REGION.get(project.region, project.region)
        here = home == self._region or self._region in project.regions
        if not (signed and headers.get("username") == project.client_id and here):
            return 401
        wanted = found["topic"] if found else ""
        right = wanted == state.queue.environment and state.queue.enabled
        if found is None or found["id"] != project.client_id or not right:
            return 500
        topic = state.queue.topics[wanted]
        if topic.sockets and state.switches.second_consumer == "409":
            return 409
        return topic

    async def _hear(self, socket: web.WebSocketResponse, topic: Topic) -> None:
        """Take acknowledgements until the consumer goes."""
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                key = json.loads(message.data)["messageId"]
            except ValueError, KeyError, TypeError:
                continue
            topic.acknowledged.append(key)
            topic.messages.pop(key, None)

    async def _send(
        self, request: web.Request, socket: web.WebSocketResponse, topic: Topic
    ) -> None:
        """Send messages when it is this consumer's turn, again if not acknowledged."""
        wait = _milliseconds(request.query.get("ackTimeoutMillis"))
        news = asyncio.Event()
        async with topic.turn:
            topic.news.add(news)
            try:
                for message in topic.messages.values():
                    message.sent_at = None
                while not socket.closed:
                    news.clear()
                    await _send_due(socket, topic, wait)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(news.wait(), min(wait, 1.0))
            finally:
                topic.news.discard(news)


async def _send_due(socket: web.WebSocketResponse, topic: Topic, wait: float) -> None:
    """Send what is new, and what nobody has acknowledged in time."""
    now = asyncio.get_running_loop().time()
    for message in list(topic.messages.values()):
        if message.sent_at is None or now - message.sent_at >= wait:
            message.sent_at = now
            message.sent += 1
            await socket.send_str(message.frame)


def _milliseconds(text: str | None) -> float:
    """Return the seconds after which a message is sent again."""
    return int(text) / 1000 if text and text.isdecimal() else _ACK_SECONDS
