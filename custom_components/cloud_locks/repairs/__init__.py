"""Repairs: what is not in order, and ways out of it that a person chooses."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant

from ..issues import IssueKind
from .access import AccessFlow
from .account import KeyFlow, RefusedFlow, SubscriptionFlow
from .bookings import BookingsFlow
from .candidates import CandidatesFlow
from .check import CheckFlow
from .code import CodeFlow
from .room import RoomFlow

if TYPE_CHECKING:
    from .flow import WaysOut

type IssueData = dict[str, str | int | float | None]

_FLOWS: Final[Mapping[IssueKind, Callable[[Mapping[str, str]], WaysOut]]] = {
    IssueKind.ACCESS_BOOKINGS: BookingsFlow,
    IssueKind.ACCESS_CHECK_FAILED: CheckFlow,
    IssueKind.ACCESS_FAILED: AccessFlow,
    IssueKind.ACCESS_NOT_REMOVED: AccessFlow,
    IssueKind.CODE_PROBLEM: CodeFlow,
    IssueKind.CODE_LIST_FULL: RoomFlow,
    IssueKind.CODE_TWO_CANDIDATES: CandidatesFlow,
    IssueKind.KEY_ENDS: KeyFlow,
    IssueKind.REFUSED: RefusedFlow,
    IssueKind.SUBSCRIPTION_ENDS: SubscriptionFlow,
}


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: IssueData | None,
) -> WaysOut:
    """Return the flow of an issue; each is fixable and has data."""
    about = {key: str(value) for key, value in (data or {}).items()}
    return _FLOWS[IssueKind(about["kind"])](about)
