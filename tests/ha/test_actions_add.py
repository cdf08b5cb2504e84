"""The action `add_code`."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import PinChooser, ScheduleFeature
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.guessable import is_guessable
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.schedule import Day, Schedule, ScheduleKind
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front

pytestmark = pytest.mark.usefixtures("account")

NOW = datetime(2026, 11, 21, 10, 0, 30, 250000, tzinfo=UTC)


def only_code(fake_cloud: FakeBackend, lock_id: str = "front") -> AccessCode:
    """Return the one code of a lock, as the cloud has it."""
    (code,) = fake_cloud.codes[lock_id].values()
    return code


def digits(fake_cloud: FakeBackend, lock_id: str = "front") -> str:
    """Return the PIN of the one code of a lock."""
    pin = only_code(fake_cloud, lock_id).pin
    assert pin is not None
    return pin.reveal()


def hours(fake_cloud: FakeBackend, lock_id: str = "front") -> Schedule:
    """Return the schedule of the one code of a lock."""
    schedule = only_code(fake_cloud, lock_id).schedule
    assert schedule is not None
    return schedule


async def test_is_written_and_proven(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The answer says that the lock has it, and keeps the PIN to itself."""
    row = await act_at_front(hass, "add_code", name=" Anna ", pin=PIN)
    assert row == {
        "code_id": "code-1",
        "status": "active",
        "on_lock": True,
        "enforced_by": "lock",
    }
    assert only_code(fake_cloud).name == "Anna"
    assert digits(fake_cloud) == PIN
    assert hours(fake_cloud).kind is ScheduleKind.ALWAYS


async def test_pin_is_told_when_asked_for(hass: HomeAssistant) -> None:
    """And only then."""
    row = await act_at_front(hass, "add_code", name="Anna", pin=PIN, include_pins=True)
    assert row["pin"] == PIN


async def test_pin_that_is_left_out_fits_every_lock(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """One PIN for all doors, hard to guess."""
    narrow = replace(RULES, lengths=frozenset({8}), digits="13579")
    _change_rules(fake_cloud, account, "back", narrow)
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=None, include_pins=True)
    assert rows[FRONT]["pin"] == rows[BACK]["pin"]
    pin = rows[FRONT]["pin"]
    assert narrow.check_pin(pin) == ()
    assert not is_guessable(pin)
    assert digits(fake_cloud, "back") == pin


