"""Tokens of the project and of app accounts, data centres, subscriptions."""

from datetime import timedelta
import hashlib
import re
from typing import Any

import aiohttp
import pytest

from simulators import ControlError, Simulation
from simulators.operations import perform
from simulators.tuya import COMMANDS, TuyaControl

from .wire import US, Door, Wire, code

DEVICES = "/v1.0/iot-01/associated-users/devices"
LOGIN = "/v1.0/iot-01/associated-users/actions/authorized-login"


async def test_token_lives_two_hours(wire: Wire, sim: Simulation) -> None:
    """After that it is 1010, and a refresh token works once."""
    first = await wire.sign_in()
    assert first["expire_time"] == 7200
    sim.home.clock.advance(timedelta(seconds=7199))
    assert code(await wire.send("GET", DEVICES)) == 0
    sim.home.clock.advance(timedelta(seconds=2))
    assert code(await wire.send("GET", DEVICES)) == 1010
    path = f"/v1.0/token/{first['refresh_token']}"
    second = (await wire.send("GET", path, bare=True)).result
    wire.token = second["access_token"]
    assert code(await wire.send("GET", DEVICES)) == 0
    assert code(await wire.send("GET", path, bare=True)) == 1011


async def test_refreshing_ends_the_old_token(wire: Wire) -> None:
    """The old pair is dead at once, not after its two hours."""
    old = await wire.sign_in()
    await wire.send("GET", f"/v1.0/token/{old['refresh_token']}", bare=True)
    assert code(await wire.send("GET", DEVICES)) == 1010


async def test_tokens_nobody_gave(wire: Wire, desk: TuyaControl) -> None:
    """No token, an unknown one, a revoked one."""
    kept, wire.token = wire.token, ""
    assert code(await wire.send("GET", DEVICES)) == 1002
    wire.token = "unknown"
    assert code(await wire.send("GET", DEVICES)) == 1011
    wire.token = kept
    desk.expire_tokens()
    assert code(await wire.send("GET", DEVICES)) == 1010
    desk.forget_tokens()
    assert code(await wire.send("GET", DEVICES)) == 1011
    reply = await wire.send("GET", "/v1.0/token", query={"grant_type": 2}, bare=True)
    assert code(reply) == 1003


async def test_second_sign_in(wire: Wire, desk: TuyaControl) -> None:
    """The first token goes on, or ends where that is set."""
    first = wire.token
    await wire.sign_in()
    wire.token, second = first, wire.token
    assert code(await wire.send("GET", DEVICES)) == 0
    desk.switch(new_token_ends_old=True)
    await wire.sign_in()
    wire.token = second
    assert code(await wire.send("GET", DEVICES)) == 1010


async def test_clock_skew(wire: Wire, desk: TuyaControl) -> None:
    """A refusal tells the cloud's own time."""
    desk.clock_skew(900)
    reply = await wire.send("GET", DEVICES)
    assert code(reply) == 1013
    assert reply.body["t"] // 1000 - wire.now == pytest.approx(900, abs=2)
    desk.clock_skew(250)
    assert code(await wire.send("GET", DEVICES)) == 0


def _form(sim: Simulation, **more: str) -> dict[str, str]:
    account = sim.account("tuya")
    digest = hashlib.md5(account["password"].encode(), usedforsecurity=False)
    form = {key: account[key] for key in ("username", "country_code")}
    return {**form, "schema": "smartlife", "password": digest.hexdigest(), **more}


async def test_app_account(wire: Wire, sim: Simulation, desk: TuyaControl) -> None:
    """It signs in by a digest, and is told where its data is."""
    reply = await wire.send("POST", LOGIN, body=_form(sim), bare=True)
    assert reply.result["platform_url"] == "https://openapi.tuyaeu.com"
    assert reply.result["uid"] == desk.state()["uid"]
    wire.token = reply.result["access_token"]
    assert code(await wire.send("GET", DEVICES)) == 0
    for wrong, number in (
        ({"password": "open-every-door"}, 2401),
        ({"username": "nobody@example.com"}, 2401),
        ({"country_code": "49"}, 2401),
        ({"schema": "tuyaSmart"}, 2401),
        ({"schema": "brand"}, 1106),
    ):
        body = _form(sim, **wrong)
        assert code(await wire.send("POST", LOGIN, body=body, bare=True)) == number
    desk.link(linked=False)
    assert code(await wire.send("POST", LOGIN, body=_form(sim), bare=True)) == 1106


async def test_custom_project(wire: Wire, sim: Simulation, desk: TuyaControl) -> None:
    """Another digest, perhaps another name of the lifetime, a refresh by POST."""
    account = sim.account("tuya")
    digest = hashlib.sha256(account["password"].encode()).hexdigest()
    body = {"username": account["username"], "password": digest}
    path = "/v1.0/iot-03/users/login"
    assert (await wire.send("POST", path, body=body, bare=True)).result["expire_time"]
    desk.switch(login_lifetime_key="expire")
    result = (await wire.send("POST", path, body=body, bare=True)).result
    assert result["expire"] == 7200
    again = f"/v1.0/iot-03/users/token/{result['refresh_token']}"
    assert (await wire.send("POST", again, bare=True)).result["access_token"]
    assert code(await wire.send("POST", again, bare=True)) == 1011
    body["password"] = "wrong"
    assert code(await wire.send("POST", path, body=body, bare=True)) == 2401


