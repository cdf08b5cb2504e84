"""When codes open a lock."""

from datetime import UTC, datetime, time, timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.reconcile import Intent
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

from .entities import has_entity
from .home import entity_id, state as state_of

ZONE = "Europe/Amsterdam"
SATURDAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
"""10:00 on a Saturday at the door."""

FRIDAYS = Schedule.weekly({Day.FRI}, time(9), time(12), ZONE)
NIGHTS = Schedule.weekly({Day.FRI}, time(22), time(6), ZONE)

type Row = dict[str, Any]


@pytest.fixture
async def account(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    freezer: FrozenDateTimeFactory,
) -> MockConfigEntry:
    """Return an account with a calendar that is on, at a door in Amsterdam."""
    await hass.config.async_set_time_zone(ZONE)
    freezer.move_to(SATURDAY)
    er.async_get(hass).async_get_or_create(
        "calendar",
        DOMAIN,
        f"{entry.unique_id}:front:code_schedule",
        config_entry=entry,
        disabled_by=None,
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


def known(account: MockConfigEntry, name: str, schedule: Schedule, **more: Any) -> None:
    """Let a code be known as after reading it from the lock."""
    book = account.runtime_data.codes
    code = AccessCode(id=name, name=name, schedule=schedule, on_lock=True, **more)
    book.put("front", code)
    book.changed("front")


async def listed(hass: HomeAssistant, start: str, end: str) -> list[Row]:
    """Return what the calendar shows from one moment to another."""
    calendar = entity_id(hass, "calendar", "code_schedule")
    answer: Any = await hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": calendar, "start_date_time": start, "end_date_time": end},
        blocking=True,
        return_response=True,
    )
    rows: list[Row] = answer[calendar]["events"]
    return rows


def row(name: str, start: str, end: str) -> Row:
    """Return an event as the calendar tells it."""
    return {"summary": name, "start": start, "end": end}


