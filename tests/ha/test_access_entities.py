"""What of everybody's access shows: news, a number, a calendar, and who came in."""

from datetime import timedelta
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloud_locks.access.grant import Phase
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.schedule import Schedule

from .acting import FRIDAYS, FRONT, PIN, act
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import kinds, record_events, settle
from .people import ANNA, add_people, remembered

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEWS, PEOPLE = "event.access_grants", "sensor.people_with_access"


def shown(house: House, entity_id: str) -> State:
    """Return the state of an entity."""
    state = house.hass.states.get(entity_id)
    assert state is not None
    return state


async def comes_in(house: House) -> dict[str, Any]:
    """Let Anna type her PIN, and return what the front door's event says of it."""
    fired = record_events(house.hass, "access")
    (code,) = house.cloud.codes["front"].values()
    house.cloud.emit(
        "front", EventType.UNLOCKED, method=Method.CODE, who="Anna", code_id=code.id
    )
    await house.live(3 * timedelta(minutes=1))
    assert kinds(fired) == ["unlocked"]
    return fired[0]


async def test_news_of_access(house: House) -> None:
    """Who, whose, where and why; never digits."""
    await add_people(house.hass)
    person = remembered(house.hass, ANNA)
    grant = make_grant(FRONT_DOOR, BACK_DOOR)
    assert shown(house, NEWS).state == "unknown"
    await house.give(grant)
    told = shown(house, NEWS).attributes
    assert (told["event_type"], told["who"], told["grant_id"]) == (
        "active",
        "Anna",
        grant.id,
    )
    await house.change(grant, person=person, phase=Phase.PAUSED)
    assert shown(house, NEWS).attributes["event_type"] == "paused"
    assert shown(house, NEWS).attributes["person"] == ANNA
    assert PIN not in repr(house.hass.states.async_all())


async def test_news_of_one_lock(house: House) -> None:
    """With its entity and the reason."""
    house.cloud.add_code("front", "Anna", "975310")
    house.cloud.codes["front"].clear()
    await house.give(make_grant())
    house.cloud.codes["front"].clear()
    await house.live(3 * HOUR, timedelta(minutes=10))
    told = shown(house, NEWS).attributes
    assert told["event_type"] == "changed_elsewhere"
    assert (told["lock"], told["reason"]) == (FRONT, "removed_elsewhere")


async def test_how_many_people_have_access(house: House) -> None:
    """At present: not those who are paused, over or still to come."""
    assert shown(house, PEOPLE).state == "0"
    anna = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    now = house.clock().astimezone()
    soon = Schedule.window(now + HOUR, now + 5 * HOUR)
    await house.give(make_grant(name="Bert", pin="739105", schedule=soon))
    assert shown(house, PEOPLE).state == "1"
    await house.live(HOUR + timedelta(minutes=1), timedelta(minutes=10))
    assert shown(house, PEOPLE).state == "2"
    await house.change(anna, phase=Phase.PAUSED)
    assert shown(house, PEOPLE).state == "1"
    await house.live(5 * HOUR, timedelta(minutes=10))
    assert shown(house, PEOPLE).state == "0"


async def test_the_calendar_is_off_at_first(house: House) -> None:
    """All users may read calendars."""
    entry = er.async_get(house.hass).async_get("calendar.access_schedule")
    assert entry is not None
    assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION


async def test_the_calendar_shows_names_hours_and_doors(
    hass: HomeAssistant, house: House
) -> None:
    """Of those who have access at some times only."""
    er.async_get(hass).async_update_entity("calendar.access_schedule", disabled_by=None)
    await house.start_again()
    await house.give(make_grant(FRONT_DOOR, BACK_DOOR, schedule=FRIDAYS))
    await house.give(make_grant(name="Bert", pin="739105"))
    answer: Any = await hass.services.async_call(
        Platform.CALENDAR,
        "get_events",
        {
            "entity_id": "calendar.access_schedule",
            "start_date_time": "2026-11-21 00:00:00",
            "end_date_time": "2026-12-01 00:00:00",
        },
        blocking=True,
        return_response=True,
    )
    (event,) = answer["calendar.access_schedule"]["events"]
    assert (event["summary"], event["location"]) == ("Anna", "Front door, Back door")
    assert event["start"].startswith("2026-11-27T")


class TestComingIn:
    """Who opened a door, and with whose access."""

    async def test_by_name_and_person(self, house: House) -> None:
        """The access goes before what the code is linked with otherwise."""
        await add_people(house.hass)
        grant = make_grant()
        await house.give(grant)
        await house.change(grant, person=remembered(house.hass, ANNA))
        event = await comes_in(house)
        assert (event["who"], event["person"], event["grant_id"]) == (
            "Anna",
            ANNA,
            grant.id,
        )
        rows = await act(house.hass, "get_activity", FRONT)
        assert rows[FRONT]["events"][-1]["grant_id"] == grant.id

    async def test_a_new_pin_is_still_the_same_person(self, house: House) -> None:
        """Although its code is called otherwise."""
        await house.give(make_grant())
        await act(house.hass, "rotate_grant", None, name="Anna")
        event = await comes_in(house)
        assert (house.on_lock(), event["who"]) == (["Anna 2"], "Anna")

    async def test_the_first_time_is_news(self, house: House) -> None:
        """Once."""
        await house.give(make_grant())
        told = house.record()
        await comes_in(house)
        await comes_in(house)
        assert told == [("first_use", "front")]

    async def test_nobodys_code(self, house: House) -> None:
        """Is as before."""
        house.cloud.add_code("front", "Anna", "975310")
        await house.live(HOUR, timedelta(minutes=10))
        event = await comes_in(house)
        assert "grant_id" not in event


@pytest.mark.parametrize(("choice", "who"), [("initials", "A."), ("none", None)])
async def test_names_are_shown_as_far_as_one_chose(
    house: House, choice: str, who: str | None
) -> None:
    """In the news of access too."""
    (entry,) = (
        it
        for it in house.hass.config_entries.async_entries("cloud_locks")
        if it.unique_id == "access"
    )
    house.hass.config_entries.async_update_entry(
        entry, options={"record_names": choice}
    )
    await house.give(make_grant())
    await settle(house.hass)
    assert shown(house, NEWS).attributes.get("who") == who
