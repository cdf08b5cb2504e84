"""The homes of the scenes, every operation's route, and the desk over HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulators import Simulation
from simulators.__main__ import banner
from simulators.operations import describe
from simulators.tuya import TuyaCloud, TuyaControl
from simulators.tuya.endpoints import ROUTES
from tests.simulators.client import Api

from .wire import Door, Wire

_D, _S = "/v1.0/devices/D", "/v1.0/smart-lock/devices/D"
_T = f"{_D}/door-lock/temp-passwords"
_ALL = f"""
POST {_D}/door-lock/password-ticket
POST {_S}/password-ticket
POST {_D}/door-lock/temp-password
POST /v2.0/devices/D/door-lock/temp-password
GET {_T}/7
GET {_T}
GET {_S}/stand-by-lock-temp-passwords
PUT {_T}/7/modify-password
PUT {_T}/7/freeze-password
PUT {_T}/7/unfreeze-password
DELETE {_T}/7
DELETE {_T}/7/record
POST {_T}/rest-password
POST {_D}/door-lock/issue-password
POST {_D}/door-lock/offline-temp-password
POST /v1.1/devices/D/door-lock/offline-temp-password
PUT {_D}/door-lock/offline-temp-password/7
GET {_D}/door-lock/dynamic-password
POST {_D}/user
PUT {_D}/users/7
DELETE {_D}/users/7
GET {_D}/users/7
GET /v1.1/devices/D/users/7
GET {_D}/users
GET /v1.1/devices/D/users
PUT {_S}/users/7/actions/role
PUT {_S}/users/7/schedule
GET {_S}/users
GET {_D}/door-lock/absent-users
POST {_S}/users/7,8/actions/delete-users-issue
POST {_D}/device-lock/users/7/allocate
GET /v1.0/smart-lock/users/7/devices
POST {_S}/opmodes/actions/sync
GET {_S}/opmodes/7
GET {_D}/door-lock/user-types/1/users/7/assigned-keys
GET {_D}/door-lock/unassigned-keys
POST {_D}/door-lock/opmodes/actions/allocate
POST {_S}/opmodes/actions/cancel-allocate
PUT {_D}/door-lock/opmodes/7
PUT {_D}/door-lock/actions/entry
PUT {_D}/door-lock/unlock-types/card/actions/cancel
DELETE {_D}/door-lock/user-types/1/users/7/unlock-types/card/keys/7
PUT {_D}/door-lock/unlock-types/card/keys/7/hijack
DELETE {_S}/unlock-types/unlock_card/keys/7/hijack
POST {_S}/opmodes/7/attribute/1/opmode-attr
GET {_D}/door-lock/open-logs
GET /v1.1/devices/D/door-lock/open-logs
GET {_D}/door-lock/alarm-logs
GET /v1.1/devices/D/door-lock/alarm-logs
GET {_D}/door-lock/records
POST {_D}/door-lock/records/7/actions/allocate
GET {_D}/door-lock/remote-unlocks
POST {_D}/door-lock/remote-unlock/config
POST {_D}/door-lock/password-free/open-door
POST /v1.1/devices/D/door-lock/password-free/open-door
PUT {_D}/door-lock/password-free/open-door/cancel
POST {_S}/password-free/door-operate
POST {_D}/door-lock/open-door
GET {_D}/door-lock/latest/media/url
GET {_S}/albums-media
GET {_S}/media-view-times
POST {_S}/media-view-times
POST {_D}/door-lock/advanced-password
GET {_D}/door-lock/advanced-password
GET {_D}
"""


@pytest.mark.parametrize("line", _ALL.strip().splitlines())
def test_every_operation_has_a_route(line: str) -> None:
    """Each one of Tuya's list, by one row of the table alone."""
    method, path = line.split()
    rows = [row for row in ROUTES if row.method == method]
    assert sum(row.pattern.fullmatch(path) is not None for row in rows) == 1


@pytest.fixture
async def demo(socket_enabled: None) -> AsyncIterator[Simulation]:
    """Run the demo scene."""
    async with Simulation.start(vendors=["tuya"]) as simulation:
        yield simulation


