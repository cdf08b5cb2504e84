"""The action `add_code`: the hours of a code."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import RULES, FakeBackend

from .acting import BOTH, PIN, act, act_at_front, change_rules, only_code, refused

pytestmark = pytest.mark.usefixtures("account")

_OPEN_ENDED = "schedule_open_ended"
NOW = datetime(2026, 11, 21, 10, 0, 30, 250000, tzinfo=UTC)


def hours(fake_cloud: FakeBackend, lock_id: str = "front") -> Schedule:
    """Return the schedule of the one code of a lock."""
    schedule = only_code(fake_cloud, lock_id).schedule
    assert schedule is not None
    return schedule


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


async def test_until_sunday_begins_now(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A lock that wants to hear of a beginning hears of one."""
    freezer.move_to(NOW)
    schedules = RULES.schedules - {ScheduleFeature.OPEN_ENDED}
    rules = replace(RULES, schedules=schedules)
    change_rules(fake_cloud, account, "front", rules)
    until: dict[str, Any] = {"end_datetime": "2026-11-22 12:00"}
    await act(hass, "add_code", BOTH, name="Guest", **until)
    assert hours(fake_cloud).start == NOW.replace(microsecond=0)
    assert hours(fake_cloud, "back").start is None
    since: dict[str, Any] = {"start_datetime": "2026-11-22 12:00"}
    assert await refused(hass, "add_code", name="Guest", **since) == _OPEN_ENDED


async def test_end_is_moved_to_what_the_clock_can_keep(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """`now() + timedelta(hours=2)` has parts of a second."""
    freezer.move_to(NOW)
    rules = replace(RULES, precision=timedelta(minutes=1))
    change_rules(fake_cloud, account, "back", rules)
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
    change_rules(fake_cloud, account, "front", plain)
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
