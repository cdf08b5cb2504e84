"""A week of a house, simulated: what its locks cost and when its events are told.

What decides is real: budget, planner and look-outs. The house, its people and its
cloud are made up at random, the same ones each time.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
import heapq
from itertools import count
from math import inf
from random import Random

from custom_components.cloud_locks.model.budget import Budget
from custom_components.cloud_locks.model.cloud import Pace
from custom_components.cloud_locks.model.look_outs import LookOuts
from custom_components.cloud_locks.model.planner import Job, JobKind, Planner, Turn
from custom_components.cloud_locks.model.spending import Lane

HOUR, DAY = 3600.0, 86_400.0
WEEK = 7 * DAY

_BUSY = (0, 0, 0, 0, 0, 1, 3, 8, 6, 3, 3, 3, 5, 4, 3, 4, 6, 8, 8, 6, 4, 3, 2, 1)
"""How much of a day's coming and going belongs to each hour."""

_MOVES, _REFUSED = 10, 0.5
"""A day and lock: how often somebody moves the bolt, or types a wrong code."""

_COMMANDS, _WRITES = (2, 30), (0.3, 60)
"""A day: per lock, and at most in the whole house."""

_COMMAND_CALLS, _WRITE_CALLS = 5, 4

_ANSWER = 0.3
"""Seconds that a call takes."""

_LAG = (0.5, 10.0)
"""Seconds until the record of an event is in the log."""


@dataclass(slots=True)
class Report:
    """What a week was like."""

    locks: int
    calls: list[float] = field(default_factory=list)
    unasked: list[float] = field(default_factory=list)
    """Those that nobody waited for; the others are of commands and code writes."""
    moves: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    """Seconds until a new state was seen."""
    untold: int = 0
    looks: Counter[JobKind] = field(default_factory=Counter)
    """How often something of each kind was asked."""


def busiest(moments: list[float], period: float) -> int:
    """Return the most moments in any time of a length."""
    most, window = 0, deque[float]()
    for moment in sorted(moments):
        window.append(moment)
        while window[0] <= moment - period:
            window.popleft()
        most = max(most, len(window))
    return most


