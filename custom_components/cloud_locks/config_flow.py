"""Signing in to an account, again when its key has changed, and with other details."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
import traceback
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlow,
)
from homeassistant.core import callback

from . import access
from .connect import Found, async_try_out
from .const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_KEY_ENDS,
    CONF_SIGN_IN,
    DOMAIN,
    LOGGER,
)
from .forms import (
    brand_schema,
    credentials_schema,
    forms_of,
    kept_form,
    read_credentials,
)
from .helpers import reason_sentence
from .model.cloud import Inventory
from .model.errors import (
    AuthError,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    TransientError,
)
from .model.sign_in import Brand, FormSignIn
from .options_flow import options_flow_of
from .vendors import BRANDS

ERRORS: Mapping[type[Exception], str] = {
    AuthError: "invalid_auth",
    NotPermitted: "not_permitted",
    RateLimited: "rate_limited",
    # The rest of the transient ones; the first that fits wins.
    TransientError: "cannot_connect",
    ProtocolError: "cannot_connect",
    # Some clouds sign in with a request that is no read.
    OutcomeUnknown: "cannot_connect",
}

_NAMES_IN_TITLE = 2

type Step = Callable[[dict[str, Any] | None], Awaitable[ConfigFlowResult]]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why signing in did not work: the form's error, and what is missing (a text)."""

    error: str
    missing: str = ""


