"""Lists of locks, eKeys and groups, details, and the roles behind them."""

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from simulators.ttlock.features import feature_bits, feature_value

from .wire import DAY, Door, Wire, code, lock_id

KEY_INFO = {
    *("electricQuantity", "endDate", "featureValue", "groupId", "groupName"),
    *("keyRight", "keyStatus", "lockAlias", "lockId", "lockMac", "lockName"),
    *("noKeyPwd", "passageMode", "remarks", "remoteEnable", "startDate", "userType"),
}


def test_feature_value() -> None:
    """Bits of a big number, from the lowest."""
    assert feature_bits("F44354CF5F3") - feature_bits("F44354CD5F3") == {13}
    assert {8, 10, 13, 22, 56} <= feature_bits("10C2F44754CF5F7")
    assert 10 not in feature_bits("6C4CD1F3")
    for value in ("F44354CD5F3", "10C2F44754CF5F7", "0"):
        assert feature_value(feature_bits(value)) == value


async def test_locks_of_an_owner(ttlock: Wire, sifely: Wire) -> None:
    """One's own alone, with what the brand hands out about them."""
    theirs = {
        row["lockAlias"]: row for row in (await ttlock.post("lock/list")).body["list"]
    }
    side = theirs["Side door"]
    assert {"lockData", "hasGateway", "date", "groupName"} <= set(side)
    assert side["hasGateway"] == 1
    assert theirs["Attic"]["hasGateway"] == theirs["Studio"]["hasGateway"] == 0
    assert "groupId" not in theirs["Attic"]
    assert len(side["lockMac"]) == 17
    (row, *_) = (await sifely.post("lock/list")).body["list"]
    assert {"isOnline", "noKeyPwd"} <= set(row)
    assert "lockData" not in row


async def test_filters_of_locks(ttlock: Wire) -> None:
    """By name, by group, by kind of device."""
    for params, names in (
        ({"lockAlias": "DOOR"}, ["Side door"]),
        ({"groupId": 1355}, ["Side door"]),
        ({"type": 2}, []),
    ):
        reply = await ttlock.post("lock/list", **params)
        assert [row["lockAlias"] for row in reply.body["list"]] == names
    assert code(await ttlock.post("lock/list", groupId=1)) == -1018


async def test_ekeys_of_an_account(ttlock: Wire, sifely: Wire) -> None:
    """Administrator's and received ones; Sifely shows 17 fields and no id."""
    rows = (await sifely.post("key/list", pageNo="1", pageSize="20")).body["list"]
    kinds = {row["lockAlias"]: row["userType"] for row in rows}
    assert kinds["Side door"] == "110301"
    assert kinds["Summer house"] == "110302"
    assert set(rows[0]) == KEY_INFO
    rows = (await ttlock.post("key/list", pageNo=1, pageSize=20)).body["list"]
    assert set(rows[0]) == KEY_INFO | {"keyId", "lockData", "timezoneRawOffset"}
    assert rows[0]["timezoneRawOffset"] == 3_600_000


async def test_ekeys_that_mean_nothing(ttlock: Wire, desk: TtlockControl) -> None:
    """Deleted and reset ones are listed as such, and open no list of anything."""
    for status in ("110408", "110410"):
        desk.ekey("summer_house", "Anna de Vries", status)
        rows = (await ttlock.post("key/list", pageNo=1, pageSize=20)).body["list"]
        assert rows[-1]["keyStatus"] == status
        guest = Door(ttlock, "summer_house")
        assert code(await guest.get("lock/queryOpenState")) == -2018


async def test_ekey_ids_at_sifely(sifely: Wire, desk: TtlockControl) -> None:
    """They may be there after all."""
    desk.switch(key_id_in_list=True, gateway_in_ekeys=True)
    (row, *_) = (await sifely.post("key/list", pageNo=1, pageSize=1)).body["list"]
    assert isinstance(row["keyId"], int)
    assert row["hasGateway"] == 1


async def test_answer_to_an_ekey_at_sifely(
    sifely_side: Door, desk: TtlockControl
) -> None:
    """Its number, or only that all is well."""
    params = {
        "receiverUsername": "bram.de.vries@example.com",
        "keyName": "Bram",
        "startDate": 0,
        "endDate": 0,
    }
    assert "keyId" in (await sifely_side.post("key/send", **params)).body
    desk.switch(ekey_answer="success")
    assert (await sifely_side.post("key/send", **params)).body["errcode"] == 0


