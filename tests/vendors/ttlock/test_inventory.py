"""What an account lists: locks of its own and of others, gateways, groups."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.cloud import Inventory
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.errors import CloudUnreachable, NotFound
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    Firmware,
    Gateway,
    Lanes,
    Reachability,
)
from custom_components.cloud_locks.model.settings import SettingKey
from custom_components.cloud_locks.vendors.ttlock.known import DETAILS_AT_ONCE

from .payloads import (
    FEATURES,
    GATEWAY,
    LOCK,
    MAC,
    OTHER,
    OTHER_ID,
    Json,
    detail,
    gateway,
    heard,
    key,
    lock,
    other,
    page,
    refusal,
    shared_key,
)
from .script import (
    DETAIL,
    GATEWAY_DETAIL,
    GATEWAYS,
    KEYS,
    LOCKS,
    OF_GATEWAY,
    OF_LOCK,
    Script,
    credentials_of,
    said,
)

GROUPS, SENSOR = "/v3/group/list", "/v3/doorSensor/query"


async def inventory(script: Script) -> Inventory:
    """Return what a new client lists."""
    return await script.connect().inventory()


async def test_an_owned_lock(script: Script) -> None:
    """Everything that listing tells, in words of the model."""
    found = (await inventory(script)).locks[LOCK]
    assert (found.id, found.vendor_id, found.name, found.brand) == (
        LOCK,
        "532323",
        "Front door",
        "ttlock",
    )
    assert (found.model, found.serial) == ("SN9206_PV53", MAC)
    assert found.firmware == Firmware(version="6.0.6.210622")
    assert found.time_zone == "Etc/GMT-1"
    assert found.battery == Battery(percent=55)
    assert found.bolt is BoltState.UNKNOWN
    assert found.reachability is Reachability.ONLINE
    assert (found.gateway_id, found.signal_strength) == (GATEWAY, -65)
    assert found.lanes == Lanes.shared("gateway:347")
    assert found.group == "Ground floor"
    assert found.capabilities == {
        Capability.KEYPAD,
        Capability.CODES,
        Capability.OFFLINE_CODES,
        Capability.CREDENTIALS,
        Capability.PEOPLE,
        Capability.RENAME,
        Capability.SETTINGS,
        Capability.PASSAGE_PLAN,
    }


async def test_gateways(script: Script) -> None:
    """Devices of their own."""
    assert (await inventory(script)).gateways == (
        Gateway(
            id=GATEWAY,
            name="G2_743985",
            model="G2",
            serial="DC:A4:53:85:39:74",
            online=True,
        ),
    )


async def test_locks_of_others(script: Script) -> None:
    """A key to a lock shows the lock, and gives no right to manage it."""
    script.home(lock(), keys=(key(), shared_key(featureValue=FEATURES)))
    found = (await inventory(script)).locks
    assert found.keys() == {LOCK, OTHER}
    assert found[OTHER].name == "Office"
    assert found[OTHER].capabilities == {Capability.KEYPAD}
    assert found[OTHER].code_rules is None
    assert script.asked.count(f"GET {DETAIL}") == 1


async def test_an_administrator_by_grace(script: Script) -> None:
    """Who was authorised by the owner may do nearly everything."""
    script.home(keys=(shared_key(keyRight=1),))
    (found,) = (await inventory(script)).locks.values()
    assert found.can(Capability.CODES)


@pytest.mark.parametrize("status", ["110408", 110410])
async def test_keys_that_are_gone(script: Script, status: object) -> None:
    """Their entries stay for a while."""
    script.home(lock(), keys=(key(), shared_key(keyStatus=status)))
    assert (await inventory(script)).locks.keys() == {LOCK}


async def test_a_lock_that_was_added_again(script: Script) -> None:
    """It has another number on the wire, and stays the same lock."""
    cloud, before = await script.connected()
    script.home(lock(lockId=777), keys=(key(lockId=777),))
    (after,) = (await cloud.inventory()).locks.values()
    assert after.id == before.id
    assert after.vendor_id == "777"


async def test_a_lock_without_an_address(script: Script) -> None:
    """Then its number has to do."""
    script.home(lock(lockMac=...), keys=())
    assert (await inventory(script)).locks.keys() == {"lock-532323"}


@pytest.mark.parametrize(
    ("changes", "capabilities"),
    [
        ({"featureValue": "0"}, {Capability.PEOPLE, Capability.RENAME}),
        ({"featureValue": None}, {Capability.PEOPLE, Capability.RENAME}),
        (
            {"featureValue": "1"},
            {
                Capability.PEOPLE,
                Capability.RENAME,
                Capability.KEYPAD,
                Capability.CODES,
                Capability.OFFLINE_CODES,
            },
        ),
        (
            {"featureValue": "4"},
            {Capability.PEOPLE, Capability.RENAME, Capability.CREDENTIALS},
        ),
        (
            {"featureValue": "10"},
            {Capability.PEOPLE, Capability.RENAME, Capability.SETTINGS},
        ),
    ],
)
async def test_what_a_lock_can(
    script: Script, changes: Json, capabilities: set[Capability]
) -> None:
    """By its feature bits alone."""
    script.home(lock(**changes), keys=(key(**changes),))
    script.on("GET", DETAIL, said(detail(**changes)))
    (found,) = (await inventory(script)).locks.values()
    assert found.capabilities == capabilities


async def test_what_a_lock_takes(script: Script) -> None:
    """Cards and fingers, each where there is a reader."""
    cloud, _ = await script.connected()
    types = credentials_of(cloud).types
    assert types == {LOCK: {CredentialType.RFID_CODE, CredentialType.FINGERPRINT}}
    script.on("GET", DETAIL, said(detail(featureValue="2")))
    await cloud.inventory()
    assert types == {LOCK: {CredentialType.RFID_CODE}}


@pytest.mark.parametrize(
    ("changes", "reach", "lane"),
    [
        ({"hasGateway": 0, "featureValue": "1"}, Reachability.OFFLINE, "gateway"),
        ({"hasGateway": 1, "featureValue": "1"}, Reachability.UNKNOWN, "gateway"),
        ({"hasGateway": 0, "featureValue": FEATURES}, Reachability.UNKNOWN, "lock:1"),
        (
            {"hasGateway": ..., "featureValue": "1", "isOnline": 1},
            Reachability.ONLINE,
            "gateway",
        ),
        (
            {"hasGateway": 1, "featureValue": "1", "isOnline": 0},
            Reachability.OFFLINE,
            "gateway",
        ),
    ],
)
async def test_the_way_to_a_lock(
    script: Script, changes: Json, reach: Reachability, lane: str
) -> None:
    """A gateway, its own Wi-Fi, or none; where nothing is told nothing is claimed."""
    script.home(lock(lockId=1, **changes), keys=())
    script.on("GET", DETAIL, said(refusal(20002)))
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", OF_LOCK, said({"list": []}))
    script.on("GET", SENSOR, said(refusal(-4043)))
    (found,) = (await inventory(script)).locks.values()
    assert found.reachability is reach
    assert found.lanes == Lanes.shared(lane)


async def test_a_gateway_that_is_offline(script: Script) -> None:
    """Its locks are out of reach, and come back with it."""
    script.on("GET", GATEWAYS, said(page(gateway(isOnline=0))))
    cloud, found = await script.connected()
    assert found.reachability is Reachability.OFFLINE
    script.on("GET", GATEWAYS, said(page(gateway())))
    (found,) = (await cloud.inventory()).locks.values()
    assert found.reachability is Reachability.ONLINE


async def test_the_loudest_gateway(script: Script) -> None:
    """The cloud takes that one too."""
    weak = gateway(gatewayId=348, gatewayMac="AA:BB")
    script.on("GET", GATEWAYS, said(page(weak, gateway())))
    script.on(
        "GET",
        OF_GATEWAY,
        said({"list": [heard(rssi=-90)]}),
        said({"list": [heard(rssi=-60)]}),
    )
    (found,) = (await inventory(script)).locks.values()
    assert (found.gateway_id, found.signal_strength) == (GATEWAY, -60)


async def test_sifely_lists_no_gateways(script: Script) -> None:
    """They are found through one lock, and then tell of the others."""
    script.home(lock(), other(), keys=())
    cloud, _ = await script.connected(script.sifely())
    assert (await cloud.inventory()).gateways[0].id == GATEWAY
    asked = [it for it in script.asked if "gateway" in it]
    assert asked == [f"GET {GATEWAY_DETAIL}", f"GET {OF_GATEWAY}"]


async def test_sifely_finds_them_once(script: Script) -> None:
    """One call for the lock, two for the gateway, none for the second lock."""
    script.home(lock(), other(), keys=())
    await script.sifely().inventory()
    asked = [it for it in script.asked if "gateway" in it]
    assert asked == [f"GET {OF_LOCK}", f"GET {GATEWAY_DETAIL}", f"GET {OF_GATEWAY}"]


@pytest.mark.parametrize("path", [OF_LOCK, GATEWAY_DETAIL, OF_GATEWAY])
@pytest.mark.parametrize("reply", [said(b"", 404), said(refusal(-4037)), said(b"x")])
async def test_gateways_that_are_not_told(
    script: Script, path: str, reply: bytes
) -> None:
    """What the listing says of having one counts then."""
    cloud = script.sifely()
    script.on("GET", path, reply)
    (found,) = (await cloud.inventory()).locks.values()
    assert found.reachability in {Reachability.UNKNOWN, Reachability.ONLINE}


@pytest.mark.parametrize(
    "reply", [said(b"", 503), said(b"", 429), said(refusal(30006)), None]
)
@pytest.mark.parametrize("path", [GATEWAYS, DETAIL])
async def test_details_that_cannot_be_read(
    script: Script, path: str, reply: bytes | None
) -> None:
    """The locks are there all the same, and keep what was known of them."""
    cloud, before = await script.connected()
    script.on("GET", path, reply)
    (after,) = (await cloud.inventory()).locks.values()
    assert after == before


async def test_one_lock_without_details(script: Script) -> None:
    """It spoils no other."""
    script.home(lock(), other(), keys=())
    script.on("GET", DETAIL, said(refusal(-1003)), said(detail()))
    found = (await inventory(script)).locks
    assert [found[it].model for it in (LOCK, OTHER)] == [None, "SN9206_PV53"]


async def test_a_large_account_is_read_bit_by_bit(script: Script) -> None:
    """Its calls of a minute would not do for all details at once."""
    many = [lock(lockId=it, lockMac=f"AA{it:04}") for it in range(1, 26)]
    script.home(*many, keys=())
    cloud = script.connect()
    for expected in (10, 20, 25, 25):
        script.server.asked.clear()
        found = (await cloud.inventory()).locks
        assert len(found) == 25
        assert sum(it.model is not None for it in found.values()) == expected
        assert script.asked.count(f"GET {DETAIL}") == DETAILS_AT_ONCE
        script.now += timedelta(hours=1)


@pytest.mark.parametrize(
    ("reply", "group"),
    [
        (said(page({"groupId": 456, "name": "Upstairs"})), "Upstairs"),
        (said(page({"groupId": 456, "groupName": "Upstairs"})), "Upstairs"),
        (said({"list": [{"groupId": 1, "name": "Cellar"}]}), None),
        (said(b"", 404), None),
        (said(b"", 503), None),
    ],
)
async def test_groups_by_number(
    script: Script, reply: bytes, group: str | None
) -> None:
    """Where the listing has no name for a group, the groups have."""
    script.home(lock(groupName=...), keys=())
    script.on("GET", GROUPS, reply)
    (found,) = (await inventory(script)).locks.values()
    assert found.group == group


async def test_no_group(script: Script) -> None:
    """Nothing is asked for that is not there."""
    script.home(lock(groupName=..., groupId=0), keys=())
    (found,) = (await inventory(script)).locks.values()
    assert found.group is None


@pytest.mark.parametrize(
    ("reply", "has"),
    [
        (said({"doorSensorId": 8, "electricQuantity": 70}), True),
        (said(refusal(-4043)), False),
        (said(b"", 404), False),
    ],
)
async def test_a_door_sensor(script: Script, reply: bytes, has: bool) -> None:
    """Asked for once, where the lock could have one."""
    sensing = {"featureValue": "F44354CF5F3"}
    script.home(lock(**sensing), keys=())
    script.on("GET", DETAIL, said(detail(**sensing)))
    script.on("GET", SENSOR, reply)
    cloud, found = await script.connected()
    assert found.can(Capability.DOOR_SENSOR) is has
    await cloud.inventory()
    assert f"GET {SENSOR}" not in script.asked


async def test_settings_are_those_that_are_told(script: Script) -> None:
    """A value that the lock never had is no setting of it."""
    script.on("GET", DETAIL, said(detail(lockSound=0, soundVolume=9, isFrozen=...)))
    (found,) = (await inventory(script)).locks.values()
    assert {it.key: it.value for it in found.settings} == {
        SettingKey.AUTO_LOCK: True,
        SettingKey.AUTO_LOCK_DELAY: 60,
        SettingKey.PASSAGE_MODE: False,
        SettingKey.PRIVACY_MODE: False,
        SettingKey.TAMPER_ALARM: True,
    }


async def test_nothing_is_set_without_a_gateway(script: Script) -> None:
    """It would be the cloud's word against the lock's."""
    script.home(lock(hasGateway=0), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(detail(hasGateway=0)))
    (found,) = (await inventory(script)).locks.values()
    assert found.settings == ()
    assert not found.can(Capability.PASSAGE_PLAN)
    assert found.can(Capability.CODES)


async def test_a_lock_that_nobody_has(script: Script) -> None:
    """It is looked for once."""
    cloud, _ = await script.connected()
    with pytest.raises(NotFound):
        await cloud.activity("nope", after=None, limit=1)
    assert script.asked.count(f"POST {LOCKS}") == 1


async def test_a_cloud_that_is_down(script: Script) -> None:
    """Half of what there is would look as if locks were gone."""
    script.on("POST", KEYS, None)
    with pytest.raises(CloudUnreachable):
        await inventory(script)


async def test_ids_as_text(script: Script) -> None:
    """Some answers have numbers as text."""
    loose = lock(lockId=str(OTHER_ID), electricQuantity="55", hasGateway="1")
    script.home(loose, keys=())
    (found,) = (await inventory(script)).locks.values()
    assert (found.vendor_id, found.battery.percent) == (str(OTHER_ID), 55)
