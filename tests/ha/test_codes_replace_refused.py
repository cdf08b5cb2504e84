"""A replaced code whose new one is refused, or has to wait: nothing is lost."""

from dataclasses import replace

import pytest

from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.errors import (
    AuthError,
    DuplicateCode,
    LockBusy,
    LockOffline,
    OperationFailed,
    OutcomeUnknown,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason

from .codes import (
    MINUTE,
    OTHER_PIN,
    PIN,
    Codes,
    Storage,
    draft,
)
from .home import reauth_flows
from .replacing import NEW_PIN, calls, restart, there

pytestmark = pytest.mark.usefixtures("clock", "at_once", "replacing")


@pytest.mark.parametrize("error", [DuplicateCode(), OperationFailed()])
async def test_new_one_that_is_refused(
    codes: Codes, anna: AccessCode, error: VendorError
) -> None:
    """The old one is put back, as it was; the caller hears why."""
    links = codes.entry.runtime_data.links
    await links.link("front", LinkKey.of(anna), "id-anna")
    codes.cloud.fail("codes.add", error)
    with pytest.raises(type(error)):
        await codes.writer.update("front", anna, replace(NEW_PIN, name="Bert"))
    assert there(codes) == [("Anna", PIN)]
    assert calls(codes) == ["codes.add", "codes.delete", "codes.add", "codes.add"]
    back = codes.known()
    assert (back.status, back.managed) == (CodeStatus.ACTIVE, True)
    assert LinkKey.of(back) in codes.entry.runtime_data.store.of("front").links
    assert codes.problems() == []


async def test_one_that_is_being_deleted(codes: Codes, anna: AccessCode) -> None:
    """Whoever deleted it does not find another one in its place."""
    codes.cloud.fail("codes.delete", OutcomeUnknown())
    gone = await codes.writer.delete("front", anna)
    assert gone.status is CodeStatus.REMOVING
    with pytest.raises(RejectedError) as caught:
        await codes.writer.update("front", anna, NEW_PIN)
    assert caught.value.reason is Reason.NOT_CONFIRMED
    assert calls(codes) == ["codes.add", "codes.delete"]
    assert there(codes) == [("Anna", PIN)]


async def test_neither_is_taken(codes: Codes, anna: AccessCode) -> None:
    """The code is lost, and everybody is told."""
    codes.cloud.fail("codes.add", DuplicateCode(), times=2)
    with pytest.raises(DuplicateCode):
        await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == []
    assert codes.problems() == [("Anna", "pin_in_use")]
    assert codes.known().status is CodeStatus.FAILED
    again = await codes.writer.add("front", draft())
    assert (again.status, codes.problems()) == (CodeStatus.ACTIVE, [])


async def test_old_one_whose_digits_nobody_knows(
    codes: Codes, anna: AccessCode
) -> None:
    """It cannot be put back."""
    codes.cloud.edit_code("front", anna.id, pin=None)
    codes.cloud.fail("codes.add", DuplicateCode())
    with pytest.raises(DuplicateCode):
        await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == []
    assert codes.problems() == [("Anna", "pin_in_use")]


@pytest.mark.parametrize("error", [LockOffline(), LockBusy()])
async def test_lock_out_of_reach_in_between(
    codes: Codes, anna: AccessCode, error: VendorError, hass_storage: Storage
) -> None:
    """The new one was certainly not sent: it is tried again, over a restart."""
    codes.cloud.fail("codes.add", error, times=2)
    code = await codes.writer.update("front", anna, NEW_PIN)
    assert (code.status, code.reason) == (CodeStatus.PENDING, error.reason)
    assert (code.id, code.on_lock) == ("", False)
    assert codes.known().status is CodeStatus.PENDING
    await restart(codes)
    await codes.live(5 * MINUTE)
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert calls(codes) == ["codes.add", "codes.delete", *["codes.add"] * 3]
    assert codes.stored(hass_storage)["intents"] == {}


async def test_refused_when_nobody_waits(codes: Codes, anna: AccessCode) -> None:
    """The old one is put back all the same, and an event tells."""
    codes.cloud.queued.add("front")
    await codes.writer.update("front", anna, NEW_PIN)
    codes.cloud.deliver("front")
    codes.cloud.queued.clear()
    codes.cloud.fail("codes.add", DuplicateCode())
    await codes.live(2 * MINUTE)
    assert there(codes) == [("Anna", PIN)]
    assert "failed" in codes.told()
    assert codes.problems() == []


async def test_putting_back_waits_for_the_lock(codes: Codes, anna: AccessCode) -> None:
    """Refused, and then out of reach."""
    codes.cloud.fail("codes.add", DuplicateCode())
    codes.cloud.fail("codes.add", LockOffline())
    with pytest.raises(DuplicateCode):
        await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == []
    await restart(codes)
    await codes.live(2 * MINUTE)
    assert there(codes) == [("Anna", PIN)]
    assert (codes.names(), codes.problems()) == (["Anna"], [])


async def test_signed_out_in_between(codes: Codes, anna: AccessCode) -> None:
    """It goes on after signing in."""
    codes.cloud.fail("codes.add", AuthError())
    with pytest.raises(AuthError):
        await codes.writer.update("front", anna, NEW_PIN)
    assert there(codes) == []
    await codes.live(2 * MINUTE)
    assert there(codes) == [("Anna", OTHER_PIN)]
    assert reauth_flows(codes.hass) == []


async def test_replacement_that_is_given_up(codes: Codes, anna: AccessCode) -> None:
    """The old code, which never went, is as it was."""
    codes.cloud.fail("codes.delete", OutcomeUnknown())
    await codes.writer.update("front", anna, replace(NEW_PIN, name="Bert"))
    await codes.live(11 * MINUTE)
    assert codes.problems() == [("Bert", "not_confirmed")]
    await codes.writer.delete("front", AccessCode(id="", name="Bert"))
    assert codes.known().status is CodeStatus.ACTIVE
    assert codes.problems() == []
    codes.cloud.remove_code("front", anna.id)
    await codes.book.read("front")
    assert (there(codes), codes.names()) == ([], [])
