"""Access that cannot be kept as it is wished: try again, or leave it."""

from typing import Final

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow

from .. import access
from ..access.keeper import AccessKeeper
from ..access.naming import async_reason
from ..model.reason import Reason
from .flow import Step, WaysOut

WAIT: Final = 15.0
"""Seconds that a person looks at a form before it says that the work goes on."""


class AccessFlow(WaysOut):
    """Somebody's access at a lock that needs a person."""

    @property
    def keeper(self) -> AccessKeeper:
        """Return who keeps all access; ends the flow when it is not loaded."""
        if (keeper := access.async_keeper(self.hass)) is None:
            raise AbortFlow("access_not_loaded")
        return keeper

    @property
    def is_solved(self) -> bool:
        """Whether nothing of this access needs a person any more."""
        return not self.keeper.troubles.get(self.about["grant_id"])

    async def _words(self) -> dict[str, str]:
        """Return what the texts are filled with: an admin reads names in full."""
        grant = self.keeper.grants[self.about["grant_id"]]
        # What a check found is of no card, and says nothing of it.
        reason, of_card = Reason(self.about["reason"]), self.about.get("of") == "card"
        sentence = await async_reason(self.hass, reason, of_card=of_card)
        return {"who": grant.name, "lock": self.about["lock"], "reason": sentence}

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Say what is wrong, and offer the ways out."""
        if self.is_solved:
            return self.async_abort(reason="solved")
        return self.async_show_menu(
            step_id="init",
            menu_options=["try_again", "leave"],
            description_placeholders=await self._words(),
        )

    async def async_step_try_again(self, _step: Step = None) -> RepairsFlowResult:
        """Do once more what did not work."""
        keeper, grant_id = self.keeper, self.about["grant_id"]
        if grant_id not in keeper.grants:
            return self.async_abort(reason="solved")
        await keeper.change(grant_id, lambda it: it)
        await keeper.rest([grant_id], WAIT)
        if self.is_solved:
            return self.done()
        return self.async_abort(
            reason="still_so", description_placeholders=await self._words()
        )
