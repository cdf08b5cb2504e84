"""What a lock is called in the vendor's app, where that can be changed from here."""

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    NotFound,
    OutcomeUnknown,
    Unsupported,
)

from .contract import Stage
from .methods import implements

NAME = "Garden gate"


@pytest.fixture
def renaming(cloud: LockCloud) -> LockCloud:
    """Return a client that renames locks."""
    if not implements(cloud, "rename"):
        pytest.skip("names are changed in the app only")
    return cloud


async def test_capability_is_as_declared(stage: Stage, cloud: LockCloud) -> None:
    """`main` can be renamed just where the client has a call for it."""
    main = (await cloud.inventory()).locks[stage.props.main]
    assert main.can(Capability.RENAME) is implements(cloud, "rename")


async def test_rename(stage: Stage, renaming: LockCloud) -> None:
    """Sent once; the next reading has it, and the other lock its own."""
    before = (await renaming.inventory()).locks
    writes = stage.writes
    await renaming.rename(stage.props.main, NAME)
    assert stage.writes == writes + 1
    stage.advance(renaming.pace.states)
    for locks in (await renaming.states(before), (await renaming.inventory()).locks):
        assert locks[stage.props.main].name == NAME
        assert locks[stage.props.other].name == before[stage.props.other].name


async def test_answer_is_lost(stage: Stage, renaming: LockCloud) -> None:
    """It is not known, not sent again, and a new listing tells."""
    await renaming.inventory()
    await stage.lose_answer("rename", done=True)
    writes = stage.writes
    with pytest.raises(OutcomeUnknown):
        await renaming.rename(stage.props.main, NAME)
    assert stage.writes == writes + 1
    assert (await renaming.inventory()).locks[stage.props.main].name == NAME


async def test_lock_out_of_reach(stage: Stage, renaming: LockCloud) -> None:
    """The name is the cloud's alone."""
    await stage.set_offline(stage.props.main)
    await renaming.rename(stage.props.main, NAME)
    assert (await renaming.inventory()).locks[stage.props.main].name == NAME


async def test_lock_that_does_not_exist(stage: Stage, renaming: LockCloud) -> None:
    """Nothing is sent for it."""
    writes = stage.writes
    with pytest.raises(NotFound):
        await renaming.rename("no-such-lock", NAME)
    assert stage.writes == writes


async def test_lock_that_cannot(stage: Stage, cloud: LockCloud) -> None:
    """It is refused before anything is sent."""
    locks = (await cloud.inventory()).locks
    stuck = [it for it, lock in locks.items() if not lock.can(Capability.RENAME)]
    if not stuck:
        pytest.skip("all locks of this home can be renamed")
    writes = stage.writes
    for lock_id in stuck:
        with pytest.raises(Unsupported):
            await cloud.rename(lock_id, NAME)
    assert stage.writes == writes
