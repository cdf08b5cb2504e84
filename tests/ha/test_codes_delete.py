"""Deleting a code: the right one, once, and proven."""

import asyncio

import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeStatus,
)
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.secret import Secret

from .codes import OTHER_PIN, PIN, Codes, Storage, until
from .home import pass_time

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOST = [OutcomeUnknown(), ProtocolError()]
NEW_PIN = CodeChange(pin=Secret(OTHER_PIN))


async def test_deleted_and_proven(codes: Codes, anna: AccessCode) -> None:
    """It is off the lock, and that was seen."""
    gone = await codes.writer.delete("front", anna)
    assert (gone.on_lock, gone.status) == (False, CodeStatus.UNKNOWN)
    assert (codes.on_lock(), codes.names(), codes.told()) == ([], [], ["removed"])


async def test_already_gone(codes: Codes, anna: AccessCode) -> None:
    """That is what was wanted."""
    codes.cloud.remove_code("front", anna.id)
    gone = await codes.writer.delete("front", anna)
    assert gone.on_lock is False
    assert codes.told() == ["removed"]


async def test_foreign_code_is_deleted_when_it_is_named(codes: Codes) -> None:
    """And only then."""
    foreign = codes.cloud.add_code("front", "Guest", PIN)
    code = await codes.book.find("front", code_id=foreign.id, name=None)
    codes.told()
    await codes.writer.delete("front", code)
    assert codes.on_lock() == []
    assert codes.told() == ["removed"]


async def test_wish_to_delete_is_on_disk_before_the_call(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """After a crash it is still known that the code should go."""
    gate = codes.cloud.hold("codes.delete")
    task = asyncio.create_task(codes.writer.delete("front", anna))
    await until(lambda: codes.cloud.calls("codes.delete"))
    (row,) = codes.stored(hass_storage)["codes"]
    assert row["wish"] == "remove"
    assert codes.known().status is CodeStatus.REMOVING
    gate.set()
    await task


@pytest.mark.parametrize("error", LOST, ids=lambda it: type(it).__name__)
@pytest.mark.parametrize("done", [True, False])
async def test_answer_to_deleting_lost(
    codes: Codes, anna: AccessCode, error: VendorError, done: bool
) -> None:
    """The list tells; what stays is removing, and a problem when it stays so."""
    codes.cloud.fail("codes.delete", error, after_work=done)
    code = await codes.writer.delete("front", anna)
    assert codes.cloud.calls("codes.delete") == 1
    if done:
        assert (code.on_lock, codes.told()) == (False, ["removed"])
        return
    assert (code.status, codes.told()) == (CodeStatus.REMOVING, [])
    for _ in range(11):
        await pass_time(codes.hass, codes.clock, 60)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert codes.cloud.calls("codes.delete") == 1
    codes.cloud.remove_code("front", anna.id)
    await pass_time(codes.hass, codes.clock, 300)
    assert (codes.problems(), codes.told()) == ([], ["removed"])


async def test_lock_out_of_reach_after_deleting(codes: Codes, anna: AccessCode) -> None:
    """It was sent: the rest is found out later."""
    gate = codes.cloud.hold("codes.delete")
    task = asyncio.create_task(codes.writer.delete("front", anna))
    await until(lambda: codes.cloud.calls("codes.delete"))
    codes.cloud.fail("codes.list", LockOffline(), times=4)
    gate.set()
    assert (await task).status is CodeStatus.REMOVING
    await pass_time(codes.hass, codes.clock, 60)
    assert (codes.names(), codes.told()) == ([], ["removed"])


async def test_deleting_is_queued(codes: Codes, anna: AccessCode) -> None:
    """Removing until the lock has heard of it."""
    codes.cloud.queued.add("front")
    assert (await codes.writer.delete("front", anna)).status is CodeStatus.REMOVING
    codes.cloud.deliver("front")
    await pass_time(codes.hass, codes.clock, 60)
    assert (codes.names(), codes.told()) == ([], ["removed"])


async def test_id_was_given_to_another_code(codes: Codes, anna: AccessCode) -> None:
    """The other one is neither deleted nor changed, and not ours."""
    codes.cloud.edit_code("front", anna.id, name="Stranger", pin=Secret(OTHER_PIN))
    before = codes.held(anna)
    for job in (
        codes.writer.delete("front", anna),
        codes.writer.update("front", anna, NEW_PIN),
    ):
        with pytest.raises(NotFound) as caught:
            await job
        assert caught.value.reason is Reason.CHANGED_ELSEWHERE
    assert codes.held(anna) == before
    await codes.book.read("front")
    assert not codes.known("Stranger").managed
    assert codes.told() == ["changed_elsewhere"]


async def test_cloud_says_that_deleting_failed(codes: Codes, anna: AccessCode) -> None:
    """It is told once, however often it is read."""
    codes.cloud.queued.add("front")
    await codes.writer.delete("front", anna)
    codes.cloud.edit_code("front", anna.id, status=CodeStatus.FAILED)
    for _ in range(5):
        await pass_time(codes.hass, codes.clock, 60)
    assert codes.told() == ["failed"]
    assert codes.problems() == [("Anna", "rejected")]
