"""Signing in to an account, again when its key has changed, and with other details."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
import logging
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler

from . import access
from .access.bookings import SUBENTRY, BookingFlow
from .attempt import Attempt, async_placeholders, attempt_of, ways_of
from .connect import Found, async_try_out
from .const import CONF_BRAND, CONF_CREDENTIALS, CONF_KEY_ENDS, DOMAIN, LOGGER
from .forms import brand_schema, credentials_schema, read_credentials
from .linked import async_accounts, async_is_gone
from .model.cloud import Inventory
from .model.sign_in import Brand, FormSignIn, LinkSignIn, OAuthSignIn
from .oauth import BrandPage, first_tokens
from .options_flow import options_flow_of
from .sign_in_errors import Refusal, async_refusal
from .vendors import BRANDS

_NAMES_IN_TITLE = 2

type Step = Callable[[dict[str, Any] | None], Awaitable[ConfigFlowResult]]


class CloudLocksConfigFlow(AbstractOAuth2FlowHandler, domain=DOMAIN):
    """Ask for the brand, then for what its cloud wants to know, and try it.

    Every brand has a step of its own name, so that each has its own help texts. Where
    there are several ways to sign in, each of them has one.
    """

    VERSION = 1
    DOMAIN = DOMAIN

    _go_on: Callable[[Mapping[str, str]], Awaitable[ConfigFlowResult]]
    """What comes after a brand's page, with the tokens that it granted."""

    def __init__(self) -> None:
        """Add a step for every brand that the vendors bring."""
        super().__init__()
        self._filled_in: Mapping[str, str] | None = None
        for key, (_, brand) in BRANDS.items():
            self._add_step(key, partial(self._async_step_brand, brand))

    @property
    @override
    def logger(self) -> logging.Logger:
        return LOGGER

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the options of an account, or those of Access."""
        return options_flow_of(config_entry)

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added to Access: calendars of bookings."""
        return {SUBENTRY: BookingFlow} if access.is_access(config_entry) else {}

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
        """Show the brand's form, or the choice among several ways."""
        ways = [Attempt.first(brand, way) for way in brand.sign_ins]
        if len(ways) == 1:
            return await self._async_sign_in(ways[0], user_input)
        return await self._async_ask_how(ways)

    async def _async_ask_how(self, ways: Sequence[Attempt]) -> ConfigFlowResult:
        """Ask how to sign in; each way is a step of its own."""
        choose = partial(self._async_choose, ways)
        self._add_step("sign_in", choose)
        return await choose(None)

    async def _async_choose(
        self, ways: Sequence[Attempt], _user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        for way in ways:
            self._add_step(way.step_id, partial(self._async_sign_in, way))
        return self.async_show_menu(
            step_id="sign_in",
            menu_options=[way.step_id for way in ways],
            description_placeholders={"brand": ways[0].brand.name},
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
        ways = ways_of(entry)
        if len(ways) > 1 and async_is_gone(self.hass, entry):
            # A request stays until somebody answers it; a form without a choice cannot.
            return await self._async_ask_how(ways)
        return await self._async_sign_in_again("reauth_confirm", entry, user_input)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in to the same account with other details, or in another way."""
        entry = self._get_reconfigure_entry()
        if len(ways := ways_of(entry)) > 1:
            return await self._async_ask_how(ways)
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
        if (attempt := attempt_of(entry)) is None:
            return self.async_abort(reason="brand_gone")
        if isinstance(attempt.sign_in, FormSignIn):
            attempt = replace(attempt, step_id=step_id)
        else:
            # Nothing new has to be typed, so it is explained where it was at first.
            again = partial(self._async_sign_in, attempt)
            self._add_step(attempt.step_id, again)
        return await self._async_sign_in(attempt, user_input)

    async def _async_sign_in(
        self, attempt: Attempt, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Try what was typed; show the form until it works."""
        if user_input is None:
            return await self._async_show(attempt)
        kept = attempt.credentials if self._filled_in is None else self._filled_in
        typed = read_credentials(attempt.sign_in, user_input, kept)
        self._filled_in = typed
        attempt = replace(attempt, credentials=typed)
        if isinstance(attempt.sign_in, OAuthSignIn):
            self._go_on = partial(self._async_conclude, attempt)
            self.flow_impl = BrandPage(self.hass, attempt, attempt.sign_in)
            return await self.async_step_auth()
        return await self._async_conclude(attempt)

    @override
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Go on with what the brand's page has granted."""
        return await self._go_on(first_tokens(data))

    async def _async_conclude(
        self, attempt: Attempt, tokens: Mapping[str, str] | None = None
    ) -> ConfigFlowResult:
        """Try it out, and keep what works."""
        outcome = await self._async_try(attempt, tokens)
        if isinstance(outcome, Refusal):
            return await self._async_show(attempt, outcome)
        return await self._async_finish(attempt.brand, attempt.data, outcome)

    async def _async_show(
        self, attempt: Attempt, refusal: Refusal | None = None
    ) -> ConfigFlowResult:
        gaps = await async_placeholders(self.hass, attempt, self._entry)
        accounts: Mapping[str, str] = {}
        if isinstance(attempt.sign_in, LinkSignIn):
            accounts = async_accounts(self.hass, attempt.sign_in.domain)
            if not accounts:
                return self.async_abort(
                    reason="no_core_entry", description_placeholders=gaps
                )
        return self.async_show_form(
            step_id=attempt.step_id,
            data_schema=credentials_schema(attempt, accounts),
            errors={"base": refusal.error} if refusal else {},
            description_placeholders={
                **gaps,
                "missing": refusal.missing if refusal else "",
            },
        )

    async def _async_try(
        self, attempt: Attempt, tokens: Mapping[str, str] | None
    ) -> Found | Refusal:
        """Sign in and list the locks; nothing is changed in the account."""
        try:
            found = await async_try_out(self.hass, attempt.data, tokens)
        except Exception as err:  # noqa: BLE001 - a form must come back, whatever happens
            return await async_refusal(self.hass, err, attempt)
        return found if found.inventory.locks else Refusal("no_locks")

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
