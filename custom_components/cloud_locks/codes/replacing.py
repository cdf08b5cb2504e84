"""Changing a code where a lock cannot: the old one off, then another in its place.

At some clouds both at once collide, so the new one waits until the old one is gone.
Each step is stored before it is sent, digits included, because between the two the code
is nowhere else. If the new one is refused, the old one is put back.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode, CodeChange, CodeDraft, CodeStatus
from ..model.access_event import EventType
from ..model.errors import (
    AuthError,
    InvalidCode,
    OperationFailed,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    TransientError,
    VendorError,
)
from ..model.ledger import Wish
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.reconcile import Intent, Replaced
from .book import added, written
from .notes import noted
from .rules import check_wish

if TYPE_CHECKING:
    from ..store import IntentKey
    from .book import CodeBook
    from .settler import CodeSettler


class CodeReplacer:
    """Carries out one replacement at a time, over restarts."""

    def __init__(self, book: CodeBook, settler: CodeSettler) -> None:
        """Work by means of book and settler."""
        self._book = book
        self._settler = settler

    async def replace(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> AccessCode:
        """Take a code off and write another one that is as the change wants it.

        `RejectedError` (reason `not_confirmed`) while an earlier change of it lasts,
        or its removal: another one in its place would undo that.
        """
        if self._is_leaving(lock_id, code):
            raise RejectedError(reason=Reason.NOT_CONFIRMED)
        intent = await self._intent(lock_id, code, change)
        key = uuid4().hex
        memory = self._book.memory(lock_id)
        memory.intents[key] = intent
        part = self._book.part(lock_id)
        call = partial(part.delete, lock_id, code.id, expect_name=code.name)
        try:
            async with noted(self._book, lock_id, code, Wish.REPLACE):
                with suppress(OutcomeUnknown, ProtocolError):
                    await self._book.send(lock_id, call)
        except VendorError:
            del memory.intents[key]
            await self._book.changed_and_safe(lock_id)
            raise
        if not await self._settler.is_gone(lock_id, code):
            return replace(code, status=CodeStatus.PENDING)
        return await self._write(lock_id, key)

    def _is_leaving(self, lock_id: LockId, code: AccessCode) -> bool:
        memory = self._book.memory(lock_id)
        if code.id in memory.being_replaced:
            return True
        # As it is by now: it may have waited behind what takes it off.
        entry = memory.ledger.get(code.id)
        now = dt_util.utcnow()
        return entry is not None and entry.now(now).status is CodeStatus.REMOVING

    async def _intent(
        self, lock_id: LockId, code: AccessCode, change: CodeChange
    ) -> Intent:
        """Return what is to be written, and what to put back if it is refused.

        Anything that would be refused afterwards is refused now.
        """
        full = await self._book.in_full(lock_id, code)
        hours = full.schedule or code.schedule
        pin = change.pin or full.pin
        if pin is None:
            raise InvalidCode("no digits", reason=Reason.PIN_REQUIRED)
        if hours is None:
            raise RejectedError("no hours", reason=Reason.ANSWER_NOT_UNDERSTOOD)
        draft = CodeDraft(
            name=change.name or code.name, schedule=change.schedule or hours, pin=pin
        )
        check_wish(self._book.rules(lock_id), draft)
        return Intent(
            name=draft.name,
            schedule=draft.schedule,
            pin=pin,
            seen=frozenset(),
            created=dt_util.utcnow(),
            replaces=Replaced(
                code_id=code.id,
                name=code.name,
                schedule=hours,
                pin=full.pin,
                managed=code.managed,
            ),
        )

    async def go_on(self, lock_id: LockId, key: IntentKey) -> None:
        """Take the next step, if the list that was just read allows it.

        What was sent already is looked for and never sent again.
        """
        memory = self._book.memory(lock_id)
        intent = memory.intents[key]
        if not intent.unsent:
            await self._settler.settle_by_list(lock_id, key)
            return
        if intent.replaces is None or memory.holds(intent.replaces):
            return
        try:
            await self._write(lock_id, key)
        except (RejectedError, OperationFailed) as err:
            # Nobody waits for it any more, so it is told as an event.
            failed = AccessCode(
                id="",
                name=intent.name,
                schedule=intent.schedule,
                status=CodeStatus.FAILED,
                reason=err.reason,
                managed=intent.managed,
            )
            self._book.changed(lock_id, written(EventType.FAILED, failed))

    async def _write(self, lock_id: LockId, key: IntentKey) -> AccessCode:
        """Write the new code; the old one again when it is refused."""
        try:
            return await self._add(lock_id, key)
        except (AuthError, TransientError) as err:
            # It was certainly not sent, and is tried again at the next look.
            await self._note(lock_id, key, sent=False)
            if isinstance(err, AuthError):
                raise
            intent = self._book.memory(lock_id).intents[key]
            return _waiting(intent, err.reason)
        except VendorError as err:
            await self._put_back(lock_id, key, err)
            raise

    async def _add(self, lock_id: LockId, key: IntentKey) -> AccessCode:
        intent = await self._note(lock_id, key, sent=True)
        draft = CodeDraft(
            name=intent.name,
            schedule=intent.schedule,
            pin=intent.pin,
            reference=intent.reference,
        )
        call = partial(self._book.part(lock_id).add, lock_id, draft)
        try:
            write = await self._book.send(lock_id, call)
        except OutcomeUnknown, ProtocolError:
            return await self._settler.settle(lock_id, key)
        if write.code_id is None:
            return await self._settler.settle(lock_id, key)
        code = replace(added(draft, write), managed=intent.managed)
        await self._settler.enter(lock_id, key, code)
        return await self._settler.verified(lock_id, code)

    async def _note(self, lock_id: LockId, key: IntentKey, *, sent: bool) -> Intent:
        """Store how far a replacement is, and return it."""
        memory = self._book.memory(lock_id)
        intent = memory.intents[key]
        replaces = intent.replaces and replace(intent.replaces, sent=sent)
        memory.intents[key] = replace(
            intent,
            replaces=replaces,
            seen=frozenset(memory.ledger),
            # Another mark for each try: a cloud may remember the one before.
            reference=f"cl-{uuid4().hex}" if sent else None,
        )
        await self._book.changed_and_safe(lock_id)
        return memory.intents[key]

    async def _put_back(
        self, lock_id: LockId, key: IntentKey, err: VendorError
    ) -> None:
        """Write the old code again; say so when that is refused too."""
        memory = self._book.memory(lock_id)
        intent = memory.intents[key]
        old = intent.replaces
        if old is None or old.back or old.pin is None:
            lost = old and replace(old, pin=None)
            memory.intents[key] = replace(
                intent, pin=None, reason=err.reason, replaces=lost
            )
            await self._book.changed_and_safe(lock_id)
            return
        memory.intents[key] = replace(
            intent,
            name=old.name,
            schedule=old.schedule,
            pin=old.pin,
            replaces=replace(old, sent=False, back=True),
        )
        with suppress(RejectedError, OperationFailed):
            await self._write(lock_id, key)


def _waiting(intent: Intent, reason: Reason) -> AccessCode:
    """Show a code that is on no lock at present, and why it is not back yet."""
    return AccessCode(
        id="",
        name=intent.name,
        schedule=intent.schedule,
        status=CodeStatus.PENDING,
        reason=reason,
        on_lock=False,
        managed=intent.managed,
    )
