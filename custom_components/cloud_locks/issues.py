"""Repair issues: made while they are true, taken back when they no longer are.

Issues are read by everybody who may log in. Names stand in them as far as the option
for names allows, their ids hold none, and nothing secret is ever in one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN

type IssueId = str


class IssueKind(StrEnum):
    """What a person is asked for; also the key of its texts."""

    ACCESS_BOOKINGS = "access_bookings"
    ACCESS_CHECK_FAILED = "access_check_failed"
    ACCESS_FAILED = "access_failed"
    ACCESS_NOT_REMOVED = "access_not_removed"
    CODE_PROBLEM = "code_problem"
    CODE_LIST_FULL = "code_list_full"
    CODE_TWO_CANDIDATES = "code_two_candidates"
    KEY_ENDS = "key_ends"
    REFUSED = "refused"
    SUBSCRIPTION_ENDS = "subscription_ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an issue says, and what its flow has to know.

    `data` stays in memory; `reason` in it tells whether an issue that somebody ignored
    is another one by now.
    """

    kind: IssueKind
    placeholders: Mapping[str, str]
    data: Mapping[str, str]

    @property
    def cause(self) -> str:
        """Return a mark of why it is made, for its id."""
        text = f"{self.kind} {self.data['reason']}"
        return sha256(text.encode()).hexdigest()[:8]


@callback
def async_show(
    hass: HomeAssistant, prefix: str, wanted: Mapping[IssueId, Issue]
) -> None:
    """Bring the issues whose ids begin with `prefix` to what is wanted.

    Also those that an earlier run left behind, which are remembered as ignored or not.
    With another cause it is another issue, which ignoring the old one does not hide.
    """
    by_cause = {f"{key}_{issue.cause}": issue for key, issue in wanted.items()}
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        ours = domain == DOMAIN and issue_id.startswith(prefix)
        if ours and issue_id not in by_cause:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    for issue_id, issue in by_cause.items():
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={**issue.data, "kind": issue.kind.value},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=issue.kind.value,
            translation_placeholders=dict(issue.placeholders),
        )


@callback
def async_forget(hass: HomeAssistant, entry_id: str) -> None:
    """Delete all that is left of the issues of an account that was removed."""
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        if domain == DOMAIN and f"_{entry_id}_" in issue_id:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
