"""Watching over codes: until they are on the lock, and until they have left it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import CODE_CLEANUP_AFTER, CODE_OVERDUE_AFTER, CODE_RECHECK
from ..model.access_code import AccessCode, CodeStatus
from ..model.access_event import EventType
from ..model.capabilities import Capability
from ..model.code_parts import Depth
from ..model.ledger import Entry, Wish
from ..model.lock import LockId
from ..model.planner import JobKind, Turn
from ..model.reason import Reason
from ..model.spending import Lane
from ..scheduler import Work
from .book import written
from .issues import CodeIssues

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook
    from .writer import CodeWriter

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
        self._entry = entry
        self._coordinator = coordinator
        self._scheduler = coordinator.scheduler
        self._book = book
        self._writer = writer
        self._issues = CodeIssues(hass, entry, coordinator, book)
        self._watched: dict[LockId, CALLBACK_TYPE] = {}
        self._since: dict[LockId, datetime] = {}
        self._tried_at: dict[LockId, datetime] = {}

    @callback
    def async_start(self) -> None:
        """Watch all locks that have codes, and those that come later."""
        self._scheduler.async_serve(JobKind.CODES, Work(self._look, self._next_look))
        self._scheduler.async_serve(JobKind.HOURS, Work(self._tick, self._next_tick))
        self._entry.async_on_unload(self._stop)
        self._entry.async_on_unload(
            self._coordinator.async_add_listener(self._watch_listed)
        )
        self._watch(self._coordinator.data.locks)

    @callback
    def _watch_listed(self) -> None:
        self._watch(self._coordinator.changed)

    @callback
    def _watch(self, locks: Iterable[LockId]) -> None:
        """Begin or end to watch locks, as they have codes or not (any more)."""
        listed = self._coordinator.data.locks
        for lock_id in locks:
            lock = listed.get(lock_id)
            if lock is None or not lock.can(Capability.CODES):
                self._forget(lock_id)
            elif lock_id not in self._watched:
                self._since[lock_id] = dt_util.utcnow()
                self._watched[lock_id] = self._book.async_on_update(
                    lock_id, partial(self._updated, lock_id)
                )
                self._issues.async_sync(lock_id)
                self._plan(lock_id)

    @callback
    def _updated(self, lock_id: LockId) -> None:
        self._tell_statuses(lock_id)
        self._issues.async_sync(lock_id)
        self._plan(lock_id)

    @callback
    def _plan(self, lock_id: LockId) -> None:
        """Say when a lock's codes are to be read, and when time alone changes one."""
        self._scheduler.async_plan(JobKind.CODES, lock_id, self._reading(lock_id))
        if tick := self._next_tick(lock_id):
            self._scheduler.async_plan(JobKind.HOURS, lock_id, tick)

    async def _look(self, lock_id: LockId) -> None:
        self._tried_at[lock_id] = dt_util.utcnow()
        try:
            await self._read(lock_id)
        finally:
            if lock_id in self._watched:
                self._book.refresh(lock_id)

    def _next_look(self, lock_id: LockId) -> Turn | None:
        return self._reading(lock_id) if lock_id in self._watched else None

    async def _tick(self, lock_id: LockId) -> None:
        """Show what is different by now; asks nobody."""
        self._book.refresh(lock_id)

    def _next_tick(self, lock_id: LockId) -> Turn | None:
        now = dt_util.utcnow()
        if (moment := min(self._turns(lock_id, now), default=None)) is None:
            return None
        return Turn((moment - now).total_seconds(), Lane.CLOCK)

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
        if self._outstayed(lock_id):
            # Somebody may have given it more time in the vendor's app, which a list of
            # names does not tell.
            await self._book.read(lock_id, depth=Depth.SCHEDULES)
        for code in self._outstayed(lock_id):
            await self._writer.clean_up(lock_id, code)

    def _outstayed(self, lock_id: LockId) -> list[AccessCode]:
        """Return the codes of ours that should have left a lock by now."""
        now, codes = dt_util.utcnow(), self._book.known(lock_id)
        return [code for code in codes if _has_outstayed(code, now)]

    def _depth(self, lock_id: LockId) -> Depth:
        """Read hours too when those of a code of ours have become uncertain."""
        uncertain = any(
            entry.code.schedule is None
            and (entry.code.managed or entry.wish is Wish.CHANGE)
            for entry in self._book.memory(lock_id).ledger.values()
        )
        return Depth.SCHEDULES if uncertain else Depth.NAMES

    def _reading(self, lock_id: LockId) -> Turn:
        """Return when the codes of a lock are to be read next."""
        soon = self._is_unsettled(lock_id)
        lane = Lane.CHANGED if soon else Lane.REST
        reads = (self._book.read_at(lock_id), self._tried_at.get(lock_id))
        last = max((it for it in reads if it is not None), default=None)
        if last is None:
            due = self._since[lock_id]
        else:
            pace = self._coordinator.cloud.pace.codes.total_seconds()
            rest = timedelta(seconds=self._scheduler.rest(pace).after)
            due = last + (min(rest, self._patience(lock_id, last)) if soon else rest)
        # In the past for one that waits for its turn: asking again puts it not off.
        return Turn((due - dt_util.utcnow()).total_seconds(), lane)

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
        memory, now = self._book.memory(lock_id), dt_util.utcnow()
        # Not as the book knows them: what nobody has settled yet is not told of.
        known = [entry.now(now) for entry in memory.ledger.values()]
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
        if (stop := self._watched.pop(lock_id, None)) is None:
            return
        stop()
        self._since.pop(lock_id, None)
        self._tried_at.pop(lock_id, None)
        self._scheduler.async_drop(JobKind.CODES, lock_id)
        self._scheduler.async_drop(JobKind.HOURS, lock_id)
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
