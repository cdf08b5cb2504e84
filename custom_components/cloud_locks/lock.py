"""The lock itself: locking, unlocking, opening, and who did it last."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from homeassistant.components.lock import (
    LockEntity,
    LockEntityDescription,
    LockEntityFeature,
)
from homeassistant.const import ATTR_CODE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .confirm import FORMAT, ConfirmCode
from .const import CONF_CONFIRM_CODES
from .entity import ReachableLockEntity
from .helpers import command_errors, reason_error
from .model.access_event import AccessEvent, EventType, Stream
from .model.capabilities import Capability
from .model.command import Operation, Outcome
from .model.lock import BoltState, Lock, LockId
from .model.reason import Reason
from .names import async_shown
from .platform import async_add_for_locks
from .sent import who_asked

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

# Order is kept per lock by our own queue: a semaphore here would let one lock's
# command hold up another's unlock.
PARALLEL_UPDATES = 0

_MOVED = {EventType.LOCKED, EventType.UNLOCKED, EventType.UNLATCHED}


@dataclass(frozen=True, kw_only=True)
class CloudLockDescription(LockEntityDescription):
    """The one row of this platform: every lock has it."""

    has_fn: Callable[[Lock], bool] = lambda _: True


LOCK = CloudLockDescription(key="lock", translation_key="lock", name=None)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a lock entity for each lock of the account."""
    async_add_for_locks(entry, async_add_entities, (LOCK,), CloudLock)


class CloudLock(ReachableLockEntity, LockEntity):
    """A lock that is operated through its vendor's cloud."""

    def __init__(
        self, entry: CloudLocksEntry, lock_id: LockId, description: CloudLockDescription
    ) -> None:
        """Show the lock; nothing is asked of it yet."""
        super().__init__(entry, lock_id, description)
        self._entry = entry
        self._commands: list[Operation] = []
        self._moved_by: str | None = None
        self._confirm = _confirm_code(entry, lock_id)
        self._attr_assumed_state = not self.snapshot.bolt_reported

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self._show_again()
        self.async_on_remove(
            self.account.activity.async_listen(self.lock_id, self._remember_who)
        )

    @callback
    def _show_again(self) -> None:
        """Take back that we hid the lock, once nobody else shows it any more."""
        hidden_by = self.registry_entry and self.registry_entry.hidden_by
        if hidden_by is er.RegistryEntryHider.INTEGRATION and not self.shown_elsewhere:
            registry = er.async_get(self.hass)
            registry.async_update_entity(self.entity_id, hidden_by=None)

    @callback
    def _remember_who(self, event: AccessEvent) -> None:
        if event.stream is Stream.ACCESS and event.type in _MOVED:
            self._moved_by = event.who
            self.async_write_ha_state()

    @property
    @override
    def entity_registry_visible_default(self) -> bool:
        # Of two that are the same door, a dashboard and a voice would show both.
        return super().entity_registry_visible_default and not self.shown_elsewhere

    @property
    @override
    def changed_by(self) -> str | None:
        return async_shown(self.hass, self._moved_by)

    @property
    @override
    def supported_features(self) -> LockEntityFeature:
        can_open = self.snapshot.can(Capability.OPEN)
        return LockEntityFeature.OPEN if can_open else LockEntityFeature(0)

    @property
    @override
    def code_format(self) -> str | None:
        # Core's dialog asks wherever there is a format, for locking too: so there is
        # none while locking is all that is left to do.
        lock = self.snapshot
        only_to_lock = lock.bolt is BoltState.UNLOCKED and not lock.can(Capability.OPEN)
        return None if self._confirm is None or only_to_lock else FORMAT

    @property
    @override
    def is_locked(self) -> bool | None:
        match self.snapshot.bolt:
            case BoltState.LOCKED:
                return True
            case BoltState.UNKNOWN | BoltState.JAMMED:
                return None
            case _:
                return False

    @property
    @override
    def is_jammed(self) -> bool:
        return not self._commands and self.snapshot.bolt is BoltState.JAMMED

    @property
    @override
    def is_open(self) -> bool:
        return self.snapshot.bolt is BoltState.OPEN

    @property
    @override
    def is_locking(self) -> bool:
        return self._is_doing(Operation.LOCK, BoltState.LOCKING)

    @property
    @override
    def is_unlocking(self) -> bool:
        return self._is_doing(Operation.UNLOCK, BoltState.UNLOCKING)

    @property
    @override
    def is_opening(self) -> bool:
        return self._is_doing(Operation.OPEN, BoltState.OPENING)

    def _is_doing(self, operation: Operation, bolt: BoltState) -> bool:
        if self._commands:
            return self._commands[-1] is operation
        return self.snapshot.bolt is bolt

    @override
    async def async_lock(self, **kwargs: Any) -> None:
        await self._operate(Operation.LOCK)

    @override
    async def async_unlock(self, **kwargs: Any) -> None:
        await self._let_in(Operation.UNLOCK, kwargs.get(ATTR_CODE))

    @override
    async def async_open(self, **kwargs: Any) -> None:
        await self._let_in(Operation.OPEN, kwargs.get(ATTR_CODE))

    async def _let_in(self, operation: Operation, code: str | None) -> None:
        """Move the bolt once whoever asks has proven that they may."""
        if self._confirm is not None:
            await self._confirm.async_check(self.hass, code)
        await self._operate(operation)

    async def _operate(self, operation: Operation) -> None:
        """Move the bolt; say so when what became of it cannot be known."""
        asker = await who_asked(self.hass, self._context)
        self._commands.append(operation)
        self.async_write_ha_state()
        try:
            async with command_errors(self.hass, self._entry):
                with self.account.activity.sent.sending(self.lock_id, operation, asker):
                    result = await self.coordinator.async_operate(
                        self.lock_id, operation
                    )
        finally:
            self._commands.remove(operation)
            self.async_write_ha_state()
            self.account.activity.async_expect(self.lock_id)
        if result.outcome is Outcome.UNKNOWN:
            raise reason_error(Reason.OUTCOME_UNKNOWN)


def _confirm_code(entry: CloudLocksEntry, lock_id: LockId) -> ConfirmCode | None:
    kept = entry.options.get(CONF_CONFIRM_CODES, {}).get(lock_id)
    return None if kept is None else ConfirmCode(kept)
