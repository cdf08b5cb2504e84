"""Adding a code: checked, stored, sent once, proven; nothing doubled, nothing lost."""

import asyncio
from datetime import time

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.codes import IfExists
from custom_components.cloud_locks.model.access_code import (
    CodeDraft,
    CodeStatus,
    CodeWrite,
)
from custom_components.cloud_locks.model.code_parts import Depth
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    InvalidCode,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .codes import DAY, HOUR, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import settle
from .test_queue import turn

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOST = [OutcomeUnknown(), ProtocolError()]


async def test_added_and_proven(codes: Codes) -> None:
    """It is on the lock, and one reading before and one after is all it takes."""
    reads = codes.cloud.calls("codes.list")
    code = await codes.writer.add("front", draft())
    assert (code.status, code.on_lock, code.managed) == (CodeStatus.ACTIVE, True, True)
    assert code.verified_at is not None
    assert codes.on_lock() == ["Anna"]
    assert codes.told() == ["added", "active"]
    assert codes.cloud.calls("codes.list") == reads + 2
    assert codes.cloud.calls("codes.add") == 1
    assert codes.problems() == []


async def test_scheduled(codes: Codes) -> None:
    """A code for later is there and does not open yet."""
    now = codes.cloud.now()
    later = Schedule.window(now + HOUR, now + DAY)
    code = await codes.writer.add("front", draft(schedule=later))
    assert (code.status, code.schedule) == (CodeStatus.SCHEDULED, later)
    assert codes.told() == ["added"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (draft(pin="12345"), Reason.PIN_INVALID),
        (draft(name=" "), Reason.NAME_INVALID),
    ],
)
async def test_refused_before_anything_is_sent(
    codes: Codes, wish: CodeDraft, reason: Reason
) -> None:
    """The rules of the lock are known here."""
    calls = len(codes.cloud.script.calls)
    with pytest.raises(InvalidCode) as caught:
        await codes.writer.add("front", wish)
    assert caught.value.reason is reason
    assert len(codes.cloud.script.calls) == calls


async def test_end_in_the_past(codes: Codes) -> None:
    """It would never open."""
    over = Schedule.window(None, codes.cloud.now() - HOUR)
    with pytest.raises(InvalidCode) as caught:
        await codes.writer.add("front", draft(schedule=over))
    assert caught.value.reason is Reason.SCHEDULE_PAST


async def test_lock_without_codes(hass: HomeAssistant, codes: Codes) -> None:
    """It says so; so does one that is gone, and one without rules."""
    codes.cloud.change("back", capabilities=frozenset())
    codes.cloud.change("front", code_rules=None)
    await codes.entry.runtime_data.locks.async_refresh()
    for lock_id in ("back", "front"):
        with pytest.raises(Unsupported):
            await codes.writer.add(lock_id, draft())
    with pytest.raises(NotFound):
        await codes.writer.add("shed", draft())


async def test_intent_is_on_disk_before_the_call(
    codes: Codes, hass_storage: Storage
) -> None:
    """Whatever happens to this machine now, the write is not forgotten."""
    gate = codes.cloud.hold("codes.add")
    task = asyncio.create_task(codes.writer.add("front", draft()))
    await until(lambda: codes.cloud.calls("codes.add"))
    (intent,) = codes.stored(hass_storage)["intents"].values()
    assert intent["name"] == "Anna"
    assert PIN not in str(hass_storage)
    assert codes.known().status is CodeStatus.UNKNOWN
    gate.set()
    await task
    await codes.entry.runtime_data.store.save()
    assert codes.stored(hass_storage)["intents"] == {}
    assert [it["name"] for it in codes.stored(hass_storage)["codes"]] == ["Anna"]


@pytest.mark.parametrize(
    "error", [CloudUnreachable(), LockOffline(), RejectedError(), AuthError()]
)
async def test_refused_by_the_cloud(
    codes: Codes, hass_storage: Storage, error: VendorError
) -> None:
    """Nothing was written, so nothing is left over; the caller is told."""
    codes.cloud.fail("codes.add", error)
    with pytest.raises(type(error)):
        await codes.writer.add("front", draft())
    assert (codes.names(), codes.told(), codes.problems()) == ([], [], [])
    assert codes.stored(hass_storage)["intents"] == {}
    await codes.writer.add("front", draft())
    assert codes.on_lock() == ["Anna"]


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


@pytest.mark.parametrize("managed", [True, False])
async def test_name_exists(codes: Codes, managed: bool) -> None:
    """It is refused, kept or replaced, as was asked for; case does not matter."""
    if managed:
        await codes.writer.add("front", draft(name="anna"))
    else:
        codes.cloud.add_code("front", "anna", PIN)
    ((code_id, there),) = codes.cloud.codes["front"].items()
    codes.told()

    with pytest.raises(RejectedError) as caught:
        await codes.writer.add("front", draft(pin=OTHER_PIN))
    assert caught.value.reason is Reason.NAME_IN_USE
    kept = await codes.writer.add(
        "front", draft(pin=OTHER_PIN), if_exists=IfExists.KEEP
    )
    assert (kept.id, kept.managed) == (code_id, managed)
    assert codes.cloud.codes["front"] == {code_id: there}

    replaced = await codes.writer.add(
        "front", draft(pin=OTHER_PIN), if_exists=IfExists.REPLACE
    )
    assert (replaced.id, replaced.managed) == (code_id, True)
    assert codes.cloud.codes["front"][code_id].pin == Secret(OTHER_PIN)
    assert codes.told()[-1] == "changed"


