"""Adding a code when the answer is lost: found, or said to be open, never doubled."""

import asyncio
from datetime import time

import pytest

from custom_components.cloud_locks.codes import IfExists
from custom_components.cloud_locks.model.access_code import (
    CodeStatus,
    CodeWrite,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule

from .codes import OTHER_PIN, PIN, Codes, draft, until
from .home import settle

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOST = [OutcomeUnknown(), ProtocolError()]


@pytest.mark.parametrize("error", LOST, ids=lambda it: type(it).__name__)
async def test_answer_lost_and_written(codes: Codes, error: VendorError) -> None:
    """It is found by its name and digits, and nothing is sent again."""
    codes.cloud.fail("codes.add", error, after_work=True)
    code = await codes.writer.add("front", draft())
    assert (code.id, code.managed, code.status) == (
        next(iter(codes.cloud.codes["front"])),
        True,
        CodeStatus.ACTIVE,
    )
    assert codes.cloud.calls("codes.add") == 1
    assert codes.told() == ["added", "active"]
    assert codes.problems() == []


async def test_hours_come_back_by_the_clock_of_the_lock(codes: Codes) -> None:
    """They are the same hours, and kept as they were wished."""
    wished = Schedule.weekly({Day.FRI}, time(8), time(11), "Europe/London")
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    held = Schedule.weekly({Day.FRI}, time(9), time(12), "Europe/Amsterdam")
    gate = codes.cloud.hold("codes.list")
    task = asyncio.create_task(codes.writer.add("front", draft(schedule=wished)))
    gate.set()
    await until(codes.on_lock)
    (code_id,) = codes.cloud.codes["front"]
    codes.cloud.edit_code("front", code_id, schedule=held)
    code = await task
    assert (code.id, code.schedule) == (code_id, wished)


@pytest.mark.parametrize("error", LOST, ids=lambda it: type(it).__name__)
async def test_answer_lost_and_not_written(codes: Codes, error: VendorError) -> None:
    """It is said that it is not known; it is not sent again."""
    codes.cloud.fail("codes.add", error)
    code = await codes.writer.add("front", draft())
    assert (code.id, code.status, code.reason) == (
        "",
        CodeStatus.UNKNOWN,
        Reason.OUTCOME_UNKNOWN,
    )
    assert codes.cloud.calls("codes.add") == 1
    assert codes.told() == []
    assert codes.known().id == ""


async def test_lock_that_cannot_be_read_afterwards(codes: Codes) -> None:
    """Nothing is known, and nothing is forgotten: later it is found."""
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    task = asyncio.create_task(codes.writer.add("front", draft()))
    await until(codes.on_lock)
    codes.cloud.fail("codes.list", LockOffline(), times=4)
    code = await task
    assert (code.id, code.status) == ("", CodeStatus.UNKNOWN)
    await codes.writer.settle_open("front")
    assert codes.known().managed
    assert codes.told() == ["added", "active"]


async def test_shown_once(codes: Codes) -> None:
    """A code on the list with our mark is what is being written, and no second one."""
    codes.cloud.keeps_reference = True
    codes.cloud.queued.add("front")
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    task = asyncio.create_task(codes.writer.add("front", draft()))
    await until(lambda: codes.cloud.codes["front"])
    codes.cloud.fail("codes.list", LockOffline(), times=4)
    await task
    codes.cloud.add_code("front", "Anna", OTHER_PIN)
    await codes.book.read("front")
    known = [(it.managed, it.status) for it in codes.book.known("front") if it.id]
    assert known == [(True, CodeStatus.PENDING), (False, CodeStatus.ACTIVE)]
    assert codes.names() == ["Anna", "Anna"]
    codes.cloud.deliver("front")
    await codes.book.read("front")
    assert codes.told() == []
    await codes.writer.settle_open("front")
    assert codes.told() == ["added", "active"]
    assert codes.names() == ["Anna", "Anna"]


@pytest.mark.parametrize(
    ("name", "pin", "schedule"),
    [
        ("Bert", PIN, Schedule.always()),
        ("Anna", OTHER_PIN, Schedule.always()),
        ("Anna", PIN, Schedule.always(uses=1)),
    ],
)
async def test_similar_code_is_not_taken_for_ours(
    codes: Codes, name: str, pin: str, schedule: Schedule
) -> None:
    """Name, digits and hours all have to fit."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    gate = codes.cloud.hold("codes.list")
    task = asyncio.create_task(codes.writer.add("front", draft()))
    gate.set()
    await until(lambda: codes.cloud.calls("codes.add"))
    codes.cloud.add_code("front", name, pin, schedule=schedule)
    code = await task
    assert (code.id, code.status) == ("", CodeStatus.UNKNOWN)


async def test_two_candidates(codes: Codes) -> None:
    """We never pick; adopting one decides."""
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    gate = codes.cloud.hold("codes.list")
    task = asyncio.create_task(codes.writer.add("front", draft()))
    gate.set()
    await until(codes.on_lock)
    codes.cloud.add_code("front", "Anna", PIN)
    code = await task
    assert (code.id, code.reason) == ("", Reason.TWO_CANDIDATES)
    assert codes.problems() == [("Anna", "two_candidates")]
    first, second = (it for it in codes.book.known("front") if it.id)
    assert not first.managed
    assert not second.managed

    adopted = await codes.writer.adopt("front", second)
    assert (adopted.id, adopted.managed) == (second.id, True)
    assert codes.problems() == []
    managed = [it.id for it in codes.book.known("front") if it.managed]
    assert managed == [second.id]


async def test_second_write_of_a_name_in_doubt(codes: Codes) -> None:
    """The first may still arrive, and then there would be two."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    with pytest.raises(RejectedError) as caught:
        await codes.writer.add("front", draft(name="ANNA", pin=OTHER_PIN))
    assert caught.value.reason is Reason.OUTCOME_UNKNOWN
    assert codes.cloud.calls("codes.add") == 1
    await codes.writer.add("front", draft(name="Bert", pin=OTHER_PIN))
    assert codes.on_lock() == ["Bert"]


async def test_first_write_has_arrived_by_then(codes: Codes) -> None:
    """Then it is found before the second is sent, and answers it."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    late = codes.cloud.add_code("front", "Anna", PIN)
    code = await codes.writer.add("front", draft(), if_exists=IfExists.KEEP)
    assert (code.id, code.managed) == (late.id, True)
    assert codes.cloud.calls("codes.add") == 1
    assert codes.on_lock() == ["Anna"]


async def test_refusal_because_of_a_doubt_makes_nothing_ours(codes: Codes) -> None:
    """Nobody waited for it either; a foreign code of that name stays foreign."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    foreign = codes.cloud.add_code("front", "Anna", OTHER_PIN)
    gate = codes.cloud.hold("codes.list")
    await codes.without_waiting(codes.writer.add("front", draft(), wait=0))
    gate.set()
    await settle(codes.hass)
    assert codes.told() == ["failed"]
    await codes.writer.settle_open("front")
    found = [it for it in codes.book.known("front") if it.id == foreign.id]
    assert [it.managed for it in found] == [False]


async def test_cloud_that_gives_no_id(
    codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code is found as after a lost answer."""
    part = codes.entry.runtime_data.cloud.parts.codes
    add = part.add

    async def without_id(lock_id: str, wish: object) -> CodeWrite:
        await add(lock_id, wish)
        return CodeWrite(outcome=Outcome.ACCEPTED)

    monkeypatch.setattr(part, "add", without_id)
    code = await codes.writer.add("front", draft())
    assert code.id in codes.cloud.codes["front"]
    assert codes.told() == ["added", "active"]


async def test_written_and_not_to_be_read(codes: Codes) -> None:
    """The cloud's word counts until the list can be read again."""
    gate = codes.cloud.hold("codes.add")
    task = asyncio.create_task(codes.writer.add("front", draft()))
    await until(lambda: codes.cloud.calls("codes.add"))
    codes.cloud.fail("codes.list", LockOffline())
    gate.set()
    code = await task
    assert (code.id, code.status) == (codes.known().id, CodeStatus.ACTIVE)
    assert codes.told() == ["added", "active"]
