"""Home Assistant's API, as far as the demo uses it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp

from .home import Home

_REQUEST_TIMEOUT = aiohttp.ClientTimeout(total=60)
_POLL_SECONDS = 0.2

type Json = dict[str, Any]


class DemoError(Exception):
    """The demo met something it cannot go on from; the message is for its reader."""


class Api:
    """REST and WebSocket commands, signed in."""

    def __init__(
        self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        """Use a session that carries the token, and a socket that is authenticated."""
        self._session = session
        self._socket = socket
        self._last_id = 0

    @classmethod
    @asynccontextmanager
    async def connect(cls, home: Home) -> AsyncIterator[Self]:
        """Open both connections of a running Home Assistant."""
        headers = {
            "Authorization": f"Bearer {home.token}",
            # The user interface tells where a sign-in page is to send its visitor back.
            "HA-Frontend-Base": home.url,
        }
        async with (
            aiohttp.ClientSession(
                home.url, headers=headers, timeout=_REQUEST_TIMEOUT
            ) as session,
            session.ws_connect("/api/websocket", max_msg_size=0) as socket,
        ):
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": home.token})
            answer = await socket.receive_json()
            if answer["type"] != "auth_ok":
                raise DemoError(f"Home Assistant refused the token: {answer}")
            yield cls(session, socket)

    async def get(self, path: str) -> Any:
        """Body of a GET; DemoError when the answer is no success."""
        async with self._session.get(path) as response:
            return await _body(response)

    async def post(self, path: str, data: Json) -> Any:
        """Body of a POST; DemoError when the answer is no success."""
        async with self._session.post(path, json=data) as response:
            return await _body(response)

    async def command(self, kind: str, **fields: Any) -> Any:
        """Result of a WebSocket command; DemoError when it fails."""
        self._last_id += 1
        await self._socket.send_json({"id": self._last_id, "type": kind, **fields})
        while (answer := await self._socket.receive_json())["id"] != self._last_id:
            continue
        if not answer["success"]:
            raise DemoError(f"{kind}: {answer['error']['message']}")
        return answer["result"]

    async def first(self, kind: str) -> Any:
        """Return the first message of a subscription, and end it."""
        await self.command(kind)
        subscription = self._last_id
        while (answer := await self._socket.receive_json())["id"] != subscription:
            continue
        await self.command("unsubscribe_events", subscription=subscription)
        return answer["event"]

    async def text(self, path: str) -> str:
        """Return a file that is served; DemoError when it is not."""
        async with self._session.get(path) as response:
            if not response.ok:
                raise DemoError(f"{path} answered {response.status}")
            return await response.text()

    async def act(self, action: str, entity_id: str, **data: Any) -> None:
        """Perform an action that answers nothing."""
        domain, service = action.split(".")
        await self.post(
            f"/api/services/{domain}/{service}", {"entity_id": entity_id, **data}
        )

    async def ask(
        self, action: str, entity_id: str | list[str] | None = None, **data: Any
    ) -> Json:
        """Perform an action, at entities if any, and return its answer."""
        domain, service = action.split(".")
        path = f"/api/services/{domain}/{service}?return_response"
        target = {} if entity_id is None else {"entity_id": entity_id}
        answer = await self.post(path, {**target, **data})
        response: Json = answer["service_response"]
        return response

    async def state(self, entity_id: str) -> Json:
        """State object of an entity; DemoError when there is none."""
        state: Json = await self.get(f"/api/states/{entity_id}")
        return state


async def _body(response: aiohttp.ClientResponse) -> Any:
    if not response.ok:
        text = await response.text()
        raise DemoError(f"{response.url.path} answered {response.status}: {text}")
    return await response.json()


async def wait_until[T](
    read: Callable[[], Awaitable[T]],
    accept: Callable[[T], bool],
    what: str,
    seconds: float = 30,
) -> T:
    """First accepted value; DemoError that shows the last one when time is up."""
    value = await read()
    try:
        async with asyncio.timeout(seconds):
            while not accept(value):
                await asyncio.sleep(_POLL_SECONDS)
                value = await read()
    except TimeoutError:
        raise DemoError(
            f"no {what} after {seconds:.0f} s; last seen: {value}"
        ) from None
    return value
