"""Hearing of changes: the socket, its heartbeat, and a linked account."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
import json
from typing import cast, override

from aiohttp import WSMsgType, web
import pytest

from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    RateLimited,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState, DoorState, Reachability
from custom_components.cloud_locks.model.updates import (
    GatewayUpdate,
    Hint,
    LockUpdate,
    Update,
)
from custom_components.cloud_locks.vendors.august.brands import AUGUST, YALE, Row
from custom_components.cloud_locks.vendors.august.cloud import AugustCloud

from .payloads import BRIDGE_ID, LOCK_ID, USER_ID, Json, bridge, token
from .script import SUBSCRIBERS, Linked, Script, push_of, refused, said

OPEN = {"sid": "s", "upgrades": [], "pingInterval": 25000, "pingTimeout": 20000}
GIVEN = {"subscriberID": "sub-1", "scopes": ["lock"], "userID": USER_ID}


@dataclass(slots=True)
class Socket:
    """A server of the socket: sends packets, and remembers what came."""

    origin: str = ""
    packets: list[str | None] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    opening: str = f"0{json.dumps(OPEN)}"
    status: int | None = None
    queries: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Open, say everything, and close; None is silence."""
        self.queries.append(dict(request.query))
        self.headers.append({name.lower(): it for name, it in request.headers.items()})
        if self.status is not None:
            return web.Response(status=self.status)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(self.opening)
        for packet in ["40" + json.dumps({"sid": "t"}), *self.packets]:
            if packet is None:
                async for message in socket:
                    self.came.append(str(message.data))
                return socket
            await socket.send_str(packet)
            if packet == "2" or packet.startswith("40"):
                message = await socket.receive()
                assert message.type is WSMsgType.TEXT
                self.came.append(str(message.data))
        await socket.close()
        return socket

    def say(self, *events: Json) -> None:
        """Let it send events."""
        self.packets += [f"42{json.dumps(['data', event])}" for event in events]


@asynccontextmanager
async def _running(socket: Socket) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_get("/socket.io/", socket.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    socket.origin = f"http://{host}:{port}"
    try:
        yield
    finally:
        await runner.cleanup()


@pytest.fixture
async def socket(script: Script) -> AsyncIterator[Socket]:
    """Return a socket beside the rest of the cloud."""
    script.on("POST", SUBSCRIBERS, said(GIVEN))
    script.on("DELETE", f"{SUBSCRIBERS}/sub-1", said({"message": "gone"}))
    socket = Socket()
    async with _running(socket):
        yield socket


async def listening(script: Script, socket: Socket) -> AugustCloud:
    """Return a client whose socket is that one."""
    connection = script.connection()
    origins = {**connection.origins, YALE.settings[Row.SOCKET]: socket.origin}
    cloud = AugustCloud(replace(connection, origins=origins))
    await cloud.inventory()
    script.server.asked.clear()
    return cloud


async def heard(cloud: AugustCloud) -> list[Update]:
    """Return everything until the connection is lost."""
    updates: list[Update] = []
    lost = False
    try:
        async for update in push_of(cloud).listen():
            updates.append(update)  # noqa: PERF401 - kept although it raises
    except CloudUnreachable:
        lost = True
    assert lost
    return updates


async def test_subscriber_of_our_own(script: Script, socket: Socket) -> None:
    """Made, used with good headers, and deleted in the end."""
    cloud = await listening(script, socket)
    assert await heard(cloud) == [Hint()]
    await cloud.close()
    await cloud.close()
    assert script.asked == [f"POST {SUBSCRIBERS}", f"DELETE {SUBSCRIBERS}/sub-1"]
    assert script.written == [(SUBSCRIBERS, {"scopes": ["lock"]})]
    assert socket.queries == [
        {"subscriberID": "sub-1", "transport": "websocket", "EIO": "4"}
    ]
    assert socket.headers[0]["x-access-token"] == token()
    assert socket.came == ["40"]


async def test_the_same_subscriber_again(script: Script, socket: Socket) -> None:
    """A connection that is lost costs no calls; after an hour it is another one."""
    cloud = await listening(script, socket)
    for _ in range(3):
        await heard(cloud)
    assert script.asked == [f"POST {SUBSCRIBERS}"]
    script.now += timedelta(hours=1)
    await heard(cloud)
    assert script.asked[1:] == [
        f"DELETE {SUBSCRIBERS}/sub-1",
        f"POST {SUBSCRIBERS}",
    ]


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        (
            {"status": "kAugLockState_Unlocking", "remoteEvent": 1},
            {"bolt": BoltState.UNLOCKING},
        ),
        (
            {"status": "unlocked", "callingUserID": "manualunlock"},
            {"bolt": BoltState.UNLOCKED},
        ),
        (
            {"lockAction": "unlatched", "status": "locked"},
            {"bolt": BoltState.OPEN},
        ),
        ({"status": "DoorStateChanged", "doorState": "open"}, {"door": DoorState.OPEN}),
        (
            {"status": "FAILED_BRIDGE_ERROR_LOCK_JAMMED"},
            {"bolt": BoltState.JAMMED},
        ),
    ],
)
async def test_what_a_message_says(
    script: Script, socket: Socket, message: Json, changes: dict[str, object]
) -> None:
    """The lock as it is now, and a hint: who did it stands in the log alone."""
    socket.say({"lockID": LOCK_ID, **message})
    cloud = await listening(script, socket)
    before = (await cloud.inventory()).locks[LOCK_ID]
    after = replace(before, **changes)  # type: ignore[arg-type]  # of that field
    assert await heard(cloud) == [Hint(), LockUpdate(lock=after), Hint(lock_id=LOCK_ID)]


