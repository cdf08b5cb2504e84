"""Keys, headers, tokens, content types: what is checked before any operation."""

import pytest

from simulators import Simulation
from simulators.august import AugustCloud, AugustControl

from .wire import API, PREFIX, Wire, lock_id, token_of

LOCKS = "/users/locks/mine"


async def test_good_request(anyone: Wire) -> None:
    """Both companies list the same doors under the same ids."""
    reply = await anyone.get(LOCKS)
    assert reply.status == 200
    row = reply.body[lock_id(anyone.sim, "terrace_door")]
    assert row["LockName"] == "Terrace door"
    assert row["UserType"] == "superuser"
    assert reply.body[lock_id(anyone.sim, "cottage")]["UserType"] == "user"


@pytest.mark.parametrize("change", ["missing", "wrong", "header"])
async def test_wrong_key(anyone: Wire, change: str) -> None:
    """A key of nobody, or in the other company's header, is 403 with a reason."""
    name = f"{PREFIX[anyone.brand]}api-key"
    key = anyone.headers.pop(name)
    other = {"august": "x-api-key", "yale": "x-august-api-key"}[anyone.brand]
    more = {"missing": {}, "wrong": {name: "nobody"}, "header": {other: key}}[change]
    reply = await anyone.send("GET", LOCKS, headers=more)
    assert reply.status == 403
    assert reply.body == {"code": "Forbidden", "message": "API key is not valid"}


async def test_keys_are_of_one_company(anyone: Wire) -> None:
    """The key of one is nothing at the other."""
    other = {"august": "yale", "yale": "august"}[anyone.brand]
    key = anyone.sim.account(other)["api_key"]
    reply = await anyone.get(LOCKS, **{f"{PREFIX[anyone.brand]}api-key": key})
    assert reply.status == 403


async def test_keys_come_and_go(anyone: Wire, desk: AugustControl) -> None:
    """Another client's key is taken once it is known; a retired one is not."""
    name = f"{PREFIX[anyone.brand]}api-key"
    desk.accept_key(anyone.brand, "another")
    assert (await anyone.get(LOCKS, **{name: "another"})).status == 200
    desk.retire_key(anyone.brand)
    assert (await anyone.get(LOCKS)).status == 403


async def test_branding(anyone: Wire, desk: AugustControl) -> None:
    """Branding has to fit the host, unless the switch says otherwise."""
    name = f"{PREFIX[anyone.brand]}branding"
    assert (await anyone.send("GET", LOCKS, headers={name: None})).status == 403
    yale = await anyone.get(LOCKS, **{name: "yale"})
    assert yale.status == 200
    desk.switch(checks_branding=False)
    assert (await anyone.send("GET", LOCKS, headers={name: None})).status == 200


async def test_token_stands_bare_in_its_header(anyone: Wire) -> None:
    """No token, a bearer prefix, another header, another company: 401."""
    name = f"{PREFIX[anyone.brand]}access-token"
    token = anyone.headers.pop(name)
    other = {"august": "yale", "yale": "august"}[anyone.brand]
    for headers in (
        {},
        {name: f"Bearer {token}"},
        {"Authorization": token},
        {name: token[:-2]},
        {name: token_of(anyone.sim, other)},
    ):
        reply = await anyone.send("GET", LOCKS, headers=headers)
        assert reply.status == 401
        assert reply.body["code"] == "InvalidCredentials"


async def test_tokens_end(anyone: Wire, desk: AugustControl) -> None:
    """After 120 days, or when the desk says so."""
    name = f"{PREFIX[anyone.brand]}access-token"
    anyone.sim.control.time(advance=119 * 86400)
    assert (await anyone.get(LOCKS)).status == 200
    anyone.sim.control.time(advance=86401)
    assert (await anyone.get(LOCKS)).status == 401
    anyone.headers[name] = token_of(anyone.sim, anyone.brand)
    assert (await anyone.get(LOCKS)).status == 200
    desk.expire_tokens()
    assert (await anyone.get(LOCKS)).status == 401


async def test_new_token_in_the_answer(anyone: Wire, desk: AugustControl) -> None:
    """An answer may bring a token that works."""
    name = f"{PREFIX[anyone.brand]}access-token"
    assert name not in (await anyone.get(LOCKS)).headers
    desk.switch(renews_in_header=True)
    fresh = (await anyone.get(LOCKS)).headers[name]
    assert fresh != anyone.headers[name]
    assert (await anyone.get(LOCKS, **{name: fresh})).status == 200


async def test_content_type_of_a_put(
    august: Wire, yale: Wire, desk: AugustControl
) -> None:
    """Yale wants JSON, even of a PUT without a body; August does not mind."""
    path = f"/remoteoperate/{lock_id(yale.sim, 'terrace_door')}/status"
    bare = {"Content-Type": None}
    assert (await august.send("PUT", path, headers=bare)).status == 200
    assert (await yale.send("PUT", path, headers=bare)).status == 415
    assert (await yale.send("PUT", path)).status == 200
    desk.switch(bodyless_writes=False)
    assert (await yale.send("PUT", path)).status == 415
    assert (await yale.put(path)).status == 200


