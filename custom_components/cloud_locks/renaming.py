"""Names of locks in the vendor's app: written once, looked up when in doubt."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback

from .commands import async_see_through
from .const import DOMAIN, LOGGER, READ_BACK_DELAYS
from .model.errors import OutcomeUnknown, ProtocolError, VendorError
from .model.lock import LockId

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .queue import LaneQueue
    from .runtime import CloudLocksEntry


class LockRenamer:
    """Gives the locks of an account other names."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        queue: LaneQueue,
    ) -> None:
        """Start with nothing under way."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._queue = queue

    async def async_rename(self, lock_id: LockId, name: str) -> None:
        """Rename a lock in the vendor's app, and so its device here.

        It goes on when the caller is cancelled. Raises the errors of `model.errors`;
        `OutcomeUnknown` only when a new listing did not tell either.
        """
        task = self._entry.async_create_background_task(
            self._hass, self._rename(lock_id, name), f"{DOMAIN} rename {lock_id}"
        )
        await async_see_through(task)

    async def _rename(self, lock_id: LockId, name: str) -> None:
        lane = self._coordinator.lock(lock_id).lanes.write
        try:
            await self._queue.run(
                lane, partial(self._coordinator.cloud.rename, lock_id, name)
            )
        except OutcomeUnknown, ProtocolError:
            if not await self._is_called(lock_id, name):
                raise
        self._show(lock_id, name)

    async def _is_called(self, lock_id: LockId, name: str) -> bool:
        """Look whether a name arrived whose answer was lost; never send it again."""
        for delay in READ_BACK_DELAYS:
            await asyncio.sleep(delay)
            try:
                listed = (await self._coordinator.cloud.inventory()).locks.get(lock_id)
            except VendorError as err:
                LOGGER.debug("The name of %s could not be read: %s", lock_id, err)
                continue
            if listed is not None and listed.name == name:
                return True
        return False

    @callback
    def _show(self, lock_id: LockId, name: str) -> None:
        """Show the name at once; the next listing may be an hour away."""
        if (lock := self._coordinator.data.locks.get(lock_id)) is not None:
            self._coordinator.async_put(replace(lock, name=name))
