"""The message queue of a region: Pulsar over a WebSocket (Tuya docs; Tuya's own SDKs).

Every message is acknowledged, also one that cannot be read: else it comes again and
again, and each time costs of the account's quota.
"""

import binascii
from collections.abc import AsyncIterator
import hashlib
import json
from typing import Final, override

from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    WSMsgType,
    WSServerHandshakeError,
)

from ...model.errors import (
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
    Unsupported,
    VendorError,
)
from ...model.parts import Push
from ...model.reason import Reason
from ...model.updates import Hint, Update
from .._connection import Connection
from .._record import Record
from .auth import SignIn
from .cipher import opened_message
from .messages import Messages
from .signing import Project

_HEARTBEAT: Final = 30.0

TOPIC: Final = "event"


class TuyaPush(Push):
    """One consumer of the project's queue; a second one of the same hears nothing."""

    def __init__(
        self, sign_in: SignIn, messages: Messages, connection: Connection
    ) -> None:
        """Take whose queue it is, who reads messages, and how to connect."""
        self._sign_in = sign_in
        self._messages = messages
        self._session: ClientSession = connection.session
        self._transport = connection.transport

    @override
    async def listen(self) -> AsyncIterator[Update]:
        socket = await self._connected()
        async with socket:
            yield Hint()
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                for update in await self._taken(socket, message.data):
                    yield update
        raise CloudUnreachable("queue closed")

    async def _connected(self) -> ClientWebSocketResponse:
        origin = self._sign_in.queue
        if origin is None:
            raise Unsupported("no queue is known for this region")
        project = self._sign_in.project
        url = self._transport.url(origin, _path(project.access_id))
        try:
            return await self._session.ws_connect(
                url, headers=_headers(project), heartbeat=_HEARTBEAT
            )
        except WSServerHandshakeError as err:
            raise _refused(err.status) from None
        except (ClientError, TimeoutError) as err:
            raise CloudUnreachable(type(err).__name__) from None

    async def _taken(self, socket: ClientWebSocketResponse, text: str) -> list[Update]:
        """Acknowledge a message and return what it says; nothing if it is odd."""
        try:
            frame = Record(_json(text), "frame")
            message_id = frame.text("messageId")
        except ProtocolError:
            return []
        try:
            await socket.send_json({"messageId": message_id})
        except (ClientError, ConnectionError) as err:
            raise CloudUnreachable(type(err).__name__) from None
        try:
            return list(self._messages.read(self._opened(frame)))
        except ProtocolError:
            return []

    def _opened(self, frame: Record) -> Record:
        """Return what a frame carries, decrypted."""
        payload = _decoded(frame.text("payload"))
        properties = frame.maybe_record("properties")
        em = None if properties is None else properties.maybe_text("em")
        secret = self._sign_in.project.secret
        message = Record(
            _json(opened_message(payload.text("data"), secret, em)), "data"
        )
        return Record({"protocol": payload.get("protocol"), "data": message}, "message")


def _path(access_id: str) -> str:
    base = f"/ws/v2/consumer/persistent/{access_id}/out/{TOPIC}/{access_id}-sub"
    return f"{base}?ackTimeoutMillis=3000&subscriptionType=Failover"


def _headers(project: Project) -> dict[str, str]:
    return {"username": project.access_id, "password": queue_password(project)}


def queue_password(project: Project) -> str:
    """Return what opens the queue: as secret as what it is made of."""
    inner = _md5(project.secret.reveal())
    return _md5(f"{project.access_id}{inner}")[8:24]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _refused(status: int) -> VendorError:
    """Return why a queue is not to be had.

    401 is its own password and says nothing about the account, which works. 500 is how
    it answers to projects without a message service.
    """
    detail = f"HTTP {status}"
    if status == 500:
        return NotPermitted(detail, reason=Reason.SUBSCRIPTION_MISSING)
    if status == 429:
        return RateLimited(detail)
    if 400 <= status < 500:
        return NotPermitted(detail)
    return CloudUnreachable(detail)


def _decoded(payload: str) -> Record:
    try:
        octets = binascii.a2b_base64(payload)
    except ValueError:
        raise ProtocolError("payload is not base64") from None
    return Record(_json(octets), "payload")


def _json(text: str | bytes) -> object:
    try:
        return json.loads(text)
    except ValueError, RecursionError:
        raise ProtocolError("message is not JSON") from None
