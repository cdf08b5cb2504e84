"""The message queue: signing in, encryption, acknowledgements, both families."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
import hashlib
import json
from typing import Any

import aiohttp
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl
from simulators.tuya.accounts import CLIENT_ID, CLIENT_SECRET
from simulators.tuya.cipher import queue_key, queue_password, seal_message

from .wire import QUEUE, Door

_ECB = (
    "afj/ga3cw+RPXDqq8utjm6owuthRNvyaV3yScerNR0GIF0UukuaKnWL9GUadVtq+3GWOkNLelkHu"
    "ZKamML9lItlAPNoc7JpE0A6SIC1h2o+5BkqVPounyJ/d1LKtTC2+Ob5DK2Dh+E6q/2YPDuOq6nen"
    "A7X/itHHfdcbe2kWx7M5+lOrB3Cmvopjc2XF8B3jQG6K3mhdwwc+7LjheyJBOA=="
)
_GCM = (
    "AAECAwQFBgcICQoLwMbydNZ7oC3wTxTDEhxXYlHfa1VDzJ3gDyHZiHNIIoQipV3mRnG3TzJ+ti6T"
    "wRZ3+5wM3m0Ivad2VWVf4Nk+2R1HFuWpUVXJr+ddbPjbuxLCZPAaMyogywVfO/bgYVnI+AlNXI1W"
    "5v0/zieftTMp4LeElOEZjhh1wBRtVKZcswjUrWQSDREqtAe9MLqASf1HpjUSDBACbMayu0oYMWaf"
    "X/z4zdzsRg=="
)
_KEY = CLIENT_SECRET[8:24].encode()


@asynccontextmanager
async def consumer(
    sim: Simulation, topic: str = "event", again: int = 3000, **headers: str
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """Connect as the SDKs do."""
    path = f"/ws/v2/consumer/persistent/{CLIENT_ID}/out/{topic}/{CLIENT_ID}-sub"
    inner = hashlib.md5(CLIENT_SECRET.encode(), usedforsecurity=False).hexdigest()
    outer = hashlib.md5((CLIENT_ID + inner).encode(), usedforsecurity=False)
    signed = {"username": CLIENT_ID, "password": outer.hexdigest()[8:24], **headers}
    query = f"?ackTimeoutMillis={again}&subscriptionType=Failover"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(sim.origins[QUEUE] + path + query, headers=signed) as socket,
    ):
        yield socket


async def receive(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """Return the next frame, acknowledged."""
    frame: dict[str, Any] = await socket.receive_json(timeout=2)
    await socket.send_json({"messageId": frame["messageId"]})
    return frame


def opened(frame: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Return protocol and body of a frame."""
    payload = json.loads(b64decode(frame["payload"]))
    data = b64decode(payload["data"])
    if frame["properties"].get("em") == "aes_gcm":
        plain = AESGCM(_KEY).decrypt(data[:12], data[12:], None)
    else:
        cipher = Cipher(algorithms.AES(_KEY), modes.ECB())  # noqa: S305 - the vendor's
        padded = cipher.decryptor().update(data)
        plain = padded[: -padded[-1]]
    return payload["protocol"], json.loads(plain)


