"""Keys, scopes, versions, paths, quotas, envelopes and bodies."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path, number


async def test_envelope_and_headers(api: Api) -> None:
    """Every answer has the four keys and the documented headers."""
    reply = await api.get("/my/lock")
    assert set(reply.body) == {"result", "success", "errorMessages", "statusCode"}
    assert reply.body["statusCode"] == 200
    assert reply.body["errorMessages"] == []
    assert reply.headers["API-Supported-Versions"] == "37"
    assert reply.headers["X-Correlation-ID"]
    assert reply.headers["Content-Encoding"] == "gzip"
    failed = await api.get("/my/lock/1")
    assert set(failed.body) == {"success", "errorMessages", "statusCode"}
    assert failed.body["statusCode"] == failed.status == 404


@pytest.mark.parametrize(
    "header",
    ["", "PersonalKey", "PersonalKey wrong", "Bearer {}", "personalkey {}", "{}"],
)
async def test_only_the_exact_header_is_a_key(
    sim: Simulation, api: Api, header: str
) -> None:
    """Anything else is 401."""
    key = sim.account("tedee")["personal_key"]
    api.headers["Authorization"] = header.format(key)
    assert (await api.get("/my/lock")).status == 401


async def test_key_has_the_documented_shape(sim: Simulation) -> None:
    """Six characters, a dot and 43 more."""
    prefix, _, secret = sim.account("tedee")["personal_key"].partition(".")
    assert (len(prefix), len(secret)) == (6, 43)


async def test_keys_end(sim: Simulation, api: Api, tedee: TedeeControl) -> None:
    """A key is refused once it has expired or was revoked."""
    tedee.expire_key(60)
    assert (await api.get("/my/lock")).status == 200
    sim.home.clock.advance(timedelta(minutes=1))
    assert (await api.get("/my/lock")).status == 401
    api.headers["Authorization"] = f"PersonalKey {tedee.renew_key()}"
    assert (await api.get("/my/lock")).status == 200
    tedee.revoke_key()
    assert (await api.get("/my/lock")).status == 401


@pytest.mark.parametrize(
    ("method", "rest", "scope"),
    [
        ("GET", "", "Device.Read"),
        ("GET", "/sync", "Device.Read"),
        ("GET", "/pin", "Device.Read"),
        ("POST", "/pin", "Device.ReadWrite"),
        ("PUT", "/pin/1", "Device.ReadWrite"),
        ("DELETE", "/pin/1", "Device.ReadWrite"),
        ("POST", "/operation/lock", "Lock.Operate"),
        ("POST", "/operation/unlock", "Lock.Operate"),
        ("POST", "/operation/pull", "Lock.Operate"),
    ],
)
async def test_scopes_of_locks(
    api: Api, tedee: TedeeControl, path: Path, method: str, rest: str, scope: str
) -> None:
    """Without its scope an endpoint answers 403."""
    _leave_only_others(tedee, scope)
    assert (await api.request(method, path("front_door", rest))).status == 403
    tedee.add_scope(scope)
    assert (await api.request(method, path("front_door", rest))).status != 403


@pytest.mark.parametrize(
    ("call", "scope"),
    [
        ("GET /my/deviceactivity?deviceId={}", "DeviceActivity.Read"),
        ("GET /my/device/{}/access", "DeviceShare.Read"),
        ("POST /my/device/{}/access", "DeviceShare.ReadWrite"),
        ("GET /my/personalaccesskey", "Account.Read"),
        ("POST /my/personalaccesskey", "Account.ReadWrite"),
        ("PATCH /my/lock", "Device.ReadWrite"),
        ("GET /my/keypad", "Device.Read"),
    ],
)
async def test_scopes_of_the_rest(
    api: Api, tedee: TedeeControl, call: str, scope: str
) -> None:
    """The same for everything else."""
    method, _, where = call.format(number(tedee, "front_door")).partition(" ")
    _leave_only_others(tedee, scope)
    assert (await api.request(method, where)).status == 403
    tedee.add_scope(scope)
    assert (await api.request(method, where)).status != 403


def _leave_only_others(tedee: TedeeControl, scope: str) -> None:
    """Take a scope, and the one that includes it."""
    tedee.remove_scope(scope)
    if scope in {"Device.Read", "DeviceShare.Read", "Account.Read"}:
        tedee.remove_scope(f"{scope}Write")


async def test_a_wide_scope_includes_the_narrow_one(
    api: Api, tedee: TedeeControl
) -> None:
    """Device.ReadWrite is enough for reading."""
    tedee.remove_scope("Device.Read")
    assert (await api.get("/my/lock")).status == 200


async def test_paths_and_query_names_ignore_case(api: Api) -> None:
    """Names do not mind their case; a trailing slash is no mistake."""
    assert (await api.get("/My/LOCK/")).status == 200
    lock = (await api.get("/my/lock?includeaccessories=TRUE")).result[0]
    assert len(lock["accessories"]) == 2


@pytest.mark.parametrize(
    ("method", "where", "status"),
    [
        ("GET", "/my/deviceoperation/1", 404),
        ("GET", "/my/lock/front", 404),
        ("POST", "/my/lock", 405),
        ("GET", "/my/lock/1/operation/lock", 405),
    ],
)
async def test_unknown_routes(api: Api, method: str, where: str, status: int) -> None:
    """What is not documented does not exist."""
    reply = await api.request(method, where)
    assert reply.status == status
    assert ("Allow" in reply.headers) is (status == 405)


async def test_other_versions_are_gone(api: Api) -> None:
    """Only version 37 is served."""
    api.base = api.base.replace("v37", "v1.32")
    assert (await api.get("/my/lock")).status == 404


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "text/plain", 415),
        (b'{"alias":', "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"alias": "Anna", "pin": "48213"}', "application/json", 201),
        (b'{"alias": "Anna", "pin": "48213"}', "application/json-patch+json", 201),
    ],
)
async def test_bodies_are_json_objects(
    api: Api, path: Path, body: bytes, content_type: str, status: int
) -> None:
    """Only the documented content types and valid objects are read."""
    headers = {"Content-Type": content_type}
    reply = await api.request(
        "POST", path("front_door", "/pin"), data=body, headers=headers
    )
    assert reply.status == status


@pytest.mark.parametrize(
    ("shape", "parses"),
    [
        ("json", True),
        ("half", False),
        ("empty", False),
        ("html", False),
        ("text", False),
    ],
)
async def test_shapes_of_errors(
    api: Api, tedee: TedeeControl, shape: str, *, parses: bool
) -> None:
    """An error body can be anything."""
    tedee.switch(error_body=shape)
    reply = await api.get("/my/lock/1")
    assert reply.status == 404
    if parses:
        assert reply.body["errorMessages"]
    else:
        with pytest.raises(ValueError, match=r"."):
            _ = reply.body


async def test_error_key_in_another_case(
    api: Api, sim: Simulation, tedee: TedeeControl
) -> None:
    """Messages can stand under a capital letter, in faults of the network too."""
    tedee.switch(error_key="ErrorMessages")
    assert (await api.get("/my/lock/1")).body["ErrorMessages"]
    await sim.control.outage("tedee")
    assert (await api.get("/my/lock")).body["ErrorMessages"]


async def test_hourly_limit(sim: Simulation, api: Api, tedee: TedeeControl) -> None:
    """One too many within the hour waits for the next one."""
    tedee.switch(hourly_limit=2)
    for _ in range(2):
        assert (await api.get("/my/bridge")).status == 200
    sim.home.clock.advance(timedelta(minutes=30))
    reply = await api.get("/my/bridge")
    assert reply.status == 429
    assert 1700 < int(reply.headers["Retry-After"]) <= 1800
    sim.home.clock.advance(timedelta(minutes=30))
    assert (await api.get("/my/bridge")).status == 200
    assert tedee.state()["requests_this_hour"] == 1


async def test_default_limits(api: Api) -> None:
    """The list of locks allows ten requests in ten minutes."""
    statuses = [(await api.get("/my/lock")).status for _ in range(11)]
    assert statuses == [200] * 10 + [429]


async def test_early_syncs_are_noted_or_refused(
    sim: Simulation, api: Api, tedee: TedeeControl
) -> None:
    """Twenty seconds should lie between two syncs."""
    assert (await api.get("/my/lock/sync")).status == 200
    assert (await api.get("/my/lock/sync")).status == 200
    assert tedee.state()["syncs_too_soon"] == 1
    tedee.switch(sync_enforced=True)
    reply = await api.get("/my/lock/sync")
    assert reply.status == 429
    assert 0 < int(reply.headers["Retry-After"]) <= 20
    sim.home.clock.advance(timedelta(seconds=21))
    assert (await api.get("/my/lock/sync")).status == 200