async def test_somebody_only_looked(script: Script, socket: Socket) -> None:
    """Apps do that all the time; it is no reason to read the log."""
    looked = {"lockID": LOCK_ID, "status": "locked", "info": {"action": "status"}}
    socket.say(looked, {**looked, "status": "unlocked"})
    cloud = await listening(script, socket)
    first, second = await heard(cloud)
    assert first == Hint()
    assert isinstance(second, LockUpdate)
    assert second.lock.bolt is BoltState.UNLOCKED


@pytest.mark.parametrize(
    "message",
    [
        {"status": "associated_bridge_offline", "bridgeID": BRIDGE_ID},
        {"status": "unknown", "result": "failed", "error": {"statusCode": 422}},
    ],
)
async def test_a_bridge_goes(script: Script, socket: Socket, message: Json) -> None:
    """Its locks are out of reach."""
    socket.say({"lockID": LOCK_ID, **message})
    cloud = await listening(script, socket)
    _, lock, gateway = await heard(cloud)
    assert isinstance(lock, LockUpdate)
    assert lock.lock.reachability is Reachability.OFFLINE
    assert (await cloud.states({LOCK_ID: lock.lock}))[LOCK_ID] == lock.lock
    assert gateway == GatewayUpdate(gateway_id=BRIDGE_ID, online=False)


async def test_a_bridge_comes(script: Script, socket: Socket) -> None:
    """Its locks are looked at: something may have happened meanwhile."""
    script.home(Bridge=bridge(status={"current": "offline"}))
    socket.say({"lockID": LOCK_ID, "status": "associated_bridge_online"})
    _, lock, gateway, hint = await heard(await listening(script, socket))
    assert isinstance(lock, LockUpdate)
    assert lock.lock.reachability is Reachability.ONLINE
    assert gateway == GatewayUpdate(gateway_id=BRIDGE_ID, online=True)
    assert hint == Hint(lock_id=LOCK_ID, codes=True)


async def test_what_nobody_knows(script: Script, socket: Socket) -> None:
    """A lock that is new is looked for; anything else is let by."""
    socket.packets += ["42[]", "42[1,2]", "42{", "5", "6", '42["error",{"lockID":1}]']
    socket.say({"no": "lock"}, {"lockID": "another"}, [])  # type: ignore[arg-type]
    assert await heard(await listening(script, socket)) == [Hint(), Hint()]


async def test_heartbeat(script: Script, socket: Socket) -> None:
    """Answered, or the server hangs up."""
    socket.packets += ["2", "2"]
    await heard(await listening(script, socket))
    assert socket.came == ["40", "3", "3"]


