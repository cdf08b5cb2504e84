"""Locks and bridges: what a lock is, and what reading it again tells."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
)
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    DoorState,
    Lanes,
    Lock,
    Reachability,
)
from custom_components.cloud_locks.vendors.august.brands import AUGUST
from custom_components.cloud_locks.vendors.august.cloud import AugustCloud

from .payloads import BRIDGE_ID, LOCK_ID, OTHER_ID, bridge, listed, lock
from .script import CAPABILITIES, LOCKS, STATUS, L, R, Script, refused, said

ALWAYS = frozenset({ScheduleFeature.ALWAYS})
HOURS = ALWAYS | {ScheduleFeature.WINDOW, ScheduleFeature.WEEKLY}


async def read(script: Script, **changes: object) -> Lock:
    """Return a lock that is different."""
    script.home(**changes)  # type: ignore[arg-type]  # none is the role
    _, found = await script.connected()
    return found


async def test_a_lock_in_full(script: Script) -> None:
    """Everything that the model has a place for."""
    found = await read(script)
    assert (found.id, found.vendor_id, found.name) == (LOCK_ID, LOCK_ID, "Front door")
    assert (found.brand, found.model, found.serial) == (
        "yale",
        "Assure Lock",
        "X2FSW05DGA",
    )
    assert found.firmware.version == "undefined-4.3.0-1.8.14"
    assert (found.bolt, found.door) == (BoltState.LOCKED, DoorState.CLOSED)
    assert found.battery == Battery(percent=88)
    assert found.keypad_battery == Battery(percent=62)
    assert found.reachability is Reachability.ONLINE
    assert found.gateway_id == BRIDGE_ID
    assert found.time_zone == "Europe/Amsterdam"
    assert found.calibrated
    assert found.capabilities == {
        Capability.CODES,
        Capability.DOOR_SENSOR,
        Capability.KEYPAD,
    }
    rules = found.code_rules
    assert rules is not None
    assert (rules.lengths, rules.capacity) == (frozenset(range(4, 9)), 240)
    assert rules.schedules == HOURS


async def test_a_bridge_is_a_device(script: Script) -> None:
    """Unless it is a part of the lock."""
    cloud, _ = await script.connected()
    (gateway,) = (await cloud.inventory()).gateways
    assert (gateway.id, gateway.name, gateway.online) == (BRIDGE_ID, "Connect", True)
    script.home(Bridge=bridge(deviceModel="august-lock"))
    inventory = await cloud.inventory()
    assert inventory.gateways == ()
    assert inventory.locks[LOCK_ID].gateway_id is None


@pytest.mark.parametrize(
    ("changes", "percent", "low"),
    [
        ({"battery": -1}, None, None),
        ({"battery": 1}, 100, None),
        ({"battery": True}, None, None),
        ({"battery": None}, None, None),
        (
            {"batteryInfo": {"level": 0.41, "warningState": "lock_state_battery_low"}},
            41,
            True,
        ),
        (
            {
                "batteryInfo": {
                    "level": 0.9,
                    "warningState": "lock_state_battery_warning_none",
                }
            },
            90,
            False,
        ),
        ({"batteryInfo": {"level": -1}}, 88, None),
    ],
)
async def test_batteries(
    script: Script, changes: dict[str, object], percent: int | None, low: bool | None
) -> None:
    """A battery of -100 % is not known."""
    found = await read(script, **changes)
    assert found.battery == Battery(percent=percent, low=low)


@pytest.mark.parametrize(
    ("keypad", "battery"),
    [
        (None, None),
        ({"batteryRaw": 100}, Battery(percent=0)),
        ({"batteryRaw": 900}, Battery(percent=100)),
        ({"batteryLevel": "Full"}, Battery(percent=100, low=False)),
        ({"batteryLevel": "Low"}, Battery(percent=10, low=True)),
        ({"batteryLevel": None, "battery": {}}, Battery()),
    ],
)
async def test_batteries_of_keypads(
    script: Script, keypad: object, battery: Battery | None
) -> None:
    """A number, a word, or nothing."""
    assert (await read(script, keypad=keypad)).keypad_battery == battery


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": {"current": "offline"}}, Reachability.OFFLINE),
        ({"status": None, "operative": True}, Reachability.ONLINE),
        ({"status": None, "operative": False}, Reachability.OFFLINE),
        ({"status": None, "operative": None}, Reachability.UNKNOWN),
    ],
)
async def test_bridges_that_are_away(
    script: Script, changes: dict[str, object], expected: Reachability
) -> None:
    """Bridges in doorbells tell no status."""
    found = await read(script, Bridge=bridge(**changes))
    assert found.reachability is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, Reachability.OFFLINE), ({"waHub": {"hubID": "1"}}, Reachability.UNKNOWN)],
)
async def test_lock_without_a_bridge(
    script: Script, changes: dict[str, object], expected: Reachability
) -> None:
    """It is out of reach, unless something else connects it."""
    found = await read(script, Bridge=None, **changes)
    assert (found.reachability, found.gateway_id) == (expected, None)


@pytest.mark.parametrize(
    ("changes", "schedules"),
    [
        ({"accessSchedulesAllowed": False}, ALWAYS),
        ({"accessSchedulesAllowed": None}, HOURS),
        ({"accessSchedulesAllowed": None, "Type": None}, ALWAYS),
        ({"accessSchedulesAllowed": True, "Type": 1}, ALWAYS),
    ],
)
async def test_hours_that_a_lock_keeps(
    script: Script, changes: dict[str, object], schedules: frozenset[ScheduleFeature]
) -> None:
    """The first model keeps none, whatever is said of it."""
    rules = (await read(script, **changes)).code_rules
    assert rules is not None
    assert rules.schedules == schedules


async def test_capabilities_are_asked_for_once(script: Script) -> None:
    """And only Yale's cloud has them."""
    told = {
        "lock": {"unlatch": True, "pinSlotMax": 100},
        "keypad": {"pinLengthMin": 6, "pinLengthMax": 6},
    }
    script.on("GET", CAPABILITIES, said(told))
    cloud, found = await script.connected()
    rules = found.code_rules
    assert rules is not None
    assert (rules.lengths, rules.capacity) == (frozenset({6}), 100)
    assert found.can(Capability.OPEN)
    await cloud.inventory()
    assert not [line for line in script.asked if CAPABILITIES in line]


