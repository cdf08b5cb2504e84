"""Credentials of every call, methods, parameters, and the many envelopes."""

from datetime import timedelta
from typing import Any

import pytest

from simulators import Simulation
from simulators.ttlock import COMMANDS, TtlockCloud, TtlockControl
from simulators.ttlock.endpoints import ROUTES

from .wire import EU, Door, Wire, code


async def test_every_kind_of_client_sees_the_same_doors(anyone: Wire) -> None:
    """The hosts are doors to one cloud."""
    reply = await anyone.post("lock/list", pageNo=1, pageSize=20)
    names = [row["lockAlias"] for row in reply.body["list"]]
    assert names == ["Side door", "Cellar", "Attic", "Workshop", "Studio"]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"clientId": "nobody"}, 10000),
        ({"accessToken": "wrong"}, 10003),
        ({"accessToken": ""}, 10003),
        ({"date": ""}, -3),
        ({"date": "yesterday"}, -3),
    ],
)
async def test_ttlock_parameters(
    ttlock: Wire, change: dict[str, object], number: int
) -> None:
    """Three parameters go with every call."""
    assert code(await ttlock.post("lock/list", **change)) == number


@pytest.mark.parametrize(
    ("minutes", "number"), [(0, 0), (4.9, 0), (-4.9, 0), (5.1, 80000), (-5.1, 80000)]
)
async def test_date_is_now(ttlock: Wire, minutes: float, number: int) -> None:
    """Five minutes are allowed, in both directions; Sifely does not look."""
    date = ttlock.now + int(minutes * 60_000)
    assert code(await ttlock.post("lock/list", date=date)) == number


async def test_sifely_needs_no_date(sifely: Wire, bearer: Wire) -> None:
    """A wrong one is overlooked."""
    for wire in (sifely, bearer):
        assert (await wire.post("lock/list", date=1)).status == 200


async def test_where_keys_and_tokens_stand(sifely: Wire, bearer: Wire) -> None:
    """An API key as it is, a token with or without the word before it."""
    key, token = sifely.headers["Authorization"], bearer.headers["Authorization"]
    for header in (f"Bearer {key}", token, ""):
        sifely.headers["Authorization"] = header
        assert (await sifely.post("lock/list")).status == 401
    bearer.headers["Authorization"] = token.removeprefix("Bearer ")
    assert (await bearer.post("lock/list")).status == 200
    bearer.headers["Authorization"] = key
    assert (await bearer.post("lock/list")).status == 401


@pytest.mark.parametrize(
    ("shape", "status", "number"),
    [("401", 401, 401), ("text", 200, 401), ("code", 200, -3)],
)
async def test_dead_tokens(
    bearer: Wire, desk: TtlockControl, shape: str, status: int, number: int
) -> None:
    """Told in any of three ways; some clients look for the words."""
    desk.switch(expired_answer=shape)
    desk.expire_tokens()
    reply = await bearer.post("lock/list")
    assert (reply.status, reply.body["code"]) == (status, number)
    assert "authentication failed" in reply.body["message"]


async def test_only_access_tokens_expire(ttlock: Wire, desk: TtlockControl) -> None:
    """Expired is another number than unknown."""
    desk.expire_tokens()
    assert code(await ttlock.post("lock/list")) == 10004


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "lock/list"),
        ("GET", "key/list"),
        ("POST", "lock/detail"),
        ("POST", "lock/listKeyboardPwd"),
        ("POST", "lockRecord/list"),
        ("POST", "lock/queryOpenState"),
        ("GET", "lock/unlock"),
        ("GET", "keyboardPwd/add"),
        ("DELETE", "keyboardPwd/delete"),
    ],
)
async def test_methods_at_sifely(
    sifely: Wire, desk: TtlockControl, method: str, path: str
) -> None:
    """Another one is not supported, in words or as a status."""
    reply = await sifely.send(method, f"/v3/{path}")
    assert reply.status == 405
    assert reply.body["message"] == f"Request method '{method}' not supported"
    assert "Allow" in reply.headers
    desk.switch(method_refusal="code")
    reply = await sifely.send(method, f"/v3/{path}")
    assert (reply.status, reply.body["code"]) == (200, 405)


async def test_methods_at_ttlock(side: Door) -> None:
    """Lists of locks and commands take GET as well, the others do not."""
    assert code(await side.wire.get("lock/list")) == 0
    assert code(await side.wire.get("key/list", pageNo=1, pageSize=20)) == 0
    assert code(await side.get("lock/unlock")) == 0
    assert code(await side.get("lock/lock")) == 0
    assert (await side.get("keyboardPwd/delete")).status == 405
    assert (await side.post("lock/detail")).status == 405