async def test_bodies(anyone: Wire) -> None:
    """What is no object, or no JSON, is refused."""
    path = "/websocket/subscribers"
    for data in (b"[1]", b"{"):
        assert (await anyone.send("POST", path, data=data)).status == 400


async def test_unknown_paths_and_methods(anyone: Wire) -> None:
    """404 and 405, as usual."""
    assert (await anyone.get("/nothing")).status == 404
    reply = await anyone.send("PATCH", LOCKS)
    assert reply.status == 405
    assert reply.headers["Allow"] == "GET"


async def test_refusals_on_order(anyone: Wire, desk: AugustControl) -> None:
    """The desk has calls refused with any status, so often as it likes."""
    desk.refuse(460, times=1, path="mine")
    assert (await anyone.get(LOCKS)).status == 460
    assert (await anyone.get(LOCKS)).status == 200
    desk.refuse(500, times=None)
    assert (await anyone.get(LOCKS)).body["code"] == "InternalError"
    assert (await anyone.get(LOCKS)).status == 500
    desk.accept()
    assert (await anyone.get(LOCKS)).status == 200


async def test_network_troubles(anyone: Wire) -> None:
    """429 has no body, its Retry-After may be missing; a firewall answers a page."""
    control = anyone.sim.control
    control.rate_limit("august", None, times=1)
    reply = await anyone.get(LOCKS)
    assert (reply.status, reply.text) == (429, "")
    assert "Retry-After" not in reply.headers
    control.rate_limit("august", 60, times=1)
    assert (await anyone.get(LOCKS)).headers["Retry-After"] == "60"
    control.fault("august", answer="html", status=403)
    reply = await anyone.get(LOCKS)
    assert reply.status == 403
    assert reply.headers["Content-Type"].startswith("text/html")


async def test_lost_answer_after_the_work(yale: Wire) -> None:
    """A 560 may hide a bolt that has moved."""
    path = f"/remoteoperate/{lock_id(yale.sim, 'kitchen_door')}/unlock"
    yale.sim.control.lost_answer("august", 560, path="remoteoperate")
    assert (await yale.put(path)).status == 560
    assert yale.sim.home.lock("kitchen_door").bolt == "unlocked"


async def test_what_is_a_command(sim: Simulation, yale: Wire) -> None:
    """Commands are told from reads, also where a read is a PUT or a POST."""
    cloud = sim.cloud("august")
    assert isinstance(cloud, AugustCloud)
    lock = lock_id(sim, "kitchen_door")
    for method, path, expected in (
        ("PUT", f"/remoteoperate/{lock}/unlock", True),
        ("PUT", f"/remoteoperate/{lock}/status", False),
        ("POST", f"/locks/{lock}/pins", True),
        ("DELETE", f"/locks/{lock}", True),
        ("GET", f"/locks/{lock}", False),
        ("POST", "/websocket/subscribers", False),
        ("POST", "/access_token", False),
    ):
        assert cloud.is_command(method, path) is expected, (method, path)
    await yale.put(f"/remoteoperate/{lock}/status")
    await yale.put(f"/remoteoperate/{lock}/unlock")
    state = cloud.control.state()
    assert state["writes"] == 1
    assert state["commands"] == {
        "PUT remoteoperate/status": 1,
        "PUT remoteoperate/unlock": 1,
    }


def test_origins(sim: Simulation) -> None:
    """Both companies, both authorization servers, one socket."""
    assert {*API.values()} <= sim.origins.keys()
    assert len(sim.origins) == 5


async def test_requests_are_recorded_without_secrets(yale: Wire) -> None:
    """Neither PINs in paths nor addresses of people nor subscribers."""
    lock = lock_id(yale.sim, "kitchen_door")
    await yale.delete(f"/locks/{lock}/pin/012345")
    await yale.put(f"/locks/adduser/{lock}/email:els_bakker@example.com/user")
    await yale.put(f"/locks/{lock}/email:els_bakker@example.com/user")
    await yale.get("/nothing?code=secret")
    paths = [record.path for record in yale.sim.requests]
    assert paths == [
        f"/locks/{lock}/pin/***",
        f"/locks/adduser/{lock}/***/user",
        f"/locks/{lock}/***/user",
        "/nothing",
    ]
    assert "secret" not in repr(list(yale.sim.requests))


async def test_desk_over_http(yale: Wire, sim: Simulation) -> None:
    """What the desk can do is a route, too."""
    address = f"{sim.control_url}/august/busy"
    body = {"lock": "Kitchen door", "status": 460}
    async with yale.session.post(address, json=body) as response:
        assert response.status == 200
    path = f"/remoteoperate/{lock_id(sim, 'kitchen_door')}/unlock"
    assert (await yale.put(path)).status == 460
