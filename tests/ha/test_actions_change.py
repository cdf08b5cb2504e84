"""The actions that change one code: update, delete, rotate, adopt."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import PinChooser
from custom_components.cloud_locks.model.errors import CloudUnreachable, OutcomeUnknown
from custom_components.cloud_locks.model.guessable import is_guessable
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front

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


def at_cloud(fake_cloud: FakeBackend, code: AccessCode) -> AccessCode:
    """Return a code as the cloud has it now."""
    return fake_cloud.codes["front"][code.id]


def digits(code: AccessCode) -> str:
    """Return the PIN of a code."""
    assert code.pin is not None
    return code.pin.reveal()


async def refused(hass: HomeAssistant, action: str, **data: Any) -> str:
    """Return the key of the mistake for which a call is refused."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, action, **data)
    return str(caught.value.translation_key)


async def test_name_pin_and_hours_change(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """All at once; the answer says how the code stands."""
    row = await act_at_front(
        hass,
        "update_code",
        code_id=anna.id,
        new_name=" Bert ",
        pin=OTHER_PIN,
        days=[],
        start_time=None,
        end_time=None,
    )
    assert row == {
        "code_id": anna.id,
        "status": "active",
        "on_lock": True,
        "enforced_by": "lock",
    }
    changed = at_cloud(fake_cloud, anna)
    assert changed.name == "Bert"
    assert digits(changed) == OTHER_PIN
    assert changed.schedule == Schedule.always()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"new_name": "Bert"}, {"name": "Bert"}),
        (
            {"end_datetime": "2027-01-01T00:00:00Z"},
            {"schedule": replace(FRIDAYS, end=datetime(2027, 1, 1, tzinfo=UTC))},
        ),
        ({"days": "mon"}, {"schedule": replace(FRIDAYS, days=frozenset({Day.MON}))}),
        (
            {"start_time": "08:30"},
            {"schedule": replace(FRIDAYS, from_time=time(8, 30))},
        ),
        ({"one_time": True}, {"schedule": replace(FRIDAYS, uses=1)}),
    ],
)
async def test_what_is_not_given_stays(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: AccessCode,
    data: dict[str, Any],
    expected: dict[str, Any],
) -> None:
    """One field of the schedule is no new schedule."""
    await act_at_front(hass, "update_code", name="ANNA", **data)
    assert at_cloud(fake_cloud, anna) == replace(anna, **expected)


async def test_hours_are_read_before_they_are_changed(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """What somebody changed in the vendor's app in the meantime is kept as well."""
    await act_at_front(hass, "get_codes")
    later = replace(FRIDAYS, to_time=time(17))
    fake_cloud.edit_code("front", anna.id, schedule=later)
    await act_at_front(hass, "update_code", name="Anna", days="mon")
    changed = at_cloud(fake_cloud, anna).schedule
    assert changed == replace(later, days=frozenset({Day.MON}))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "nothing_to_change"),
        ({"pin": None}, "nothing_to_change"),
        ({"pin": "12345"}, "pin_sequence"),
        ({"pin": 1234}, "pin_not_text"),
        ({"new_name": ""}, "name_blank"),
        ({"new_name": "Number 284617"}, "name_invalid"),
        ({"new_name": f"x {OTHER_PIN}", "pin": OTHER_PIN}, "name_invalid"),
        ({"start_time": "09:00", "end_time": None}, "time_without_pair"),
        ({"end_datetime": "2020-01-01 09:00"}, "schedule_past"),
        ({"start_time": 1290}, "time_not_text"),
    ],
)
async def test_change_that_cannot_be(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    anna: AccessCode,
    data: dict[str, Any],
    key: str,
) -> None:
    """Each mistake has its sentence, and nothing is sent."""
    assert await refused(hass, "update_code", name="Anna", **data) == key
    assert fake_cloud.calls("codes.update") == 0


async def test_pin_that_the_name_tells(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """A new PIN is held against the name that stays."""
    fake_cloud.add_code("front", "Flat 7391", PIN)
    pin = {"pin": "07391"}
    assert "error" not in await act_at_front(
        hass, "update_code", name="flat 7391", **pin
    )
    fake_cloud.add_code("front", "Flat 73-910", "284671")
    key = await refused(hass, "update_code", name="Flat 73-910", pin="73910")
    assert key == "name_invalid"


async def test_name_with_digits_that_are_no_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """A year and a flat are no secret."""
    await act_at_front(hass, "update_code", name="Anna", new_name="Anna 202611")
    assert at_cloud(fake_cloud, anna).name == "Anna 202611"


async def test_names_are_unique(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """Two codes of one name could not be told apart."""
    fake_cloud.add_code("front", "Bert", OTHER_PIN)
    key = await refused(hass, "update_code", name="Anna", new_name="BERT")
    assert key == "name_in_use"


async def test_unknown_outcome_of_a_change(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """It was not done, and nobody knows that for certain."""
    fake_cloud.fail("codes.update", OutcomeUnknown())
    row = await act_at_front(hass, "update_code", name="Anna", new_name="Bert")
    assert (row["status"], row["reason"]) == ("unknown", "outcome_unknown")


async def test_who_does_not_wait(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """`wait` bounds every change."""
    for action, method in (
        ("update_code", "codes.update"),
        ("rotate_code", "codes.update"),
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


async def test_duration_counts_from_the_start_that_stays(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """A stay is made longer without saying again when it began."""
    start = datetime(2026, 11, 20, 12, tzinfo=UTC)
    stay = Schedule.window(start, start + timedelta(days=2))
    guest = fake_cloud.add_code("front", "Guest", PIN, stay)
    await act_at_front(hass, "update_code", name="Guest", duration={"days": 900})
    changed = at_cloud(fake_cloud, guest).schedule
    assert changed is not None
    assert (changed.start, changed.end) == (start, start + timedelta(days=900))
