"""Planning: within the budget, changes first, everything in the end, nothing twice."""

from collections import Counter, deque
from datetime import timedelta
from math import inf

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.budget import Budget
from custom_components.cloud_locks.model.cloud import Pace, Quota
from custom_components.cloud_locks.model.planner import Job, JobKind, Planner
from custom_components.cloud_locks.model.spending import BURST, Lane

HOUR = 3600.0
POLL = Job(JobKind.POLL)


def pace(calls: int = 1000, *, bulk: bool = True) -> Pace:
    """Return a pace with so many calls an hour, 100 of them for polls."""
    return Pace(
        states=timedelta(seconds=36),
        states_floor=timedelta(seconds=36),
        inventory=timedelta(hours=1),
        activity=timedelta(seconds=60),
        quota=Quota(calls=calls, period=timedelta(hours=1)),
        bulk_states=bulk,
    )


@pytest.fixture
def planner() -> Planner:
    """Return a planner with 900 calls an hour to spend unasked."""
    return Planner(Budget(pace(), 100))


def job(number: int, kind: JobKind = JobKind.ACTIVITY) -> Job:
    """Return a job at a lock."""
    return Job(kind, f"l{number}")


def run(planner: Planner, now: float) -> list[Job]:
    """Do at once all that may be done now; each costs one call."""
    done = []
    while (taken := planner.take(now)) is not None:
        planner.spending.budget.charge(now)
        planner.done(taken)
        done.append(taken)
    return done


def test_nothing_planned(planner: Planner) -> None:
    """There is nothing to wait for."""
    assert planner.take(0) is None
    assert planner.wakes_at(0) == inf


def test_in_the_order_of_their_time(planner: Planner) -> None:
    """Not before it, and those of one moment as they came."""
    for number, due in ((1, 5.0), (2, 3.0), (3, 3.0)):
        planner.plan(job(number), due, Lane.REST)
    assert run(planner, 2) == []
    assert planner.wakes_at(2) == 3
    assert run(planner, 4) == [job(2), job(3)]
    assert run(planner, 5) == [job(1)]


def test_lanes_have_a_rank(planner: Planner) -> None:
    """The clock, a command, the account, what changed, whose turn it is."""
    planner.plan(job(1), 0, Lane.REST)
    planner.plan(job(2), 1, Lane.CHANGED)
    planner.plan(POLL, 2, Lane.ACCOUNT)
    planner.plan(job(4), 3, Lane.ASKED)
    planner.plan(job(3, JobKind.CODES), 3, Lane.CLOCK)
    assert run(planner, 3) == [job(3, JobKind.CODES), job(4), POLL, job(2), job(1)]


def test_a_newer_plan_takes_the_place_of_the_older(planner: Planner) -> None:
    """There is one plan per job, in one lane."""
    planner.plan(job(1), 0, Lane.REST)
    planner.plan(job(1), 10, Lane.CHANGED)
    assert planner.planned(job(1)) is Lane.CHANGED
    assert run(planner, 5) == []
    assert run(planner, 10) == [job(1)]
    assert planner.planned(job(1)) is None
    planner.plan(job(1), 11, Lane.REST)
    planner.drop(job(1))
    planner.drop(job(2))
    assert run(planner, 12) == []


def test_being_wanted_again_costs_no_place(planner: Planner) -> None:
    """A door that is used all the time would never be read."""
    planner.plan(job(1), 0, Lane.CHANGED)
    planner.plan(job(2), 1, Lane.CHANGED)
    planner.plan(job(1), 9, Lane.CHANGED, sooner=True)
    assert run(planner, 5) == [job(1), job(2)]
    planner.plan(job(1), 9, Lane.CHANGED)
    planner.plan(job(1), 6, Lane.CHANGED, sooner=True)
    assert run(planner, 6) == [job(1)], "sooner is sooner"
    planner.plan(job(1), 6, Lane.REST)
    planner.plan(job(1), 9, Lane.CHANGED, sooner=True)
    assert run(planner, 8) == [], "in another lane it begins anew"


def test_not_twice_at_a_time(planner: Planner) -> None:
    """A new wish for what is under way waits for its end, and is not forgotten."""
    planner.plan(job(1), 0, Lane.REST)
    assert planner.take(0) == job(1)
    planner.plan(job(1), 0, Lane.CHANGED)
    assert planner.take(1) is None
    assert planner.wakes_at(1) == inf
    planner.done(job(1))
    assert planner.take(1) == job(1)
    planner.plan(job(1), 0, Lane.CHANGED)
    planner.drop(job(1))
    planner.done(job(1))
    assert planner.take(2) is None