async def test_august_tells_no_capabilities(script: Script) -> None:
    """Its latch is known by the model."""
    script.brand = AUGUST
    script.home(Type=17)
    script.on("GET", CAPABILITIES)
    _, found = await script.connected()
    assert found.can(Capability.OPEN)
    assert found.brand == "august"


@pytest.mark.parametrize("number", [7, 10])
async def test_locks_with_a_bell(script: Script, number: int) -> None:
    """The Doormans have a button that rings."""
    assert (await read(script, Type=number)).can(Capability.DOORBELL)


@pytest.mark.parametrize("state", ["init", "kAugDoorState_Init", None, ""])
async def test_no_door_sensor(script: Script, state: str | None) -> None:
    """One that is not set up is none."""
    status = {"status": "locked", "doorState": state}
    found = await read(script, LockStatus=status)
    assert not found.can(Capability.DOOR_SENSOR)
    assert found.door is DoorState.UNKNOWN


async def test_guests_manage_nothing(script: Script) -> None:
    """Their lock is there all the same."""
    script.home("user")
    _, found = await script.connected()
    assert not found.can(Capability.CODES)
    assert found.code_rules is None
    assert found.bolt is BoltState.LOCKED


async def test_lock_that_is_refused(script: Script) -> None:
    """It is there by its name, and its neighbour in full."""
    script.on("GET", LOCKS, said({LOCK_ID: listed(), OTHER_ID: listed("user")}))
    script.on("GET", f"/locks/{OTHER_ID}", refused(403))
    cloud, _ = await script.connected()
    locks = (await cloud.inventory()).locks
    assert locks[OTHER_ID].name == "Front door"
    assert locks[OTHER_ID].capabilities == frozenset()
    assert locks[LOCK_ID].can(Capability.CODES)


