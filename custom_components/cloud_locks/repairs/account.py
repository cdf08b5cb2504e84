"""Ways out of what is wrong with an account: its key, its subscription, its rights."""

from collections.abc import Mapping
from datetime import date

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.helpers.selector import DateSelector
from homeassistant.util import dt as dt_util
import probatio

from ..account_issues import key_ends
from ..const import CONF_BRAND, CONF_KEY_ENDS, DOMAIN
from ..vendors import BRANDS
from .flow import AccountFlow, Step


class SignInFlow(AccountFlow):
    """A flow that leads to the form in which other credentials are entered."""

    def words(self) -> Mapping[str, str]:
        """Return what the texts are filled with."""
        vendor, brand = BRANDS[self.entry.data[CONF_BRAND]]
        return {
            "account": self.entry.title,
            "brand": brand.name,
            "docs_url": vendor.docs_url,
        }

    async def async_step_reconfigure(self, _step: Step = None) -> RepairsFlowResult:
        """Go on in the form; the issue goes when the account is loaded with the new."""
        entry = self.entry
        opened = entry.async_get_active_flows(self.hass, {SOURCE_RECONFIGURE})
        form = next(opened, None) or await self.hass.config_entries.flow.async_init(
            DOMAIN,
            context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id},
        )
        entry.runtime_data.issues.async_end_later(form["flow_id"])
        return self.async_abort(
            reason="sign_in", next_flow=(FlowType.CONFIG_FLOW, form["flow_id"])
        )


class KeyFlow(SignInFlow):
    """A key that ends soon."""

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Say how a new key is made; its end may be entered where no cloud tells it."""
        told = self.account.account.credentials_end is not None
        ways = ["reconfigure", "leave"] if told else ["reconfigure", "end", "leave"]
        return self.async_show_menu(
            step_id="init", menu_options=ways, description_placeholders=self.words()
        )

    async def async_step_end(self, step: Step = None) -> RepairsFlowResult:
        """Ask when the key really ends."""
        errors: dict[str, str] = {}
        if step is not None:
            day = date.fromisoformat(step[CONF_KEY_ENDS])
            if day >= dt_util.now().date():
                return self._entered(day)
            errors[CONF_KEY_ENDS] = "key_ends_past"
        shown = step[CONF_KEY_ENDS] if step else self._now_known()
        return self.async_show_form(
            step_id="end",
            data_schema=probatio.Schema(
                {probatio.Required(CONF_KEY_ENDS, default=shown): DateSelector()}
            ),
            errors=errors,
            description_placeholders=self.words(),
        )

    def _now_known(self) -> str:
        end = key_ends(self.entry) or dt_util.utcnow()
        return dt_util.as_local(end).date().isoformat()

    def _entered(self, day: date) -> RepairsFlowResult:
        """Keep the day; the issue comes back when it is a near one too."""
        entry = self.entry
        options = {**entry.options, CONF_KEY_ENDS: day.isoformat()}
        self.hass.config_entries.async_update_entry(entry, options=options)
        entry.runtime_data.issues.async_sync()
        return self.async_abort(reason="end_entered")


class RefusedFlow(SignInFlow):
    """Something that the account may not do."""

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Offer other credentials, or trying once more with what there is."""
        _ = self.account
        return self.async_show_menu(
            step_id="init", menu_options=["reconfigure", "try_again", "leave"]
        )

    async def async_step_try_again(self, _step: Step = None) -> RepairsFlowResult:
        """Load the account anew; what is still refused shows again by itself."""
        self.hass.config_entries.async_schedule_reload(self.entry.entry_id)
        return self.async_abort(reason="trying_again")


class SubscriptionFlow(AccountFlow):
    """A subscription that ends soon; only the vendor can prolong it."""

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Offer looking whether it was prolonged."""
        _ = self.account
        return self.async_show_menu(
            step_id="init", menu_options=["look_again", "leave"]
        )

    async def async_step_look_again(self, _step: Step = None) -> RepairsFlowResult:
        """Read the account again; the issue goes when its end is far away."""
        async with self.calls():
            await self.account.issues.async_look()
        return self.async_abort(reason="looked")
