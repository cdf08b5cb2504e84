"""Reading locks for checks: once for all access that begins at the same time."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode
from ..model.errors import VendorError
from ..model.parts import Depth
from ..model.reason import Reason
from ..model.schedule_terms import ScheduleError
from ..model.wall_clock import zone_of
from .grant import DoorId
from .sight import async_account_of, async_lock_of

_SHARED: Final = timedelta(minutes=10)
"""So long what was read serves other checks too: many may begin at the same hour."""


@dataclass(frozen=True, slots=True)
class _Read:
    """When a lock was read, and why that did not work."""

    at: datetime
    error: Reason | None


class LockReader:
    """Reads locks and their codes anew, one lock of an account after the other."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with nothing read."""
        self._hass = hass
        self._reads: dict[DoorId, _Read] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def read(self, at: DoorId, *, anew: bool) -> None:
        """Read a lock, unless that was just done and `anew` does not want it again."""
        async with self._turns[at.account]:
            last, now = self._reads.get(at), dt_util.utcnow()
            if anew or last is None or now - last.at >= _SHARED:
                self._reads[at] = _Read(now, await self._ask(at))

    async def _ask(self, at: DoorId) -> Reason | None:
        account, lock = async_account_of(self._hass, at), async_lock_of(self._hass, at)
        if account is None or lock is None:
            # Whoever looks sees that.
            return None
        try:
            await account.locks.async_look(lock.id)
            await account.codes.read(lock.id, depth=Depth.SCHEDULES)
        except VendorError as err:
            return err.reason
        if lock.time_zone is not None:
            # Looking a zone up for the first time reads a file.
            with suppress(ScheduleError):
                await self._hass.async_add_executor_job(zone_of, lock.time_zone)
        return None

    @callback
    def error(self, at: DoorId, code: AccessCode | None) -> Reason | None:
        """Return why a lock could not be read, until its code was seen again."""
        last = self._reads.get(at)
        seen = None if code is None else code.verified_at
        if last is None or (seen is not None and seen > last.at):
            return None
        return last.error
