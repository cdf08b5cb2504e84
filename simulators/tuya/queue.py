"""The message queue: what happens, pushed over a WebSocket as Pulsar does it.

Sources: Tuya developer documentation, "Message queue"; Tuya's Pulsar SDKs: address,
sign-in, encryption, acknowledgement. Messages of two families tell of the same facts.
"""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
import hashlib
import json
from typing import Final

from aiohttp import web

from .accounts import Project
from .cipher import seal_message
from .devices import Device
from .stamps import to_ms
from .switches import Switches

PRODUCTION, TESTING = "event", "event-test"
LEGACY, THING, LEGACY_EVENT, THING_EVENT = 4, 1000, 20, 1001
_PAIRS: Final = {
    "online": "deviceOnline",
    "offline": "deviceOffline",
    "nameUpdate": "deviceNameUpdate",
}
_NONCE_BYTES: Final = 12


@dataclass(kw_only=True, slots=True, eq=False)
class Message:
    """One message until somebody has acknowledged it."""

    id: str
    frame: str
    sent_at: float | None = None
    """When it was sent last, by the clock of the event loop."""
    sent: int = 0


@dataclass(kw_only=True, slots=True, eq=False)
class Topic:
    """One subscription, from the first consumer on."""

    known: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    news: set[asyncio.Event] = field(default_factory=set)
    sockets: set[web.WebSocketResponse] = field(default_factory=set)
    acknowledged: list[str] = field(default_factory=list)


class MessageQueue:
    """All messages of the project."""

    def __init__(
        self, project: Project, switches: Switches, now: Callable[[], datetime]
    ) -> None:
        """Encrypt for one project."""
        self.environment = PRODUCTION
        self.enabled = True
        """Whether the message service is switched on."""
        self.rule: frozenset[str] | None = None
        """Which bizCodes the messaging rule lets through, None for all."""
        self.topics = {PRODUCTION: Topic(), TESTING: Topic()}
        self.told = 0
        """How many messages have cost quota so far."""
        self._project, self._switches, self._now = project, switches, now
        self._count = 0

    def report(self, device: Device, code: str, value: object, at: datetime) -> None:
        """Tell of a data point, in each family that is switched on."""
        number = next((row.number for row in device.points if row.code == code), 0)
        if self._switches.push_family != "iot_core":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            status = {"code": code, "value": value, "t": to_ms(at), str(number): text}
            self._tell(LEGACY, "statusReport", self._status(device, status))
        if self._switches.push_family != "legacy":
            row: dict[str, object] = {
                "code": code,
                "dpId": number,
                "time": to_ms(at),
                "value": value,
            }
            body: dict[str, object] = {
                "devId": device.id,
                "productId": device.product_id,
                "properties": [row],
            }
            self._tell_event(THING, "devicePropertyMessage", body, {})

    def event(self, device: Device, code: str, body: dict[str, object]) -> None:
        """Tell of an event, under a name of each family that has one."""
        who: dict[str, object] = {"devId": device.id, "productKey": device.product_id}
        if self._switches.push_family != "iot_core" or code not in _PAIRS:
            self._tell_event(LEGACY_EVENT, code, body, who)
        if self._switches.push_family != "legacy" and code in _PAIRS:
            named = {"devId": device.id, **body}
            self._tell_event(THING_EVENT, _PAIRS[code], named, {})

    def send(self, protocol: int, body: dict[str, object]) -> None:
        """Send any message."""
        self._publish(self._frame(protocol, body))

    def send_garbage(self) -> None:
        """Send a message that nobody can decrypt."""
        self._publish({"payload": b64encode(b"not a message").decode()})

    async def drop(self) -> int:
        """Close all connections; answers how many there were."""
        sockets = [it for topic in self.topics.values() for it in topic.sockets]
        for socket in sockets:
            await socket.close(code=1012)
        return len(sockets)

    def _status(self, device: Device, status: dict[str, object]) -> dict[str, object]:
        """Return the body of a status report."""
        return {
            "dataId": f"AAX{self._count:012x}",
            "devId": device.id,
            "productKey": device.product_id,
            "status": [status],
        }

    def _tell_event(
        self,
        protocol: int,
        code: str,
        body: dict[str, object],
        more: dict[str, object],
    ) -> None:
        """Tell of something that has a name."""
        ts = to_ms(self._now())
        self._tell(protocol, code, {"bizCode": code, "bizData": body, **more, "ts": ts})

    def _tell(self, protocol: int, code: str, body: dict[str, object]) -> None:
        """Send a message that the rule lets through."""
        if self.rule is None or code in self.rule:
            self.send(protocol, body)

    def _frame(self, protocol: int, body: dict[str, object]) -> dict[str, object]:
        """Encrypt a message and wrap it twice."""
        gcm = self._switches.push_cipher == "gcm"
        digest = hashlib.sha256(f"nonce {self._count}".encode()).digest()
        plain = json.dumps(body, separators=(",", ":")).encode()
        nonce = digest[:_NONCE_BYTES] if gcm else None
        payload = {
            "data": seal_message(self._project.secret, plain, nonce),
            "protocol": protocol,
            "pv": "2.0",
            "sign": digest.hex()[:32],
            "t": to_ms(self._now()),
        }
        marked = {"em": "aes_gcm" if gcm else "aes_ecb"}
        return {
            "payload": b64encode(json.dumps(payload).encode()).decode(),
            "properties": marked if self._switches.push_marks_cipher else {},
        }

    def _publish(self, frame: dict[str, object]) -> None:
        """Keep a message for the topic in use, if anybody ever subscribed."""
        topic = self.topics[self.environment]
        if not (self.enabled and topic.known):
            return
        self._count += 1
        self.told += 1
        key = b64encode(f"message {self._count:06d}".encode()).decode()
        text = json.dumps(
            {"messageId": key, **frame, "publishTime": self._now().isoformat()}
        )
        topic.messages[key] = Message(id=key, frame=text)
        for event in topic.news:
            event.set()
