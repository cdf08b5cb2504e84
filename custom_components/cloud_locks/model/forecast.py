"""How often each lock of an account is looked at while nothing goes on, by its budget.

Locks take turns in the order in which they are due. Where there is no room for all at
their intervals at rest, each turn waits for the same time on top of its interval: that
at which the turns of all locks together fit in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from .planner import JobKind
from .spending import Spending

_DAY: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=365).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is to be expected of an account.

    `every`: seconds between two looks of a kind, at the account or at one lock.
    `per_day`: calls, without what people ask for and what changes bring. `fits`: nobody
    waits for the budget.
    """

    every: Mapping[JobKind, float]
    per_day: float
    fits: bool

    def facts(self) -> dict[str, Any]:
        """Return it for diagnostics, times in minutes."""
        minutes = {kind.value: round(it / 60, 1) for kind, it in self.every.items()}
        return {
            "minutes_between": dict(sorted(minutes.items())),
            "calls_a_day": round(self.per_day),
            "fits": self.fits,
        }


def forecast(
    spending: Spending, locks: Mapping[JobKind, int], *, calm: float = 1.0
) -> Forecast:
    """Return what to expect when so many locks are looked at for each kind.

    `calm`: how many times slower than usual, as news come by themselves. Reading the
    account as a whole counts as one call.
    """
    rests = _rests(spending, calm)
    turns = {kind: count for kind, count in locks.items() if count and kind in rests}
    rate = spending.room / spending.budget.period

    def asked(wait: float) -> float:
        return sum(count / (rests[kind] + wait) for kind, count in turns.items())

    wait = _least(lambda wait: asked(wait) <= rate)
    account = spending.account_every
    return Forecast(
        every={JobKind.POLL: account} | {kind: rests[kind] + wait for kind in turns},
        per_day=(1 / account + asked(wait)) * _DAY.total_seconds(),
        fits=wait == 0,
    )


def _rests(spending: Spending, calm: float) -> dict[JobKind, float]:
    """Return the intervals at rest of what takes turns, in seconds."""
    pace = spending.budget.pace
    rests = {JobKind.ACTIVITY: pace.activity, JobKind.CODES: pace.codes}
    if not pace.bulk_states:
        rests[JobKind.STATE] = pace.states
    return {kind: calm * rest.total_seconds() for kind, rest in rests.items()}


def _least(holds: Callable[[float], bool]) -> float:
    """Return the least number of seconds for which something holds that stays true."""
    if holds(0.0):
        return 0.0
    low, high = 0.0, _LONGEST
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
