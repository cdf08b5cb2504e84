"""The actions that end, renew or adopt a code."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import PinChooser
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.guessable import is_guessable
from tests.fake_cloud import RULES, FakeBackend

from .acting import (
    BACK,
    BOTH,
    FRIDAYS,
    FRONT,
    OTHER_PIN,
    PIN,
    act,
    act_at_front,
    at_cloud,
    digits,
    refused,
)

pytestmark = pytest.mark.usefixtures("account")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and only once."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@pytest.fixture
def anna(fake_cloud: FakeBackend) -> AccessCode:
    """Put Anna's code on the front door, in the vendor's app."""
    return fake_cloud.add_code("front", "Anna", PIN, FRIDAYS)


async def test_who_does_not_wait(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """`wait` bounds every change."""
    for action, method in (
        ("update_code", "codes.update"),
        ("rotate_code", "codes.update"),
        ("disable_code", "codes.set_enabled"),
        ("delete_code", "codes.delete"),
    ):
        gate = fake_cloud.hold(method)
        data = {"new_name": "Anna"} if action == "update_code" else {}
        row = await act_at_front(hass, action, name="Anna", wait=0, **data)
        expected = "removing" if action == "delete_code" else "pending"
        assert row["status"] == expected, action
        gate.set()
        await hass.async_block_till_done(wait_background_tasks=True)


async def test_deleted(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """Proven gone."""
    row = await act_at_front(hass, "delete_code", name="anna")
    assert row == {
        "code_id": anna.id,
        "status": "removed",
        "on_lock": False,
        "enforced_by": "lock",
    }
    assert fake_cloud.codes["front"] == {}


async def test_deletion_that_waits_for_the_lock(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """The cloud has it, the lock has not."""
    fake_cloud.queued.add("front")
    row = await act_at_front(hass, "delete_code", name="Anna")
    assert row["status"] == "removing"


async def test_open_write_is_given_up(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """It can be deleted by its name, and nothing else can be done with it."""
    fake_cloud.fail("codes.add", OutcomeUnknown())
    await act_at_front(hass, "add_code", name="Carl", pin=PIN)
    for action in ("update_code", "rotate_code", "adopt_code"):
        data = {"new_name": "Cara"} if action == "update_code" else {}
        assert await refused(hass, action, name="Carl", **data) == "not_confirmed"
    row = await act_at_front(hass, "delete_code", name="Carl")
    assert row["code_id"] is None
    assert (await act_at_front(hass, "get_codes"))["codes"] == []


async def test_rotated(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """Another PIN, told only when asked for; everything else stays."""
    row = await act_at_front(hass, "rotate_code", name="Anna")
    assert "pin" not in row
    row = await act_at_front(hass, "rotate_code", name="Anna", include_pins=True)
    changed = at_cloud(fake_cloud, anna)
    assert digits(changed) == row["pin"] != PIN
    assert not is_guessable(row["pin"])
    assert replace(changed, pin=anna.pin) == anna


async def test_rotated_everywhere_to_the_same(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """A person has one PIN for all doors."""
    fake_cloud.add_code("back", "Anna", OTHER_PIN)
    rows = await act(hass, "rotate_code", BOTH, name="Anna", include_pins=True)
    assert rows[FRONT]["pin"] == rows[BACK]["pin"]


async def test_vendor_chooses_the_digits(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    anna: AccessCode,
) -> None:
    """There is nothing to be rotated by us."""
    rules = replace(RULES, pin_chooser=PinChooser.VENDOR)
    lock = fake_cloud.change("front", code_rules=rules)
    account.runtime_data.locks.async_put(lock)
    key = await refused(hass, "rotate_code", name="Anna")
    assert key == "pin_chosen_by_vendor"


async def test_adopted(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """Ours from now on, without a call to the cloud but the reading."""
    row = await act_at_front(hass, "adopt_code", code_id=anna.id)
    assert (row["code_id"], row["status"]) == (anna.id, "active")
    (code,) = (await act_at_front(hass, "get_codes"))["codes"]
    assert code["managed"] is True
    assert fake_cloud.calls("codes.update") == 0
