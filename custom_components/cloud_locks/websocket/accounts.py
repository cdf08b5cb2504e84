"""Accounts, and the repairs that wait for a person, as a client is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util

from ..access import is_access
from ..account_issues import key_ends
from ..actions.time_fields import shown_in
from ..const import CONF_BRAND, DOMAIN
from ..model.areas import Area
from ..vendors import BRANDS
from .views import AccountView, IssueView
from .words import async_issue_text, async_sentence

if TYPE_CHECKING:
    from ..runtime import AccountData, CloudLocksEntry

_CONNECTED, _UNREACHABLE, _SIGNED_OUT = "connected", "unreachable", "signed_out"
_OF_STATE: Final = {
    ConfigEntryState.SETUP_IN_PROGRESS: "starting",
    ConfigEntryState.SETUP_RETRY: _UNREACHABLE,
}
"""The other states are `not_loaded`, but for a loaded one, which answers or not."""

_PUSH, _CALLBACK, _WAITING, _POLLING = "push", "callback", "waiting", "polling"


@callback
def async_account_views(
    hass: HomeAssistant, overdue: Mapping[str, int]
) -> list[AccountView]:
    """Return all accounts, loaded or not; `overdue` by the id of the entry."""
    entries = hass.config_entries.async_entries(DOMAIN)
    return [
        _account_view(hass, it, overdue.get(it.entry_id, 0))
        for it in entries
        if not is_access(it)
    ]


def _account_view(
    hass: HomeAssistant, entry: CloudLocksEntry, overdue: int
) -> AccountView:
    brand = entry.data[CONF_BRAND]
    is_loaded = entry.state is ConfigEntryState.LOADED
    facts = _facts(entry) if is_loaded else _Facts(locks=_listed_locks(hass, entry))
    reason = _reason(entry)
    return AccountView(
        account_id=entry.entry_id,
        title=entry.title,
        brand=brand,
        brand_name=BRANDS[brand][1].name if brand in BRANDS else brand,
        state=_state(hass, entry),
        news=facts.news,
        budget_used=facts.budget_used,
        subscription_ends=facts.subscription_ends,
        key_ends=facts.key_ends,
        locks=facts.locks,
        overdue=overdue,
        reason=reason,
        message=None if reason is None else async_sentence(hass, reason),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What only an account that is loaded can tell all of."""

    locks: int
    news: str = _POLLING
    budget_used: int | None = None
    subscription_ends: str | None = None
    key_ends: str | None = None


def _facts(entry: CloudLocksEntry) -> _Facts:
    account, zone = entry.runtime_data, dt_util.get_default_time_zone()
    return _Facts(
        locks=len(account.locks.data.locks),
        news=_news(account),
        budget_used=account.meter.used_percent,
        subscription_ends=shown_in(account.account.subscription_ends, zone),
        key_ends=shown_in(key_ends(entry), zone),
    )


def _news(account: AccountData) -> str:
    parts = account.cloud.parts
    if parts.push is None and parts.webhook is None:
        return _POLLING
    if not account.inbox.flows:
        return _WAITING
    return _CALLBACK if parts.push is None else _PUSH


def _listed_locks(hass: HomeAssistant, entry: CloudLocksEntry) -> int:
    """Return how many locks an account had when it was loaded last."""
    registry = er.async_get(hass)
    entities = er.async_entries_for_config_entry(registry, entry.entry_id)
    return sum(it.domain == Platform.LOCK for it in entities)


def _state(hass: HomeAssistant, entry: CloudLocksEntry) -> str:
    if any(entry.async_get_active_flows(hass, {SOURCE_REAUTH})):
        return _SIGNED_OUT
    if entry.state is ConfigEntryState.LOADED:
        answers = entry.runtime_data.locks.last_update_success
        return _CONNECTED if answers else _UNREACHABLE
    return _OF_STATE.get(entry.state, "not_loaded")


def _reason(entry: CloudLocksEntry) -> str | None:
    """Return why an account does not answer, else what it is refused as a whole."""
    if entry.state is not ConfigEntryState.LOADED:
        return entry.error_reason_translation_key
    account = entry.runtime_data
    if not account.locks.last_update_success:
        return getattr(account.locks.last_exception, "translation_key", None)
    refused = (account.refusals.of(area) for area in (Area.ACCOUNT, Area.NEWS))
    return next((reason.value for it in refused for reason in it.values()), None)


@callback
def async_issue_views(hass: HomeAssistant) -> list[IssueView]:
    """Return the repairs of ours that nobody ignored, in Home Assistant's language."""
    return [
        _issue_view(hass, it)
        for (domain, _), it in ir.async_get(hass).issues.items()
        if domain == DOMAIN and it.active and it.dismissed_version is None
    ]


def _issue_view(hass: HomeAssistant, issue: ir.IssueEntry) -> IssueView:
    return IssueView(
        issue_id=issue.issue_id,
        severity=issue.severity.value if issue.severity else ir.IssueSeverity.WARNING,
        title=_issue_text(hass, issue, "title"),
        description=_issue_text(hass, issue, "fix_flow.step.init.description")
        or _issue_text(hass, issue, "description"),
        fixable=bool(issue.is_fixable),
    )


def _issue_text(hass: HomeAssistant, issue: ir.IssueEntry, part: str) -> str:
    key = f"{issue.translation_key}.{part}"
    return async_issue_text(hass, key, issue.translation_placeholders or {})
