"""Watching over codes: until they are on the lock, and until they have left it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..const import (
    CODE_CLEANUP_AFTER,
    CODE_RECHECK,
    DOMAIN,
    LOGGER,
)
from ..helpers import reason_sentence
from ..model.access_code import AccessCode, CodeId, CodeStatus
from ..model.access_event import EventType
from ..model.capabilities import Capability
from ..model.errors import AuthError, VendorError
from ..model.lock import LockId
from ..model.parts import Depth
from .book import written

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook
    from .writer import CodeWriter

_UNSETTLED = {CodeStatus.PENDING, CodeStatus.REMOVING}
_SPACING = 2.0
"""Seconds between the first looks at the locks of an account."""


class CodeWatch:
    """Looks at each lock's codes slowly, and soon while something is unsettled.

    It tells when a code starts to open, and clears away those of ours that stayed on
    the lock after their end.
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
        self._timers: dict[LockId, CALLBACK_TYPE] = {}
        self._read_at: dict[LockId, datetime] = {}
        self._statuses: dict[LockId, dict[CodeId, CodeStatus]] = {}
        self._issues: set[str] = set()

    @callback
    def async_start(self) -> None:
        """Watch all locks that have codes, and those that come later."""
        self._entry.async_on_unload(self._stop)
        self._entry.async_on_unload(
            self._coordinator.async_add_listener(self._watch_new)
        )
        self._watch_new()

    @callback
    def _watch_new(self) -> None:
        wanted = [
            lock.id
            for lock in self._coordinator.data.locks.values()
            if lock.can(Capability.CODES) and lock.id not in self._statuses
        ]
        for position, lock_id in enumerate(wanted):
            self._statuses[lock_id] = self._now(lock_id)
            self._entry.async_on_unload(
                self._book.async_on_update(lock_id, self._updater(lock_id))
            )
            self._at(lock_id, timedelta(seconds=position * _SPACING))

    def _updater(self, lock_id: LockId) -> CALLBACK_TYPE:
        @callback
        def updated() -> None:
            self._tell_statuses(lock_id)
            self._sync_issues(lock_id)
            if lock_id in self._timers:
                self._at(lock_id, self._next(lock_id))

        return updated

    def _at(self, lock_id: LockId, delay: timedelta) -> None:
        if cancel := self._timers.pop(lock_id, None):
            cancel()

        @callback
        def due(_now: datetime) -> None:
            del self._timers[lock_id]
            self._entry.async_create_background_task(
                self._hass, self._look(lock_id), f"{DOMAIN} codes {lock_id}"
            )

        self._timers[lock_id] = async_call_later(
            self._hass, delay, HassJob(due, cancel_on_shutdown=True)
        )

    async def _look(self, lock_id: LockId) -> None:
        """Do what is due at a lock; a sick one is looked at slower and slower."""
        if lock_id not in self._coordinator.data.locks:
            self._statuses.pop(lock_id, None)
            return
        try:
            if self._must_read(lock_id):
                self._read_at[lock_id] = dt_util.utcnow()
                await self._read(lock_id)
        except AuthError:
            self._entry.async_start_reauth(self._hass)
        except VendorError as err:
            LOGGER.debug("Codes of %s could not be read: %s", lock_id, err)
        self._tell_statuses(lock_id)
        self._sync_issues(lock_id)
        self._at(lock_id, self._next(lock_id))

    async def _read(self, lock_id: LockId) -> None:
        codes = await self._book.read(lock_id, depth=self._depth(lock_id))
        if any(code.id == "" for code in codes):
            await self._writer.settle_open(lock_id)
        for code in codes:
            if self._has_outstayed(code):
                await self._writer.delete(lock_id, code)

    def _depth(self, lock_id: LockId) -> Depth:
        """Read hours too when those of a code of ours have become uncertain."""
        uncertain = any(
            code.managed and code.id and code.schedule is None
            for code in self._book.known(lock_id)
        )
        return Depth.SCHEDULES if uncertain else Depth.NAMES

    def _must_read(self, lock_id: LockId) -> bool:
        now, last = dt_util.utcnow(), self._read_at.get(lock_id)
        if last is None or now - last >= self._coordinator.cloud.pace.codes:
            return True
        return any(
            self._is_unsettled(code) or self._has_outstayed(code)
            for code in self._book.known(lock_id)
        )

    def _is_unsettled(self, code: AccessCode) -> bool:
        return code.status in _UNSETTLED or (
            code.id == "" and code.status is CodeStatus.UNKNOWN
        )

    def _has_outstayed(self, code: AccessCode) -> bool:
        """Whether a code of ours should have left by itself by now."""
        end = None if code.schedule is None else code.schedule.end
        return bool(
            code.managed
            and code.id
            and code.status is CodeStatus.EXPIRED
            and (end is None or dt_util.utcnow() - end >= CODE_CLEANUP_AFTER)
        )

    def _next(self, lock_id: LockId) -> timedelta:
        now = dt_util.utcnow()
        return max(min(self._dates(lock_id, now)) - now, timedelta(seconds=1))

    def _dates(self, lock_id: LockId, now: datetime) -> Iterator[datetime]:
        """Yield when something about a lock's codes will have to be done."""
        last = self._read_at.get(lock_id, now)
        rest = last + self._coordinator.cloud.pace.codes
        yield rest
        for code in self._book.known(lock_id):
            schedule = code.schedule
            if self._is_unsettled(code) or code.status is CodeStatus.EXPIRED:
                yield min(rest, last + self._patience(lock_id, now))
            if schedule is None or not code.managed:
                continue
            if schedule.start is not None and schedule.start > now:
                yield schedule.start
            elif schedule.end is not None and schedule.end + CODE_CLEANUP_AFTER > now:
                yield schedule.end + CODE_CLEANUP_AFTER

    def _patience(self, lock_id: LockId, now: datetime) -> timedelta:
        """Return how long to wait between looks: longer once it has taken too long."""
        problems = self._book.problems(lock_id)
        oldest = min((it.since for it in problems), default=now)
        return max(CODE_RECHECK, (now - oldest) / 4 if problems else CODE_RECHECK)

    def _now(self, lock_id: LockId) -> dict[CodeId, CodeStatus]:
        return {it.id: it.status for it in self._book.known(lock_id) if it.id}

    @callback
    def _tell_statuses(self, lock_id: LockId) -> None:
        """Tell which codes of ours have begun to open, or have failed, since last."""
        before, after = self._statuses.get(lock_id, {}), self._now(lock_id)
        self._statuses[lock_id] = after
        fresh = [
            written(_NEWS[code.status], code)
            for code in self._book.known(lock_id)
            if code.managed
            and code.id
            and code.status in _NEWS
            and before.get(code.id) is not code.status
        ]
        if fresh:
            self._book.changed(lock_id, *fresh)

    @callback
    def _sync_issues(self, lock_id: LockId) -> None:
        """Ask a person for help while a code is not as wished, and no longer."""
        self._hass.async_create_task(self._write_issues(lock_id), eager_start=True)

    async def _write_issues(self, lock_id: LockId) -> None:
        prefix = f"code_{self._entry.entry_id}_{lock_id}_"
        lock = self._coordinator.data.locks.get(lock_id)
        wanted: set[str] = set()
        for problem in self._book.problems(lock_id):
            issue_id = f"{prefix}{problem.name}"
            wanted.add(issue_id)
            if issue_id not in self._issues and lock is not None:
                self._issues.add(issue_id)
                ir.async_create_issue(
                    self._hass,
                    DOMAIN,
                    issue_id,
                    is_fixable=False,
                    severity=ir.IssueSeverity.WARNING,
                    translation_key="code_problem",
                    translation_placeholders={
                        "code": problem.name,
                        "lock": lock.name,
                        "reason": await reason_sentence(self._hass, problem.reason),
                    },
                )
        for gone in {it for it in self._issues if it.startswith(prefix)} - wanted:
            self._issues.discard(gone)
            ir.async_delete_issue(self._hass, DOMAIN, gone)

    @callback
    def _stop(self) -> None:
        for cancel in self._timers.values():
            cancel()
        self._timers.clear()


_NEWS = {
    CodeStatus.ACTIVE: EventType.ACTIVE,
    CodeStatus.FAILED: EventType.FAILED,
}