class House:
    """Locks, people, and a cloud that answers."""

    def __init__(
        self,
        pace: Pace,
        locks: int,
        *,
        percent: int,
        seed: int,
        account_calls: int = 1,
        activity_calls: int = 1,
        lived_in: bool = True,
    ) -> None:
        """Begin a week.

        Reading the account as a whole costs `account_calls`, a lock's log
        `activity_calls`.
        """
        self.random = Random(seed)  # noqa: S311 - a made-up week
        self.pace = pace
        self._costs = {
            JobKind.POLL: account_calls,
            JobKind.ACTIVITY: activity_calls,
        }
        self._lived_in = lived_in
        self.budget = Budget(pace, percent)
        self.planner = Planner(self.budget)
        self.report = Report(locks)
        self._ids = [f"l{number}" for number in range(locks)]
        self._log: dict[str, list[tuple[float, float, bool]]] = {
            it: [] for it in self._ids
        }
        self._unseen: dict[str, float] = {}
        self._changed_at = dict.fromkeys(self._ids, -inf)
        self._looks = LookOuts()
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._arrivals = count()
        self.now = 0.0

    def live(self, span: float = WEEK) -> Report:
        """Let the week pass."""
        if self._lived_in:
            self._invite(span)
        self._plan(Job(JobKind.POLL), Turn(self.planner.spending.beat, Lane.ACCOUNT))
        for lock_id in self._ids:
            self._plan(Job(JobKind.ACTIVITY, lock_id), Turn(0))
            if not self.pace.bulk_states:
                self._plan(Job(JobKind.STATE, lock_id), Turn(0))
        for lock_id in self._ids:
            self._plan(Job(JobKind.CODES, lock_id), Turn(0))
        while True:
            self._begin_jobs()
            due = self._agenda[0][0] if self._agenda else inf
            self.now = min(due, max(self.now, self.planner.wakes_at(self.now)))
            if self.now > span:
                break
            if due <= self.now:
                heapq.heappop(self._agenda)[2]()
        self.report.untold = sum(map(len, self._log.values()))
        return self.report

    def _invite(self, span: float) -> None:
        """Put what people will do on the agenda."""
        locks = len(self._ids)
        for rate, doing in (
            (_MOVES * locks, self._move),
            (_REFUSED * locks, self._refuse),
            (min(_COMMANDS[0] * locks, _COMMANDS[1]), self._command),
            (min(_WRITES[0] * locks, _WRITES[1]), self._write),
        ):
            for moment in self._moments(rate, span):
                self._at(moment, doing)

    def _moments(self, per_day: float, span: float) -> Iterator[float]:
        """Yield random moments, more of them in busy hours."""
        peak = per_day * max(_BUSY) / sum(_BUSY) / HOUR
        moment = 0.0
        while (moment := moment + self.random.expovariate(peak)) < span:
            busy = _BUSY[int(moment % DAY // HOUR)]
            if self.random.random() * max(_BUSY) < busy:
                yield moment

    def _at(self, moment: float, doing: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (moment, next(self._arrivals), doing))

    def _somewhere(self) -> str:
        return self.random.choice(self._ids)

    def _move(self) -> None:
        lock_id = self._somewhere()
        self._record(lock_id, moved=True)
        self._unseen.setdefault(lock_id, self.now)

    def _refuse(self) -> None:
        self._record(self._somewhere(), moved=False)

    def _record(self, lock_id: str, *, moved: bool) -> None:
        lag = self.random.uniform(*_LAG)
        if moved:
            self._changed_at[lock_id] = self.now
        self._log[lock_id].append((self.now, self.now + lag, moved))

    def _command(self) -> None:
        lock_id = self._somewhere()
        self._record(lock_id, moved=True)
        for step in range(_COMMAND_CALLS):
            self._at(self.now + step, self._asked_call)
        self._at(self.now + _COMMAND_CALLS, partial(self._expect, lock_id))

    def _write(self) -> None:
        for step in range(_WRITE_CALLS):
            self._at(self.now + 2 * step, self._asked_call)

    def _asked_call(self) -> None:
        self._charge()

    def _charge(self) -> None:
        self.budget.charge(self.now)
        self.report.calls.append(self.now)

    def _plan(self, job: Job, turn: Turn | None, *, sooner: bool = False) -> None:
        if turn is not None:
            self.planner.plan(job, self.now + turn.after, turn.lane, sooner=sooner)

    def _expect(self, lock_id: str) -> None:
        turn = self._looks.begin(lock_id, self.pace.settle or (0.0,))
        self._plan(Job(JobKind.ACTIVITY, lock_id), turn, sooner=True)

    def _begin_jobs(self) -> None:
        while (job := self.planner.take(self.now)) is not None:
            self._at(self.now + _ANSWER, partial(self._end, job))

    def _end(self, job: Job) -> None:
        for _ in range(self._costs.get(job.kind, 1)):
            self._charge()
            self.report.unasked.append(self.now)
        self.report.looks[job.kind] += 1
        self._do(job)
        self.planner.done(job)
        if not self.planner.is_wanted(job):
            self._plan(job, self._again(job))

    def _do(self, job: Job) -> None:
        """Take over what the cloud answers."""
        match job.kind:
            case JobKind.POLL if self.pace.bulk_states:
                for moved in tuple(self._unseen):
                    self._see(moved)
            case JobKind.STATE if job.lock_id in self._unseen:
                self._see(job.lock_id)
            case JobKind.ACTIVITY:
                self._read(job.lock_id)

    def _again(self, job: Job) -> Turn:
        """Return when to ask again."""
        match job.kind:
            case JobKind.POLL:
                return Turn(self.planner.spending.account_every, Lane.ACCOUNT)
            case JobKind.STATE:
                return Turn(self.pace.states.total_seconds())
            case JobKind.ACTIVITY:
                rest = Turn(self.pace.activity.total_seconds())
                return self._looks.step(job.lock_id) or rest
        return Turn(self.pace.codes.total_seconds())

    def _see(self, lock_id: str) -> None:
        self.report.shown.append(self.now - self._unseen.pop(lock_id))
        self._expect(lock_id)

    def _read(self, lock_id: str) -> None:
        """Read a log; what is in it is told."""
        log = self._log[lock_id]
        told = [it for it in log if it[1] <= self.now]
        log[:] = [it for it in log if it[1] > self.now]
        for happened, _, moved in told:
            delays = self.report.moves if moved else self.report.refused
            delays.append(self.now - happened)
        changed_at = self._changed_at[lock_id]
        if any(moved and happened >= changed_at for happened, _, moved in told):
            self._looks.end(lock_id)
