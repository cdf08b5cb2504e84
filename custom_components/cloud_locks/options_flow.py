"""Options: of an account, and those of Access for the whole house."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from homeassistant.auth.models import User
from homeassistant.components.lock import DOMAIN as LOCK
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
    OptionsFlow,
    OptionsFlowWithReload,
)
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .access import is_access
from .attempt import has_end_not_told
from .confirm import LENGTHS, hash_code
from .const import (
    CONF_BUDGET,
    CONF_CALLS,
    CONF_CONFIRM_CODES,
    CONF_KEEP_PINS,
    CONF_KEY_ENDS,
    CONF_MANAGERS,
    CONF_PIN_LENGTHS,
    CONF_RECORD_NAMES,
)
from .helpers import lock_id_of
from .model.code_rules import CodeRules
from .model.lock import LockId
from .model.secret import Secret
from .option_forms import (
    CONFIRM_CODE,
    CONFIRM_CODE_AGAIN,
    LOCK_ID,
    PIN_LENGTH,
    PIN_LENGTH_BY_ITSELF,
    access_schema,
    account_schema,
    confirm_code_schema,
    lock_schema,
    pin_length_schema,
)

if TYPE_CHECKING:
    from .runtime import AccountData
    from .webhook import CallbackListener

type Input = dict[str, Any] | None

_NONE: Final = "-"


def options_flow_of(entry: ConfigEntry) -> OptionsFlow:
    """Return the flow for the options of an entry."""
    return AccessOptionsFlow() if is_access(entry) else AccountOptionsFlow()


class AccessOptionsFlow(OptionsFlowWithReload):
    """Who may manage codes, what of names is recorded, whether PINs are kept."""

    async def async_step_init(self, user_input: Input = None) -> ConfigFlowResult:
        """Begin with the only form there is."""
        return await self.async_step_access(user_input)

    async def async_step_access(self, user_input: Input = None) -> ConfigFlowResult:
        """Show what is chosen and keep what is chosen anew."""
        if user_input is not None:
            return self.async_create_entry(
                data={
                    **self.config_entry.options,
                    CONF_MANAGERS: user_input.get(CONF_MANAGERS, []),
                    CONF_RECORD_NAMES: user_input[CONF_RECORD_NAMES],
                    CONF_KEEP_PINS: user_input[CONF_KEEP_PINS],
                }
            )
        users = [it for it in await self.hass.auth.async_get_users() if _to_choose(it)]
        names = {user.id: user.name or user.id for user in users}
        return self.async_show_form(
            step_id="access",
            data_schema=access_schema(names, self.config_entry.options),
        )


def _to_choose(user: User) -> bool:
    """Return whether choosing a user changes anything: administrators may already."""
    return user.is_active and not (user.is_admin or user.system_generated)


class AccountOptionsFlow(OptionsFlowWithReload):
    """How much of its calls may be used, when its key ends, confirmation codes."""

    _lock_id: LockId = ""

    async def async_step_init(self, _user_input: Input = None) -> ConfigFlowResult:
        """Ask what to choose."""
        choices = ["account", "confirm_lock"]
        if self._callbacks is not None:
            choices.append("callbacks")
        if self._uncertain:
            choices.append("pin_length")
        return self.async_show_menu(
            step_id="init",
            menu_options=choices,
            description_placeholders={"account": self.config_entry.title},
        )

    @property
    def _callbacks(self) -> CallbackListener | None:
        """Where the account's cloud may call; None where it never does."""
        return None if self._account is None else self._account.callbacks

    @property
    def _account(self) -> AccountData | None:
        """What the account consists of; None while it is not loaded."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return None
        account: AccountData = self.config_entry.runtime_data
        return account

    @property
    def _assumed_calls(self) -> int | None:
        """How many calls are believed to be allowed; None where that is known."""
        if (account := self._account) is None:
            return None
        quota = account.cloud.pace.quota
        return quota.calls if quota.assumed else None

    async def async_step_callbacks(self, _user_input: Input = None) -> ConfigFlowResult:
        """Show the address that the vendor has to be given; nothing is chosen."""
        callbacks = self._callbacks
        url = None if callbacks is None else await callbacks.async_url()
        if url is None:
            return self.async_abort(reason="no_address")
        return self.async_abort(
            reason="address",
            description_placeholders={"account": self.config_entry.title, "url": url},
        )

    @property
    def _uncertain(self) -> dict[LockId, CodeRules]:
        """Return the locks whose number of digits nobody tells."""
        if (account := self._account) is None:
            return {}
        rules = {it.id: it.code_rules for it in account.locks.data.locks.values()}
        return {key: it for key, it in rules.items() if it and it.other_lengths}

    async def async_step_pin_length(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask how many digits a lock takes."""
        uncertain, chosen = self._uncertain, dict(self._pin_lengths)
        if user_input is not None:
            chosen.pop(user_input[LOCK_ID], None)
            if (length := user_input[PIN_LENGTH]) != PIN_LENGTH_BY_ITSELF:
                chosen[user_input[LOCK_ID]] = int(length)
            return self.async_create_entry(
                data={**self.config_entry.options, CONF_PIN_LENGTHS: chosen}
            )
        names = self._locks()
        locks = {key: names.get(key, key) for key in uncertain}
        lengths = {it for rules in uncertain.values() for it in _lengths(rules)}
        now = (f"{name} ({_digits(uncertain[key])})" for key, name in locks.items())
        return self.async_show_form(
            step_id="pin_length",
            data_schema=pin_length_schema(locks, lengths),
            description_placeholders={"locks": ", ".join(sorted(now))},
        )

    @property
    def _pin_lengths(self) -> Mapping[LockId, int]:
        chosen: Mapping[LockId, int] = self.config_entry.options.get(
            CONF_PIN_LENGTHS, {}
        )
        return chosen

    async def async_step_account(self, user_input: Input = None) -> ConfigFlowResult:
        """Ask for what concerns the account as a whole."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if not _is_past(user_input.get(CONF_KEY_ENDS)):
                return self._keep_account(user_input)
            errors = {CONF_KEY_ENDS: "key_ends_past"}
        return self.async_show_form(
            step_id="account",
            data_schema=account_schema(
                self.config_entry.options if user_input is None else user_input,
                with_end=has_end_not_told(self.config_entry),
                calls=self._assumed_calls,
            ),
            errors=errors,
            description_placeholders={"account": self.config_entry.title},
        )

    def _keep_account(self, chosen: Mapping[str, Any]) -> ConfigFlowResult:
        options = dict(self.config_entry.options)
        options.pop(CONF_KEY_ENDS, None)
        options[CONF_BUDGET] = int(chosen[CONF_BUDGET])
        if CONF_CALLS in chosen:
            options[CONF_CALLS] = int(chosen[CONF_CALLS])
        if ends := chosen.get(CONF_KEY_ENDS):
            options[CONF_KEY_ENDS] = date.fromisoformat(ends).isoformat()
        return self.async_create_entry(data=options)

    @property
    def _hashes(self) -> dict[LockId, str]:
        """Return what is kept of the confirmation codes."""
        return dict(self.config_entry.options.get(CONF_CONFIRM_CODES, {}))

    async def async_step_confirm_lock(
        self, user_input: Input = None
    ) -> ConfigFlowResult:
        """Ask for which lock a confirmation code is set."""
        locks = self._locks()
        if not locks:
            return self.async_abort(reason="no_locks")
        if user_input is not None:
            self._lock_id = user_input[LOCK_ID]
            return await self.async_step_confirm_code()
        asking = sorted(name for key, name in locks.items() if key in self._hashes)
        return self.async_show_form(
            step_id="confirm_lock",
            data_schema=lock_schema(locks),
            description_placeholders={"locks": ", ".join(asking) or _NONE},
        )

    async def async_step_confirm_code(
        self, user_input: Input = None
    ) -> ConfigFlowResult:
        """Ask for the code twice; left empty, the lock asks for none any more."""
        errors: dict[str, str] = {}
        if user_input is not None:
            code = user_input.get(CONFIRM_CODE, "")
            if not (error := _fault(code, user_input.get(CONFIRM_CODE_AGAIN, ""))):
                return await self._keep_code(code)
            errors = {"base": error}
        return self.async_show_form(
            step_id="confirm_code",
            data_schema=confirm_code_schema(),
            errors=errors,
            description_placeholders={
                "lock": self._locks().get(self._lock_id, self._lock_id),
                "least": str(LENGTHS[0]),
                "most": str(LENGTHS[-1]),
            },
        )

    async def _keep_code(self, code: str) -> ConfigFlowResult:
        hashes = self._hashes
        hashes.pop(self._lock_id, None)
        if code:
            hashes[self._lock_id] = await self.hass.async_add_executor_job(
                hash_code, Secret(code)
            )
        return self.async_create_entry(
            data={**self.config_entry.options, CONF_CONFIRM_CODES: hashes}
        )

    def _locks(self) -> dict[LockId, str]:
        """Return the names of the account's locks, also while it is not loaded."""
        entry = self.config_entry
        registry = er.async_get(self.hass)
        return {
            lock_id_of(entry, it.unique_id): self._name(it)
            for it in er.async_entries_for_config_entry(registry, entry.entry_id)
            if it.domain == LOCK
        }

    def _name(self, entity: er.RegistryEntry) -> str:
        device = dr.async_get(self.hass).async_get(entity.device_id or "")
        of_device = device and (device.name_by_user or device.name)
        return entity.name or of_device or entity.entity_id


def _lengths(rules: CodeRules) -> frozenset[int]:
    """Return all numbers of digits that a lock may take."""
    return rules.lengths | rules.other_lengths


def _digits(rules: CodeRules) -> str:
    """Return how many digits a lock is taken to want now."""
    return ", ".join(str(it) for it in sorted(rules.lengths))


def _is_past(day: str | None) -> bool:
    return day is not None and date.fromisoformat(day) < dt_util.now().date()


def _fault(code: str, again: str) -> str | None:
    """Return the key of what is wrong with a code that was typed twice."""
    if code != again:
        return "codes_differ"
    return None if not code or len(code) in LENGTHS else "code_length"