async def test_spelling_of_a_filter(ttlock: Wire, sifely: Wire) -> None:
    """Sifely's has a letter less; the right one is overlooked there."""
    for wire, name, count in (
        (sifely, "lockAlis", 1),
        (sifely, "lockAlias", 6),
        (ttlock, "lockAlias", 1),
        (ttlock, "lockAlis", 6),
    ):
        reply = await wire.post("key/list", pageNo=1, pageSize=20, **{name: "summer"})
        assert reply.body["total"] == count


async def test_pages(ttlock: Wire, desk: TtlockControl) -> None:
    """Numbers and sizes are checked; totals may not agree."""
    first = (await ttlock.post("lock/list", pageNo=1, pageSize=2)).body
    last = (await ttlock.post("lock/list", pageNo=3, pageSize=2)).body
    assert (first["pages"], first["total"], len(last["list"])) == (3, 5, 1)
    assert (await ttlock.post("lock/list", pageNo=4, pageSize=2)).body["list"] == []
    for number, size in ((0, 2), (1, 0), (1, 1001), (-1, 5)):
        reply = await ttlock.post("lock/list", pageNo=number, pageSize=size)
        assert code(reply) == -3
    desk.switch(pages_past_total=True)
    totals = [
        (await ttlock.post("lock/list", pageNo=number, pageSize=2)).body["total"]
        for number in (1, 2, 3)
    ]
    assert totals == [38, 5, 5]


async def test_details(side: Door) -> None:
    """Everything about a lock, also what must never be seen."""
    detail = (await side.get("lock/detail")).body
    secrets = {"adminPwd", "noKeyPwd", "deletePwd", "lockKey", "aesKeyStr", "lockData"}
    assert all(detail[name] for name in secrets)
    assert detail["autoLockTime"] == -1
    assert (detail["isFrozen"], detail["soundVolume"]) == (2, 3)
    assert detail["timezoneRawOffset"] == 3_600_000
    assert detail["lockVersion"]["scene"] == 2


async def test_unsupported_settings_are_missing(ttlock: Wire) -> None:
    """A field that the lock does not have is not there at all."""
    detail = (await Door(ttlock, "attic").get("lock/detail")).body
    assert "soundVolume" not in detail
    assert "privacyLock" in detail
    detail = (await Door(ttlock, "cellar").get("lock/detail")).body
    assert "privacyLock" not in detail


async def test_unknown_and_foreign_locks(side: Door, desk: TtlockControl) -> None:
    """No such lock, somebody else's, and one of which one is only a guest."""
    assert code(await side.wire.get("lock/detail", lockId=1)) == -1003
    guest = Door(side.wire, "summer_house")
    assert code(await guest.get("lock/detail")) == 20002
    desk.switch(not_admin=-2018)
    assert code(await guest.get("lock/detail")) == -2018
    desk.role("summer_house", "nobody")
    assert code(await guest.get("lock/detail")) == -2018
    rows = (await side.wire.post("key/list", pageNo=1, pageSize=20)).body["list"]
    assert "Summer house" not in [row["lockAlias"] for row in rows]


@pytest.mark.parametrize("level", ["guest", "manager", "admin", "nobody"])
async def test_roles(side: Door, desk: TtlockControl, level: str) -> None:
    """A manager may what an administrator may; the lists show whose lock it is."""
    desk.role("side_door", level)
    mine = [
        row["lockAlias"] for row in (await side.wire.post("lock/list")).body["list"]
    ]
    assert ("Side door" in mine) is (level == "admin")
    allowed = code(await side.get("lock/detail")) == 0
    assert allowed is (level in {"manager", "admin"})
    rows = (await side.wire.post("key/list", pageNo=1, pageSize=20)).body["list"]
    rights = {row["lockAlias"]: row["keyRight"] for row in rows}
    assert (
        rights.get("Side door")
        == {
            "guest": 0,
            "manager": 1,
            "admin": 0,
            "nobody": None,
        }[level]
    )


async def test_groups(ttlock: Wire, sifely: Wire, desk: TtlockControl) -> None:
    """A list, or a page of it; the name may be called otherwise."""
    groups = [{"groupId": 1355, "name": "Downstairs"}]
    assert (await ttlock.get("group/list", orderBy=0)).body == {"list": groups}
    body = (await sifely.get("group/list")).body
    assert (body["list"], body["total"]) == (groups, 1)
    desk.switch(group_name_key="groupName")
    body = (await sifely.get("group/list", pageNo=1, pageSize=20)).body
    assert body["list"] == [{"groupId": 1355, "groupName": "Downstairs"}]


