"""The whole PIN tutorial, and everything that goes wrong with it."""

import asyncio

import pytest

from simulators import Simulation
from simulators.tedee import TedeeControl
from tests.simulators.client import Api
from tests.simulators.tedee.conftest import Path

ANNA = {"alias": "Anna", "pin": "48213"}
FRIDAYS = {
    "alias": "Cleaner",
    "pin": "073051",
    "startDate": "2026-11-01T00:00:00.000Z",
    "endDate": "2027-02-01T00:00:00.000Z",
    "dayStartTime": "2022-01-01T08:00:00.000Z",
    "dayEndTime": "2023-05-05T12:30:00.000Z",
    "weekDays": 16,
}
NOTHING = {
    "startDate": None,
    "endDate": None,
    "dayStartTime": None,
    "dayEndTime": None,
    "weekDays": None,
}


@pytest.fixture
def pins(path: Path) -> str:
    """Return the path of the front door's PINs."""
    return path("front_door", "/pin")


async def test_life_of_a_pin(api: Api, pins: str) -> None:
    """Create, list, read, replace, delete; the version moves with each change."""
    created = await api.post(pins, ANNA)
    assert created.status == 201
    pin = created.result["id"]
    listed = (await api.get(pins)).result
    assert listed["pins"] == [{"id": pin, "alias": "Anna"}]
    detail = (await api.get(f"{pins}/{pin}")).result
    assert detail == {"id": pin, **ANNA, **NOTHING}
    replaced = await api.put(f"{pins}/{pin}", {"alias": "Annie", "pin": "48214"})
    assert (replaced.status, replaced.text) == (204, "")
    again = (await api.get(pins)).result
    assert again["listVersion"] != listed["listVersion"]
    assert again["pins"] == [{"id": pin, "alias": "Annie"}]
    assert (await api.delete(f"{pins}/{pin}")).status == 204
    empty = (await api.get(pins)).result
    assert empty["pins"] == []
    assert empty["listVersion"] != again["listVersion"]


async def test_list_version(api: Api, pins: str) -> None:
    """304 for the current version, the list for any other."""
    version = (await api.get(pins)).result["listVersion"]
    current = await api.get(f"{pins}?listVersion={version}")
    assert (current.status, current.text) == (304, "")
    assert (await api.get(f"{pins}?listVersion={version + 1}")).status == 200
    assert (await api.get(f"{pins}?LISTVERSION={version}")).status == 304
    assert (await api.get(f"{pins}?listVersion=new")).status == 400


async def test_schedule_goes_round(api: Api, pins: str) -> None:
    """All fields come back; of daily hours only the time of day counts."""
    pin = (await api.post(pins, FRIDAYS)).result["id"]
    detail = (await api.get(f"{pins}/{pin}")).result
    assert detail["pin"] == "073051"
    assert detail["startDate"] == "2026-11-01T00:00:00.000Z"
    assert detail["endDate"] == "2027-02-01T00:00:00.000Z"
    assert detail["dayStartTime"].endswith("T08:00:00.000Z")
    assert detail["dayEndTime"].endswith("T12:30:00.000Z")
    assert detail["weekDays"] == 16


async def test_put_replaces_everything(api: Api, pins: str) -> None:
    """Fields that are not sent are cleared."""
    pin = (await api.post(pins, FRIDAYS)).result["id"]
    await api.put(f"{pins}/{pin}", {"alias": "Cleaner", "pin": "073051"})
    detail = (await api.get(f"{pins}/{pin}")).result
    assert detail == {"id": pin, "alias": "Cleaner", "pin": "073051", **NOTHING}


async def test_times_with_offsets_mean_the_same_instant(
    sim: Simulation, api: Api, pins: str, tedee: TedeeControl
) -> None:
    """Offsets are understood, seconds may be cut."""
    tedee.switch(pin_minutes=True)
    body = {
        **ANNA,
        "startDate": "2026-11-01T10:00:30",
        "dayStartTime": "2026-01-01T09:00:00+01:00",
    }
    pin = (await api.post(pins, body)).result["id"]
    detail = (await api.get(f"{pins}/{pin}")).result
    assert detail["startDate"] == "2026-11-01T10:00:00.000Z"
    assert detail["dayStartTime"].endswith("T08:00:00.000Z")