async def test_no_pin_fits_all(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Nothing is sent then."""
    narrow = replace(RULES, lengths=frozenset({4}))
    _change_rules(fake_cloud, account, "back", narrow)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", BOTH, name="Anna")
    assert caught.value.translation_key == "no_common_pin"
    assert fake_cloud.calls("codes.add") == 0


async def test_vendor_chooses_the_digits(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Then none are sent there; those that a person typed are refused there."""
    by_vendor = replace(RULES, pin_chooser=PinChooser.VENDOR)
    _change_rules(fake_cloud, account, "back", by_vendor)
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_chosen_by_vendor"
    # The fake cloud itself does not choose any and refuses to have none.
    rows = await act(hass, "add_code", BOTH, name="Bert")
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_invalid"
    with pytest.raises(ServiceValidationError):
        await act(hass, "add_code", BACK, name="Carl")


def _change_rules(
    fake_cloud: FakeBackend, account: MockConfigEntry, lock_id: str, rules: object
) -> None:
    account.runtime_data.locks.async_put(fake_cloud.change(lock_id, code_rules=rules))


async def test_number_that_fits_is_a_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """YAML without quotes, as long as no digit is lost."""
    await act_at_front(hass, "add_code", name="Anna", pin=int(PIN))
    assert digits(fake_cloud) == PIN


@pytest.mark.parametrize(
    ("pin", "key"),
    [
        (5349, "pin_not_text"),
        (2846.5, "pin_not_text"),
        (True, "pin_not_text"),
        ([PIN], "pin_not_text"),
        ({"pin": PIN}, "pin_not_text"),
        ("", "pin_length"),
        ("1234", "pin_length"),
        ("12345", "pin_sequence"),
        ("112112", "pin_too_few_different"),
        ("28461a", "pin_characters"),
        ("**REDACTED**", "pin_blanked"),
    ],
)
async def test_pin_that_cannot_be(
    hass: HomeAssistant, fake_cloud: FakeBackend, pin: object, key: str
) -> None:
    """Each mistake has its sentence, and nothing is sent."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", pin=pin)
    assert caught.value.translation_key == key
    assert fake_cloud.calls("codes.add") == 0


async def test_all_broken_rules_are_listed(hass: HomeAssistant) -> None:
    """The sentence is about the first."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", pin="1111")
    assert caught.value.details == {  # type: ignore[attr-defined]  # of our own error
        "violations": ["pin_length", "pin_too_few_different"]
    }
    assert caught.value.translation_placeholders == {"lengths": "5, 6, 7, 8"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("  ", "name_blank"),
        ("A" * 33, "name_too_long"),
        ("Anna\n", "name_blank"),
        ("An\nna", "name_characters"),
        (f"Anna {PIN}", "name_invalid"),
        ("Anna 28 46 17", "name_invalid"),
    ],
)
async def test_name_that_cannot_be(hass: HomeAssistant, name: str, key: str) -> None:
    """It must be one that the lock can show, and must not tell the PIN."""
    if name == "Anna\n":
        # Blanks around are taken off.
        assert await act_at_front(hass, "add_code", name=name, pin=PIN)
        return
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name=name, pin=PIN)
    assert caught.value.translation_key == key


async def test_generated_pin_is_not_in_the_name(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """A name that tells every PIN there is leaves none."""
    tight = replace(RULES, lengths=frozenset({5}), digits="17", min_different=1)
    _change_rules(fake_cloud, account, "front", replace(tight, name_max_bytes=None))
    everything = " ".join("".join(pin) for pin in product("17", repeat=5))
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name=everything)
    assert caught.value.translation_key == "no_common_pin"
    assert await act(hass, "add_code", name="Anna")


async def test_hours(
    hass: HomeAssistant, fake_cloud: FakeBackend, freezer: FrozenDateTimeFactory
) -> None:
    """Friday mornings until the end of the year, by the clock of the door."""
    freezer.move_to(NOW)
    await hass.config.async_set_time_zone("Europe/London")
    row = await act_at_front(
        hass,
        "add_code",
        name="Cleaner",
        days=["fri"],
        start_time="09:00",
        end_time="12:00",
        start_datetime="2026-12-01 00:00",
        end_datetime="2026-12-31 00:00",
        one_time=True,
    )
    assert row["status"] == "scheduled"
    schedule = hours(fake_cloud)
    assert schedule.days == {Day.FRI}
    assert schedule.time_zone == "Europe/Amsterdam"
    assert schedule.start == datetime(2026, 12, 1, tzinfo=UTC)
    assert schedule.uses == 1


