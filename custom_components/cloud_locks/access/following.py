"""Hearing of everything that may concern an access: locks, codes, who comes in."""

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ..model.access_event import AccessEvent, EventType
from ..model.lock import LockId
from .grant import DoorId, GrantNews
from .news import News
from .sight import async_is_away

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry
    from .keeper import AccessKeeper


class AccountFollower:
    """Tells the keeper what happens at the locks of all accounts."""

    def __init__(self, hass: HomeAssistant, keeper: AccessKeeper) -> None:
        """Start with no account."""
        self._hass = hass
        self._keeper = keeper
        self._away: set[DoorId] = set()
        self._followed: dict[str, CALLBACK_TYPE] = {}
        self._heard: dict[DoorId, tuple[CALLBACK_TYPE, ...]] = {}

    @callback
    def async_follow(self, entry: CloudLocksEntry) -> None:
        """Follow an account that is loaded, until it is unloaded; once."""
        if entry.entry_id in self._followed:
            return
        locks = entry.runtime_data.locks
        moved = partial(self._locks_moved, entry)
        self._followed[entry.entry_id] = locks.async_add_listener(moved)
        entry.async_on_unload(partial(self._end, entry))
        for lock_id in locks.data.locks:
            self._hear(entry, lock_id)
        for at in self._of(entry):
            # What was out of reach before may be in reach by now.
            self._away.add(at)
            self._moved(at)

    @callback
    def async_end(self) -> None:
        """Follow nothing any more."""
        for stop in (*self._followed.values(), *chain(*self._heard.values())):
            stop()
        self._followed.clear()
        self._heard.clear()

    def _of(self, entry: CloudLocksEntry) -> list[DoorId]:
        """Return the locks of an account that any access concerns."""
        doors = self._keeper.doors()
        return [at for at in doors if at.account == entry.unique_id]

    @callback
    def async_accounts_changed(self) -> None:
        """Look at everything again: an account was removed."""
        for at in self._keeper.doors():
            self._keeper.async_lock_moved(at)

    @callback
    def _locks_moved(self, entry: CloudLocksEntry) -> None:
        locks = entry.runtime_data.locks
        for lock_id in locks.changed:
            at = _door(entry, lock_id)
            if lock_id in locks.data.locks:
                self._hear(entry, lock_id)
            else:
                self._hear_no_more(at)
            self._moved(at)

    @callback
    def _moved(self, at: DoorId) -> None:
        """Tell that a lock is different, and whether it is back."""
        was_away, is_away = at in self._away, async_is_away(self._hass, at)
        (self._away.add if is_away else self._away.discard)(at)
        self._keeper.async_lock_moved(at, is_back=was_away and not is_away)

    @callback
    def _hear(self, entry: CloudLocksEntry, lock_id: LockId) -> None:
        """Listen to a lock's codes and to its door, once."""
        at, account = _door(entry, lock_id), entry.runtime_data
        if at in self._heard:
            return
        codes_moved = partial(self._keeper.async_lock_moved, at)
        self._heard[at] = (
            account.codes.async_on_update(lock_id, codes_moved),
            account.activity.async_listen(lock_id, partial(self._happened, at)),
        )

    @callback
    def _hear_no_more(self, at: DoorId) -> None:
        for stop in self._heard.pop(at, ()):
            stop()

    @callback
    def _end(self, entry: CloudLocksEntry) -> None:
        if (stop_listening := self._followed.pop(entry.entry_id, None)) is None:
            return
        stop_listening()
        for at in [it for it in self._heard if it.account == entry.unique_id]:
            self._hear_no_more(at)
        for at in self._of(entry):
            self._keeper.async_lock_moved(at)

    @callback
    def _happened(self, at: DoorId, event: AccessEvent) -> None:
        grant = self._keeper.grants.get(event.grant_id or "")
        came_in = event.type is EventType.UNLOCKED
        if grant is None or not came_in or grant.first_used is not None:
            return
        used = replace(grant, first_used=event.occurred_at)
        self._keeper.store.put_soon(used)
        self._keeper.async_tell(used, News(kind=GrantNews.FIRST_USE, at=at))


def _door(entry: CloudLocksEntry, lock_id: LockId) -> DoorId:
    return DoorId(str(entry.unique_id), lock_id)
