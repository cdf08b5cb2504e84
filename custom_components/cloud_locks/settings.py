"""Settings that live on a lock: changing them, and what their entities share."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, override

from homeassistant.core import HomeAssistant, callback

from .commands import async_see_through
from .const import DOMAIN, READ_BACK_DELAYS, SETTING_DELAYS
from .entity import ReachableLockEntity
from .helpers import command_errors
from .model.capabilities import Capability
from .model.command import Outcome
from .model.errors import OutcomeUnknown, ProtocolError, Unsupported
from .model.lock import Lock, LockId
from .model.look_outs import LookOuts
from .model.parts import Settings
from .model.planner import JobKind, Turn
from .model.settings import Setting, SettingKey, SettingKind, SettingValue
from .scheduler import Work

if TYPE_CHECKING:
    from .coordinator import LocksCoordinator
    from .queue import LaneQueue
    from .runtime import CloudLocksEntry


def setting_of(lock: Lock, key: str) -> Setting | None:
    """Return a setting of a lock, None where it does not have it."""
    return next((setting for setting in lock.settings if setting.key == key), None)


def has_setting(lock: Lock, key: str, kind: SettingKind) -> bool:
    """Return whether a lock has a setting whose value is chosen in a certain way."""
    setting = setting_of(lock, key)
    return (
        lock.can(Capability.SETTINGS) and setting is not None and setting.kind is kind
    )


class SettingWriter:
    """Changes settings, each of them once, and follows them to the lock."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        queue: LaneQueue,
    ) -> None:
        """Start with nothing to follow."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._queue = queue
        self._awaited = LookOuts()
        work = Work(coordinator.async_look, self._look_on)
        coordinator.scheduler.async_serve(JobKind.SETTINGS, work)

    async def async_set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> None:
        """Change a setting and show it, also while the lock has not taken it.

        The change goes on when the caller is cancelled: it may already be on its way.
        Raises the errors of `model.errors`; `OutcomeUnknown` only when looking at the
        lock did not tell either.
        """
        task = self._entry.async_create_background_task(
            self._hass,
            self._set(self._coordinator.lock(lock_id), key, value),
            f"{DOMAIN} {key} {lock_id}",
        )
        await async_see_through(task)

    async def _set(self, lock: Lock, key: SettingKey, value: SettingValue) -> None:
        call = partial(self._part(lock).set, lock.id, key, value)
        try:
            outcome = await self._queue.run(lock.lanes.write, call)
        except OutcomeUnknown, ProtocolError:
            if not await self._holds(lock.id, key, value):
                raise
        else:
            self._show(lock.id, key, value, pending=outcome is not Outcome.CONFIRMED)
        self._follow(lock.id)

    def _part(self, lock: Lock) -> Settings:
        part = self._coordinator.cloud.parts.settings
        if part is None or not lock.can(Capability.SETTINGS):
            raise Unsupported("settings")
        return part

    async def _holds(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> bool:
        """Look whether a change arrived whose answer was lost; never send it again."""
        for delay in READ_BACK_DELAYS:
            await asyncio.sleep(delay)
            await self._coordinator.async_look_at(lock_id)
            setting = setting_of(self._coordinator.lock(lock_id), key)
            if setting is not None and setting.value == value:
                return True
        return False

    @callback
    def _show(
        self, lock_id: LockId, key: SettingKey, value: SettingValue, *, pending: bool
    ) -> None:
        """Show a setting as it was wished and taken."""
        lock = self._coordinator.data.locks.get(lock_id)
        if lock is None:
            return
        settings = tuple(
            replace(setting, value=value, pending=pending)
            if setting.key is key
            else setting
            for setting in lock.settings
        )
        self._coordinator.async_put(replace(lock, settings=settings))

    @callback
    def _follow(self, lock_id: LockId) -> None:
        """Look at a lock until it has taken its settings; one look-out per lock."""
        turn = self._awaited.begin(lock_id, SETTING_DELAYS)
        if turn is not None and self._is_pending(lock_id):
            scheduler = self._coordinator.scheduler
            scheduler.async_plan(JobKind.SETTINGS, lock_id, turn)

    def _look_on(self, lock_id: LockId) -> Turn | None:
        if not self._is_pending(lock_id):
            self._awaited.end(lock_id)
        return self._awaited.step(lock_id)

    def _is_pending(self, lock_id: LockId) -> bool:
        lock = self._coordinator.data.locks.get(lock_id)
        return lock is not None and any(setting.pending for setting in lock.settings)


class SettingEntity(ReachableLockEntity):
    """One setting; it shows what was wished, and says while the lock has not it yet."""

    @property
    def setting(self) -> Setting | None:
        """Return the setting as it was last read."""
        return setting_of(self.snapshot, self.entity_description.key)

    @property
    @override
    def available(self) -> bool:
        return super().available and self.setting is not None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        return {"pending": self.setting is not None and self.setting.pending}

    async def _async_set(self, value: SettingValue) -> None:
        async with command_errors(self.hass, self.coordinator.config_entry):
            await self.account.settings.async_set(
                self.lock_id, SettingKey(self.entity_description.key), value
            )