async def test_each_lock_has_its_own_clock(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Nine o'clock is nine o'clock at each door; a zone nobody knows is the home's."""
    locks = account.runtime_data.locks
    locks.async_put(fake_cloud.change("front", time_zone="Asia/Tokyo"))
    locks.async_put(fake_cloud.change("back", time_zone="Mars/Olympus"))
    await hass.config.async_set_time_zone("Europe/London")
    times: dict[str, Any] = {"start_time": "09:00", "end_time": "12:00"}
    await act(hass, "add_code", BOTH, name="Cleaner", **times)
    assert hours(fake_cloud).time_zone == "Asia/Tokyo"
    assert hours(fake_cloud, "back").time_zone == "Europe/London"


async def test_end_is_moved_to_what_the_clock_can_keep(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """`now() + timedelta(hours=2)` has parts of a second."""
    freezer.move_to(NOW)
    rules = replace(RULES, precision=timedelta(minutes=1))
    _change_rules(fake_cloud, account, "back", rules)
    await act(hass, "add_code", BOTH, name="Guest", duration="02:00")
    schedule = hours(fake_cloud)
    assert schedule.start == NOW.replace(microsecond=0)
    assert schedule.end == NOW.replace(hour=12, second=31, microsecond=0)
    schedule = hours(fake_cloud, "back")
    assert schedule.start == NOW.replace(second=0, microsecond=0)
    assert schedule.end == NOW.replace(hour=12, minute=1, second=0, microsecond=0)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"start_time": 1290, "end_time": "22:00"}, "time_not_text"),
        ({"time_zone": "Mars/Olympus"}, "time_zone_unknown"),
        ({"end_datetime": "2026-11-20 09:00"}, "schedule_past"),
        (
            {"start_datetime": "2027-01-02 09:00", "end_datetime": "2027-01-01 09:00"},
            "end_before_start",
        ),
    ],
)
async def test_hours_that_cannot_be(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    freezer: FrozenDateTimeFactory,
    fields: dict[str, Any],
    key: str,
) -> None:
    """Nothing is sent, at none of the locks."""
    freezer.move_to(NOW)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", pin=PIN, **fields)
    assert caught.value.translation_key == key
    assert fake_cloud.calls("codes.add") == 0


async def test_start_in_the_past_is_fine(hass: HomeAssistant) -> None:
    """It simply works from now on."""
    row = await act_at_front(
        hass, "add_code", name="Anna", start_datetime="2020-01-01 09:00"
    )
    assert row["status"] == "active"


@pytest.mark.parametrize("allowed", [True, False])
async def test_hours_that_the_lock_cannot_keep(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    allowed: bool,
) -> None:
    """Home Assistant does not keep them instead, allowed or not."""
    plain = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
    _change_rules(fake_cloud, account, "front", plain)
    with pytest.raises(ServiceValidationError) as caught:
        await act(
            hass,
            "add_code",
            name="Anna",
            days=["fri"],
            allow_home_assistant_schedule=allowed,
        )
    assert caught.value.translation_key == "schedule_unsupported"


async def test_zone_of_a_lock_that_tells_none(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Who names the lock's clock must not get another one."""
    account.runtime_data.locks.async_put(fake_cloud.change("front", time_zone=None))
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", days="fri", time_zone="lock")
    assert caught.value.translation_key == "time_zone_not_told"


async def test_name_that_exists(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """An error unless the call says what shall be."""
    before = fake_cloud.add_code("front", "Anna", OTHER_PIN)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="anna", pin=PIN)
    assert caught.value.translation_key == "name_in_use"

    row = await act_at_front(
        hass, "add_code", name="anna", pin=PIN, if_exists="keep", include_pins=True
    )
    assert row["code_id"] == before.id
    # It is not what was asked for, but what is there.
    assert "pin" not in row
    assert digits(fake_cloud) == OTHER_PIN

    row = await act_at_front(
        hass, "add_code", name="anna", pin=PIN, if_exists="replace", include_pins=True
    )
    assert (row["code_id"], row["pin"]) == (before.id, PIN)
    assert digits(fake_cloud) == PIN


async def test_name_to_keep_that_is_not_there(hass: HomeAssistant) -> None:
    """Then it is added, and the PIN is the one of the answer."""
    row = await act_at_front(
        hass, "add_code", name="Anna", pin=PIN, if_exists="keep", include_pins=True
    )
    assert row["pin"] == PIN


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
    for _ in range(20):
        await _turn(hass)
    assert fake_cloud.codes["back"]
    assert not fake_cloud.codes["front"]
    gate.set()
    assert (await task)[FRONT]["status"] == "active"


async def _turn(hass: HomeAssistant) -> None:
    future = hass.loop.create_future()
    hass.loop.call_soon(future.set_result, None)
    await future


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
