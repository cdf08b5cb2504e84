"""Who can enter when, as the panel draws it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import Grant, GrantDoor, Phase
from custom_components.cloud_locks.model.schedule import Day, Schedule

from .asking import Panel, View
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant

FRONT, BACK = "fake:fake-account:front", "fake:fake-account:back"
HOME = "Europe/Amsterdam"
MONDAY, NEXT_MONDAY = "2026-11-23T00:00:00+01:00", "2026-11-30T00:00:00+01:00"

FRIDAYS = Schedule.weekly([Day.FRI], time(22), time(6), HOME)


@pytest.fixture(autouse=True)
async def amsterdam(hass: HomeAssistant) -> None:
    """Let the house be there."""
    await hass.config.async_set_time_zone(HOME)


def at(text: str) -> datetime:
    """Return a moment of the house."""
    return datetime.fromisoformat(text).astimezone(UTC)


async def put(house: House, grant: Grant) -> Grant:
    """Give access; what becomes of it at the locks does not matter here."""
    await house.keeper.put(grant)
    return grant


async def week(panel: Panel, start: str = MONDAY, end: str = NEXT_MONDAY) -> View:
    """Return a week."""
    return await panel.ask("timeline", start=start, end=end)


def times(view: View) -> list[tuple[str, str]]:
    """Return when stretches begin and end."""
    return [(it["start"], it["end"]) for it in view["spans"]]


async def test_one_row_for_doors_of_equal_hours(panel: Panel, house: House) -> None:
    """Whole stretches, also where they end after the week."""
    sundays = Schedule.weekly([Day.SUN], time(20), time(2), HOME)
    anna = make_grant(FRONT_DOOR, BACK_DOOR, schedule=sundays)
    await put(house, anna)
    assert await week(panel) == {
        "spans": [
            {
                "grant_id": anna.id,
                "door_ids": [FRONT, BACK],
                "start": "2026-11-22T20:00:00+01:00",
                "end": "2026-11-23T02:00:00+01:00",
            },
            {
                "grant_id": anna.id,
                "door_ids": [FRONT, BACK],
                "start": "2026-11-29T20:00:00+01:00",
                "end": "2026-11-30T02:00:00+01:00",
            },
        ],
        "always": [],
    }


async def test_other_hours_at_another_door(panel: Panel, house: House) -> None:
    """Each on its own, in order over all people."""
    early = Schedule.weekly([Day.FRI], time(9), time(12), HOME)
    doors = (
        GrantDoor(at=FRONT_DOOR, schedule=FRIDAYS),
        GrantDoor(at=BACK_DOOR, schedule=early),
    )
    await put(house, replace(make_grant(), doors=doors))
    await put(house, make_grant(name="Bert", schedule=FRIDAYS, pin="739105"))
    view = await week(panel)
    assert [(it["grant_id"], it["door_ids"]) for it in view["spans"]] == [
        ("id of Anna", [BACK]),
        ("id of Anna", [FRONT]),
        ("id of Bert", [FRONT]),
    ]


async def test_without_hours(panel: Panel, house: House) -> None:
    """Those are named apart; also who has none at one door only."""
    await put(house, make_grant())
    doors = (
        GrantDoor(at=FRONT_DOOR, schedule=Schedule.always(uses=1)),
        GrantDoor(at=BACK_DOOR, schedule=FRIDAYS),
    )
    await put(house, replace(make_grant(name="Bert", pin="739105"), doors=doors))
    view = await week(panel)
    assert view["always"] == ["id of Anna", "id of Bert"]
    assert [it["door_ids"] for it in view["spans"]] == [[BACK]]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            Schedule.window(None, at("2026-11-25T10:00+01:00")),
            ("", "25T10:00:00+01:00"),
        ),
        (
            Schedule.window(at("2026-11-25T10:00+01:00"), None),
            ("25T10:00:00+01:00", ""),
        ),
        (Schedule.weekly(Day, None, None, HOME), ("", "")),
        (
            Schedule.weekly(Day, None, None, HOME, end=at("2026-11-25T10:00+01:00")),
            ("", "25T10:00:00+01:00"),
        ),
    ],
)
async def test_an_open_end(
    panel: Panel, house: House, schedule: Schedule, expected: tuple[str, str]
) -> None:
    """It is cut off at the week's."""
    await put(house, make_grant(schedule=schedule))
    month = "2026-11-"
    start, end = (it and month + it for it in expected)
    assert times(await week(panel)) == [(start or MONDAY, end or NEXT_MONDAY)]


