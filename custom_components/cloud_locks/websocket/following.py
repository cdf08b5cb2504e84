"""Hearing of everything that a client may be shown, and noting what it concerns."""

from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .. import access
from ..access.changes import Change
from ..access.grant import Grant
from ..access.keeper import AccessKeeper
from ..access.news import News
from ..const import DOMAIN
from .account_following import AccountFollower
from .changes import change_view
from .pending import Pending
from .registries import RegistryFollower
from .rows import HouseRows, async_doors_of

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry


class HouseFollower:
    """Notes what may be different, for as long as somebody looks.

    Accounts and Access may be loaded, unloaded, added and removed meanwhile.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        pending: Pending,
        rows: HouseRows,
        soon: CALLBACK_TYPE,
    ) -> None:
        """Know where to note it, and whom to tell that there is something to tell."""
        self._hass, self._pending, self._rows, self._soon = hass, pending, rows, soon
        self._accounts: dict[str, AccountFollower] = {}
        self._keeper: AccessKeeper | None = None
        self._stops: list[CALLBACK_TYPE] = []
        self._of_keeper: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> None:
        """Follow all that is loaded, and what comes and goes."""
        self._stops = [
            async_dispatcher_connect(
                self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed
            ),
            *RegistryFollower(
                self._hass, self._pending, self._rows, self._soon
            ).async_start(),
        ]
        self._follow_access()
        for entry in access.async_accounts(self._hass):
            self._follow(entry)

    @callback
    def async_end(self) -> None:
        """Hear nothing any more."""
        for stop in (*self._stops, *self._of_keeper):
            stop()
        for follower in self._accounts.values():
            follower.async_end()
        self._accounts.clear()

    @callback
    def _entry_changed(self, _: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if entry.domain != DOMAIN:
            return
        if access.is_access(entry):
            self._follow_access()
            # Doors as well: whose a code is, only Access knows.
            self._rows.async_note_all(self._pending)
        else:
            self._account_changed(entry)
        self._soon()

    def _account_changed(self, entry: ConfigEntry[Any]) -> None:
        """Follow an account that was loaded, no longer one that was not."""
        followed = self._accounts.get(entry.entry_id)
        is_loaded = entry.state is ConfigEntryState.LOADED
        if followed is not None and not (is_loaded and followed.is_of(entry)):
            self._accounts.pop(entry.entry_id).async_end()
        if is_loaded and entry.entry_id not in self._accounts:
            self._follow(entry)
        theirs = (it for it in self._rows.doors if it.account == entry.unique_id)
        self._pending.doors |= {*theirs, *async_doors_of(self._hass, entry)}
        self._pending.accounts = True

    def _follow(self, entry: CloudLocksEntry) -> None:
        follower = AccountFollower(self._hass, entry, self._pending, self._soon)
        self._accounts[entry.entry_id] = follower
        follower.async_start()

    def _follow_access(self) -> None:
        """Listen to the Access that is loaded now; each time it is another object."""
        keeper = access.async_keeper(self._hass)
        if keeper is self._keeper:
            return
        for stop in self._of_keeper:
            stop()
        self._keeper, self._of_keeper = keeper, []
        if keeper is not None:
            self._of_keeper = [
                keeper.async_on_update(self._planned),
                keeper.async_listen(self._told),
                keeper.store.log.listen(self._changed),
            ]

    @callback
    def _planned(self) -> None:
        if self._keeper is not None:
            self._note(*(self._keeper.grants[it] for it in self._keeper.changed))

    @callback
    def _told(self, grant: Grant, _: News) -> None:
        self._note(grant)

    def _note(self, *grants: Grant) -> None:
        """Note access, and its doors: whose a code is, is shown there."""
        self._pending.grants.update(it.id for it in grants)
        self._pending.doors.update(door.at for it in grants for door in it.doors)
        self._soon()

    @callback
    def _changed(self, change: Change) -> None:
        self._pending.changes.append(change_view(change))
        self._pending.grants.add(change.grant_id)
        self._soon()
