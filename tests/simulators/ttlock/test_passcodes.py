"""Passcodes of one's own choice: rules, ways, conflicts, and the road to the lock."""

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.client import Reply

from .wire import DAY, Door, code

PIN = "582913"
FIELDS = {
    *("endDate", "sendDate", "keyboardPwdId", "nickName", "keyboardPwdType"),
    *("lockId", "keyboardPwdVersion", "isCustom", "keyboardPwdName", "keyboardPwd"),
    *("startDate", "senderUsername", "receiverUsername", "status"),
}


async def add(door: Door, pin: str = PIN, **params: object) -> Reply:
    """Create a permanent passcode through the gateway, unless told otherwise."""
    usual = {"keyboardPwdType": 2, "addType": 2, "keyboardPwdName": "Anna"}
    return await door.post("keyboardPwd/add", keyboardPwd=pin, **usual | params)


async def listed(door: Door) -> list[dict[str, object]]:
    """Return all passcodes of a lock."""
    return await door.rows("lock/listKeyboardPwd")


def opens(sim: Simulation, pin: str, lock: str = "side_door") -> bool:
    """Type a passcode and tell whether it opened."""
    return sim.control.type_pin(lock, pin) == "accepted"


async def test_life_of_a_passcode(side: Door, sim: Simulation) -> None:
    """Created, listed with its digits, typed, changed, deleted."""
    made = await add(side)
    assert set(made.body) == {"keyboardPwdId"}
    number = made.body["keyboardPwdId"]
    (row,) = await listed(side)
    assert set(row) == FIELDS
    assert (row["keyboardPwdId"], row["keyboardPwd"]) == (number, PIN)
    assert (row["keyboardPwdType"], row["endDate"], row["isCustom"]) == (2, 0, 1)
    assert row["status"] == 1
    assert opens(sim, PIN)
    reply = await side.post(
        "keyboardPwd/change", keyboardPwdId=number, newKeyboardPwd="61058", changeType=2
    )
    assert code(reply) == 0
    sim.control.turn_knob("side_door", "locked")
    assert not opens(sim, PIN)
    assert opens(sim, "61058")
    reply = await side.post("keyboardPwd/delete", keyboardPwdId=number, deleteType=2)
    assert code(reply) == 0
    assert await listed(side) == []
    assert not opens(sim, "61058")


async def test_sifely_gives_no_digits_back(sifely_side: Door) -> None:
    """They are null for digits of one's own."""
    made = await add(sifely_side, startDate=sifely_side.wire.now)
    assert made.body["keyboardPwd"] is None
    assert isinstance(made.body["keyboardPwdId"], int)


async def test_period(side: Door, sim: Simulation) -> None:
    """It opens in its time and stays in the list afterwards."""
    start = side.wire.now + DAY
    made = await add(side, keyboardPwdType=3, startDate=start, endDate=start + DAY)
    assert code(made) == 0
    assert not opens(sim, PIN)
    sim.control.time(advance=DAY / 1000 + 1)
    assert opens(sim, PIN)
    sim.control.time(advance=DAY / 1000)
    assert not opens(sim, PIN)
    assert [row["status"] for row in await listed(side)] == [2]


async def test_expired_may_look_normal(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """Newer pages know no status for what is over."""
    desk.switch(expired_status=1)
    now = side.wire.now
    await add(side, keyboardPwdType=3, startDate=now, endDate=now + 1)
    sim.control.time(advance=1)
    assert [row["status"] for row in await listed(side)] == [1]


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"pin": "123"}, -3006),
        ({"pin": "1234567890"}, -3006),
        ({"pin": "12a4"}, -3006),
        ({"pin": "１２３４"}, -3006),  # noqa: RUF001 - digits of another script
        ({"pin": ""}, -3),
        ({"pin": "1234"}, 0),
        ({"pin": "123456789"}, 0),
        ({"keyboardPwdType": 1}, -3),
        ({"keyboardPwdType": 4}, -3),
        ({"keyboardPwdType": 3}, -3),
        ({"keyboardPwdType": ""}, -3),
        ({"keyboardPwdType": 3, "startDate": 5, "endDate": 5}, -3),
        ({"keyboardPwdType": 3, "startDate": 5, "endDate": 10**17}, -3),
        ({"startDate": -5}, -3),
        ({"addType": 5}, -3),
        ({"addType": 3}, -4067),
        ({"addType": 4}, -4043),
    ],
)
async def test_rules(side: Door, params: dict[str, object], number: int) -> None:
    """Length, kinds, dates, and ways to the lock."""
    assert code(await add(side, **params)) == number  # type: ignore[arg-type]
    assert len(await listed(side)) == int(number == 0)