def test_vectors() -> None:
    """What others compute from the credentials of the documentation's example."""
    secret = "4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC"
    assert queue_password("1KAD46OrT9HafiKdsXeg", secret) == "7e3ee9916b8f32b8"
    assert queue_key(secret) == b"qaEC1mWXOpVL3yV5"
    plain = (
        b'{"dataId":"AAXI3c1i6xxx","devId":"vdevo12454656","productKey":"awgmk9pi",'
        b'"status":[{"code":"unlock_fingerprint","value":3,"t":1628229842692,"1":"3"}]}'
    )
    assert seal_message(secret, plain, None) == _ECB
    assert seal_message(secret, plain, bytes(range(12))) == _GCM


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"password": "wrong"}, 401),
        ({"username": "somebody"}, 401),
        ({"topic": "event-test"}, 500),
        ({"topic": "nothing"}, 500),
    ],
)
async def test_refused(sim: Simulation, arguments: dict[str, Any], status: int) -> None:
    """A wrong password is 401, a wrong topic 500, before anything is sent."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        async with consumer(sim, **arguments):
            pass
    assert caught.value.status == status


async def test_unlock(sim: Simulation, desk: TuyaControl) -> None:
    """A fingerprint, an alarm, a bolt: each a report with its data point's number."""
    sim.control.add_fingerprint("apartment", "Bram", "bram_de_vries")
    async with consumer(sim) as socket:
        sim.control.touch_finger("apartment", "Bram")
        protocol, body = opened(await receive(socket))
        assert protocol == 4
        assert body["devId"] == Door.id_of(sim, "apartment")
        (status,) = body["status"]
        assert (status["code"], status["value"], status["1"]) == (
            "unlock_fingerprint",
            1,
            "1",
        )
        assert len(str(status["t"])) == 13
        _, body = opened(await receive(socket))
        assert body["status"][0]["code"] == "lock_motor_state"
        assert body["status"][0]["47"] == "true"
    assert desk.state()["writes"] == 0


async def test_old_cipher_and_both_families(sim: Simulation, desk: TuyaControl) -> None:
    """ECB, perhaps unmarked; the same fact twice."""
    desk.switch(push_cipher="ecb", push_family="both")
    async with consumer(sim) as socket:
        desk.alarm("apartment", "pry")
        first, second = [await receive(socket), await receive(socket)]
        assert first["properties"] == {"em": "aes_ecb"}
        assert opened(first)[0] == 4
        protocol, body = opened(second)
        assert (protocol, body["bizCode"]) == (1000, "devicePropertyMessage")
        row = body["bizData"]["properties"][0]
        assert (row["code"], row["value"], row["dpId"]) == ("alarm_lock", "pry", 9)
        desk.switch(push_marks_cipher=False, push_family="iot_core")
        desk.alarm("apartment", "shock")
        frame = await receive(socket)
        assert frame["properties"] == {}
        assert opened(frame)[0] == 1000


async def test_acknowledgement(sim: Simulation, desk: TuyaControl) -> None:
    """What nobody acknowledges comes again, on the next connection too."""
    async with consumer(sim, again=100) as socket:
        desk.alarm("apartment", "pry")
        first = await socket.receive_json(timeout=2)
        again = await socket.receive_json(timeout=2)
        assert first["messageId"] == again["messageId"]
        await socket.send_str("no json")
        await socket.send_json({"type": "unknown"})
    async with consumer(sim) as socket:
        assert (await receive(socket))["messageId"] == first["messageId"]
        desk.garbage()
        with pytest.raises(ValueError, match="Expecting"):
            opened(await receive(socket))
        desk.alarm("apartment", "shock")
        assert opened(await receive(socket))[1]["status"][0]["value"] == "shock"
        await _settled(desk, waiting=0)


async def _settled(desk: TuyaControl, *, waiting: int) -> None:
    for _ in range(100):
        topics = desk.queue()["topics"]
        assert isinstance(topics, dict)
        if topics["event"]["waiting"] == waiting:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(desk.queue())


async def test_away_for_a_while(sim: Simulation, desk: TuyaControl) -> None:
    """Before the first connection nothing is kept, afterwards everything is."""
    desk.alarm("apartment", "pry")
    async with consumer(sim):
        pass
    desk.alarm("apartment", "shock")
    async with consumer(sim) as socket:
        assert opened(await receive(socket))[1]["status"][0]["value"] == "shock"
        assert await desk.drop_consumers() == 1
        message = await socket.receive(timeout=2)
        assert message.type is aiohttp.WSMsgType.CLOSE


async def test_failover(sim: Simulation, desk: TuyaControl) -> None:
    """A second consumer waits for its turn, or is turned away."""
    async with consumer(sim) as first, consumer(sim) as second:
        desk.alarm("apartment", "pry")
        await receive(first)
        with pytest.raises(TimeoutError):
            await second.receive(timeout=0.2)
        await first.close()
        desk.alarm("apartment", "shock")
        assert opened(await receive(second))[1]["status"][0]["value"] == "shock"
        desk.switch(second_consumer="409")
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with consumer(sim):
                pass
        assert caught.value.status == 409