async def test_account_of_another_data_centre(
    wire: Wire, sim: Simulation, desk: TuyaControl
) -> None:
    """`platform_url` names the host; its token goes nowhere else."""
    desk.region(account="us", project="us")
    reply = await wire.send("POST", LOGIN, body=_form(sim), bare=True)
    assert reply.result["platform_url"] == US
    wire.token = reply.result["access_token"]
    assert code(await wire.send("GET", DEVICES)) == 1106
    wire.host = US
    assert (await wire.send("GET", DEVICES)).result["total"] > 0


async def test_wrong_data_centre(
    wire: Wire, sim: Simulation, desk: TuyaControl
) -> None:
    """It is refused in one of three ways, or there are no devices."""
    wire.host = US
    assert code(await wire.send("POST", LOGIN, body=_form(sim), bare=True)) == 2406
    for answer in ("1106", "2406", "1114"):
        desk.switch(wrong_region=answer)
        reply = await wire.send(
            "GET", "/v1.0/token", query={"grant_type": 1}, bare=True
        )
        assert code(reply) == int(answer)
    desk.switch(wrong_region="no devices")
    await wire.sign_in()
    assert (await wire.send("GET", DEVICES)).result["devices"] == []


@pytest.mark.parametrize(
    ("service", "standing", "number"),
    [
        ("smart_lock", "missing", 28841101),
        ("smart_lock", "expired", 28841102),
        ("smart_lock", "overdue", 28841103),
        ("smart_lock", "quota", 28841104),
        ("smart_lock", "unauthorised", 28841105),
        ("smart_lock", "unsubscribed", 28841106),
        ("smart_lock", "lapsed", 1108),
        ("smart_lock", "denied", 1106),
        ("iot_core", "expired", 28841002),
        ("iot_core", "quota", 28841004),
    ],
)
async def test_subscriptions(
    flat: Door, desk: TuyaControl, service: str, standing: str, number: int
) -> None:
    """Each service lapses for itself."""
    desk.subscription(service, standing)
    lock = await flat.call("POST", "door-lock/password-ticket")
    core = await flat.call("GET", "status")
    hit, other = (lock, core) if service == "smart_lock" else (core, lock)
    assert (code(hit), code(other)) == (number, 0)
    desk.subscription(service, "ok")
    assert code(await flat.call("POST", "door-lock/password-ticket")) == 0


async def test_calls_of_a_month(wire: Wire, sim: Simulation, desk: TuyaControl) -> None:
    """What is used up is 28841004, until the next month."""
    desk.switch(monthly_calls=100)
    desk.calls(99)
    assert code(await wire.send("GET", DEVICES)) == 0
    assert code(await wire.send("GET", DEVICES)) == 28841004
    sim.home.clock.advance(timedelta(days=10))
    await wire.sign_in()
    assert code(await wire.send("GET", DEVICES)) == 0


async def test_ordered_refusals(flat: Door, desk: TuyaControl) -> None:
    """Any number, so often, for some paths; nothing is done then."""
    desk.refuse(1199, times=2, path="door-operate")
    for number in (1199, 1199, 0):
        assert code(await flat.operate()) == number
    desk.refuse(500, times=None)
    assert code(await flat.call("GET", "status")) == 500
    desk.accept()
    assert code(await flat.call("GET", "status")) == 0


async def test_sign_out(
    wire: Wire, sim: Simulation, session: aiohttp.ClientSession, desk: TuyaControl
) -> None:
    """With another secret every signature is wrong."""
    desk.sign_out()
    fresh = Wire(sim, session)
    reply = await fresh.send("GET", "/v1.0/token", query={"grant_type": 1}, bare=True)
    assert code(reply) == 1004
    fresh.secret = sim.account("tuya")["access_secret"]
    await fresh.sign_in()


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("region", {"account": "mars"}),
        ("project-region", {"to": "mars"}),
        ("schema", {"to": "brand"}),
        ("subscription", {"service": "smart_lock", "standing": "fine"}),
        ("subscription", {"service": "nothing"}),
        ("switch", {"nothing": 1}),
        ("switch", {"token_seconds": "long"}),
        ("environment", {"name": "nowhere"}),
    ],
)
async def test_desk_refuses(
    desk: TuyaControl, operation: str, arguments: dict[str, Any]
) -> None:
    """A slip at the desk is told."""
    with pytest.raises(ControlError):
        await perform(desk, operation, arguments)


async def test_tokens_are_not_written_down(wire: Wire, sim: Simulation) -> None:
    """Neither the refresh token in a path, which gets the next pair."""
    token = (await wire.sign_in())["refresh_token"]
    reply = await wire.send("GET", f"/v1.0/token/{token}", bare=True)
    assert token not in repr(list(sim.requests))
    assert sim.requests.select("GET", "/v1.0/token/***")
    assert reply.result["refresh_token"] != token


def test_pattern_of_commands() -> None:
    """It fits what asks for a change, whatever else is looked for."""
    pattern = re.compile(COMMANDS)
    for path in (
        "/v1.0/devices/x/door-lock/temp-password",
        "/v1.0/smart-lock/devices/x/password-free/door-operate",
    ):
        assert pattern.search(path)
    for path in ("/v1.0/token", "/v1.0/devices/x/door-lock/password-ticket"):
        assert not pattern.search(path)
