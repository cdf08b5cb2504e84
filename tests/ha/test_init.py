"""Setting accounts up, and what becomes of them and of their devices."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import async_remove_config_entry_device
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from tests.fake_cloud import FakeBackend, make_lock

from .home import ACCOUNT, entity_id, pass_time, reauth_flows, settle, state

pytestmark = pytest.mark.usefixtures("clock")

HOUR = timedelta(hours=1)

NOT_THE_KEY = [
    CloudUnreachable("timeout"),
    NotPermitted("HTTP 403"),
    RateLimited("HTTP 429", retry_after=7),
    ProtocolError("half a body"),
]


def loaded(entry: MockConfigEntry) -> bool:
    """Return whether an account is at work."""
    return entry.state is ConfigEntryState.LOADED


def device(hass: HomeAssistant, entry: MockConfigEntry, of: str) -> dr.DeviceEntry:
    """Return a device of the account; `of` empty: the account's own."""
    identifier = ":".join(it for it in (str(entry.unique_id), of) if it)
    found = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, identifier), entry.entry_id
    )
    assert found is not None, identifier
    return found


async def test_loading_and_unloading(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """An account comes and goes whole; its client is closed."""
    assert loaded(account)
    cloud = account.runtime_data.cloud
    await settle(hass)

    assert await hass.config_entries.async_unload(account.entry_id)
    await hass.async_block_till_done()

    assert not loaded(account)
    assert cloud.closed
    assert state(hass, "lock", "lock").state == "unavailable"
    before = len(fake_cloud.script.calls)
    await settle(hass)
    assert len(fake_cloud.script.calls) == before


@pytest.mark.parametrize("method", ["account", "inventory"])
@pytest.mark.parametrize("error", NOT_THE_KEY, ids=lambda it: type(it).__name__)
async def test_cloud_that_is_down_at_the_start(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    method: str,
    error: VendorError,
) -> None:
    """It is tried again until it is there; nobody is asked to sign in."""
    fake_cloud.fail(method, error)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert reauth_flows(hass) == []

    await pass_time(hass, clock, 10)
    assert loaded(entry)


@pytest.mark.parametrize("method", ["account", "inventory"])
async def test_key_that_is_refused_at_the_start(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend, method: str
) -> None:
    """Only that asks the person to sign in again."""
    fake_cloud.fail(method, AuthError("HTTP 401"))
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert len(reauth_flows(hass)) == 1


async def test_key_that_is_revoked_later(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The person is asked once, and the cloud is left alone until then."""
    await settle(hass)
    fake_cloud.sign_out()
    await pass_time(hass, clock, 30)
    assert len(reauth_flows(hass)) == 1
    assert state(hass, "lock", "lock").state == "unavailable"

    await pass_time(hass, clock, 3600)
    before = len(fake_cloud.script.calls)
    for _ in range(5):
        await pass_time(hass, clock, 3600)
    assert len(fake_cloud.script.calls) == before
    assert len(reauth_flows(hass)) == 1


async def test_newer_entry_is_left_alone(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A version that we do not know is not guessed at."""
    hass.config_entries.async_update_entry(entry, version=2)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.MIGRATION_ERROR


async def test_devices_hang_together(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A lock is reached through its gateway, or else through its account."""
    fake_cloud.change("back", gateway_id=None)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    service, gateway = device(hass, entry, ""), device(hass, entry, "gateway:gateway")
    front = device(hass, entry, "front")
    assert service.entry_type is dr.DeviceEntryType.SERVICE
    assert gateway.via_device_id == service.id
    assert front.via_device_id == gateway.id
    assert device(hass, entry, "back").via_device_id == service.id
    assert (gateway.serial_number, gateway.sw_version) == ("G-1", "1.0")
    assert (front.name, front.manufacturer, front.model, front.sw_version) == (
        "Front door",
        "Fake",
        "Fake lock",
        "2.1",
    )


async def test_renamed_in_the_app(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The device follows, without a restart."""
    fake_cloud.change("front", name="Garden gate")
    await pass_time(hass, clock, 3600)
    assert device(hass, account, "front").name == "Garden gate"


async def test_lock_that_comes_and_goes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The next listing brings its entities, and takes them away with the device."""
    await settle(hass)
    fake_cloud.add_lock(make_lock("shed", "Shed"))
    await pass_time(hass, clock, 60)
    entities = er.async_get(hass)
    unique_id = f"{ACCOUNT}:shed:lock"
    assert entities.async_get_entity_id("lock", DOMAIN, unique_id) is None
    await pass_time(hass, clock, 3600)
    assert state(hass, "lock", "lock", "shed").state == "locked"

    for _ in range(2):
        fake_cloud.remove_lock("shed")
        await pass_time(hass, clock, 3600)
        assert entities.async_get_entity_id("lock", DOMAIN, unique_id) is None
        fake_cloud.add_lock(make_lock("shed", "Shed"))
        await pass_time(hass, clock, 3600)
        assert state(hass, "lock", "lock", "shed").state == "locked"
    assert state(hass, "lock", "lock").state == "locked"


async def test_gateway_that_goes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Its device goes; the locks stay, reached through the account."""
    fake_cloud.gateways = ()
    fake_cloud.change("front", gateway_id=None)
    fake_cloud.change("back", gateway_id=None)
    await pass_time(hass, clock, 3600)
    assert not dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"{ACCOUNT}:gateway:gateway"), account.entry_id
    )
    front = device(hass, account, "front")
    assert front.via_device_id == device(hass, account, "").id
    assert state(hass, "lock", "lock").state == "locked"


async def test_groups_suggest_areas(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A device that is new is put there; one that a person moved stays."""
    fake_cloud.change("front", group="Ground floor")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    front, areas = device(hass, entry, "front"), ar.async_get(hass)
    assert front.area_id is not None
    suggested = areas.async_get_area(front.area_id)
    assert suggested is not None
    assert suggested.name == "Ground floor"
    assert device(hass, entry, "back").area_id is None
    hall = areas.async_create("Hall")
    dr.async_get(hass).async_update_device(front.id, area_id=hall.id)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert device(hass, entry, "front").area_id == hall.id


async def test_a_person_deletes_a_device(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Only one that the account does not list (any more)."""
    stale = dr.async_get(hass).async_get_or_create(
        config_entry_id=account.entry_id, identifiers={(DOMAIN, f"{ACCOUNT}:old")}
    )
    assert await async_remove_config_entry_device(hass, account, stale)
    for of in ("", "front", "gateway:gateway"):
        listed = device(hass, account, of)
        assert not await async_remove_config_entry_device(hass, account, listed)
    await hass.config_entries.async_unload(account.entry_id)
    assert not await async_remove_config_entry_device(hass, account, stale)


async def test_same_lock_in_two_accounts(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Both have a device and entities of it; neither takes the other's away."""
    second = MockConfigEntry(
        domain=DOMAIN, title="Guest", unique_id="fake:guest", data=account.data
    )
    second.add_to_hass(hass)
    assert await hass.config_entries.async_setup(second.entry_id)
    await hass.async_block_till_done()
    both = {
        entity_id(hass, "lock", "lock", account=unique_id)
        for unique_id in (ACCOUNT, "fake:guest")
    }
    assert len(both) == 2
    assert device(hass, account, "front").id != device(hass, second, "front").id
    await hass.config_entries.async_remove(second.entry_id)
    await hass.async_block_till_done()
    assert state(hass, "lock", "lock").state == "locked"
