"""Finding out what became of a write whose answer was lost. Nothing is sent again."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..const import LOGGER, SETTLE_DELAYS
from ..model.access_code import AccessCode, CodeChange, CodeStatus
from ..model.access_event import EventType
from ..model.attribution import handed_on
from ..model.errors import VendorError
from ..model.ledger import Wish
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.reconcile import Intent, candidates
from .book import written
from .readback import change_arrived

if TYPE_CHECKING:
    from .book import CodeBook


class CodeSettler:
    """Looks at locks until an open write is settled, or says that it stays open."""

    def __init__(self, book: CodeBook) -> None:
        """Settle by means of the book."""
        self._book = book

    async def settle(self, lock_id: LockId, key: str) -> AccessCode:
        """Look several times for what the write of an intent left on the lock."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                if code := await self.settle_once(lock_id, key):
                    return code
            except VendorError as err:
                LOGGER.debug("Cannot look on %s: %s", lock_id, err)
        intent = self._book.memory(lock_id).intents[key]
        return AccessCode(
            id="",
            name=intent.name,
            schedule=intent.schedule,
            status=CodeStatus.UNKNOWN,
            reason=intent.reason or Reason.OUTCOME_UNKNOWN,
            managed=intent.managed,
        )

    async def settle_once(self, lock_id: LockId, key: str) -> AccessCode | None:
        """Look once for the code of an intent; None when it stays open.

        The list is read past every cache.
        """
        await self._book.read(lock_id)
        return await self.settle_by_list(lock_id, key)

    async def settle_by_list(self, lock_id: LockId, key: str) -> AccessCode | None:
        """Look for the code of an intent in the list that was just read."""
        memory = self._book.memory(lock_id)
        intent = memory.intents[key]
        found = await self.candidates(lock_id, intent)
        if len(found) == 1:
            code = replace(found[0], managed=intent.managed, schedule=intent.schedule)
            await self.enter(lock_id, key, code)
            return self.as_known(lock_id, code)
        reason = Reason.TWO_CANDIDATES if found else Reason.OUTCOME_UNKNOWN
        memory.intents[key] = replace(intent, reason=reason)
        await self._book.changed_and_safe(lock_id)
        return None

    async def candidates(
        self, lock_id: LockId, intent: Intent
    ) -> tuple[AccessCode, ...]:
        """Return the codes of the list just read that may be what an intent wrote.

        Those of its name are read in full, digits included; nobody keeps those.
        """
        known = self._book.known(lock_id)
        named = candidates(intent, (code for code in known if code.id))
        full = [await self._book.in_full(lock_id, code) for code in named]
        return candidates(intent, full)

    async def enter(self, lock_id: LockId, key: str, code: AccessCode) -> None:
        """Take a written code into the ledger instead of its intent."""
        memory = self._book.memory(lock_id)
        self._book.put(lock_id, code)
        intent = memory.intents.pop(key, None)
        # A list that showed it as nobody's did not tell that it opens.
        memory.told.pop(code.id, None)
        kind = EventType.ADDED
        if intent is not None and intent.replaces is not None:
            kind = EventType.CHANGED
            old = intent.replaces.code_id
            memory.links = handed_on(memory.links, old, code.id)
        await self._book.changed_and_safe(lock_id, written(kind, code))

    async def verified(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Read the list again and return the code as it stands there."""
        try:
            await self._book.read(lock_id)
        except VendorError as err:
            LOGGER.debug("Not verified yet on %s: %s", lock_id, err)
        return self.as_known(lock_id, code)

    def as_known(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Return a code as it is known now, with the digits that it was given."""
        known = self._book.known(lock_id)
        return replace(
            next((it for it in known if it.id == code.id), code), pin=code.pin
        )

    async def read_back(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode | None:
        """Read a code in full until it is as wished; None when it cannot be read.

        What it looked like last is returned, as wished or not.
        """
        full = None
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                full = await self._book.in_full(lock_id, code)
            except VendorError as err:
                LOGGER.debug("Cannot read back on %s: %s", lock_id, err)
                continue
            if change_arrived(full, change, dt_util.utcnow()):
                break
        return full

    async def is_switched(self, lock_id: LockId, code: AccessCode) -> bool:
        """Look until the list shows a code as paused, or not, as it was wished."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                await self._book.read(lock_id)
            except VendorError as err:
                LOGGER.debug("Cannot look on %s: %s", lock_id, err)
                continue
            entry = self._book.memory(lock_id).ledger.get(code.id)
            if entry is None or entry.wish is Wish.KEEP:
                return True
        return False

    async def is_gone(self, lock_id: LockId, code: AccessCode) -> bool:
        """Look until a deleted code is no longer listed; False when it stays."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                codes = await self._book.read(lock_id)
            except VendorError as err:
                LOGGER.debug("Cannot look on %s: %s", lock_id, err)
                continue
            if all(it.id != code.id for it in codes):
                return True
        return False
