"""Who may spend how much of an account's budget, and how fast.

First the account as a whole, which tells who has changed; then locks that changed, for
which room is kept; the rest is for those that wait for their turn, evenly over time.
"""

from enum import Enum, auto
from math import inf
from typing import Final

from .budget import Budget, Window

HEADROOM: Final = 0.25
"""Of what may be spent: kept free by what only waits for its turn, so that a lock at
which something happens is looked at at once."""

BURST: Final = 10
"""How many turns may begin at once after a quiet time."""

_POLLS: Final = 0.5
"""Of what may be spent: the most that reading the whole account takes."""

_TURNS: Final = 0.2
"""Of what may be spent: the least that is left to those that wait for their turn."""


class Lane(Enum):
    """Where a job waits; members are in the order in which they are served."""

    CLOCK = auto()
    """Costs no call and waits for nothing but its time."""
    ASKED = auto()
    """What became of a command: somebody waits for it."""
    ACCOUNT = auto()
    """Tells which locks have changed, and whether the account answers at all."""
    CHANGED = auto()
    """A lock at which something happened."""
    REST = auto()
    """A lock whose turn it is."""


class _Leveler:
    """Spreads jobs over time; after a quiet time `burst` may begin at once."""

    def __init__(self, burst: int) -> None:
        self._burst = burst
        self._full_at = -inf

    def opens_at(self, step: float) -> float:
        """Return when the next may begin if one per `step` seconds may."""
        return self._full_at - (self._burst - 1) * step

    def add(self, now: float, step: float) -> None:
        """Let one begin."""
        self._full_at = max(self._full_at, now) + step


class Spending:
    """Divides a budget among the lanes.

    `beat`: seconds after which the whole account may be read again; `account_every`:
    after which it is when all is well.
    """

    beat: float
    account_every: float

    def __init__(self, budget: Budget) -> None:
        """Start with nothing spent."""
        self.budget = budget
        self._headroom = int(budget.limit * HEADROOM)
        self._polls = Window(budget.period)
        self._turns = Window(budget.period)
        self._level = _Leveler(BURST)
        self._level_of_changes = _Leveler(max(1, self._headroom))
        self.calm(1)

    def calm(self, times: float) -> None:
        """Set how many times slower than usual the account as a whole is read."""
        pace, period = self.budget.pace, self.budget.period
        usual = max(pace.states, pace.states_floor).total_seconds()
        listing = 0 if pace.bulk_states else pace.inventory.total_seconds()
        self.beat = max(usual, period / (self.budget.limit * _POLLS))
        self.account_every = max(self.beat * times, listing)
        self._poll_need = int(period / self.account_every)

    def opens_at(self, lane: Lane, now: float, asking: int) -> float:
        """Return when a lane may begin a job while `asking` others are under way.

        What is under way is not counted yet: it is when it has ended.
        """
        if lane is Lane.CLOCK:
            return -inf
        if lane is Lane.ASKED:
            return self.budget.opens_at(now, asking, asked=True)
        if lane is Lane.ACCOUNT:
            return self.budget.opens_at(now, asking)
        if lane is Lane.CHANGED:
            level = self._level_of_changes.opens_at(self._step_of_changes())
        else:
            level = self._level.opens_at(self._step(now))
        polls = max(0, self._poll_need - self._polls.used(now))
        return max(level, self.budget.opens_at(now, asking + polls))

    def begin(self, lane: Lane, now: float) -> None:
        """Count a job that begins."""
        match lane:
            case Lane.ACCOUNT:
                self._polls.add(now)
            case Lane.CHANGED:
                self._level_of_changes.add(now, self._step_of_changes())
            case Lane.REST:
                self._level.add(now, self._step(now))
                self._turns.add(now)

    def _changes(self, now: float) -> int:
        """Return what neither polls nor turns took, but changes and people did."""
        at_rest = self._polls.used(now) + self._turns.used(now)
        return max(0, self.budget.used(now) - at_rest)

    @property
    def room(self) -> float:
        """How many turns a period has room for while nothing else goes on."""
        return self._room(0)

    def _room(self, changes: int) -> float:
        limit = self.budget.limit
        free = limit - self._poll_need - max(self._headroom, changes)
        return max(free, limit * _TURNS)

    def _step(self, now: float) -> float:
        """Return the seconds between two turns that the budget has room for."""
        return self.budget.period / self._room(self._changes(now))

    def _step_of_changes(self) -> float:
        """Return the seconds between changes at which they would take all the room."""
        room = self.budget.limit * (1 - _TURNS) - self._poll_need
        return self.budget.period / room
