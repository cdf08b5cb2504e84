"""A list of people: looked at first, then given line by line, by the action."""

from dataclasses import replace
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.cloud_locks.model.schedule import Day
from custom_components.cloud_locks.websocket.table import COLUMNS, read_table
from custom_components.cloud_locks.websocket.wishes import wished
from tests.fake_cloud import RULES

from .acting import change_rules
from .asking import Panel, View
from .codes import OTHER_PIN, PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .records import Records

DOCS = Path(__file__).parents[2] / "docs"
BACK = "fake:fake-account:back"


async def read(panel: Panel, csv: str, *, dry_run: bool = True) -> list[View]:
    """Return what becomes of each line of a list."""
    view = await panel.ask("import", csv=csv, dry_run=dry_run)
    rows: list[View] = view["rows"]
    return rows


async def told(panel: Panel, *lines: str, **how: Any) -> list[tuple[int, str | None]]:
    """Return which line it is, and what is wrong with it."""
    rows = await read(panel, "\n".join(lines), **how)
    assert all((it["status"] == "failed") is (it["reason"] is not None) for it in rows)
    assert all(bool(it["message"]) is (it["reason"] is not None) for it in rows)
    return [(it["line"], it["reason"]) for it in rows]


async def test_everything_that_a_line_may_say(
    hass: HomeAssistant, panel: Panel, house: House, hass_admin_user: MockUser
) -> None:
    """In any order of columns, as a spreadsheet saves it."""
    csv = (
        "\ufeffNotes,name,doors,pin,group,from,to,days,start_time,end_time,once\r\n"
        '"cleans, well",Anna,lock.front_door;Back door,284617,staff,'
        "2026-12-01 08:00,2027-03-31,mon fri,09:00,12:00,no\r\n"
        f"\r\n,Bert,{BACK},,,,,,,,x\r\n"
    )
    expected = {
        "line": 2,
        "name": "Anna",
        "doors": ["Front door", "Back door"],
        "status": "ok",
        "reason": None,
        "message": None,
        "grant_id": None,
    }
    bert = expected | {"line": 4, "name": "Bert", "doors": ["Back door"]}
    assert await read(panel, csv) == [expected, bert]
    assert house.keeper.grants == {}
    rows = await read(panel, csv, dry_run=False)
    assert [it["status"] for it in rows] == ["added", "added"]
    anna, bert_now = (house.keeper.grants[it["grant_id"]] for it in rows)
    assert (anna.name, anna.group, anna.notes) == ("Anna", "staff", "cleans, well")
    assert anna.pin is not None
    assert anna.pin.reveal() == PIN
    assert [it.at for it in anna.doors] == [BACK_DOOR, FRONT_DOOR]
    hours = anna.doors[0].schedule
    home = dt_util.get_default_time_zone()
    assert hours.start is not None
    assert hours.end is not None
    assert hours.start.astimezone(home).isoformat()[:16] == "2026-12-01T08:00"
    assert hours.end.astimezone(home).isoformat()[:16] == "2027-04-01T00:00"
    assert hours.days == {Day.MON, Day.FRI}
    assert (str(hours.from_time), str(hours.to_time)) == ("09:00:00", "12:00:00")
    assert hours.uses is None
    assert bert_now.doors[0].schedule.uses == 1
    assert bert_now.pin is not None
    users = {it.user for it in house.keeper.store.log.changes}
    assert users == {hass_admin_user.name}


async def test_semicolons_between_cells(panel: Panel, house: House) -> None:
    """As spreadsheets save where a comma stands in numbers."""
    lines = ("name;doors;from", 'Anna;"front door;BACK DOOR";2026-12-01')
    assert await told(panel, *lines, dry_run=False) == [(2, None)]
    (anna,) = house.keeper.grants.values()
    assert len(anna.doors) == 2
    assert anna.doors[0].schedule.start is not None


