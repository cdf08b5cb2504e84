"""Binary sensors: doors, connections, and codes that are not as wished."""

from dataclasses import replace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    snapshot_platform,
)
from syrupy.assertion import SnapshotAssertion

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.lock import Battery, DoorState, Reachability
from tests.fake_cloud import GATEWAY, FakeBackend

from .conftest import SetUp
from .home import ACCOUNT, pass_time, state

pytestmark = pytest.mark.usefixtures("clock")


async def test_all(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    with_only: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """Everything that the account, its gateway and the two doors tell."""
    entry = await with_only(Platform.BINARY_SENSOR)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)


@pytest.mark.parametrize(
    ("door", "expected"),
    [
        (DoorState.OPEN, "on"),
        (DoorState.CLOSED, "off"),
        (DoorState.UNKNOWN, "unknown"),
    ],
)
async def test_door(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    door: DoorState,
    expected: str,
) -> None:
    """It is what the sensor says, and nothing while the lock is out of reach."""
    fake_cloud.change("front", door=door)
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", "door").state == expected
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", "door").state == "unavailable"


@pytest.mark.parametrize(
    ("reachability", "expected"),
    [
        (Reachability.ONLINE, "on"),
        (Reachability.ASLEEP, "on"),
        (Reachability.OFFLINE, "off"),
        (Reachability.UNKNOWN, "unknown"),
    ],
)
async def test_lock_online(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    reachability: Reachability,
    expected: str,
) -> None:
    """A lock that sleeps is connected; one that is offline still says that it is."""
    fake_cloud.change("front", reachability=reachability)
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", "online").state == expected


@pytest.mark.parametrize(
    ("online", "expected"), [(True, "on"), (False, "off"), (None, "unknown")]
)
async def test_gateway_online(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    online: bool | None,
    expected: str,
) -> None:
    """The listing tells."""
    fake_cloud.gateways = (replace(GATEWAY, online=online),)
    await pass_time(hass, clock, 3600)
    shown = state(hass, "binary_sensor", "online", "gateway:gateway")
    assert shown.state == expected


async def test_gateway_that_comes_and_goes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Its entity goes with its device and comes back with it."""
    unique_id = f"{ACCOUNT}:gateway:gateway:online"
    for _ in range(2):
        fake_cloud.gateways = ()
        await pass_time(hass, clock, 3600)
        assert not entity_registry.async_get_entity_id(
            "binary_sensor", DOMAIN, unique_id
        )
        fake_cloud.gateways = (GATEWAY,)
        await pass_time(hass, clock, 3600)
        shown = state(hass, "binary_sensor", "online", "gateway:gateway")
        assert shown.state == "on"


async def test_account_connected(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """It is there to say that the account is not."""
    fake_cloud.fail("states", CloudUnreachable(), times=2)
    await pass_time(hass, clock, 30)
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", "connected", None).state == "off"
    shown = state(hass, "binary_sensor", "online", "gateway:gateway")
    assert shown.state == "unavailable"
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", "connected", None).state == "on"


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (Battery(low=True), "on"),
        (Battery(low=False), "off"),
        (Battery(percent=10, low=True), None),
        (Battery(), None),
    ],
)
async def test_battery_low(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    fake_cloud: FakeBackend,
    battery: Battery,
    expected: str | None,
) -> None:
    """Only where the cloud warns and tells no percentage."""
    fake_cloud.change("front", battery=battery)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    unique_id = f"{ACCOUNT}:front:battery_low"
    there = entity_registry.async_get_entity_id("binary_sensor", DOMAIN, unique_id)
    assert bool(there) is (expected is not None)
    if expected is not None:
        assert state(hass, "binary_sensor", "battery_low").state == expected


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({"tamper": True}, "tamper", "on"),
        ({"tamper": None}, "tamper", "unknown"),
        ({"battery": Battery(percent=80, charging=True)}, "charging", "on"),
        ({"battery": Battery(percent=80)}, "charging", "unknown"),
    ],
)
async def test_told_by_the_lock(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    changes: dict[str, object],
    key: str,
    expected: str,
) -> None:
    """As the lock says, also while it is out of reach."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE, **changes)
    await pass_time(hass, clock, 30)
    assert state(hass, "binary_sensor", key).state == expected
