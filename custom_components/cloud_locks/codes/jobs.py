"""Writing codes so that nothing is lost, doubled or left half done.

What is about to happen is stored first. A lost answer is settled by looking: one code
that fits is ours, none means not (yet) written, two are for a person to decide.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from homeassistant.util import dt as dt_util

from ..const import LOGGER
from ..model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeStatus,
    CodeWrite,
)
from ..model.access_event import EventType
from ..model.command import Outcome
from ..model.errors import (
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    VendorError,
)
from ..model.ledger import Wish
from ..model.lock import LockId
from ..model.masking import hides, same_name
from ..model.reason import Reason
from ..model.reconcile import Intent, name_taken
from .book import written
from .readback import change_arrived, with_change

if TYPE_CHECKING:
    from ..model.parts import Codes
    from .book import CodeBook
    from .settler import CodeSettler


class IfExists(StrEnum):
    """What adding a code does when one of that name is there."""

    ERROR = "error"
    REPLACE = "replace"
    KEEP = "keep"


class CodeJobs:
    """The sequences of reads and writes; one per lock at a time."""

    def __init__(self, book: CodeBook, settler: CodeSettler) -> None:
        """Start with nothing under way."""
        self._book = book
        self._settler = settler
        self._turns: dict[LockId, asyncio.Lock] = {}

    @asynccontextmanager
    async def _turn(self, lock_id: LockId) -> AsyncIterator[Codes]:
        """Give one write at a time the lock's codes."""
        async with self._turns.setdefault(lock_id, asyncio.Lock()):
            yield self._book.part(lock_id)

    async def add(
        self, lock_id: LockId, draft: CodeDraft, if_exists: IfExists
    ) -> AccessCode:
        """Add a code unless one of that name is there or may be on its way."""
        async with self._turn(lock_id) as part:
            await self._settle_name(lock_id, draft.name)
            codes = await self._book.read(lock_id)
            twin = next((it for it in codes if _is_twin(it, draft.name)), None)
            if twin is None:
                return await self._add_new(part, lock_id, draft, codes)
            # Behind hidden digits it may be another, which nobody named.
            unsure = hides(twin.name, draft.name)
            if if_exists is IfExists.KEEP and not unsure:
                return twin
            if if_exists is IfExists.ERROR or unsure:
                raise RejectedError(reason=Reason.NAME_IN_USE)
            change = CodeChange(pin=draft.pin, schedule=draft.schedule)
            return await self._update(
                part, lock_id, replace(twin, managed=True), change
            )

    async def _settle_name(self, lock_id: LockId, name: str) -> None:
        """Refuse to write a name again while an earlier write of it is in doubt.

        That one may still arrive, and then there would be two.
        """
        self._forget_failures(lock_id, name)
        intents = self._book.memory(lock_id).intents
        for key in [key for key, it in intents.items() if same_name(it.name, name)]:
            if await self._settler.settle_once(lock_id, key) is None:
                raise RejectedError(reason=intents[key].reason)

    def _forget_failures(self, lock_id: LockId, name: str) -> None:
        """Forget what failed under a name: it is being tried again."""
        memory = self._book.memory(lock_id)
        memory.intents = {
            key: it
            for key, it in memory.intents.items()
            if it.open or not same_name(it.name, name)
        }
        memory.ledger = {
            key: it
            for key, it in memory.ledger.items()
            if not it.never_came or not same_name(it.code.name, name)
        }

    async def _add_new(
        self,
        part: Codes,
        lock_id: LockId,
        draft: CodeDraft,
        codes: tuple[AccessCode, ...],
    ) -> AccessCode:
        key = uuid4().hex
        draft = replace(draft, reference=f"cl-{key}")
        self._book.memory(lock_id).intents[key] = _intent(draft, codes)
        await self._book.changed_and_safe(lock_id)
        try:
            write = await self._book.send(lock_id, partial(part.add, lock_id, draft))
        except OutcomeUnknown, ProtocolError:
            return await self._settler.settle(lock_id, key)
        except VendorError:
            del self._book.memory(lock_id).intents[key]
            await self._book.changed_and_safe(lock_id)
            raise
        if write.code_id is None:
            return await self._settler.settle(lock_id, key)
        code = _added(draft, write)
        await self._settler.enter(lock_id, key, code)
        return await self._settler.verified(lock_id, code)

    async def update(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        """Change a code and prove that the change is on the lock."""
        async with self._turn(lock_id) as part:
            others = self._book.known(lock_id)
            if change.name and name_taken(change.name, others, but={code.id}):
                raise RejectedError(reason=Reason.NAME_IN_USE)
            self._forget_failures(lock_id, code.name)
            return await self._update(part, lock_id, code, change)

    async def _update(
        self, part: Codes, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        # Until the answer is there nobody knows which hours hold.
        doubtful = replace(code, schedule=None, reason=Reason.OUTCOME_UNKNOWN)
        call = partial(part.update, lock_id, code.id, change, expect_name=code.name)
        async with self._noted(lock_id, doubtful, Wish.CHANGE):
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

    async def delete(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Delete a code and prove that it is gone; give up one that has no id yet."""
        async with self._turn(lock_id) as part:
            if not code.id:
                return await self._give_up(lock_id, code)
            self._forget_failures(lock_id, code.name)
            call = partial(part.delete, lock_id, code.id, expect_name=code.name)
            async with self._noted(lock_id, code, Wish.REMOVE):
                try:
                    await self._book.send(lock_id, call)
                except OutcomeUnknown, ProtocolError:
                    LOGGER.debug("Outcome of deleting on %s is unknown", lock_id)
            if await self._settler.is_gone(lock_id, code):
                return replace(code, on_lock=False, status=CodeStatus.UNKNOWN)
            return replace(code, status=CodeStatus.REMOVING)

    @asynccontextmanager
    async def _noted(
        self, lock_id: LockId, code: AccessCode, wish: Wish
    ) -> AsyncIterator[None]:
        """Store what is about to be done; take it back when it certainly was not."""
        ledger = self._book.memory(lock_id).ledger
        before = ledger.get(code.id)
        self._book.put(lock_id, code, wish=wish)
        await self._book.changed_and_safe(lock_id)
        try:
            yield
        except VendorError:
            ledger = self._book.memory(lock_id).ledger
            ledger.pop(code.id, None)
            if before is not None:
                ledger[code.id] = before
            await self._book.changed_and_safe(lock_id)
            raise

    async def _give_up(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        self._drop_intents(lock_id, code.name)
        await self._book.changed_and_safe(lock_id)
        return replace(code, on_lock=None)

    async def adopt(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Treat a code as made here, which also decides between two candidates."""
        async with self._turn(lock_id):
            self._drop_intents(lock_id, code.name)
            adopted = replace(code, managed=True)
            self._book.put(lock_id, adopted)
            await self._book.changed_and_safe(lock_id)
            return adopted

    def _drop_intents(self, lock_id: LockId, name: str) -> None:
        intents = self._book.memory(lock_id).intents
        for key in [key for key, it in intents.items() if same_name(it.name, name)]:
            del intents[key]

    async def candidates(self, lock_id: LockId, key: str) -> tuple[AccessCode, ...]:
        """Look once more at an open write; return what it may have been if undecided.

        None of them has its digits.
        """
        await self.settle_open(lock_id)
        async with self._turn(lock_id):
            intent = self._book.memory(lock_id).intents.get(key)
            if intent is None or not intent.open:
                return ()
            found = await self._settler.candidates(lock_id, intent)
            return tuple(replace(code, pin=None) for code in found)

    async def settle_open(self, lock_id: LockId) -> None:
        """Look once for each write whose outcome is open."""
        async with self._turn(lock_id):
            await self._book.read(lock_id)
            intents = self._book.memory(lock_id).intents
            for key in [key for key, intent in intents.items() if intent.open]:
                await self._settler.settle_by_list(lock_id, key)


def _intent(draft: CodeDraft, codes: tuple[AccessCode, ...]) -> Intent:
    return Intent(
        name=draft.name,
        schedule=draft.schedule,
        seen=frozenset(code.id for code in codes),
        created=dt_util.utcnow(),
        pin=draft.pin,
        reference=draft.reference,
    )


def _is_twin(code: AccessCode, name: str) -> bool:
    return bool(code.id) and code.status.live and same_name(code.name, name)


def _added(draft: CodeDraft, write: CodeWrite) -> AccessCode:
    confirmed = write.outcome is Outcome.CONFIRMED
    return AccessCode(
        id=write.code_id or "",
        name=draft.name,
        schedule=draft.schedule,
        on_lock=confirmed,
        verified_at=dt_util.utcnow() if confirmed else None,
        managed=True,
        pin=write.pin,
    )
