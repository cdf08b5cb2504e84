"""Asking a person for help before somebody stands at a door that will not open."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback

from ..helpers import reason_sentence
from ..issues import Issue, IssueId, IssueKind, async_show
from ..model.reason import Reason
from ..names import async_label
from .grant import DoorId, Grant, GrantId
from .issues import mark
from .naming import async_lock_name

if TYPE_CHECKING:
    from .keeper import AccessKeeper

_PREFIX: Final = "check_"

type Failed = Mapping[GrantId, Mapping[DoorId, Reason]]


async def async_show_failed(
    hass: HomeAssistant, keeper: AccessKeeper, failed: Failed
) -> None:
    """Show what checks found, one repair for each lock of an access.

    Not where the access itself has a repair at that lock: one question is enough.
    """
    reasons = {it for found in failed.values() for it in found.values()}
    texts = {it: await reason_sentence(hass, it) for it in reasons}
    issues: dict[IssueId, Issue] = {}
    for grant_id, found in failed.items():
        grant = keeper.grants.get(grant_id)
        asked = {it.at for it in keeper.troubles.get(grant_id, ())}
        for at, reason in found.items():
            # It may be another one by now: the texts have taken a while.
            if grant is None or at in asked or reason not in texts:
                continue
            key, issue = _issue(hass, grant, at, reason, texts[reason])
            issues[key] = issue
    async_show(hass, _PREFIX, issues)


def _issue(
    hass: HomeAssistant, grant: Grant, at: DoorId, reason: Reason, sentence: str
) -> tuple[IssueId, Issue]:
    lock = async_lock_name(hass, at)
    about = {"grant_id": grant.id, "account": at.account, "lock_id": at.lock_id}
    issue = Issue(
        kind=IssueKind.ACCESS_CHECK_FAILED,
        placeholders={
            "who": async_label(hass, grant.name),
            "lock": lock,
            "reason": sentence,
        },
        data={**about, "reason": reason.value, "lock": lock},
    )
    return f"{_PREFIX}{mark(grant.id, at)}", issue


@callback
def async_forget_checks(hass: HomeAssistant) -> None:
    """Delete all issues of checks."""
    async_show(hass, _PREFIX, {})
