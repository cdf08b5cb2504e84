"""Listing: which devices are locks, what they can do, and where they are."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.lock import (
    BoltState,
    DoorState,
    Gateway,
    Lock,
    Reachability,
)
from custom_components.cloud_locks.vendors.tuya.facts import Kind

from .payloads import (
    DEVICE,
    LOCK_POINTS,
    OTHER_UUID,
    UUID,
    Json,
    device,
    keypad,
    points,
    refusal,
    sleeper,
    specification,
    tokens,
)
from .script import (
    ALLOWED,
    DEVICES,
    PLACES,
    REMOTE,
    SPECIFICATION,
    TOKEN,
    D,
    Script,
    credentials_of,
    refused,
    said,
)


async def test_a_lock_with_everything(script: Script) -> None:
    """As the listing and the product's description tell it."""
    cloud, lock = await script.connected()
    assert (lock.id, lock.vendor_id, lock.name) == (UUID, DEVICE, "Front door")
    assert (lock.bolt, lock.door) == (BoltState.LOCKED, DoorState.CLOSED)
    assert lock.bolt_reported
    assert (lock.battery.percent, lock.battery.low) == (82, None)
    assert lock.reachability is Reachability.ONLINE
    assert lock.time_zone == "Europe/Amsterdam"
    assert lock.capabilities == {
        Capability.CODES,
        Capability.CREDENTIALS,
        Capability.DOORBELL,
        Capability.DOOR_SENSOR,
        Capability.DYNAMIC_CODES,
        Capability.KEYPAD,
        Capability.OFFLINE_CODES,
        Capability.PEOPLE,
        Capability.SETTINGS,
    }
    assert credentials_of(cloud).types[UUID] == {
        CredentialType.FINGERPRINT,
        CredentialType.RFID_CODE,
    }
    assert lock.code_rules
    assert lock.code_rules.lengths == {6}
    assert lock.code_rules.can_disable


async def test_what_does_not_change_is_read_once(script: Script) -> None:
    """Each call is one of the month's."""
    cloud, _ = await script.connected()
    await cloud.inventory()
    assert script.asked == [f"GET {DEVICES}"]


async def test_pages(script: Script) -> None:
    """Each device once, whatever the cloud says about more."""
    one, two = device(id="a", uuid="ua"), device(id="b", uuid="ub")
    script.home(one, two)
    script.on(
        "GET",
        DEVICES,
        said({"devices": [one], "has_more": True, "last_row_key": "k1"}),
        said({"devices": [two], "has_more": True, "last_row_key": "k2"}),
        said({"devices": [two], "has_more": True, "last_row_key": "k3"}),
    )
    cloud = script.connect()
    assert set((await cloud.inventory()).locks) == {"ua", "ub"}
    assert script.query(DEVICES)["last_row_key"] == "k2"


@pytest.mark.parametrize(
    ("category", "values", "found"),
    [
        ("jtmspro", {"lock_motor_state": True}, True),
        ("kg", {"unlock_card_kit": ""}, True),
        ("zz", {"remote_no_dp_key": "AAAB"}, True),
        ("mk", {"closed_opened_kit": "AQAB"}, True),
        ("mcs", {"closed_opened": "open"}, False),
        ("ms_category", {"battery_state": "high"}, False),
        ("dj", {"switch_led": True}, False),
        ("ms", {}, False),
    ],
)
async def test_what_is_a_lock(
    script: Script, category: str, values: Json, found: bool
) -> None:
    """By what it reports, not by what it is called."""
    script.home(device(category=category, status=points(**values)))
    locks = (await script.connect().inventory()).locks
    assert bool(locks) is found


async def test_listing_without_status(script: Script) -> None:
    """Is completed; of what is no lock, once."""
    lamp = device(id="lamp", uuid="lamp", category="dj", status=...)
    script.home(device(status=...), lamp)
    script.on("GET", D, said(device()))
    script.on("GET", "/v1.0/devices/lamp", said({**lamp, "status": points(on=True)}))
    cloud = script.connect()
    for _ in range(2):
        assert set((await cloud.inventory()).locks) == {UUID}
    assert script.asked.count("GET /v1.0/devices/lamp") == 1


@pytest.mark.parametrize(
    ("changes", "kind", "length"),
    [
        ({}, Kind.ZIGBEE, 6),
        ({"sub": False}, Kind.WIFI, 7),
        ({"category": "jtmsbh"}, Kind.KEEP_ALIVE, 7),
        ({"category": "mk"}, Kind.KEYPAD, 6),
        (
            {"status": points(**LOCK_POINTS, bluetooth_unlock="")},
            Kind.BLUETOOTH,
            6,
        ),
    ],
)
async def test_how_it_is_connected(
    script: Script, changes: Json, kind: Kind, length: int
) -> None:
    """Which decides how many digits it takes, and what a phase means."""
    cloud, lock = await script.connected(device(**changes))
    assert cloud._known._facts[lock.id].kind is kind
    assert lock.code_rules
    assert lock.code_rules.lengths == {length}


@pytest.mark.parametrize("online", [True, False, ...])
async def test_a_sleeper_is_asleep(script: Script, online: object) -> None:
    """Whatever the cloud says: it says online all the time."""
    _, lock = await script.connected(sleeper(online=online))
    assert (lock.id, lock.reachability) == (OTHER_UUID, Reachability.ASLEEP)
    assert (lock.bolt, lock.bolt_reported) == (BoltState.UNKNOWN, False)
    assert lock.can(Capability.REMOTE_REQUEST)
    assert lock.battery.low is False


