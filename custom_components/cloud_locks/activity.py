"""Reading who came in, lock by lock, and telling each happening once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .const import ALARM_MAX_AGE, DOMAIN, EVENT_MAX_AGE, LOGGER
from .listeners import subscribe
from .model.access_event import AccessEvent, EventType, Stream
from .model.attribution import with_code
from .model.cloud import Pace
from .model.errors import AuthError, VendorError
from .model.feed import news
from .model.lock import LockId
from .sent import SentCommands

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .people import PersonLinks
    from .runtime import CloudLocksEntry
    from .store import AccountStore

_SHARE = 0.4
"""Of the quota; the rest is for states, commands and codes."""

_PAGE = 50
_AT_ONCE = 5

type EventListener = Callable[[AccessEvent], None]


def rest_interval(pace: Pace, locks: int) -> timedelta:
    """Return how often each lock's activity may be read at rest.

    One call reads one lock, so more locks means slower, never more calls.
    """
    affordable = pace.quota.period / (pace.quota.calls * _SHARE) * max(locks, 1)
    return max(pace.activity, affordable)


class ActivityFeed:
    """Follows the activity of each lock of an account.

    A lock is looked at when its bolt or door has moved, again at the delays of
    `Pace.settle` until the record has arrived, and otherwise slowly in turn: a wrong
    code at the keypad moves nothing.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        store: AccountStore,
        links: PersonLinks,
    ) -> None:
        """Start with nothing to tell."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._store = store
        self._links = links
        self._listeners: dict[LockId, list[EventListener]] = {}
        self._access_listeners: dict[LockId, list[CALLBACK_TYPE]] = {}
        self._timers: dict[LockId, CALLBACK_TYPE] = {}
        self._plans: dict[LockId, object] = {}
        self._moved: dict[LockId, tuple[object, ...]] = {}
        self._looked_at: set[LockId] = set()
        self._last_access: dict[LockId, AccessEvent] = {}
        self._ended = False
        self.sent = SentCommands()
        entry.async_on_unload(self._stop)

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
        self._look_who_moved()

    @callback
    def _look_who_moved(self) -> None:
        unknown = 0
        for lock in self._coordinator.data.locks.values():
            where = (lock.bolt, lock.door, lock.bolt_changed_at)
            if lock.id not in self._moved:
                self._at(lock.id, self._first_delay(unknown), settling=0)
                unknown += 1
            elif self._moved[lock.id] != where:
                self.async_expect(lock.id)
            self._moved[lock.id] = where
        for gone in self._moved.keys() - self._coordinator.data.locks.keys():
            del self._moved[gone]
            self._cancel(gone)

    @callback
    def async_expect(self, lock_id: LockId) -> None:
        """Look soon: something happened at this lock, its record will follow.

        Not at one that is gone, nor when the account was unloaded under a command.
        """
        if self._ended or lock_id not in self._coordinator.data.locks:
            return
        self._at(lock_id, self._settle_delay(0), settling=1)

    def _first_delay(self, position: int) -> float:
        """Spread the first looks in a large house; a small one is read at once."""
        one = rest_interval(replace(self._pace, activity=timedelta(0)), 1)
        return max(0, position - _AT_ONCE + 1) * one.total_seconds()

    @property
    def _pace(self) -> Pace:
        return self._coordinator.cloud.pace

    def _settle_delay(self, step: int) -> float:
        return (*self._pace.settle, 0.0)[step]

    def _at(self, lock_id: LockId, delay: float, *, settling: int) -> None:
        """Look at a lock after `delay` seconds; `settling` counts the tries made."""
        self._cancel(lock_id)
        plan = self._plans[lock_id] = object()

        @callback
        def due(_now: datetime) -> None:
            self._timers.pop(lock_id, None)
            self._entry.async_create_background_task(
                self._hass,
                self._look(lock_id, settling, plan),
                f"{DOMAIN} activity {lock_id}",
            )

        self._timers[lock_id] = async_call_later(
            self._hass, delay, HassJob(due, cancel_on_shutdown=True)
        )

    def _cancel(self, lock_id: LockId) -> None:
        self._plans.pop(lock_id, None)
        if cancel := self._timers.pop(lock_id, None):
            cancel()

    async def _look(self, lock_id: LockId, settling: int, plan: object) -> None:
        found = False
        try:
            found = await self.async_read(lock_id)
        except AuthError:
            # Signing in again loads the account anew; until then every call would fail.
            self._entry.async_start_reauth(self._hass)
            return
        except VendorError as err:
            LOGGER.debug("Activity of %s could not be read: %s", lock_id, err)
        if self._plans.get(lock_id) is not plan:
            # While it was read something happened, and another look was planned.
            return
        steps = len(self._pace.settle)
        if settling and not found and settling < steps:
            self._at(lock_id, self._settle_delay(settling), settling=settling + 1)
        else:
            self._at(lock_id, self._rest(), settling=0)

    def _rest(self) -> float:
        locks = self._coordinator.data.locks
        return rest_interval(self._pace, len(locks)).total_seconds()

    async def async_events(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        """Return events as `LockCloud.activity` does.

        With the codes that they mean, and who was behind what was asked for here.
        """
        cloud, lock = self._coordinator.cloud, self._coordinator.lock(lock_id)
        lengths = lock.code_rules.lengths if lock.code_rules else frozenset[int]()
        codes = [it.code for it in self._store.of(lock_id).ledger.values()]
        events = await cloud.activity(lock_id, after=after, limit=limit)
        return tuple(
            # Last what was asked for here: the log names the key's owner for that.
            self.sent.explain(self._links.async_explain(with_code(it, codes, lengths)))
            for it in events
        )

    async def async_read(self, lock_id: LockId) -> bool:
        """Read a lock's activity, tell what is new, return whether anything was."""
        memory = self._store.of(lock_id)
        # The first look after a start also learns who came in last.
        known = memory.seen if lock_id in self._looked_at else None
        since = None if known is None else known.since
        events = await self.async_events(lock_id, after=since, limit=_PAGE)
        self._looked_at.add(lock_id)
        fresh, seen = news(events, memory.seen, dt_util.utcnow())
        self._remember_access(lock_id, events)
        if seen != memory.seen:
            memory.seen = seen
            self._store.save_soon()
        for event in fresh:
            self._tell(event)
        return bool(fresh)

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
        allowed = ALARM_MAX_AGE if event.stream is Stream.ALARM else EVENT_MAX_AGE
        if dt_util.utcnow() - event.occurred_at > allowed:
            return
        self.async_tell(event)

    def is_late(self, event: AccessEvent) -> bool:
        """Return whether an event took longer to get here than the usual way takes."""
        usual = timedelta(seconds=self._rest()) + self._pace.states
        return dt_util.utcnow() - event.occurred_at > 2 * usual

    @callback
    def async_tell(self, event: AccessEvent) -> None:
        """Tell the listeners of a lock about an event."""
        for listener in list(self._listeners.get(event.lock_id, ())):
            listener(event)

    @callback
    def _stop(self) -> None:
        self._ended = True
        for cancel in self._timers.values():
            cancel()
        self._timers.clear()
