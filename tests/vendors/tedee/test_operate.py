"""Moving the bolt: sent once, followed to its end, judged by the lock itself."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    NotFound,
    OperationFailed,
    OutcomeUnknown,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import Reply, answer

from .operating import (
    ACCEPTED,
    DONE,
    FAILED,
    GONE,
    LOCKED,
    PENDING,
    SEMI_LOCKED,
    STATUS,
    UNLOCKED,
    commands,
    operate,
    state,
)
from .payloads import SERIAL, device_state, lock, operation
from .script import OPERATION, SYNC, Script, refused, said


@pytest.mark.parametrize(
    ("what", "number", "command", "bolt"),
    [
        (Operation.LOCK, LOCKED, "lock", BoltState.LOCKED),
        (Operation.UNLOCK, UNLOCKED, "unlock?mode=3", BoltState.UNLOCKED),
    ],
)
async def test_done(
    script: Script, what: Operation, number: int, command: str, bolt: BoltState
) -> None:
    """Nothing is read before, so that nobody waits at the door for it."""
    result = await operate(
        script, what, sync=[state(number)], status=[PENDING, PENDING, DONE]
    )
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=bolt)
    assert script.asked == [
        f"POST {OPERATION}/{command}",
        *[f"GET {STATUS}"] * 3,
        f"GET {SYNC}",
    ]
    assert script.waits == [1, 1, 1]
    assert script.bodies == []


async def test_a_bolt_that_is_where_it_shall_be_is_told_nevertheless(
    script: Script,
) -> None:
    """What the cloud shows may be older than a hand on the knob."""
    result = await operate(script, Operation.LOCK, sync=[state(LOCKED, new=False)])
    assert result.outcome is Outcome.CONFIRMED
    assert commands(script) == ["lock"]
    assert script.asked.count(f"GET {SYNC}") == 1


@pytest.mark.parametrize(
    ("status", "sync"),
    [
        ([FAILED], [state(SEMI_LOCKED, stateChangeResult=1)]),
        ([FAILED], [state(LOCKED, new=False)]),
        ([DONE], [state(SEMI_LOCKED, stateChangeResult=1)]),
        ([FAILED], [None]),
    ],
)
async def test_a_jam(script: Script, status: list[Reply], sync: list[Reply]) -> None:
    """Told by the operation, by the lock, or by both."""
    with pytest.raises(OperationFailed) as caught:
        await operate(script, Operation.UNLOCK, status=status, sync=sync)
    assert caught.value.reason is Reason.JAMMED
    assert commands(script) == ["unlock?mode=3"]


async def test_the_lock_knows_better_than_the_operation(script: Script) -> None:
    """It says that it is locked, whatever became of the movement."""
    result = await operate(
        script, Operation.LOCK, status=[FAILED], sync=[state(LOCKED)]
    )
    assert result.outcome is Outcome.CONFIRMED


async def test_success_of_a_lock_that_did_not_move(script: Script) -> None:
    """The cloud says success to one whose calibration is lost."""
    with pytest.raises(OperationFailed) as caught:
        await operate(script, Operation.LOCK, sync=[state(UNLOCKED, new=False)])
    assert caught.value.reason is Reason.NOT_MOVED
    assert script.asked.count(f"GET {SYNC}") == 3


async def test_calibration_lost_since_the_last_look(script: Script) -> None:
    """The reason is told where it is known."""
    with pytest.raises(OperationFailed) as caught:
        await operate(script, Operation.LOCK, sync=[state(0, new=False)])
    assert caught.value.reason is Reason.NOT_CALIBRATED


async def test_the_state_may_lag_behind_the_operation(script: Script) -> None:
    """It is looked at again before anybody is told of a failure."""
    behind = [state(UNLOCKED, new=False), state(5), state(LOCKED)]
    result = await operate(script, Operation.LOCK, sync=behind)
    assert script.waits == [1, 1, 1]
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=BoltState.LOCKED)


async def test_moved_and_moved_on(script: Script) -> None:
    """Somebody unlocked right after: the command was carried out all the same."""
    result = await operate(script, Operation.LOCK, sync=[state(UNLOCKED)])
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=BoltState.UNLOCKED)
    assert script.asked.count(f"GET {SYNC}") == 1


async def test_still_under_way_after_15_seconds(script: Script) -> None:
    """Then the cloud's word is all there is."""
    result = await operate(script, Operation.LOCK, status=[PENDING], sync=[state(5)])
    assert result == CommandResult(outcome=Outcome.ACCEPTED, bolt=BoltState.LOCKING)
    assert sum(script.waits) == 15
    assert script.asked.count(f"GET {SYNC}") == 1


async def test_following_ends_after_15_seconds_of_slow_answers(script: Script) -> None:
    """Not after 15 answers."""
    cloud, found = await script.connected()

    async def slow(seconds: float) -> None:
        script.now += timedelta(seconds=5 * seconds)

    cloud._operator._sleep = slow
    script.on("POST", f"{OPERATION}/lock", ACCEPTED)
    script.on("GET", STATUS, PENDING)
    script.on("GET", SYNC, state(5))
    await cloud.operate(found.id, Operation.LOCK)
    assert script.asked.count(f"GET {STATUS}") == 3


async def test_an_end_that_only_the_lock_tells(script: Script) -> None:
    """The state is new, and the wished one: that proves it."""
    result = await operate(
        script, Operation.LOCK, status=[PENDING], sync=[state(LOCKED)]
    )
    assert result.outcome is Outcome.CONFIRMED


