"""Offline and dynamic passwords, advanced ones, pictures."""

from datetime import timedelta
from typing import Any

import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import DAY, HOUR, Door, code

_PATH = "door-lock/offline-temp-password"


async def _make(door: Door, kind: str, **more: object) -> dict[str, Any]:
    body = {"type": kind, **more}
    reply = await door.call("POST", _PATH, version="v1.1", body=body)
    result: dict[str, Any] = reply.result
    return result


async def _multiple(door: Door) -> dict[str, Any]:
    now = door.wire.now
    times = {"effective_time": now, "invalid_time": now + 3 * DAY}
    return await _make(door, "multiple", name="Guests", **times)


async def test_hours(street: Door, sim: Simulation) -> None:
    """Whole hours; once for six, a clearing code for a day."""
    sim.home.clock.advance(timedelta(minutes=11, seconds=12))
    hour = street.wire.now // HOUR * HOUR
    once = await _make(street, "once")
    assert (once["effective_time"], once["invalid_time"]) == (hour, hour + 6 * HOUR)
    clear = await _make(street, "clear_all")
    assert clear["invalid_time"] == hour + 24 * HOUR
    more = await _multiple(street)
    assert (more["effective_time"], more["invalid_time"]) == (hour, hour + 3 * DAY)
    assert more["offline_temp_password_name"] == "Guests"


async def test_nothing_is_delivered(street: Door, sim: Simulation) -> None:
    """It opens a lock that has no connection at all."""
    sim.control.lock_online("street_door", online=False)
    digits = (await _multiple(street))["offline_temp_password"]
    for _ in range(2):
        assert sim.control.type_pin("street_door", digits) == "accepted"
    once = (await _make(street, "once"))["offline_temp_password"]
    assert sim.control.type_pin("street_door", once) == "accepted"
    assert sim.control.type_pin("street_door", once) == "wrong_code"
    sim.control.lock_online("street_door", online=True)
    codes = [row["status"]["code"] for row in await street.logs()]
    assert codes == ["unlock_offline_pd"] * 3
    assert digits not in str(await street.logs())


async def test_first_use_within_a_day(street: Door, sim: Simulation) -> None:
    """Or it is dead, whatever its end."""
    used, unused = await _multiple(street), await _multiple(street)
    sim.control.type_pin("street_door", used["offline_temp_password"])
    sim.home.clock.advance(timedelta(hours=25))
    digits = [row["offline_temp_password"] for row in (used, unused)]
    assert sim.control.type_pin("street_door", digits[0]) == "accepted"
    assert sim.control.type_pin("street_door", digits[1]) == "wrong_code"


async def test_clearing(street: Door, sim: Simulation) -> None:
    """A code that is typed takes one password away, or all."""
    rows = [await _multiple(street) for _ in range(3)]
    digits = [row["offline_temp_password"] for row in rows]
    number = rows[0]["offline_temp_password_id"]
    one = await _make(street, "clear_one", password_id=number)
    sim.control.type_pin("street_door", one["offline_temp_password"])
    assert sim.control.type_pin("street_door", digits[0]) == "wrong_code"
    assert sim.control.type_pin("street_door", digits[1]) == "accepted"
    every = await _make(street, "clear_all")
    sim.control.type_pin("street_door", every["offline_temp_password"])
    assert sim.control.type_pin("street_door", digits[2]) == "wrong_code"
    assert "unlock_offline_clear" in await street.status()


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ({"type": "always"}, 1109),
        ({"type": "multiple"}, 1100),
        ({"type": "multiple", "effective_time": 9, "invalid_time": 8}, 1109),
        ({"type": "clear_one"}, 1100),
        ({"type": "clear_one", "password_id": "9"}, 1000),
        ({}, 1100),
    ],
)
async def test_refused(street: Door, body: dict[str, object], number: int) -> None:
    """Nothing is computed from a body that is wrong."""
    reply = await street.call("POST", _PATH, version="v1.1", body=body)
    assert code(reply) == number


async def test_older_version_and_rename(street: Door) -> None:
    """A number for the kind; a name can be changed."""
    now = street.wire.now
    body = {"type": 0, "effective_time": now, "invalid_time": now + DAY, "lang": "en"}
    result = (await street.call("POST", _PATH, body=body)).result
    path = f"{_PATH}/{result['offline_temp_password_id']}"
    assert (await street.call("PUT", path, body={"name": "Els"})).result is True
    assert code(await street.call("PUT", f"{_PATH}/9", body={"name": "Els"})) == 1000
    assert code(await street.call("POST", _PATH, body={"type": 4})) == 1109


async def test_dynamic(street: Door, sim: Simulation, desk: TuyaControl) -> None:
    """Five minutes, more than once, also for a lock that is away."""
    sim.control.lock_online("street_door", online=False)
    reply = await street.call("GET", "door-lock/dynamic-password")
    digits = reply.result["dynamic_password"]
    assert digits == desk.dynamic("street_door")
    for _ in range(2):
        assert sim.control.type_pin("street_door", digits) == "accepted"
    sim.home.clock.advance(timedelta(minutes=5, seconds=1))
    assert sim.control.type_pin("street_door", digits) == "out_of_schedule"
    sim.control.lock_online("street_door", online=True)
    rows = [row["status"] for row in await street.logs()]
    assert rows == [{"code": "unlock_dynamic", "value": 1}] * 2


async def test_advanced(flat: Door, desk: TuyaControl) -> None:
    """Set for two purposes; what is read back is not documented."""
    path = "door-lock/advanced-password"
    for kind, number in (("admin", 0), ("emergency", 0), ("guest", 1109)):
        body = {"advanced_type": kind, **await flat.sealed("482137")}
        assert code(await flat.call("POST", path, body=body)) == number
    assert (await flat.call("GET", path)).result == {}
    desk.switch(unknown_result="null")
    assert (await flat.call("GET", path)).result is None


async def test_media(lobby: Door, flat: Door, desk: TuyaControl) -> None:
    """Nothing is known of it; a guess has to be switched on."""
    path = "door-lock/latest/media/url"
    assert (await lobby.call("GET", path)).result == {}
    assert code(await flat.call("GET", path)) == 2004
    desk.switch(media_guess=True)
    url = (await lobby.call("GET", path)).result["file_url"]
    async with lobby.wire.session.get(url) as response:
        assert response.content_type == "image/png"
        assert (await response.read()).startswith(b"\x89PNG")
    for method, name in (
        ("GET", "albums-media"),
        ("GET", "media-view-times"),
        ("POST", "media-view-times"),
    ):
        assert (await lobby.smart(method, name)).result == {}
