"""Buttons of a lock: asking now what would be asked later."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import LockBasedEntity
from .helpers import command_errors
from .model.capabilities import Capability
from .model.lock import Lock, LockId
from .model.parts import Depth
from .platform import async_add_for_locks

if TYPE_CHECKING:
    from .runtime import AccountData, CloudLocksEntry

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class LockButtonDescription(ButtonEntityDescription):
    """A button of a lock; pressing raises the errors of `model.errors`."""

    has_fn: Callable[[Lock], bool] = lambda _: True
    press_fn: Callable[[AccountData, LockId], Awaitable[object]]


async def _refresh(account: AccountData, lock_id: LockId) -> None:
    """Read the state, then who came in; an event that moved the bolt is there by then.

    A state that cannot be read is no reason to keep the activity back.
    """
    await account.locks.async_look_at(lock_id)
    await account.activity.async_read(lock_id)


BUTTONS = (
    LockButtonDescription(
        key="check_codes",
        translation_key="check_codes",
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda lock: lock.can(Capability.CODES),
        press_fn=lambda account, lock_id: account.codes.read(
            lock_id, depth=Depth.SCHEDULES
        ),
    ),
    LockButtonDescription(
        key="refresh",
        translation_key="refresh",
        entity_category=EntityCategory.DIAGNOSTIC,
        press_fn=_refresh,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of each lock."""
    async_add_for_locks(entry, async_add_entities, BUTTONS, LockButton)


class LockButton(LockBasedEntity, ButtonEntity):
    """A button that can be pressed while the lock is out of reach, to look again."""

    entity_description: LockButtonDescription

    @override
    async def async_press(self) -> None:
        async with command_errors(self.hass, self.coordinator.config_entry):
            await self.entity_description.press_fn(self.account, self.lock_id)
