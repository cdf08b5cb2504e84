"""Changing a code in its place: name, digits and hours, paused or not."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode, CodeChange, CodeStatus, CodeWrite
from ..model.access_event import EventType
from ..model.command import Outcome
from ..model.errors import OutcomeUnknown, ProtocolError
from ..model.ledger import Wish
from ..model.lock import LockId
from ..model.reason import Reason
from .book import written
from .notes import noted
from .readback import change_arrived, with_change

if TYPE_CHECKING:
    from .book import CodeBook
    from .settler import CodeSettler


class CodeChanger:
    """Sends one change and proves that it is on the lock."""

    def __init__(self, book: CodeBook, settler: CodeSettler) -> None:
        """Work by means of book and settler."""
        self._book = book
        self._settler = settler

    async def update(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        """Write what is different about a code."""
        part = self._book.part(lock_id)
        # Until the answer is there nobody knows which hours hold.
        doubtful = replace(code, schedule=None, reason=Reason.OUTCOME_UNKNOWN)
        call = partial(part.update, lock_id, code.id, change, expect_name=code.name)
        async with noted(self._book, lock_id, doubtful, Wish.CHANGE):
            try:
                write = await self._book.send(lock_id, call)
            except OutcomeUnknown, ProtocolError:
                full = await self._settler.read_back(lock_id, code, change)
                if full is None or not change_arrived(full, change, dt_util.utcnow()):
                    return await self._undecided(lock_id, doubtful, full)
                write = CodeWrite(outcome=Outcome.CONFIRMED)
        confirmed = write.outcome is Outcome.CONFIRMED
        changed = replace(with_change(code, change), reason=None, on_lock=confirmed)
        self._book.put(lock_id, changed)
        news = written(EventType.CHANGED, changed)
        await self._book.changed_and_safe(lock_id, news)
        return await self._settler.verified(lock_id, replace(changed, pin=write.pin))

    async def _undecided(
        self, lock_id: LockId, doubtful: AccessCode, full: AccessCode | None
    ) -> AccessCode:
        """Say that a change was not seen to arrive; `full`: what was seen instead."""
        if full is not None:
            held = replace(doubtful, schedule=full.schedule, on_lock=full.on_lock)
            self._book.put(lock_id, held)
        told = replace(doubtful, status=CodeStatus.UNKNOWN)
        await self._book.changed_and_safe(lock_id, written(EventType.FAILED, told))
        return told

    async def switch(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> AccessCode:
        """Pause a code or let it work again; one that is so already is left alone."""
        if code.status is not CodeStatus.PENDING and enabled is not _is_off(code):
            return code
        part = self._book.part(lock_id)
        wish = Wish.ENABLE if enabled else Wish.DISABLE
        doubtful = replace(code, reason=Reason.OUTCOME_UNKNOWN)
        call = partial(part.set_enabled, lock_id, code, enabled=enabled)
        outcome = Outcome.UNKNOWN
        async with noted(self._book, lock_id, doubtful, wish):
            with suppress(OutcomeUnknown, ProtocolError):
                outcome = await self._book.send(lock_id, call)
        if outcome is Outcome.CONFIRMED:
            return await self._switched(lock_id, code, enabled=enabled)
        if outcome is Outcome.ACCEPTED:
            self._book.put(lock_id, replace(code, reason=None), wish=wish)
        if await self._settler.is_switched(lock_id, code):
            return self._settler.as_known(lock_id, code)
        if outcome is Outcome.ACCEPTED:
            return replace(code, reason=None, status=CodeStatus.PENDING)
        told = replace(doubtful, status=CodeStatus.UNKNOWN)
        await self._book.changed_and_safe(lock_id, written(EventType.FAILED, told))
        return told

    async def _switched(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> AccessCode:
        """Enter what the lock itself said, and look at the list."""
        status = CodeStatus.UNKNOWN if enabled else CodeStatus.DISABLED
        changed = replace(code, reason=None, status=status)
        self._book.put(lock_id, changed)
        news = written(EventType.CHANGED, changed)
        await self._book.changed_and_safe(lock_id, news)
        return await self._settler.verified(lock_id, changed)


def _is_off(code: AccessCode) -> bool:
    return code.status is CodeStatus.DISABLED
