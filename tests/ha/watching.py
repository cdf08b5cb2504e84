"""A client that looks at the panel's subscription."""

from dataclasses import dataclass, field, replace
import json
from typing import Any, cast

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import CALLBACK_TYPE, Context, HomeAssistant
from homeassistant.helpers.json import json_bytes

from custom_components.cloud_locks.websocket.command import Request
from custom_components.cloud_locks.websocket.subscription import subscribe

from .home import ACCOUNT, pass_time, turn

FRONT_ID, BACK_ID = f"{ACCOUNT}:front", f"{ACCOUNT}:back"

type Message = dict[str, Any]


@dataclass
class Client:
    """Takes the place of a connection; what is sent is read back from JSON."""

    hass: HomeAssistant
    clock: FrozenDateTimeFactory
    user: User
    subscriptions: dict[int, CALLBACK_TYPE] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    others: list[Client] = field(default_factory=list)

    def send_event(self, message_id: int, event: Message) -> None:
        """Take a message, as the real one does: only plain values have a way out."""
        assert message_id in self.subscriptions
        self.messages.append(json.loads(json_bytes(event)))

    async def join(self) -> None:
        """Subscribe."""
        request = Request(
            id=1,
            connection=cast("ActiveConnection", self),
            fields={},
            context=Context(user_id=self.user.id),
        )
        await subscribe(self.hass, request)

    async def look(self) -> Message:
        """Subscribe and return the first message."""
        await self.join()
        await turn()
        (first,) = self.told()
        assert first["complete"] is True
        return first

    def told(self) -> list[Message]:
        """Return what was sent since the last time."""
        messages, self.messages = self.messages, []
        return messages

    async def soon(self, seconds: float = 0.1) -> list[Message]:
        """Let some time pass and return what was sent meanwhile."""
        await pass_time(self.hass, self.clock, seconds)
        # What that brought is told a moment later.
        await pass_time(self.hass, self.clock, 0.1)
        return self.told()

    def another(self, user: User | None = None) -> Client:
        """Return another client, which leaves with this one."""
        other = replace(self, user=user or self.user, subscriptions={}, messages=[])
        self.others.append(other)
        return other

    def leave(self) -> None:
        """Have enough."""
        for stop in self.subscriptions.values():
            stop()
        self.subscriptions.clear()

    def leave_all(self) -> None:
        """Have enough, with all others."""
        for client in (self, *self.others):
            client.leave()


def parts(message: Message) -> set[str]:
    """Return what a message is about."""
    return {key for key, it in message.items() if it}
