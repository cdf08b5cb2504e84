"""Watching over codes: until they are on the lock, and until they have left it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..const import (
    CODE_CLEANUP_AFTER,
    CODE_OVERDUE_AFTER,
    CODE_RECHECK,
    DOMAIN,
    LOGGER,
)
from ..model.access_code import AccessCode, CodeStatus
from ..model.access_event import EventType
from ..model.capabilities import Capability
from ..model.code_parts import Depth
from ..model.errors import AuthError, VendorError
from ..model.ledger import Entry, Wish
from ..model.lock import LockId
from ..model.reason import Reason
from .book import written
from .issues import CodeIssues

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook
    from .writer import CodeWriter

_SPACING = 2.0
"""Seconds between the first looks at the locks of an account."""

_NEWS = {
    CodeStatus.ACTIVE: EventType.ACTIVE,
    CodeStatus.FAILED: EventType.FAILED,
}


class CodeWatch:
    """Looks at each lock's codes slowly, and soon while something is unsettled.

    It tells when a code starts to open, and clears away those of ours that stayed on
    the lock after their end. A look that finds nothing to read costs no call.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        book: CodeBook,
        writer: CodeWriter,
    ) -> None:
        """Start with no lock watched."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._book = book
        self._writer = writer
        self._issues = CodeIssues(hass, entry, coordinator, book)
        self._watched: dict[LockId, CALLBACK_TYPE] = {}
        self._timers: dict[LockId, CALLBACK_TYPE] = {}
        self._tried_at: dict[LockId, datetime] = {}

    @callback
    def async_start(self) -> None:
        """Watch all locks that have codes, and those that come later."""
        self._entry.async_on_unload(self._stop)
        self._entry.async_on_unload(
            self._coordinator.async_add_listener(self._watch_listed)
        )
        self._watch_listed()

    @callback
    def _watch_listed(self) -> None:
        locks = self._coordinator.data.locks.values()
        listed = {lock.id for lock in locks if lock.can(Capability.CODES)}
        for lock_id in self._watched.keys() - listed:
            self._forget(lock_id)
        for position, lock_id in enumerate(sorted(listed - self._watched.keys())):
            self._watched[lock_id] = self._book.async_on_update(
                lock_id, self._updater(lock_id)
            )
            self._issues.async_sync(lock_id)
            self._at(lock_id, timedelta(seconds=position * _SPACING))

    def _updater(self, lock_id: LockId) -> CALLBACK_TYPE:
        @callback
        def updated() -> None:
            self._tell_statuses(lock_id)
            self._issues.async_sync(lock_id)
            if lock_id in self._timers:
                self._at(lock_id, self._pause(lock_id))

        return updated

    def _at(self, lock_id: LockId, delay: timedelta) -> None:
        self._cancel(lock_id)

        @callback
        def due(_now: datetime) -> None:
            del self._timers[lock_id]
            self._entry.async_create_background_task(
                self._hass, self._look(lock_id), f"{DOMAIN} codes {lock_id}"
            )

        self._timers[lock_id] = async_call_later(
            self._hass, delay, HassJob(due, cancel_on_shutdown=True)
        )

    def _cancel(self, lock_id: LockId) -> None:
        if cancel := self._timers.pop(lock_id, None):
            cancel()

    async def _look(self, lock_id: LockId) -> None:
        """Do what is due at a lock; a sick one is looked at slower and slower."""
        if self._reads_at(lock_id) <= dt_util.utcnow():
            self._tried_at[lock_id] = dt_util.utcnow()
            try:
                await self._read(lock_id)
            except AuthError:
                # Signing in again loads the account anew; until then all would fail.
                self._entry.async_start_reauth(self._hass)
                return
            except VendorError as err:
                LOGGER.debug("Codes of %s could not be read: %s", lock_id, err)
        if lock_id in self._watched:
            self._book.refresh(lock_id)
            self._at(lock_id, self._pause(lock_id))

    async def _read(self, lock_id: LockId) -> None:
        if any(it.open for it in self._book.memory(lock_id).intents.values()):
            await self._writer.settle_open(lock_id)
        else:
            await self._book.read(
                lock_id,
                depth=self._depth(lock_id),
                # At rest a list that did not change need not come from the lock.
                fresh=self._is_unsettled(lock_id),
            )
        for code in self._book.known(lock_id):
            if _has_outstayed(code, dt_util.utcnow()):
                await self._writer.clean_up(lock_id, code)

    def _depth(self, lock_id: LockId) -> Depth:
        """Read hours too when those of a code of ours have become uncertain."""
        uncertain = any(
            entry.code.schedule is None
            and (entry.code.managed or entry.wish is Wish.CHANGE)
            for entry in self._book.memory(lock_id).ledger.values()
        )
        return Depth.SCHEDULES if uncertain else Depth.NAMES

    def _reads_at(self, lock_id: LockId) -> datetime:
        """Return when the codes of a lock are to be read next."""
        reads = (self._book.read_at(lock_id), self._tried_at.get(lock_id))
        last = max((it for it in reads if it is not None), default=None)
        if last is None:
            return dt_util.utcnow()
        rest = self._coordinator.cloud.pace.codes
        soon = self._is_unsettled(lock_id)
        return last + (min(rest, self._patience(lock_id, last)) if soon else rest)

    def _is_unsettled(self, lock_id: LockId) -> bool:
        """Whether reading soon may settle something that was wished here."""
        memory, now = self._book.memory(lock_id), dt_util.utcnow()
        return any(
            # Between two candidates only a person can decide.
            intent.open and intent.reason is not Reason.TWO_CANDIDATES
            for intent in memory.intents.values()
        ) or any(_is_due(entry, now) for entry in memory.ledger.values())

    def _patience(self, lock_id: LockId, last: datetime) -> timedelta:
        """Return how long to wait between reads: longer once it has taken too long."""
        problems = self._book.problems(lock_id)
        oldest = min((it.since for it in problems), default=last)
        return max(CODE_RECHECK, (last - oldest) / 4)

    def _pause(self, lock_id: LockId) -> timedelta:
        """Return how long nothing has to be done about a lock's codes."""
        now = dt_util.utcnow()
        due = min((self._reads_at(lock_id), *self._turns(lock_id, now)))
        return max(due - now, timedelta(seconds=1))

    def _turns(self, lock_id: LockId, now: datetime) -> Iterator[datetime]:
        """Yield the moments to come at which a code changes by time alone."""
        memory = self._book.memory(lock_id)
        moments = [it.created + CODE_OVERDUE_AFTER for it in memory.intents.values()]
        for entry in memory.ledger.values():
            moments.append(entry.since + CODE_OVERDUE_AFTER)
            if (schedule := entry.code.schedule) is None:
                continue
            if schedule.start is not None:
                moments.append(schedule.start)
            if schedule.end is not None:
                moments += [schedule.end, schedule.end + CODE_CLEANUP_AFTER]
        return (moment for moment in moments if moment > now)

    @callback
    def _tell_statuses(self, lock_id: LockId) -> None:
        """Tell which codes of ours have begun to open, or have failed, since last."""
        memory = self._book.memory(lock_id)
        known = [code for code in self._book.known(lock_id) if code.id]
        before, memory.told = memory.told, {code.id: code.status for code in known}
        for code_id, entry in memory.ledger.items():
            awaited = entry.wish is not Wish.KEEP and memory.told[code_id] not in _NEWS
            if awaited and code_id in before:
                # It opens all the while, also when the wish is refused.
                memory.told[code_id] = before[code_id]
        fresh = [
            written(_NEWS[code.status], code)
            for code in known
            if code.managed
            and code.status in _NEWS
            and before.get(code.id) is not code.status
        ]
        if fresh:
            self._book.changed(lock_id, *fresh)

    @callback
    def _forget(self, lock_id: LockId) -> None:
        self._cancel(lock_id)
        self._watched.pop(lock_id)()
        self._tried_at.pop(lock_id, None)
        self._issues.async_clear(lock_id)

    @callback
    def _stop(self) -> None:
        for lock_id in tuple(self._watched):
            self._forget(lock_id)
        self._issues.async_end()


def _has_outstayed(code: AccessCode, now: datetime) -> bool:
    """Whether a code of ours should have left its lock by itself by now."""
    end = None if code.schedule is None else code.schedule.end
    return bool(
        code.managed
        and code.id
        and code.status is CodeStatus.EXPIRED
        and (end is None or now - end >= CODE_CLEANUP_AFTER)
    )


def _is_due(entry: Entry, now: datetime) -> bool:
    """Whether something that was wished of a code is still to be seen."""
    code = entry.now(now)
    awaited = code.managed and code.status is CodeStatus.PENDING
    return awaited or entry.wish is not Wish.KEEP or _has_outstayed(code, now)