async def test_what_nobody_tells_now_is_kept(script: Script) -> None:
    """A lock that is not answered for does not lose its entities."""
    cloud, before = await script.connected()
    script.on("GET", L, refused(502))
    assert (await cloud.inventory()).locks[LOCK_ID] == before


async def test_no_locks(script: Script) -> None:
    """An empty account is no error."""
    script.on("GET", LOCKS, said({}))
    inventory = await script.connected_to_nothing()
    assert inventory.locks == {}


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(503), CloudUnreachable),
        (said([]), ProtocolError),
        (refused(400), ProtocolError),
        (refused(429, **{"Retry-After": "90"}), RateLimited),
    ],
)
async def test_no_list(script: Script, reply: bytes, error: type[Exception]) -> None:
    """Half an answer is no empty account."""
    script.on("GET", LOCKS, reply)
    with pytest.raises(error):
        await script.connected_to_nothing()


async def test_states(script: Script) -> None:
    """One small call for each lock, and the lock itself is not asked."""
    cloud, found = await script.connected()
    script.on("GET", STATUS, said({"status": "unlocked", "doorState": "open"}))
    after = (await cloud.states({LOCK_ID: found}))[LOCK_ID]
    assert (after.bolt, after.door) == (BoltState.UNLOCKED, DoorState.OPEN)
    assert after.battery == found.battery
    assert script.asked == [f"GET {STATUS}"]


async def test_what_was_just_listed_is_not_read_again(script: Script) -> None:
    """Once: a listing tells the bolt, and signing in asks for both."""
    cloud, found = await script.connected()
    await cloud.inventory()
    script.server.asked.clear()
    assert await cloud.states({LOCK_ID: found, OTHER_ID: found}) == {LOCK_ID: found}
    assert script.asked == []
    await cloud.states({LOCK_ID: found})
    assert script.asked == [f"GET {STATUS}"]


async def test_what_was_not_listed_in_full_is_read(script: Script) -> None:
    """At once, not at the next turn."""
    script.on("GET", L, refused(503), said(lock()))
    cloud = AugustCloud(script.connection())
    bare = (await cloud.inventory()).locks
    after = await cloud.states(bare)
    assert not bare[LOCK_ID].can(Capability.CODES)
    assert after[LOCK_ID].can(Capability.CODES)


async def test_a_command_makes_a_listing_old(script: Script) -> None:
    """What it did is read, not believed."""
    script.on("PUT", f"{R}/unlock", refused(504))
    cloud, found = await script.connected()
    await cloud.inventory()
    script.server.asked.clear()
    with pytest.raises(OutcomeUnknown):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    await cloud.states({LOCK_ID: found})
    assert script.asked == [f"PUT {R}/unlock", f"GET {STATUS}"]


async def test_a_bolt_that_is_not_known_any_more(script: Script) -> None:
    """Then the bridge may be away: the lock is read in full, but not every time."""
    cloud, found = await script.connected()
    script.on("GET", STATUS, said({"status": "unknown"}))
    offline = {"status": "unknown"}
    away = bridge(status={"current": "offline"})
    script.on("GET", L, said(lock(LockStatus=offline, Bridge=away)))
    await cloud.states({LOCK_ID: found})
    assert script.asked == [f"GET {STATUS}"]
    script.now += timedelta(minutes=10)
    after = (await cloud.states({LOCK_ID: found}))[LOCK_ID]
    assert (after.reachability, after.bolt) == (
        Reachability.OFFLINE,
        BoltState.UNKNOWN,
    )
    script.server.asked.clear()
    script.now += timedelta(minutes=10)
    await cloud.states({LOCK_ID: found})
    assert script.asked == [f"GET {STATUS}"]


