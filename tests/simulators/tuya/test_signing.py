"""Signatures: the documentation's examples, and what is refused."""

import aiohttp
import pytest
from yarl import URL

from simulators import Simulation
from simulators.tuya.accounts import CLIENT_ID
from simulators.tuya.signing import Signed

from .wire import EU, Wire, code

_ID, _SECRET = "1KAD46OrT9HafiKdsXeg", "4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC"
_NONCE, _T = "5138cc3a9033d69856923fd07b491173", "1588925778000"
_TOKEN = "3f4eda2bdec17232f67c0b188af3eec1"
_HEADERS = (
    ("area_id", "29a33e8796834b1efa6"),
    ("call_id", "8afdb70ab2ed11eb85290242ac130003"),
)
_OPERATE = "/v1.0/smart-lock/devices/vdevo12454656/password-free/door-operate"


@pytest.mark.parametrize(
    ("signed", "sign"),
    [
        (
            Signed(
                client_id=_ID,
                t=_T,
                nonce=_NONCE,
                method="GET",
                url="/v1.0/token?grant_type=1",
                headers=_HEADERS,
            ),
            "9E48A3E93B302EEECC803C7241985D0A34EB944F40FB573C7B5C2A82158AF13E",
        ),
        (
            Signed(
                client_id=_ID,
                t=_T,
                nonce=_NONCE,
                access_token=_TOKEN,
                method="GET",
                url="/v2.0/apps/schema/users?page_no=1&page_size=50",
                headers=_HEADERS,
            ),
            "AE4481C692AA80B25F3A7E12C3A5FD9BBF6251539DD78E565A1A72A508A88784",
        ),
        (
            Signed(client_id=_ID, t=_T, method="GET", url="/v1.0/token?grant_type=1"),
            "7BA26C076E5ECB1E959BE274A0FFB397B2B1865FC7BCED8F1C78AC5653C20CAA",
        ),
        (
            Signed(
                client_id=_ID,
                t=_T,
                nonce=_NONCE,
                access_token=_TOKEN,
                method="POST",
                url=_OPERATE,
                body=b'{"ticket_id":"6k8vsH","open":true}',
            ),
            "52A6B2AC68773CB5ABE2AE789A7D543FDF0259B890DC44F5D9D55DF086775095",
        ),
    ],
)
def test_vectors(signed: Signed, sign: str) -> None:
    """Both official examples, and two of the same algorithm."""
    assert signed.sign(_SECRET) == sign


async def test_every_part_counts(wire: Wire) -> None:
    """Another secret, client, method or time is refused for what it is."""
    path = "/v1.0/iot-01/associated-users/devices"
    assert code(await wire.send("GET", path)) == 0
    for extra, number in (
        ({"sign": "0" * 64}, 1004),
        ({"sign_method": "MD5"}, 1004),
        ({"nonce": "abc"}, 1004),
        ({"Signature-Headers": "area_id", "area_id": "1"}, 1004),
        ({"client_id": "somebody-else"}, 1005),
        ({"t": str(wire.now * 1000 - 600_000)}, 1013),
        ({"t": str(wire.now)}, 1013),
        ({"access_token": "unknown"}, 1004),
    ):
        wire.extra = extra
        assert code(await wire.send("GET", path)) == number, extra
    wire.extra = {}
    wire.secret = "x" * 32
    assert code(await wire.send("GET", path)) == 1004


async def test_order_and_bodies(
    wire: Wire, sim: Simulation, session: aiohttp.ClientSession
) -> None:
    """Parameters travel in order; a body that was not signed is refused."""
    query = {"size": 20, "last_row_key": ""}
    path = "/v1.0/iot-01/associated-users/devices"
    assert code(await wire.send("GET", path, query=query)) == 0
    signed = wire._signed("GET", f"{path}?last_row_key=&size=20", b"", bare=False)
    swapped = URL(f"{sim.origins[EU]}{path}?size=20&last_row_key=", encoded=True)
    async with session.get(swapped, headers=signed) as response:
        assert (await response.json())["code"] == 1004
    path = "/v1.0/devices/bf/door-lock/password-ticket"
    signed = wire._signed("POST", path, b"", bare=False)
    for sent in (b"{}", b"null"):
        url = sim.origins[EU] + path
        async with session.post(url, data=sent, headers=signed) as response:
            assert (await response.json())["code"] == 1004


async def test_percent_signs(wire: Wire, sim: Simulation) -> None:
    """What is signed is the address before it is encoded."""
    path = "/v1.0/iot-03/devices"
    t = str(wire.now * 1000)
    signed = Signed(
        client_id=CLIENT_ID,
        t=t,
        access_token=wire.token,
        method="GET",
        url=f"{path}?device_ids=a,b",
    ).sign(wire.secret)
    url = URL(f"{sim.origins[EU]}{path}?device_ids=a%2Cb", encoded=True)
    headers = wire._signed("GET", "", b"", bare=False) | {"t": t, "sign": signed}
    async with wire.session.get(url, headers=headers) as response:
        assert (await response.json())["success"] is True


async def test_unknown_path(wire: Wire) -> None:
    """What no page knows is 1108, and so is another method."""
    assert code(await wire.send("GET", "/v1.0/nothing")) == 1108
    assert code(await wire.send("PUT", "/v1.0/iot-03/devices")) == 1108
