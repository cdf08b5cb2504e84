"""Storing what is about to be done to a code, and taking it back when it was not."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode
from ..model.errors import VendorError
from ..model.ledger import Wish
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.reconcile import Intent
from ..model.schedule import Schedule

if TYPE_CHECKING:
    from .book import CodeBook

_AT_HAND: Final[ContextVar[Promise | None]] = ContextVar("promise", default=None)
"""The promise of the job that runs."""


def failure(code: AccessCode, reason: Reason | None) -> Intent:
    """Return the note of a wish that came to nothing."""
    return Intent(
        name=code.name,
        schedule=code.schedule or Schedule.always(),
        seen=frozenset(),
        created=dt_util.utcnow(),
        reason=reason,
    )


class Promise:
    """A job that was answered before anything of it was stored.

    It waits for its turn at the lock. Until it begins, and stores what it is about to
    do, the file says that it came to nothing: that is what a crash makes of it.
    """

    def __init__(self, book: CodeBook, lock_id: LockId, code: AccessCode) -> None:
        """Promise what `code` shows."""
        self._book = book
        self._lock_id = lock_id
        self._code = code
        self._key = uuid4().hex
        self._begun = False

    async def keep[T](self, job: Coroutine[Any, Any, T]) -> T:
        """Run the job."""
        _AT_HAND.set(self)
        return await job

    async def store(self) -> None:
        """Note it, unless it has begun; returns when it would survive a crash."""
        if not self._begun:
            note = failure(self._code, Reason.TOO_LATE)
            self._book.memory(self._lock_id).waiting[self._key] = note
            await self._book.changed_and_safe(self._lock_id)

    def begin(self) -> bool:
        """Take the note back; return whether there was one."""
        self._begun = True
        memory = self._book.memory(self._lock_id)
        return memory.waiting.pop(self._key, None) is not None

    def ended(self, task: asyncio.Task[AccessCode]) -> None:
        """Take the note back unless the account was unloaded before it began."""
        if not task.cancelled() and self.begin():
            self._book.changed(self._lock_id)


async def begin(book: CodeBook, lock_id: LockId) -> None:
    """Store what the job at hand is about to do, in place of what was promised."""
    if (promise := _AT_HAND.get()) is not None:
        promise.begin()
    await book.changed_and_safe(lock_id)


@asynccontextmanager
async def noted(
    book: CodeBook, lock_id: LockId, code: AccessCode, wish: Wish
) -> AsyncIterator[None]:
    """Store a wish before the body sends it; take it back when that raises.

    What may have been done must not be raised in the body.
    """
    before = book.memory(lock_id).ledger.get(code.id)
    book.put(lock_id, code, wish=wish)
    await begin(book, lock_id)
    try:
        yield
    except VendorError:
        ledger = book.memory(lock_id).ledger
        ledger.pop(code.id, None)
        if before is not None:
            ledger[code.id] = before
        await book.changed_and_safe(lock_id)
        raise
