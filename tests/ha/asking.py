"""Asking as the panel does."""

from dataclasses import dataclass
from typing import Any

from homeassistant.auth.models import RefreshToken
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

type View = dict[str, Any]


@dataclass
class Panel:
    """A panel that somebody opens.

    Anew for each question: a connection would not outlive the leaps of time in tests.
    """

    hass: HomeAssistant
    connect: WebSocketGenerator
    token: RefreshToken

    async def answer(self, command: str, **fields: Any) -> View:
        """Return all that comes back for a command."""
        token = self.hass.auth.async_create_access_token(self.token)
        client = await self.connect(self.hass, token)
        await client.send_json_auto_id({"type": f"cloud_locks/{command}", **fields})
        answer: View = await client.receive_json()
        await client.close()
        return answer

    async def ask(self, command: str, **fields: Any) -> View:
        """Return the view that a command answers with."""
        answer = await self.answer(command, **fields)
        assert answer["success"], answer
        view: View = answer["result"]
        return view

    async def refused(self, command: str, **fields: Any) -> str:
        """Return the code of the mistake for which a command is refused."""
        answer = await self.answer(command, **fields)
        code: str = answer["error"]["code"]
        return code