@pytest.mark.parametrize(
    "pin",
    [
        *("1234", "123456789", "11112", "12345", "54321", "12a45", "", "11212"),
        *("012345", "98765", "4821³"),
    ],
)
async def test_rules_of_digits(api: Api, pins: str, pin: str) -> None:
    """Length, digits, variety and no runs."""
    assert (await api.post(pins, {"alias": "Anna", "pin": pin})).status == 400


@pytest.mark.parametrize("pin", ["11223", "00123", "13579", "78901", "48213960"])
async def test_digits_that_are_fine(api: Api, pins: str, pin: str) -> None:
    """What the rules allow is allowed."""
    assert (await api.post(pins, {"alias": "Anna", "pin": pin})).status == 201


@pytest.mark.parametrize(
    "change",
    [
        {"alias": None},
        {"alias": " "},
        {"alias": 7},
        {"pin": 48213},
        {"pin": None},
        {"colour": "red"},
        {"Alias": "Anna"},
        {"startDate": "tomorrow"},
        {"startDate": 7},
        {"startDate": "2026-12-01T00:00:00Z", "endDate": "2026-11-01T00:00:00Z"},
        {"dayStartTime": "08:00"},
        {"weekDays": "16"},
        {"weekDays": 0},
        {"weekDays": 128},
        {"weekDays": True},
    ],
)
async def test_bodies_are_read_strictly(
    api: Api, pins: str, change: dict[str, object]
) -> None:
    """Wrong types, unknown keys and impossible dates are 400."""
    assert (await api.post(pins, {**ANNA, **change})).status == 400
    assert (await api.get(pins)).result["pins"] == []


@pytest.mark.parametrize("missing", ["alias", "pin"])
async def test_alias_and_pin_are_required(api: Api, pins: str, missing: str) -> None:
    """On both POST and PUT."""
    pin = (await api.post(pins, ANNA)).result["id"]
    body = {key: value for key, value in ANNA.items() if key != missing}
    assert (await api.post(pins, body)).status == 400
    assert (await api.put(f"{pins}/{pin}", body)).status == 400


async def test_digits_are_unique_per_lock(api: Api, pins: str, path: Path) -> None:
    """406 for digits that another PIN of the lock has."""
    await api.post(pins, ANNA)
    assert (await api.post(pins, {**ANNA, "alias": "Bram"})).status == 406
    other = (await api.post(pins, FRIDAYS)).result["id"]
    same = {"alias": "Cleaner", "pin": ANNA["pin"]}
    assert (await api.put(f"{pins}/{other}", same)).status == 406
    assert (await api.post(path("back_door", "/pin"), ANNA)).status == 201


async def test_aliases_can_be_limited(api: Api, pins: str, tedee: TedeeControl) -> None:
    """Length and uniqueness of an alias are open."""
    await api.post(pins, ANNA)
    assert (await api.post(pins, {**ANNA, "pin": "90614"})).status == 201
    tedee.switch(unique_aliases=True, alias_bytes=5)
    assert (await api.post(pins, {**ANNA, "pin": "73051"})).status == 406
    assert (await api.post(pins, {"alias": "Sofië", "pin": "73051"})).status == 400


@pytest.mark.parametrize("status", [412, 422])
async def test_full_list(
    sim: Simulation, api: Api, pins: str, tedee: TedeeControl, status: int
) -> None:
    """412, or 422 as before May 2026."""
    sim.control.memory("front_door", capacity=1)
    tedee.switch(pins_full_status=status)
    await api.post(pins, ANNA)
    assert (await api.post(pins, FRIDAYS)).status == status


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_unknown_pin(api: Api, pins: str, method: str) -> None:
    """404 for a PIN that is not there; other credentials are no PINs."""
    body = ANNA if method == "PUT" else None
    assert (await api.request(method, f"{pins}/99", json=body)).status == 404


async def test_fingerprints_are_not_pins(sim: Simulation, api: Api, pins: str) -> None:
    """The cloud has no endpoint for fingers."""
    finger = sim.control.add_fingerprint("front_door", "Anna, thumb")
    assert (await api.get(f"{pins}/{finger}")).status == 404
    assert (await api.get(pins)).result["pins"] == []


async def test_not_ready(sim: Simulation, api: Api, pins: str, path: Path) -> None:
    """428 for a lock or bridge that is away, no keypad, no bridge."""
    assert (await api.get(path("garage", "/pin"))).status == 428
    sim.control.lock_online("front_door", online=False)
    assert (await api.post(pins, ANNA)).status == 428
    sim.control.lock_online("front_door", online=True)
    sim.control.gateway_online("bridge", online=False)
    assert (await api.get(pins)).status == 428
    sim.control.gateway_online("bridge", online=True)
    sim.control.pair_keypad("front_door", paired=False)
    assert (await api.get(pins)).status == 428