class CloudLocksConfigFlow(ConfigFlow, domain=DOMAIN):
    """Ask for the brand, then for what its cloud wants to know, and try it.

    Every brand has a step of its own name, so that each has its own help texts.
    """

    VERSION = 1

    def __init__(self) -> None:
        """Add a step for every brand that the vendors bring."""
        for key, (_, brand) in BRANDS.items():
            self._add_step(key, partial(self._async_step_brand, brand))

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the options of an account, or those of Access."""
        return options_flow_of(config_entry)

    def _add_step(self, step_id: str, step: Step) -> None:
        """Let Home Assistant find a step: it looks for a method of this name."""
        setattr(self, f"async_step_{step_id}", step)

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which app opens the lock today."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=brand_schema())
        _, brand = BRANDS[user_input[CONF_BRAND]]
        return await self._async_step_brand(brand, None)

    async def async_step_system(
        self, _discovered: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Make the entry Access, once; asked for whenever an account is loaded."""
        await self.async_set_unique_id(access.UNIQUE_ID)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=access.TITLE, data={})

    async def _async_step_brand(
        self, brand: Brand, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Show the brand's form, or the choice among several."""
        forms = forms_of(brand)
        if len(forms) == 1:
            (form,) = forms.values()
            return await self._async_sign_in(brand.key, brand, form, user_input)
        choose = partial(self._async_choose, brand, forms)
        self._add_step("sign_in", choose)
        return await choose(None)

    async def _async_choose(
        self,
        brand: Brand,
        forms: Mapping[str, FormSignIn],
        _user_input: dict[str, Any] | None,
    ) -> ConfigFlowResult:
        """Ask how to sign in; each way is a step of its own."""
        for key, form in forms.items():
            self._add_step(key, partial(self._async_sign_in, key, brand, form))
        return self.async_show_menu(
            step_id="sign_in",
            menu_options=list(forms),
            description_placeholders={"brand": brand.name},
        )

    async def async_step_reauth(
        self, _entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Begin to sign in again: the cloud no longer accepts what is kept."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in to the same account again."""
        entry = self._get_reauth_entry()
        return await self._async_sign_in_again("reauth_confirm", entry, user_input)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in to the same account with other details."""
        entry = self._get_reconfigure_entry()
        return await self._async_sign_in_again("reconfigure", entry, user_input)

    @property
    def _entry(self) -> ConfigEntry | None:
        """The account that is signed in to again; None for a new one."""
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        if self.source == SOURCE_RECONFIGURE:
            return self._get_reconfigure_entry()
        return None

    async def _async_sign_in_again(
        self, step_id: str, entry: ConfigEntry, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Show the form that the account was added with."""
        if access.is_access(entry):
            return self.async_abort(reason="no_account")
        if (kept := kept_form(entry.data)) is None:
            return self.async_abort(reason="brand_gone")
        return await self._async_sign_in(step_id, *kept, user_input)

    async def _async_sign_in(
        self,
        step_id: str,
        brand: Brand,
        form: FormSignIn,
        user_input: dict[str, Any] | None,
    ) -> ConfigFlowResult:
        """Try what was typed; show the form until it works."""
        if user_input is None:
            kept = self._entry.data[CONF_CREDENTIALS] if self._entry else {}
            return self._show(step_id, brand, form, kept)
        credentials = read_credentials(form, user_input)
        data = {
            CONF_BRAND: brand.key,
            CONF_SIGN_IN: form.key,
            CONF_CREDENTIALS: credentials,
        }
        outcome = await self._async_try(data)
        if isinstance(outcome, _Refusal):
            return self._show(step_id, brand, form, credentials, outcome)
        return await self._async_finish(brand, data, outcome)

    def _show(
        self,
        step_id: str,
        brand: Brand,
        form: FormSignIn,
        shown: Mapping[str, str],
        refusal: _Refusal | None = None,
    ) -> ConfigFlowResult:
        vendor, _ = BRANDS[brand.key]
        return self.async_show_form(
            step_id=step_id,
            data_schema=credentials_schema(form, shown),
            errors={"base": refusal.error} if refusal else {},
            description_placeholders={
                "account": self._entry.title if self._entry else brand.name,
                "brand": brand.name,
                "docs_url": brand.docs_url or vendor.docs_url,
                "missing": refusal.missing if refusal else "",
            },
        )

    async def _async_try(self, data: Mapping[str, Any]) -> Found | _Refusal:
        """Sign in and list the locks; nothing is changed in the account."""
        try:
            found = await async_try_out(self.hass, data)
        except Exception as err:  # noqa: BLE001 - a form must come back, whatever happens
            return await self._async_refusal(err)
        return found if found.inventory.locks else _Refusal("no_locks")

    async def _async_refusal(self, err: Exception) -> _Refusal:
        error = next((it for kind, it in ERRORS.items() if isinstance(err, kind)), "")
        if isinstance(err, NotPermitted):
            return _Refusal(error, await reason_sentence(self.hass, err.reason))
        if not error:
            # The text of an error that nobody expected may quote what was typed.
            where = "".join(traceback.format_tb(err.__traceback__))
            LOGGER.error("Signing in failed with %s at\n%s", type(err).__name__, where)
        return _Refusal(error or "unknown")

    async def _async_finish(
        self, brand: Brand, data: Mapping[str, Any], found: Found
    ) -> ConfigFlowResult:
        """Keep a new account, or the new credentials of a known one."""
        # A sign-in that waits for a person must not keep another one from repairing it.
        await self.async_set_unique_id(
            f"{brand.key}:{found.account.id}", raise_on_progress=False
        )
        data = {**data, **found.tokens}
        if self._entry:
            self._abort_if_unique_id_mismatch()
            return self.async_update_reload_and_abort(
                self._entry, data=data, options=_options_that_stay(self._entry, data)
            )
        self._abort_if_unique_id_configured()
        return self.async_create_entry(
            title=self._title(brand, found.inventory), data=data
        )

    def _title(self, brand: Brand, inventory: Inventory) -> str:
        """Return the brand's name, for a second account of it also which locks."""
        entries = self._async_current_entries(include_ignore=False)
        if all(entry.data.get(CONF_BRAND) != brand.key for entry in entries):
            return brand.name
        names = sorted(lock.name for lock in inventory.locks.values())
        more = ", …" if len(names) > _NAMES_IN_TITLE else ""
        return f"{brand.name} ({', '.join(names[:_NAMES_IN_TITLE])}{more})"


def _options_that_stay(entry: ConfigEntry, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an account's options without what was true of its old key only."""
    options = dict(entry.options)
    if data[CONF_CREDENTIALS] != entry.data[CONF_CREDENTIALS]:
        options.pop(CONF_KEY_ENDS, None)
    return options
