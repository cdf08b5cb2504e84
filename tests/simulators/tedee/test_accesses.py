"""People at a lock."""

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
        {**STRANGER, "principalId": "x"},
        {**STRANGER, "principalType": 1},
        {"accessLevel": 0, "userEmail": "a.example.com"},
        {**STRANGER, "startDate": "2026-12-02T00:00Z", "endDate": "2026-12-01T00:00Z"},
        {"accessLevel": 0, "userEmail": "a@example.com", "colour": 1},
    ],
)
async def test_invitations_are_checked(
    api: Api, accesses: str, body: dict[str, object]
) -> None:
    """Nobody to invite, or two, an unknown level, group or key, a window backwards."""
    assert (await api.post(accesses, body)).status == 400


async def test_administrators_and_owners(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """The owner stays, and nobody rises above who invites."""
    owner = (await api.get(accesses)).result[0]
    assert (await api.delete(f"{accesses}/{owner['id']}")).status == 403
    stranger = (await api.post(accesses, STRANGER)).body["id"]
    for role in ("owner", "admin"):
        tedee.role("front_door", role)
        body = {"accessLevel": 2}
        assert (await api.put(f"{accesses}/{stranger}", body)).status == 403
    assert (await api.put(f"{accesses}/{stranger}", {"accessLevel": 1})).status == 204


async def test_guests_see_themselves(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """A guest sees the owner and itself, and neither invites nor changes anybody."""
    stranger = (await api.post(accesses, STRANGER)).body["id"]
    tedee.role("front_door", "guest")
    rows = (await api.get(accesses)).result
    assert [(row["principalName"], row["accessLevel"]) for row in rows] == [
        ("Els Bakker", 2),
        ("Anna de Vries", 0),
    ]
    assert (await api.post(accesses, STRANGER)).status == 403
    assert (await api.put(f"{accesses}/{stranger}", {"accessLevel": 0})).status == 403
    assert (await api.delete(f"{accesses}/{stranger}")).status == 403


async def test_somebody_who_has_no_access_sees_nothing(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """A device of others is unknown, whatever is asked."""
    tedee.role("front_door", "nobody")
    assert (await api.get(accesses)).status == 404
    assert (await api.post(accesses, STRANGER)).status == 404
    assert (await api.delete(f"{accesses}/some-access")).status == 404


async def test_accesses_need_their_own_scope(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """The scope kept its old name, and reading is not writing."""
    tedee.remove_scope("DeviceShare.ReadWrite")
    assert (await api.get(accesses)).status == 200
    assert (await api.post(accesses, STRANGER)).status == 403
    tedee.remove_scope("DeviceShare.Read")
    assert (await api.get(accesses)).status == 403


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