async def test_rule_and_environment(sim: Simulation, desk: TuyaControl) -> None:
    """Connected, and yet nothing comes: no rule, another topic, no subscription."""
    async with consumer(sim) as socket:
        desk.message_rule([])
        desk.alarm("apartment", "pry")
        desk.message_rule()
        desk.alarm("apartment", "shock")
        assert opened(await receive(socket))[1]["status"][0]["value"] == "shock"
    desk.environment("event-test")
    async with consumer(sim, topic="event-test") as socket:
        desk.message(20, {"bizCode": "somethingNew", "bizData": {}})
        assert opened(await receive(socket)) == (
            20,
            {"bizCode": "somethingNew", "bizData": {}},
        )
    desk.subscription("messages", "missing")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with consumer(sim, topic="event-test"):
            pass


async def test_events(sim: Simulation, desk: TuyaControl, flat: Door) -> None:
    """Enrolling step by step; devices that come and go, in both families."""
    body = {"unlock_type": "fingerprint", "user_type": 1, "user_id": "bram_de_vries"}
    async with consumer(sim) as socket:
        await flat.call("PUT", "door-lock/actions/entry", body=body)
        for _ in range(3):
            desk.enrol("apartment", "finger")
        steps = [opened(await receive(socket))[1] for _ in range(4)]
        assert {step["bizCode"] for step in steps} == {"doorUnlockMethodStatus"}
        rows = [step["bizData"] for step in steps]
        assert [row["raised"] for row in rows] == [0, 1, 2, 3]
        assert [row.get("totalPeriod") for row in rows] == [60, None, None, None]
        assert [row["finish"] for row in rows] == [False, False, False, True]
        desk.switch(push_family="both")
        desk.online("Stairs lamp", online=False)
        codes = [opened(await receive(socket))[1]["bizCode"] for _ in range(2)]
        assert codes == ["offline", "deviceOffline"]


async def test_gateway_goes(sim: Simulation) -> None:
    """That a lock is cut off is told; of a sleeping one it never is."""
    async with consumer(sim) as socket:
        sim.control.lock_online("street_door", online=False)
        sim.control.gateway_online("zigbee_gateway", online=False)
        body = opened(await receive(socket))[1]
        names = {Door.id_of(sim, "apartment"), Door.gateway_of(sim, "zigbee_gateway")}
        assert body["bizCode"] == "offline"
        other = opened(await receive(socket))[1]
        assert {body["devId"], other["devId"]} == names
        sim.control.gateway_online("zigbee_gateway", online=True)
        assert opened(await receive(socket))[1]["bizCode"] == "online"


async def test_ring_that_nobody_answers(sim: Simulation, desk: TuyaControl) -> None:
    """The countdown goes back to 0 although nobody asks."""
    async with consumer(sim) as socket:
        desk.ring("street_door", 30)
        assert opened(await receive(socket))[1]["status"][0]["value"] == 30
        assert opened(await receive(socket))[1]["status"][0]["code"] == "doorbell"
        sim.home.clock.advance(timedelta(seconds=31))
        assert opened(await receive(socket))[1]["status"][0]["value"] == 0


async def test_deleted_and_renamed(
    sim: Simulation, desk: TuyaControl, flat: Door
) -> None:
    """A method that goes is told of, and so is another name."""
    slot = desk.add_method("apartment", "card", "Card", "312845", "bram_de_vries")
    path = "door-lock/user-types/1/users/bram_de_vries/unlock-types/card/keys"
    async with consumer(sim) as socket:
        assert (await flat.call("DELETE", f"{path}/{slot}")).result is True
        body = opened(await receive(socket))[1]
        assert body["bizData"]["event"] == "unlockMethodDelete"
        desk.rename("apartment", "Upstairs")
        assert opened(await receive(socket))[1]["bizCode"] == "nameUpdate"
    reply = await flat.wire.send("GET", f"/v1.0/devices/{flat.id}")
    assert reply.result["name"] == "Upstairs"
