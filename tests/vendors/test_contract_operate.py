"""Moving a bolt: done, failed, refused, or not known."""

from collections.abc import Mapping

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.command import Operation, Outcome
from custom_components.cloud_locks.model.errors import (
    LockBusy,
    LockOffline,
    NotFound,
    OperationFailed,
    OutcomeUnknown,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState, Lock, LockId
from custom_components.cloud_locks.model.reason import Reason

from .contract import Stage

_ENDS = {
    Operation.UNLOCK: {BoltState.UNLOCKED},
    Operation.OPEN: {BoltState.OPEN, BoltState.UNLOCKED},
    Operation.LOCK: {BoltState.LOCKED},
}


@pytest.mark.parametrize("operation", _ENDS)
async def test_operation_moves_the_bolt(
    stage: Stage, cloud: LockCloud, operation: Operation
) -> None:
    """Carried out once, and the next read shows it."""
    lock = (await cloud.inventory()).locks[stage.props.main]
    if operation is Operation.OPEN and not lock.can(Capability.OPEN):
        pytest.skip("there is no latch")
    if operation is Operation.LOCK:
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    result = await cloud.operate(stage.props.main, operation)
    assert result.outcome in {Outcome.CONFIRMED, Outcome.ACCEPTED}
    assert result.bolt is None or result.bolt in _ENDS[operation]
    lock = (await _read(stage, cloud))[stage.props.main]
    assert not lock.bolt_reported or lock.bolt in _ENDS[operation]


async def test_jam(stage: Stage, cloud: LockCloud) -> None:
    """A lock that says it did not work is not asked again and not believed done."""
    await stage.jam(stage.props.main)
    with pytest.raises(OperationFailed):
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    lock = (await _read(stage, cloud))[stage.props.main]
    assert lock.bolt not in {BoltState.LOCKED, BoltState.UNLOCKED}


async def test_uncalibrated_lock_is_not_asked(stage: Stage, cloud: LockCloud) -> None:
    """Some clouds answer success and nothing moves: it is refused before."""
    await stage.uncalibrate(stage.props.main)
    await _read(stage, cloud)
    before = stage.writes
    with pytest.raises(Unsupported) as caught:
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    assert caught.value.reason is Reason.NOT_CALIBRATED
    assert stage.writes == before


async def test_offline_lock(stage: Stage, cloud: LockCloud) -> None:
    """Nothing was carried out, and the error says so."""
    await stage.set_offline(stage.props.main)
    with pytest.raises(LockOffline):
        await cloud.operate(stage.props.main, Operation.UNLOCK)


async def test_lock_that_does_not_exist(stage: Stage, cloud: LockCloud) -> None:
    """An id of nothing is told from a lock out of reach."""
    before = stage.writes
    with pytest.raises(NotFound):
        await cloud.operate("no-such-lock", Operation.UNLOCK)
    assert stage.writes == before


async def test_open_without_a_latch(stage: Stage, cloud: LockCloud) -> None:
    """A lock that cannot pull its latch is not asked to."""
    locks = (await cloud.inventory()).locks
    if locks[stage.props.other].can(Capability.OPEN):
        pytest.skip("both locks have a latch")
    with pytest.raises(Unsupported):
        await cloud.operate(stage.props.other, Operation.OPEN)


@pytest.mark.parametrize("done", [True, False])
async def test_lost_answer(stage: Stage, cloud: LockCloud, done: bool) -> None:
    """Whether it happened is not known, so it is neither success nor sent again."""
    before = stage.writes
    await stage.lose_answer("operate", done=done)
    with pytest.raises(OutcomeUnknown):
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    assert stage.writes <= before + 1
    bolt = (await _read(stage, cloud))[stage.props.main].bolt
    assert bolt is (BoltState.UNLOCKED if done else BoltState.LOCKED)


async def test_busy(stage: Stage, cloud: LockCloud) -> None:
    """A refusal before dispatch is either waited out or told as such."""
    await stage.keep_busy("operate", 1)
    try:
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    except LockBusy:
        await cloud.operate(stage.props.main, Operation.UNLOCK)
    lock = (await _read(stage, cloud))[stage.props.main]
    assert lock.bolt is BoltState.UNLOCKED


async def _read(stage: Stage, cloud: LockCloud) -> Mapping[LockId, Lock]:
    known = (await cloud.inventory()).locks
    stage.advance(cloud.pace.states)
    return await cloud.states(known)
