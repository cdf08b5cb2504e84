"""Pausing a code and letting it work again: once, and proven."""

from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.errors import (
    LockBusy,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.fake_cloud import RULES

from .acting import BOTH, FRONT, OTHER_PIN, act, act_at_front, change_rules, refused
from .codes import MINUTE, PIN, Codes, Storage, until
from .home import settle

pytestmark = pytest.mark.usefixtures("clock", "at_once")

OFF, ON = CodeStatus.DISABLED, CodeStatus.ACTIVE
LOST = [OutcomeUnknown(), ProtocolError()]


def opens(codes: Codes) -> bool:
    """Return whether the PIN opens the front door."""
    return codes.cloud.type_pin("front", PIN).code_id is not None


async def switch(codes: Codes, code: AccessCode, *, enabled: bool) -> AccessCode:
    """Pause a code or let it work again."""
    return await codes.writer.set_enabled("front", code, enabled=enabled)


async def test_off_and_on(codes: Codes, anna: AccessCode) -> None:
    """It stays on the lock and opens nothing; then it opens again."""
    off = await switch(codes, anna, enabled=False)
    assert (off.status, off.on_lock, off.managed) == (OFF, True, True)
    assert codes.known().status is OFF
    assert not opens(codes)
    assert codes.told() == ["changed"]
    on = await switch(codes, off, enabled=True)
    assert (on.status, codes.known().status) == (ON, ON)
    assert opens(codes)
    assert codes.told() == ["changed", "active"]
    assert codes.problems() == []


@pytest.mark.parametrize("enabled", [True, False])
async def test_one_that_is_so_already(
    codes: Codes, anna: AccessCode, *, enabled: bool
) -> None:
    """Nothing is sent, nothing is told."""
    code = anna if enabled else await switch(codes, anna, enabled=False)
    codes.told()
    sent = codes.cloud.calls("codes.set_enabled")
    assert await switch(codes, code, enabled=enabled) == code
    assert codes.cloud.calls("codes.set_enabled") == sent
    assert codes.told() == []


async def test_wish_is_on_disk_before_the_call(
    codes: Codes, anna: AccessCode, hass_storage: Storage
) -> None:
    """Whatever happens then, it is looked for afterwards."""
    gate = codes.cloud.hold("codes.set_enabled")
    job = codes.hass.async_create_task(switch(codes, anna, enabled=False))
    await until(lambda: codes.cloud.calls("codes.set_enabled"))
    (row,) = codes.stored(hass_storage)["codes"]
    assert (row["wish"], row["reason"]) == ("disable", "outcome_unknown")
    assert codes.known().status is CodeStatus.PENDING
    gate.set()
    assert (await job).status is OFF


@pytest.mark.parametrize("enabled", [True, False])
async def test_lock_that_takes_it_later(
    codes: Codes, anna: AccessCode, *, enabled: bool
) -> None:
    """Pending until the list shows it; then it is told."""
    code = await switch(codes, anna, enabled=False) if enabled else anna
    codes.told()
    codes.cloud.queued.add("front")
    waiting = await switch(codes, code, enabled=enabled)
    assert (waiting.status, waiting.reason) == (CodeStatus.PENDING, None)
    assert codes.known().status is CodeStatus.PENDING
    assert codes.told() == []
    codes.cloud.deliver("front")
    await codes.live(2 * MINUTE)
    assert codes.known().status is (ON if enabled else OFF)
    assert codes.told() == (["changed", "active"] if enabled else ["changed"])
    assert codes.cloud.calls("codes.set_enabled") == (2 if enabled else 1)


async def test_lock_that_does_not_take_it(codes: Codes, anna: AccessCode) -> None:
    """After a while it is a problem, with the reason."""
    codes.cloud.queued.add("front")
    await switch(codes, anna, enabled=False)
    await codes.live(11 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    codes.cloud.deliver("front")
    await codes.live(5 * MINUTE)
    assert codes.problems() == []


@pytest.mark.parametrize("error", LOST, ids=["unknown", "garbled"])
async def test_lost_answer_of_a_pause_that_was_done(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """The list shows it, so it is done."""
    codes.cloud.fail("codes.set_enabled", error, after_work=True)
    off = await switch(codes, anna, enabled=False)
    assert (off.status, off.reason) == (OFF, None)
    assert codes.told() == ["changed"]
    assert codes.cloud.calls("codes.set_enabled") == 1


@pytest.mark.parametrize("error", LOST, ids=["unknown", "garbled"])
async def test_lost_answer_of_a_pause_that_was_not_done(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """Nobody claims anything, and it is never sent again; it may still arrive."""
    codes.cloud.fail("codes.set_enabled", error)
    told = await switch(codes, anna, enabled=False)
    assert (told.status, told.reason) == (CodeStatus.UNKNOWN, Reason.OUTCOME_UNKNOWN)
    assert codes.known().status is CodeStatus.PENDING
    assert codes.told() == ["failed"]
    await codes.live(11 * MINUTE)
    assert codes.problems() == [("Anna", "outcome_unknown")]
    assert codes.cloud.calls("codes.set_enabled") == 1
    codes.cloud.edit_code("front", anna.id, status=OFF)
    await codes.live(5 * MINUTE)
    assert (codes.known().status, codes.known().reason) == (OFF, None)
    assert codes.told() == ["changed"]
    assert codes.problems() == []


async def test_doubt_outlives_a_restart(codes: Codes, anna: AccessCode) -> None:
    """It is looked for and not sent again."""
    codes.cloud.queued.add("front")
    await switch(codes, anna, enabled=False)
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await settle(codes.hass)
    assert codes.known().status is CodeStatus.PENDING
    codes.cloud.deliver("front")
    await codes.live(2 * MINUTE)
    assert codes.known().status is OFF
    assert codes.cloud.calls("codes.set_enabled") == 1


async def test_lost_answer_and_a_lock_out_of_reach(
    codes: Codes, anna: AccessCode
) -> None:
    """It is looked at again, as long as it takes."""
    codes.cloud.fail("codes.set_enabled", OutcomeUnknown(), after_work=True)
    codes.cloud.fail("codes.list", LockOffline(), times=2)
    assert (await switch(codes, anna, enabled=False)).status is OFF


async def test_list_that_cannot_be_read(codes: Codes, anna: AccessCode) -> None:
    """The lock itself said that it is done."""
    codes.cloud.fail("codes.list", LockOffline(), times=5)
    off = await switch(codes, anna, enabled=False)
    assert (off.status, codes.known().status) == (OFF, OFF)
    assert codes.told() == ["changed"]


@pytest.mark.parametrize("error", [LockOffline(), LockBusy(), NotFound()])
async def test_certainly_not_done(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """The code is as before."""
    codes.cloud.fail("codes.set_enabled", error)
    with pytest.raises(type(error)):
        await switch(codes, anna, enabled=False)
    assert codes.known().status is ON
    assert codes.told() == []


async def test_code_of_the_vendors_app(codes: Codes) -> None:
    """Somebody named it; it stays one that was not made here."""
    code = codes.cloud.add_code("front", "Bert", OTHER_PIN)
    await codes.book.read("front")
    off = await switch(codes, code, enabled=False)
    assert (off.status, off.managed) == (OFF, False)


async def test_lock_that_cannot_pause(codes: Codes, anna: AccessCode) -> None:
    """It says so before anything is sent."""
    change_rules(codes.cloud, codes.entry, "front", replace(RULES, can_disable=False))
    with pytest.raises(Unsupported):
        await switch(codes, anna, enabled=False)
    assert codes.cloud.calls("codes.set_enabled") == 0


async def test_actions(hass: HomeAssistant, codes: Codes, anna: AccessCode) -> None:
    """By name or id; a lock that cannot has its own row."""
    cannot = replace(RULES, can_disable=False)
    change_rules(codes.cloud, codes.entry, "back", cannot)
    codes.cloud.add_code("back", "Anna", OTHER_PIN)
    rows = await act(hass, "disable_code", BOTH, name="anna")
    assert (rows[FRONT]["status"], rows[FRONT]["code_id"]) == ("disabled", anna.id)
    assert rows["lock.back_door"]["error"] == "not_supported"
    row = await act_at_front(hass, "enable_code", code_id=anna.id)
    assert row["status"] == "active"


@pytest.mark.parametrize("action", ["enable_code", "disable_code"])
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({}, "code_id_or_name"), ({"name": "Nobody"}, "not_found")],
)
async def test_which_code(
    hass: HomeAssistant,
    codes: Codes,
    action: str,
    fields: dict[str, Any],
    wrong: str,
) -> None:
    """It has to be said, and to be there."""
    assert await refused(hass, action, **fields) == wrong
