"""The hours in which a lock stays unlocked by itself: written once, read back."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant

from .commands import async_see_through
from .const import DOMAIN, LOGGER, SETTLE_DELAYS
from .model.capabilities import Capability
from .model.command import Outcome
from .model.errors import OutcomeUnknown, ProtocolError, Unsupported, VendorError
from .model.lock import LockId
from .model.parts import PassagePlan, PassagePlans

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .queue import LaneQueue
    from .runtime import CloudLocksEntry


class PassageWriter:
    """Reads and writes the plans of an account's locks.

    All methods raise the errors of `model.errors`; `OutcomeUnknown` only when reading
    the plan back did not tell either.
    """

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

    def part(self, lock_id: LockId) -> PassagePlans:
        """Return the cloud's part. `Unsupported` where the lock has no plan."""
        lock = self._coordinator.lock(lock_id)
        part = self._coordinator.cloud.parts.passage_plan
        if part is None or not lock.can(Capability.PASSAGE_PLAN):
            raise Unsupported("passage plan")
        return part

    async def read(self, lock_id: LockId) -> PassagePlan:
        """Return the plan on the lock."""
        call = partial(self.part(lock_id).get, lock_id)
        return await self._queue.run(self._lane(lock_id), call)

    async def write(self, lock_id: LockId, plan: PassagePlan) -> Outcome:
        """Write a plan once; it goes on when the caller is cancelled."""
        task = self._entry.async_create_background_task(
            self._hass, self._write(lock_id, plan), f"{DOMAIN} passage {lock_id}"
        )
        return await async_see_through(task)

    async def _write(self, lock_id: LockId, plan: PassagePlan) -> Outcome:
        call = partial(self.part(lock_id).set, lock_id, plan)
        try:
            outcome = await self._queue.run(self._lane(lock_id), call)
        except OutcomeUnknown, ProtocolError:
            await self._expect(lock_id, plan)
            outcome = Outcome.CONFIRMED
        # A setting of the same name may show it.
        await self._coordinator.async_look_at(lock_id)
        return outcome

    async def _expect(self, lock_id: LockId, plan: PassagePlan) -> None:
        """Look whether a plan arrived whose answer was lost; never send it again."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                if await self.read(lock_id) == plan:
                    return
            except VendorError as err:
                LOGGER.debug("The plan of %s could not be read: %s", lock_id, err)
        raise OutcomeUnknown("passage plan")

    def _lane(self, lock_id: LockId) -> str:
        return self._coordinator.lock(lock_id).lanes.write
