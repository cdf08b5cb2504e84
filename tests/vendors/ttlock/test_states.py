"""Where bolts are: each lock is asked, and one that is silent spoils no other."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    DoorState,
    Lock,
    Reachability,
)
from tests.vendors.raw_server import Asked, Reply

from .payloads import LOCK, done, gateway, heard, lock, other, page, refusal
from .script import DETAIL, GATEWAYS, OF_GATEWAY, STATE, TOKEN, Script, said

LOCKED, UNLOCKED = said({"state": 0}), said({"state": 1})
BATTERY = "/v3/lock/queryElectricQuantity"


async def read(script: Script, *replies: Reply) -> Lock | None:
    """Return the lock after asking it."""
    cloud, found = await script.connected()
    script.on("GET", STATE, *replies)
    return (await cloud.states({found.id: found})).get(LOCK)


@pytest.mark.parametrize(
    ("body", "bolt", "door", "battery"),
    [
        ({"state": 0}, BoltState.LOCKED, DoorState.UNKNOWN, 55),
        ({"state": 1}, BoltState.UNLOCKED, DoorState.UNKNOWN, 55),
        ({"state": 2}, BoltState.UNKNOWN, DoorState.UNKNOWN, 55),
        ({"state": 9}, BoltState.UNKNOWN, DoorState.UNKNOWN, 55),
        (
            {"state": 1, "electricQuantity": 90, "lockTime": 1621459200000},
            BoltState.UNLOCKED,
            DoorState.UNKNOWN,
            90,
        ),
        ({"state": 0, "sensorState": 0}, BoltState.LOCKED, DoorState.OPEN, 55),
        ({"state": 0, "sensorState": 1}, BoltState.LOCKED, DoorState.CLOSED, 55),
        ({"code": 200, "data": {"state": 0}}, BoltState.LOCKED, DoorState.UNKNOWN, 55),
    ],
)
async def test_what_a_lock_says(
    script: Script, body: object, bolt: BoltState, door: DoorState, battery: int
) -> None:
    """Locked is 0; a door sensor says 0 for open."""
    found = await read(script, said(body))
    assert found is not None
    assert (found.bolt, found.door, found.battery.percent) == (bolt, door, battery)
    assert found.reachability is Reachability.ONLINE
    assert found.last_contact == script.now
    assert found.can(Capability.DOOR_SENSOR) is (door is not DoorState.UNKNOWN)


@pytest.mark.parametrize(
    ("number", "reach"),
    [
        (-2012, Reachability.OFFLINE),
        (-3002, Reachability.OFFLINE),
        (-3034, Reachability.OFFLINE),
        (-3035, Reachability.ASLEEP),
        (-3036, Reachability.OFFLINE),
    ],
)
async def test_out_of_reach(script: Script, number: int, reach: Reachability) -> None:
    """Then nobody knows where the bolt is, until it answers again."""
    cloud, found = await script.connected()
    script.on("GET", STATE, LOCKED, said(refusal(number)))
    known = {found.id: found}
    known = dict(await cloud.states(known))
    assert known[LOCK].bolt is BoltState.LOCKED
    known = dict(await cloud.states(known))
    assert (known[LOCK].bolt, known[LOCK].reachability) == (BoltState.UNKNOWN, reach)
    listed = (await cloud.inventory()).locks[LOCK]
    assert listed.reachability is not Reachability.UNKNOWN
    script.on("GET", STATE, UNLOCKED)
    known = dict(await cloud.states(known))
    assert known[LOCK].reachability is Reachability.ONLINE


async def test_a_listing_believes_the_lock(script: Script) -> None:
    """A gateway may be there and the lock behind it not."""
    cloud, found = await script.connected()
    script.on("GET", STATE, said(refusal(-3036)))
    await cloud.states({found.id: found})
    (listed,) = (await cloud.inventory()).locks.values()
    assert listed.reachability is Reachability.OFFLINE


@pytest.mark.parametrize(
    "reply",
    [
        said(b"", 504),
        said(b"<html>"),
        said({}),
        said({"state": "?"}),
        said(refusal(-1003)),
        said(refusal(-3003)),
        said(b"", 400),
    ],
)
async def test_no_answer_once(script: Script, reply: Reply) -> None:
    """It is left out, and whoever counts such cases counts."""
    assert await read(script, reply) is None


async def test_a_busy_gateway_is_asked_again(script: Script) -> None:
    """Once; the next reading comes anyway."""
    found = await read(script, said(refusal(-3003)), LOCKED)
    assert found is not None
    assert found.bolt is BoltState.LOCKED
    assert script.waits == [2]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (None, CloudUnreachable),
        (said(b"", 503), CloudUnreachable),
        (said(b"", 429), RateLimited),
        (said(refusal(30006)), RateLimited),
        (said(b"", 402), NotPermitted),
        (said(refusal(30008)), NotPermitted),
    ],
)
async def test_what_concerns_all_locks(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """Is not blamed on one of them."""
    with pytest.raises(error):
        await read(script, reply)


async def test_signed_out(script: Script) -> None:
    """While reading states as anywhere."""
    script.on("POST", TOKEN, said(refusal(10007)))
    script.tokens.kept = {"access_token": "old", "fact:uid": "1"}
    cloud, found = await script.connected()
    script.on("GET", STATE, said(refusal(10004)))
    with pytest.raises(AuthError):
        await cloud.states({found.id: found})


async def test_one_sick_lock_spoils_no_other(script: Script) -> None:
    """Not even when it looks as if the cloud were down."""
    script.home(lock(), other(), keys=())
    cloud, _ = await script.connected()
    known = (await cloud.inventory()).locks
    script.on("GET", STATE, said(b"", 503), LOCKED)
    after = await cloud.states(known)
    assert [it.bolt for it in after.values()] == [BoltState.LOCKED]


@pytest.mark.parametrize("number", [-4043, -2018])
async def test_a_lock_that_cannot_say(script: Script, number: int) -> None:
    """It is not asked again; each time would cost a call."""
    cloud, found = await script.connected()
    script.on("GET", STATE, said(refusal(number)))
    for _ in range(3):
        after = (await cloud.states({found.id: found}))[LOCK]
        assert not after.bolt_reported
    assert script.asked.count(f"GET {STATE}") == 1
    assert not (await cloud.inventory()).locks[LOCK].bolt_reported


async def test_a_frozen_lock(script: Script) -> None:
    """It says nothing else than that."""
    found = await read(script, said(refusal(-2025)))
    assert found is not None
    assert found.bolt_reported


async def test_a_lock_without_a_way_to_it(script: Script) -> None:
    """Is not asked."""
    script.home(lock(hasGateway=0), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(refusal(-2018)))
    cloud, found = await script.connected()
    assert await cloud.states({found.id: found}) == {LOCK: found}
    assert script.asked == []


async def test_a_lock_that_is_gone(script: Script) -> None:
    """The next listing says so."""
    cloud, found = await script.connected()
    assert await cloud.states({"gone": found}) == {}


async def test_locks_of_one_gateway_take_turns(script: Script) -> None:
    """And those of two do not wait for each other."""
    third = lock(lockId=3, lockMac="33", lockAlias="Third")
    script.home(lock(), other(), third, keys=())
    far = gateway(gatewayId=99, gatewayMac="99")
    script.on("GET", GATEWAYS, said(page(gateway(), far)))
    near = {"list": [heard(), heard(lockId=532324)]}
    script.on("GET", OF_GATEWAY, said(near), said({"list": [heard(lockId=3)]}))
    cloud = script.connect()
    known = (await cloud.inventory()).locks
    script.on("GET", STATE, said({"state": 0, "long": "x" * 200}))
    began: dict[str, float] = {}
    usual = script.server.reply

    def reply(asked: Asked) -> Reply:
        began[asked.url.query["lockId"]] = asyncio.get_running_loop().time()
        return usual(asked)

    script.server.reply, script.server.pause = reply, 0.1
    await cloud.states(known)
    assert abs(began["532323"] - began["532324"]) >= 0.1
    assert min(abs(began["3"] - began[it]) for it in ("532323", "532324")) < 0.1


@pytest.mark.parametrize(
    ("seconds", "bolt"), [(2, BoltState.UNLOCKING), (8, BoltState.LOCKED)]
)
async def test_right_after_a_command(
    script: Script, seconds: int, bolt: BoltState
) -> None:
    """A lock may still say where its bolt was; later it is where it says."""
    cloud, found = await script.connected()
    script.on("POST", "/v3/lock/unlock", said(done()))
    await cloud.operate(found.id, Operation.UNLOCK)
    script.now += timedelta(seconds=seconds)
    script.on("GET", STATE, LOCKED)
    assert (await cloud.states({found.id: found}))[LOCK].bolt is bolt
    script.on("GET", STATE, UNLOCKED)
    after = (await cloud.states({found.id: found}))[LOCK]
    assert after.bolt is BoltState.UNLOCKED


@pytest.mark.parametrize(
    ("reply", "percent"), [(said({"electricQuantity": 68}), 68), (said(b"", 404), None)]
)
async def test_a_battery_that_no_listing_tells(
    script: Script, reply: Reply, percent: int | None
) -> None:
    """The lock is asked for it, once."""
    script.home(lock(electricQuantity=...), keys=())
    cloud, found = await script.connected()
    script.on("GET", STATE, LOCKED)
    script.on("GET", BATTERY, reply)
    for _ in range(2):
        after = (await cloud.states({found.id: found}))[LOCK]
        assert after.battery.percent == percent
    assert script.asked.count(f"GET {BATTERY}") == 1
