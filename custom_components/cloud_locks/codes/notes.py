"""Storing what is about to be done to a code, and taking it back when it was not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ..model.access_code import AccessCode
from ..model.errors import VendorError
from ..model.ledger import Wish
from ..model.lock import LockId

if TYPE_CHECKING:
    from .book import CodeBook


@asynccontextmanager
async def noted(
    book: CodeBook, lock_id: LockId, code: AccessCode, wish: Wish
) -> AsyncIterator[None]:
    """Store a wish before the body sends it; take it back when that raises.

    What may have been done must not be raised in the body.
    """
    before = book.memory(lock_id).ledger.get(code.id)
    book.put(lock_id, code, wish=wish)
    await book.changed_and_safe(lock_id)
    try:
        yield
    except VendorError:
        ledger = book.memory(lock_id).ledger
        ledger.pop(code.id, None)
        if before is not None:
            ledger[code.id] = before
        await book.changed_and_safe(lock_id)
        raise
