"""What is remembered of all access, over restarts and over accounts that go and come.

Private to this Home Assistant (file mode 600, not encrypted). It holds PINs, unless the
option `keep_pins` says that they are forgotten as soon as every lock has theirs.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..model.secret import Secret
from ..row_cache import RowCache
from .changes import ChangeLog, UserName, change_row, log_from
from .grant import Generation, Grant, GrantId
from .rows import grant_from, grant_row

VERSION: Final = 1
FILE: Final = f"{DOMAIN}.access"

_SAVE_DELAY: Final = 10.0
"""Seconds, for what can be noticed again. What is about to be sent is saved at once."""


class AccessStore:
    """All access, by id, and who changed which."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Name the file; nothing is read yet."""
        self._store: Store[dict[str, Any]] = Store(
            hass, VERSION, FILE, private=True, atomic_writes=True
        )
        self.grants: dict[GrantId, Grant] = {}
        self.log = ChangeLog()
        self._turn = asyncio.Lock()
        self._closed = False
        self._changes = 0
        self._written = 0
        self._rows = RowCache[Grant](grant_row)

    @property
    def pins(self) -> tuple[Secret, ...]:
        """Return all PINs that are kept, also of access that is over."""
        return tuple(it.pin for it in self.grants.values() if it.pin is not None)

    async def told_pin(self, grant_id: GrantId) -> None:
        """Take down that somebody may know the PIN of an access from now on."""
        grant = self.grants[grant_id]
        if grant.draws:
            await self.put_safely(replace(grant, draws=0))

    async def sent(self, grant_id: GrantId, generation: Generation) -> None:
        """Take down that a PIN was sent, unless the access has another one by now."""
        grant = self.grants[grant_id]
        if grant.generation == generation:
            now = dt_util.utcnow()
            await self.put_safely(replace(grant, message_sent=now))

    async def load(self) -> None:
        """Read what was remembered."""
        data = await self._store.async_load() or {}
        # Nobody took it down before there was a log.
        self.log = log_from(data.get("changes", ()), dt_util.utcnow())
        # In a thread: schedules look up their zones, which reads files.
        self.grants = await self._store.hass.async_add_executor_job(_grants, data)

    def note(self, grant: Grant, by: UserName | None) -> None:
        """Take down what is wished otherwise; it is written with the access itself."""
        self.log.note(self.grants.get(grant.id), grant, by, dt_util.utcnow())

    async def put_safely(self, grant: Grant) -> None:
        """Keep an access; returns when it would survive a crash.

        Of many at once, one write serves all.
        """
        self.grants[grant.id] = grant
        self._changes += 1
        change = self._changes
        async with self._turn:
            if self._written >= change:
                return
            covered = self._changes
            await self._store.async_save(self._data())
            self._written = covered

    def put_soon(self, grant: Grant) -> None:
        """Keep an access; it is written soon, and before Home Assistant stops."""
        self.grants[grant.id] = grant
        self._save_soon()

    def forget(self, grant_id: GrantId) -> None:
        """Forget an access that is over."""
        self.grants.pop(grant_id, None)
        self._save_soon()

    def _save_soon(self) -> None:
        if not self._closed:
            self._store.async_delay_save(self._data, _SAVE_DELAY)

    async def close(self) -> None:
        """Write now, and nothing later that the next owner of the file would lose."""
        self._closed = True
        await self._store.async_save(self._data())

    async def remove(self) -> None:
        """Forget everything, file included."""
        await self._store.async_remove()

    def _data(self) -> dict[str, Any]:
        self._rows.begin()
        return {
            "grants": [self._rows.row(it) for it in self.grants.values()],
            "changes": [change_row(it) for it in self.log.changes],
        }


def _grants(data: Mapping[str, Any]) -> dict[GrantId, Grant]:
    return {row["id"]: grant_from(row) for row in data.get("grants", ())}