@pytest.mark.parametrize(
    ("csv", "reason"),
    [
        (None, "import_not_text"),
        (["name,doors"], "import_not_text"),
        ("", "import_columns_missing"),
        ("name,pin", "import_columns_missing"),
        ("Anna,front door", "import_columns_missing"),
        ("name,doors,until", "import_column_unknown"),
        ("name,doors,", "import_column_unknown"),
        ("name,doors,Name", "import_column_twice"),
        ('name,doors\n"Anna,front', "import_not_csv"),
        ("name,doors\n" + "A,front\n" * 1001, "import_too_large"),
        ("name,doors\n" + "ä" * 131_072, "import_too_large"),
    ],
    ids=lambda it: str(it)[:20],
)
async def test_no_list_at_all(
    panel: Panel, house: House, csv: object, reason: str
) -> None:
    """Nothing of it is read."""
    assert await panel.refused("import", csv=csv, dry_run=False) == reason
    assert house.keeper.grants == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",front door,,", "name_blank"),
        ("Anna,,,", "import_no_doors"),
        ("Anna,;,,", "import_no_doors"),
        ("Anna,front door;cellar,,", "import_door_unknown"),
        ("Anna,front door,,2026-13-01", "date_time_invalid"),
        ("Anna,front door,,9999-12-31", "date_time_invalid"),
        ("Anna,front door,,2020-01-01", "schedule_past"),
        ("Anna,front door,123,", "pin_length"),
        (f"Anna {PIN},front door,{PIN},", "name_invalid"),
        ("Anna,front door,,,", "import_cells"),
        ("Anna,front door,2026-12-24", "import_cells"),
    ],
)
async def test_a_line_that_is_wrong(
    panel: Panel, house: House, line: str, reason: str
) -> None:
    """It is told with its number; the others are given."""
    lines = ("name,doors,pin,to", line, "Bert,front door,,")
    assert await told(panel, *lines) == [(2, reason), (3, None)]
    assert house.keeper.grants == {}
    assert await told(panel, *lines, dry_run=False) == [(2, reason), (3, None)]
    assert [it.name for it in house.keeper.grants.values()] == ["Bert"]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("from", "soon", "date_time_invalid"),
        ("days", "monday", "days_invalid"),
        ("start_time", "9 o'clock", "time_invalid"),
        ("start_time", "09:00", "time_without_pair"),
        ("once", "perhaps", "import_yes_or_no"),
    ],
)
async def test_a_cell_that_is_wrong(
    panel: Panel, house: House, column: str, cell: str, reason: str
) -> None:
    """The sentence names the column as the list does."""
    (row,) = await read(panel, f"name,doors,{column}\nAnna,front door,{cell}")
    assert row["reason"] == reason
    assert column in row["message"] or reason == "time_without_pair"


async def test_twice_in_the_list(panel: Panel, house: House) -> None:
    """A name, or what its codes are called, or a PIN at the same door."""
    lines = (
        "name,doors,pin",
        f"Anna,front door,{PIN}",
        "anna,back door,",
        "Anna 2,back door,",
        f"Bert,back door;front door,{PIN}",
        f"Carl,back door,{PIN}",
        f"Dora,cellar,{OTHER_PIN}",
        f"Emil,front door,{OTHER_PIN}",
    )
    expected = [
        (2, None),
        (3, "name_in_use"),
        (4, "name_in_use"),
        (5, "pin_in_use"),
        (6, None),
        (7, "import_door_unknown"),
        (8, None),
    ]
    rows = await read(panel, "\n".join(lines))
    assert [(it["line"], it["reason"]) for it in rows] == expected
    assert [it["doors"] for it in rows[4:6]] == [["Back door"], ["cellar"]]
    assert "Line 2" in rows[3]["message"]
    assert await told(panel, *lines, dry_run=False) == expected
    names = sorted(it.name for it in house.keeper.grants.values())
    assert names == ["Anna", "Carl", "Emil"]


async def test_what_is_there_already(panel: Panel, house: House) -> None:
    """It is left as it is."""
    there = await house.give(make_grant(FRONT_DOOR))
    lines = ("name,doors,pin", "Anna,back door,", f"Bert,front door,{PIN}")
    expected = [(2, "name_in_use"), (3, "pin_in_use")]
    assert await told(panel, *lines, dry_run=False) == expected
    assert list(house.keeper.grants) == [there.id]


