"""Personal access keys."""

import pytest

from simulators import Simulation
from tests.simulators.client import Api


async def test_personal_keys(sim: Simulation, api: Api) -> None:
    """Make one, use it, change it, revoke it."""
    body = {
        "name": "Second",
        "validTo": "2027-11-01T00:00:00Z",
        "scopes": ["Device.Read"],
    }
    created = await api.post("/my/personalaccesskey", body)
    assert created.status == 201
    first, second = (await api.get("/my/personalaccesskey")).result
    assert set(second) == {"id", "name", "validTo", "scopes", "prefix"}
    assert created.result["key"].startswith(second["prefix"] + ".")
    assert sim.account("tedee")["personal_key"].startswith(first["prefix"])
    where = f"/my/personalaccesskey/{second['id']}"
    headers = {"Authorization": f"PersonalKey {created.result['key']}"}
    assert (await api.request("GET", "/my/lock", headers=headers)).status == 200
    assert (await api.put(where, {**body, "scopes": []})).status == 204
    assert (await api.request("GET", "/my/lock", headers=headers)).status == 403
    assert (await api.delete(where)).status == 204
    assert (await api.request("GET", "/my/lock", headers=headers)).status == 401
    assert (await api.delete(where)).status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"validTo": "2099-01-01T00:00:00Z"},
        {"validTo": "soon"},
        {"scopes": ["Everything"]},
        {"scopes": "Device.Read"},
        {"colour": 1},
    ],
)
async def test_personal_keys_are_checked(api: Api, change: dict[str, object]) -> None:
    """Five years at most, known scopes only."""
    body = {"name": "Second", "validTo": "2027-11-01T00:00:00Z", "scopes": []}
    reply = await api.post("/my/personalaccesskey", {**body, **change})
    assert reply.status == 400
