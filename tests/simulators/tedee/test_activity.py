"""The activity log: numbers, authors, pages, lag and what guests see."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.doorlog import Act, Cause, Method
from simulators.tedee import TedeeControl
from simulators.tedee.numbers import event_number
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path, number


@pytest.fixture
def log(tedee: TedeeControl) -> str:
    """Return the path of the front door's log."""
    return f"/my/deviceactivity?deviceId={number(tedee, 'front_door')}"


async def test_entry_of_an_operation(api: Api, log: str, path: Path) -> None:
    """What the cloud did is an app event of the key's owner."""
    await api.post(path("front_door", "/operation/unlock"))
    (entry,) = (await api.get(log)).result
    assert entry == {
        "id": entry["id"],
        "deviceId": entry["deviceId"],
        "userId": 70301,
        "username": "Anna de Vries",
        "event": 33,
        "source": 1,
        "date": entry["date"],
    }
    assert len(entry["date"]) == len("2026-11-23T12:00:00.000")


@pytest.mark.parametrize(("method", "event"), [("bridge", 229), ("link", 228)])
async def test_operations_may_be_logged_otherwise(
    api: Api, log: str, path: Path, tedee: TedeeControl, method: str, event: int
) -> None:
    """Which number a cloud operation gets is open."""
    tedee.switch(cloud_method=method)
    await api.post(path("front_door", "/operation/unlock"))
    assert (await api.get(log)).result[0]["event"] == event


async def test_alias_of_a_pin(
    sim: Simulation, api: Api, log: str, tedee: TedeeControl
) -> None:
    """The alias may stand in several keys, or in none."""
    sim.control.add_pin("front_door", "Cleaner", "48213")
    sim.control.type_pin("front_door", "48213")

    async def entry() -> dict[str, object]:
        row = (await api.get(log)).result[0]
        assert row["event"] == 61
        return {key: row[key] for key in row if "user" in key.lower() or "A" in key}

    assert await entry() == {"userId": None, "username": "Cleaner"}
    tedee.switch(user_key="userName", pin_user_id=False)
    assert await entry() == {"userName": "Cleaner"}
    tedee.switch(alias_key="pinAlias")
    assert await entry() == {"pinAlias": "Cleaner"}
    tedee.switch(alias_key=None)
    assert await entry() == {}


async def test_wrong_and_untimely_pins(sim: Simulation, api: Api, log: str) -> None:
    """62 has no author, 75 has."""
    sim.control.add_pin("front_door", "Cleaner", "48213", starts="2027-01-01T00:00Z")
    sim.control.type_pin("front_door", "99999")
    sim.control.type_pin("front_door", "48213")
    rows = (await api.get(log)).result
    assert [row["event"] for row in rows] == [75, 62]
    assert [row.get("username") for row in rows] == ["Cleaner", None]


@pytest.mark.parametrize(
    ("method", "act", "event"),
    [
        (Method.APP, Act.LOCKED, 32),
        (Method.APP, Act.AUTO_PULLED, 51),
        (Method.APP, Act.PULLED, 55),
        (Method.BUTTON, Act.POSTPONED_LOCK, 56),
        (Method.AUTO, Act.LOCKED, 36),
        (Method.MANUAL, Act.PULLED, 53),
        (Method.PIN, Act.LOCKED, 65),
        (Method.PIN, Act.FORCE_UNLOCKED, 68),
        (Method.KEYPAD, Act.LOCKED, 66),
        (Method.FINGERPRINT, Act.AUTO_PULLED, 81),
        (Method.FINGERPRINT, Act.LOCKED, None),
        (Method.FINGERPRINT, Act.WRONG_CODE, None),
        (Method.HOMEKIT, Act.LOCKED, 59),
        (Method.MATTER, Act.UNLOCKED, 88),
        (Method.DEVICE, Act.JAMMED, 40),
        (Method.DEVICE, Act.DOOR_LEFT_OPEN, 86),
        (Method.CARD, Act.UNLOCKED, None),
        (Method.DEVICE, Act.OTHER, None),
    ],
)
def test_event_numbers(method: Method, act: Act, event: int | None) -> None:
    """A sample of each group of the table; None is not shown at all."""
    assert event_number(method, act) == event