async def test_silence_is_noticed(script: Script, socket: Socket) -> None:
    """A connection over which nothing comes any more is no connection."""
    slow = {**OPEN, "pingInterval": 40, "pingTimeout": 20}
    socket.opening = f"0{json.dumps(slow)}"
    socket.packets.append(None)
    async with asyncio.timeout(5):
        assert await heard(await listening(script, socket)) == [Hint()]


@pytest.mark.parametrize("packet", ["41", "44{}", "1"])
async def test_the_server_leaves(script: Script, socket: Socket, packet: str) -> None:
    """In its own words."""
    socket.packets += [packet, None]
    assert await heard(await listening(script, socket)) == [Hint()]


@pytest.mark.parametrize("opening", ["x", "0{", "0[]", '0{"pingInterval":-5}'])
async def test_odd_openings(script: Script, socket: Socket, opening: str) -> None:
    """Without times of its own the heartbeat has ours."""
    socket.opening = opening
    updates = await heard(await listening(script, socket))
    assert updates == ([] if opening == "x" else [Hint()])


@pytest.mark.parametrize(
    ("status", "error", "goes"),
    [
        (401, NotPermitted, True),
        (403, NotPermitted, True),
        (429, RateLimited, False),
        (502, CloudUnreachable, False),
    ],
)
async def test_handshakes(
    script: Script, socket: Socket, status: int, error: type[Exception], *, goes: bool
) -> None:
    """Why there is no connection; a subscriber that is refused is given up."""
    socket.status = status
    cloud = await listening(script, socket)
    with pytest.raises(error):
        await anext(push_of(cloud).listen())
    assert (f"DELETE {SUBSCRIBERS}/sub-1" in script.asked) is goes


async def test_no_socket(script: Script) -> None:
    """Nobody listens there."""
    script.on("POST", SUBSCRIBERS, said(GIVEN))
    script.on("DELETE", f"{SUBSCRIBERS}/sub-1", refused(500))
    cloud = await listening(script, Socket(origin="http://127.0.0.1:9"))
    assert await heard(cloud) == []
    await cloud.close()


async def test_august_has_no_socket(script: Script) -> None:
    """Its push needs a key that is not ours; it says so and is polled."""
    script.brand = AUGUST
    cloud, _ = await script.connected()
    with pytest.raises(Unsupported):
        await anext(push_of(cloud).listen())
    assert script.asked == []


async def test_link(script: Script) -> None:
    """What the other integration hears, without a socket of our own."""
    script.linked = linked = Linked()
    cloud, _ = await script.connected()
    updates = cast("AsyncGenerator[Update]", push_of(cloud).listen())
    assert await anext(updates) == Hint()
    linked.listeners[LOCK_ID](Hint(lock_id=LOCK_ID))
    assert await anext(updates) == Hint(lock_id=LOCK_ID)
    await updates.aclose()
    assert linked.listeners == {}
    assert script.asked == []


async def test_link_tells_at_once_what_is_there(script: Script) -> None:
    """The first hint stands for all."""

    class Eager(Linked):
        @override
        def subscribe(
            self, device_id: str, listener: Callable[[Update], None]
        ) -> Callable[[], None]:
            listener(Hint(lock_id=device_id))
            return Linked.subscribe(self, device_id, listener)

    script.linked = linked = Eager()
    updates = cast(
        "AsyncGenerator[Update]", push_of(AugustCloud(script.connection())).listen()
    )
    assert await anext(updates) == Hint()
    linked.listeners[LOCK_ID](Hint(lock_id=LOCK_ID, codes=True))
    assert await anext(updates) == Hint(lock_id=LOCK_ID, codes=True)
    await updates.aclose()


@pytest.mark.parametrize("from_the_start", [True, False])
async def test_link_that_hears_nothing(
    script: Script, monkeypatch: pytest.MonkeyPatch, from_the_start: bool
) -> None:
    """Then nothing comes here either, and it is said."""
    monkeypatch.setattr(
        "custom_components.cloud_locks.vendors.august.push._CHECK", 0.02
    )
    script.linked = Linked(hears=not from_the_start)
    cloud, _ = await script.connected()
    updates = push_of(cloud).listen()
    if not from_the_start:
        assert await anext(updates) == Hint()
        script.linked.hears = False
    with pytest.raises(CloudUnreachable):
        await anext(updates)
    assert script.linked.listeners == {}
