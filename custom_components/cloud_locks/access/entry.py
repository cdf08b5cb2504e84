"""The Access entry: it makes itself, and keeps what concerns all accounts at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from homeassistant.config_entries import (
    SOURCE_SYSTEM,
    ConfigEntry,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import discovery_flow
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from ..const import DOMAIN

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry
    from .keeper import AccessKeeper

UNIQUE_ID: Final = "access"
"""No account has it: theirs begin with a brand and a colon."""

TITLE: Final = "Access"

_AT_WORK: Final = {ConfigEntryState.LOADED, ConfigEntryState.SETUP_IN_PROGRESS}


def is_access(entry: ConfigEntry[Any]) -> bool:
    """Return whether an entry is Access, not an account."""
    return entry.unique_id == UNIQUE_ID


@callback
def async_get(hass: HomeAssistant) -> ConfigEntry[Any] | None:
    """Return the entry, loaded or not; None before it has made itself."""
    return hass.config_entries.async_entry_for_domain_unique_id(DOMAIN, UNIQUE_ID)


@callback
def options(hass: HomeAssistant) -> Mapping[str, Any]:
    """Return what was chosen for the whole house; empty before anything was."""
    entry = async_get(hass)
    return {} if entry is None else entry.options


@callback
def async_ensure(hass: HomeAssistant) -> None:
    """Let the entry make itself where there is an account and it is missing."""
    if async_get(hass) is None:
        discovery_flow.async_create_flow(
            hass, DOMAIN, context={"source": SOURCE_SYSTEM}, data={}
        )


@callback
def async_keeper(hass: HomeAssistant) -> AccessKeeper | None:
    """Return who keeps all access as it is wished; None while that is not loaded."""
    entry = async_get(hass)
    if entry is None or entry.state not in _AT_WORK:
        return None
    # While it is being set up it is there before it is called loaded.
    keeper: AccessKeeper | None = getattr(entry, "runtime_data", None)
    return keeper


@callback
def async_accounts(hass: HomeAssistant) -> list[CloudLocksEntry]:
    """Return the entries of all accounts that are loaded."""
    loaded = hass.config_entries.async_loaded_entries(DOMAIN)
    return [it for it in loaded if not is_access(it)]


@callback
def async_show_again(hass: HomeAssistant) -> None:
    """Let all accounts show at once what the options say now.

    The options load this entry anew, never the accounts.
    """
    for entry in async_accounts(hass):
        _show_again(entry)


def _show_again(entry: CloudLocksEntry) -> None:
    """Write the states and repairs of an account anew."""
    account = entry.runtime_data
    # All listeners: ours calls only those of locks that are different.
    DataUpdateCoordinator.async_update_listeners(account.locks)
    for lock_id in account.locks.data.locks:
        account.codes.refresh(lock_id)


async def async_account_removed(hass: HomeAssistant, *, in_use: bool) -> None:
    """Go with the last account, unless something would be lost.

    `in_use`: somebody has access, or had.
    """
    entry = async_get(hass)
    if entry is None or entry.options or entry.subentries or in_use:
        return
    if all(is_access(it) for it in hass.config_entries.async_entries(DOMAIN)):
        await hass.config_entries.async_remove(entry.entry_id)
