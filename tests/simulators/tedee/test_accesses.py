"""People at a lock, and personal keys."""

import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path, number

BRAM = {"userEmail": "bram_de_vries@example.com", "accessLevel": 1}
STRANGER = {"userEmail": "stranger@example.org", "accessLevel": 0}


@pytest.fixture
def accesses(tedee: TedeeControl) -> str:
    """Return the path of the people at the front door."""
    return f"/my/device/{number(tedee, 'front_door')}/access"


async def test_life_of_an_access(api: Api, accesses: str) -> None:
    """Invite, list, restrict, remove."""
    created = await api.post(accesses, STRANGER)
    assert created.status == 201
    assert set(created.body) == {
        *("id", "principalId", "principalType", "userEmail", "displayName"),
        *("success", "error"),
    }
    access = created.body["id"]
    owner, guest = (await api.get(accesses)).result
    assert (owner["accessLevel"], guest["accessLevel"]) == (2, 0)
    assert guest["isPending"] is True
    body = {"accessLevel": 0, "remoteAccessDisabled": True, "weekDays": 31}
    assert (await api.put(f"{accesses}/{access}", body)).status == 204
    guest = (await api.get(f"{accesses}?Text=STRANGER")).result[0]
    assert (guest["remoteAccessDisabled"], guest["weekDays"]) == (True, 31)
    assert (await api.delete(f"{accesses}/{access}")).status == 204
    assert (await api.delete(f"{accesses}/{access}")).status == 404


async def test_known_people_are_not_pending(
    sim: Simulation, api: Api, accesses: str
) -> None:
    """Somebody with an account has access at once."""
    sim.control.app("front_door", "bram_de_vries", "unlock")
    await api.get(f"/my/deviceactivity?deviceId={accesses.split('/')[3]}")
    created = (await api.post(accesses, BRAM)).body
    assert created["displayName"] == "Bram de Vries"
    row = (await api.get(f"{accesses}?PrincipalId={created['principalId']}")).result[0]
    assert row["isPending"] is False
    assert (await api.get(f"{accesses}?PrincipalType=1")).result == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"userEmail": "anna_de_vries@example.com", "accessLevel": 0}, 1008),
        ({**STRANGER, "accessLevel": 2}, 1001),
        (BRAM, 1003),
    ],
)
async def test_validation_codes(
    api: Api, accesses: str, tedee: TedeeControl, body: dict[str, object], code: int
) -> None:
    """Refused invitations carry a code in a bare object."""
    await api.post(accesses, BRAM)
    reply = await api.post(accesses, body)
    assert reply.status == 400
    assert reply.body["success"] is False
    assert reply.body["error"]["code"] == code
    tedee.switch(access_error_status=201)
    assert (await api.post(accesses, body)).status == 201


@pytest.mark.parametrize(
    "body",
    [
        {"accessLevel": 0},
        {"accessLevel": 7, "userEmail": "a@example.com"},
        {"accessLevel": 0, "principalId": "x", "principalType": 1},
        {"accessLevel": 0, "userEmail": "a@example.com", "colour": 1},
    ],
)
async def test_invitations_are_checked(
    api: Api, accesses: str, body: dict[str, object]
) -> None:
    """Nobody to invite, an unknown level, an unknown group, an unknown key."""
    assert (await api.post(accesses, body)).status == 400


async def test_administrators_and_owners(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """The owner stays, and nobody rises above who invites."""
    owner = (await api.get(accesses)).result[0]
    assert (await api.delete(f"{accesses}/{owner['id']}")).status == 403
    stranger = (await api.post(accesses, STRANGER)).body["id"]
    tedee.role("front_door", "admin")
    body = {"accessLevel": 2}
    assert (await api.put(f"{accesses}/{stranger}", body)).status == 403


async def test_guests_see_themselves(
    api: Api, accesses: str, tedee: TedeeControl, path: Path
) -> None:
    """A guest sees neither others nor a way to invite."""
    await api.post(accesses, STRANGER)
    tedee.role("front_door", "guest")
    assert len((await api.get(accesses)).result) == 1
    assert (await api.post(accesses, STRANGER)).status == 403


async def test_a_schedule_limits_operations(
    sim: Simulation, api: Api, accesses: str, tedee: TedeeControl, path: Path
) -> None:
    """A role outside its days does not operate."""
    tedee.role("front_door", "guest")
    state = tedee._state
    mine = state.access(state.account, number(tedee, "front_door"))
    assert mine is not None
    sim.control.time(to="2026-11-27T12:00:00Z")
    mine.schedule = type(mine.schedule)(days=frozenset({0}))
    assert (await api.post(path("front_door", "/operation/unlock"))).status == 403


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