async def test_expired_code_of_that_name(codes: Codes) -> None:
    """It is no obstacle."""
    over = Schedule.window(None, codes.cloud.now() - HOUR)
    codes.cloud.add_code("front", "Anna", PIN, schedule=over)
    await codes.book.read("front", depth=Depth.SCHEDULES)
    code = await codes.writer.add("front", draft(pin=OTHER_PIN))
    assert code.status is CodeStatus.ACTIVE
    assert codes.on_lock() == ["Anna", "Anna"]


async def test_pending_until_the_lock_has_it(codes: Codes) -> None:
    """What the cloud queued is not yet on the lock."""
    codes.cloud.queued.add("front")
    code = await codes.writer.add("front", draft())
    assert (code.status, code.on_lock) == (CodeStatus.PENDING, False)
    assert codes.told() == ["added"]
    codes.cloud.deliver("front")
    await codes.book.read("front")
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.told() == ["active"]


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


async def test_nobody_waits(codes: Codes) -> None:
    """The answer says pending, and the work goes on."""
    gate = codes.cloud.hold("codes.add")
    code = await codes.without_waiting(codes.writer.add("front", draft(), wait=0))
    assert (code.id, code.status) == ("", CodeStatus.PENDING)
    gate.set()
    await settle(codes.hass)
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.told() == ["added", "active"]


@pytest.mark.parametrize("cancelled", [True, False])
async def test_failure_that_nobody_waited_for(
    codes: Codes, caplog: pytest.LogCaptureFixture, cancelled: bool
) -> None:
    """It becomes an event and stays visible; trying again takes it away."""
    gate = codes.cloud.hold("codes.list")
    codes.cloud.fail("codes.add", LockOffline())
    task = asyncio.create_task(codes.writer.add("front", draft(), wait=20))
    await turn()
    if cancelled:
        task.cancel()
    else:
        codes.clock.tick(21)
        assert (await task).status is CodeStatus.PENDING
    gate.set()
    await settle(codes.hass)
    assert codes.told() == ["failed"]
    assert codes.problems() == [("Anna", "lock_offline")]
    assert codes.known().status is CodeStatus.FAILED
    assert PIN not in caplog.text
    await codes.writer.add("front", draft())
    assert codes.problems() == []
    assert codes.known().status is CodeStatus.ACTIVE


async def test_failure_is_given_up(codes: Codes) -> None:
    """Deleting it by its name takes the note away; nothing is sent."""
    gate = codes.cloud.hold("codes.list")
    codes.cloud.fail("codes.add", LockOffline())
    await codes.without_waiting(codes.writer.add("front", draft(), wait=0))
    gate.set()
    await settle(codes.hass)
    noted = await codes.book.find("front", code_id=None, name="anna")
    await codes.writer.delete("front", noted)
    assert (codes.problems(), codes.names()) == ([], [])
    assert codes.cloud.calls("codes.delete") == 0


async def test_bug_in_the_background_comes_to_light(
    codes: Codes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged with its trace."""

    async def broken(*_: object) -> None:
        msg = "bug"
        raise RuntimeError(msg)

    part = codes.entry.runtime_data.cloud.parts.codes
    monkeypatch.setattr(part, "add", broken)
    gate = codes.cloud.hold("codes.list")
    await codes.without_waiting(codes.writer.add("front", draft(), wait=0))
    gate.set()
    await settle(codes.hass)
    assert "RuntimeError: bug" in caplog.text
    caplog.clear()


async def test_two_at_once_of_one_name(codes: Codes) -> None:
    """One is written, the other is refused."""
    results = await asyncio.gather(
        codes.writer.add("front", draft()),
        codes.writer.add("front", draft(pin=OTHER_PIN)),
        return_exceptions=True,
    )
    assert [type(it).__name__ for it in results] == ["AccessCode", "RejectedError"]
    assert codes.on_lock() == ["Anna"]


async def test_two_at_once_of_two_names(codes: Codes) -> None:
    """Both are written, one after the other; reading in between disturbs nothing."""
    results = await asyncio.gather(
        codes.writer.add("front", draft()),
        codes.book.read("front"),
        codes.writer.add("front", draft(name="Bert", pin=OTHER_PIN)),
        codes.book.read("front"),
    )
    assert sorted(codes.on_lock()) == ["Anna", "Bert"]
    assert sorted(codes.told()) == ["active", "active", "added", "added"]
    assert results[0].id != results[2].id


async def test_no_digits_anywhere(
    codes: Codes, caplog: pytest.LogCaptureFixture, hass_storage: Storage
) -> None:
    """Not in the log, an event or a file, nor in what an object shows of itself."""
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=True)
    code = await codes.writer.add("front", draft())
    await codes.entry.runtime_data.store.save()
    texts = (caplog.text, str(codes.events), str(hass_storage), repr(code))
    assert not [it for it in texts if PIN in it]