async def test_at_all_doors_or_at_none(panel: Panel, house: House) -> None:
    """Which of them does not take it is told."""
    rules = replace(RULES, lengths=frozenset({8}))
    change_rules(house.cloud, house.entry, "back", rules)
    csv = f"name,doors,pin\nAnna,front door;back door,{PIN}"
    (row,) = await read(panel, csv, dry_run=False)
    assert (row["status"], row["reason"]) == ("failed", "pin_length")
    assert row["message"].startswith("Back door: ")
    assert house.keeper.grants == {}
    # Who gets nothing by one line may by the next.
    csv += f"\nAnna,front door,{PIN}"
    rows = await read(panel, csv, dry_run=False)
    assert [it["status"] for it in rows] == ["failed", "added"]


async def test_doors_of_one_name(panel: Panel, house: House) -> None:
    """Nobody knows which is meant."""
    lock = house.cloud.change("back", name="Front door")
    house.entry.runtime_data.locks.async_put(lock)
    lines = ("name,doors", "Anna,Front door", "Bert,lock.front_door", f"Carl,{BACK}")
    assert await told(panel, *lines) == [
        (2, "import_door_ambiguous"),
        (3, None),
        (4, None),
    ]


async def test_a_door_without_its_entity(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """It cannot be named to the action."""
    er.async_get(hass).async_remove("lock.back_door")
    await hass.async_block_till_done()
    assert await told(panel, "name,doors", "Anna,Back door", "Bert,front door") == [
        (2, "import_door_unknown"),
        (3, None),
    ]


async def test_somebody_is_quicker(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """What was fine when it was looked at is not any more; the rest is given."""

    @callback
    def give(event: Event) -> None:
        if event.data["service_data"].get("name") == "Bert":
            house.keeper.store.grants.setdefault("a", replace(make_grant(), id="a"))

    hass.bus.async_listen("call_service", give)
    lines = ("name,doors", "Anna,back door", "Bert,back door")
    assert await told(panel, *lines, dry_run=False) == [(2, "name_in_use"), (3, None)]
    assert sorted(it.name for it in house.keeper.grants.values()) == ["Anna", "Bert"]


async def test_many(panel: Panel, house: House) -> None:
    """More than are given together, each with a PIN of their own."""
    lines = [f"Guest {number},front door" for number in range(1, 50, 2)]
    rows = await read(panel, "\n".join(["name,doors", *lines]), dry_run=False)
    assert {it["status"] for it in rows} == {"added"}
    assert len({it["grant_id"] for it in rows}) == len(lines)
    assert len(set(house.keeper.store.pins)) == len(lines)


async def test_pins_are_written_nowhere(
    hass: HomeAssistant,
    panel: Panel,
    house: House,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither those that are given nor those that are refused, and none is answered."""
    records = Records(hass, caplog)
    # It shows what would be in the file.
    caplog.set_level("INFO", logger="pytest_homeassistant_custom_component")
    lines = (
        "name,doors,pin",
        f"Anna,front door,{PIN}",
        f"Bert {OTHER_PIN},front door,{OTHER_PIN}",
        f"Carl,back door,{OTHER_PIN},{PIN}",
        f"Dora,{OTHER_PIN},{PIN}",
    )
    for dry_run in (True, False):
        rows = await read(panel, "\n".join(lines), dry_run=dry_run)
        assert PIN not in json.dumps(rows)
    bad = f"name,doors,{OTHER_PIN}\nAnna,front door"
    answer = await panel.answer("import", csv=bad, dry_run=True)
    assert OTHER_PIN not in str(answer)
    assert await panel.refused("import", csv=PIN) == "invalid_format"
    assert PIN not in records.text
    assert OTHER_PIN not in records.text


def test_the_list_in_the_documentation() -> None:
    """It is read as it stands there, and every column is told."""
    page = (DOCS / "access.md").read_text("utf-8")
    section = page.partition("\n## A list of people\n")[2].partition("\n## ")[0]
    lines = read_table(section.partition("```text\n")[2].partition("```")[0])
    rosa, guests = (wished(it.cells) for it in lines)
    assert rosa["days"] == ["fri"]
    assert rosa["end_datetime"] == "2027-04-01 00:00"
    assert guests["start_datetime"] == "2026-12-01T15:00:00"
    assert lines[1].cells["name"] == "Bakker, family"
    cells = [it.split("|")[1] for it in section.splitlines() if it.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", "".join(cells))) == set(COLUMNS)