async def test_a_bridge_that_is_back(script: Script) -> None:
    """A bolt that is known again says so, and the lock is read in full."""
    script.home(Bridge=bridge(status={"current": "offline"}), LockStatus={})
    cloud, found = await script.connected()
    assert found.reachability is Reachability.OFFLINE
    script.home()
    script.now += timedelta(minutes=10)
    after = (await cloud.states({LOCK_ID: found}))[LOCK_ID]
    assert after.reachability is Reachability.ONLINE


async def test_status_without_a_bridge(script: Script) -> None:
    """409 is how it answers for such a lock."""
    cloud, found = await script.connected()
    script.on("GET", STATUS, refused(409))
    after = (await cloud.states({LOCK_ID: found}))[LOCK_ID]
    assert after.reachability is Reachability.OFFLINE


async def test_a_lock_without_an_answer_is_left_out(script: Script) -> None:
    """It spoils no other."""
    cloud, found = await script.connected()
    script.on("GET", STATUS, refused(504))
    assert await cloud.states({LOCK_ID: found}) == {}


async def test_a_zone_that_nobody_knows(script: Script) -> None:
    """Is none, and hours of a week by an unknown clock are not offered."""
    found = await read(script, timeZone="Mars/Olympus")
    assert found.time_zone is None
    assert found.code_rules is not None
    assert found.code_rules.schedules == HOURS - {ScheduleFeature.WEEKLY}


async def test_details_grow_old(script: Script) -> None:
    """Once an hour they are read instead, because they tell the bridge as well."""
    cloud, found = await script.connected()
    script.home(Bridge=bridge(status={"current": "offline"}), battery=0.5)
    script.now += timedelta(hours=1)
    after = (await cloud.states({LOCK_ID: found}))[LOCK_ID]
    assert after.reachability is Reachability.OFFLINE
    assert after.battery == Battery(percent=50)
    assert f"GET {STATUS}" not in script.asked


async def test_a_lock_that_could_not_be_read(script: Script) -> None:
    """It is read in full as soon as somebody asks for its state."""
    script.on("GET", L, refused(503))
    cloud, bare = await script.connected()
    assert bare.capabilities == frozenset()
    script.home()
    after = (await cloud.states({LOCK_ID: bare}))[LOCK_ID]
    assert after.can(Capability.CODES)


async def test_a_lock_that_is_never_read(script: Script) -> None:
    """Its bolt is read all the same."""
    script.on("GET", L, refused(403))
    cloud, bare = await script.connected()
    after = (await cloud.states({LOCK_ID: bare}))[LOCK_ID]
    assert after.bolt is BoltState.LOCKED


@pytest.mark.parametrize("users", [["id"], None, {"id": None, "other": {}}])
async def test_users_in_other_shapes(script: Script, users: object) -> None:
    """A list of ids tells no names."""
    found = await read(script, users=users)
    assert found.name == "Front door"


async def test_a_lock_that_left(script: Script) -> None:
    """It is known no more, and what it was is forgotten."""
    cloud, _ = await script.connected()
    script.on("GET", LOCKS, said({}))
    assert (await cloud.inventory()).locks == {}
    with pytest.raises(NotFound):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)


async def test_states_of_a_client_that_knows_nothing(script: Script) -> None:
    """It lists the account, and that tells them."""
    cloud = AugustCloud(script.connection())
    unknown = Lock(
        id=LOCK_ID, vendor_id=LOCK_ID, name="", brand="yale", lanes=Lanes.shared("")
    )
    found = await cloud.states({LOCK_ID: unknown})
    assert found[LOCK_ID].bolt is BoltState.LOCKED
    assert await AugustCloud(script.connection()).states({}) == {}
