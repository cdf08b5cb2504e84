"""A socket of Socket.IO over Engine.IO 4, as far as hearing events needs it.

Both protocols are public and small: an opening packet with the times of its heartbeat,
pings that are answered, and events as JSON lists. Nothing is ever sent but that.
"""

from collections.abc import AsyncGenerator, Mapping
import json
from typing import Final

from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
    WSServerHandshakeError,
)
from yarl import URL

from ...model.errors import (
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from .._record import Record

PATH: Final = "/socket.io/"
QUERY: Final[Mapping[str, str]] = {"transport": "websocket", "EIO": "4"}

_OPEN, _PING, _PONG = "0", "2", "3"
_CONNECT, _CONNECTED = "40", "40"
_LEFT, _EVENT, _REFUSED = "41", "42", "44"

_PATIENCE: Final = 60.0
"""Seconds between two pings, where the server does not tell its own."""
_LONGEST: Final = 600_000
"""Milliseconds: a heartbeat that is slower is none."""

type Event = tuple[str, object]


class EventSocket:
    """One connection. A server that is silent for longer than its heartbeat is lost."""

    def __init__(self, session: ClientSession) -> None:
        """Take what to connect by."""
        self._session = session

    async def events(
        self, url: URL, headers: Mapping[str, str]
    ) -> AsyncGenerator[Event | None]:
        """Yield None once the connection stands, then events with what they carry.

        Raises `CloudUnreachable` when the connection is lost, and why there is none.
        """
        async with await self._connected(url, headers) as socket:
            patience = _patience_of(await _packet(socket, _PATIENCE))
            await _send(socket, _CONNECT)
            while True:
                packet = await _packet(socket, patience)
                if packet == _PING:
                    await _send(socket, _PONG)
                elif packet.startswith(_CONNECTED):
                    yield None
                elif packet.startswith((_LEFT, _REFUSED, "1")):
                    raise CloudUnreachable("left by the server")
                elif (event := event_of(packet)) is not None:
                    yield event

    async def _connected(
        self, url: URL, headers: Mapping[str, str]
    ) -> ClientWebSocketResponse:
        try:
            return await self._session.ws_connect(
                url, headers=headers, timeout=ClientWSTimeout(ws_close=5.0)
            )
        except WSServerHandshakeError as err:
            raise _of_handshake(err.status) from None
        except (ClientError, TimeoutError) as err:
            raise CloudUnreachable(type(err).__name__) from None


def event_of(packet: str) -> Event | None:
    """Return the event of a packet, None for any other packet."""
    if not packet.startswith(_EVENT):
        return None
    try:
        values = json.loads(packet.removeprefix(_EVENT).lstrip("0123456789"))
    except ValueError, RecursionError:
        return None
    match values:
        case [str(name), value, *_]:
            return name, value
        case _:
            return None


def _patience_of(packet: str) -> float:
    """Return how long a server may be silent (s), by its opening packet."""
    if not packet.startswith(_OPEN):
        raise CloudUnreachable("no opening packet")
    try:
        told = Record(json.loads(packet[1:]), "open")
    except ValueError, RecursionError, ProtocolError:
        return _PATIENCE
    parts = [told.maybe_integer(name) for name in ("pingInterval", "pingTimeout")]
    total = sum(part or 0 for part in parts)
    return total / 1000 if 0 < total <= _LONGEST else _PATIENCE


async def _packet(socket: ClientWebSocketResponse, patience: float) -> str:
    """Return the next packet; one that is no text says nothing."""
    try:
        message = await socket.receive(timeout=patience)
    except TimeoutError:
        raise CloudUnreachable("silent") from None
    if message.type is WSMsgType.TEXT:
        return str(message.data)
    if message.type is WSMsgType.BINARY:
        return ""
    raise CloudUnreachable("closed")


async def _send(socket: ClientWebSocketResponse, packet: str) -> None:
    try:
        await socket.send_str(packet)
    except (ClientError, ConnectionError) as err:
        raise CloudUnreachable(type(err).__name__) from None


def _of_handshake(status: int) -> VendorError:
    """Return why no connection came about.

    401 is said of a subscriber as well; whether the token is good is told elsewhere.
    """
    detail = f"HTTP {status}"
    if status == 429:
        return RateLimited(detail)
    return (NotPermitted if 400 <= status < 500 else CloudUnreachable)(detail)
