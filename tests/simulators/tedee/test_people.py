"""What people do with each other's locks in the Tedee app, seen over the API."""

import pytest

from simulators import ControlError, Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import number

STRANGER = {"userEmail": "Stranger@example.org", "accessLevel": 0}


@pytest.fixture
def accesses(tedee: TedeeControl) -> str:
    """Return the path of the people at the front door."""
    return f"/my/device/{number(tedee, 'front_door')}/access"


async def test_an_invitation_is_accepted(
    sim: Simulation, api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """The access stays the same; the stranger becomes a user with a name."""
    invited = (await api.post(accesses, STRANGER)).body
    tedee.accept_invitation("stranger@example.org", "Femke Visser")
    row = (await api.get(f"{accesses}?Text=femke")).result[0]
    assert (row["id"], row["isPending"]) == (invited["id"], False)
    assert row["principalName"] == "Femke Visser"
    again = (await api.post(accesses, STRANGER)).body
    assert again["error"]["code"] == 1003
    sim.control.app("front_door", "Femke Visser", "unlock")
    log = (await api.get(f"/my/deviceactivity?deviceId={row['deviceId']}")).result
    assert log[0]["username"] == "Femke Visser"
    with pytest.raises(ControlError, match="nobody was invited"):
        tedee.accept_invitation("stranger@example.org", "Femke Visser")


async def test_others_share_and_take_back(
    sim: Simulation, api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """Changes in the app show in the list."""
    person = sim.control.add_person("Tim Mulder")
    first = tedee.share("front_door", person, "guest", remote_disabled=True)
    row = (await api.get(f"{accesses}?Text=tim")).result[0]
    assert (row["id"], row["accessLevel"], row["remoteAccessDisabled"]) == (
        first,
        0,
        True,
    )
    tedee.share("front_door", "Tim Mulder", "admin")
    rows = tedee.people("front_door")
    assert [(row["name"], row["level"]) for row in rows] == [
        ("Anna de Vries", "owner"),
        ("Tim Mulder", "admin"),
    ]
    tedee.unshare("front_door", "tim_mulder@example.com")
    assert len((await api.get(accesses)).result) == 1
    with pytest.raises(ControlError, match="nobody called"):
        tedee.unshare("front_door", "Tim Mulder")


async def test_groups(api: Api, accesses: str, tedee: TedeeControl) -> None:
    """A group is named by its id, has no address and can be listed by itself."""
    group = tedee.group("Cleaners")
    created = await api.post(accesses, {"principalId": group, "accessLevel": 0})
    assert created.status == 201
    assert (created.body["principalType"], created.body["userEmail"]) == (1, None)
    rows = (await api.get(f"{accesses}?PrincipalType=1")).result
    assert [(row["principalId"], row["userEmail"]) for row in rows] == [(group, None)]
    assert len((await api.get(f"{accesses}?PrincipalType=0")).result) == 1
    again = await api.post(accesses, {"principalId": group, "accessLevel": 0})
    assert again.body["error"]["code"] == 1003
    where = f"{accesses}/{created.body['id']}"
    assert (await api.put(where, {"accessLevel": 1})).status == 204
    assert (await api.delete(where)).status == 204


async def test_what_is_not_documented_can_be_switched(
    api: Api, accesses: str, tedee: TedeeControl
) -> None:
    """Other refusals, and rows that say less."""
    tedee.switch(access_error_code=1010)
    assert (await api.post(accesses, STRANGER)).body["error"]["code"] == 1010
    tedee.switch(access_error_code=None, pending_principal=False, user_emails=False)
    await api.post(accesses, STRANGER)
    owner, guest = (await api.get(accesses)).result
    assert (owner["userEmail"], owner["principalName"]) == (None, "Anna de Vries")
    assert (guest["userEmail"], guest["principalId"]) == (STRANGER["userEmail"], None)
