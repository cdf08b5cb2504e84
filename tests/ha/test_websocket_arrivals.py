"""Who arrives today and tomorrow, and whether they came in."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.grant import Grant, GrantDoor, Phase
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.schedule import Day, Schedule

from .asking import Panel
from .codes import OTHER_PIN, PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import pass_time, settle

FRONT, BACK = "fake:fake-account:front", "fake:fake-account:back"
HOME = "Europe/Amsterdam"


@pytest.fixture(autouse=True)
async def amsterdam(hass: HomeAssistant) -> None:
    """Let the house be there; it is Saturday, one o'clock."""
    await hass.config.async_set_time_zone(HOME)


def window(start: str | None, end: str | None) -> Schedule:
    """Return hours in November, from day and time."""
    return Schedule.window(_moment(start), _moment(end))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(f"2026-11-{text}+01:00").astimezone(UTC)


def anna(schedule: Schedule, name: str = "Anna", pin: str = PIN) -> Grant:
    """Return an access at the front door."""
    return make_grant(name=name, schedule=schedule, pin=pin)


async def arriving(panel: Panel) -> list[tuple[str, str, str, str | None]]:
    """Return who arrives, on which day, from and until when."""
    view = await panel.ask("arrivals")
    return [
        (
            it["grant_id"][6:],
            it["day"],
            it["start"][8:16],
            it["end"] and it["end"][8:16],
        )
        for it in view["arrivals"]
    ]


async def test_today_and_tomorrow_in_order(panel: Panel, house: House) -> None:
    """By the home's calendar day; the last minute of tomorrow counts."""
    for name, start, end in (
        ("Too late", "23T00:00", "25T10:00"),
        ("Zoe", "22T23:59", "25T10:00"),
        ("Anna", "22T23:59", None),
        ("Bert", "22T00:00", "23T10:00"),
        ("Carl", "21T15:00", "24T10:00"),
        ("Dora", "21T00:00", "21T09:00"),
        ("Too early", "20T23:59", "25T10:00"),
        ("Nobody knows", None, "25T10:00"),
    ):
        await house.keeper.put(anna(window(start, end), name))
    assert await arriving(panel) == [
        ("Dora", "today", "21T00:00", "21T09:00"),
        ("Carl", "today", "21T15:00", "24T10:00"),
        ("Bert", "tomorrow", "22T00:00", "23T10:00"),
        ("Anna", "tomorrow", "22T23:59", None),
        ("Zoe", "tomorrow", "22T23:59", "25T10:00"),
    ]


async def test_hours_of_a_week(panel: Panel, house: House) -> None:
    """They begin every time; who may come always arrives never."""
    weekend = [Day.FRI, Day.SAT, Day.SUN]
    for name, schedule in (
        ("Anna", Schedule.weekly(weekend, time(22), time(6), HOME)),
        ("Whole days", Schedule.weekly([Day.SUN], None, None, HOME)),
        ("Always", Schedule.always()),
        ("All week", Schedule.weekly(Day, None, None, HOME)),
        (
            "From today",
            Schedule.weekly(Day, None, None, HOME, start=_moment("21T08:00")),
        ),
    ):
        await house.keeper.put(anna(schedule, name))
    assert await arriving(panel) == [
        ("From today", "today", "21T08:00", None),
        ("Anna", "today", "21T22:00", "22T06:00"),
        ("Whole days", "tomorrow", "22T00:00", "23T00:00"),
        ("Anna", "tomorrow", "22T22:00", "23T06:00"),
    ]


