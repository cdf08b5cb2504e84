"""Cloud Locks: the locks of several vendor clouds as one kind of thing."""

from dataclasses import replace
from typing import TYPE_CHECKING

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryNotReady
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType
import probatio

from . import access, actions, panel, websocket
from .access import house
from .account_issues import AccountIssues
from .activity import ActivityFeed
from .answering import DoorAnswers
from .codes import CodeBook, CodeSettler, CodeWatch, CodeWriter
from .connect import ORIGINS, async_connect
from .const import (
    CONF_BRAND,
    CONF_BUDGET,
    CONF_CALLS,
    CONF_ORIGINS,
    DEFAULT_BUDGET,
    DOMAIN,
    PLATFORMS,
)
from .coordinator import LocksCoordinator
from .credentials import CredentialDesk, Enrollments
from .devices import async_sync_devices, described, listed_identifiers
from .farewell import async_say_what_stays
from .inbox import Inbox
from .issues import async_forget
from .linked import async_follow
from .meter import RecordedCalls
from .model.budget import Budget
from .model.cloud import Account, LockCloud
from .model.errors import AuthError, VendorError
from .passage import PassageWriter
from .people import PeopleDesk, PersonLinks
from .push import PushListener
from .queue import LaneQueue
from .renaming import LockRenamer
from .runtime import AccountData, CloudLocksEntry, new_request_log
from .scheduler import Scheduler
from .session import create_session
from .settings import SettingWriter
from .store import AccountStore
from .tokens import AccountTokens
from .vendors import BRANDS
from .webhook import CallbackListener

if TYPE_CHECKING:
    from homeassistant.helpers.device_registry import DeviceEntry

# Redirecting an account's credentials to another server must need access to files.
CONFIG_SCHEMA = probatio.Schema(
    {
        DOMAIN: probatio.Schema(
            {probatio.Optional(CONF_ORIGINS, default=dict): {cv.string: cv.string}}
        )
    },
    extra=probatio.ALLOW_EXTRA,
)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register what can be asked, and keep what YAML says of the clouds' addresses."""
    hass.data[ORIGINS] = config.get(DOMAIN, {}).get(CONF_ORIGINS, {})
    actions.async_register(hass)
    websocket.async_register(hass)
    await panel.async_serve(hass)
    async_follow(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: CloudLocksEntry) -> bool:
    """Sign in, read the house, and follow it from then on."""
    if access.is_access(entry):
        await panel.async_show(hass)
        return await house.async_set_up(hass, entry)
    access.async_ensure(hass)
    entry.runtime_data = await _assemble(hass, entry)
    await _begin(hass, entry)
    return True


async def _assemble(hass: HomeAssistant, entry: CloudLocksEntry) -> AccountData:
    """Sign in, read all locks once, and put together what works with them."""
    store = AccountStore(hass, entry.entry_id)
    await store.load()
    requests = new_request_log()
    counted = RecordedCalls(requests.append)
    cloud = await _connect(hass, entry, counted)
    account = await _account(cloud)
    # How much an account may ask shows only once it has signed in.
    meter = counted.meter_of(_budget(entry, cloud))
    queue, scheduler = LaneQueue(), Scheduler(hass, entry, meter)
    coordinator = LocksCoordinator(hass, entry, cloud, queue, scheduler)
    await coordinator.async_config_entry_first_refresh()
    book = CodeBook(coordinator, queue, store)
    writer = CodeWriter(hass, entry, coordinator, book, CodeSettler(book))
    links = PersonLinks(hass, store)
    desk = CredentialDesk(hass, entry, coordinator, queue, links)
    activity = ActivityFeed(entry, coordinator, store, links)
    enrollments = Enrollments(hass, entry, desk)
    return AccountData(
        account=account,
        brand=BRANDS[entry.data[CONF_BRAND]][1],
        cloud=cloud,
        locks=coordinator,
        activity=activity,
        answers=DoorAnswers(hass, entry, coordinator, queue),
        codes=book,
        code_writer=writer,
        credentials=desk,
        enrollments=enrollments,
        inbox=Inbox(coordinator, activity, enrollments),
        issues=AccountIssues(hass, entry),
        links=links,
        people=PeopleDesk(hass, entry, coordinator, queue, links),
        passage=PassageWriter(hass, entry, coordinator, queue),
        renamer=LockRenamer(hass, entry, coordinator, queue),
        settings=SettingWriter(hass, entry, coordinator, queue),
        queue=queue,
        store=store,
        meter=meter,
        requests=requests,
    )


