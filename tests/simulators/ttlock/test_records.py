"""Records: what they say, when they arrive, and which of them are asked for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.control import Control
from simulators.ttlock import TtlockControl

from .wire import DAY, Door, Wire, code

PIN = "582913"

type Happening = Callable[[Control], object]


def lock_by_pin(control: Control) -> None:
    """Unlock by hand, then lock with a passcode."""
    control.bolt("side_door", "unlocked")
    control.type_pin("side_door", PIN, to_lock=True)


def close(control: Control) -> None:
    """Open a door unseen, and close it."""
    control.door("side_door", "open")
    control.door("side_door", "closed")


def button(control: Control) -> None:
    """Press the lock button of the keypad."""
    control.bolt("side_door", "unlocked")
    control.keypad_lock("side_door")


@pytest.mark.parametrize(
    ("happening", "kind", "success", "username", "shown"),
    [
        (lambda it: it.type_pin("side_door", PIN), 4, 1, "Cleaner", PIN),
        (lambda it: it.type_pin("side_door", "1111"), 4, 0, None, "1111"),
        (lock_by_pin, 34, 1, "Cleaner", PIN),
        (lambda it: it.turn_knob("side_door", "unlocked"), 10, 1, None, ""),
        (lambda it: it.turn_knob("side_door", "locked"), 36, 1, None, ""),
        (lambda it: it.press_button("side_door"), 46, 1, None, ""),
        (button, 47, 1, None, ""),
        (
            lambda it: it.app("side_door", "bram_de_vries", "unlock"),
            1,
            1,
            "bram.de.vries@example.com",
            "",
        ),
        (lambda it: it.door("side_door", "open"), 31, 1, None, ""),
        (close, 30, 1, None, ""),
        (lambda it: it.door("side_door", "left_open"), 64, 1, None, ""),
    ],
)
async def test_what_happened(
    side: Door,
    sim: Simulation,
    happening: Happening,
    kind: int,
    success: int,
    username: str | None,
    shown: str,
) -> None:
    """Each happening has its number, its author, and what was typed."""
    sim.control.add_pin("side_door", "Cleaner", PIN)
    happening(sim.control)
    row = (await side.rows("lockRecord/list"))[0]
    assert (row["recordType"], row["success"]) == (kind, success)
    assert (row["username"], row["keyboardPwd"]) == (username, shown)
    assert row["lockId"] == side.id


async def test_knob_between_is_no_record(side: Door, sim: Simulation) -> None:
    """There is no number for it."""
    sim.control.turn_knob("side_door", "semi_locked")
    sim.control.calibrate("side_door", bolt=False)
    assert await side.rows("lockRecord/list") == []


async def test_commands_from_afar(side: Door, sim: Simulation) -> None:
    """They name the account; newest first; the lock's own numbers are others."""
    await side.post("lock/unlock")
    sim.control.time(advance=1)
    await side.post("lock/lock")
    last, first = await side.rows("lockRecord/list")
    assert (first["recordType"], last["recordType"]) == (12, 11)
    assert first["username"] == "anna.de.vries@example.com"
    assert first["recordId"] < last["recordId"]
    assert first["recordTypeFromLock"] != first["recordType"]


async def test_names_at_sifely(sifely_side: Door, desk: TtlockControl) -> None:
    """A hash hangs on the names of app users, and on no others."""
    await sifely_side.post("lock/unlock")
    (row,) = await sifely_side.rows("lockRecord/list")
    name, _, suffix = row["username"].partition("_")
    assert name == "anna.de.vries@example.com"
    assert len(suffix) == 8
    desk.switch(name_suffix=False)
    (row,) = await sifely_side.rows("lockRecord/list")
    assert row["username"] == name


async def test_automatic(side: Door, sim: Simulation) -> None:
    """Locking by itself is a record, after the time that was set."""
    await side.post("lock/setAutoLockTime", seconds=30, type=2)
    await side.post("lock/unlock")
    sim.control.time(advance=30)
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 45
    assert sim.home.lock("side_door").bolt == "locked"


