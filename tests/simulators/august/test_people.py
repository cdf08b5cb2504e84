"""Users of locks, sub-users, deleting a lock, operations without a public path."""

import pytest

from simulators import Simulation
from simulators.august import LOGOUT, MASTER, TRANSFER, AugustControl

from .wire import PREFIX, Door, Wire, report

SUB_USER = {"partnerUserID": "p1", "firstName": "Ann", "lastName": "B"}
UUID = "4f0e3a52-2b52-5d0f-9d29-9f5a1d7f5d11"


async def test_adding_users(kitchen: Door, sim: Simulation) -> None:
    """By address: who has an account is there, anybody else is invited."""
    path = f"/locks/adduser/{kitchen.id}"
    reply = await kitchen.wire.put(f"{path}/email:els_bakker@example.com/manager")
    assert reply.body == {"message": "success"}
    users = (await kitchen.show())["users"]
    assert [row["FirstName"] for row in users.values()] == ["Anna", "Els"]
    assert (await kitchen.wire.put(f"{path}/phone:+31600000000/user")).status == 200
    assert report(sim, "kitchen_door")["invitations"] == {"phone:+31600000000": "user"}
    assert len((await kitchen.show())["invitations"]) == 1
    assert (await kitchen.wire.put(f"{path}/nobody/user")).status == 400
    assert (await kitchen.wire.put(f"{path}/phone:+316/king")).status == 400


async def test_changing_types(kitchen: Door, sim: Simulation) -> None:
    """Of a user or of an invitation."""
    add = f"/locks/adduser/{kitchen.id}"
    await kitchen.wire.put(f"{add}/email:els_bakker@example.com/user")
    await kitchen.wire.put(f"{add}/email:new@example.com/user")
    els = list((await kitchen.show())["users"])[1]
    path = f"/locks/{kitchen.id}"
    assert (await kitchen.wire.put(f"{path}/{els}/superuser")).status == 200
    assert report(sim, "kitchen_door")["users"][els] == "superuser"
    assert (await kitchen.wire.put(f"{path}/email:new@example.com/manager")).status
    assert report(sim, "kitchen_door")["invitations"] == {
        "email:new@example.com": "manager"
    }
    assert (await kitchen.wire.put(f"{path}/nobody/user")).status == 404


async def test_managers_add_and_do_not_change(
    kitchen: Door, desk: AugustControl
) -> None:
    """What each role may do."""
    els = "email:els_bakker@example.com"
    for role, adds, changes in (("manager", 200, 403), ("user", 403, 403)):
        desk.role("kitchen_door", role)
        add = f"/locks/adduser/{kitchen.id}/{els}/user"
        assert (await kitchen.wire.put(add)).status == adds
        change = f"/locks/{kitchen.id}/{els}/manager"
        assert (await kitchen.wire.put(change)).status == changes


async def test_deleting_softly(kitchen: Door, desk: AugustControl) -> None:
    """The others and all PINs go, the lock stays."""
    desk.role("kitchen_door", "user", "bram_de_vries")
    await kitchen.load()
    reply = await kitchen.wire.delete(f"/locks/{kitchen.id}?soft=1")
    assert reply.body == {"message": "success"}
    row = await kitchen.show()
    assert [user["FirstName"] for user in row["users"].values()] == ["Anna"]
    assert await kitchen.pins() == {}
    assert kitchen.wire.sim.control.type_pin("kitchen_door", "012345") == "wrong_code"


async def test_deleting(kitchen: Door, desk: AugustControl) -> None:
    """Then it is nobody's."""
    number = kitchen.id
    assert (await kitchen.wire.delete(f"/locks/{number}")).status == 200
    assert (await kitchen.wire.get(f"/locks/{number}")).status == 404
    assert number not in (await kitchen.wire.get("/users/locks/mine")).body
    assert desk.state()["deleted_locks"] == ["kitchen_door"]
    with pytest.raises(LookupError):
        desk.secure("kitchen_door")


