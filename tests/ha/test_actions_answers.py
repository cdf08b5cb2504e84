"""One answer for many locks: what is said when not all went well."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import Reachability
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, PIN, act, act_at_front, only_code
from .codes import until

pytestmark = pytest.mark.usefixtures("account")


async def test_one_lock_fails_and_the_others_do_not(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """One that is out of reach has its row, whatever its entity shows."""
    account.runtime_data.locks.async_put(
        fake_cloud.change("back", reachability=Reachability.OFFLINE)
    )
    assert hass.states.get(BACK).state == "unavailable"  # type: ignore[union-attr]
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "lock_offline"
    assert rows[BACK]["message"].startswith("The lock is out of reach")


async def test_nothing_succeeded(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Then it is an error that names each lock and what is wrong there."""
    fake_cloud.fail("codes.add", CapacityFull(), lock_id="front")
    fake_cloud.fail("codes.add", LockOffline(), lock_id="back")
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    # One of the two is nothing that the caller could have done better.
    assert not isinstance(caught.value, ServiceValidationError)
    assert caught.value.translation_key == "nothing_succeeded"
    told = (caught.value.translation_placeholders or {})["locks"]
    assert "Front door: There is no room" in told
    assert "Back door: The lock is out of reach" in told


async def test_nothing_succeeded_by_a_mistake(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """What the caller can put right is no failure of Home Assistant."""
    fake_cloud.fail("codes.add", CapacityFull(), times=2)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    assert caught.value.translation_key == "nothing_succeeded"


async def test_locks_are_written_at_the_same_time(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """A slow one does not hold up the other."""
    gate = fake_cloud.hold("codes.add", lock_id="front")
    task = hass.async_create_task(act(hass, "add_code", BOTH, name="Anna", pin=PIN))
    await until(lambda: fake_cloud.codes["back"])
    assert not fake_cloud.codes["front"]
    gate.set()
    assert (await task)[FRONT]["status"] == "active"


async def test_who_does_not_wait(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """The answer is what is known by then; the work goes on."""
    gate = fake_cloud.hold("codes.add")
    row = await act_at_front(
        hass, "add_code", name="Anna", pin=PIN, wait=0, include_pins=True
    )
    assert row == {
        "code_id": None,
        "status": "pending",
        "on_lock": None,
        "enforced_by": "lock",
        "pin": PIN,
    }
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert only_code(fake_cloud).name == "Anna"


@pytest.mark.parametrize("wait", [-1, 301, "long"])
async def test_wait_has_bounds(hass: HomeAssistant, wait: object) -> None:
    """Five minutes at most."""
    with pytest.raises(Exception, match="wait"):
        await act(hass, "add_code", name="Anna", pin=PIN, wait=wait)


async def test_outcome_that_is_not_known(
    hass: HomeAssistant, fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, with what to do about it, and is no success and no failure."""
    monkeypatch.setattr(
        "custom_components.cloud_locks.codes.settler.SETTLE_DELAYS", (0.0,)
    )
    fake_cloud.fail("codes.add", OutcomeUnknown())
    row = await act_at_front(hass, "add_code", name="Anna", pin=PIN)
    assert row["code_id"] is None
    assert row["status"] == "unknown"
    assert row["reason"] == "outcome_unknown"
    assert row["message"].startswith("It was sent, but no answer came")


async def test_partial_failure_is_logged_for_who_does_not_ask(
    hass: HomeAssistant, fake_cloud: FakeBackend, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing half done stays unnoticed."""
    fake_cloud.fail("codes.add", CapacityFull(), lock_id="back")
    await act(hass, "add_code", BOTH, answer=False, name="Anna", pin=PIN)
    assert "add_code at lock.back_door failed: There is no room" in caplog.text
    assert PIN not in caplog.text