async def test_demo(demo: Simulation, session: aiohttp.ClientSession) -> None:
    """Three doors with fingers, codes and some days of history."""
    wire = Wire(demo, session)
    await wire.sign_in()
    flat = Door(wire, "apartment")
    rows = await flat.logs()
    codes = [row["status"]["code"] for row in rows]
    assert codes == [
        "unlock_app",
        "unlock_temporary",
        "unlock_password",
        "unlock_fingerprint",
    ]
    assert rows[3]["nick_name"] == "Bram de Vries"
    street = Door(wire, "street_door")
    assert [row["name"] for row in await street.passwords()] == ["Painter"]
    alarms = await street.logs("alarm")
    assert [row["status"]["value"] for row in alarms] == ["wrong_password"]
    assert len(Door(wire, "lobby").report["methods"]) == 4


async def test_empty_and_large(sim: Simulation, wire: Wire) -> None:
    """Nothing, or as many as one likes, ten to a gateway."""
    path = "/v1.0/iot-01/associated-users/devices"
    await sim.control.reset("empty")
    await wire.sign_in()
    assert (await wire.send("GET", path)).result["devices"] == []
    await sim.control.reset("large:23")
    await wire.sign_in()
    page = (await wire.send("GET", path, query={"size": 100})).result
    assert page["total"] == 26
    assert len(sim.home.gateways) == 3


def test_ids_are_the_same_every_time() -> None:
    """Ids and secrets do not depend on chance."""
    first, second = Simulation("demo"), Simulation("demo")
    assert first.accounts == second.accounts
    desks = [it.vendor(TuyaControl).state() for it in (first, second)]
    assert desks[0] == desks[1]


async def test_every_kind(sim: Simulation, desk: TuyaControl) -> None:
    """A sleeping one, one behind each sort of gateway, a keypad, a camera, a lamp."""
    locks = desk.state()["locks"]
    assert isinstance(locks, dict)
    assert {name: row["kind"] for name, row in locks.items()} == {
        "street_door": "wifi",
        "apartment": "zigbee",
        "storage": "bluetooth",
        "courtyard": "keypad",
        "lobby": "video",
    }
    devices = desk.state()["devices"]
    assert isinstance(devices, dict)
    assert len(devices) == 8


async def test_desk_over_http(sim: Simulation, session: aiohttp.ClientSession) -> None:
    """What the desk does in a test it does for curl."""
    api = Api(session, sim.control_url, {})
    index = (await api.get("")).body["tuya"]
    assert index.keys() == describe(sim.vendor(TuyaControl)).keys()
    reply = await api.post("/tuya/ring", {"lock": "Street door", "seconds": 30})
    assert reply.status == 200
    reply = await api.post("/tuya/wake", {"lock": "street_door"})
    assert reply.body == 0
    assert "Apartment" in str((await api.get("/tuya/state")).body)
    reply = await api.post("/tuya/report", {"lock": "lobby", "code": "x", "value": 1})
    assert reply.status == 200


def test_banner(sim: Simulation) -> None:
    """All hosts, the queues among them, and the form."""
    text = banner(sim)
    assert '"https://openapi-sg.iotbing.com": "http://127.0.0.1:' in text
    assert '"wss://mqe.tuyaeu.com:8285": "ws://127.0.0.1:' in text
    assert "access_secret" in text


async def test_outage(sim: Simulation, wire: Wire) -> None:
    """Gateways in front of the cloud answer by a status of HTTP."""
    await sim.control.outage("tuya")
    reply = await wire.send("GET", "/v1.0/token", query={"grant_type": 1}, bare=True)
    assert (reply.status, reply.body["code"]) == (503, 503)
    await sim.control.clear_faults("tuya")
    sim.control.rate_limit("tuya", retry_after=7, times=1)
    reply = await wire.send("GET", "/v1.0/token", query={"grant_type": 1}, bare=True)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
    await wire.sign_in()
    assert isinstance(sim.cloud("tuya"), TuyaCloud)