async def test_an_old_state_proves_nothing(script: Script) -> None:
    """It was locked before, and what the command did is not told."""
    result = await operate(
        script, Operation.LOCK, status=[PENDING], sync=[state(LOCKED, new=False)]
    )
    assert result.outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "lost", [None, refused(404), refused(500), said({}), said(None), answer(200, b"{")]
)
async def test_answers_lost_while_following(script: Script, lost: Reply) -> None:
    """A failed read is asked for again; the command is not sent again."""
    status = [said({}) if lost is None else lost, DONE]
    result = await operate(
        script, Operation.UNLOCK, status=status, sync=[state(UNLOCKED)]
    )
    assert result.outcome is Outcome.CONFIRMED
    assert commands(script) == ["unlock?mode=3"]


@pytest.mark.parametrize("lost", [refused(429), refused(401)])
async def test_what_ends_the_following(script: Script, lost: Reply) -> None:
    """A rate limit forbids to ask on, and the command was accepted before."""
    result = await operate(script, Operation.UNLOCK, status=[lost], sync=[lost])
    assert result == CommandResult(outcome=Outcome.ACCEPTED)
    assert script.asked.count(f"GET {STATUS}") == 1


@pytest.mark.parametrize("sync", [None, GONE])
@pytest.mark.parametrize(
    ("result", "outcome"), [(0, Outcome.CONFIRMED), (None, Outcome.ACCEPTED)]
)
async def test_the_cloud_is_believed_when_the_lock_is_silent(
    script: Script, sync: Reply, result: int | None, outcome: Outcome
) -> None:
    """The bolt stays untold."""
    ended = await operate(
        script, Operation.LOCK, status=[said(operation(result=result))], sync=[sync]
    )
    assert ended == CommandResult(outcome=outcome)


async def test_an_end_without_a_result(script: Script) -> None:
    """Neither success nor failure, and the lock has not moved."""
    result = await operate(
        script,
        Operation.LOCK,
        status=[said(operation(result=None))],
        sync=[state(UNLOCKED, new=False)],
    )
    assert result == CommandResult(outcome=Outcome.ACCEPTED, bolt=BoltState.UNLOCKED)


@pytest.mark.parametrize(
    "sent", [answer(202, b"<html>"), answer(202), said({}, 202), answer(202, b"{")]
)
async def test_an_accepted_command_that_cannot_be_followed(
    script: Script, sent: Reply
) -> None:
    """Its status has proved that the lock was told: not sent again."""
    result = await operate(script, Operation.LOCK, sent=sent, sync=[state(LOCKED)])
    assert result == CommandResult(outcome=Outcome.ACCEPTED, bolt=BoltState.LOCKED)
    assert script.asked == [f"POST {OPERATION}/lock", f"GET {SYNC}"]


@pytest.mark.parametrize(
    "sent", [None, refused(408), refused(500), refused(504), answer(302)]
)
@pytest.mark.parametrize("what", [Operation.LOCK, Operation.UNLOCK])
async def test_a_lost_answer(script: Script, what: Operation, sent: Reply) -> None:
    """It may have been carried out, and is never sent again."""
    with pytest.raises(OutcomeUnknown):
        await operate(script, what, sent=sent, sync=[state(LOCKED)])
    assert len(commands(script)) == 1


async def test_a_success_that_says_no(script: Script) -> None:
    """Nobody documents what it means."""
    body = {"success": False, "errorMessages": [], "statusCode": 202}
    with pytest.raises(OutcomeUnknown):
        await operate(
            script, Operation.LOCK, sent=answer(202, body), sync=[state(LOCKED)]
        )


@pytest.mark.parametrize("what", list(Operation))
async def test_an_uncalibrated_lock_is_not_told(
    script: Script, what: Operation
) -> None:
    """The cloud would say success and nothing would happen."""
    script.home(lock(deviceState=device_state(state=0)))
    with pytest.raises(Unsupported) as caught:
        await operate(script, what, sync=[state(0)])
    assert caught.value.reason is Reason.NOT_CALIBRATED
    assert commands(script) == []


async def test_a_lock_that_was_calibrated_since(script: Script) -> None:
    """The last look may be half a minute old."""
    script.home(lock(deviceState=device_state(state=0)))
    result = await operate(
        script, Operation.LOCK, sync=[state(UNLOCKED, new=False), state(LOCKED)]
    )
    assert result.outcome is Outcome.CONFIRMED


async def test_a_lock_without_a_bridge_is_not_told(script: Script) -> None:
    """Nothing could carry it there."""
    script.home(lock(connectedToId=None, isConnected=None, deviceState=None))
    with pytest.raises(LockOffline) as caught:
        await operate(script, Operation.LOCK, sync=[None])
    assert caught.value.reason is Reason.GATEWAY_MISSING
    assert script.asked == []


async def test_a_command_before_anything_was_listed(script: Script) -> None:
    """The client lists first, because commands need the number of the lock."""
    script.on("POST", f"{OPERATION}/lock", ACCEPTED)
    script.on("GET", STATUS, DONE)
    script.on("GET", SYNC, state(LOCKED))
    result = await script.connect().operate(SERIAL, Operation.LOCK)
    assert result.outcome is Outcome.CONFIRMED


async def test_an_unknown_lock(script: Script) -> None:
    """The account is listed once more before it is given up."""
    cloud, _ = await script.connected()
    with pytest.raises(NotFound):
        await cloud.operate("gone", Operation.LOCK)
