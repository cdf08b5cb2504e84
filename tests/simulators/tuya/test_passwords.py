"""Tickets and temporary passwords of the lock that is awake."""

from datetime import timedelta
from typing import Any

import pytest

from simulators import Simulation
from simulators.tuya import TuyaControl
from simulators.tuya.cipher import encrypt, read_password, seal_ticket_key

from .wire import DAY, Door, code, seal

_FORUM = "4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC"


@pytest.mark.parametrize(
    ("secret", "plain", "key", "pin", "password"),
    [
        (
            "s" * 32,
            "0123456789abcdef",
            "94A193E69E1D8AD77C287CD1939A70C23D354A22FE4815C46E5B0330C80D9594",
            "1234567",
            "8f8ad3f0cfd6eca192126e4ad28a73f2",
        ),
        (
            _FORUM,
            "a1b2c3d4e5f60718",
            "3999BF2784CE27366BCCA6FD49910E2C9173247C8D56147E406EBA159F6E577A",
            "123456",
            "f25ea00b118f4765d2b97cf2bf191992",
        ),
    ],
)
def test_vectors(secret: str, plain: str, key: str, pin: str, password: str) -> None:
    """Tickets and passwords as others encrypt them."""
    assert seal_ticket_key(secret, plain) == key
    assert seal(secret, key, pin) == password
    assert read_password(plain, password) == pin


async def test_ticket(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """A short id, 64 digits, the seconds left; one may be handed out again."""
    first, second = await flat.ticket(), await flat.ticket()
    assert first["ticket_id"] != second["ticket_id"]
    assert (len(first["ticket_key"]), first["expire_time"]) == (64, 300)
    assert first["ticket_key"] == first["ticket_key"].upper()
    desk.switch(ticket_again=True)
    sim.home.clock.advance(timedelta(seconds=253))
    again = (await flat.smart("POST", "password-ticket")).result
    assert again["ticket_id"] == second["ticket_id"]
    assert again["expire_time"] == 47


async def test_ticket_works_once_and_here(
    flat: Door, yard: Door, sim: Simulation
) -> None:
    """Used up, too old, or of another lock: the generic refusal."""
    sealed = await flat.sealed("482137")
    assert code(await flat.add("482137", **sealed)) == 0
    assert code(await flat.add("482137", **sealed)) == 1109
    assert code(await yard.add("482137", **(await flat.sealed("482137")))) == 1109
    sealed = await flat.sealed("482138")
    sim.home.clock.advance(timedelta(seconds=301))
    assert code(await flat.add("482138", **sealed)) == 1109


async def test_ticket_is_used_up_by_a_failure(flat: Door) -> None:
    """A retry needs a new one."""
    sealed = await flat.sealed("48213")
    assert code(await flat.add("48213", **sealed)) == 2314
    assert code(await flat.add("48213", **sealed)) == 1109


async def test_password_opens(flat: Door, sim: Simulation) -> None:
    """It is in the lock, and neither list nor detail tells the digits."""
    number = (await flat.add("482137", "Cleaner")).result["id"]
    row = (await flat.call("GET", f"door-lock/temp-passwords/{number}")).result
    assert (row["phase"], row["delivery_status"], row["sn"]) == (2, 2, 1)
    assert (row["name"], row["type"]) == ("Cleaner", 0)
    assert "482137" not in str(row)
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    assert (await flat.add("482138", type=1)).result["id"] != number
    assert sim.control.type_pin("apartment", "482138") == "accepted"
    assert sim.control.type_pin("apartment", "482138") == "wrong_code"


async def test_unnamed(flat: Door) -> None:
    """The newer version takes no name; the older one wants it."""
    now = flat.wire.now
    body: dict[str, object] = {"effective_time": now, "invalid_time": now + DAY}
    body |= await flat.sealed("482137")
    path = "door-lock/temp-password"
    assert code(await flat.call("POST", path, body=body)) == 1100
    body |= await flat.sealed("482137")
    reply = await flat.call("POST", path, version="v2.0", body=body)
    assert (await flat.passwords())[0]["id"] == reply.result["id"]


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"password": "00" * 16}, 1109),
        ({"password": "00" * 32}, 1109),
        ({"password": "not hex"}, 1109),
        ({"password_type": "plain"}, 1109),
        ({"ticket_id": "unknown"}, 1109),
        ({"invalid_time": 1}, 1109),
        ({"type": 2}, 1109),
        ({"effective_time": "soon"}, 1104),
        ({"schedule_list": [{}, {}]}, 1109),
        ({"schedule_list": [{"effective_time": 1}]}, 1109),
        (
            {
                "schedule_list": [
                    {"effective_time": 1, "invalid_time": 2, "working_day": 4}
                ]
            },
            1109,
        ),
        ({"time_zone": "Nowhere/City"}, 1109),
        ({"schedule_list": "daily"}, 1104),
        ({"name": 4}, 1109),
    ],
)
async def test_refused(flat: Door, more: dict[str, Any], number: int) -> None:
    """Nothing is created from a body that is wrong somewhere."""
    assert code(await flat.add("482137", **more)) == number
    assert await flat.passwords() == []


