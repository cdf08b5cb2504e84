"""Adding, changing and deleting codes: checked first, waited for as long as asked."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from homeassistant.core import HomeAssistant

from ..const import DOMAIN, LOGGER
from ..model.access_code import AccessCode, CodeChange, CodeDraft, CodeStatus
from ..model.access_event import EventType
from ..model.errors import OutcomeUnknown, Unsupported, VendorError
from ..model.lock import LockId
from .book import written
from .jobs import CodeJobs, IfExists
from .notes import Promise, failure
from .readback import with_change
from .rules import check_wish

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook
    from .settler import CodeSettler


_FORGETTING: Final = 60.0
"""Seconds; no lock is asked, only the cloud."""


class CodeWriter:
    """What actions call to write codes.

    Every method raises the errors of `model.errors`. After `wait` seconds it answers
    with what is known by then, and the work goes on; a failure after that is fired as
    an event and stays visible as a code problem.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        book: CodeBook,
        settler: CodeSettler,
    ) -> None:
        """Start with nothing under way."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._book = book
        self._jobs = CodeJobs(book, settler)

    async def add(
        self,
        lock_id: LockId,
        draft: CodeDraft,
        *,
        if_exists: IfExists = IfExists.ERROR,
        wait: float = 30.0,
    ) -> AccessCode:
        """Put a code on a lock and prove that it is there."""
        check_wish(self._book.rules(lock_id), draft)
        waiting = AccessCode(
            id="",
            name=draft.name,
            schedule=draft.schedule,
            status=CodeStatus.PENDING,
            managed=True,
        )
        job = self._jobs.add(lock_id, draft, if_exists)
        return await self._within(wait, lock_id, job, waiting)

    async def update(
        self,
        lock_id: LockId,
        code: AccessCode,
        change: CodeChange,
        *,
        wait: float = 30.0,
    ) -> AccessCode:
        """Change a code; what `change` leaves out stays."""
        check_wish(self._book.rules(lock_id), change, kept_name=code.name)
        waiting = replace(with_change(code, change), status=CodeStatus.PENDING)
        job = self._jobs.update(lock_id, code, change)
        return await self._within(wait, lock_id, job, waiting)

    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool, wait: float = 30.0
    ) -> AccessCode:
        """Pause a code or let it work again. `Unsupported` where a lock cannot."""
        if not self._book.rules(lock_id).can_disable:
            raise Unsupported("pause")
        waiting = replace(code, status=CodeStatus.PENDING)
        job = self._jobs.switch(lock_id, code, enabled=enabled)
        return await self._within(wait, lock_id, job, waiting)

    async def delete(
        self, lock_id: LockId, code: AccessCode, *, wait: float = 30.0
    ) -> AccessCode:
        """Take a code off a lock and prove that it is gone (`on_lock` False).

        A code without an id is a write that is still open: it is given up.
        """
        self._book.part(lock_id)
        waiting = replace(code, status=CodeStatus.REMOVING)
        job = self._jobs.delete(lock_id, code)
        return await self._within(wait, lock_id, job, waiting)

    async def forget(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Take a code off the cloud's list alone, which the lock is not told.

        `on_lock` is None then: **it may go on opening the door**.
        """
        self._book.part(lock_id)
        waiting = replace(code, status=CodeStatus.REMOVING)
        return await self._within(
            _FORGETTING, lock_id, self._jobs.forget(lock_id, code), waiting
        )

    async def adopt(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Treat a code as made here from now on."""
        return await self._jobs.adopt(lock_id, code)

    async def clean_up(self, lock_id: LockId, code: AccessCode) -> None:
        """Delete a code of ours whose time is over; nobody waits for it."""
        await self._jobs.delete(lock_id, code)

    async def settle_open(self, lock_id: LockId) -> None:
        """Look again what became of writes whose outcome is open."""
        await self._jobs.settle_open(lock_id)

    async def candidates(self, lock_id: LockId, key: str) -> tuple[AccessCode, ...]:
        """Return the codes that may be what an open write left; none when it is not.

        Without digits. What a look decides by itself is settled by it.
        """
        return await self._jobs.candidates(lock_id, key)

    async def _within(
        self,
        wait: float,
        lock_id: LockId,
        job: Coroutine[Any, Any, AccessCode],
        waiting: AccessCode,
    ) -> AccessCode:
        """Return what the job returns, or `waiting` while it goes on."""
        promise = Promise(self._book, lock_id, waiting)
        task = self._entry.async_create_background_task(
            self._hass, promise.keep(job), f"{DOMAIN} code on {lock_id}"
        )
        ended_late = partial(self._ended_late, lock_id, waiting)
        try:
            done, _ = await asyncio.wait({task}, timeout=wait)
            if not done:
                task.add_done_callback(promise.ended)
                await promise.store()
        except asyncio.CancelledError:
            # A cancelled caller does not cancel a write that is on its way.
            task.add_done_callback(ended_late)
            raise
        if not task.done():
            task.add_done_callback(ended_late)
            return waiting
        if task.cancelled():
            # The account was unloaded; what was stored is looked into afterwards.
            raise OutcomeUnknown
        return task.result()

    def _ended_late(
        self, lock_id: LockId, code: AccessCode, task: asyncio.Task[AccessCode]
    ) -> None:
        """Keep a failure visible that nobody waited for."""
        if task.cancelled() or (err := task.exception()) is None:
            return
        if not isinstance(err, VendorError):
            LOGGER.error("Writing a code on %s broke", lock_id, exc_info=err)
            return
        LOGGER.warning("A code could not be written on %s: %s", lock_id, err)
        note = failure(code, err.reason)
        # Refused because an earlier write is in doubt: that one is noted already, and
        # an open note without `seen` would take any code of that name for ours.
        if not note.open:
            self._book.memory(lock_id).intents[uuid4().hex] = note
        failed = replace(code, status=CodeStatus.FAILED, reason=err.reason)
        self._book.changed(lock_id, written(EventType.FAILED, failed))
