"""Changing and deleting a code: the right one, once, and proven."""

import asyncio

import pytest

from custom_components.cloud_locks.codes.book import Ambiguous
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeStatus,
)
from custom_components.cloud_locks.model.code_parts import Depth
from custom_components.cloud_locks.model.errors import (
    InvalidCode,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .codes import DAY, HOUR, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import pass_time, settle, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOST = [OutcomeUnknown(), ProtocolError()]
NEW_PIN = CodeChange(pin=Secret(OTHER_PIN))


def window(codes: Codes) -> Schedule:
    """Return some hours of tomorrow."""
    now = codes.cloud.now()
    return Schedule.window(now + DAY, now + DAY + HOUR)


async def test_each_field_alone(codes: Codes, anna: AccessCode) -> None:
    """What is not named stays as it is."""
    hours = window(codes)
    await codes.writer.update("front", anna, NEW_PIN)
    assert codes.held(anna).pin == Secret(OTHER_PIN)
    await codes.writer.update("front", anna, CodeChange(name="Bert"))
    bert = codes.known("Bert")
    code = await codes.writer.update("front", bert, CodeChange(schedule=hours))
    there = codes.held(anna)
    assert (there.name, there.pin, there.schedule) == ("Bert", Secret(OTHER_PIN), hours)
    assert (code.id, code.managed, code.status, code.reason) == (
        anna.id,
        True,
        CodeStatus.SCHEDULED,
        None,
    )
    assert codes.told() == ["changed", "changed", "changed"]
    assert codes.problems() == []


async def test_rules_come_first(codes: Codes, anna: AccessCode) -> None:
    """Nothing is sent that the lock would refuse, nor a name that is taken."""
    await codes.writer.add("front", draft(name="Bert", pin=OTHER_PIN))
    with pytest.raises(InvalidCode):
        await codes.writer.update("front", anna, CodeChange(pin=Secret("12345")))
    with pytest.raises(RejectedError) as caught:
        await codes.writer.update("front", anna, CodeChange(name="bert"))
    assert caught.value.reason is Reason.NAME_IN_USE
    assert codes.cloud.calls("codes.update") == 0
    await codes.writer.update("front", anna, CodeChange(name="ANNA"))
    assert codes.held(anna).name == "ANNA"


async def test_doubt_is_on_disk_before_the_call(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """Until the answer is there nobody knows which hours hold."""
    gate = codes.cloud.hold("codes.update")
    job = codes.writer.update("front", anna, CodeChange(schedule=window(codes)))
    task = asyncio.create_task(job)
    await until(lambda: codes.cloud.calls("codes.update"))
    (row,) = codes.stored(hass_storage)["codes"]
    assert (row["wish"], row["schedule"]) == ("change", None)
    assert codes.known().status is CodeStatus.PENDING
    assert codes.problems() == []
    gate.set()
    await task
    assert codes.told() == ["changed"]


@pytest.mark.parametrize("error", LOST, ids=lambda it: type(it).__name__)
@pytest.mark.parametrize(
    "change", [NEW_PIN, CodeChange(name="Bert"), CodeChange(schedule=Schedule(uses=1))]
)
async def test_answer_lost_and_changed(
    codes: Codes, anna: AccessCode, error: VendorError, change: CodeChange
) -> None:
    """It is read back, digits included, and nothing is sent again."""
    codes.cloud.fail("codes.update", error, after_work=True)
    code = await codes.writer.update("front", anna, change)
    assert (code.status, code.reason) == (CodeStatus.ACTIVE, None)
    assert codes.cloud.calls("codes.update") == 1
    assert codes.told() == ["changed"]


@pytest.mark.parametrize("error", LOST, ids=lambda it: type(it).__name__)
@pytest.mark.parametrize(
    "change", [NEW_PIN, CodeChange(name="Bert"), CodeChange(schedule=Schedule(uses=1))]
)
async def test_answer_lost_and_not_changed(
    codes: Codes, anna: AccessCode, error: VendorError, change: CodeChange
) -> None:
    """It is said so, stays visible, and ends when the change is made after all."""
    codes.cloud.fail("codes.update", error)
    code = await codes.writer.update("front", anna, change)
    assert (code.status, code.reason) == (CodeStatus.UNKNOWN, Reason.OUTCOME_UNKNOWN)
    assert codes.cloud.calls("codes.update") == 1
    assert codes.told() == ["failed"]
    assert codes.known().schedule == Schedule.always(), "the lock says what holds"
    await pass_time(codes.hass, codes.clock, 600)
    assert codes.problems() == [("Anna", "outcome_unknown")]
    assert state(codes.hass, "binary_sensor", "code_problem").state == "on"
    await codes.writer.update("front", codes.known(), change)
    assert codes.problems() == []
    assert codes.told() == ["changed"]


async def test_answer_lost_and_lock_out_of_reach(
    codes: Codes, anna: AccessCode
) -> None:
    """Which hours hold stays open until they can be read; then the lock is right."""
    codes.cloud.fail("codes.update", OutcomeUnknown(), after_work=True)
    codes.cloud.fail("codes.get", LockOffline(), times=4)
    hours = window(codes)
    code = await codes.writer.update("front", anna, CodeChange(schedule=hours))
    assert (code.status, code.schedule) == (CodeStatus.UNKNOWN, None)
    assert codes.known().status is CodeStatus.PENDING
    assert codes.told() == ["failed"]
    await pass_time(codes.hass, codes.clock, 60)
    assert (codes.known().status, codes.known().schedule) == (
        CodeStatus.SCHEDULED,
        hours,
    )
    assert codes.told() == []


@pytest.mark.parametrize("error", [LockOffline(), RejectedError()])
async def test_change_refused(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """Everything is as before, also what is remembered."""
    before = codes.book.memory("front").ledger[anna.id]
    codes.cloud.fail("codes.update", error)
    with pytest.raises(type(error)):
        await codes.writer.update("front", anna, NEW_PIN)
    assert codes.book.memory("front").ledger[anna.id] == before
    assert (codes.told(), codes.problems()) == ([], [])


async def test_change_that_is_queued(codes: Codes, anna: AccessCode) -> None:
    """Pending until the lock has it."""
    codes.cloud.queued.add("front")
    code = await codes.writer.update("front", anna, NEW_PIN)
    assert (code.status, code.on_lock) == (CodeStatus.PENDING, False)
    codes.cloud.deliver("front")
    await pass_time(codes.hass, codes.clock, 60)
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.told() == ["changed", "active"]


async def test_failure_nobody_waited_for(codes: Codes, anna: AccessCode) -> None:
    """It stays visible until the next try, also of another kind."""
    gate = codes.cloud.hold("codes.update")
    codes.cloud.jammed.clear()
    task = asyncio.create_task(codes.writer.update("front", anna, NEW_PIN, wait=20))
    await until(lambda: codes.cloud.calls("codes.update"))
    codes.clock.tick(21)
    assert (await task).status is CodeStatus.PENDING
    codes.cloud.remove_code("front", anna.id)
    gate.set()
    await settle(codes.hass)
    assert codes.problems() == [("Anna", "not_found")]
    assert codes.told()[0] == "failed"
    await codes.writer.delete("front", anna)
    assert (codes.problems(), codes.names()) == ([], [])


async def test_unloaded_meanwhile(codes: Codes, anna: AccessCode) -> None:
    """The caller is told that it is not known; nobody is left hanging."""
    codes.cloud.hold("codes.update")
    task = asyncio.create_task(codes.writer.update("front", anna, NEW_PIN))
    await until(lambda: codes.cloud.calls("codes.update"))
    await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    with pytest.raises(OutcomeUnknown):
        await task


async def test_finding_a_code(codes: Codes, anna: AccessCode) -> None:
    """By id or name; a name that means two is answered with both ids."""
    find = codes.book.find
    assert (await find("front", code_id=anna.id, name=None)).id == anna.id
    assert (await find("front", code_id=None, name="aNNa")).id == anna.id
    for code_id, name in (("nope", None), (None, "Nobody")):
        with pytest.raises(NotFound):
            await find("front", code_id=code_id, name=name)
    twin = codes.cloud.add_code("front", "anna", OTHER_PIN)
    with pytest.raises(Ambiguous) as caught:
        await find("front", code_id=None, name="Anna")
    assert set(caught.value.ids) == {anna.id, twin.id}


async def test_write_in_doubt_is_meant_only_when_nothing_else_is(codes: Codes) -> None:
    """A code that is there comes before a note of one that may come."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    assert (await codes.book.find("front", code_id=None, name="Anna")).id == ""
    other = codes.cloud.add_code("front", "Anna", OTHER_PIN)
    assert (await codes.book.find("front", code_id=None, name="Anna")).id == other.id


async def test_pins_are_read_and_not_kept(codes: Codes, anna: AccessCode) -> None:
    """Who asks gets them; nothing of it stays."""
    (read,) = await codes.book.read("front", depth=Depth.PINS)
    assert read.pin == Secret(PIN)
    assert codes.known().pin is None
    full = await codes.book.in_full("front", anna)
    assert full.pin == Secret(PIN)
    assert all(it.code.pin is None for it in codes.book.memory("front").ledger.values())