def test_slow_locks_hold_up_few(planner: Planner) -> None:
    """Four turns may hang; changes and the account go on."""
    for number in range(9):
        planner.plan(job(number), 0, Lane.REST)
    assert len([planner.take(0) for _ in range(9) if planner.waiting(0) > 5]) == 4
    assert planner.take(0) is None
    planner.plan(job(20), 0, Lane.CHANGED)
    planner.plan(POLL, 0, Lane.ACCOUNT)
    assert (planner.take(0), planner.take(0)) == (POLL, job(20))


def test_turns_are_spread(planner: Planner) -> None:
    """A few at once, then one by one; a hundred do not come in one second."""
    for number in range(100):
        planner.plan(job(number), 0, Lane.REST)
    assert len(run(planner, 0)) == BURST
    gap = planner.wakes_at(0)
    # 900 calls an hour, less 100 polls and a quarter for changes.
    assert gap == pytest.approx(HOUR / 575, rel=0.01)
    assert len(run(planner, gap)) == 1
    assert len(run(planner, 10.1 * gap)) == 9


def test_room_for_changes_is_kept(planner: Planner) -> None:
    """However many wait for their turn, changes are looked at at once."""
    for second in range(0, 3600, 2):
        planner.plan(job(second, JobKind.CODES), second, Lane.REST)
        run(planner, second)
    assert planner.waiting(3600) > 100
    for number in range(200):
        planner.plan(job(number), 3600, Lane.CHANGED)
    assert len(run(planner, 3600)) >= 200


def test_changes_do_not_starve_turns(planner: Planner) -> None:
    """When both wait, one in five is a turn."""
    for number in range(3000):
        planner.plan(job(number), 0, Lane.CHANGED)
        planner.plan(job(number, JobKind.CODES), 0, Lane.REST)
    done = Counter[JobKind]()
    for second in range(7200):
        done.update(it.kind for it in run(planner, second))
    assert done[JobKind.CODES] >= 0.2 * done[JobKind.ACTIVITY]
    assert done[JobKind.ACTIVITY] > done[JobKind.CODES]


def test_many_changes_are_spread(planner: Planner) -> None:
    """After an outage of the whole house a part goes at once, the others evenly."""
    for number in range(1000):
        planner.plan(job(number), 0, Lane.CHANGED)
    assert len(run(planner, 0)) == 900 // 4
    done = [len(run(planner, 60 * minute)) for minute in range(1, 40)]
    # Of 900 calls an hour, less a fifth for turns and 100 for polls.
    assert max(done) == pytest.approx(620 / 60, abs=1)
    assert min(done) == pytest.approx(620 / 60, abs=1)


def test_turns_make_room_for_what_people_ask(planner: Planner) -> None:
    """The more they have asked lately, the further apart are the turns."""
    planner.spending.budget.charge(0, 500)
    for number in range(20):
        planner.plan(job(number), 0, Lane.REST)
    assert len(run(planner, 0)) == BURST
    assert planner.wakes_at(0) == pytest.approx(HOUR / 300, rel=0.01)


def test_looking_after_a_command_may_use_the_reserve(planner: Planner) -> None:
    """Somebody waits at the door for it; the whole share is not exceeded."""
    planner.spending.budget.charge(0, 990)
    planner.plan(POLL, 0, Lane.ACCOUNT)
    for number in range(20):
        planner.plan(job(number, JobKind.BOLT), 0, Lane.ASKED)
    assert len(run(planner, 0)) == 10
    assert POLL not in run(planner, 1)


@pytest.mark.parametrize("lane", [Lane.ASKED, Lane.ACCOUNT, Lane.CHANGED, Lane.REST])
def test_nothing_is_asked_without_a_call_to_spend(planner: Planner, lane: Lane) -> None:
    """People have used all of them up; it goes on when the oldest count no more."""
    planner.spending.budget.charge(0, 2000)
    planner.plan(job(1), 0, lane)
    assert planner.take(1) is None
    assert HOUR < planner.wakes_at(1) < HOUR + 60


def test_polls_go_on_whatever_else_is_wanted(planner: Planner) -> None:
    """Somebody has to notice who has changed."""
    planner.plan(POLL, 0, Lane.ACCOUNT)
    polls = 0
    for number in range(3000):
        planner.plan(job(number), 0, Lane.CHANGED)
    for second in range(7200):
        if POLL in run(planner, second):
            planner.plan(POLL, second + planner.spending.account_every, Lane.ACCOUNT)
            polls += 1
    assert polls == pytest.approx(200, abs=3)