async def test_wrong_keys(flat: Door) -> None:
    """The queue's key, the ticket's as it came, and letters: all are 1109."""
    for key in (flat.wire.secret[8:24] * 2, "x" * 32):
        ticket = await flat.ticket()
        wrong = encrypt(key.encode(), b"482137").hex()
        body = {"password": wrong, "ticket_id": ticket["ticket_id"]}
        assert code(await flat.add("482137", **body)) == 1109
    assert code(await flat.add("48a137")) == 1109


async def test_lengths(flat: Door, lobby: Door, yard: Door, desk: TuyaControl) -> None:
    """Seven digits in the Wi-Fi, six elsewhere, as set for one lock."""
    assert code(await flat.add("4821375")) == 2314
    assert code(await lobby.add("482137")) == 2314
    assert code(await lobby.add("4821375")) == 0
    assert code(await yard.add("482137")) == 0
    desk.pin_lengths("apartment", [6, 7])
    assert code(await flat.add("4821375")) == 0


async def test_weekly_hours(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """One block, bits from Sunday on; read back as sent or the other way."""
    block = {"effective_time": 660, "invalid_time": 900, "working_day": 62}
    body: dict[str, Any] = {"schedule_list": [block], "time_zone": "Europe/Amsterdam"}
    assert code(await flat.add("482137", **body)) == 0
    assert (await flat.passwords())[0]["schedule_list"] == [block]
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    sim.home.clock.advance(timedelta(hours=3))
    assert sim.control.type_pin("apartment", "482137") == "out_of_schedule"
    await flat.wire.sign_in()
    desk.switch(read_back="reversed")
    assert (await flat.passwords())[0]["schedule_list"] == [
        {"effective_time": 1100, "invalid_time": 1500, "working_day": 124}
    ]


async def test_all_day_drops_the_block(flat: Door, sim: Simulation) -> None:
    """It works round the clock then, on every day."""
    block = {
        "effective_time": 0,
        "invalid_time": 1439,
        "working_day": 1,
        "all_day": True,
    }
    body: dict[str, Any] = {"schedule_list": [block], "time_zone": "Europe/Amsterdam"}
    assert code(await flat.add("482137", **body)) == 0
    assert "schedule_list" not in (await flat.passwords())[0]
    assert sim.control.type_pin("apartment", "482137") == "accepted"


async def test_ten(flat: Door, yard: Door, desk: TuyaControl) -> None:
    """The eleventh is refused, or at a Zigbee lock fails as full."""
    assert desk.fill("apartment") == 10
    assert desk.fill("courtyard", room=1) == 9
    number = (await flat.add("482137")).result["id"]
    row = (await flat.call("GET", f"door-lock/temp-passwords/{number}")).result
    assert (row["phase"], row["delivery_status"]) == (5, 5)
    assert code(await yard.add("482137")) == 0
    assert code(await yard.add("482138")) == 1109
    gone = (await yard.passwords(valid="true"))[0]["id"]
    await yard.call("DELETE", f"door-lock/temp-passwords/{gone}")
    assert code(await yard.add("482138")) == 0


async def test_duplicate_and_broken(
    flat: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """The lock itself refuses digits that it has, and fails now and then."""
    sim.control.add_pin("apartment", "Anna", "482137")
    await flat.add("482137")
    desk.fail_deliveries("apartment")
    await flat.add("482138")
    rows = await flat.passwords()
    assert [(row["phase"], row["delivery_status"]) for row in rows] == [(5, 4), (5, 3)]
    assert await flat.passwords(valid="true") == []


async def test_modify(flat: Door, sim: Simulation) -> None:
    """Other digits and another name, under the same id."""
    number = (await flat.add("482137")).result["id"]
    now = flat.wire.now
    body = {
        "name": "Plumber",
        "effective_time": now,
        "invalid_time": now + DAY,
        **await flat.sealed("482139"),
    }
    path = f"door-lock/temp-passwords/{number}/modify-password"
    assert (await flat.call("PUT", path, body=body)).result is True
    assert (await flat.passwords())[0]["name"] == "Plumber"
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"
    assert sim.control.type_pin("apartment", "482139") == "accepted"


async def test_freeze(flat: Door, yard: Door, sim: Simulation) -> None:
    """A Zigbee lock lets a password rest; a keypad cannot."""
    number = (await flat.add("482137")).result["id"]
    path = f"door-lock/temp-passwords/{number}"
    assert (await flat.call("PUT", f"{path}/freeze-password")).result is True
    assert (await flat.call("GET", path)).result["phase"] == 3
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"
    assert (await flat.call("PUT", f"{path}/unfreeze-password")).result is True
    assert (await flat.call("GET", path)).result["phase"] == 2
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    number = (await yard.add("482137")).result["id"]
    path = f"door-lock/temp-passwords/{number}/freeze-password"
    assert code(await yard.call("PUT", path)) == 2004


async def test_delete_and_record(flat: Door, sim: Simulation) -> None:
    """It does not open any more; the record stays until it is removed too."""
    number = (await flat.add("482137")).result["id"]
    path = f"door-lock/temp-passwords/{number}"
    assert (await flat.call("DELETE", path)).result is True
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"
    assert [row["phase"] for row in await flat.passwords()] == [4]
    assert await flat.passwords(valid="true") == []
    assert len(await flat.passwords(valid="false")) == 1
    assert code(await flat.call("DELETE", path)) == 1000
    assert (await flat.call("DELETE", f"{path}/record")).result is True
    assert await flat.passwords() == []
    assert code(await flat.call("GET", path)) == 1000


async def test_clear(flat: Door, sim: Simulation) -> None:
    """All at once, by the odd path."""
    for pin in ("482137", "482138"):
        await flat.add(pin, f"Guest {pin}")
    path = "door-lock/temp-passwords/rest-password"
    assert (await flat.call("POST", path)).result is True
    assert {row["phase"] for row in await flat.passwords()} == {4}
    assert sim.control.type_pin("apartment", "482138") == "wrong_code"


async def test_expired(flat: Door, sim: Simulation) -> None:
    """It stays in the list of the invalid ones, and opens nothing."""
    await flat.add("482137")
    sim.home.clock.advance(timedelta(days=3))
    await flat.wire.sign_in()
    assert len(await flat.passwords(valid="false")) == 1
    assert sim.control.type_pin("apartment", "482137") == "out_of_schedule"


@pytest.mark.parametrize(
    ("switch", "more"),
    [
        ("short_windows_refused", {"invalid_time": 3600}),
        ("past_start_refused", {}),
        ("ascii_names", {"name": "Gäste"}),
        ("plain_zones_refused", {"time_zone": "Etc/UTC"}),
        ("plain_zones_refused", {"time_zone": "+02:00"}),
    ],
)
async def test_what_one_project_saw(
    flat: Door, desk: TuyaControl, switch: str, more: dict[str, Any]
) -> None:
    """Taken by default, and refused where it is switched on."""
    if "invalid_time" in more:
        more = {"invalid_time": flat.wire.now + more["invalid_time"]}
    assert code(await flat.add("482137", **more)) == 0
    desk.switch(**{switch: True})
    assert code(await flat.add("482138", **more)) == 1109


async def test_schedules_elsewhere(
    yard: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """Only Zigbee locks are said to keep to weekly hours; it is a switch."""
    block = {"effective_time": 60, "invalid_time": 120, "working_day": 127}
    body: dict[str, Any] = {"schedule_list": [block], "time_zone": "Europe/Berlin"}
    assert code(await yard.add("482137", "One", **body)) == 0
    desk.switch(enforces_schedules="all")
    assert code(await yard.add("482138", "Two", **body)) == 0
    assert sim.control.type_pin("courtyard", "482137") == "accepted"
    assert sim.control.type_pin("courtyard", "482138") == "out_of_schedule"