async def test_blank_starts(side: Door, sifely_side: Door) -> None:
    """Sifely refuses a beginning that says nothing; TTLock takes it for none."""
    for start in (0, ""):
        assert code(await add(sifely_side, startDate=start)) == -3
    assert code(await add(sifely_side)) == 0
    assert code(await add(side, pin="61058", startDate=0)) == 0


async def test_beginning_in_the_past(side: Door, desk: TtlockControl) -> None:
    """Some gateways refuse it."""
    past = side.wire.now - DAY
    assert code(await add(side, startDate=past)) == 0
    desk.switch(past_start_refused=True)
    assert code(await add(side, pin="61058", startDate=past)) == -3
    assert code(await add(side, pin="61058", startDate=side.wire.now + 60_000)) == 0


async def test_same_digits(side: Door, sim: Simulation) -> None:
    """Those of the app count, too, and those that only the lock still knows."""
    first = (await add(side)).body["keyboardPwdId"]
    assert code(await add(side)) == -3007
    sim.control.add_pin("side_door", "Cleaner", "61058")
    assert code(await add(side, pin="61058")) == -3007
    other = (await add(side, pin="90614")).body["keyboardPwdId"]
    reply = await side.post(
        "keyboardPwd/change", keyboardPwdId=other, newKeyboardPwd=PIN, changeType=2
    )
    assert code(reply) == -3007
    await side.post("keyboardPwd/delete", keyboardPwdId=first, deleteType=1)
    assert code(await add(side)) == -3007
    assert code(await add(Door(side.wire, "cellar"))) == 0


async def test_full(side: Door, desk: TtlockControl, sim: Simulation) -> None:
    """So many fit of one's own; computed ones take no room."""
    assert sim.home.lock("side_door").credentials.capacity == 250
    start = side.wire.now
    await side.post("keyboardPwd/get", keyboardPwdType=2, startDate=start)
    desk.fill("side_door", room=1)
    assert code(await add(side)) == 0
    assert code(await add(side, pin="61058")) == -3009
    reply = await side.post("keyboardPwd/get", keyboardPwdType=2, startDate=start)
    assert code(reply) == 0


async def test_only_in_the_cloud(side: Door, sim: Simulation) -> None:
    """`addType` 1, the default: listed as if it were there, and it opens nothing."""
    made = await side.post("keyboardPwd/add", keyboardPwd=PIN, keyboardPwdType=2)
    assert [row["status"] for row in await listed(side)] == [1]
    assert not opens(sim, PIN)
    reply = await side.post(
        "keyboardPwd/delete", keyboardPwdId=made.body["keyboardPwdId"], deleteType=2
    )
    assert code(reply) == 0
    assert await listed(side) == []


async def test_forgotten_by_the_cloud_alone(side: Door, sim: Simulation) -> None:
    """`deleteType` 1: off every list, and it still opens the door."""
    number = (await add(side)).body["keyboardPwdId"]
    await side.post("keyboardPwd/delete", keyboardPwdId=number, deleteType=1)
    assert await listed(side) == []
    assert opens(sim, PIN)


async def test_delete_type_is_due_at_sifely(side: Door, sifely_side: Door) -> None:
    """Left out it is a 500; TTLock takes a phone for granted."""
    number = (await add(side)).body["keyboardPwdId"]
    reply = await sifely_side.post("keyboardPwd/delete", keyboardPwdId=number)
    assert reply.status == 500
    assert "'deleteType'" in reply.body["message"]
    assert code(await side.post("keyboardPwd/delete", keyboardPwdId=number)) == 0
    assert code(await side.post("keyboardPwd/delete", keyboardPwdId=number)) == -2009


async def test_without_gateway(side: Door, sim: Simulation) -> None:
    """Nothing is written, changed or deleted; lists go on."""
    attic = Door(side.wire, "attic")
    assert code(await add(attic)) == -2012
    number = sim.control.add_pin("attic", "Cleaner", PIN)
    params = {"keyboardPwdId": number}
    for path, extra in (
        ("keyboardPwd/delete", {"deleteType": 2}),
        ("keyboardPwd/change", {"changeType": 2, "newKeyboardPwd": "61058"}),
    ):
        assert code(await attic.post(path, **params, **extra)) == -2012
    assert [row["keyboardPwd"] for row in await listed(attic)] == [PIN]