async def test_who_is_not_let_in(panel: Panel, house: House) -> None:
    """Paused, ended, at a door that was taken out, with a code that was used up."""
    for name, phase in (("Anna", Phase.PAUSED), ("Bert", Phase.REVOKED)):
        await put(house, replace(make_grant(name=name, schedule=FRIDAYS), phase=phase))
    carl = make_grant(name="Carl", schedule=FRIDAYS)
    left = replace(carl.doors[0], leaving=True)
    used = replace(carl.doors[0], at=BACK_DOOR, spent=True, schedule=Schedule.always())
    house.keeper.store.grants["c"] = replace(carl, id="c", doors=(left, used))
    assert await week(panel) == {"spans": [], "always": []}


async def test_when_the_clocks_change(panel: Panel, house: House) -> None:
    """The hours are those of the wall clock, in either offset."""
    nights = Schedule.weekly([Day.SAT, Day.SUN], time(22), time(6), HOME)
    await put(house, make_grant(schedule=nights))
    start, end = "2027-03-27T12:00:00+01:00", "2027-03-29T12:00:00+02:00"
    assert times(await week(panel, start, end)) == [
        ("2027-03-27T22:00:00+01:00", "2027-03-28T06:00:00+02:00"),
        ("2027-03-28T22:00:00+02:00", "2027-03-29T06:00:00+02:00"),
    ]


async def test_order_in_the_hour_that_comes_twice(panel: Panel, house: House) -> None:
    """By time, not by what the clock shows."""
    for name, start in (("Anna", "02:30+01:00"), ("Bert", "02:45+02:00")):
        begin = at(f"2026-10-25T{start}")
        hours = Schedule.window(begin, begin + timedelta(hours=4))
        await put(house, make_grant(name=name, schedule=hours))
    view = await week(panel, "2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00")
    assert [it["grant_id"] for it in view["spans"]] == ["id of Bert", "id of Anna"]


async def test_what_cannot_be_shown(panel: Panel, house: House) -> None:
    """Too much at once, an end before the start, no moment."""
    refused = panel.refused
    five = "2026-12-28T00:00:00+01:00"
    assert await week(panel, MONDAY, five) == {"spans": [], "always": []}
    later = "2026-12-29T00:00:00+01:00"
    assert await refused("timeline", start=MONDAY, end=later) == "timeline_too_long"
    assert await refused("timeline", start=MONDAY, end=MONDAY) == "end_before_start"
    assert await refused("timeline", start="x", end=MONDAY) == "date_time_invalid"
    assert await refused("timeline", start=MONDAY) == "invalid_format"


async def test_five_weeks_with_an_hour_more(panel: Panel, house: House) -> None:
    """The clock goes back in between."""
    start, end = "2026-10-19T00:00:00+02:00", "2026-11-23T00:00:00+01:00"
    assert await week(panel, start, end) == {"spans": [], "always": []}


async def test_while_access_is_not_loaded(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """What is about it says so; what happened is told all the same."""
    entry = access.async_get(hass)
    assert entry is not None
    assert await hass.config_entries.async_unload(entry.entry_id)
    span = {"start": MONDAY, "end": NEXT_MONDAY}
    typed = {"door_ids": [FRONT], "name": "Anna"}
    for command, fields in (
        ("timeline", span),
        ("arrivals", {}),
        ("pin/reveal", {"grant_id": "x"}),
        ("pin/check", typed | {"pin": "284617"}),
        ("pin/suggest", typed),
    ):
        assert await panel.refused(command, **fields) == "access_not_loaded"
    assert await panel.ask("activity") == {"events": [], "changes": []}
    csv = "name,doors\nAnna,front door"
    (row,) = (await panel.ask("import", csv=csv, dry_run=True))["rows"]
    assert row["reason"] == "access_not_loaded"
