"""Somebody comes soon and may find a closed door: check again, or let them in."""

from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.components import persistent_notification
from homeassistant.components.lock import DOMAIN as LOCK
from homeassistant.components.notify import DOMAIN as NOTIFY
from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.const import (
    ATTR_ENTITY_ID,
    SERVICE_LOCK,
    SERVICE_UNLOCK,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.selector import EntitySelector, EntitySelectorConfig
import probatio

from ..access.checking import AccessChecks, async_checks
from ..access.grant import DoorId, Grant
from ..actions.answers import SENT
from ..actions.errors import ActionError, sentence
from ..actions.grant_doors import door_at
from ..actions.message import Contents, Wording
from ..actions.recipients import find_recipients, tell
from ..actions.targets import Door
from ..const import CONF_CONFIRM_CODES, DOMAIN
from ..helpers import reason_sentence, text
from ..model.capabilities import Capability
from ..model.code_parts import OfflineCode, OfflineCodes
from ..model.errors import VendorError
from ..model.reason import Reason
from .access import WAIT, AccessFlow
from .flow import Step

OPEN_FOR: Final = timedelta(minutes=5)
RECIPIENT: Final = "recipient"


class CheckFlow(AccessFlow):
    """A lock at which a check before somebody arrives has found something."""

    @property
    def at(self) -> DoorId:
        """Return which lock it is about."""
        return DoorId(self.about["account"], self.about["lock_id"])

    @property
    def checks(self) -> AccessChecks:
        """Return the checks; ends the flow when they are not loaded."""
        if (found := async_checks(self.hass)) is None:
            raise AbortFlow("access_not_loaded")
        return found

    @property
    def grant(self) -> Grant:
        """Return the access; ends the flow when it is over or nothing is wrong."""
        grant = self.keeper.grants.get(self.about["grant_id"])
        if grant is None or self.is_solved:
            raise AbortFlow("solved")
        return grant

    @property
    @override
    def is_solved(self) -> bool:
        """Whether nothing is wrong at this lock any more."""
        return self.at not in self.checks.failed.get(self.about["grant_id"], {})

    @property
    def door(self) -> Door | None:
        """Return the lock; None while its account is away."""
        return door_at(self.hass, self.at)

    @override
    async def _words(self) -> dict[str, str]:
        return {**await super()._words(), "minutes": str(OPEN_FOR.seconds // 60)}

    @override
    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Say what was found, and offer the ways out that this lock has."""
        _ = self.grant
        ways = ["try_again"]
        if self._offline_part() is not None:
            ways.append("offline_code")
        if self._can_be_opened():
            ways.append("open_now")
        return self.async_show_menu(
            step_id="init",
            menu_options=[*ways, "leave"],
            description_placeholders=await self._words(),
        )

    @override
    async def async_step_try_again(self, _step: Step = None) -> RepairsFlowResult:
        """Try once more what had not worked, and check again."""
        grant_id = self.grant.id
        await self.keeper.change(grant_id, lambda it: it)
        await self.keeper.rest([grant_id], WAIT)
        await self.checks.async_check(grant_id, anew=True)
        if self.is_solved:
            return self.done()
        return self.async_abort(
            reason="still_so", description_placeholders=await self._words()
        )

    async def async_step_offline_code(self, step: Step = None) -> RepairsFlowResult:
        """Ask whom to send a code that the lock takes without having been told."""
        if step is None:
            config = EntitySelectorConfig(domain=NOTIFY)
            schema = {probatio.Required(RECIPIENT): EntitySelector(config)}
            return self.async_show_form(
                step_id="offline_code",
                data_schema=probatio.Schema(schema),
                description_placeholders=await self._words(),
            )
        try:
            await self._send_offline_code(step[RECIPIENT])
        except VendorError as err:
            reason = await reason_sentence(self.hass, err.reason)
            raise AbortFlow("failed", {"reason": reason}) from err
        except ActionError as err:
            reason = await sentence(self.hass, err.error, err.translation_placeholders)
            raise AbortFlow("failed", {"reason": reason}) from err
        return self.async_abort(reason="sent")

    def _offline_part(self) -> OfflineCodes | None:
        """Return what computes codes for this lock; None where nothing does."""
        door = self.door
        if door is None or not door.lock.can(Capability.OFFLINE_CODES):
            return None
        return door.account.cloud.parts.offline_codes

    async def _send_offline_code(self, recipient: str) -> None:
        door, part, grant = self.door, self._offline_part(), self.grant
        if door is None or part is None:
            raise ActionError(Reason.NOT_SUPPORTED)
        recipients = find_recipients(self.hass, [recipient])
        code = await self._computed(door, part, grant)
        contents = Contents(
            pin=code.pin,
            name=grant.name,
            start=code.schedule.start,
            end=code.schedule.end,
        )
        home = self.hass.config.language
        wording = Wording.read(None, None, home=home, dynamic=False)
        message = wording.write(contents, [door.lock.name])
        told = await tell(self.hass, recipients, [message])
        if not any(it["status"] == SENT for it in told.values()):
            raise ActionError("nobody_told", {"recipients": ", ".join(told)})

    async def _computed(
        self, door: Door, part: OfflineCodes, grant: Grant
    ) -> OfflineCode:
        """Compute a code for the hours of the access; that there is one is kept."""
        hours = next(it.schedule for it in grant.doors if it.at == self.at)
        lock_id, name = door.lock.id, _offline_name(door, grant)
        code = await door.codes.send(
            lock_id, lambda: part.generate(lock_id, hours, name)
        )
        await door.codes.keep_computed(lock_id, code, name)
        return code

    def _can_be_opened(self) -> bool:
        """Whether the lock can be moved from here without a question."""
        door = self.door
        if door is None:
            return False
        state = self.hass.states.get(door.entity_id)
        reached = state and state.state not in {STATE_UNAVAILABLE, STATE_UNKNOWN}
        asked = door.entry.options.get(CONF_CONFIRM_CODES, {})
        return bool(reached) and door.lock.id not in asked

    async def async_step_open_now(self, step: Step = None) -> RepairsFlowResult:
        """Unlock once somebody has said that they mean it; lock again afterwards."""
        if not self._can_be_opened() or (door := self.door) is None:
            reason = await reason_sentence(self.hass, Reason.LOCK_OFFLINE)
            raise AbortFlow("failed", {"reason": reason})
        if step is None:
            return self.async_show_form(
                step_id="open_now",
                data_schema=probatio.Schema({}),
                description_placeholders=await self._words(),
            )
        try:
            await _move(self.hass, SERVICE_UNLOCK, door.entity_id)
        except HomeAssistantError as err:
            if err.translation_key == Reason.OUTCOME_UNKNOWN:
                # It may be open.
                _lock_later(self.hass, door)
            raise AbortFlow("failed", {"reason": await _told(self.hass, err)}) from err
        _lock_later(self.hass, door)
        return self.async_abort(
            reason="opened", description_placeholders=await self._words()
        )


def _offline_name(door: Door, grant: Grant) -> str | None:
    """Return a name that no code of the access has, as it would be taken for it."""
    name, rules = f"{grant.name} offline", door.lock.code_rules
    longest = None if rules is None else rules.name_max_bytes
    return name if longest is None or len(name.encode()) <= longest else None


async def _move(hass: HomeAssistant, action: str, entity_id: str) -> None:
    data = {ATTR_ENTITY_ID: entity_id}
    await hass.services.async_call(LOCK, action, data, blocking=True)


async def _told(hass: HomeAssistant, err: HomeAssistantError) -> str:
    """Return the sentence of an error, in the person's language if it is ours."""
    if err.translation_domain != DOMAIN:
        return str(err)
    return await sentence(hass, str(err.translation_key), err.translation_placeholders)


def _lock_later(hass: HomeAssistant, door: Door) -> None:
    """Lock again, also when the flow is long closed; say so when it does not work."""

    async def lock(_: datetime) -> None:
        try:
            await _move(hass, SERVICE_LOCK, door.entity_id)
        except HomeAssistantError as err:
            words = {"lock": door.lock.name, "reason": await _told(hass, err)}
            persistent_notification.async_create(
                hass,
                await text(hass, "common", "not_locked_again", words),
                await text(hass, "common", "not_locked_again_title", words),
                f"{DOMAIN}_not_locked_again_{door.entity_id}",
            )

    async_call_later(hass, OPEN_FOR, lock)
