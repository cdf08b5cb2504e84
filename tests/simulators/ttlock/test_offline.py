"""Passcodes that the cloud computes: what the lock makes of each of the types."""

from datetime import UTC, datetime, timedelta

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl
from tests.simulators.client import Reply

from .wire import DAY, HOUR, Door, code, ms

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
"""Midnight, UTC; at the doors it is one o'clock."""


async def generate(door: Door, kind: int, **params: object) -> Reply:
    """Compute a passcode from now on, unless told otherwise."""
    usual = {"keyboardPwdType": kind, "startDate": door.wire.now}
    return await door.post("keyboardPwd/get", **usual | params)


async def digits(door: Door, kind: int, **params: object) -> str:
    """Return the digits of a new passcode."""
    reply = await generate(door, kind, **params)
    assert set(reply.body) == {"keyboardPwd", "keyboardPwdId"}, reply.text
    text = reply.body["keyboardPwd"]
    assert isinstance(text, str)
    assert 6 <= len(text) <= 9
    assert text.isdecimal()
    return text


def opens(sim: Simulation, pin: str) -> bool:
    """Type a passcode at the attic and tell whether it opened."""
    sim.control.bolt("attic", "locked")
    return sim.control.type_pin("attic", pin) == "accepted"


@pytest.fixture
def attic(side: Door) -> Door:
    """Return the lock without gateway, which needs none for this."""
    return Door(side.wire, "attic")


async def test_once(attic: Door, sim: Simulation) -> None:
    """It opens once, within six hours."""
    first, second = await digits(attic, 1), await digits(attic, 1)
    assert first != second
    assert opens(sim, first)
    assert not opens(sim, first)
    sim.home.clock.advance(timedelta(hours=6))
    assert not opens(sim, second)


async def test_permanent(attic: Door, sim: Simulation) -> None:
    """Used within a day it goes on for ever; else it never opens."""
    used, unused = await digits(attic, 2), await digits(attic, 2)
    assert opens(sim, used)
    sim.home.clock.advance(timedelta(hours=25))
    assert opens(sim, used)
    assert not opens(sim, unused)
    sim.home.clock.advance(timedelta(days=900))
    assert opens(sim, used)


async def test_period(attic: Door, sim: Simulation) -> None:
    """From the hour of its start to that of its end, if it is used within a day."""
    now = attic.wire.now
    params = {"startDate": now + HOUR + 60_000, "endDate": now + 3 * DAY}
    first, second = await digits(attic, 3, **params), await digits(attic, 3, **params)
    assert not opens(sim, first)
    sim.home.clock.advance(timedelta(hours=1))
    assert opens(sim, first)
    sim.home.clock.advance(timedelta(days=2))
    assert opens(sim, first)
    assert not opens(sim, second)
    sim.home.clock.advance(timedelta(days=1))
    assert not opens(sim, first)


async def test_erase(attic: Door, sim: Simulation, desk: TtlockControl) -> None:
    """Typed at the lock it wipes every other code; the cloud may not know."""
    sim.control.add_pin("attic", "Cleaner", "61058")
    permanent = await digits(attic, 2)
    assert opens(sim, permanent)
    eraser = await digits(attic, 4)
    assert opens(sim, "61058")
    sim.control.bolt("attic", "locked")
    assert sim.control.type_pin("attic", eraser) == "accepted"
    assert sim.home.lock("attic").bolt == "locked"
    assert not opens(sim, "61058")
    assert not opens(sim, permanent)
    assert not opens(sim, eraser)
    rows = await attic.rows("lock/listKeyboardPwd")
    assert {row["keyboardPwd"] for row in rows} == {"61058", permanent, eraser}
    desk.switch(erased_stay_listed=False)
    rows = await attic.rows("lock/listKeyboardPwd")
    assert {row["keyboardPwd"] for row in rows} == {eraser}


async def test_erase_has_a_day(attic: Door, sim: Simulation) -> None:
    """Afterwards it is wrong."""
    sim.control.add_pin("attic", "Cleaner", "61058")
    eraser = await digits(attic, 4)
    sim.home.clock.advance(timedelta(days=1))
    assert not opens(sim, eraser)
    assert opens(sim, "61058")


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (5, {5, 6}),
        (6, {0, 1, 2, 3, 4, 5, 6}),
        (7, {0, 1, 2, 3, 4}),
        *((8 + day, {day}) for day in range(7)),
    ],
)
async def test_days_of_the_week(
    attic: Door, sim: Simulation, kind: int, days: set[int]
) -> None:
    """On every matching day from the first, between the two hours of the door."""
    sim.home.clock.move_to(MONDAY)
    first = MONDAY + timedelta(days=min(days), hours=8)
    last = first + timedelta(hours=3)
    pin = await digits(attic, kind, startDate=ms(first), endDate=ms(last))
    seen = set()
    for day in range(14):
        sim.home.clock.move_to(MONDAY + timedelta(days=day, hours=7, minutes=59))
        assert not opens(sim, pin)
        sim.home.clock.advance(timedelta(minutes=2))
        if opens(sim, pin):
            seen.add(day)
        sim.home.clock.advance(timedelta(hours=3))
        assert not opens(sim, pin)
    assert seen == {day for day in range(14) if day % 7 in days}