async def test_off_by_default(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Every user of Home Assistant may read calendars; names are for some."""
    lock = fake_cloud.locks["back"]
    fake_cloud.change("back", capabilities=lock.capabilities - {Capability.CODES})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    calendar = er.async_get(hass).async_get(
        entity_id(hass, "calendar", "code_schedule")
    )
    assert calendar is not None
    assert calendar.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert calendar.entity_category is EntityCategory.DIAGNOSTIC
    assert not has_entity(hass, "calendar", "code_schedule", "back")


async def test_every_friday_of_a_month(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """On the clock of the door, also over a change of that clock."""
    known(account, "Cleaner", FRIDAYS)
    assert await listed(hass, "2027-03-20T00:00:00", "2027-04-03T00:00:00") == [
        row("Cleaner", "2027-03-26T09:00:00+01:00", "2027-03-26T12:00:00+01:00"),
        row("Cleaner", "2027-04-02T09:00:00+02:00", "2027-04-02T12:00:00+02:00"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [
        ("2026-11-27T23:00:00", "2026-11-27T23:30:00", True),
        ("2026-11-28T05:59:00", "2026-11-28T08:00:00", True),
        ("2026-11-28T06:00:00", "2026-11-28T08:00:00", False),
        ("2026-11-27T20:00:00", "2026-11-27T22:00:00", False),
        ("2026-11-27T20:00:00", "2026-11-27T22:01:00", True),
    ],
)
async def test_whole_stretches_that_reach_into_what_was_asked(
    hass: HomeAssistant,
    account: MockConfigEntry,
    start: str,
    end: str,
    there: bool,
) -> None:
    """Never cut, so that the same night is the same event in every view."""
    known(account, "Night nurse", NIGHTS)
    night = row("Night nurse", "2026-11-27T22:00:00+01:00", "2026-11-28T06:00:00+01:00")
    assert await listed(hass, start, end) == ([night] if there else [])


async def test_windows_are_whole_as_well(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """In the order in which they begin."""
    guest = Schedule.window(SATURDAY - timedelta(days=2), SATURDAY + timedelta(days=5))
    known(account, "Guest", guest)
    known(account, "Heirs", Schedule.window(SATURDAY - timedelta(days=9), None))
    known(account, "Flat sold", Schedule.window(None, SATURDAY + timedelta(days=1)))
    assert await listed(
        hass, "2026-11-21T00:00:00+01:00", "2026-11-23T00:00:00+01:00"
    ) == [
        row("Heirs", "2026-11-12T10:00:00+01:00", "2026-11-23T00:00:00+01:00"),
        row("Guest", "2026-11-19T10:00:00+01:00", "2026-11-26T10:00:00+01:00"),
        row("Flat sold", "2026-11-21T00:00:00+01:00", "2026-11-22T10:00:00+01:00"),
    ]


async def test_weekly_hours_within_a_window(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """The last Friday is cut where the validity ends."""
    ends = datetime(2026, 11, 27, 10, tzinfo=UTC)
    within = Schedule.weekly({Day.FRI}, time(9), time(12), ZONE, end=ends)
    known(account, "Cleaner", within)
    assert await listed(hass, "2026-11-21T00:00:00", "2026-12-31T00:00:00") == [
        row("Cleaner", "2026-11-27T09:00:00+01:00", "2026-11-27T11:00:00+01:00")
    ]


@pytest.mark.parametrize(
    ("schedule", "status"),
    [
        (Schedule.always(), CodeStatus.UNKNOWN),
        (Schedule.always(uses=1), CodeStatus.UNKNOWN),
        (None, CodeStatus.UNKNOWN),
        (FRIDAYS, CodeStatus.FAILED),
        (FRIDAYS, CodeStatus.DISABLED),
        (FRIDAYS, CodeStatus.REMOVING),
    ],
)
async def test_what_is_not_shown(
    hass: HomeAssistant,
    account: MockConfigEntry,
    schedule: Schedule,
    status: CodeStatus,
) -> None:
    """Codes that always work, that never do, and whose hours nobody has read."""
    known(account, "Anna", schedule, status=status)
    assert await listed(hass, "2026-11-21T00:00:00", "2026-12-21T00:00:00") == []
    assert state_of(hass, "calendar", "code_schedule").state == "off"
    assert "message" not in state_of(hass, "calendar", "code_schedule").attributes


async def test_a_code_on_its_way_is_shown(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It may be on the lock already."""
    account.runtime_data.codes.memory("front").intents["1"] = Intent(
        name="Cleaner", schedule=FRIDAYS, seen=frozenset(), created=SATURDAY
    )
    assert len(await listed(hass, "2026-11-21T00:00:00", "2026-11-28T00:00:00")) == 1


async def test_the_state_follows_the_hours(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What is on, else what is next; on while a code opens the door."""
    fake_cloud.add_code("front", "Cleaner", "284617", FRIDAYS)
    await account.runtime_data.codes.read("front", depth=Depth.SCHEDULES)
    state = state_of(hass, "calendar", "code_schedule")
    assert state.state == "off"
    assert state.attributes["message"] == "Cleaner"
    assert state.attributes["start_time"] == "2026-11-27 09:00:00"

    for moment, expected, start in (
        ("2026-11-27T09:00:00+01:00", "on", "2026-11-27 09:00:00"),
        ("2026-11-27T12:00:00+01:00", "off", "2026-12-04 09:00:00"),
    ):
        freezer.move_to(moment)
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
        state = state_of(hass, "calendar", "code_schedule")
        assert (state.state, state.attributes["start_time"]) == (expected, start)


async def test_the_earliest_of_several_is_shown(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """A code that was deleted makes room for the next."""
    soon = Schedule.window(SATURDAY + timedelta(hours=1), SATURDAY + timedelta(hours=2))
    known(account, "Cleaner", FRIDAYS)
    known(account, "Guest", soon)
    known(account, "Gone", Schedule.window(None, SATURDAY - timedelta(hours=1)))
    state = state_of(hass, "calendar", "code_schedule")
    assert (state.state, state.attributes["message"]) == ("off", "Guest")
    book = account.runtime_data.codes
    del book.memory("front").ledger["Guest"]
    book.changed("front")
    message = state_of(hass, "calendar", "code_schedule").attributes["message"]
    assert message == "Cleaner"


async def test_an_open_end_is_the_same_all_day(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Otherwise each look at it would be a change of its state."""
    known(account, "Heirs", Schedule.window(SATURDAY - timedelta(days=9), None))
    first = state_of(hass, "calendar", "code_schedule")
    assert first.state == "on"
    freezer.tick(timedelta(hours=3))
    account.runtime_data.codes.changed("front")
    second = state_of(hass, "calendar", "code_schedule")
    assert first.attributes == second.attributes
    assert first.last_updated == second.last_updated


async def test_no_digits(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Neither in the state nor in the events."""
    fake_cloud.add_code("front", "Anna", "284617", FRIDAYS)
    await account.runtime_data.codes.read("front", depth=Depth.PINS)
    shown = state_of(hass, "calendar", "code_schedule").as_dict()
    events = await listed(hass, "2026-11-21T00:00:00", "2026-11-28T00:00:00")
    assert events
    assert "284617" not in json.dumps([events, shown], default=str)
