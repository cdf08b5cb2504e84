"""Deciding what an account is asked next, and when, so that it never costs too much.

Nothing is done here: who drives a `Planner` tells it the time, does the jobs it is
given, and says when they are done. Each step takes the same few microseconds for one
lock as for a thousand.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
import heapq
from itertools import count
from math import inf
from typing import Final

from .budget import Budget
from .lock import LockId
from .spending import Lane, Spending


class JobKind(StrEnum):
    """What a cloud is asked for, or what only time changes."""

    POLL = "poll"
    STATE = "state"
    BOLT = "bolt"
    SETTINGS = "settings"
    ACTIVITY = "activity"
    CODES = "codes"
    HOURS = "hours"


_SMOOTH: Final = 0.1
"""Weight of the newest wait in the usual one."""

_SLOTS: Final = {
    Lane.CLOCK: inf,
    Lane.ASKED: 8,
    Lane.ACCOUNT: 1,
    Lane.CHANGED: 4,
    Lane.REST: 4,
}
"""How many jobs of a lane may be under way: a slow lock holds up few others."""

_REGULAR: Final = frozenset({Lane.ACCOUNT, Lane.REST})


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done about a lock, or about the account as a whole."""

    kind: JobKind
    lock_id: LockId = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """When a job is wanted next: in `after` seconds, waiting in `lane`."""

    after: float
    lane: Lane = Lane.REST


@dataclass(slots=True, eq=False)
class _Plan:
    job: Job
    due: float
    lane: Lane


@dataclass(slots=True)
class _Queue:
    """The plans of one lane, earliest first; overtaken ones are dropped when met."""

    heap: list[tuple[float, int, _Plan]] = field(default_factory=list)
    under_way: int = 0


class Planner:
    """Holds at most one plan per job, and gives jobs out as the budget allows.

    * What the account spends unasked stays within `Budget.limit` in every period.
    * Among those whose time has come the one that waited longest is first: with more
      locks each comes later, and none is forgotten.
    * A job that is under way is not begun again before it is done.
    """

    def __init__(self, budget: Budget) -> None:
        """Start with nothing planned."""
        self.spending = Spending(budget)
        self.usual_wait = 0.0
        """Seconds that a job at rest lately had to wait for its turn."""
        self._plans: dict[Job, _Plan] = {}
        self._under_way: dict[Job, Lane] = {}
        self._queues = {lane: _Queue() for lane in Lane}
        self._arrivals = count()
        self._paused_until = -inf
        self._closed = False
        self._probing = False
        self._undisturbed_since = -inf

    @property
    def paused_until(self) -> float:
        """The end of the pause that the cloud asked for."""
        return self._paused_until

    def planned(self, job: Job) -> Lane | None:
        """Return in which lane a job waits, None when it does not."""
        plan = self._plans.get(job)
        return None if plan is None else plan.lane

    def is_wanted(self, job: Job) -> bool:
        """Return whether a job waits or is under way."""
        return job in self._plans or job in self._under_way

    def waiting(self, now: float) -> int:
        """Return how many jobs are due and not begun."""
        return sum(plan.due <= now for plan in self._plans.values())

    def wanted(self) -> Counter[JobKind]:
        """Return how many jobs of each kind are wanted or under way."""
        return Counter(job.kind for job in self._plans.keys() | self._under_way.keys())

    def plan(self, job: Job, due: float, lane: Lane, *, sooner: bool = False) -> None:
        """Want a job at a moment, instead of when it was wanted before.

        `sooner`: who waits in that lane already is not put off by being wanted again.
        """
        known = self._plans.get(job)
        if sooner and known is not None and known.lane is lane:
            due = min(due, known.due)
        plan = self._plans[job] = _Plan(job, due, lane)
        if job not in self._under_way:
            self._push(plan)

    def drop(self, job: Job) -> None:
        """Want a job no more; one that is under way goes on."""
        self._plans.pop(job, None)

    def hasten(self, now: float) -> None:
        """Want everything now that waits for its turn, in the same order."""
        waiting = [it for it in self._plans.values() if it.lane in _REGULAR]
        for plan in sorted(waiting, key=lambda it: it.due):
            self.plan(plan.job, min(plan.due, now), plan.lane)

    def disturbed(self, now: float) -> None:
        """Learn nothing from waits until now: nobody was there to begin anything."""
        self._undisturbed_since = max(now, self._undisturbed_since)

    def pause(self, now: float, until: float) -> None:
        """Begin nothing before a moment; then one job alone tries it out."""
        self._paused_until = max(until, self._paused_until)
        self.disturbed(max(now, self._paused_until))
        self._probing = True

    def close(self, now: float, *, closed: bool) -> None:
        """Ask, while `closed`, for nothing but the account as a whole."""
        if self._closed and not closed:
            self.disturbed(now)
        self._closed = closed

    def take(self, now: float) -> Job | None:
        """Return a job to be begun now, None while there is none; `done` follows."""
        for lane in Lane:
            if self._opens_at(lane, now) <= now:
                return self._begin(lane, now)
        return None

    def wakes_at(self, now: float) -> float:
        """Return when there may be a job if nothing is done or planned until then."""
        return min(self._opens_at(lane, now) for lane in Lane)

    def done(self, job: Job, *, answered: bool = True) -> None:
        """Note that a job has ended; `answered`: the cloud did not refuse it."""
        lane = self._under_way.pop(job)
        self._queues[lane].under_way -= 1
        if answered and lane is not Lane.CLOCK:
            self._probing = False
        if (plan := self._plans.get(job)) is not None:
            self._push(plan)

    @property
    def _asking(self) -> int:
        """How many jobs are under way that cost calls."""
        return len(self._under_way) - self._queues[Lane.CLOCK].under_way

    def _push(self, plan: _Plan) -> None:
        heap = self._queues[plan.lane].heap
        heapq.heappush(heap, (plan.due, next(self._arrivals), plan))
        if len(heap) > 2 * len(self._plans) + 100:
            heap[:] = [it for it in heap if self._is_current(it[2])]
            heapq.heapify(heap)

    def _is_current(self, plan: _Plan) -> bool:
        return self._plans.get(plan.job) is plan

    def _first(self, lane: Lane) -> _Plan | None:
        heap = self._queues[lane].heap
        while heap and not self._is_current(heap[0][2]):
            heapq.heappop(heap)
        return heap[0][2] if heap else None

    def _opens_at(self, lane: Lane, now: float) -> float:
        """Return when the first job of a lane may begin, infinity for not foreseen."""
        plan, queue = self._first(lane), self._queues[lane]
        if plan is None or queue.under_way >= _SLOTS[lane]:
            return inf
        if lane is Lane.CLOCK or plan.due > now:
            return plan.due
        if self._closed and lane is not Lane.ACCOUNT:
            return inf
        if self._probing and self._asking:
            return inf
        affordable_at = self.spending.opens_at(lane, now, self._asking)
        return max(self._paused_until, affordable_at)

    def _begin(self, lane: Lane, now: float) -> Job:
        queue = self._queues[lane]
        plan = heapq.heappop(queue.heap)[2]
        del self._plans[plan.job]
        self._under_way[plan.job] = lane
        queue.under_way += 1
        self.spending.begin(lane, now)
        if lane is Lane.REST:
            self._learn_wait(plan, now)
        return plan.job

    def _learn_wait(self, plan: _Plan, now: float) -> None:
        """Learn how long a turn takes, but not from outages: those are no usual way."""
        if plan.due >= self._undisturbed_since:
            self.usual_wait += _SMOOTH * (now - plan.due - self.usual_wait)
