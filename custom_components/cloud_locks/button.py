"""Buttons of a lock: asking now what would be asked later, answering who is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_track_point_in_utc_time

from .const import CONF_CONFIRM_CODES, DOMAIN
from .entity import LockBasedEntity
from .helpers import command_errors, reason_error
from .model.capabilities import Capability
from .model.command import Operation, Outcome
from .model.lock import Lock, LockId
from .model.parts import Depth
from .model.reason import Reason
from .platform import async_add_for_locks
from .sent import who_asked

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


@dataclass(frozen=True, kw_only=True)
class AnswerDescription(ButtonEntityDescription):
    """A button that answers who asks at the door."""

    has_fn: Callable[[Lock], bool] = lambda lock: lock.can(Capability.REMOTE_REQUEST)
    accept: bool


ANSWERS = (
    AnswerDescription(
        key="accept_request", translation_key="accept_request", accept=True
    ),
    AnswerDescription(
        key="reject_request", translation_key="reject_request", accept=False
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of each lock."""
    async_add_for_locks(entry, async_add_entities, BUTTONS, LockButton)
    async_add_for_locks(entry, async_add_entities, ANSWERS, AnswerButton)


class LockButton(LockBasedEntity, ButtonEntity):
    """A button that can be pressed while the lock is out of reach, to look again."""

    entity_description: LockButtonDescription

    @override
    async def async_press(self) -> None:
        async with command_errors(self.hass, self.coordinator.config_entry):
            await self.entity_description.press_fn(self.account, self.lock_id)


class AnswerButton(LockBasedEntity, ButtonEntity):
    """A button that is there while somebody at the door waits for an answer."""

    entity_description: AnswerDescription

    def __init__(
        self, entry: CloudLocksEntry, lock_id: LockId, description: AnswerDescription
    ) -> None:
        """Take the place of `description` at a lock."""
        super().__init__(entry, lock_id, description)
        self._asks_for_code = lock_id in entry.options.get(CONF_CONFIRM_CODES, {})
        self._stop_waiting: CALLBACK_TYPE | None = None

    @property
    @override
    def available(self) -> bool:
        return super().available and self._until is not None

    @property
    def _until(self) -> datetime | None:
        return self.account.answers.asked_until(self.snapshot)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        return {"until": self._until}

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self._wait_for_the_end()
        self.async_on_remove(self._end_waiting)
        listen = self.account.answers.async_listen
        self.async_on_remove(listen(self.lock_id, self._handle_coordinator_update))

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        self._wait_for_the_end()
        super()._handle_coordinator_update()

    @callback
    def _wait_for_the_end(self) -> None:
        """Go when the countdown of the lock has ended."""
        self._end_waiting()
        if (until := self._until) is not None:
            self._stop_waiting = async_track_point_in_utc_time(
                self.hass, self._ended, until
            )

    @callback
    def _end_waiting(self) -> None:
        if self._stop_waiting is not None:
            self._stop_waiting()
            self._stop_waiting = None

    @callback
    def _ended(self, _now: datetime) -> None:
        self._stop_waiting = None
        self.async_write_ha_state()

    @override
    async def async_press(self) -> None:
        """Answer once; say so when what became of it cannot be known."""
        if self.entity_description.accept:
            outcome = await self._let_in()
        else:
            outcome = await self._answer(accept=False)
        if outcome is Outcome.UNKNOWN:
            raise reason_error(Reason.OUTCOME_UNKNOWN)

    async def _let_in(self) -> Outcome:
        if self._asks_for_code:
            # A button has no place to type it.
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key="confirm_code_at_lock"
            )
        asker = await who_asked(self.hass, self._context)
        activity = self.account.activity
        try:
            with activity.sent.sending(self.lock_id, Operation.UNLOCK, asker):
                return await self._answer(accept=True)
        finally:
            activity.async_expect(self.lock_id)

    async def _answer(self, *, accept: bool) -> Outcome:
        async with command_errors(self.hass, self.coordinator.config_entry):
            result = await self.account.answers.async_answer(
                self.lock_id, accept=accept
            )
        return result.outcome
