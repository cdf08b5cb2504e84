"""Bodies where HTTP forbids them, seen on a raw socket."""

import asyncio

import aiohttp
import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.conftest import TEDEE


async def raw(sim: Simulation, *requests: str) -> bytes:
    """Send requests over one connection and return everything that came back."""
    key = sim.account("tedee")["personal_key"]
    host, port = sim.origins[TEDEE].removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    answers = b""
    for line in requests:
        head = f"{line} HTTP/1.1\r\nHost: x\r\nAuthorization: PersonalKey {key}\r\n\r\n"
        writer.write(head.encode())
        async with asyncio.timeout(5):
            answers += await reader.read(65536)
    writer.close()
    await writer.wait_closed()
    return answers


def path(tedee: TedeeControl) -> str:
    """Return the path of the front door's PINs with the current version."""
    locks = tedee.state()["locks"]
    assert isinstance(locks, dict)
    front = locks["front_door"]
    return f"/api/v37/my/lock/{front['id']}/pin"


async def test_304_with_a_body_in_the_same_segment(
    sim: Simulation, tedee: TedeeControl
) -> None:
    """The bytes really are there, and the connection lives on."""
    tedee.switch(body_on_304=True)
    request = f"GET {path(tedee)}?listVersion=1"
    answers = await raw(sim, request, request)
    head, _, rest = answers.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert b"X-Correlation-ID: " in head
    body = rest.partition(b"HTTP/1.1")[0]
    assert f"Content-Length: {len(body)}".encode() in head
    assert b'"statusCode": 304' in body
    assert answers.count(b"HTTP/1.1 304") == 2


async def test_204_with_a_body(sim: Simulation, tedee: TedeeControl) -> None:
    """The same for a deletion, which really deletes."""
    tedee.switch(body_on_204=True)
    pin = sim.control.add_pin("front_door", "Anna", "48213")
    answer = await raw(sim, f"DELETE {path(tedee)}/{pin}")
    assert answer.startswith(b"HTTP/1.1 204 No Content\r\n")
    assert b'"success": true' in answer
    assert not list(sim.home.lock("front_door").credentials)


async def test_no_body_by_default(sim: Simulation, tedee: TedeeControl) -> None:
    """Without the switch the answer ends with its headers."""
    answer = await raw(sim, f"GET {path(tedee)}?listVersion=1")
    assert answer.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert answer.endswith(b"\r\n\r\n")


async def test_it_confuses_parsers(
    api: Api, sim: Simulation, tedee: TedeeControl
) -> None:
    """The point of it all: the status is lost to an ordinary client."""
    tedee.switch(body_on_204=True)
    pin = sim.control.add_pin("front_door", "Anna", "48213")
    with pytest.raises(aiohttp.ClientError):
        await api.delete(path(tedee).removeprefix("/api/v37") + f"/{pin}")
