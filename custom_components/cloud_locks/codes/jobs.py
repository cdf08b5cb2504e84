"""Writing codes so that nothing is lost, doubled or left half done.

What is about to happen is stored first. A lost answer is settled by looking: one code
that fits is ours, none means not (yet) written, two are for a person to decide.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
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
    CodeId,
    CodeStatus,
)
from ..model.code_rules import ChangeStyle
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
from .book import added
from .changing import CodeChanger
from .notes import begin, noted
from .replacing import CodeReplacer

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
        self._changer = CodeChanger(book, settler)
        self._replacer = CodeReplacer(book, settler)
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
            return await self._update(lock_id, replace(twin, managed=True), change)

    async def _settle_name(self, lock_id: LockId, name: str) -> None:
        """Refuse to write a name again while an earlier write of it is in doubt.

        That one may still arrive, and then there would be two.
        """
        self._forget_failures(lock_id, name)
        intents = self._book.memory(lock_id).intents
        for key in [key for key, it in intents.items() if same_name(it.name, name)]:
            if intents[key].unsent:
                raise RejectedError(reason=Reason.NOT_CONFIRMED)
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
        await begin(self._book, lock_id)
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
        code = added(draft, write)
        await self._settler.enter(lock_id, key, code)
        return await self._settler.verified(lock_id, code)

    async def update(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        """Change a code and prove that the change is on the lock."""
        async with self._turn(lock_id):
            others = self._book.known(lock_id)
            if change.name and name_taken(change.name, others, but={code.id}):
                raise RejectedError(reason=Reason.NAME_IN_USE)
            self._forget_failures(lock_id, code.name)
            return await self._update(lock_id, code, change)

    async def _update(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        if self._book.rules(lock_id).change is ChangeStyle.REPLACE:
            return await self._replacer.replace(lock_id, code, change)
        return await self._changer.update(lock_id, code, change)

    async def switch(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> AccessCode:
        """Pause a code or let it work again, and prove that."""
        async with self._turn(lock_id):
            self._forget_failures(lock_id, code.name)
            return await self._changer.switch(lock_id, code, enabled=enabled)

    async def delete(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Delete a code and prove that it is gone; give up one that has no id yet."""
        async with self._turn(lock_id) as part:
            if not code.id:
                return await self._give_up(lock_id, code)
            self._forget_failures(lock_id, code.name)
            call = partial(part.delete, lock_id, code.id, expect_name=code.name)
            self._drop_intents(lock_id, partial(_replaces, code.id))
            async with noted(self._book, lock_id, code, Wish.REMOVE):
                try:
                    await self._book.send(lock_id, call)
                except OutcomeUnknown, ProtocolError:
                    LOGGER.debug("Outcome of deleting on %s is unknown", lock_id)
            if await self._settler.is_gone(lock_id, code):
                return replace(code, on_lock=False, status=CodeStatus.UNKNOWN)
            return replace(code, status=CodeStatus.REMOVING)

    async def forget(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Take a code off the cloud's list alone; the lock may go on taking it.

        It is no longer followed, and no event says that it is gone: nobody knows.
        """
        async with self._turn(lock_id) as part:
            call = partial(part.forget, lock_id, code.id, expect_name=code.name)
            self._drop_intents(lock_id, partial(_replaces, code.id))
            async with noted(self._book, lock_id, code, Wish.REMOVE):
                try:
                    await self._book.send(lock_id, call)
                except OutcomeUnknown, ProtocolError:
                    LOGGER.debug("Outcome of forgetting on %s is unknown", lock_id)
                else:
                    self._book.memory(lock_id).ledger.pop(code.id, None)
            if await self._settler.is_gone(lock_id, code):
                return replace(code, on_lock=None, status=CodeStatus.UNKNOWN)
            return replace(code, status=CodeStatus.REMOVING)

    async def _give_up(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        self._drop_intents(lock_id, partial(_is_called, code.name))
        await self._book.changed_and_safe(lock_id)
        return replace(code, on_lock=None)

    async def adopt(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Treat a code as made here, which also decides between two candidates."""
        async with self._turn(lock_id):
            self._drop_intents(lock_id, partial(_is_called, code.name))
            adopted = replace(code, managed=True)
            self._book.put(lock_id, adopted)
            await self._book.changed_and_safe(lock_id)
            return adopted

    def _drop_intents(
        self, lock_id: LockId, given_up: Callable[[Intent], bool]
    ) -> None:
        """Forget writes that are not settled; a code to be replaced just stays."""
        memory = self._book.memory(lock_id)
        dropped = [key for key, it in memory.intents.items() if given_up(it)]
        for key in dropped:
            replaced = memory.intents.pop(key).replaces
            if replaced is not None and memory.holds(replaced):
                entry = memory.ledger[replaced.code_id]
                memory.ledger[replaced.code_id] = replace(entry, wish=Wish.KEEP)

    async def candidates(self, lock_id: LockId, key: str) -> tuple[AccessCode, ...]:
        """Look once more at an open write; return what it may have been if undecided.

        None of them has its digits.
        """
        await self.settle_open(lock_id)
        async with self._turn(lock_id):
            intent = self._book.memory(lock_id).intents.get(key)
            if intent is None or not intent.open or intent.unsent:
                return ()
            found = await self._settler.candidates(lock_id, intent)
            return tuple(replace(code, pin=None) for code in found)

    async def settle_open(self, lock_id: LockId) -> None:
        """Look once for each write whose outcome is open."""
        async with self._turn(lock_id):
            await self._book.read(lock_id)
            intents = self._book.memory(lock_id).intents
            for key in [key for key, intent in intents.items() if intent.open]:
                if intents[key].replaces is None:
                    await self._settler.settle_by_list(lock_id, key)
                else:
                    await self._replacer.go_on(lock_id, key)


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


def _replaces(code_id: CodeId, intent: Intent) -> bool:
    return intent.replaces is not None and intent.replaces.code_id == code_id


def _is_called(name: str, intent: Intent) -> bool:
    return same_name(intent.name, name)