async def test_details_by_post(sifely_side: Door, desk: TtlockControl) -> None:
    """Which method the current host wants is open."""
    desk.switch(detail_method="POST")
    assert (await sifely_side.get("lock/detail")).status == 405
    assert (await sifely_side.post("lock/detail")).status == 200


async def test_parameters_of_a_post(sifely_side: Door, side: Door) -> None:
    """Sifely reads the query and also a form; a JSON body is not read."""
    wire = sifely_side.wire
    lock = {"lockId": sifely_side.id}
    assert (await wire.send("POST", "/v3/lock/unlock", form=lock)).status == 200
    assert (await wire.send("POST", "/v3/lock/unlock", json=lock)).status == 500
    reply = await wire.send("POST", "/v3/lock/unlock", query=lock, json={})
    assert reply.body["errcode"] == 0
    signed = {**side.wire.params, **lock, "date": side.wire.now}
    assert code(await side.wire.send("POST", "/v3/lock/unlock", query=signed)) == 0
    assert code(await side.wire.send("POST", "/v3/lock/unlock", json=signed)) == 10000


async def test_missing_parameters(sifely_side: Door, side: Door) -> None:
    """Sifely names them in a 500; TTLock has one number for all that is wrong."""
    reply = await sifely_side.wire.get("lock/detail")
    assert reply.status == 500
    assert reply.body["message"] == (
        "Required request parameter 'lockId' for method parameter type Integer is "
        "not present"
    )
    assert code(await side.wire.get("lock/detail")) == -3
    assert code(await side.wire.get("lock/detail", lockId="front")) == -3
    assert (await sifely_side.get("lock/listKeyboardPwd")).status == 500


async def test_unknown_paths(anyone: Wire) -> None:
    """What is guessed does not exist."""
    for path in ("keyboardPwd/list", "lock/gateways", "lock/queryStatus"):
        assert (await anyone.get(path)).status == 404


@pytest.mark.parametrize(
    ("offered", "starred", "extra"),
    [("none", 404, 404), ("starred", 200, 404), ("all", 200, 200)],
)
async def test_what_sifely_may_not_have(
    sifely_side: Door, desk: TtlockControl, offered: str, starred: int, extra: int
) -> None:
    """Settings are called by a public client; the rest is TTLock's own."""
    desk.switch(sifely_extras=offered)
    door = sifely_side
    assert (await door.get("lock/getPassageModeConfig")).status == starred
    assert (await door.get("doorSensor/query")).status == extra
    assert (await door.wire.get("gateway/list")).status == 404


async def test_guessed_passcode_operation(
    sifely_side: Door, side: Door, desk: TtlockControl
) -> None:
    """Off unless it is switched on, and never at TTLock."""
    made = await sifely_side.post(
        "keyboardPwd/get", keyboardPwdType=2, startDate=side.wire.now
    )
    number = made.body["keyboardPwdId"]
    path = "keyboardPwd/get"
    assert (await sifely_side.get(path, keyboardPwdId=number)).status == 405
    desk.switch(get_passcode=True)
    reply = await sifely_side.get(path, keyboardPwdId=number)
    assert reply.body["keyboardPwd"] == made.body["keyboardPwd"]
    assert (await side.get(path, keyboardPwdId=number)).status == 405


async def test_ttlock_envelope(side: Door, desk: TtlockControl) -> None:
    """A command says 0, a refusal its number; no switch changes that."""
    desk.switch(errors="wrapped", write_success="empty", wrapped_paths=".")
    assert (await side.post("lock/unlock")).body["errcode"] == 0
    assert "errcode" not in (await side.get("lock/detail")).body
    refused = await side.wire.get("lock/detail", lockId=1)
    assert set(refused.body) == {"errcode", "errmsg", "description"}
    assert refused.body["errcode"] == -1003


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ({}, {"code": -1003, "message": "Lock does not exist."}),
        ({"message_key": "msg"}, {"code": -1003, "msg": "Lock does not exist."}),
        ({"code_as_text": True}, {"code": "-1003", "message": "Lock does not exist."}),
        (
            {"errors": "errcode"},
            {
                "errcode": -1003,
                "errmsg": "Lock does not exist.",
                "description": "操作失败",
            },
        ),
        (
            {"errors": "wrapped", "message_key": "msg"},
            {
                "code": 200,
                "msg": "success",
                "data": {
                    "errcode": -1003,
                    "errmsg": "Lock does not exist.",
                    "description": "操作失败",
                },
            },
        ),
    ],
)
async def test_refusals_of_sifely(
    sifely: Wire,
    desk: TtlockControl,
    switches: dict[str, object],
    expected: dict[str, Any],
) -> None:
    """TTLock's number stands in one of three places, always with HTTP 200."""
    desk.switch(**switches)
    reply = await sifely.get("lock/detail", lockId=1)
    assert (reply.status, reply.body) == (200, expected)


