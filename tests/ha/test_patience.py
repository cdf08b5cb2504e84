"""Asking less and less often what does not answer."""

from custom_components.cloud_locks.const import PAUSE_AT_FIRST, SLOWEST_RETRY
from custom_components.cloud_locks.model.planner import Job, JobKind, Turn
from custom_components.cloud_locks.model.spending import Lane
from custom_components.cloud_locks.patience import Patience

FRONT, BACK = Job(JobKind.ACTIVITY, "front"), Job(JobKind.ACTIVITY, "back")


def test_a_sick_lock_gets_slower_up_to_a_limit() -> None:
    """The other one does not, nor what somebody is waiting for."""
    patience, waits = Patience(3600), []
    for _ in range(6):
        patience.note(FRONT, failed=True)
        waits.append(patience.slower(FRONT, Turn(60)).after)
    assert waits == [120, 240, 480, SLOWEST_RETRY, SLOWEST_RETRY, SLOWEST_RETRY]
    assert patience.slower(BACK, Turn(60)) == Turn(60)
    assert patience.slower(FRONT, Turn(1, Lane.CHANGED)) == Turn(1, Lane.CHANGED)
    assert patience.slower(FRONT, Turn(1800)) == Turn(1800), "slow enough by itself"
    patience.note(FRONT, failed=False)
    assert patience.slower(FRONT, Turn(60)) == Turn(60)


def test_pauses_grow_until_something_is_answered() -> None:
    """What the cloud says counts, as long as it says something."""
    patience = Patience(3600)
    assert [patience.pause(None) for _ in range(3)] == [60, 120, 240]
    assert patience.pause(5) == 5
    assert [patience.pause(None) for _ in range(9)][-1] == 3600
    patience.note(FRONT, failed=True)
    assert patience.pause(None) == 3600
    patience.note(BACK, failed=False)
    assert patience.pause(0) == PAUSE_AT_FIRST
