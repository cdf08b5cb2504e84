"""Reading who came in, lock by lock, and telling each happening once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .access import async_tell_of_duress
from .access.explaining import async_explain
from .const import ALARM_MAX_AGE, EVENT_MAX_AGE, SAVE_NEWS_WITHIN
from .listeners import subscribe
from .model.access_event import AccessEvent, EventType, Stream
from .model.areas import Area
from .model.attribution import with_code
from .model.feed import news
from .model.lock import Lock, LockId
from .model.look_outs import LookOuts
from .model.planner import JobKind, Turn
from .model.recent import RecentEvents
from .model.spending import Lane
from .scheduler import Work
from .sent import SentCommands

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .people import PersonLinks
    from .runtime import CloudLocksEntry
    from .store import AccountStore

_PAGE, _MOST = 50, 800
"""How many events are read, and how many where those were not all that are new."""

_CLOCKS = timedelta(seconds=5)
"""How far the clocks of a lock and its cloud may be apart."""

_EXPLAINS = timedelta(minutes=1)
"""For so long what the log told explains a new state."""

_STILL = {EventType.DENIED, EventType.OPEN_REQUESTED}
"""What happens at a door without anything moving."""

type EventListener = Callable[[AccessEvent], None]


class ActivityFeed:
    """Follows the activity of each lock of an account.

    A lock is looked at when its bolt or door has moved, again at the delays of
    `Pace.settle` until the record has arrived, and otherwise slowly in turn: a wrong
    code at the keypad moves nothing.
    """

    def __init__(
        self,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        store: AccountStore,
        links: PersonLinks,
    ) -> None:
        """Start with nothing to tell."""
        self._entry = entry
        self._coordinator = coordinator
        self._scheduler = coordinator.scheduler
        self._store = store
        self._links = links
        self._listeners: dict[LockId, list[EventListener]] = {}
        self._access_listeners: dict[LockId, list[CALLBACK_TYPE]] = {}
        self._awaited = LookOuts()
        self._moved: dict[LockId, tuple[object, ...]] = {}
        self._explained: dict[LockId, datetime] = {}
        self._looked_at: set[LockId] = set()
        self._last_access: dict[LockId, AccessEvent] = {}
        self._ended = False
        self.sent = SentCommands()
        self.recent = RecentEvents()
        entry.async_on_unload(self._end)
        work = Work(self._look, self._next_look)
        self._scheduler.async_serve(JobKind.ACTIVITY, work)

    def last_access(self, lock_id: LockId) -> AccessEvent | None:
        """Return the newest coming in that is known."""
        return self._last_access.get(lock_id)

    @callback
    def async_listen(self, lock_id: LockId, listener: EventListener) -> CALLBACK_TYPE:
        """Call `listener` for every event of a lock; returns how to stop."""
        return subscribe(self._listeners, lock_id, listener)

    @callback
    def async_on_access(self, lock_id: LockId, update: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `update` when `last_access` of a lock is another."""
        return subscribe(self._access_listeners, lock_id, update)

    @callback
    def async_start(self) -> None:
        """Follow all locks from now on."""
        self._entry.async_on_unload(
            self._coordinator.async_add_listener(self._look_who_moved)
        )
        for lock_id in self._coordinator.data.locks:
            self._follow(lock_id)

    @callback
    def _look_who_moved(self) -> None:
        locks = self._coordinator.data.locks
        for lock_id in self._coordinator.changed:
            if lock_id not in locks:
                self._forget(lock_id)
            elif lock_id not in self._moved:
                self._follow(lock_id)
            elif self._moved[lock_id] != (where := _where(locks[lock_id])):
                self._moved[lock_id] = where
                if not self._is_explained(lock_id):
                    self.async_expect(lock_id)

    @callback
    def _follow(self, lock_id: LockId) -> None:
        """Take a lock in turn; at once when its bolt has moved since the last time."""
        lock, seen = self._coordinator.lock(lock_id), self._store.of(lock_id).seen
        self._moved[lock_id] = _where(lock)
        moved_at = lock.bolt_changed_at
        missed = seen is not None and moved_at is not None and moved_at > seen.at
        turn = Turn(0, Lane.CHANGED if missed else Lane.REST)
        self._scheduler.async_plan(JobKind.ACTIVITY, lock_id, turn)

    @callback
    def _forget(self, lock_id: LockId) -> None:
        self._moved.pop(lock_id, None)
        self._explained.pop(lock_id, None)
        self.recent.forget(lock_id)
        self._awaited.end(lock_id)
        self._scheduler.async_drop(JobKind.ACTIVITY, lock_id)

    @callback
    def async_expect(self, lock_id: LockId) -> None:
        """Look soon: something happened at this lock, its record will follow.

        Not at one that is gone, nor when the account was unloaded under a command.
        """
        if self._ended or lock_id not in self._coordinator.data.locks:
            return
        delays = self._coordinator.cloud.pace.settle or (0.0,)
        if turn := self._awaited.begin(lock_id, delays):
            self._scheduler.async_plan(JobKind.ACTIVITY, lock_id, turn, sooner=True)

    async def _look(self, lock_id: LockId) -> None:
        fresh = await self._read(lock_id)
        lock = self._coordinator.data.locks.get(lock_id)
        if lock is not None and any(_moves(event, lock) for event in fresh):
            self._awaited.end(lock_id)
            if self._coordinator.turns.async_expect(lock_id):
                self._explained[lock_id] = dt_util.utcnow()

    def _is_explained(self, lock_id: LockId) -> bool:
        """Whether a state that is new was only read because of what the log told."""
        told_at = self._explained.pop(lock_id, None)
        return told_at is not None and dt_util.utcnow() - told_at < _EXPLAINS

    def _next_look(self, lock_id: LockId) -> Turn | None:
        if lock_id not in self._coordinator.data.locks:
            return None
        rest = self._coordinator.cloud.pace.activity.total_seconds()
        return self._awaited.step(lock_id) or self._scheduler.rest(rest)

    async def async_events(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        """Return events as `LockCloud.activity` does.

        With the codes that they mean, and who was behind what was asked for here.
        """
        cloud = self._coordinator.cloud
        with self._entry.runtime_data.refusals.watch(Area.ACTIVITY, lock_id):
            events = await cloud.activity(lock_id, after=after, limit=limit)
        return tuple(self._explain(event) for event in events)

    def _explain(self, event: AccessEvent) -> AccessEvent:
        """Return an event with its code, and with who was behind it."""
        lock = self._coordinator.lock(event.lock_id)
        lengths = lock.code_rules.lengths if lock.code_rules else frozenset[int]()
        codes = [it.code for it in self._store.of(lock.id).ledger.values()]
        event = with_code(event, codes, lengths)
        linked = self._links.async_explain(event)
        hass, account = self._coordinator.hass, str(self._entry.unique_id)
        known = async_explain(hass, account, event, linked)
        # Last what was asked for here: the log names the key's owner for that.
        return self.sent.explain(known)

    async def async_read(self, lock_id: LockId) -> bool:
        """Read a lock's activity, tell what is new, return whether anything was."""
        return bool(await self._read(lock_id))

    @callback
    def async_take(self, event: AccessEvent) -> None:
        """Tell an event that the cloud told by itself, unless it is told already."""
        lock_id = event.lock_id
        if self._store.of(lock_id).seen is None:
            # Where nothing was read yet, nobody knows what is news.
            self.async_expect(lock_id)
            return
        self._take(lock_id, (self._explain(event),))

    async def _read(self, lock_id: LockId) -> tuple[AccessEvent, ...]:
        events = await self._read_back(lock_id)
        self._looked_at.add(lock_id)
        return self._take(lock_id, events)

    def _take(
        self, lock_id: LockId, events: tuple[AccessEvent, ...]
    ) -> tuple[AccessEvent, ...]:
        """Tell what is new among events and return it."""
        memory = self._store.of(lock_id)
        fresh, seen = news(events, memory.seen, dt_util.utcnow())
        self.recent.note(lock_id, events)
        self._remember_access(lock_id, events)
        if seen != memory.seen:
            memory.seen = seen
            self._store.save_soon(SAVE_NEWS_WITHIN)
        for event in fresh:
            self._tell(event)
        return fresh

    async def _read_back(self, lock_id: LockId) -> tuple[AccessEvent, ...]:
        """Read as far back as was told already: a page may not reach so far."""
        seen = self._store.of(lock_id).seen
        # The first look after a start also learns who came in last.
        looked_at = seen is not None and lock_id in self._looked_at
        after = seen.after if seen is not None and looked_at else None
        events = await self.async_events(lock_id, after=after, limit=_PAGE)
        if seen is None or len(events) < _PAGE or events[0].occurred_at < seen.since:
            return events
        return await self.async_events(lock_id, after=seen.after, limit=_MOST)

    def _remember_access(
        self, lock_id: LockId, events: tuple[AccessEvent, ...]
    ) -> None:
        known = self._last_access.get(lock_id)
        entries = [
            it for it in (known, *events) if it and it.type is EventType.UNLOCKED
        ]
        # Of one moment the later listing knows more.
        latest = max(reversed(entries), key=lambda it: it.occurred_at, default=None)
        if latest is not None and latest != known:
            self._last_access[lock_id] = latest
            for update in list(self._access_listeners.get(lock_id, ())):
                update()

    def _tell(self, event: AccessEvent) -> None:
        is_alarm = event.is_duress or event.stream is Stream.ALARM
        # In a large house the usual way may take longer than that.
        allowed = max(ALARM_MAX_AGE if is_alarm else EVENT_MAX_AGE, self._usual)
        if dt_util.utcnow() - event.occurred_at <= allowed:
            self.async_tell(event)

    @property
    def _usual(self) -> timedelta:
        """Return what an event takes to get here when nothing is out of order."""
        return timedelta(seconds=2 * self._scheduler.usual_way)

    def is_late(self, event: AccessEvent) -> bool:
        """Return whether an event took longer to get here than the usual way takes.

        Nothing that is older than `EVENT_MAX_AGE` is ever in time.
        """
        usual = min(self._usual, EVENT_MAX_AGE)
        return dt_util.utcnow() - event.occurred_at > usual

    @callback
    def async_tell(self, event: AccessEvent) -> None:
        """Tell the listeners of a lock about an event, and the house of duress."""
        if event.is_duress:
            async_tell_of_duress(self._coordinator.hass, self._entry, event)
        for listener in list(self._listeners.get(event.lock_id, ())):
            listener(event)

    @callback
    def _end(self) -> None:
        self._ended = True


def _where(lock: Lock) -> tuple[object, ...]:
    """Return what is different when something has moved."""
    return lock.bolt, lock.door, lock.bolt_changed_at


def _moves(event: AccessEvent, lock: Lock) -> bool:
    """Return whether an event may be why a lock is as it is now."""
    since = lock.bolt_changed_at
    return event.type not in _STILL and (
        since is None or event.occurred_at >= since - _CLOCKS
    )