async def _connect(
    hass: HomeAssistant, entry: CloudLocksEntry, counted: RecordedCalls
) -> LockCloud:
    """Return a client with the tokens that are kept; nothing is sent yet."""
    tokens = AccountTokens(hass, entry.entry_id, entry.data)
    await tokens.read()
    cloud = await async_connect(
        hass,
        entry.data,
        session=create_session(hass, entry),
        tokens=tokens,
        record=counted.note,
        options=entry.options,
    )
    entry.async_on_unload(cloud.close)
    return cloud


def _budget(entry: CloudLocksEntry, cloud: LockCloud) -> Budget:
    """Return how much an account may ask of what its vendor allows.

    Where nobody publishes that, what was said in the options is believed.
    """
    quota = cloud.pace.quota
    if quota.assumed and (calls := entry.options.get(CONF_CALLS)):
        cloud.pace = replace(cloud.pace, quota=replace(quota, calls=calls))
    return Budget(cloud.pace, entry.options.get(CONF_BUDGET, DEFAULT_BUDGET))


async def _begin(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    """Show the house and follow it from now on."""
    account = entry.runtime_data
    _follow_devices(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    account.locks.turns.async_start()
    account.activity.async_start()
    CodeWatch(
        hass, entry, account.locks, account.codes, account.code_writer
    ).async_start()
    account.locks.scheduler.async_start()
    account.issues.async_start()
    house.async_account_loaded(hass, entry)
    await _listen(hass, entry)


async def _listen(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    """Hear what the cloud says by itself, where it does."""
    account = entry.runtime_data
    parts = account.cloud.parts
    if parts.push is not None:
        PushListener(hass, entry, parts.push, account.inbox).async_start()
    if parts.webhook is not None:
        account.callbacks = CallbackListener(hass, entry, parts.webhook, account.inbox)
        await account.callbacks.async_start()


async def _account(cloud: LockCloud) -> Account:
    try:
        return await cloud.account()
    except AuthError as err:
        raise ConfigEntryAuthFailed(
            translation_domain=DOMAIN, translation_key=err.reason
        ) from err
    except VendorError as err:
        raise ConfigEntryNotReady(
            translation_domain=DOMAIN, translation_key=err.reason
        ) from err


def _follow_devices(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    """Keep the device registry at what the account lists."""
    coordinator = entry.runtime_data.locks
    synced = described(coordinator.data, coordinator.data.locks)

    @callback
    def sync() -> None:
        now = described(coordinator.data, coordinator.changed)
        if any(synced.get(it) != description for it, description in now.items()):
            synced.update(now)
            async_sync_devices(hass, entry)

    entry.async_on_unload(coordinator.async_add_listener(sync))
    async_sync_devices(hass, entry)


async def async_unload_entry(hass: HomeAssistant, entry: CloudLocksEntry) -> bool:
    """Take the account's entities away; what must not be lost is written first."""
    if access.is_access(entry):
        return await house.async_unload(hass, entry)
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        await entry.runtime_data.store.close()
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    """Forget what was remembered of an account. Its codes stay on the locks."""
    if access.is_access(entry):
        panel.async_hide(hass)
        await house.async_remove(hass)
        return
    store = AccountStore(hass, entry.entry_id)
    await store.load()
    await async_say_what_stays(hass, entry, store)
    await store.remove()
    await AccountTokens(hass, entry.entry_id, entry.data).remove()
    async_forget(hass, entry.entry_id)
    await house.async_account_removed(hass)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: CloudLocksEntry, device: DeviceEntry
) -> bool:
    """Let a person delete a device that the account no longer lists."""
    if access.is_access(entry) or entry.state is not ConfigEntryState.LOADED:
        return False
    listed = listed_identifiers(entry, entry.runtime_data.locks.data)
    return not device.identifiers & listed