async def test_name_needs_no_gateway(side: Door, sim: Simulation) -> None:
    """A name is the cloud's affair."""
    number = sim.control.add_pin("attic", "Cleaner", PIN)
    attic = Door(side.wire, "attic")
    params = {"keyboardPwdId": number, "keyboardPwdName": "Gardener"}
    assert code(await attic.post("keyboardPwd/change", **params)) == 0
    assert [row["keyboardPwdName"] for row in await listed(attic)] == ["Gardener"]


async def test_change_of_dates(side: Door, sim: Simulation) -> None:
    """Both or none; the kind follows, the digits stay."""
    number = (await add(side)).body["keyboardPwdId"]
    start = side.wire.now + DAY
    params = {"keyboardPwdId": number, "changeType": 2}
    one = await side.post("keyboardPwd/change", startDate=start, **params)
    assert code(one) == -3
    wrong = {"startDate": start, "endDate": start}
    assert code(await side.post("keyboardPwd/change", **wrong, **params)) == -3
    both = {"startDate": start, "endDate": start + DAY}
    assert code(await side.post("keyboardPwd/change", **both, **params)) == 0
    (row,) = await listed(side)
    assert (row["keyboardPwdType"], row["keyboardPwd"]) == (3, PIN)
    assert (row["startDate"], row["endDate"]) == (start, start + DAY)
    assert not opens(sim, PIN)
    never = {"startDate": start, "endDate": 0}
    assert code(await side.post("keyboardPwd/change", **never, **params)) == 0
    assert opens(sim, PIN)


async def test_wrong_name_of_the_new_digits(side: Door, sim: Simulation) -> None:
    """The trap: `keyboardPwd` is overlooked, and the answer is a success."""
    number = (await add(side)).body["keyboardPwdId"]
    reply = await side.post(
        "keyboardPwd/change", keyboardPwdId=number, keyboardPwd="61058", changeType=2
    )
    assert code(reply) == 0
    assert opens(sim, PIN)


async def test_changed_in_the_cloud_alone(side: Door, sim: Simulation) -> None:
    """Without `changeType` the lock keeps the old digits."""
    number = (await add(side)).body["keyboardPwdId"]
    await side.post("keyboardPwd/change", keyboardPwdId=number, newKeyboardPwd="61058")
    assert [row["keyboardPwd"] for row in await listed(side)] == ["61058"]
    assert not opens(sim, "61058")
    assert opens(sim, PIN)


async def test_change_at_the_lock(side: Door) -> None:
    """What the lock never got it cannot change, and it knows digits of its own."""
    made = await side.post("keyboardPwd/add", keyboardPwd=PIN, keyboardPwdType=2)
    params = {"changeType": 2, "newKeyboardPwd": "61058"}
    number = made.body["keyboardPwdId"]
    reply = await side.post("keyboardPwd/change", keyboardPwdId=number, **params)
    assert code(reply) == -2009
    forgotten = (await add(side, pin="61058")).body["keyboardPwdId"]
    await side.post("keyboardPwd/delete", keyboardPwdId=forgotten, deleteType=1)
    number = (await add(side, pin="90614")).body["keyboardPwdId"]
    reply = await side.post("keyboardPwd/change", keyboardPwdId=number, **params)
    assert code(reply) == -3007
    pins = {row["keyboardPwd"]: row["status"] for row in await listed(side)}
    assert pins == {PIN: 1, "90614": 1}


async def test_the_vendors_app(side: Door, sim: Simulation) -> None:
    """What somebody else does is seen."""
    number = sim.control.add_pin("side_door", "Cleaner", PIN)
    (row,) = await listed(side)
    assert (row["keyboardPwdId"], row["keyboardPwdName"]) == (number, "Cleaner")
    sim.control.change_pin("side_door", number, "Gardener", "61058")
    (row,) = await listed(side)
    assert (row["keyboardPwd"], row["keyboardPwdName"]) == ("61058", "Gardener")
    sim.control.delete_pin("side_door", number)
    assert await listed(side) == []
    ends = sim.home.clock.now().replace(year=2027).isoformat()
    sim.control.add_pin("side_door", "Painter", PIN, ends=ends)
    sim.control.add_pin("side_door", "Nurse", "90614", days=[5, 6])
    kinds = {
        row["keyboardPwdName"]: row["keyboardPwdType"] for row in await listed(side)
    }
    assert kinds == {"Painter": 3, "Nurse": 5}