async def test_successes_of_sifely(sifely_side: Door, desk: TtlockControl) -> None:
    """Bare or wrapped by path; a command by number, by code, or without a word."""
    bare = (await sifely_side.get("lock/detail")).body
    desk.switch(wrapped_paths="detail|queryOpenState")
    wrapped = (await sifely_side.get("lock/detail")).body
    assert wrapped["code"] == 200
    assert wrapped["data"] == bare
    assert (
        "data"
        not in (
            await sifely_side.get("lock/listKeyboardPwd", pageNo=1, pageSize=1)
        ).body
    )
    assert (await sifely_side.post("lock/unlock")).body["errcode"] == 0
    desk.switch(write_success="code")
    assert (await sifely_side.post("lock/lock")).body["code"] == 200
    desk.switch(write_success="empty")
    reply = await sifely_side.post("lock/unlock")
    assert (reply.status, reply.text) == (200, "")


async def test_ordered_refusals(side: Door, desk: TtlockControl) -> None:
    """Any number, so many times, for some paths, before any work is done."""
    desk.refuse(-3003, times=2, path="lock/unlock")
    assert code(await side.wire.post("lock/list")) == 0
    assert [code(await side.post("lock/unlock")) for _ in range(3)] == [-3003, -3003, 0]
    assert len(await side.rows("lockRecord/list")) == 1
    desk.refuse(30006, times=None)
    assert code(await side.wire.post("lock/list")) == 30006
    desk.accept()
    assert code(await side.wire.post("lock/list")) == 0


async def test_lost_answers(side: Door, sim: Simulation) -> None:
    """Done or not, nobody is told; lists by POST are left alone."""
    sim.control.fault("ttlock", answer="drop", path=COMMANDS)
    with pytest.raises(Exception, match="disconnected"):
        await side.post("lock/unlock")
    assert sim.home.lock("side_door").bolt == "locked"
    sim.control.lost_answer("ttlock", status=504, path=COMMANDS)
    assert code(await side.wire.post("lock/list")) == 0
    assert (await side.post("lock/unlock")).status == 504
    assert sim.home.lock("side_door").bolt == "unlocked"


async def test_commands_are_told_from_reads(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """By path, since lists are read by POST; what arrived is counted."""
    cloud = sim.cloud("ttlock")
    assert isinstance(cloud, TtlockCloud)
    assert cloud.is_command("POST", "/v3/lock/unlock")
    assert cloud.is_command("GET", "/v3/lock/unlock")
    assert cloud.is_command("POST", "/v3/keyboardPwd/get")
    assert not cloud.is_command("GET", "/v3/keyboardPwd/get")
    assert not cloud.is_command("POST", "/v3/lock/list")
    await side.post("lock/unlock")
    await side.wire.post("lock/list")
    assert desk.state()["commands"] == {"lock/unlock": 1}


def test_every_operation_of_the_index_has_a_route() -> None:
    """Nobody forgot one."""
    assert {route.path.removeprefix("/v3/") for route in ROUTES} >= {
        *("key/list", "key/send", "key/delete", "lock/listKey"),
        *("keyboardPwd/get", "keyboardPwd/add", "keyboardPwd/change"),
        *("keyboardPwd/delete", "lock/listKeyboardPwd"),
        *("lock/unlock", "lock/lock", "lock/detail", "lock/queryOpenState"),
        *("lock/list", "group/list", "fingerprint/list", "lockRecord/list"),
        *("identityCard/list", "identityCard/add", "identityCard/delete"),
        *("gateway/detail", "gateway/listByLock", "gateway/listLock"),
    }


async def test_secrets_are_not_recorded(sifely_side: Door, sim: Simulation) -> None:
    """Sifely wants digits in the query; the log of requests keeps none."""
    start = sifely_side.wire.now
    await sifely_side.post(
        "keyboardPwd/add",
        keyboardPwd="582913",
        keyboardPwdType=2,
        startDate=start,
        addType=2,
    )
    text = repr(list(sim.requests))
    assert "keyboardPwd/add" in text
    assert "582913" not in text
    password = sim.account("sifely")["password"]
    assert password not in text


async def test_outage(side: Door, sim: Simulation) -> None:
    """The network's own troubles have a body in the usual shape."""
    await sim.control.outage("ttlock")
    reply = await side.wire.post("lock/list")
    assert (reply.status, reply.body["code"]) == (503, 503)
    await sim.control.outage("ttlock", "off")
    sim.control.rate_limit("ttlock", 30)
    reply = await side.wire.post("lock/list")
    assert (reply.status, reply.headers["Retry-After"]) == (429, "30")
    await sim.control.clear_faults()
    sim.home.clock.advance(timedelta(minutes=1))
    assert EU in sim.origins
    assert code(await side.wire.post("lock/list")) == 0