async def test_keypad_has_no_bolt(script: Script) -> None:
    """And locks by itself."""
    script.home(keypad())
    script.on("GET", SPECIFICATION, said(specification(status=[])))
    _, lock = await script.connected()
    assert (lock.bolt, lock.bolt_reported) == (BoltState.LOCKED, False)
    assert lock.reachability is Reachability.ONLINE


@pytest.mark.parametrize(
    ("values", "door"),
    [
        ({"closed_opened": "open"}, DoorState.OPEN),
        ({"open_close": True}, DoorState.OPEN),
        ({"door_opened": False}, DoorState.CLOSED),
        ({"closed_opened_kit": "aqab"}, DoorState.OPEN),
        ({"closed_opened_kit": "AQAC"}, DoorState.CLOSED),
        ({"closed_opened": "unknown"}, DoorState.UNKNOWN),
        ({"closed_opened": ["open"]}, DoorState.UNKNOWN),
    ],
)
async def test_doors(script: Script, values: Json, door: DoorState) -> None:
    """Every way of telling; a sensor that was never heard is none."""
    status = points(lock_motor_state=False, **values)
    _, lock = await script.connected(device(status=status))
    assert lock.door is door
    assert lock.can(Capability.DOOR_SENSOR) is (door is not DoorState.UNKNOWN)


@pytest.mark.parametrize("zone", ["+01:00", "Mars/Base", "", ...])
async def test_zones_without_a_name(script: Script, zone: object) -> None:
    """Are not known: a distance from UTC is wrong for half of the year."""
    _, lock = await script.connected(device(time_zone=zone))
    assert lock.time_zone is None


async def _states(script: Script, *devices: Json) -> Lock:
    cloud, lock = await script.connected()
    script.home(*devices)
    script.server.asked.clear()
    states = await cloud.states({lock.id: lock})
    assert script.asked == [f"GET {DEVICES}"]
    return states[lock.id]


async def test_states_in_one_call(script: Script) -> None:
    """For all locks; what was not told stays."""
    status = points(lock_motor_state=True, closed_opened="open")
    lock = await _states(script, device(status=status), sleeper())
    assert (lock.bolt, lock.door) == (BoltState.UNLOCKED, DoorState.OPEN)
    assert lock.battery.percent == 82


async def test_states_of_a_lock_that_is_gone(script: Script) -> None:
    """It is left out, and the others are not spoiled."""
    cloud, lock = await script.connected(device(), sleeper())
    known = (await cloud.inventory()).locks
    script.home(sleeper())
    assert set(await cloud.states(known)) == {OTHER_UUID}
    assert lock.id not in await cloud.states({lock.id: lock})


@pytest.mark.parametrize("number", [1106, 28841101, 1109])
async def test_what_a_project_may_not_do(script: Script, number: int) -> None:
    """Is no reason to have no locks."""
    script.on("GET", SPECIFICATION, refused(refusal(number)))
    script.on("GET", REMOTE, refused(refusal(number)))
    _, lock = await script.connected()
    assert lock.id == UUID
    assert not lock.settings


@pytest.mark.parametrize("ways", [ALLOWED, ALLOWED[0]])
async def test_ways_as_a_list_or_alone(script: Script, ways: object) -> None:
    """Clouds were seen to do either."""
    script.on("GET", REMOTE, said(ways))
    _, lock = await script.connected()
    assert "remote_unlock" in {setting.key for setting in lock.settings}


async def test_capabilities_by_description_alone(script: Script) -> None:
    """A lock that has not reported yet."""
    script.on("GET", SPECIFICATION, said(specification()))
    _, lock = await script.connected(device(status=points(lock_motor_state=False)))
    assert lock.can(Capability.CODES)


GATEWAY = device(
    id="vdevogateway1",
    uuid="gateway-uuid",
    name="Hall gateway",
    category="wg2",
    sub=False,
    product_name="Wired gateway",
    status=[],
)


def placed(gateway: object = "vdevogateway1", of: str = DEVICE) -> bytes:
    """Return the newer list, which names gateways."""
    return said({"list": [{"id": of, "gateway_id": gateway}], "has_more": False})


async def test_gateways(script: Script) -> None:
    """Those of locks are listed, with how they are; asked for twice a day."""
    script.home(device(), GATEWAY)
    script.on("GET", PLACES, placed())
    cloud = script.connect()
    inventory = await cloud.inventory()
    (gateway,) = inventory.gateways
    assert gateway == Gateway(
        id="gateway-uuid", name="Hall gateway", model="Wired gateway", online=True
    )
    (lock,) = inventory.locks.values()
    assert lock.gateway_id == gateway.id
    assert (await cloud.states({lock.id: lock}))[lock.id].gateway_id == gateway.id
    assert script.query(PLACES) == {"device_ids": DEVICE, "page_size": "50"}
    await cloud.inventory()
    assert script.asked.count(f"GET {PLACES}") == 1
    script.now += timedelta(hours=12)
    script.on("GET", f"{TOKEN}/refresh-1bd2a2", said(tokens()))
    await cloud.inventory()
    assert script.asked.count(f"GET {PLACES}") == 2


@pytest.mark.parametrize(
    "reply",
    [
        placed("vdevonotlisted"),
        placed(gateway=None),
        placed(of="vdevoother"),
        refused(refusal(1106)),
        said("nothing"),
    ],
)
async def test_a_gateway_that_is_not_told(script: Script, reply: bytes) -> None:
    """The lock is there without one."""
    script.home(device(), GATEWAY)
    script.on("GET", PLACES, reply)
    inventory = await script.connect().inventory()
    assert inventory.gateways == ()
    (lock,) = inventory.locks.values()
    assert lock.gateway_id is None


async def test_no_gateway_is_asked_for_in_vain(script: Script) -> None:
    """A Wi-Fi lock has none."""
    await script.connected(sleeper())
    assert f"GET {PLACES}" not in script.asked
