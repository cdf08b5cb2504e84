"""Two codes that could both be the one that was just made: a person says which is."""

from dataclasses import replace
from typing import override

from homeassistant.components.repairs import RepairsFlowResult

from ..model.access_code import AccessCode, CodeId
from .code import CodeFlow
from .flow import Step
from .wording import candidate_label, choice_schema


class CandidatesFlow(CodeFlow):
    """Which is ours? The one chosen is treated as made here; or neither is."""

    _found: dict[CodeId, AccessCode]

    @override
    def choices(self) -> list[str]:
        return ["choose", "give_up", "leave"]

    async def async_step_choose(self, step: Step = None) -> RepairsFlowResult:
        """Show name, hours and first sight of each; take the chosen one for ours."""
        self.problem()
        if step is not None:
            async with self.calls():
                chosen = self._found[step["code"]]
                await self.account.code_writer.adopt(self.lock.id, chosen)
            return self.done()
        return await self._show_candidates()

    async def _show_candidates(self) -> RepairsFlowResult:
        account, lock_id = self.account, self.lock.id
        intent = self.problem().intent or ""
        async with self.calls():
            fitting = await account.code_writer.candidates(lock_id, intent)
        ledger = account.codes.memory(lock_id).ledger
        # One may have left the lock while the others were read.
        found = [it for it in fitting if it.id in ledger]
        if not found and intent in account.codes.memory(lock_id).intents:
            return self.async_abort(reason="none_fits")
        if not found:
            return self.done()
        self._found = {
            it.id: replace(ledger[it.id].code, schedule=it.schedule) for it in found
        }
        labels = {
            it.id: await candidate_label(self.hass, it, ledger[it.id].since)
            for it in found
        }
        return self.async_show_form(
            step_id="choose",
            data_schema=choice_schema("code", labels),
            description_placeholders=await self.words(),
        )
