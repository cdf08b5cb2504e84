"""Clients that others wrote, against the simulated cloud: both read the same pages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from importlib.util import find_spec
import json
import os
import threading
from typing import Any

import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import EU, QUEUE, Door, seal

_MISSING = any(find_spec(name) is None for name in ("tinytuya", "tuya_connector"))
if _MISSING and not os.environ.get("CI"):
    pytest.skip("the libraries are not installed", allow_module_level=True)

type Library = Any
"""Neither comes with types."""

requests: Library = import_module("requests")
tinytuya: Library = import_module("tinytuya")
connector: Library = import_module("tuya_connector")


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the scene `test` at the real time, which these clients know alone."""
    async with Simulation.start(scene="test", vendors=["tuya"]) as simulation:
        yield simulation


@pytest.fixture
async def official(sim: Simulation) -> Library:
    """Return Tuya's own client, connected."""
    account = sim.account("tuya")
    client = connector.TuyaOpenAPI(
        sim.origins[EU], account["access_id"], account["access_secret"]
    )
    assert (await asyncio.to_thread(client.connect))["success"]
    return client


@pytest.fixture
async def tiny(sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Return the widely used one; its address is fixed, so the way there is bent."""
    real = requests.Session.request

    def bent(session: Library, method: str, url: str, **more: object) -> object:
        return real(session, method, url.replace(EU, sim.origins[EU]), **more)

    monkeypatch.setattr(requests.Session, "request", bent)
    account = sim.account("tuya")
    return await asyncio.to_thread(
        lambda: tinytuya.Cloud(
            apiRegion="eu",
            apiKey=account["access_id"],
            apiSecret=account["access_secret"],
        )
    )


async def test_official_opens(official: Library, sim: Simulation) -> None:
    """A ticket by an empty POST, then the door; parameters are signed in order."""
    lock = Door.id_of(sim, "apartment")
    path = f"/v1.0/devices/{lock}/door-lock/password-ticket"
    ticket = (await asyncio.to_thread(official.post, path))["result"]
    body = {"ticket_id": ticket["ticket_id"], "open": True}
    path = f"/v1.0/smart-lock/devices/{lock}/password-free/door-operate"
    assert (await asyncio.to_thread(official.post, path, body))["result"] is True
    assert sim.home.lock("apartment").bolt.value == "unlocked"
    query = {"end_time": 9999999999999, "page_no": 1, "page_size": 5, "start_time": 0}
    path = f"/v1.1/devices/{lock}/door-lock/open-logs"
    logs = (await asyncio.to_thread(official.get, path, query))["result"]["logs"]
    assert logs[0]["status"]["code"] == "unlock_app"


async def test_official_traps(official: Library, sim: Simulation) -> None:
    """It sends an empty object and signs nothing; it sends parameters as they come."""
    lock = Door.id_of(sim, "apartment")
    path = f"/v1.0/devices/{lock}/door-lock/password-ticket"
    assert (await asyncio.to_thread(official.post, path, {}))["code"] == 1004
    query = {"size": 5, "last_row_key": ""}
    path = "/v1.0/iot-01/associated-users/devices"
    assert (await asyncio.to_thread(official.get, path, query))["code"] == 1004


async def test_official_password(official: Library, sim: Simulation) -> None:
    """A temporary password, made and taken away again by a DELETE without body."""
    lock = Door.id_of(sim, "apartment")
    base = f"/v1.0/devices/{lock}/door-lock"
    ticket = (await asyncio.to_thread(official.post, f"{base}/password-ticket"))[
        "result"
    ]
    now = int(sim.home.clock.now().timestamp())
    body = {
        "name": "Gäste",
        "password": seal(official.access_secret, ticket["ticket_key"], "482137"),
        "password_type": "ticket",
        "ticket_id": ticket["ticket_id"],
        "effective_time": now,
        "invalid_time": now + 3600,
    }
    made = await asyncio.to_thread(official.post, f"{base}/temp-password", body)
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    path = f"{base}/temp-passwords/{made['result']['id']}"
    assert (await asyncio.to_thread(official.delete, path))["result"] is True
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"


async def test_official_signs_in_again(
    official: Library, desk: TuyaControl, sim: Simulation
) -> None:
    """After 1010 it gets a new token, and near the end of the old one refreshes it."""
    path = f"/v1.0/devices/{Door.id_of(sim, 'apartment')}/status"
    desk.expire_tokens()
    assert (await asyncio.to_thread(official.get, path))["code"] == 1010
    assert (await asyncio.to_thread(official.get, path))["success"]
    official.token_info.expire_time = 0
    assert (await asyncio.to_thread(official.get, path))["success"]


async def test_official_queue(
    official: Library, sim: Simulation, desk: TuyaControl
) -> None:
    """It knows the older encryption alone, and acknowledges what it hears."""
    desk.switch(push_cipher="ecb")
    heard: list[str] = []
    came = threading.Event()

    def listener(message: str) -> None:
        heard.append(message)
        came.set()

    account = sim.account("tuya")
    pulsar = connector.TuyaOpenPulsar(
        account["access_id"],
        account["access_secret"],
        sim.origins[QUEUE] + "/",
        connector.TuyaCloudPulsarTopic.PROD,
    )
    pulsar.add_message_listener(listener)
    thread = threading.Thread(target=pulsar._TuyaOpenPulsar__connect, daemon=True)
    thread.start()
    await _until(lambda: _topic(desk)["consumers"] == 1)
    desk.alarm("apartment", "pry")
    assert await asyncio.to_thread(came.wait, 5)
    assert json.loads(heard[0])["status"][0]["value"] == "pry"
    await _until(lambda: _topic(desk)["acknowledged"] == 1)
    await asyncio.to_thread(pulsar.ws_app.close)
    await asyncio.to_thread(thread.join, 5)
    assert not thread.is_alive()


async def test_tiny_lists(tiny: Library, sim: Simulation, desk: TuyaControl) -> None:
    """All devices, with the gateways of those behind one; what a lock has told."""
    rows = await asyncio.to_thread(tiny.getdevices, verbose=True)
    assert rows["success"]
    names = {row["name"] for row in rows["result"]}
    assert {"Street door", "Apartment", "Stairs lamp"} <= names
    lock = Door.id_of(sim, "apartment")
    status = await asyncio.to_thread(tiny.getstatus, lock)
    assert {"code": "lock_motor_state", "value": False} in status["result"]
    functions = await asyncio.to_thread(tiny.getfunctions, lock)
    assert functions["result"]["category"] == "ms"
    desk.alarm("apartment", "pry")
    logs = await asyncio.to_thread(tiny.getdevicelog, lock)
    assert logs["result"]["logs"][0]["value"] == "pry"


async def test_tiny_writes(tiny: Library, sim: Simulation, desk: TuyaControl) -> None:
    """It signs its content type as well, and gets a new token when one is refused."""
    lock = Door.id_of(sim, "apartment")
    commands = {"commands": [{"code": "auto_lock_time", "value": 45}]}
    sent = await asyncio.to_thread(tiny.sendcommand, lock, commands)
    assert sent["result"] is True
    desk.expire_tokens()
    path = f"/v1.0/devices/{lock}/door-lock/password-ticket"
    ticket = await asyncio.to_thread(tiny.cloudrequest, path, "POST")
    assert len(ticket["result"]["ticket_key"]) == 64


def _topic(desk: TuyaControl) -> dict[str, int]:
    """Return what the desk tells of the topic in use."""
    topics = desk.queue()["topics"]
    assert isinstance(topics, dict)
    topic: dict[str, int] = topics["event"]
    return topic


async def _until(met: Callable[[], bool]) -> None:
    """Wait until something is so, for a second at most."""
    for _ in range(100):
        if met():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(met)