def test_pause(planner: Planner) -> None:
    """Nothing is asked; then one job tries it out, and on refusal no other follows."""
    planner.plan(POLL, 0, Lane.ACCOUNT)
    planner.plan(job(1), 0, Lane.CHANGED)
    planner.plan(job(2, JobKind.CODES), 5, Lane.CLOCK)
    planner.pause(0, 100)
    planner.pause(0, 50)
    assert planner.take(1) is None
    assert planner.wakes_at(1) == 5
    assert planner.take(5) == job(2, JobKind.CODES), "looking at the clock is free"
    planner.done(job(2, JobKind.CODES))
    assert planner.wakes_at(5) == 100
    assert planner.take(100) == POLL
    assert planner.take(100) is None
    planner.pause(100, 200)
    planner.done(POLL, answered=False)
    assert planner.take(199) is None
    assert planner.take(200) == job(1)
    planner.plan(POLL, 200, Lane.ACCOUNT)
    assert planner.take(200) is None
    planner.done(job(1))
    assert planner.take(200) == POLL


def test_closed(planner: Planner) -> None:
    """While the account does not answer, only it is asked."""
    planner.plan(POLL, 0, Lane.ACCOUNT)
    for lane in (Lane.CHANGED, Lane.REST):
        planner.plan(job(lane.value), 0, lane)
    planner.plan(job(9, JobKind.CODES), 0, Lane.CLOCK)
    planner.close(0, closed=True)
    assert run(planner, 0) == [job(9, JobKind.CODES), POLL]
    assert planner.wakes_at(0) == inf
    planner.close(1, closed=False)
    assert len(run(planner, 1)) == 2


def test_usual_wait_is_learnt_from_usual_times() -> None:
    """An outage does not make an hour the usual way."""
    planner = Planner(Budget(pace(100), 100))
    for number in range(60):
        planner.plan(job(number), 0, Lane.REST)
    for second in range(14_400):
        run(planner, second)
    assert planner.waiting(14_400) == 0
    assert 1800 < planner.usual_wait < 14_400
    usual = planner.usual_wait
    planner.plan(job(500), 14_400, Lane.REST)
    planner.close(14_400, closed=True)
    planner.close(90_000, closed=False)
    assert run(planner, 90_000)
    planner.plan(job(500), 90_001, Lane.REST)
    planner.pause(90_001, 190_000)
    assert job(500) in run(planner, 190_000)
    assert planner.usual_wait == usual


def test_calm() -> None:
    """With news coming by itself the account is read less often."""
    spending = Planner(Budget(pace(), 100)).spending
    assert (spending.beat, spending.account_every) == (36, 36)
    spending.calm(10)
    assert (spending.beat, spending.account_every) == (36, 360)
    one_by_one = Planner(Budget(pace(bulk=False), 100)).spending
    assert (one_by_one.beat, one_by_one.account_every) == (36, HOUR)


def test_small_budget_polls_less() -> None:
    """Polls never take more than half."""
    assert Planner(Budget(pace(20), 100)).spending.beat == HOUR / 9


def test_many_changes_of_mind_cost_no_memory(planner: Planner) -> None:
    """A lock may be expected again and again before its turn has come."""
    for number in range(5000):
        planner.plan(job(number % 10), 1e6 + number, Lane.REST)
    assert len(planner._queues[Lane.REST].heap) < 200
    assert {planner.planned(job(it)) for it in range(10)} == {Lane.REST}


_WISHES = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from([Lane.ACCOUNT, Lane.CHANGED, Lane.REST]),
        st.floats(0, 200),
    ),
    min_size=1,
    max_size=80,
)


@settings(max_examples=200)
@given(wishes=_WISHES, asked=st.lists(st.floats(0, 4000), max_size=3))
def test_never_over_and_never_forgotten(
    wishes: list[tuple[int, Lane, float]], asked: list[float]
) -> None:
    """Whatever is wanted, and while people ask: within the limit, and done."""
    planner, now = Planner(Budget(pace(20), 100)), 0.0
    made, wanted = deque[float](), set[Job]()
    for moment in asked:
        planner.spending.budget.charge(moment * 0)
    for number, lane, gap in wishes:
        planner.plan(job(number), now + gap / 2, lane)
        wanted.add(job(number))
        now += gap
        wanted -= _drive(planner, now, made)
    while wanted:
        moment = planner.wakes_at(now)
        assert moment < inf, wanted
        now = max(now, moment)
        wanted -= _drive(planner, now, made)


def _drive(planner: Planner, now: float, made: deque[float]) -> set[Job]:
    done = set()
    while (taken := planner.take(now)) is not None:
        planner.spending.budget.charge(now)
        planner.done(taken)
        done.add(taken)
        made.append(now)
        while made[0] <= now - HOUR:
            made.popleft()
        assert len(made) <= planner.spending.budget.limit
    return done