async def test_send_ekey(side: Door) -> None:
    """It shows at the lock with its sender; a second one takes its place."""
    params = {"receiverUsername": "bram.de.vries@example.com", "startDate": 0}
    first = await side.post("key/send", keyName="Bram", endDate=0, **params)
    second = await side.post(
        "key/send", keyName="Bram again", endDate=DAY, remoteEnable=2, **params
    )
    assert first.body["keyId"] != second.body["keyId"]
    (row,) = await side.rows("lock/listKey")
    assert row["keyId"] == second.body["keyId"]
    assert row["username"] == "bram.de.vries@example.com"
    assert row["senderUsername"] == "anna.de.vries@example.com"
    assert (row["keyName"], row["keyStatus"]) == ("Bram again", "110401")
    assert await side.rows("lock/listKey", searchStr="nobody") == []


@pytest.mark.parametrize(
    ("receiver", "change", "number"),
    [
        ("anna.de.vries@example.com", {}, -2019),
        ("nobody@example.com", {}, -4064),
        ("nobody@example.com", {"createUser": 1}, 0),
        ("bram.de.vries@example.com", {"endDate": -1}, -3),
        ("bram.de.vries@example.com", {"startDate": 5, "endDate": 4}, -3),
        ("bram.de.vries@example.com", {"remoteEnable": 3}, -3),
        ("bram.de.vries@example.com", {"keyName": ""}, -3),
    ],
)
async def test_receivers(
    side: Door, receiver: str, change: dict[str, object], number: int
) -> None:
    """Not oneself, nobody unknown, and only sound periods."""
    params = {"keyName": "Someone", "startDate": 0, "endDate": 0} | change
    reply = await side.post("key/send", receiverUsername=receiver, **params)
    assert code(reply) == number


async def test_ekey_to_the_admin(side: Door, desk: TtlockControl) -> None:
    """Somebody who manages a lock for another cannot send that one an eKey."""
    desk.role("summer_house", "manager")
    reply = await Door(side.wire, "summer_house").post(
        "key/send",
        keyName="Els",
        receiverUsername="els.bakker@example.com",
        startDate=0,
        endDate=0,
    )
    assert code(reply) == -2020


async def test_pending_ekey(side: Door, desk: TtlockControl) -> None:
    """It may wait for its receiver."""
    desk.switch(ekey_pending=True)
    await side.post(
        "key/send",
        keyName="Bram",
        receiverUsername="bram.de.vries@example.com",
        startDate=0,
        endDate=0,
    )
    assert [row["keyStatus"] for row in await side.rows("lock/listKey")] == ["110402"]
    desk.ekey("side_door", "Bram de Vries", "110405")
    assert [row["keyStatus"] for row in await side.rows("lock/listKey")] == ["110405"]


async def test_delete_ekey(side: Door) -> None:
    """A guest's eKey goes; the second time there is none."""
    made = await side.post(
        "key/send",
        keyName="Bram",
        receiverUsername="bram.de.vries@example.com",
        startDate=0,
        endDate=0,
    )
    key = made.body["keyId"]
    assert code(await side.wire.post("key/delete", keyId=key)) == 0
    assert await side.rows("lock/listKey") == []
    assert code(await side.wire.post("key/delete", keyId=key)) == -1008


async def test_deleting_the_administrators_ekey_deletes_the_lock(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """The trap: it is gone from the account, and somebody has to reset it by hand."""
    number = lock_id(sim, "side_door")
    rows = (await side.wire.post("key/list", pageNo=1, pageSize=20)).body["list"]
    (mine,) = [row for row in rows if row["lockId"] == number]
    assert desk.state()["deleted_locks"] == []
    assert code(await side.wire.post("key/delete", keyId=mine["keyId"])) == 0
    assert desk.state()["deleted_locks"] == ["side_door"]
    assert code(await side.wire.get("lock/detail", lockId=number)) == -1003


async def test_foreign_ekeys(side: Door, desk: TtlockControl) -> None:
    """A guest gives back the own eKey, and no other."""
    theirs = ekey_id(desk, "els.bakker@example.com")
    for level in ("guest", "manager"):
        desk.role("summer_house", level)
        assert code(await side.wire.post("key/delete", keyId=theirs)) == 20002
    assert desk.state()["deleted_locks"] == []
    mine = ekey_id(desk, "anna.de.vries@example.com")
    assert code(await side.wire.post("key/delete", keyId=mine)) == 0


def ekey_id(desk: TtlockControl, username: str) -> int:
    """Return the number of somebody's eKey of the summer house."""
    locks = desk.state()["locks"]
    assert isinstance(locks, dict)
    number = locks["summer_house"]["ekeys"][username]
    assert isinstance(number, int)
    return number
