"""What all flows of repairs share: the account, and how they end."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..helpers import reason_sentence
from ..model.errors import AuthError, VendorError

if TYPE_CHECKING:
    from ..runtime import AccountData, CloudLocksEntry

type Step = dict[str, str] | None
"""What was filled in; None when the step is only to be shown."""


class WaysOut(RepairsFlow):
    """A flow that offers ways out; leaving everything as it is is one of them."""

    def __init__(self, about: Mapping[str, str]) -> None:
        """Keep what the issue says it is about."""
        self.about = about

    def done(self, description: str | None = None) -> RepairsFlowResult:
        """End the flow; the issue goes."""
        return self.async_create_entry(data={}, description=description)

    async def async_step_leave(self, _step: Step = None) -> RepairsFlowResult:
        """Leave it as it is: hide the issue until it has another cause."""
        if ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id):
            ir.async_ignore_issue(self.hass, DOMAIN, self.issue_id, ignore=True)
        return self.async_abort(reason="left")


class AccountFlow(WaysOut):
    """A flow about an account, which may be unloaded while the form is open."""

    @property
    def entry(self) -> CloudLocksEntry:
        """Return the account's entry; ends the flow when it is not loaded."""
        entry = self.hass.config_entries.async_get_entry(self.about["entry_id"])
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            raise AbortFlow("account_not_loaded")
        return entry

    @property
    def account(self) -> AccountData:
        """Return the parts of the account, as they are since it was loaded last."""
        return self.entry.runtime_data

    @asynccontextmanager
    async def calls(self) -> AsyncIterator[None]:
        """End the flow with the sentence of what a cloud raises; the issue stays."""
        try:
            yield
        except VendorError as err:
            if isinstance(err, AuthError):
                self.entry.async_start_reauth(self.hass)
            sentence = await reason_sentence(self.hass, err.reason)
            raise AbortFlow("failed", {"reason": sentence}) from err