async def test_sub_users(anyone: Wire, desk: AugustControl) -> None:
    """Made once, listed, with a token of their own; a scope is needed."""
    path = "/partners/sub-user"
    assert (await anyone.post(path, SUB_USER)).status == 403
    assert (await anyone.get(path)).status == 403
    desk.scope(anyone.brand, sub_users=True)
    first = (await anyone.post(path, SUB_USER)).body
    assert first["userCreated"] is True
    second = (await anyone.post(path, SUB_USER)).body
    assert second["userCreated"] is False
    assert second["userID"] == first["userID"]
    for name in SUB_USER:
        fields = {key: value for key, value in SUB_USER.items() if key != name}
        assert (await anyone.post(path, fields)).status == 400
        assert (await anyone.post(path, {**SUB_USER, name: ""})).status == 400
        assert (await anyone.post(path, {**SUB_USER, name: 1})).status == 400
    await anyone.post(path, {**SUB_USER, "partnerUserID": "p2"})
    page = (await anyone.get(f"{path}?page=2&pageSize=1")).body
    assert (page["totalRecords"], page["totalPages"]) == (2, 2)
    assert [row["partnerUserID"] for row in page["subUsers"]] == ["p2"]
    assert (await anyone.get(f"{path}?pageSize=1001")).status == 400
    token = {f"{PREFIX[anyone.brand]}access-token": first["access_token"]}
    assert (await anyone.get("/users/locks/mine", **token)).body == {}
    number = Door(anyone, "loft").id
    assert (await anyone.get(f"/locks/{number}", **token)).status == 403
    desk.scope(anyone.brand, sub_users=False)
    assert (await anyone.get(path)).status == 403


async def test_transfer(kitchen: Door) -> None:
    """A PIN of one user becomes another's; the keypad does not notice."""
    await kitchen.load()
    (record,) = (await kitchen.pins())["loaded"]
    path = TRANSFER.format(lock=kitchen.id)
    body = {"oldUserID": record["userID"], "newUserID": record["callingUserID"]}
    assert (await kitchen.wire.put(path, body)).body == {"message": "success"}
    (moved,) = (await kitchen.pins())["loaded"]
    assert moved["userID"] == record["callingUserID"]
    assert (moved["firstName"], moved["pin"]) == ("Anna", "012345")
    assert kitchen.wire.sim.control.type_pin("kitchen_door", "012345") == "accepted"
    assert (await kitchen.wire.put(path, body)).status == 404
    await kitchen.load(partnerUserID="cl-2", pin="987654")
    other = (await kitchen.pins())["loaded"][1]["userID"]
    taken = {"oldUserID": other, "newUserID": record["callingUserID"]}
    assert (await kitchen.wire.put(path, taken)).status == 409
    assert (await kitchen.wire.put(path, {"oldUserID": other})).status == 400
    stranger = {"oldUserID": other, "newUserID": UUID}
    assert (await kitchen.wire.put(path, stranger)).status == 200


async def test_master_pin(kitchen: Door, sim: Simulation) -> None:
    """Set as a text or a number, returned, of no use at the door."""
    path = MASTER.format(lock=kitchen.id)
    assert (await kitchen.wire.get(path)).status == 404
    for good in ("0123456", 987654):
        assert (await kitchen.wire.put(path, {"pin": good})).status == 200
        body = (await kitchen.wire.get(path)).body
        assert body["pin"] == str(good)
        assert not {"firstName", "apiKey"} & body.keys()
    for bad in (None, "12", "123456789", "abcd", [1234], True):
        assert (await kitchen.wire.put(path, {"pin": bad})).status == 400
    assert sim.control.type_pin("kitchen_door", "987654") == "wrong_code"
    assert await kitchen.pins() == {}


async def test_logout(anyone: Wire) -> None:
    """Null, and the token is dead."""
    assert (await anyone.post(LOGOUT, {"installID": UUID})).status == 400
    body = {"apnsDeviceID": UUID, "installID": UUID}
    reply = await anyone.post(LOGOUT, body)
    assert (reply.status, reply.text) == (200, "null")
    assert (await anyone.get("/users/me")).status == 401
