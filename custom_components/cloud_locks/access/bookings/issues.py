"""Asking a person for help where bookings do not become access."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ...helpers import text
from ...issues import Issue, IssueKind, async_show
from .store import CalendarId

CALENDAR_UNREADABLE: Final = "calendar_unreadable"
_PREFIX: Final = "bookings_"
_FAILURES: Final = 2
"""A calendar may be away for a moment; a person is asked when it stays so."""


class BookingIssues:
    """The repair issue of each calendar, while something is wrong with it."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with none."""
        self._hass = hass
        self._failures: dict[CalendarId, int] = {}
        self.problems: dict[CalendarId, str] = {}

    async def note(
        self,
        key: CalendarId,
        title: str,
        problem: HomeAssistantError | None,
        *,
        read: bool,
    ) -> None:
        """Show what went wrong in a look, and take back what did not."""
        self._failures[key] = 0 if read else self._failures.get(key, 0) + 1
        if self._failures[key] >= _FAILURES:
            await self._show(key, title, CALENDAR_UNREADABLE, {})
        elif problem is not None:
            filled = problem.translation_placeholders or {}
            await self._show(key, title, str(problem.translation_key), filled)
        elif read:
            self.async_forget(key)

    async def _show(
        self, key: CalendarId, title: str, reason: str, filled: dict[str, str]
    ) -> None:
        sentence = await text(self._hass, "exceptions", f"{reason}.message", filled)
        issue_id = f"{_PREFIX}{key}"
        issue = Issue(
            kind=IssueKind.ACCESS_BOOKINGS,
            placeholders={"bookings": title, "reason": sentence},
            data={
                "calendar_id": key,
                "bookings": title,
                "reason": reason,
                "sentence": sentence,
            },
        )
        self.problems[key] = reason
        async_show(self._hass, issue_id, {issue_id: issue})

    @callback
    def async_forget(self, key: CalendarId) -> None:
        """Take back what was shown of a calendar."""
        if self.problems.pop(key, None) is not None:
            async_show(self._hass, f"{_PREFIX}{key}", {})


@callback
def async_forget_issues(hass: HomeAssistant) -> None:
    """Delete all issues of bookings."""
    async_show(hass, _PREFIX, {})
