"""Plans of Sifely's current API, and how many calls an account has made.

Sources: Sifely Open API documentation, "Rates & Availability"; the limit per minute
from public clients. What a limit is told in is not documented.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What somebody pays for; `overage`: whether more calls cost more money."""

    name: str
    devices: int
    calls: int
    overage: bool = True


PLANS: Final = {
    plan.name: plan
    for plan in (
        Plan(name="DEVELOPER", devices=5, calls=10_000, overage=False),
        Plan(name="STARTER", devices=50, calls=500_000),
        Plan(name="PRO", devices=100, calls=1_000_000),
        Plan(name="CUSTOM", devices=100_000, calls=100_000_000),
    )
}


def smallest_plan(devices: int) -> Plan:
    """Return the cheapest plan for so many devices."""
    return next(plan for plan in PLANS.values() if devices <= plan.devices)


class Usage:
    """Calls of one account: this month's, and those of the last minute."""

    def __init__(self) -> None:
        """Start with none."""
        self.month_count = 0
        self._month: tuple[int, int] | None = None
        self._minute: deque[datetime] = deque()

    def count(self, now: datetime) -> None:
        """Count a call."""
        month = (now.year, now.month)
        if month != self._month:
            self._month, self.month_count = month, 0
        self.month_count += 1
        while self._minute and now - self._minute[0] >= _MINUTE:
            self._minute.popleft()
        self._minute.append(now)

    def wait(self, now: datetime, limit: int | None) -> int | None:
        """Return the seconds to wait when the last minute had too many calls."""
        if limit is None or len(self._minute) <= limit:
            return None
        return max(1, ceil((self._minute[0] + _MINUTE - now).total_seconds()))