async def test_dates_are_cut(attic: Door) -> None:
    """To the hour; over a year the end takes day and hour of the start."""
    start = ms(datetime(2026, 11, 23, 12, 34, 56, tzinfo=UTC))
    near = ms(datetime(2026, 12, 24, 9, 59, tzinfo=UTC))
    far = ms(datetime(2028, 3, 5, 9, 59, tzinfo=UTC))
    for ends in (near, far):
        await generate(attic, 3, startDate=start, endDate=ends)
    late, early = await attic.rows("lock/listKeyboardPwd")
    noon = ms(datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert early["startDate"] == late["startDate"] == noon
    assert early["endDate"] == ms(datetime(2026, 12, 24, 9, tzinfo=UTC))
    assert late["endDate"] == ms(datetime(2028, 3, 23, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("kind", "params", "number"),
    [
        (0, {}, -3),
        (15, {}, -3),
        (2, {"startDate": 0}, -3),
        (2, {"startDate": ""}, -3),
        (3, {}, -3),
        (5, {}, -3),
        (3, {"startDate": 5, "endDate": 5}, -3),
        (2, {"startDate": 10**17}, -3),
        (14, {"startDate": HOUR, "endDate": 2 * HOUR}, 0),
    ],
)
async def test_rules(
    attic: Door, kind: int, params: dict[str, object], number: int
) -> None:
    """Types and dates."""
    assert code(await generate(attic, kind, **params)) == number


async def test_what_the_lock_has_to_have(attic: Door, desk: TtlockControl) -> None:
    """Data for the calculation, a keypad, and cyclic codes for cyclic codes."""
    cyclic = {"startDate": HOUR, "endDate": 2 * HOUR}
    desk.feature("attic", 12, on=False)
    assert code(await generate(attic, 6, **cyclic)) == -4043
    assert code(await generate(attic, 2)) == 0
    desk.feature("attic", 0, on=False)
    assert code(await generate(attic, 2)) == -4043
    desk.code_data("attic", there=False)
    assert code(await generate(attic, 2)) == -1007


async def test_in_the_list(attic: Door) -> None:
    """Not of one's own choice, and never sent to anybody."""
    reply = await generate(attic, 2, keyboardPwdName="Plumber")
    (row,) = await attic.rows("lock/listKeyboardPwd")
    assert row["keyboardPwdId"] == reply.body["keyboardPwdId"]
    assert row["keyboardPwd"] == reply.body["keyboardPwd"]
    assert (row["isCustom"], row["keyboardPwdName"]) == (0, "Plumber")


async def test_change_after_first_use(side: Door, sim: Simulation) -> None:
    """The lock learns of a computed code when it is typed first."""
    made = (await generate(side, 2)).body
    params = {"keyboardPwdId": made["keyboardPwdId"], "changeType": 2}
    change = {"newKeyboardPwd": "610587", **params}
    assert code(await side.post("keyboardPwd/change", **change)) == -3008
    named = await side.post("keyboardPwd/change", keyboardPwdName="Plumber", **params)
    assert code(named) == 0
    assert sim.control.type_pin("side_door", made["keyboardPwd"]) == "accepted"
    assert code(await side.post("keyboardPwd/change", **change)) == 0
    assert sim.control.type_pin("side_door", "610587") == "accepted"
    sim.home.clock.advance(timedelta(days=3))
    assert sim.control.type_pin("side_door", "610587") == "accepted"


async def test_deleted(side: Door, sim: Simulation) -> None:
    """Through the gateway the lock is told not to take it; the cloud alone cannot."""
    for way, accepted in ((2, "wrong_code"), (1, "accepted")):
        made = (await generate(side, 2)).body
        reply = await side.post(
            "keyboardPwd/delete", keyboardPwdId=made["keyboardPwdId"], deleteType=way
        )
        assert code(reply) == 0
        assert sim.control.type_pin("side_door", made["keyboardPwd"]) == accepted
