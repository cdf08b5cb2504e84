"""IC cards, in both orders of their bytes, and fingerprints."""

from datetime import timedelta
import json

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.client import Reply

from .wire import DAY, Door, code

READ, STORED = "3661413478", "1723612378"


async def add(door: Door, number: str = STORED, **params: object) -> Reply:
    """Add a card through the gateway, unless told otherwise."""
    usual = {"cardName": "Card for mum", "addType": 2}
    return await door.post("identityCard/add", cardNumber=number, **usual | params)


async def cards(door: Door) -> list[dict[str, object]]:
    """Return all cards of a lock."""
    return await door.rows("identityCard/list")


async def test_life_of_a_card(side: Door, sim: Simulation) -> None:
    """Added, listed with its number, held to the reader, deleted."""
    made = await add(side)
    assert set(made.body) == {"cardId"}
    (row,) = await cards(side)
    assert row == {
        "cardId": made.body["cardId"],
        "lockId": side.id,
        "cardNumber": STORED,
        "cardName": "Card for mum",
        "cardType": 1,
        "startDate": 0,
        "endDate": 0,
        "createDate": row["createDate"],
        "senderUsername": "anna.de.vries@example.com",
    }
    assert sim.control.hold_card("side_door", STORED) == "accepted"
    params = {"cardId": row["cardId"], "deleteType": 2}
    assert code(await side.post("identityCard/delete", **params)) == 0
    assert await cards(side) == []
    assert sim.control.hold_card("side_door", STORED) == "wrong_code"
    assert code(await side.post("identityCard/delete", **params)) == -1021


async def test_reversed_number(side: Door) -> None:
    """What one reader shows another shows with its bytes the other way round."""
    reply = await side.post(
        "identityCard/addForReversedCardNumber", cardNumber=READ, addType=2
    )
    assert code(reply) == 0
    assert [row["cardNumber"] for row in await cards(side)] == [STORED]
    seven = await side.post(
        "identityCard/addForReversedCardNumber", cardNumber=str(0x01020304050607)
    )
    assert code(seven) == 0
    assert [row["cardNumber"] for row in await cards(side)][1] == str(0x07060504030201)


async def test_period(side: Door, sim: Simulation) -> None:
    """It opens in its time only."""
    now = side.wire.now
    await add(side, startDate=now + DAY, endDate=now + 2 * DAY)
    for expected in ("out_of_schedule", "accepted", "out_of_schedule"):
        assert sim.control.hold_card("side_door", STORED) == expected
        sim.home.clock.advance(timedelta(days=1, seconds=1))


async def test_days_of_the_week(side: Door, sim: Simulation) -> None:
    """Monday and Tuesday from eight to six, by the clock of the door."""
    rows = [{"weekDay": day, "startTime": 480, "endTime": 1080} for day in (1, 2)]
    made = await add(side, cardType=4, cyclicConfig=json.dumps(rows))
    assert code(made) == 0
    (row,) = await cards(side)
    assert (row["cardType"], row["cyclicConfig"]) == (4, rows)
    seen = [sim.control.hold_card("side_door", STORED)]
    for hours in (5, 15, 24):
        sim.home.clock.advance(timedelta(hours=hours))
        seen.append(sim.control.hold_card("side_door", STORED))
    assert seen == ["accepted", "out_of_schedule", "accepted", "out_of_schedule"]


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"number": "04A1B2C3"}, -3),
        ({"number": str(1 << 64)}, -3),
        ({"number": ""}, -3),
        ({"startDate": 5, "endDate": 4}, -3),
        ({"cardType": 2}, -3),
        ({"cardType": 4}, -3),
        ({"cardType": 4, "cyclicConfig": "{"}, 80002),
        ({"cardType": 4, "cyclicConfig": "[1]"}, -3),
        (
            {
                "cardType": 4,
                "cyclicConfig": '[{"weekDay":8,"startTime":1,"endTime":2}]',
            },
            -3,
        ),
        (
            {
                "cardType": 4,
                "cyclicConfig": '[{"weekDay":1,"startTime":"1","endTime":2}]',
            },
            -3,
        ),
    ],
)
async def test_rules(side: Door, params: dict[str, object], number: int) -> None:
    """Decimal numbers, sound periods and windows."""
    assert code(await add(side, **params)) == number  # type: ignore[arg-type]
    assert await cards(side) == []


async def test_only_in_the_cloud(side: Door, sim: Simulation) -> None:
    """`addType` 1, the default, and `deleteType` 1: the lock hears of neither."""
    made = (await add(side, addType=1)).body["cardId"]
    assert len(await cards(side)) == 1
    assert sim.control.hold_card("side_door", STORED) == "wrong_code"
    params = {"cardId": made, "deleteType": 2}
    assert code(await side.post("identityCard/delete", **params)) == 0
    made = (await add(side)).body["cardId"]
    await side.post("identityCard/delete", cardId=made)
    assert await cards(side) == []
    assert sim.control.hold_card("side_door", STORED) == "accepted"
    assert code(await add(side)) == 1


async def test_refusals(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """The same card twice, a lock that reads none, no room, no gateway, a guest."""
    await add(side)
    assert code(await add(side)) == 1
    desk.feature("cellar", 1, on=False)
    assert code(await add(Door(side.wire, "cellar"), "99")) == -4043
    assert code(await add(Door(side.wire, "attic"), "99")) == -2012
    assert code(await add(Door(side.wire, "summer_house"), "99")) == 20002
    sim.control.memory("side_door", capacity=1)
    assert code(await add(side, "99")) == -4056
    cyclic = '[{"weekDay":1,"startTime":1,"endTime":2}]'
    desk.feature("side_door", 34, on=False)
    assert code(await add(side, "98", cardType=4, cyclicConfig=cyclic)) == -4043


async def test_unknown_card(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """Its number is in the record; one that was deleted has a record of its own."""
    sim.control.hold_card("side_door", "555")
    (row,) = await side.rows("lockRecord/list")
    assert (row["recordType"], row["success"], row["keyboardPwd"]) == (7, 0, "555")
    assert row["username"] is None
    made = await add(side, "555")
    params = {"cardId": made.body["cardId"], "deleteType": 2}
    await side.post("identityCard/delete", **params)
    sim.control.hold_card("side_door", "555")
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 51
    desk.switch(unknown_card=91)
    sim.control.hold_card("side_door", "556")
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 91


async def test_cards_of_the_app(side: Door, sim: Simulation) -> None:
    """What somebody else adds or takes away is seen."""
    number = sim.control.add_card("side_door", "Cleaner", "555")
    (row,) = await cards(side)
    assert (row["cardId"], row["cardName"]) == (number, "Cleaner")
    assert await side.rows("identityCard/list", searchStr="mum") == []
    sim.control.delete_pin("side_door", number)
    assert await cards(side) == []


async def test_fingerprints(side: Door, sim: Simulation) -> None:
    """They are enrolled at the device; a record has the number of the list."""
    assert await side.rows("fingerprint/list") == []
    sim.control.add_fingerprint("side_door", "Thumb", "Anna de Vries")
    (row,) = await side.rows("fingerprint/list")
    assert (row["fingerprintName"], row["fingerprintType"]) == ("Thumb", 1)
    assert row["fingerprintNumber"].isdecimal()
    assert sim.control.touch_finger("side_door", "Thumb") == "accepted"
    record = (await side.rows("lockRecord/list"))[0]
    assert (record["recordType"], record["username"]) == (8, "Thumb")
    assert record["keyboardPwd"] == row["fingerprintNumber"]
    assert await side.rows("fingerprint/list", searchStr="index") == []