async def test_guests_manage_nothing(api: Api, pins: str, tedee: TedeeControl) -> None:
    """403 for a guest, whatever the request."""
    tedee.role("front_door", "guest")
    assert (await api.get(pins)).status == 403
    assert (await api.post(pins, ANNA)).status == 403
    tedee.role("front_door", "admin")
    assert (await api.post(pins, ANNA)).status == 201


async def test_one_request_at_a_time(
    api: Api, pins: str, tedee: TedeeControl, path: Path
) -> None:
    """While a lock is busy others get 409; another lock is free."""
    tedee.switch(pin_seconds=0.1)
    replies = await asyncio.gather(
        api.get(pins), api.get(pins), api.get(path("back_door", "/pin"))
    )
    assert sorted(reply.status for reply in replies[:2]) == [200, 409]
    assert replies[2].status == 200
    assert (await api.get(pins)).status == 200


async def test_busy_on_demand(api: Api, pins: str, tedee: TedeeControl) -> None:
    """409 so many times."""
    tedee.switch(pin_busy=2)
    statuses = [(await api.get(pins)).status for _ in range(3)]
    assert statuses == [409, 409, 200]


async def test_lock_leaves_during_the_trip(
    sim: Simulation, api: Api, pins: str, tedee: TedeeControl
) -> None:
    """A lock that goes away in the middle is a timeout without the work."""
    tedee.switch(pin_seconds=0.1)
    request = asyncio.create_task(api.post(pins, ANNA))
    await asyncio.sleep(0.03)
    sim.control.lock_online("front_door", online=False)
    assert (await request).status == 408
    assert not list(sim.home.lock("front_door").credentials)


async def test_expired_pins_vanish(sim: Simulation, api: Api, pins: str) -> None:
    """The lock deletes a PIN after its end, and the version tells."""
    await api.post(pins, FRIDAYS)
    version = (await api.get(pins)).result["listVersion"]
    sim.control.time(to="2027-02-01T00:00:01Z")
    listed = (await api.get(pins)).result
    assert listed["pins"] == []
    assert listed["listVersion"] != version


async def test_ids_may_come_back(sim: Simulation, api: Api, pins: str) -> None:
    """With reuse, a new PIN gets the id of a deleted one."""
    sim.control.memory("front_door", reuse_ids=True)
    first = (await api.post(pins, ANNA)).result["id"]
    await api.delete(f"{pins}/{first}")
    assert (await api.post(pins, FRIDAYS)).result["id"] == first


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ("2026-11-27T07:59:00Z", "out_of_schedule"),
        ("2026-11-27T08:00:00Z", "accepted"),
        ("2026-11-27T12:29:00Z", "accepted"),
        ("2026-11-27T12:30:00Z", "out_of_schedule"),
        ("2026-11-26T09:00:00Z", "out_of_schedule"),
        ("2027-02-01T09:00:00Z", "wrong_code"),
    ],
)
async def test_schedule_at_the_keypad(
    sim: Simulation, api: Api, pins: str, when: str, answer: str
) -> None:
    """The lock itself reads hours and weekdays, in UTC."""
    await api.post(pins, FRIDAYS)
    sim.control.time(to=when)
    assert sim.control.type_pin("front_door", "073051") == answer


async def test_schedule_in_the_zone_of_the_lock(
    sim: Simulation, api: Api, pins: str, tedee: TedeeControl
) -> None:
    """The other reading: eight o'clock is eight in Amsterdam, seven in UTC."""
    tedee.switch(schedule_zone="lock")
    await api.post(pins, FRIDAYS)
    sim.control.time(to="2026-11-27T07:30:00Z")
    assert sim.control.type_pin("front_door", "073051") == "accepted"


async def test_changes_by_somebody_else(sim: Simulation, api: Api, pins: str) -> None:
    """What the app changed is in the list, with a new version."""
    version = (await api.get(pins)).result["listVersion"]
    sim.control.add_pin("front_door", "Sofie", "48213")
    reply = await api.get(f"{pins}?listVersion={version}")
    assert reply.status == 200
    assert [row["alias"] for row in reply.result["pins"]] == ["Sofie"]
