"""Subscribers, the socket, and what is told about a door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
import json
from typing import Any

import aiohttp
import pytest

from simulators import Simulation
from simulators.august import AugustCloud, AugustControl
from simulators.august.push import Message

from .wire import SOCKET, Door, Wire, pushed, until

PATH = "/websocket/subscribers"


class Line:
    """One open socket, spoken to as Socket.IO has it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Use a socket."""
        self.socket = socket

    async def text(self) -> str:
        """Return the next packet."""
        async with asyncio.timeout(5):
            return str(await self.socket.receive_str())

    async def join(self) -> dict[str, Any]:
        """Say hello; returns what the server said first."""
        first = await self.text()
        assert first[0] == "0"
        await self.socket.send_str("40")
        assert (await self.text()).startswith('40{"sid":')
        hello: dict[str, Any] = json.loads(first[1:])
        return hello

    async def data(self) -> dict[str, Any]:
        """Return the next message."""
        text = await self.text()
        assert text.startswith("42")
        event, body = json.loads(text[2:])
        assert event == "data"
        assert isinstance(body, dict)
        return body


async def connect(wire: Wire, subscriber: str, **headers: str) -> Line:
    """Open a socket."""
    query = f"?subscriberID={subscriber}&transport=websocket&EIO=4"
    origin = wire.sim.origins[SOCKET]
    socket = await wire.session.ws_connect(
        f"{origin}/socket.io/{query}", headers={**wire.headers, **headers}
    )
    return Line(socket)


async def subscribe(wire: Wire) -> str:
    """Return the id of a new subscriber."""
    return str((await wire.post(PATH, {"scopes": ["lock"]})).body["subscriberID"])


@pytest.fixture
async def line(yale: Wire) -> AsyncIterator[Line]:
    """Return a socket that has joined."""
    line = await connect(yale, await subscribe(yale))
    await line.join()
    yield line
    await line.socket.close()


async def test_subscribers(anyone: Wire, desk: AugustControl) -> None:
    """Made anew each time, shown, forgotten; only locks can be wanted."""
    first = await anyone.post(PATH, {"scopes": ["lock"]})
    assert first.body["scopes"] == ["lock"]
    assert first.body["userID"] == desk.state()["user_id"]
    account = anyone.sim.account(anyone.brand)
    assert first.body["clientID"] == account["client_id"]
    own = f"{PATH}/{first.body['subscriberID']}"
    assert (await anyone.get(own)).body == first.body
    assert await subscribe(anyone) != first.body["subscriberID"]
    assert (await anyone.delete(own)).body == {"message": "success"}
    assert (await anyone.get(own)).status == 404
    assert (await anyone.delete(own)).status == 404
    for scopes in (None, [], ["door"], ["lock", "lock"]):
        assert (await anyone.post(PATH, {"scopes": scopes})).status == 400


async def test_handshake(yale: Wire, desk: AugustControl) -> None:
    """Packets of Engine.IO 4; leaving closes."""
    subscriber = await subscribe(yale)
    line = await connect(yale, subscriber)
    hello = await line.join()
    assert hello["upgrades"] == []
    assert hello["pingInterval"] == 25000
    assert desk.state()["subscribers"] == {subscriber: 1}
    await line.socket.send_bytes(b"?")
    await line.socket.send_str("41")
    message = await line.socket.receive()
    assert message.type is aiohttp.WSMsgType.CLOSE


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"x-api-key": "nobody"}, 403),
        ({"x-access-token": "nothing"}, 401),
        ({"subscriber": "nobody"}, 400),
    ],
)
async def test_who_may_connect(yale: Wire, change: dict[str, str], status: int) -> None:
    """Key, token and subscriber are needed."""
    subscriber = change.pop("subscriber", None) or await subscribe(yale)
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await connect(yale, subscriber, **change)
    assert caught.value.status == status


async def test_messages(line: Line, kitchen: Door, sim: Simulation) -> None:
    """What a command, a hand, the app and the door tell, with the lock's id."""
    await kitchen.operate("unlock")
    interim, final = await line.data(), await line.data()
    assert interim["status"] == "kAugLockState_Unlocking"
    assert (final["lockID"], final["status"]) == (
        kitchen.id,
        "kAugLockState_Unlocked",
    )
    assert final["info"]["action"] == "unlock"
    sim.control.turn_knob("kitchen_door", "locked")
    summary = await line.data()
    assert summary["status"] == "locked"
    assert summary["callingUserID"] == "manuallock"
    assert summary["doorState"] == "closed"
    sim.control.app("kitchen_door", "bram_de_vries", "unlock")
    assert len((await line.data())["callingUserID"]) == 36
    sim.control.door("kitchen_door", "open")
    door = await line.data()
    assert (door["doorState"], door["lockID"]) == ("open", kitchen.id)


async def test_keypads_and_auto_lock_look_manual(
    line: Line, kitchen: Door, sim: Simulation
) -> None:
    """Only the feed knows better, and that some seconds later."""
    await kitchen.load()
    assert sim.control.type_pin("kitchen_door", "012345") == "accepted"
    assert (await line.data())["callingUserID"] == "manualunlock"
    assert await kitchen.events() == []
    sim.control.time(advance=4)
    (event,) = await kitchen.events()
    assert event["action"] == "pin_unlock"
    record = (await kitchen.pins())["loaded"][0]
    assert event["user"]["UserID"] == record["userID"]


