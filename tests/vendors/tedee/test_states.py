"""What changes quickly, read as seldom as the cloud demands."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    DoorState,
    Reachability,
)
from tests.vendors.raw_server import Reply

from .payloads import SERIAL, Json, lock, sync_item
from .script import LOCK, SYNC, SYNC_ALL, Script, refused, said

OTHER = "10530206-000007"
TWO = (lock(), lock(id=7, serialNumber=OTHER, name="Back door"))


async def synced(script: Script, **changes: object) -> Json:
    """Return the fields of the lock's state after one reading."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, said(sync_item(**changes)))
    after = (await cloud.states({SERIAL: found}))[SERIAL]
    return {name: getattr(after, name) for name in after.__dataclass_fields__}


@pytest.mark.parametrize(
    ("number", "result", "bolt", "calibrated"),
    [
        (0, 0, BoltState.UNKNOWN, False),
        (1, 0, BoltState.UNKNOWN, True),
        (2, 0, BoltState.UNLOCKED, True),
        (3, 0, BoltState.UNKNOWN, True),
        (3, None, BoltState.UNKNOWN, True),
        (3, 1, BoltState.JAMMED, True),
        (4, 0, BoltState.UNLOCKING, True),
        (5, 0, BoltState.LOCKING, True),
        (6, 0, BoltState.LOCKED, True),
        (6, 1, BoltState.LOCKED, True),
        (7, 0, BoltState.OPEN, True),
        (8, 0, BoltState.OPENING, True),
        (9, 0, BoltState.UNKNOWN, True),
        (9, 5, BoltState.JAMMED, True),
        (18, 0, BoltState.UNKNOWN, True),
        (255, 0, BoltState.UNKNOWN, True),
        (-1, 0, BoltState.UNKNOWN, True),
        (None, None, BoltState.UNKNOWN, True),
    ],
)
async def test_states(
    script: Script,
    number: int | None,
    result: int | None,
    bolt: BoltState,
    calibrated: bool,
) -> None:
    """Every number of the documentation, and such that are not in it."""
    found = await synced(script, state=number, stateChangeResult=result)
    assert (found["bolt"], found["calibrated"]) == (bolt, calibrated)


@pytest.mark.parametrize(
    ("number", "door"),
    [
        (0, DoorState.UNKNOWN),
        (1, DoorState.UNKNOWN),
        (2, DoorState.OPEN),
        (3, DoorState.CLOSED),
        (4, DoorState.UNKNOWN),
        (77, DoorState.UNKNOWN),
        (None, DoorState.UNKNOWN),
    ],
)
async def test_doors(script: Script, number: int | None, door: DoorState) -> None:
    """Every number of the documentation, and such that are not in it."""
    assert (await synced(script, doorState=number))["door"] is door


@pytest.mark.parametrize("connected", [False, None])
async def test_out_of_reach(script: Script, connected: bool | None) -> None:
    """Bolt and door are unknown; what was heard of the battery stays."""
    found = await synced(script, isConnected=connected, deviceState=None)
    assert found["reachability"] is Reachability.OFFLINE
    assert found["bolt"] is BoltState.UNKNOWN
    assert found["door"] is DoorState.UNKNOWN
    assert found["battery"].percent == 87
    assert found["last_contact"] == script.now


async def test_a_state_of_a_lock_out_of_reach_is_old(script: Script) -> None:
    """It is not shown as if it were so now."""
    found = await synced(script, isConnected=False, state=2)
    assert found["bolt"] is BoltState.UNKNOWN


async def test_one_lock_is_asked_for_by_itself(script: Script) -> None:
    """After a command nobody else's state is of interest."""
    script.home(*TWO)
    cloud, found = await script.connected()
    script.on("GET", SYNC, said(sync_item(state=2)))
    for _ in range(2):
        states = await cloud.states({SERIAL: found})
        assert states[SERIAL].bolt is BoltState.UNLOCKED
    assert script.asked == [f"GET {SYNC}"] * 2


async def test_all_locks_in_one_call_at_most_every_20_seconds(script: Script) -> None:
    """Asked too early, locks are as they were read last, also by themselves."""
    script.home(*TWO)
    cloud = script.connect()
    known = (await cloud.inventory()).locks
    script.server.asked.clear()
    script.on("GET", SYNC_ALL, said([sync_item(), sync_item(id=7, state=2)]))
    script.on("GET", SYNC, said(sync_item(state=5)))

    first = await cloud.states(known)
    assert first[OTHER].bolt is BoltState.UNLOCKED
    await cloud.states({SERIAL: known[SERIAL]})
    script.now += timedelta(seconds=19)
    early = await cloud.states(known)
    assert early[SERIAL].bolt is BoltState.LOCKING
    script.now += timedelta(seconds=1)
    await cloud.states(known)

    assert script.asked == [f"GET {SYNC_ALL}", f"GET {SYNC}", f"GET {SYNC_ALL}"]


