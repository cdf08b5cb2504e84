"""The action `update_code`."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.masking import MASK
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

from .acting import (
    FRIDAYS,
    OTHER_PIN,
    PIN,
    act_at_front,
    at_cloud,
    digits,
    only_code,
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
    """A name of the vendor's app is shown without the digits, so it tells no PIN."""
    told = fake_cloud.add_code("front", "Flat 73-910", "284671")
    key = await refused(hass, "update_code", name="Flat 73-910", pin="73910")
    assert key == "name_ambiguous_ids"
    row = await act_at_front(hass, "update_code", code_id=told.id, pin="73910")
    assert row["status"] == "active"
    codes = (await act_at_front(hass, "get_codes"))["codes"]
    assert [code["name"] for code in codes] == [f"Flat {MASK}"]


@pytest.mark.parametrize("by", ["name", "code_id"])
async def test_pin_that_a_name_of_ours_tells(
    hass: HomeAssistant, fake_cloud: FakeBackend, by: str
) -> None:
    """What was made here is shown by its full name, so that must never be its PIN."""
    await act_at_front(hass, "add_code", name="Flat 73-910", pin="284671")
    made = only_code(fake_cloud)
    chosen = {"name": made.name, "code_id": made.id}[by]
    key = await refused(hass, "update_code", pin="73910", **{by: chosen})
    assert key == "name_invalid"
    assert digits(only_code(fake_cloud)) == "284671"
    row = {by: chosen, "pin": "73910", "new_name": "Flat"}
    await act_at_front(hass, "update_code", **row)
    assert digits(only_code(fake_cloud)) == "73910"


async def test_name_with_digits_that_are_no_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend, anna: AccessCode
) -> None:
    """A year and a flat are no secret."""
    await act_at_front(hass, "update_code", name="Anna", new_name="Anna of flat 12")
    assert fake_cloud.calls("codes.get") == 0
    row = {"name": "Anna of flat 12", "new_name": "Anna 202611"}
    await act_at_front(hass, "update_code", **row)
    # The digits may be its PIN, so that is looked at.
    assert fake_cloud.calls("codes.get") == 1
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
