"""Adding a code: checked, stored, sent once, proven; nothing doubled, nothing lost."""

import asyncio

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.codes import IfExists
from custom_components.cloud_locks.model.access_code import (
    CodeDraft,
    CodeStatus,
)
from custom_components.cloud_locks.model.code_parts import Depth
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
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .codes import DAY, HOUR, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import settle, turn

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