async def test_one_sick_lock_does_not_spoil_the_others(script: Script) -> None:
    """It is left out, as is one that the cloud does not mention."""
    script.home(*TWO, lock(id=8, serialNumber="x"))
    cloud = script.connect()
    known = (await cloud.inventory()).locks
    unknown = sync_item(id=99)
    script.on("GET", SYNC_ALL, said([{"id": None}, 5, unknown, sync_item(id=7)]))
    assert (await cloud.states(known)).keys() == {OTHER}


@pytest.mark.parametrize("status", [403, 404])
async def test_a_lock_that_is_no_longer_ours(script: Script, status: int) -> None:
    """It is left out; the next listing says that it is gone."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, refused(status))
    assert await cloud.states({SERIAL: found}) == {}


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(401), AuthError),
        (refused(429), RateLimited),
        (refused(500), CloudUnreachable),
        (said([]), ProtocolError),
        (None, CloudUnreachable),
    ],
)
async def test_what_is_wrong_with_the_cloud_is_told(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """A lock is not gone because its cloud is."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, reply)
    with pytest.raises(error):
        await cloud.states({SERIAL: found})


async def test_states_before_anything_was_listed(script: Script) -> None:
    """The client lists first, because states have no serial numbers."""
    known = (await script.connect().inventory()).locks
    script.on("GET", SYNC, said(sync_item(state=2)))
    states = await script.connect().states(known)
    assert states[SERIAL].bolt is BoltState.UNLOCKED


async def test_states_of_all_locks_before_anything_was_listed(script: Script) -> None:
    """The same, when there are several."""
    script.home(*TWO)
    known = (await script.connect().inventory()).locks
    script.on("GET", SYNC_ALL, said([sync_item(state=2), sync_item(id=7)]))
    states = await script.connect().states(known)
    assert states[SERIAL].bolt is BoltState.UNLOCKED


async def test_an_unknown_lock_has_no_state(script: Script) -> None:
    """It was removed from the account and is still known elsewhere."""
    cloud, found = await script.connected()
    assert await cloud.states({"gone": found}) == {}


async def test_a_new_revision_makes_details_due(script: Script) -> None:
    """Somebody changed the name or a setting: read once, and not every time."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, said(sync_item(revision=5)))
    script.on("GET", LOCK, said(lock(name="Main door", revision=4, accessories=...)))
    for _ in range(2):
        assert (await cloud.states({SERIAL: found}))[SERIAL].name == "Main door"
    after = (await cloud.states({SERIAL: found}))[SERIAL]
    assert script.asked.count(f"GET {LOCK}?IncludeAccessories=true") == 1
    assert after.keypad_battery == found.keypad_battery
    assert after.gateway_id == found.gateway_id


@pytest.mark.parametrize(
    "reply",
    [refused(500), refused(404), said({}), said(lock(serialNumber="other"))],
)
async def test_details_that_cannot_be_read_are_tried_again(
    script: Script, reply: Reply
) -> None:
    """The state is news nevertheless."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, said(sync_item(revision=5, state=2)))
    script.on("GET", LOCK, reply, said(lock(name="Main door", revision=5)))
    first = (await cloud.states({SERIAL: found}))[SERIAL]
    assert (first.name, first.bolt) == ("Front door", BoltState.UNLOCKED)
    second = (await cloud.states({SERIAL: found}))[SERIAL]
    assert second.name == "Main door"


async def test_a_revision_that_is_not_told_changes_nothing(script: Script) -> None:
    """Details stay as they are for their hour."""
    cloud, found = await script.connected()
    script.on("GET", SYNC, said(sync_item(revision=None)))
    await cloud.states({SERIAL: found})
    assert script.asked == [f"GET {SYNC}"]


async def test_revisions_of_a_whole_account(script: Script) -> None:
    """Only the details of the lock that changed are read."""
    script.home(*TWO)
    cloud = script.connect()
    known = (await cloud.inventory()).locks
    items = [sync_item(), sync_item(id=7, revision=9)]
    script.on("GET", SYNC_ALL, said(items))
    renamed = lock(id=7, serialNumber=OTHER, name="Shed", revision=9)
    script.on("GET", "/my/lock/7", said(renamed))
    states = await cloud.states(known)
    assert (states[SERIAL].name, states[OTHER].name) == ("Front door", "Shed")


async def test_a_state_without_charge_keeps_the_last_one(script: Script) -> None:
    """`batteryLevel` may be null."""
    found = await synced(script, batteryLevel=None, isCharging=True)
    assert (found["battery"].percent, found["battery"].charging) == (87, True)
