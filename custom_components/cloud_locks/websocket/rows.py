"""All rows as clients know them, and finding out which are other ones by now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .. import access
from ..access.grant import DoorId, GrantId
from ..access.sight import async_entry_of, async_ready
from ..const import DOMAIN
from ..helpers import lock_id_of
from .access_rows import async_access_views
from .accounts import async_account_views, async_issue_views
from .doors import async_away_view, async_door_view
from .pending import Pending, take
from .place import door_id_of
from .views import (
    AccessView,
    AccountView,
    DoorView,
    EnrollmentView,
    IssueView,
    UpdateView,
)

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry

_DOORS_AT_ONCE: Final = 100
_GRANTS_AT_ONCE: Final = 20
"""So many are looked at before others have their turn: each may be at fifty locks."""

READING: Final = "reading"


class HouseRows:
    """The rows that were sent last."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nothing yet."""
        self._hass = hass
        self.doors: dict[DoorId, DoorView] = {}
        self.access: dict[GrantId, AccessView] = {}
        self.enrollments: dict[DoorId, EnrollmentView] = {}
        self._accounts: list[AccountView] = []
        self._issues: list[IssueView] = []

    @callback
    def async_note_all(self, pending: Pending) -> None:
        """Have everything looked at, what there is and what there was."""
        pending.doors |= {*self.doors, *_every_door(self._hass)}
        pending.accounts = pending.issues = True
        self.async_note_access(pending)

    @callback
    def async_note_access(self, pending: Pending) -> None:
        """Have all access looked at."""
        keeper = access.async_keeper(self._hass)
        there = () if keeper is None else keeper.grants
        pending.grants |= {*self.access, *there}

    @callback
    def async_complete(self) -> UpdateView:
        """Return everything as it was sent last."""
        update = _update(complete=True)
        update["doors"] = [*self.doors.values()]
        update["access"] = [*self.access.values()]
        update["accounts"], update["issues"] = self._accounts, self._issues
        update["enrollments"] = [*self.enrollments.values()]
        return update

    @callback
    def async_look(self, pending: Pending, *, accounts: bool) -> UpdateView | None:
        """Return what is different, or None; the rest stays noted for another turn.

        `accounts`: whether it is their turn.
        """
        update = _update(complete=False)
        self._look_at_doors(pending, update)
        self._look_at_access(pending, update)
        if pending.issues:
            pending.issues = False
            issues = async_issue_views(self._hass)
            if issues != self._issues:
                update["issues"] = self._issues = issues
        if accounts and pending.accounts:
            pending.accounts = False
            rows = async_account_views(self._hass, self._overdue())
            if rows != self._accounts:
                update["accounts"] = self._accounts = rows
        self._take_news(pending, update)
        return None if update == _update(complete=False) else update

    def _overdue(self) -> Mapping[str, int]:
        """Return how many codes are not as somebody wished, by account."""
        counts: Counter[str] = Counter()
        for row in self.doors.values():
            counts[row["account_id"]] += _overdue_at(row)
        return counts

    def _take_news(self, pending: Pending, update: UpdateView) -> None:
        news = pending.take_news()
        update["events"], update["changes"] = news.events, news.changes
        update["enrollments"] = [*news.enrollments.values()]
        for at, row in news.enrollments.items():
            self.enrollments[at] = row
            if row["state"] != READING:
                del self.enrollments[at]
        if news.contacts:
            update["contacts"] = news.contacts

    def _look_at_doors(self, pending: Pending, update: UpdateView) -> None:
        for at in take(pending.doors, _DOORS_AT_ONCE):
            before, row = self.doors.get(at), self._door(at)
            if row == before:
                continue
            if row is None:
                del self.doors[at]
                update["removed_doors"].append(door_id_of(at))
            else:
                self.doors[at] = row
                update["doors"].append(row)
            if _overdue_at(row) != _overdue_at(before):
                pending.accounts = True
            if _called(row) != _called(before):
                pending.grants |= self._grants_at(at)

    def _door(self, at: DoorId) -> DoorView | None:
        """Return a door as it is now; None when it is gone."""
        entry = async_entry_of(self._hass, at)
        if entry is None or entry.disabled_by is not None:
            return None
        if at.account in async_ready(self._hass):
            lock = entry.runtime_data.locks.data.locks.get(at.lock_id)
            return None if lock is None else async_door_view(self._hass, entry, lock)
        if (last := self.doors.get(at)) is not None:
            return {**last, "available": False}
        return async_away_view(self._hass, entry, at)

    def _grants_at(self, at: DoorId) -> set[GrantId]:
        keeper = access.async_keeper(self._hass)
        return set() if keeper is None else {it.id for it in keeper.async_at(at)}

    def _look_at_access(self, pending: Pending, update: UpdateView) -> None:
        if access.async_get(self._hass) is None:
            update["removed_access"] += self.access
            self.access.clear()
        if (keeper := access.async_keeper(self._hass)) is None:
            pending.grants.clear()
            return
        taken = tuple(take(pending.grants, _GRANTS_AT_ONCE))
        for grant_id in taken:
            if grant_id not in keeper.grants and grant_id in self.access:
                del self.access[grant_id]
                update["removed_access"].append(grant_id)
        there = [keeper.grants[it] for it in taken if it in keeper.grants]
        for row in async_access_views(self._hass, keeper, there, self.doors):
            if self.access.get(row["grant_id"]) != row:
                self.access[row["grant_id"]] = row
                update["access"].append(row)


def _called(row: DoorView | None) -> tuple[str | None, ...]:
    """Return what rows of access repeat of a door."""
    return () if row is None else (row["name"], row["entity_id"])


def _overdue_at(row: DoorView | None) -> int:
    """Return how many codes of a door are not as somebody wished."""
    problems = [] if row is None else row["problems"]
    return sum(it["name"] is not None for it in problems)


def _update(*, complete: bool) -> UpdateView:
    """Return a message that says nothing yet."""
    return UpdateView(
        complete=complete,
        doors=[],
        removed_doors=[],
        access=[],
        removed_access=[],
        accounts=None,
        issues=None,
        events=[],
        changes=[],
        enrollments=[],
    )


def _every_door(hass: HomeAssistant) -> Iterator[DoorId]:
    """Yield the locks of all accounts; of one that is away those it had last."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        if not access.is_access(entry):
            yield from async_doors_of(hass, entry)


@callback
def async_doors_of(hass: HomeAssistant, entry: CloudLocksEntry) -> Iterator[DoorId]:
    """Yield the locks of an account; while it is away those that it had last."""
    account = str(entry.unique_id)
    if account in async_ready(hass):
        yield from (DoorId(account, it) for it in entry.runtime_data.locks.data.locks)
        return
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        if entity.domain == Platform.LOCK:
            yield DoorId(account, lock_id_of(entry, entity.unique_id))
