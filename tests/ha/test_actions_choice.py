"""Which code a call means, and errors that all such actions share."""

from datetime import time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, only_code

pytestmark = pytest.mark.usefixtures("account")

FRIDAYS = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and only once."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@pytest.fixture
def anna(fake_cloud: FakeBackend) -> AccessCode:
    """Put Anna's code on the front door, in the vendor's app."""
    return fake_cloud.add_code("front", "Anna", PIN, FRIDAYS)


async def refused(hass: HomeAssistant, action: str, **data: Any) -> str:
    """Return the key of the mistake for which a call is refused."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, action, **data)
    return str(caught.value.translation_key)


ACTIONS = ("update_code", "delete_code", "rotate_code", "adopt_code", "send_code")

SENDING = {"recipient": "notify.anna"}

CHANGING = {"new_name": "Bert"}


def needed(action: str) -> dict[str, Any]:
    """Return the fields that an action needs beside the choice of a code."""
    return {"update_code": CHANGING, "send_code": SENDING}.get(action, {})


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("choice", "locks", "key"),
    [
        ({}, FRONT, "code_id_or_name"),
        ({"name": "Anna", "code_id": "code-1"}, FRONT, "code_id_or_name"),
        ({"code_id": "code-1"}, BOTH, "code_id_of_one_lock"),
        ({"code_id": "code-1"}, [FRONT, "lock.nowhere"], "code_id_of_one_lock"),
    ],
)
async def test_code_that_is_not_chosen_well(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: AccessCode,
    action: str,
    choice: dict[str, Any],
    locks: str | list[str],
    key: str,
) -> None:
    """By id or by name; an id only at one lock. Nothing is asked of the cloud."""
    before = fake_cloud.calls("codes.list")
    data = {**needed(action), **choice}
    assert await refused(hass, action, locks=locks, **data) == key
    assert fake_cloud.calls("codes.list") == before


@pytest.mark.parametrize("action", [it for it in ACTIONS if it != "send_code"])
@pytest.mark.parametrize("choice", [{"name": "Zoe"}, {"code_id": "code-99"}])
async def test_code_that_does_not_exist(
    hass: HomeAssistant, anna: AccessCode, action: str, choice: dict[str, Any]
) -> None:
    """It is said so."""
    assert await refused(hass, action, **needed(action), **choice) == "not_found"


@pytest.mark.parametrize("action", [it for it in ACTIONS if it != "send_code"])
async def test_name_of_two_codes(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode, action: str
) -> None:
    """The ids are in the sentence and in the answer."""
    twin = fake_cloud.add_code("front", "anna", OTHER_PIN)
    fake_cloud.add_code("back", "Anna", OTHER_PIN)
    rows = await act(hass, action, BOTH, name="Anna", **needed(action))
    assert "error" not in rows[BACK]
    assert rows[FRONT]["error"] == "name_ambiguous"
    assert rows[FRONT]["code_ids"] == [anna.id, twin.id]
    assert f"{anna.id}, {twin.id}" in rows[FRONT]["message"]

    with pytest.raises(ServiceValidationError, match=twin.id):
        await act(hass, action, FRONT, name="Anna", **needed(action))


async def test_refused_key_starts_signing_in_again(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """As everywhere else."""
    fake_cloud.sign_out()
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "delete_code", name="Anna")
    assert caught.value.translation_key == "signed_out"
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"


async def test_cloud_out_of_reach(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """No fault of the caller's."""
    fake_cloud.fail("codes.list", CloudUnreachable(), times="always")
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "delete_code", name="Anna")
    assert not isinstance(caught.value, ServiceValidationError)
    assert caught.value.translation_key == "cloud_unreachable"


async def test_bug_comes_to_light_when_all_are_done(
    hass: HomeAssistant, fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hides no write that went well."""
    fake_cloud.add_code("back", "Anna", OTHER_PIN)
    fake_cloud.fail("codes.list", ZeroDivisionError("a bug"), lock_id="front")  # type: ignore[arg-type]  # on purpose
    gate = fake_cloud.hold("codes.delete", lock_id="back")
    task = hass.async_create_task(act(hass, "delete_code", BOTH, name="Anna"))
    for _ in range(20):
        future = hass.loop.create_future()
        hass.loop.call_soon(future.set_result, None)
        await future
    assert not task.done()
    gate.set()
    with pytest.raises(ZeroDivisionError):
        await task
    assert fake_cloud.codes["back"] == {}


@pytest.mark.parametrize("action", [it for it in ACTIONS if it != "send_code"])
async def test_hidden_digits_are_not_guessed(
    hass: HomeAssistant, fake_cloud: FakeBackend, action: str
) -> None:
    """What is shown as "Room ••••" may be another room than the one that is said."""
    shown = fake_cloud.add_code("front", "Room ••••", PIN)
    data = {**needed(action), "name": "Room 12345"}
    assert await refused(hass, action, **data) == "name_ambiguous_ids"
    assert only_code(fake_cloud) == shown


@pytest.mark.parametrize("if_exists", ["replace", "keep"])
async def test_hidden_digits_are_not_replaced(
    hass: HomeAssistant, fake_cloud: FakeBackend, if_exists: str
) -> None:
    """Adding a room's code never changes that of another."""
    shown = fake_cloud.add_code("front", "Room ••••", PIN)
    data = {"name": "Room 12345", "pin": OTHER_PIN, "if_exists": if_exists}
    assert await refused(hass, "add_code", **data) == "name_in_use"
    assert only_code(fake_cloud) == shown
