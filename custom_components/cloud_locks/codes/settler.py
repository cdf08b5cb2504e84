"""Finding out what became of a write whose answer was lost. Nothing is sent again."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..const import LOGGER, SETTLE_DELAYS
from ..model.access_code import AccessCode, CodeChange, CodeStatus
from ..model.access_event import EventType
from ..model.errors import VendorError
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.reconcile import candidates
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
            managed=True,
        )

    async def settle_once(self, lock_id: LockId, key: str) -> AccessCode | None:
        """Look once for the code of an intent; None when it stays open.

        The list is read past every cache; candidates by name are read in full, digits
        included, and the digits are forgotten again.
        """
        memory = self._book.memory(lock_id)
        intent = memory.intents[key]
        listed = await self._book.read(lock_id)
        named = candidates(intent, (code for code in listed if code.id))
        full = [await self._book.in_full(lock_id, code) for code in named]
        found = candidates(intent, full)
        if len(found) == 1:
            code = replace(found[0], managed=True, schedule=intent.schedule)
            return await self.enter(lock_id, key, code)
        reason = Reason.TWO_CANDIDATES if found else Reason.OUTCOME_UNKNOWN
        memory.intents[key] = replace(intent, reason=reason)
        await self._book.changed_and_safe(lock_id)
        return None

    async def enter(self, lock_id: LockId, key: str, code: AccessCode) -> AccessCode:
        """Take a written code into the ledger instead of its intent, and verify it."""
        self._book.put(lock_id, code)
        self._book.memory(lock_id).intents.pop(key, None)
        await self._book.changed_and_safe(lock_id, written(EventType.ADDED, code))
        return await self.verified(lock_id, code)

    async def verified(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Read the list again and return the code as it stands there."""
        try:
            codes = await self._book.read(lock_id)
        except VendorError as err:
            LOGGER.debug("Not verified yet on %s: %s", lock_id, err)
            codes = self._book.known(lock_id)
        seen = next((it for it in codes if it.id == code.id), code)
        return replace(seen, pin=code.pin)

    async def change_arrived(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> bool:
        """Read a code back until it is as wished; False when it stays otherwise."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                full = await self._book.in_full(lock_id, code)
            except VendorError as err:
                LOGGER.debug("Cannot read back on %s: %s", lock_id, err)
                continue
            if change_arrived(full, change, dt_util.utcnow()):
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
