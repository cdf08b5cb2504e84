"""A lock that holds no further code: choose one that goes."""

from typing import Final, override

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow

from ..model.access_code import AccessCode, CodeId, CodeKind, CodeStatus
from ..model.parts import Depth
from .code import CodeFlow
from .flow import Step
from .wording import choice_schema, code_label

_LEAVING: Final = {CodeStatus.REMOVING, CodeStatus.FAILED}


class RoomFlow(CodeFlow):
    """There was no room for a code.

    Any code may be chosen by its name; one that was not made here is asked about once
    more. The digits of the code that found no room were not kept, so a person has to
    add it again.
    """

    _listed: dict[CodeId, AccessCode]
    _chosen: AccessCode

    @override
    def choices(self) -> list[str]:
        return ["make_room", "give_up", "leave"]

    async def async_step_make_room(self, step: Step = None) -> RepairsFlowResult:
        """Show the codes on the lock; take the chosen one off."""
        self.problem()
        if step is None:
            return await self._show_codes()
        self._chosen = self._listed[step["code"]]
        if not self._chosen.managed:
            return await self.ask_again(self._chosen, "make_room_elsewhere")
        return await self._make_room()

    async def async_step_make_room_elsewhere(
        self, _step: Step = None
    ) -> RepairsFlowResult:
        """Take off a code that was not made here, now that it was asked for twice."""
        return await self._make_room()

    async def _make_room(self) -> RepairsFlowResult:
        words = await self.words()
        gone = await self.delete(self._chosen)
        if not gone:
            return await self.on_its_way()
        await self.let_go()
        return self.async_create_entry(
            data={}, description="room_made", description_placeholders=words
        )

    async def _show_codes(self) -> RepairsFlowResult:
        async with self.calls():
            lock_id = self.lock.id
            codes = await self.account.codes.read(lock_id, depth=Depth.SCHEDULES)
        listed = sorted(filter(_can_go, codes), key=_order)
        if not listed:
            raise AbortFlow("nothing_to_remove")
        self._listed = {code.id: code for code in listed}
        labels = {it.id: await code_label(self.hass, it) for it in listed}
        return self.async_show_form(
            step_id="make_room",
            data_schema=choice_schema("code", labels),
            description_placeholders=await self.words(),
        )


def _can_go(code: AccessCode) -> bool:
    # A member's code belongs to a person in the vendor's app and goes with them.
    on_lock = bool(code.id) and code.status not in _LEAVING
    return on_lock and code.kind is not CodeKind.MEMBER


def _order(code: AccessCode) -> tuple[bool, bool, str]:
    """Expired ones first, then those made here, by name."""
    expired = code.status is CodeStatus.EXPIRED
    return (not expired, not code.managed, code.name.casefold())
