"""The entry of the house while it is loaded; accounts come and go beside it."""

from typing import TYPE_CHECKING, Any, Final

from homeassistant.components import persistent_notification
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType

from ..const import ACCESS_PLATFORMS, DOMAIN
from ..helpers import text
from ..names import async_label
from . import entry as entries
from .bookings import BookingDesk, async_forget_bookings
from .cards import has_cards
from .check_issues import async_forget_checks
from .checking import AccessChecks
from .issues import AccessIssues, async_forget_all
from .keeper import AccessKeeper
from .sight import async_ready
from .store import AccessStore

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry

IDENTIFIER: Final = (DOMAIN, entries.UNIQUE_ID)


async def async_set_up(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
    """Read who has access, and keep it so from now on."""
    store = AccessStore(hass)
    await store.load()
    keeper = entry.runtime_data = AccessKeeper(hass, entry, store)
    dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={IDENTIFIER},
        entry_type=DeviceEntryType.SERVICE,
        name=entry.title,
    )
    await hass.config_entries.async_forward_entry_setups(entry, ACCESS_PLATFORMS)
    keeper.async_start()
    entry.async_on_unload(keeper.follower.async_end)
    AccessIssues(hass, entry, keeper).async_start()
    for account in tuple(async_ready(hass).values()):
        keeper.follower.async_follow(account)
    desk = BookingDesk(hass, entry, keeper)
    await desk.async_start()
    AccessChecks(hass, entry, keeper, desk.async_check_before).async_start()
    entries.async_show_again(hass)
    return True


async def async_unload(hass: HomeAssistant, entry: ConfigEntry[Any]) -> bool:
    """Let go of it; what is not written yet is written first."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, ACCESS_PLATFORMS)
    if unloaded:
        keeper: AccessKeeper = entry.runtime_data
        await keeper.store.close()
    return unloaded


async def async_remove(hass: HomeAssistant) -> None:
    """Forget who had access, and say whose codes go on opening doors for that."""
    store = AccessStore(hass)
    await store.load()
    names = sorted(
        async_label(hass, grant.name)
        for grant in store.grants.values()
        if any(door.copies or has_cards(door) for door in grant.doors)
    )
    if names:
        words = {"names": ", ".join(names)}
        persistent_notification.async_create(
            hass,
            await text(hass, "common", "access_stays", words),
            await text(hass, "common", "access_stays_title", words),
            f"{DOMAIN}_access_removed",
        )
    await store.remove()
    await async_forget_bookings(hass)
    async_forget_all(hass)
    async_forget_checks(hass)


@callback
def async_account_loaded(hass: HomeAssistant, account: CloudLocksEntry) -> None:
    """Keep what concerns the locks of an account, as long as it is loaded."""
    ready, key = async_ready(hass), str(account.unique_id)
    ready[key] = account

    @callback
    def forget() -> None:
        ready.pop(key, None)

    # Before what follows the account stops, which looks at what is left.
    account.async_on_unload(forget)
    if (keeper := entries.async_keeper(hass)) is not None:
        keeper.follower.async_follow(account)


async def async_account_removed(hass: HomeAssistant) -> None:
    """Show what that means for access, which is never forgotten for it."""
    if (keeper := entries.async_keeper(hass)) is not None:
        keeper.follower.async_accounts_changed()
        in_use = bool(keeper.grants)
    else:
        store = AccessStore(hass)
        await store.load()
        in_use = bool(store.grants)
    await entries.async_account_removed(hass, in_use=in_use)