async def test_on_its_way(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """Adding, changing and deleting take time, told by the status."""
    desk.switch(delivery_seconds=10)
    number = (await add(side)).body["keyboardPwdId"]
    (row,) = await listed(side)
    assert row["status"] == 4
    assert "sendDate" not in row
    assert not opens(sim, PIN)
    sim.control.time(advance=10)
    assert [row["status"] for row in await listed(side)] == [1]
    params = {"keyboardPwdId": number}
    await side.post(
        "keyboardPwd/change", newKeyboardPwd="61058", changeType=2, **params
    )
    assert [row["status"] for row in await listed(side)] == [6]
    assert opens(sim, PIN)
    sim.control.time(advance=10)
    assert opens(sim, "61058")
    await side.post("keyboardPwd/delete", deleteType=2, **params)
    assert [row["status"] for row in await listed(side)] == [8]
    sim.control.time(advance=10)
    assert await listed(side) == []


@pytest.mark.parametrize("delay", [0.0, 10.0])
async def test_failed_on_its_way(
    side: Door, sim: Simulation, desk: TtlockControl, delay: float
) -> None:
    """The cloud said yes, the lock did not do it."""
    number = (await add(side)).body["keyboardPwdId"]
    desk.switch(delivery_seconds=delay)
    desk.fail_deliveries("side_door", 3)
    await add(side, pin="61058")
    params = {"keyboardPwdId": number}
    await side.post(
        "keyboardPwd/change", newKeyboardPwd="90614", changeType=2, **params
    )
    sim.control.time(advance=delay)
    rows = {row["keyboardPwd"]: row["status"] for row in await listed(side)}
    assert rows == {"61058": 5, PIN: 7}
    await side.post("keyboardPwd/delete", deleteType=2, **params)
    sim.control.time(advance=delay)
    rows = {row["keyboardPwd"]: row["status"] for row in await listed(side)}
    assert rows == {"61058": 5, PIN: 9}
    assert opens(sim, PIN)
    assert not opens(sim, "61058")


async def test_gone_while_on_its_way(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """A lock out of reach takes nothing."""
    desk.switch(delivery_seconds=10)
    await add(side)
    sim.control.lock_online("side_door", online=False)
    sim.control.time(advance=10)
    assert [row["status"] for row in await listed(side)] == [5]


async def test_sleeping_lock(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """`addType` 4 waits until it wakes; the gateway's way is refused."""
    studio = Door(side.wire, "studio")
    desk.power_saving("studio", on=True)
    assert code(await add(studio)) == -3035
    assert code(await add(studio, addType=4)) == 0
    assert [row["status"] for row in await listed(studio)] == [4]
    assert desk.wake("studio") == 1
    assert [row["status"] for row in await listed(studio)] == [1]
    assert opens(sim, PIN, "studio")
    await add(studio, pin="61058", addType=4)
    desk.fail_deliveries("studio")
    desk.power_saving("studio", on=False)
    rows = {row["keyboardPwd"]: row["status"] for row in await listed(studio)}
    assert rows == {PIN: 1, "61058": 5}
    assert code(await add(studio, pin="90614", addType=4)) == 0
    assert opens(sim, "90614", "studio")


async def test_lists(side: Door, sifely_side: Door, desk: TtlockControl) -> None:
    """Newest first, found by name, so many to a page; kinds may be text."""
    for pin in ("61058", "90614"):
        await add(side, pin=pin, keyboardPwdName=f"Code {pin[0]}")
    assert [row["keyboardPwd"] for row in await listed(side)] == ["90614", "61058"]
    found = await side.rows("lock/listKeyboardPwd", searchStr="code 6", orderBy=1)
    assert [row["keyboardPwd"] for row in found] == ["61058"]
    page = {"pageNo": 1, "pageSize": 200}
    assert code(await side.get("lock/listKeyboardPwd", **page)) == 0
    assert code(await sifely_side.get("lock/listKeyboardPwd", **page)) == -3
    desk.switch(loose_types=True)
    assert [row["keyboardPwdType"] for row in await listed(side)] == ["2", "2"]


async def test_guests_manage_nothing(side: Door) -> None:
    """Not even a look at the list."""
    guest = Door(side.wire, "summer_house")
    assert code(await add(guest)) == 20002
    assert code(await guest.get("lock/listKeyboardPwd")) == 20002


async def test_locks_without_the_ability(side: Door, desk: TtlockControl) -> None:
    """A lock that takes no passcodes from afar says so."""
    desk.feature("side_door", 7, on=False)
    assert code(await add(side)) == -4043