async def test_doors_of_one_arrival(panel: Panel, house: House) -> None:
    """Those whose hours overlap are one; one apart from it is another."""
    doors = (
        GrantDoor(at=FRONT_DOOR, schedule=window("21T15:00", "24T10:00")),
        GrantDoor(at=BACK_DOOR, schedule=window("21T14:30", "24T11:00")),
    )
    await house.keeper.put(replace(make_grant(), doors=doors))
    early = (
        GrantDoor(at=FRONT_DOOR, schedule=window("21T09:00", "21T10:00")),
        GrantDoor(at=BACK_DOOR, schedule=window("21T10:00", "21T11:00")),
    )
    await house.keeper.put(replace(make_grant(name="Bert"), doors=early))
    view = await panel.ask("arrivals")
    assert [(it["grant_id"], it["door_ids"]) for it in view["arrivals"]] == [
        ("id of Bert", [FRONT]),
        ("id of Bert", [BACK]),
        ("id of Anna", [BACK, FRONT]),
    ]
    assert view["arrivals"][-1] == {
        "grant_id": "id of Anna",
        "day": "today",
        "start": "2026-11-21T14:30:00+01:00",
        "end": "2026-11-24T11:00:00+01:00",
        "door_ids": [BACK, FRONT],
        "came_in": None,
    }


async def test_who_does_not_come(panel: Panel, house: House) -> None:
    """Paused, ended, or not at that door any more."""
    hours = window("21T15:00", "24T10:00")
    for name, phase in (("Anna", Phase.PAUSED), ("Bert", Phase.REVOKED)):
        await house.keeper.put(replace(anna(hours, name), phase=phase))
    (door,) = make_grant(schedule=hours).doors
    left = replace(make_grant(name="Carl"), doors=(replace(door, leaving=True),))
    house.keeper.store.grants[left.id] = left
    assert await arriving(panel) == []


async def came_in(panel: Panel) -> list[str | None]:
    """Return when those who arrive came in."""
    view = await panel.ask("arrivals")
    return [it["came_in"] and it["came_in"][11:16] for it in view["arrivals"]]


async def test_when_a_guest_came_in(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """The first time, though it is not in memory any more; locking does not count."""
    await house.give(anna(window("21T12:30", "24T10:00")))
    await house.give(anna(window("21T12:30", "24T10:00"), "Bert", OTHER_PIN))
    await pass_time(hass, house.clock, 600)
    assert await came_in(panel) == [None, None]
    (code_id,) = [
        it.id for it in house.cloud.codes["front"].values() if it.name == "Bert"
    ]
    house.cloud.emit("front", EventType.LOCKED, code_id=code_id)
    for _ in range(2):
        house.cloud.type_pin("front", PIN)
        await pass_time(hass, house.clock, 300)
        await pass_time(hass, house.clock, 300)
    first = await came_in(panel)
    assert first == ["13:10", None]
    house.entry.runtime_data.activity.recent.forget("front")
    assert await came_in(panel) == first


async def test_who_comes_every_day(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """What counts is today, not the first time of all."""
    days = Schedule.weekly(Day, time(13), time(17), HOME)
    await house.give(anna(days))
    for _ in range(2):
        house.clock.tick(timedelta(minutes=10))
        house.cloud.type_pin("front", PIN)
        await pass_time(hass, house.clock, 120)
        assert (await came_in(panel))[1] is None
        house.clock.tick(timedelta(days=1))
        await settle(hass)
        assert await came_in(panel) == [None, None]
    assert house.keeper.grants["id of Anna"].first_used is not None


async def test_a_code_that_was_used_up(panel: Panel, house: House) -> None:
    """Who came in with it arrived all the same."""
    grant = anna(window("21T12:30", "24T10:00"))
    used = _moment("21T12:45")
    spent = replace(grant.doors[0], spent=True)
    house.keeper.store.grants[grant.id] = replace(
        grant, doors=(spent,), first_used=used, ended=used
    )
    assert await came_in(panel) == ["12:45"]


async def test_who_came_after_their_hours(panel: Panel, house: House) -> None:
    """With other hours than those that began today."""
    grant = anna(window("21T12:30", "21T12:45"))
    later = replace(grant, first_used=_moment("21T12:45"))
    house.keeper.store.grants[grant.id] = later
    assert await came_in(panel) == [None]
