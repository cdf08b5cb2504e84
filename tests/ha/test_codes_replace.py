"""Changing a code where a lock cannot: off, gone, another in its place, put back."""

from dataclasses import replace

import pytest

from custom_components.cloud_locks.codes import IfExists
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeStatus,
    CodeWrite,
)
from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.errors import (
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud.codes import FakeCodes

from .codes import (
    DAY,
    HOUR,
    MINUTE,
    OTHER_PIN,
    PIN,
    Codes,
    Storage,
    draft,
    until,
)
from .replacing import LOST, NEW_PIN, calls, restart, there

pytestmark = pytest.mark.usefixtures("clock", "at_once", "replacing")


async def test_other_digits(codes: Codes, anna: AccessCode) -> None:
    """One after the other; name, hours and whose it is stay."""
    codes.cloud.script.calls.clear()
    code = await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert calls(codes) == ["codes.delete", "codes.add"]
    assert (code.status, code.on_lock, code.managed) == (CodeStatus.ACTIVE, True, True)
    assert code.id != anna.id
    assert codes.names() == ["Anna"]
    assert codes.told() == ["changed", "active"]
    assert codes.problems() == []


@pytest.mark.parametrize("managed", [True, False])
async def test_name_and_hours(codes: Codes, *, managed: bool) -> None:
    """The digits are read first, for nobody gives them again."""
    code = codes.cloud.add_code("front", "Bert", PIN)
    (known,) = await codes.book.read("front")
    if managed:
        known = await codes.writer.adopt("front", known)
    now = codes.cloud.now()
    hours = Schedule.window(now - HOUR, now + DAY)
    change = CodeChange(name="Albert", schedule=hours)
    changed = await codes.writer.update("front", known, change)
    assert there(codes) == [("Albert", PIN)]
    held = codes.cloud.codes["front"][changed.id]
    assert held.schedule == hours
    assert changed.id != code.id
    assert changed.managed is managed


async def test_link_goes_along(codes: Codes, anna: AccessCode) -> None:
    """It is still that person's code."""
    links = codes.entry.runtime_data.links
    await links.link("front", LinkKey.of(anna), "id-anna")
    code = await codes.writer.update("front", anna, NEW_PIN)
    await codes.book.read("front")
    found = codes.entry.runtime_data.store.of("front").links
    assert found.keys() == {LinkKey.of(code)}


async def test_what_would_be_refused_later_is_refused_now(
    codes: Codes, anna: AccessCode
) -> None:
    """Nothing is taken off that could not be written again."""
    over = Schedule.window(codes.cloud.now() - DAY, codes.cloud.now() - HOUR)
    codes.cloud.edit_code("front", anna.id, schedule=over)
    with pytest.raises(InvalidCode) as caught:
        await codes.writer.update("front", anna, CodeChange(name="Bert"))
    assert caught.value.reason is Reason.SCHEDULE_PAST
    codes.cloud.edit_code("front", anna.id, pin=None, schedule=Schedule.always())
    with pytest.raises(InvalidCode) as caught:
        await codes.writer.update("front", anna, CodeChange(name="Bert"))
    assert caught.value.reason is Reason.PIN_REQUIRED
    codes.cloud.edit_code("front", anna.id, pin=Secret(PIN), schedule=None)
    unread = replace(anna, schedule=None)
    with pytest.raises(RejectedError) as refused:
        await codes.writer.update("front", unread, NEW_PIN)
    assert refused.value.reason is Reason.ANSWER_NOT_UNDERSTOOD
    assert calls(codes) == ["codes.add"]


@pytest.mark.parametrize("error", [LockOffline(), LockBusy(), NotFound()])
async def test_old_one_that_stays(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """Certainly not taken off: everything is as before."""
    codes.cloud.fail("codes.delete", error)
    with pytest.raises(type(error)):
        await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == [("Anna", PIN)]
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.told() == []
    assert codes.book.memory("front").intents == {}


@pytest.mark.parametrize("error", LOST, ids=["unknown", "garbled"])
@pytest.mark.parametrize("done", [True, False])
async def test_lost_answer_of_the_deletion(
    codes: Codes, anna: AccessCode, error: VendorError, *, done: bool
) -> None:
    """It goes on when the old one is gone, and is not sent again when it is not."""
    codes.cloud.fail("codes.delete", error, after_work=done)
    code = await codes.writer.update("front", anna, NEW_PIN)
    if done:
        assert there(codes) == [("Anna", OTHER_PIN)]
        return
    assert (code.status, there(codes)) == (CodeStatus.PENDING, [("Anna", PIN)])
    assert codes.known().status is CodeStatus.PENDING
    await codes.live(11 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert calls(codes) == ["codes.add", "codes.delete"]
    codes.cloud.remove_code("front", anna.id)
    await codes.live(5 * MINUTE)
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert codes.problems() == []


async def test_lock_that_lets_go_later(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """The new one waits, over a restart too; its digits are kept for that long."""
    codes.cloud.queued.add("front")
    waiting = await codes.writer.update("front", anna, NEW_PIN)
    assert waiting.status is CodeStatus.PENDING
    assert codes.known().status is CodeStatus.PENDING
    assert codes.names() == ["Anna"]
    (row,) = codes.stored(hass_storage)["intents"].values()
    assert (row["pin"], row["replaces"]["pin"]) == (OTHER_PIN, PIN)
    await restart(codes)
    assert calls(codes) == ["codes.add", "codes.delete"]
    codes.cloud.deliver("front")
    codes.cloud.queued.clear()
    await codes.live(2 * MINUTE)
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert codes.told() == ["changed", "active"]
    assert codes.stored(hass_storage)["intents"] == {}


async def test_id_that_is_given_to_another(codes: Codes, anna: AccessCode) -> None:
    """The old one is gone all the same."""
    codes.cloud.queued.add("front")
    await codes.writer.update("front", anna, NEW_PIN)
    codes.cloud.remove_code("front", anna.id)
    codes.cloud.queued.clear()
    codes.cloud.add_code("front", "Bert", "640297", id=anna.id)
    await codes.live(2 * MINUTE)
    assert there(codes) == [("Bert", "640297"), ("Anna", OTHER_PIN)]
    assert codes.problems() == []


async def test_digits_are_not_kept_once_they_are_sent(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """From then on the lock has them, or it is not known."""
    gate = codes.cloud.hold("codes.add")
    job = codes.writer.update("front", anna, NEW_PIN)
    task = codes.hass.async_create_task(job)
    await until(lambda: len(calls(codes)) == 3)
    (row,) = codes.stored(hass_storage)["intents"].values()
    assert (row["pin"], row["replaces"]["pin"]) == (None, None)
    assert row["replaces"]["sent"] is True
    gate.set()
    await task
    assert PIN not in str(codes.stored(hass_storage))
    assert OTHER_PIN not in str(codes.stored(hass_storage))


async def test_crash_before_the_deletion_is_sent(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """Nobody knows that it was not sent, so it is not sent again; a problem says so."""
    codes.cloud.hold("codes.delete")
    job = codes.hass.async_create_task(codes.writer.update("front", anna, NEW_PIN))
    await until(lambda: len(calls(codes)) == 2)
    await restart(codes)
    with pytest.raises(OutcomeUnknown):
        await job
    await codes.live(12 * MINUTE)
    assert calls(codes) == ["codes.add", "codes.delete"]
    assert there(codes) == [("Anna", PIN)]
    assert codes.problems() == [("Anna", "not_confirmed")]
    left = await codes.writer.delete("front", codes.known())
    assert left.on_lock is False
    await codes.live(5 * MINUTE)
    assert (there(codes), codes.names(), codes.problems()) == ([], [], [])


@pytest.mark.parametrize("done", [True, False])
async def test_crash_while_the_new_one_is_sent(
    codes: Codes, anna: AccessCode, *, done: bool
) -> None:
    """It is looked for and never sent a second time."""
    codes.cloud.fail("codes.add", OutcomeUnknown(), after_work=done)
    codes.cloud.hold("codes.list").set()
    codes.cloud.fail("codes.list", LockOffline(), times="always")
    await codes.writer.update("front", anna, NEW_PIN)
    await restart(codes)
    codes.cloud.heal()
    await codes.live(12 * MINUTE)
    assert calls(codes) == ["codes.add", "codes.delete", "codes.add"]
    if done:
        assert there(codes) == [("Anna", OTHER_PIN)]
        assert (codes.names(), codes.problems()) == (["Anna"], [])
    else:
        assert there(codes) == []
        assert codes.problems() == [("Anna", "outcome_unknown")]


@pytest.mark.parametrize("error", LOST, ids=["unknown", "garbled"])
@pytest.mark.parametrize("done", [True, False])
async def test_lost_answer_of_the_new_one(
    codes: Codes, anna: AccessCode, error: VendorError, *, done: bool
) -> None:
    """Found, or not known; there are never two."""
    codes.cloud.fail("codes.add", error, after_work=done)
    code = await codes.writer.update("front", anna, NEW_PIN)
    if done:
        assert (code.status, there(codes)) == (CodeStatus.ACTIVE, [("Anna", OTHER_PIN)])
    else:
        assert (code.id, code.reason) == ("", Reason.OUTCOME_UNKNOWN)
        assert there(codes) == []
    assert calls(codes) == ["codes.add", "codes.delete", "codes.add"]


async def test_second_change_while_the_first_lasts(
    codes: Codes, anna: AccessCode
) -> None:
    """It is refused: what the code will be is not settled yet."""
    codes.cloud.queued.add("front")
    await codes.writer.update("front", anna, NEW_PIN)
    with pytest.raises(RejectedError) as caught:
        await codes.writer.update("front", anna, CodeChange(name="Bert"))
    assert caught.value.reason is Reason.NOT_CONFIRMED
    with pytest.raises(RejectedError) as caught:
        await codes.writer.add("front", draft())
    assert caught.value.reason is Reason.NOT_CONFIRMED
    assert calls(codes) == ["codes.add", "codes.delete"]


@pytest.mark.parametrize("gone", [True, False])
async def test_deleted_while_it_is_replaced(
    codes: Codes, anna: AccessCode, *, gone: bool
) -> None:
    """It does not come back."""
    codes.cloud.queued.add("front")
    await codes.writer.update("front", anna, NEW_PIN)
    if gone:
        codes.cloud.deliver("front")
        codes.cloud.fail("codes.add", LockOffline(), times="always")
        await codes.live(2 * MINUTE)
        assert codes.known().id == ""
    await codes.writer.delete("front", codes.known())
    codes.cloud.heal()
    codes.cloud.deliver("front")
    codes.cloud.queued.clear()
    await codes.live(5 * MINUTE)
    assert (there(codes), codes.names(), codes.problems()) == ([], [], [])


async def test_refused_deletion_while_it_is_replaced(
    codes: Codes, anna: AccessCode
) -> None:
    """The replacement is given up, and the code is as it is on the lock."""
    codes.cloud.fail("codes.delete", OutcomeUnknown())
    await codes.writer.update("front", anna, NEW_PIN)
    codes.cloud.fail("codes.delete", LockOffline())
    with pytest.raises(LockOffline):
        await codes.writer.delete("front", codes.known())
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.book.memory("front").intents == {}


async def test_replace_an_existing_one(codes: Codes, anna: AccessCode) -> None:
    """Adding with `if_exists: replace` comes down to the same."""
    code = await codes.writer.add(
        "front", draft(pin=OTHER_PIN), if_exists=IfExists.REPLACE
    )
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert code.managed
    assert calls(codes) == ["codes.add", "codes.delete", "codes.add"]


async def test_write_without_an_id(
    codes: Codes, anna: AccessCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark of its own tells the new code from all others."""
    codes.cloud.keeps_reference = True
    part: FakeCodes = codes.entry.runtime_data.cloud.parts.codes
    add = part.add

    async def queued(lock_id: str, draft: CodeDraft) -> CodeWrite:
        return replace(await add(lock_id, draft), code_id=None)

    monkeypatch.setattr(part, "add", queued)
    code = await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == [("Anna", OTHER_PIN)]
    held = codes.cloud.codes["front"][code.id]
    assert held.reference is not None
    assert held.reference.startswith("cl-")