async def test_unknown_events(api: Api, log: str, tedee: TedeeControl) -> None:
    """Any number can turn up."""
    tedee.raw_event("front_door", 4711)
    assert (await api.get(log)).result[0]["event"] == 4711


async def test_acts_without_number_are_not_shown(
    sim: Simulation, api: Api, log: str
) -> None:
    """What Tedee has no event for stays out of its log."""
    sim.home.log.add("front_door", Act.OTHER)
    assert (await api.get(log)).result == []


async def test_app_events_come_from_a_mobile(
    sim: Simulation, api: Api, log: str
) -> None:
    """Source 1 is a phone."""
    sim.control.app("front_door", "bram_de_vries", "unlock")
    (entry,) = (await api.get(log)).result
    assert (entry["source"], entry["username"]) == (1, "Bram de Vries")


async def test_pages(sim: Simulation, api: Api, log: str) -> None:
    """Two hundred at most, newest first, then strictly older ones."""
    start = sim.home.clock.now()
    for minute in range(450):
        at = start - timedelta(minutes=minute)
        sim.home.log.add("front_door", Act.LOCKED, Cause(method=Method.AUTO), at=at)
    first = (await api.get(log)).result
    second = (await api.get(f"{log}&lastElemDate={first[-1]['date']}")).result
    third = (await api.get(f"{log}&lastElemDate={second[-1]['date']}Z")).result
    rows = [*first, *second, *third]
    assert [len(first), len(second), len(third)] == [200, 200, 50]
    dates, ids = [row["date"] for row in rows], [row["id"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert len(set(ids)) == len(ids)
    assert ids not in (sorted(ids), sorted(ids, reverse=True))
    assert len((await api.get(f"{log}&elements=7")).result) == 7
    assert len((await api.get(f"{log}&elements=900")).result) == 200


@pytest.mark.parametrize(
    "query", ["", "?deviceId=x", "?deviceId=1&elements=0", "?deviceId=1"]
)
async def test_nonsense(api: Api, query: str) -> None:
    """A device that is missing, unknown or no number."""
    assert (await api.get(f"/my/deviceactivity{query}")).status in {400, 404}


async def test_nonsense_about_pages(api: Api, log: str) -> None:
    """A size or a date that is none."""
    assert (await api.get(f"{log}&elements=0")).status == 400
    assert (await api.get(f"{log}&lastElemDate=yesterday")).status == 400


async def test_lag(sim: Simulation, api: Api, log: str, tedee: TedeeControl) -> None:
    """The log comes some seconds after the act."""
    tedee.switch(activity_lag=5)
    sim.control.turn_knob("front_door", "unlocked")
    assert (await api.get(log)).result == []
    sim.control.time(advance=5)
    assert len((await api.get(log)).result) == 1


async def test_door_events_need_a_setting(sim: Simulation, api: Api, log: str) -> None:
    """Without its setting the lock does not log its door."""
    sim.home.lock("front_door").settings.logs_door = False
    sim.control.door("front_door", "open")
    sim.home.lock("front_door").settings.logs_door = True
    sim.control.door("front_door", "closed")
    assert [row["event"] for row in (await api.get(log)).result] == [84]


async def test_guests_see_less(
    sim: Simulation, api: Api, log: str, tedee: TedeeControl, path: Path
) -> None:
    """Only their own acts and those of nobody."""
    sim.control.app("front_door", "bram_de_vries", "unlock")
    sim.control.keypad_lock("front_door")
    tedee.role("front_door", "guest")
    await api.post(path("front_door", "/operation/unlock"))
    names = [row.get("username") for row in (await api.get(log)).result]
    assert names == ["Anna de Vries", None]
