"""Keeping every access as it is wished: plans, steps, and what is told of them.

Thin on purpose: what is to be done is decided by `planner` and done by `steps`.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..const import CONF_KEEP_PINS
from .carrying import encouraged, has_code, is_long_over, without_pin, without_trouble
from .changes import UserName
from .drawing import drawn_anew
from .drift import answered
from .following import AccountFollower
from .grant import DoorId, Grant, GrantId
from .matching import Seen
from .news import News, needing_help, next_overdue, status_of, told
from .planner import plan
from .plans import Plan
from .sight import LockSight, is_same
from .sights import Sights
from .steps import StepRunner
from .store import AccessStore

_AT_ONCE: Final = 5
"""So many are planned, and so many locks looked at, before others have their turn."""

type AccessEntry = ConfigEntry[AccessKeeper]
type GrantChange = Callable[[Grant], Grant]
type NewsListener = Callable[[Grant, News], None]


class AccessKeeper:
    """All access of the house; `entry.runtime_data` of the entry Access."""

    def __init__(
        self, hass: HomeAssistant, entry: AccessEntry, store: AccessStore
    ) -> None:
        """Start with what the store remembers; nothing is planned yet."""
        self.hass = hass
        self.store = store
        self._entry = entry
        self._seen: dict[GrantId, dict[DoorId, Seen]] = {}
        self._steps = StepRunner(hass, entry, store, self._step_ended)
        self.troubles: dict[GrantId, tuple[News, ...]] = {}
        self._sights = Sights(hass)
        self._at: dict[DoorId, set[GrantId]] = {}
        self._until: dict[GrantId, datetime] = {}
        self._looked_for: set[DoorId] = set()
        self._dirty: set[GrantId] = set()
        self._due = False
        self._ended = False
        self._timer: CALLBACK_TYPE | None = None
        self._moved = asyncio.Event()
        self._on_news: list[NewsListener] = []
        self._on_update: list[CALLBACK_TYPE] = []
        self.changed: Collection[GrantId] = ()
        self.follower = AccountFollower(hass, self)

    @callback
    def async_start(self) -> None:
        """Plan everything; what was out of reach before a start may be back."""
        for grant in tuple(self.store.grants.values()):
            if is_long_over(grant, dt_util.utcnow()):
                self.store.forget(grant.id)
                continue
            for door in grant.doors:
                grant = without_trouble(grant, door.at)  # noqa: PLW2901 - it grows
            self.store.grants[grant.id] = grant
            self._index(grant)
            self.async_plan(grant.id)
        self._entry.async_on_unload(self._end)

    @callback
    def _end(self) -> None:
        self._ended = True
        if self._timer is not None:
            self._timer()

    @property
    def grants(self) -> Mapping[GrantId, Grant]:
        """Return all access, over or not."""
        return self.store.grants

    def plan_of(self, grant_id: GrantId) -> Plan:
        """Return what is planned for an access, as of now."""
        return self.preview(self.store.grants[grant_id])

    def plans_of(self, grants: Iterable[Grant]) -> list[Plan]:
        """Return what is planned for many, each lock looked at once."""
        now = dt_util.utcnow()
        return [plan(it, self._looks(it), now) for it in grants]

    def preview(self, grant: Grant) -> Plan:
        """Return what would be planned for an access that is only thought of."""
        return self.plans_of([grant])[0]

    @callback
    def doors(self) -> Iterable[DoorId]:
        """Return all locks that any access concerns."""
        return tuple(self._at)

    async def put(self, grant: Grant, by: UserName | None = None) -> None:
        """Wish an access as it is given; returns when that would survive a crash.

        `by`: who wishes it; None: Home Assistant itself, for a booking say.
        """
        self._index(grant)
        self.store.note(grant, by)
        await self.store.put_safely(grant)
        self.async_plan(grant.id)

    async def change(
        self, grant_id: GrantId, change: GrantChange, by: UserName | None = None
    ) -> None:
        """Wish something else of an access; what had failed is tried again.

        The change is made to what is known at that moment, not to an older copy.
        """
        grant = change(self.store.grants[grant_id])
        await self.put(encouraged(grant, self._looks(grant)), by)

    @callback
    def async_listen(self, listener: NewsListener) -> CALLBACK_TYPE:
        """Call `listener` with all that is told of any access."""
        self._on_news.append(listener)
        return lambda: self._on_news.remove(listener)

    @callback
    def async_on_update(self, update: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `update` when access stands elsewhere than before; `changed`: whose."""
        self._on_update.append(update)
        return lambda: self._on_update.remove(update)

    @callback
    def async_tell(self, grant: Grant, news: News) -> None:
        """Tell something of an access."""
        for listener in tuple(self._on_news):
            listener(grant, news)

    @callback
    def async_grant_of(self, at: DoorId, code_id: str | None) -> Grant | None:
        """Return whose access a code of a lock is; None when it is nobody's."""
        its = (it for it in self.async_at(at) if has_code(it, at, code_id))
        return None if code_id is None else next(its, None)

    @callback
    def async_at(self, at: DoorId) -> list[Grant]:
        """Return all access that concerns a lock."""
        return [self.store.grants[it] for it in self._at.get(at, ())]

    async def rest(self, grant_ids: Iterable[GrantId], seconds: float) -> None:
        """Wait until nothing is to be done for an access any more, at most so long."""
        ids = tuple(grant_ids)
        try:
            async with asyncio.timeout(seconds):
                while not all(map(self._rests, ids)):
                    await self._moved.wait()
        except TimeoutError:
            return

    def _rests(self, grant_id: GrantId) -> bool:
        seen = not self._looked_for and grant_id not in self._dirty
        return self._ended or (seen and not self._steps.has(grant_id))

    @callback
    def async_lock_moved(self, at: DoorId, *, is_back: bool = False) -> None:
        """Look again at a lock of which something is different."""
        if is_back:
            for grant_id in self._at.get(at, ()):
                grant = without_trouble(self.store.grants[grant_id], at)
                if grant != self.store.grants[grant_id]:
                    self.store.put_soon(grant)
                    self._dirty.add(grant_id)
        if at in self._at:
            self._looked_for.add(at)
            self._soon()

    @callback
    def _step_ended(self, grant_id: GrantId, at: DoorId) -> None:
        self._looked_for.add(at)
        self.async_plan(grant_id)

    @callback
    def async_plan(self, grant_id: GrantId) -> None:
        """Plan an access anew, soon."""
        self._dirty.add(grant_id)
        self._soon()

    @callback
    def _soon(self) -> None:
        if not (self._due or self._ended):
            self._due = True
            self.hass.loop.call_soon(self._pass)

    @callback
    def _pass(self) -> None:
        """Look where something moved, plan what it concerns, begin what is next."""
        self._due = False
        if self._ended:
            return
        for at in _taken(self._looked_for):
            self._look(at)
        dirty = _taken(self._dirty)
        for grant_id in dirty:
            self._replan(grant_id)
        if self._dirty or self._looked_for:
            self._soon()
        self._steps.async_begin()
        self._set_timer()
        if dirty:
            self.changed = dirty
            for update in tuple(self._on_update):
                update()
        self._moved.set()
        self._moved.clear()

    def _look(self, at: DoorId) -> None:
        """Find out whom a change at a lock concerns."""
        sight = self._sights.of(at)
        for grant_id in self._at.get(at, ()):
            seen = self._sees(self.store.grants[grant_id], at, sight)
            if not is_same(self._seen.get(grant_id, {}).get(at), seen):
                self._dirty.add(grant_id)

    def _looks(self, grant: Grant) -> dict[DoorId, Seen]:
        look = self._sights.of
        return {it.at: self._sees(grant, it.at, look(it.at)) for it in grant.doors}

    def _sees(self, grant: Grant, at: DoorId, sight: LockSight) -> Seen:
        return sight.of(grant, at, self._steps.under_way(grant.id, at))

    def _replan(self, grant_id: GrantId) -> None:
        before, now = self.store.grants[grant_id], dt_util.utcnow()
        known = self._seen[grant_id] = self._looks(before)
        made = plan(before, known, now)
        grant = answered(made.grant, made.doors)
        grant = drawn_anew(replace(made, grant=grant), known, self.store.pins)
        if grant != made.grant:
            made = plan(grant, known, now)
        grant, news = told(made, now)
        if not self._entry.options.get(CONF_KEEP_PINS, True):
            grant = without_pin(made, grant, status_of(made))
        if grant != before:
            self.store.put_soon(grant)
            self._index(grant)
        made = replace(made, grant=grant)
        self.troubles[grant_id] = needing_help(made, now)
        self._note(made, now)
        for it in news:
            self.async_tell(grant, it)

    def _note(self, made: Plan, now: datetime) -> None:
        """Keep a plan: its steps, and when it is to be made again."""
        grant_id = made.grant.id
        self._steps.note(made)
        moments = (made.until, next_overdue(made.grant, now))
        self._until.pop(grant_id, None)
        if until := min((it for it in moments if it is not None), default=None):
            self._until[grant_id] = until

    def _index(self, grant: Grant) -> None:
        """Remember at which locks an access is looked for."""
        doors = {it.at for it in grant.doors}
        for at in doors:
            self._at.setdefault(at, set()).add(grant.id)
        for at, ids in self._at.items():
            if at not in doors:
                ids.discard(grant.id)

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None
        if self._until:
            due = min(self._until.values())
            self._timer = async_track_point_in_utc_time(self.hass, self._wake, due)

    @callback
    def _wake(self, now: datetime) -> None:
        self._timer = None
        self._dirty |= {key for key, due in self._until.items() if due <= now}
        self._soon()


def _taken[T](waiting: set[T]) -> tuple[T, ...]:
    """Take some of what waits, for one turn of the event loop."""
    taken = tuple(islice(waiting, _AT_ONCE))
    waiting.difference_update(taken)
    return taken
