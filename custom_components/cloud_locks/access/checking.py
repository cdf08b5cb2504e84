"""Checking each lock of an access before somebody arrives, and saying what is wrong.

A check reads the lock and its codes anew: two calls to the cloud for each lock. What it
finds is shown until it is no longer so, which is looked at without asking anybody.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import (
    async_track_point_in_utc_time,
    async_track_time_interval,
)
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..model.reason import Reason
from . import checks
from .check_issues import async_show_failed
from .check_reading import LockReader
from .grant import DoorId, Grant, GrantDoor, GrantId, GrantNews
from .news import News
from .plans import DoorPlan
from .sight import async_account_of, async_entry_of, async_lock_of

if TYPE_CHECKING:
    from .keeper import AccessEntry, AccessKeeper

_LOOK_AGAIN: Final = timedelta(minutes=5)
"""So often it is looked whether what was wrong still is."""

_SETTLED_AFTER: Final = timedelta(minutes=1)
"""After a start, before what should have been checked meanwhile is."""

_CHECKS: HassKey[AccessChecks] = HassKey(f"{DOMAIN}.checks")

type Before = Callable[[GrantId], tuple[timedelta, ...] | None]
"""How long before it begins an access is checked; None: as any other."""
type Failures = Mapping[DoorId, Reason]


@callback
def async_checks(hass: HomeAssistant) -> AccessChecks | None:
    """Return the checks of all access; None while that is not loaded."""
    return hass.data.get(_CHECKS)


class AccessChecks:
    """The checks of all access; `failed` is what they found, until it is in order."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: AccessEntry,
        keeper: AccessKeeper,
        before: Before,
    ) -> None:
        """Start with nothing found."""
        self._hass, self._entry, self._keeper = hass, entry, keeper
        self._asked_before = before
        self._reader = LockReader(hass)
        self.failed: dict[GrantId, Failures] = {}
        self._due: dict[GrantId, datetime] = {}
        self._seen: dict[GrantId, Grant] = {}
        self._timer: CALLBACK_TYPE | None = None
        self._stop_looking: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Check everything in time from when Home Assistant has started."""
        self._hass.data[_CHECKS] = self
        on_unload = self._entry.async_on_unload
        on_unload(self._end)
        on_unload(async_at_started(self._hass, self._begin))

    @callback
    def _begin(self, _: HomeAssistant) -> None:
        now = dt_util.utcnow()
        for grant in self._keeper.grants.values():
            self._seen[grant.id] = grant
            if checks.is_near(grant, self._before(grant.id), now):
                self._due[grant.id] = now + _SETTLED_AFTER
            else:
                self._plan(grant)
        self._set_timer()
        self._look_while_needed()
        self._entry.async_on_unload(self._keeper.async_on_update(self._sync))

    @callback
    def _end(self) -> None:
        self._hass.data.pop(_CHECKS, None)
        for stop in filter(None, (self._timer, self._stop_looking)):
            stop()

    @callback
    def _look_while_needed(self) -> None:
        """Look again now and then as long as there is any access."""
        if self._stop_looking is not None and not self._keeper.grants:
            self._stop_looking()
            self._stop_looking = None
        elif self._stop_looking is None and self._keeper.grants:
            self._stop_looking = async_track_time_interval(
                self._hass, self._look_again, _LOOK_AGAIN
            )

    def _before(self, grant_id: GrantId) -> tuple[timedelta, ...]:
        before = self._asked_before(grant_id)
        return checks.BEFORE if before is None else before

    @callback
    def _sync(self) -> None:
        """Plan anew what is wished otherwise; what only moved on stays planned."""
        grants = self._keeper.grants
        for grant_id in self._seen.keys() - grants.keys():
            del self._seen[grant_id]
            self._due.pop(grant_id, None)
        for grant in grants.values():
            known = self._seen.get(grant.id)
            if known is not grant:
                self._seen[grant.id] = grant
                if known is None or _hours(known) != _hours(grant):
                    self._plan(grant)
        self._set_timer()
        self._look_while_needed()

    def _plan(self, grant: Grant) -> None:
        due = checks.next_check(grant, self._before(grant.id), dt_util.utcnow())
        self._due.pop(grant.id, None)
        if due is not None:
            self._due[grant.id] = due

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None
        if self._due:
            moment = min(self._due.values())
            self._timer = async_track_point_in_utc_time(self._hass, self._wake, moment)

    @callback
    def _wake(self, now: datetime) -> None:
        self._timer = None
        for grant_id in [key for key, due in self._due.items() if due <= now]:
            del self._due[grant_id]
            if (grant := self._keeper.grants.get(grant_id)) is not None:
                self._check_if_near(grant, now)
                self._plan(grant)
        self._set_timer()

    def _check_if_near(self, grant: Grant, now: datetime) -> None:
        """Check an access in the background, unless only a new start was awaited."""
        if checks.is_near(grant, self._before(grant.id), now):
            self._entry.async_create_background_task(
                self._hass, self.async_check(grant.id), f"{DOMAIN} check"
            )

    async def async_check(self, grant_id: GrantId, *, anew: bool = False) -> None:
        """Check all locks of an access now, and tell what was found.

        `anew`: also a lock that was read for another access just now.
        """
        if (grant := self._keeper.grants.get(grant_id)) is None:
            return
        doors = checks.checked_doors(grant)
        reasons = await asyncio.gather(
            *(self._check(grant_id, it, anew=anew) for it in doors)
        )
        found = {
            door.at: reason
            for door, reason in zip(doors, reasons, strict=True)
            if reason is not None
        }
        self._note(grant_id, found)
        for at, reason in found.items():
            news = News(kind=GrantNews.CHECK_FAILED, at=at, reason=reason)
            self._keeper.async_tell(grant, news)
        if doors and not found:
            self._keeper.async_tell(grant, News(kind=GrantNews.CHECK_PASSED))
        await self._show()

    async def _check(
        self, grant_id: GrantId, door: GrantDoor, *, anew: bool
    ) -> Reason | None:
        await self._reader.read(door.at, anew=anew)
        return self._look(grant_id, door.at)

    def _look(self, grant_id: GrantId, at: DoorId) -> Reason | None:
        """Return what is wrong at a lock, as last known."""
        grant = self._keeper.grants.get(grant_id)
        door = None if grant is None else grant.door(at)
        if grant is None or door not in checks.checked_doors(grant):
            return None
        account, lock = async_account_of(self._hass, at), async_lock_of(self._hass, at)
        if async_entry_of(self._hass, at) is None:
            return Reason.ACCOUNT_REMOVED
        if account is None:
            return Reason.CLOUD_UNREACHABLE
        if lock is None:
            return Reason.NOT_FOUND
        plan: DoorPlan = self._keeper.plan_of(grant_id).doors[at]
        gateways = account.locks.data.gateways
        unread = self._reader.error(at, plan.code)
        return unread or checks.wrong(lock, gateways, door, plan, dt_util.utcnow())

    def _note(self, grant_id: GrantId, found: Failures) -> None:
        self.failed.pop(grant_id, None)
        if found:
            self.failed[grant_id] = found

    @callback
    def _look_again(self, now: datetime) -> None:
        """Take back what is in order by now, or no longer wished.

        Also plan anew: for bookings it may have been chosen otherwise how long before.
        """
        for grant in self._keeper.grants.values():
            # What is due has its own timer, also when both come late.
            if (due := self._due.get(grant.id)) is None or due > now:
                self._plan(grant)
        self._set_timer()
        before = dict(self.failed)
        for grant_id, known in before.items():
            looks = {at: self._look(grant_id, at) for at in known}
            left = {at: it for at, it in looks.items() if it is not None}
            self._note(grant_id, left)
        if before != self.failed:
            self._entry.async_create_task(self._hass, self._show())

    async def _show(self) -> None:
        await async_show_failed(self._hass, self._keeper, self.failed)


def _hours(grant: Grant) -> tuple[object, ...]:
    """Return all that decides when an access is checked."""
    return tuple((it.at, it.schedule) for it in checks.checked_doors(grant))
