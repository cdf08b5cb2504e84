"""What the system health page tells: how the accounts are doing, without names or keys.

Nothing is asked of a cloud for it: each account is read every few minutes or seconds
anyway, and what that brought says more than whether a host answers.
"""

from collections import Counter
from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import PERCENTAGE
from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import async_get_integration

from .access import is_access
from .const import CONF_BRAND, DOMAIN
from .model.capabilities import Part
from .runtime import AccountData, CloudLocksEntry
from .vendors import BRANDS

_NEWS = (Part.PUSH, Part.WEBHOOK, Part.LINK)
"""The parts by which an account hears of changes without asking."""

type Facts = dict[str, Any]


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Add our part of the page."""
    register.async_register_info(_info)


async def _info(hass: HomeAssistant) -> Facts:
    """Return the rows of the page; those of accounts are called by their brand."""
    version = (await async_get_integration(hass, DOMAIN)).version
    entries = [
        it for it in hass.config_entries.async_entries(DOMAIN) if not is_access(it)
    ]
    loaded = [it for it in entries if it.state is ConfigEntryState.LOADED]
    accounts: list[AccountData] = [it.runtime_data for it in loaded]
    return {
        "version": str(version),
        "accounts": len(entries),
        "accounts_connected": sum(it.locks.last_update_success for it in accounts),
        "accounts_with_push": sum(_has_push(it) for it in accounts),
        "locks": sum(len(it.locks.data.locks) for it in accounts),
        "budget_used": _budget_used(accounts),
        **_answers(entries),
    }


def _has_push(account: AccountData) -> bool:
    return any(part in account.cloud.parts.present for part in _NEWS)


def _budget_used(accounts: list[AccountData]) -> str:
    """Return how much of what its vendor allows the busiest account has used."""
    most = max((it.meter.used_percent for it in accounts), default=0)
    return f"{most} {PERCENTAGE}"


def _answers(entries: list[CloudLocksEntry]) -> Facts:
    """Return whether each account answers. Titles may name locks, brands do not."""
    seen: Counter[str] = Counter()
    answers: Facts = {}
    for entry in entries:
        brand = _brand_name(entry)
        seen[brand] += 1
        row = brand if seen[brand] == 1 else f"{brand} {seen[brand]}"
        error = _error(entry)
        answers[row] = "ok" if error is None else {"type": "failed", "error": error}
    return answers


def _brand_name(entry: CloudLocksEntry) -> str:
    key = entry.data[CONF_BRAND]
    return BRANDS[key][1].name if key in BRANDS else str(key)


def _error(entry: CloudLocksEntry) -> str | None:
    """Return the key of why an account does not answer, None when it does."""
    if entry.state is not ConfigEntryState.LOADED:
        return entry.error_reason_translation_key or entry.state.value
    locks = entry.runtime_data.locks
    if locks.last_update_success:
        return None
    return getattr(locks.last_exception, "translation_key", None) or "unknown"