async def test_hidden_auto_lock(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """Details that say never, of a lock that relocks all the same."""
    desk.hidden_auto_lock("side_door", 5)
    assert (await side.get("lock/detail")).body["autoLockTime"] == -1
    await side.post("lock/unlock")
    sim.control.time(advance=5)
    assert (await side.get("lock/queryOpenState")).body["state"] == 0


async def test_locked_out(side: Door, sim: Simulation, desk: TtlockControl) -> None:
    """Five wrong codes in a row; a right one begins anew."""
    sim.control.add_pin("side_door", "Cleaner", PIN)
    for _ in range(4):
        sim.control.type_pin("side_door", "1111")
    sim.control.type_pin("side_door", PIN)
    assert 48 not in [row["recordType"] for row in await side.rows("lockRecord/list")]
    desk.switch(lockout_after=2)
    for _ in range(2):
        sim.control.type_pin("side_door", "1111")
    assert (await side.rows("lockRecord/list"))[0]["recordType"] == 48


async def test_they_take_a_moment(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """The lock's clock says when it happened, the server's when it heard of it."""
    desk.switch(record_lag=4)
    desk.clock_skew("side_door", 90)
    happened = side.wire.now
    await side.post("lock/unlock")
    assert await side.rows("lockRecord/list") == []
    sim.control.time(advance=60)
    (row,) = await side.rows("lockRecord/list")
    assert abs(row["lockDate"] - happened - 90_000) < 5000
    assert abs(row["serverDate"] - happened - 4000) < 5000


async def test_kept_while_cut_off(side: Door, sim: Simulation) -> None:
    """The lock hands them over when a gateway is there again."""
    sim.control.turn_knob("side_door", "unlocked")
    sim.control.gateway_online("landing_gateway", online=False)
    sim.control.time(advance=60)
    sim.control.turn_knob("side_door", "locked")
    assert [row["recordType"] for row in await side.rows("lockRecord/list")] == [10]
    sim.control.time(advance=600)
    sim.control.gateway_online("landing_gateway", online=True)
    late, _ = await side.rows("lockRecord/list")
    assert late["recordType"] == 36
    assert late["serverDate"] - late["lockDate"] >= 600_000


async def test_without_gateway(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """The lock remembers five hundred, until a phone comes by."""
    attic = Door(side.wire, "attic")
    sim.control.turn_knob("attic", "unlocked")
    for _ in range(500):
        sim.control.type_pin("attic", "1111")
    assert await attic.rows("lockRecord/list") == []
    desk.phone("attic")
    page = {"pageNo": 1, "pageSize": 1}
    assert (await attic.get("lockRecord/list", **page)).body["total"] == 500
    kinds = {
        row["recordType"] for row in await attic.rows("lockRecord/list", recordType=10)
    }
    assert kinds == set()


async def test_a_gateway_for_a_lock_that_had_none(side: Door, sim: Simulation) -> None:
    """It brings what the lock has kept, as of now."""
    attic = Door(side.wire, "attic")
    sim.control.turn_knob("attic", "unlocked")
    sim.control.time(advance=600)
    sim.control.pair_gateway("attic", "landing_gateway")
    (row,) = await attic.rows("lockRecord/list")
    assert row["serverDate"] - row["lockDate"] >= 600_000
    sim.control.pair_gateway("attic", None)
    sim.control.turn_knob("attic", "locked")
    assert len(await attic.rows("lockRecord/list")) == 1


async def test_what_is_asked_for(side: Door, sim: Simulation) -> None:
    """By time, both ends included, and at TTLock by kind and name."""
    sim.control.add_pin("side_door", "Cleaner", PIN)
    moments = []
    for act in (
        lambda: sim.control.type_pin("side_door", PIN),
        lambda: sim.control.turn_knob("side_door", "locked"),
        lambda: sim.control.turn_knob("side_door", "unlocked"),
    ):
        act()
        sim.control.time(advance=60)
    rows = await side.rows("lockRecord/list")
    moments = [row["lockDate"] for row in reversed(rows)]
    middle = {"startDate": moments[1], "endDate": moments[1]}
    assert len(await side.rows("lockRecord/list", **middle)) == 1
    assert len(await side.rows("lockRecord/list", startDate=moments[1])) == 2
    assert len(await side.rows("lockRecord/list", endDate=moments[1])) == 2
    assert len(await side.rows("lockRecord/list", recordType=4)) == 1
    assert len(await side.rows("lockRecord/list", searchStr="clean")) == 1
    wrong = {"startDate": moments[1], "endDate": moments[0]}
    assert code(await side.get("lockRecord/list", pageNo=1, pageSize=20, **wrong)) == -3


async def test_half_a_year(sifely_side: Door, sim: Simulation) -> None:
    """Older records are gone."""
    sim.control.turn_knob("side_door", "unlocked")
    sim.control.time(advance=181 * DAY / 1000)
    assert len(await sifely_side.rows("lockRecord/list")) == 1
    sim.control.time(advance=2 * DAY / 1000)
    assert await sifely_side.rows("lockRecord/list") == []


async def test_many_at_once(side: Door, sim: Simulation) -> None:
    """A lock in touch loses none, however late somebody looks."""
    for _ in range(600):
        sim.control.press_button("side_door")
    page = {"pageNo": 1, "pageSize": 1}
    assert (await side.get("lockRecord/list", **page)).body["total"] == 600


async def test_size_of_pages(side: Door, sifely: Wire) -> None:
    """TTLock gives two hundred at once, Sifely half of them."""
    page = {"pageNo": 1, "pageSize": 200}
    assert code(await side.get("lockRecord/list", **page)) == 0
    sifely_side = Door(sifely, "side_door")
    assert code(await sifely_side.get("lockRecord/list", **page)) == -3
    assert (await sifely_side.get("lockRecord/list")).status == 500


async def test_odd_records(side: Door, desk: TtlockControl) -> None:
    """Numbers that nobody knows, and records as they were in 2020."""
    number = desk.raw_record("side_door", 777, success=0, username="x", shown=PIN)
    (row,) = await side.rows("lockRecord/list")
    assert (row["recordId"], row["recordType"], row["success"]) == (number, 777, 0)
    assert (row["username"], row["keyboardPwd"]) == ("x", PIN)
    desk.switch(old_records=True)
    (row,) = await side.rows("lockRecord/list")
    assert "recordId" not in row
    assert row["keyboardPwd"] == ""


async def test_late_records_keep_their_order(side: Door, sim: Simulation) -> None:
    """A list goes by the lock's clock, whenever something arrived."""
    sim.control.lock_online("side_door", online=False)
    sim.control.turn_knob("side_door", "unlocked")
    sim.home.clock.advance(timedelta(hours=1))
    sim.control.lock_online("side_door", online=True)
    sim.control.turn_knob("side_door", "locked")
    rows = await side.rows("lockRecord/list")
    assert [row["recordType"] for row in rows] == [36, 10]


async def test_guests_see_no_records(side: Door) -> None:
    """They are the administrator's."""
    page = {"pageNo": 1, "pageSize": 20}
    guest = Door(side.wire, "summer_house")
    assert code(await guest.get("lockRecord/list", **page)) == 20002
