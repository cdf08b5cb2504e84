"""Bookings that do not become access: look again, or leave it."""

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow

from ..access.bookings import BookingDesk, async_desk
from .flow import Step, WaysOut


class BookingsFlow(WaysOut):
    """A booking calendar that needs a person."""

    @property
    def desk(self) -> BookingDesk:
        """Return who keeps the bookings; ends the flow when that is not loaded."""
        if (desk := async_desk(self.hass)) is None:
            raise AbortFlow("access_not_loaded")
        return desk

    def _words(self) -> dict[str, str]:
        return {"bookings": self.about["bookings"], "reason": self.about["sentence"]}

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Say what is wrong, and offer the ways out."""
        if self.desk.async_problem(self.about["calendar_id"]) is None:
            return self.async_abort(reason="solved")
        return self.async_show_menu(
            step_id="init",
            menu_options=["try_again", "leave"],
            description_placeholders=self._words(),
        )

    async def async_step_try_again(self, _step: Step = None) -> RepairsFlowResult:
        """Look into the calendar once more."""
        calendar_id = self.about["calendar_id"]
        await self.desk.async_look(calendar_id)
        if self.desk.async_problem(calendar_id) is None:
            return self.done()
        return self.async_abort(
            reason="still_so", description_placeholders=self._words()
        )
