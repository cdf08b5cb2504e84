"""Starts of codes that are past already: some gateways take none (client, -3).

"From now on" is past when it arrives. Such a code is not sent a second time; who was
refused is told why, and the next one for that gateway starts a little later.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from .api_codes import Period

_SOON: Final = timedelta(seconds=30)

_NOW: Final = timedelta(seconds=25)
"""A start that is past by no more was meant as now. Moved it is still the same to the
minute, so that a code whose answer was lost is known again by its hours."""


class Starts:
    """Knows which gateways have refused a start that was past."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Expect no such refusal of any."""
        self._now = now
        self._strict: set[str] = set()

    def of(self, lane: str, period: Period | None) -> Period | None:
        """Return the dates to send: now is soon, where that is known to be needed."""
        now = self._now()
        if period is None or lane not in self._strict:
            return period
        if not now - _NOW <= period.start <= now or period.end <= now + _SOON:
            return period
        return replace(period, start=now + _SOON)

    def refused(self, lane: str, period: Period | None) -> bool:
        """Take note of a refusal; return whether a past start may be its cause."""
        if period is None or period.start > self._now():
            return False
        self._strict.add(lane)
        return True
