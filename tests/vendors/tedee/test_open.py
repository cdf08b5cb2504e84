"""Opening: unlock, wait, pull, or less, by where the bolt is."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    OperationFailed,
    OutcomeUnknown,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState, LockId
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors.tedee.facts import LockFacts

from .operating import (
    ACCEPTED,
    DONE,
    GONE,
    LOCKED,
    PENDING,
    PULLED,
    SEMI_LOCKED,
    STATUS,
    UNLOCKED,
    commands,
    operate,
    state,
)
from .payloads import lock, sync_item
from .script import OPERATION, SYNC, Script, refused, said


@pytest.mark.parametrize(
    ("before", "auto_pull", "after", "told"),
    [
        (UNLOCKED, False, [PULLED], ["pull"]),
        (UNLOCKED, True, [PULLED], ["pull"]),
        (LOCKED, True, [PULLED], ["unlock?mode=4"]),
        (SEMI_LOCKED, True, [PULLED], ["unlock?mode=4"]),
        (LOCKED, True, [UNLOCKED], ["unlock?mode=4"]),
        (LOCKED, False, [UNLOCKED, PULLED], ["unlock?mode=3", "pull"]),
        (SEMI_LOCKED, False, [UNLOCKED, PULLED], ["unlock?mode=3", "pull"]),
        (9, True, [UNLOCKED, PULLED], ["unlock?mode=3", "pull"]),
        (LOCKED, False, [PULLED], ["unlock?mode=3"]),
        (PULLED, False, [], []),
        (8, False, [], []),
    ],
)
async def test_open(
    script: Script, before: int, auto_pull: bool, after: list[int], told: list[str]
) -> None:
    """From unlocked one command, from locked two unless the lock pulls by itself."""
    script.home(lock(autoPullSpringEnabled=auto_pull))
    states = [state(before, new=False), *map(state, after)]
    result = await operate(script, Operation.OPEN, sync=[*states])
    assert result.outcome is Outcome.CONFIRMED
    assert commands(script) == told
    assert script.asked[0] == f"GET {SYNC}"


async def test_a_latch_that_has_gone_back(script: Script) -> None:
    """Unlocked again, but anew: it was pulled between two looks."""
    result = await operate(
        script, Operation.OPEN, sync=[state(UNLOCKED, new=False), state(UNLOCKED)]
    )
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=BoltState.UNLOCKED)


async def test_a_latch_that_was_not_pulled(script: Script) -> None:
    """The cloud says success to one whose pull spring is not calibrated."""
    with pytest.raises(OperationFailed) as caught:
        await operate(script, Operation.OPEN, sync=[state(UNLOCKED, new=False)])
    assert caught.value.reason is Reason.NOT_MOVED


async def test_a_latch_of_which_no_time_is_told(script: Script) -> None:
    """Nothing contradicts the cloud."""
    untold = said(sync_item(state=UNLOCKED, lastStateChangedDate=None))
    result = await operate(script, Operation.OPEN, sync=[untold])
    assert result.outcome is Outcome.CONFIRMED


async def test_opening_without_a_pull_spring(script: Script) -> None:
    """It is not even asked where the bolt is."""
    script.home(lock(pullSpringEnabled=False))
    with pytest.raises(Unsupported):
        await operate(script, Operation.OPEN, sync=[None])
    assert script.asked == []


async def test_opening_waits_for_a_movement(script: Script) -> None:
    """A pull is accepted from unlocked only."""
    states = [state(4, new=False), state(UNLOCKED, new=False), state(PULLED)]
    await operate(script, Operation.OPEN, sync=[*states])
    assert commands(script) == ["pull"]
    assert script.waits == [1, 1]


@pytest.mark.parametrize("number", [1, 4, 5, 18])
async def test_opening_an_occupied_lock(script: Script, number: int) -> None:
    """Calibrating, updating, or turning without end: it was told nothing."""
    with pytest.raises(LockBusy):
        await operate(script, Operation.OPEN, sync=[state(number)])
    assert commands(script) == []


async def test_opening_out_of_reach(script: Script) -> None:
    """Nothing is sent to a lock that is not connected."""
    with pytest.raises(LockOffline):
        await operate(
            script,
            Operation.OPEN,
            sync=[GONE],
        )
    assert commands(script) == []


async def test_opening_when_the_state_cannot_be_read(script: Script) -> None:
    """A failed read before the command: nothing was sent."""
    with pytest.raises(CloudUnreachable):
        await operate(script, Operation.OPEN, sync=[None])
    assert commands(script) == []


async def test_no_pull_after_an_unlock_without_end(script: Script) -> None:
    """Pulled later, the door would swing open when nobody stands there."""
    with pytest.raises(OutcomeUnknown) as caught:
        await operate(
            script,
            Operation.OPEN,
            status=[PENDING],
            sync=[state(LOCKED, new=False), state(4)],
        )
    assert caught.value.reason is Reason.NOT_CONFIRMED
    assert commands(script) == ["unlock?mode=3"]


async def test_a_pull_after_an_unlock_that_only_the_cloud_tells(script: Script) -> None:
    """The unlock is done, so the pull is valid."""
    await operate(
        script,
        Operation.OPEN,
        sync=[state(LOCKED, new=False), *[refused(500)] * 3, state(PULLED)],
    )
    assert commands(script) == ["unlock?mode=3", "pull"]


@pytest.mark.parametrize("operation", [Operation.OPEN, Operation.UNLOCK])
async def test_nobody_is_let_in_late(
    script: Script, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slow answers before the command: the person has given up by then."""
    cloud, found = await script.connected()
    ready = cloud._operator._ready

    async def slow(lock_id: LockId) -> LockFacts:
        facts = await ready(lock_id)
        script.now += timedelta(seconds=16)
        return facts

    monkeypatch.setattr(cloud._operator, "_ready", slow)
    script.on("GET", SYNC, state(UNLOCKED, new=False))
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(
            found.id, operation, deadline=script.now + timedelta(seconds=15)
        )
    assert caught.value.reason is Reason.TOO_LATE
    assert commands(script) == []


async def test_no_pull_long_after_it_was_asked_for(script: Script) -> None:
    """Unlocking took so long that nobody stands at the door any more."""
    script.home(lock(autoPullSpringEnabled=False))
    cloud, found = await script.connected()

    async def slow(seconds: float) -> None:
        script.now += timedelta(seconds=46 * seconds)

    cloud._operator._sleep = slow
    script.on("POST", f"{OPERATION}/unlock", ACCEPTED)
    script.on("GET", STATUS, DONE)
    script.on("GET", SYNC, state(LOCKED, new=False), state(UNLOCKED))
    with pytest.raises(OutcomeUnknown):
        await cloud.operate(found.id, Operation.OPEN)
    assert commands(script) == ["unlock?mode=3"]
