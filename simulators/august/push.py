"""What the cloud tells by itself: over PubNub at August, over a socket at Yale.

Sources: recorded PubNub messages in openHAB and yalexs; Yale Home user guide,
"WebSocket": each message once, the same words. No full recording of Yale's is public.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .devices import AugustLock
from .stamps import stamp
from .switches import Switches

_KEPT: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message; `channel` is where PubNub has it."""

    channel: str
    lock_id: str
    at: datetime
    body: dict[str, object] = field(repr=False)


class Push:
    """All messages, and who hears them."""

    def __init__(self, switches: Switches, now: Callable[[], datetime]) -> None:
        """Start in silence."""
        self.messages: deque[Message] = deque(maxlen=_KEPT)
        self.listeners: set[Callable[[Message], None]] = set()
        self.muted = False
        """Whether connections stay up and nothing comes through them."""
        self.pings = True
        """Whether the server of messages still asks who is there."""
        self._switches, self._now = switches, now

    def tell(self, lock: AugustLock, body: dict[str, object]) -> None:
        """Send a message about a lock."""
        message = Message(
            channel=lock.channel, lock_id=lock.id, at=self._now(), body=body
        )
        for _ in range(1 + self._switches.push_duplicates):
            self._send(message)

    def summary(self, lock: AugustLock, word: str, caller: str) -> None:
        """Tell what somebody did at the door or in the app; who, as far as known."""
        body: dict[str, object] = {"status": word, "callingUserID": caller}
        door = lock.door_state(is_open=lock.hardware.door.is_open)
        self.tell(lock, body if door is None else {**body, "doorState": door})

    def door(self, lock: AugustLock) -> None:
        """Tell that a door was opened or closed."""
        door = lock.door_state(is_open=lock.hardware.door.is_open)
        body: dict[str, object] = {
            "doorState": door,
            "lockID": lock.id,
            "timeStamp": stamp(self._now()),
        }
        self.tell(lock, body)

    def bridge(self, lock: AugustLock) -> None:
        """Tell that a bridge came or went."""
        word = "online" if lock.online else "offline"
        body: dict[str, object] = {
            "status": f"associated_bridge_{word}",
            "bridgeID": lock.bridge_id,
            "bridgeSerial": f"C{lock.bridge_id[:8].upper()}",
            "lockID": lock.id,
        }
        self.tell(lock, body)

    def _send(self, message: Message) -> None:
        """Hand a message to everybody who listens."""
        self.messages.append(message)
        if not self.muted:
            for listener in tuple(self.listeners):
                listener(message)
