"""The socket against the public library of its protocol, which serves here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
import os
from typing import Any

from aiohttp import ClientSession, web
import pytest
from yarl import URL

from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.vendors.august.socket import (
    PATH,
    QUERY,
    Event,
    EventSocket,
)

from .payloads import LOCK_ID

if find_spec("socketio") is None and not os.environ.get("CI"):
    pytest.skip("the library is not installed", allow_module_level=True)

type Library = Any
"""The library comes without types."""

socketio: Library = import_module("socketio")

DATA = {"lockID": LOCK_ID, "status": "unlocked"}


@dataclass(slots=True)
class Server:
    """The library's own server, with a fast heartbeat."""

    library: Library
    url: URL = field(default_factory=URL)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    queries: list[str] = field(default_factory=list)


@pytest.fixture
def expected_lingering_tasks() -> bool:
    """Return that the library's own heartbeat goes on for a while."""
    return True


@pytest.fixture
async def server(socket_enabled: None) -> AsyncIterator[Server]:
    """Serve on a port of this machine."""
    server = Server(
        socketio.AsyncServer(async_mode="aiohttp", ping_interval=0.1, ping_timeout=0.2)
    )

    async def connect(sid: str, environment: dict[str, Any]) -> None:
        server.queries.append(environment["QUERY_STRING"])

    async def disconnect(sid: str, reason: str) -> None:
        server.left.set()

    server.library.on("connect", connect)
    server.library.on("disconnect", disconnect)
    app = web.Application()
    server.library.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    query = {"subscriberID": "sub-1", **QUERY}
    server.url = URL(f"http://{host}:{port}{PATH}").update_query(query)
    yield server
    await server.library.shutdown()
    await runner.cleanup()


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[ClientSession]:
    """Return a session."""
    async with ClientSession() as session:
        yield session


async def test_events(server: Server, session: ClientSession) -> None:
    """They come, also after many heartbeats, until the server goes."""
    heard: list[Event | None] = []
    events = EventSocket(session).events(server.url, {})
    async with asyncio.timeout(10), aclosing(events):
        heard.append(await anext(events))
        await server.library.emit("data", DATA)
        heard.append(await anext(events))
        later = asyncio.ensure_future(anext(events))
        await asyncio.sleep(1)
        await server.library.emit("data", [DATA])
        heard.append(await later)
        await server.library.disconnect(_sid(server))
        with pytest.raises(CloudUnreachable):
            await anext(events)
    assert heard == [None, ("data", DATA), ("data", [DATA])]
    assert "subscriberID=sub-1" in server.queries[0]


async def test_letting_go(server: Server, session: ClientSession) -> None:
    """Who does not listen any more is gone for the server as well."""
    events = EventSocket(session).events(server.url, {})
    assert await anext(events) is None
    await events.aclose()
    await asyncio.wait_for(server.left.wait(), 5)


def _sid(server: Server) -> str:
    (sid, *_), *_ = server.library.manager.get_participants("/", None)
    return str(sid)
