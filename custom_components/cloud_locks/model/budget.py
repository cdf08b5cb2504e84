"""What an account may spend on calls, and what it has spent lately.

Moments are seconds of one clock that never goes back; which one is the caller's matter.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from typing import Final

from .cloud import Pace, Quota

RESERVE: Final = 0.1
"""Of the budget: kept for what people ask for, which is never refused."""

_SLICES: Final = 120
"""So finely a window is counted; a call counts for up to one slice too long."""

_DAY: Final = timedelta(days=1)


class Window:
    """Counts what happened in the last `period` seconds, by slices of it.

    It never counts too little, and needs the same memory for a hundred calls as for a
    million.
    """

    def __init__(self, period: float) -> None:
        """Start with nothing counted."""
        self._slice = period / _SLICES
        self._counts: deque[list[int]] = deque()
        self._total = 0

    def add(self, now: float, calls: int = 1) -> None:
        """Count calls that are made at this moment."""
        index = int(now // self._slice)
        if self._counts and self._counts[-1][0] == index:
            self._counts[-1][1] += calls
        else:
            self._counts.append([index, calls])
        self._total += calls

    def used(self, now: float) -> int:
        """Return how many calls count at this moment."""
        oldest = int(now // self._slice) - _SLICES
        while self._counts and self._counts[0][0] < oldest:
            self._total -= self._counts.popleft()[1]
        return self._total

    def rid_at(self, calls: int) -> float:
        """Return when the oldest `calls` count no more; infinity without so many."""
        for index, count in self._counts:
            calls -= count
            if calls <= 0:
                # A little later, so that rounding does not find it still counted.
                return (index + _SLICES + 1) * self._slice + 0.001
        return inf


@dataclass(slots=True)
class _Account:
    """One limit of a cloud: what the cloud allows, and what we take of it."""

    quota: int
    share: int
    limit: int
    """The most that is spent without being asked to."""
    window: Window

    @classmethod
    def of(cls, quota: Quota, percent: int) -> _Account:
        """Take a share of what a cloud allows."""
        share = quota.calls * percent // 100
        return cls(
            quota=quota.calls,
            share=share,
            limit=max(1, int(share * (1 - RESERVE))),
            window=Window(quota.period.total_seconds()),
        )

    def opens_at(self, now: float, spare: int, *, asked: bool) -> float:
        """Return when a call may be made and `spare` are still left after it."""
        most = max(self.share, self.limit) if asked else self.limit
        over = self.window.used(now) + spare + 1 - most
        return now if over <= 0 else self.window.rid_at(over)


@dataclass(slots=True)
class Budget:
    """The calls of an account, counted as they happen, whoever makes them.

    `share`: how many of a `period` (seconds) are ours; other programs use the account
    too. `limit`: how many of those are made unasked; the rest is the reserve.
    """

    pace: Pace
    percent: int
    period: float = field(init=False)
    share: int = field(init=False)
    limit: int = field(init=False)
    _long: _Account = field(init=False)
    _accounts: tuple[_Account, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Start with nothing spent."""
        long = spread(self.pace.quota)
        self._long = _Account.of(long, self.percent)
        burst = self.pace.burst
        short = () if burst is None else (_Account.of(burst, self.percent),)
        self._accounts = (self._long, *short)
        self.period = long.period.total_seconds()
        self.share, self.limit = self._long.share, self._long.limit

    def charge(self, now: float, calls: int = 1) -> None:
        """Count calls that were made."""
        for account in self._accounts:
            account.window.add(now, calls)

    def used(self, now: float) -> int:
        """Return how many calls were made in the last `period`."""
        return self._long.window.used(now)

    def used_percent(self, now: float) -> int:
        """Return how much of the tightest quota is used, in percent of all of it."""
        shares = (it.window.used(now) / it.quota for it in self._accounts)
        return round(100 * max(shares))

    def opens_at(self, now: float, spare: int, *, asked: bool = False) -> float:
        """Return when a call may be made that leaves `spare` calls over.

        `now` when it may be made at once, infinity when only fewer to spare would do.
        `asked`: somebody waits for it, so that the reserve is there for it.
        """
        long, *short = self._accounts
        return max(
            now,
            long.opens_at(now, spare, asked=asked),
            *(it.opens_at(now, 0, asked=asked) for it in short),
        )


def spread(quota: Quota) -> Quota:
    """Return a quota by the day if it is by the month: nobody is blind for a week."""
    if quota.period <= _DAY:
        return quota
    return Quota(calls=int(quota.calls * (_DAY / quota.period)), period=_DAY)