async def test_bridges(line: Line, sim: Simulation) -> None:
    """They come and go while nobody asks; what happens meanwhile is not told."""
    sim.control.gateway_online("kitchen_bridge", online=False)
    message = await line.data()
    assert message["status"] == "associated_bridge_offline"
    sim.control.turn_knob("kitchen_door", "unlocked")
    sim.control.gateway_online("kitchen_bridge", online=True)
    assert (await line.data())["status"] == "associated_bridge_online"


async def test_noise_duplicates_and_anything(
    line: Line, desk: AugustControl, terrace: Door
) -> None:
    """Status polls of the app, messages twice, messages of any kind."""
    desk.noise("kitchen_door")
    assert (await line.data())["info"]["action"] == "status"
    desk.switch(push_duplicates=True)
    desk.message("terrace_door", {"status": "unheard-of"})
    assert await line.data() == await line.data()
    desk.switch(push_duplicates=False)
    desk.noise("terrace_door")
    message = await line.data()
    assert (message["lockID"], message["doorState"]) == (terrace.id, "init")


async def test_dropped_and_silent(
    line: Line, yale: Wire, desk: AugustControl, sim: Simulation
) -> None:
    """A connection may close, or stay and say nothing; nothing is sent again."""
    desk.mute(on=True)
    sim.control.turn_knob("kitchen_door", "unlocked")
    desk.mute(on=False)
    sim.control.turn_knob("kitchen_door", "locked")
    assert (await line.data())["status"] == "locked"
    assert await desk.drop_sockets() == 1
    assert (await line.socket.receive()).type is aiohttp.WSMsgType.CLOSE
    desk.forget_subscribers()
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await connect(yale, await _gone(desk))


async def _gone(desk: AugustControl) -> str:
    """Return an id of nobody."""
    assert desk.state()["subscribers"] == {}
    return "gone"


async def test_deleting_a_subscriber_closes(yale: Wire) -> None:
    """Its connections end with it."""
    subscriber = await subscribe(yale)
    line = await connect(yale, subscriber)
    await line.join()
    await yale.delete(f"{PATH}/{subscriber}")
    assert (await line.socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_strangers_hear_nothing(
    line: Line, sim: Simulation, desk: AugustControl
) -> None:
    """A lock that is out of the app is out of the messages."""
    desk.role("cottage", "nobody")
    sim.control.turn_knob("cottage", "unlocked")
    sim.control.turn_knob("kitchen_door", "unlocked")
    assert (await line.data())["doorState"] == "closed"
    (message,) = pushed(sim, "cottage")
    assert message["callingUserID"] == "manualunlock"


async def test_channels(sim: Simulation, kitchen: Door, desk: AugustControl) -> None:
    """Who has a lock's channel hears what the socket tells."""
    cloud = sim.cloud("august")
    assert isinstance(cloud, AugustCloud)
    heard: list[Message] = []
    leave = cloud.subscribe(heard.append)
    sim.control.turn_knob("kitchen_door", "unlocked")
    leave()
    sim.control.turn_knob("kitchen_door", "locked")
    (message,) = heard
    assert (message.lock_id, message.body["status"]) == (kitchen.id, "unlocked")
    assert message.channel == (await kitchen.show())["pubsubChannel"]
    (first, _) = desk.messages()
    assert first["channel"] == message.channel


async def test_jams_by_hand(kitchen: Door, sim: Simulation) -> None:
    """A bolt that gets stuck without a command is told too."""
    sim.control.jam("kitchen_door")
    sim.control.app("kitchen_door", "anna_de_vries", "unlock")
    await until(sim, "kitchen_door", 1)
    assert pushed(sim, "kitchen_door")[-1]["status"] == (
        "kAugLockState_UnknownStaticPosition"
    )
    assert kitchen.id


async def test_keypads_told_twice(
    line: Line, kitchen: Door, sim: Simulation, desk: AugustControl
) -> None:
    """As one recording has it, the second time with the user."""
    desk.switch(keypad_told_twice=True)
    await kitchen.load()
    sim.control.type_pin("kitchen_door", "012345")
    assert (await line.data())["callingUserID"] == "manualunlock"
    (record,) = (await kitchen.pins())["loaded"]
    assert (await line.data())["callingUserID"] == record["userID"]


async def test_other_packets(line: Line, sim: Simulation) -> None:
    """Answers to a ping, and what is no packet, are passed over."""
    await line.socket.send_str("3")
    await line.socket.send_str("?")
    sim.control.turn_knob("kitchen_door", "unlocked")
    assert (await line.data())["status"] == "unlocked"


async def test_pings(yale: Wire, desk: AugustControl) -> None:
    """They come as often as the server has announced, until they do not."""
    desk.switch(ping_seconds=0.02)
    line = await connect(yale, await subscribe(yale))
    assert (await line.join())["pingInterval"] == 20
    assert await line.text() == "2"
    desk.mute(on=True)
    assert await line.text() == "2"
    desk.mute(on=True, pings=False)
    await _packets(line, seconds=0.1)
    assert await _packets(line, seconds=0.15) == 0
    desk.mute(on=False)
    assert await _packets(line, seconds=0.15) > 0
    await line.socket.close()


async def _packets(line: Line, seconds: float) -> int:
    """Return how many packets come in some time."""
    count = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while await line.socket.receive_str():
                count += 1
    return count
