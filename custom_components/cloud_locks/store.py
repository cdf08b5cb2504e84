"""What an account remembers over restarts: codes, writes under way, events told.

Private to this Home Assistant (file mode 600, not encrypted), removed with the entry.
It holds no key, and a PIN only while a code is replaced (`codes/replacing.py`).
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import DOMAIN
from .memory import IntentKey, LockMemory, entry_row, memories, memory_row
from .model.ledger import Entry
from .model.lock import LockId
from .row_cache import RowCache

__all__ = ["AccountStore", "IntentKey", "LockMemory"]

_VERSION: Final = 1
_SAVE_DELAY: Final = 10.0
"""Seconds, for what may be lost without harm. Intents are saved at once."""


class AccountStore:
    """The memory of one account, by lock."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read yet."""
        self._store: Store[dict[str, Any]] = Store(
            hass,
            _VERSION,
            f"{DOMAIN}.{entry_id}",
            private=True,
            atomic_writes=True,
        )
        self._locks: dict[LockId, LockMemory] = {}
        self._closed = False
        self._due = 0.0
        self._rows = RowCache[Entry](entry_row)

    async def load(self) -> None:
        """Read what was remembered."""
        data = await self._store.async_load() or {}
        # In a thread: schedules look up their zones, which reads files.
        self._locks = await self._store.hass.async_add_executor_job(memories, data)

    def of(self, lock_id: LockId) -> LockMemory:
        """Return the memory of a lock; changes to it need `save` or `save_soon`."""
        return self._locks.setdefault(lock_id, LockMemory())

    @property
    def locks(self) -> Mapping[LockId, LockMemory]:
        """Return all that is remembered, by lock."""
        return self._locks

    async def save(self) -> None:
        """Write now; returns when it is safe."""
        self._due = 0.0
        await self._store.async_save(self._data())

    def save_soon(self, within: float = _SAVE_DELAY) -> None:
        """Write within so many seconds, and in any case before Home Assistant stops."""
        now = self._store.hass.loop.time()
        # A write that is due earlier writes this too, and would be put off by asking.
        if self._closed or now < self._due <= now + within:
            return
        self._due = now + within
        self._store.async_delay_save(self._data, within)

    async def close(self) -> None:
        """Write now, and nothing later that the next owner of the file would lose."""
        self._closed = True
        await self.save()

    async def remove(self) -> None:
        """Forget everything, file included."""
        await self._store.async_remove()

    def _data(self) -> dict[str, Any]:
        self._rows.begin()
        row = partial(memory_row, entry_row=self._rows.row)
        return {"locks": {lock_id: row(it) for lock_id, it in self._locks.items()}}
