"""People in the vendor's app after a lost answer: looked for, never written twice."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)
from custom_components.cloud_locks.model.people import User
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

from .acting import (
    FRONT,
    act,
    act_at_front,
    refused,
)
from .codes import until
from .home import pass_time
from .people import MAIL, only_user, users_of

pytestmark = pytest.mark.usefixtures("account", "at_once", "clock")


@pytest.mark.parametrize("error", [OutcomeUnknown(), ProtocolError()])
async def test_add_whose_answer_was_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: VendorError
) -> None:
    """Looked for in the list, and found."""
    fake_cloud.fail("people.add", error, after_work=True)
    row = await act_at_front(hass, "add_user", name="Anna", account=MAIL)
    assert (row["user_id"], row["status"]) == (only_user(fake_cloud).id, "active")
    assert fake_cloud.calls("people.add") == 1


@pytest.mark.parametrize("readable", [True, False])
async def test_add_that_stays_unknown(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    *,
    readable: bool,
) -> None:
    """Nobody claims anything, nor sends it again while it may still arrive."""
    fake_cloud.fail("people.add", OutcomeUnknown())
    fake_cloud.hold("people.list").set()
    if not readable:
        fake_cloud.fail("people.list", CloudUnreachable(), times=2)
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "add_user", name="Anna", account=MAIL)
    assert caught.value.translation_key == "outcome_unknown"
    # However the address is written this time.
    wrong = await refused(hass, "add_user", name="Anna", account=MAIL.upper())
    assert wrong == "outcome_unknown"
    await act_at_front(hass, "add_user", name="Bert", account="bert@example.com")
    assert fake_cloud.calls("people.add") == 2
    await pass_time(hass, clock, 601)
    await act_at_front(hass, "add_user", name="Anna", account=MAIL)
    assert users_of(fake_cloud) == ["Bert", "Anna"]


async def test_add_between_two_newcomers(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Somebody invites in the app at the same time; nobody is guessed."""
    fake_cloud.fail("people.add", OutcomeUnknown())
    fake_cloud.hold("people.list").set()
    gate = fake_cloud.hold("people.list")
    task = asyncio.create_task(act(hass, "add_user", name="Anna", account=MAIL))
    await until(lambda: fake_cloud.calls("people.list") == 2)
    fake_cloud.add_user("front", "A. Schmidt")
    fake_cloud.add_user("front", "B. Schmidt")
    gate.set()
    with pytest.raises(HomeAssistantError) as caught:
        await task
    assert caught.value.translation_key == "outcome_unknown"


async def test_newcomers_are_told_apart_by_their_accounts(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Somebody else was invited meanwhile, and is no candidate."""
    fake_cloud.fail("people.add", OutcomeUnknown(), after_work=True)
    fake_cloud.hold("people.list").set()
    gate = fake_cloud.hold("people.list")
    task = asyncio.create_task(act(hass, "add_user", name="Anna", account=MAIL))
    await until(lambda: fake_cloud.calls("people.list") == 2)
    fake_cloud.add_user("front", "Bert", account=Secret("bert@example.com"))
    gate.set()
    row = (await task)[FRONT]
    assert (row["name"], row["user_id"]) == ("Anna", "user-1")


async def test_two_equal_wishes_at_once(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The second finds the work of the first, however slow the cloud is."""
    gate = fake_cloud.hold("people.list")
    calls = [
        asyncio.create_task(act(hass, "add_user", name="Anna", account=MAIL))
        for _ in range(2)
    ]
    await until(lambda: fake_cloud.calls("people.list"))
    for _ in range(10):
        await asyncio.sleep(0)
    gate.set()
    results = await asyncio.gather(*calls, return_exceptions=True)
    (error,) = (it for it in results if isinstance(it, HomeAssistantError))
    assert error.translation_key == "user_exists"
    assert fake_cloud.calls("people.add") == 1


async def test_cancelled_caller(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """What is on its way goes on."""
    gate = fake_cloud.hold("people.add")
    task = asyncio.create_task(act(hass, "add_user", name="Anna", account=MAIL))
    await until(lambda: fake_cloud.calls("people.add"))
    task.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await hass.async_block_till_done(wait_background_tasks=True)
    assert users_of(fake_cloud) == ["Anna"]


@pytest.mark.parametrize(("done", "status"), [(True, "active"), (False, None)])
async def test_update_whose_answer_was_lost(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    guest: User,
    *,
    done: bool,
    status: str | None,
) -> None:
    """It is done, or it is not known; it is sent once."""
    fake_cloud.fail("people.update", OutcomeUnknown(), after_work=done)
    call = act_at_front(hass, "update_user", name="Anna", role="admin")
    if done:
        assert (await call)["status"] == status
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await call
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("people.update") == 1


@pytest.mark.parametrize("done", [True, False])
async def test_delete_whose_answer_was_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User, *, done: bool
) -> None:
    """Gone from the list, or not known; it is sent once."""
    fake_cloud.fail("people.delete", ProtocolError(), after_work=done)
    call = act_at_front(hass, "delete_user", name="Anna")
    if done:
        assert (await call)["status"] == "removed"
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await call
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("people.delete") == 1


async def test_cloud_that_does_it_later(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """The answer says that it is sent, and no more."""
    fake_cloud.queued.add("front")
    row = await act_at_front(hass, "update_user", name="Anna", remote=False)
    assert row["status"] == "pending"
    row = await act_at_front(hass, "delete_user", name="Anna")
    assert row["status"] == "removing"
    assert only_user(fake_cloud) == guest
