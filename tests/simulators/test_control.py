"""The control desk, in Python and over HTTP."""

from datetime import datetime, timedelta

import pytest

from simulators import ControlError, Simulation
from simulators.bolt import Bolt
from simulators.doorlog import Act, Method
from simulators.link import Keypad
from simulators.lock import Lock
from simulators.operations import describe, perform
from tests.simulators.client import Api


@pytest.fixture
def front(sim: Simulation) -> Lock:
    """Return the front door."""
    return sim.home.lock("Front door")


def last(sim: Simulation) -> tuple[Act, Method, str | None]:
    """Return the last line of the log."""
    entry = list(sim.home.log)[-1]
    return entry.act, entry.cause.method, entry.cause.person_id


async def test_index_describes_every_desk(desk: Api) -> None:
    """A curious person finds all operations with their arguments."""
    body = (await desk.get("")).body
    assert body[""]["type-pin"]["takes"] == (
        "(lock: str, pin: str, *, to_lock: bool = False)"
    )
    assert body["tedee"]["switch"]["does"].startswith("Set switches")


async def test_state_tells_the_truth(sim: Simulation, desk: Api) -> None:
    """The report has locks, codes and the log."""
    sim.control.add_pin(
        "front_door",
        "Cleaner",
        "48213",
        starts="2026-11-01T00:00:00Z",
        ends="2026-12-01T00:00:00Z",
        days=[0],
        day_start="08:00",
        day_end="11:30",
    )
    assert sim.control.type_pin("front_door", "48213") == "out_of_schedule"
    state = (await desk.get("/state")).body
    front = state["locks"]["front_door"]
    assert (front["bolt"], front["door"], front["reachable"]) == (
        "locked",
        "closed",
        True,
    )
    assert front["credentials"][0]["days"] == [0]
    assert front["credentials"][0]["day_end"] == "11:30:00"
    assert state["log"][-1]["act"] == "out_of_schedule"
    assert state["log"][-1]["credential"] == "Cleaner"
    assert state["locks"]["garage"]["keypad"] is None


async def test_http_does_what_python_does(sim: Simulation, desk: Api) -> None:
    """One list of operations serves both."""
    added = await desk.post(
        "/add-pin", {"lock": "Front door", "name": "Anna", "pin": "48213"}
    )
    assert added.body == 1
    typed = await desk.post("/type_pin", {"lock": "front_door", "pin": "48213"})
    assert typed.body == "accepted"
    assert last(sim) == (Act.UNLOCKED, Method.PIN, None)
    assert (await desk.post("/reset")).status == 200
    assert (await desk.get("/requests")).body == []
    assert (await desk.get("/tedee/state")).body["syncs_too_soon"] == 0


@pytest.mark.parametrize(
    ("path", "arguments", "reason"),
    [
        ("/fly", {}, "no operation"),
        ("/type-pin", {"lock": "front_door"}, "missing"),
        ("/type-pin", {"lock": "front_door", "pin": 48213}, "is not"),
        ("/door", {"lock": "front_door", "to": "ajar"}, "ajar"),
        ("/door", {"lock": "cellar", "to": "open"}, "no lock called"),
        ("/time", {"to": "2026-11-23T12:00:00"}, "offset"),
        ("/time", {"advance": True}, "is not"),
        ("/battery", {"lock": "garage", "level": True}, "is not"),
        ("/battery", {"lock": "garage", "level": 5, "of": "keypad"}, "no keypad"),
        ("/battery", {"lock": "garage", "level": 5, "of": "bell"}, "no battery"),
        ("/keypad-lock", {"lock": "garage"}, "no keypad"),
        ("/type-pin", {"lock": "garage", "pin": "48213"}, "no keypad"),
        ("/outage", {"vendor": "nobody"}, "no vendor"),
        ("/fault", {"vendor": "tedee", "path": "("}, "regular expression"),
        ("/fault", {"vendor": "tedee", "answer": "song"}, "song"),
        ("/clear-faults", {"vendor": "nobody"}, "no vendor"),
        ("/outage", {"vendor": "tedee", "mode": "nap"}, "unknown outage"),
        ("/delete-pin", {"lock": "front_door", "pin_id": 7}, "no credential"),
        (
            "/add-pin",
            {"lock": "front_door", "name": "a", "pin": "1", "days": ["x"]},
            "x",
        ),
        ("/nobody/state", {}, "no vendor"),
        ("/tedee/switch", {"colour": "red"}, "colour"),
        ("/tedee/switch", {"pin_busy": "many"}, "pin_busy"),
        ("/tedee/switch", {"schedule_zone": "mars"}, "schedule_zone"),
    ],
)
async def test_nonsense_is_refused_with_a_reason(
    desk: Api, path: str, arguments: dict[str, object], reason: str
) -> None:
    """A mistake in a control request is 400 and says why."""
    reply = await desk.post(path, arguments)
    assert reply.status == 400
    assert reason in reply.body["error"]


async def test_bodies_must_be_objects(desk: Api) -> None:
    """A body that is no JSON object is refused, and GET changes nothing."""
    assert (await desk.request("POST", "/reset", data=b"{")).status == 400
    assert (await desk.request("POST", "/reset", data=b"[]")).status == 400
    assert (await desk.get("/reset")).status == 405


async def test_time(sim: Simulation) -> None:
    """Time moves on by seconds or to a date."""
    before = sim.home.clock.now()
    sim.control.time(advance=60)
    assert sim.home.clock.now() - before >= timedelta(minutes=1)
    text = sim.control.time(to="2027-01-01T00:00:00Z")
    assert datetime.fromisoformat(text).year == 2027


async def test_people_at_the_door(sim: Simulation, front: Lock) -> None:
    """Knob, button, app, finger, card and the keypad's own button."""
    control = sim.control
    control.turn_knob("front_door", "unlocked")
    assert last(sim) == (Act.UNLOCKED, Method.MANUAL, None)
    control.press_button("front_door")
    assert last(sim) == (Act.LOCKED, Method.BUTTON, None)
    control.press_button("front_door")
    assert last(sim) == (Act.UNLOCKED, Method.BUTTON, None)
    control.keypad_lock("front_door")
    assert last(sim) == (Act.LOCKED, Method.KEYPAD, None)
    control.app("front_door", "Bram de Vries", "unlock")
    assert last(sim) == (Act.UNLOCKED, Method.APP, "bram_de_vries")
    control.app("front_door", "bram_de_vries", "lock")
    control.add_fingerprint("front_door", "Anna, thumb", "anna_de_vries")
    assert control.touch_finger("front_door", "Anna, thumb") == "accepted"
    assert last(sim) == (Act.UNLOCKED, Method.FINGERPRINT, "anna_de_vries")
    with pytest.raises(ControlError, match="no keypad"):
        control.touch_finger("back_door", "Anna, thumb")
    control.app("front_door", "bram_de_vries")
    control.add_card("front_door", "Blue card", "04A2")
    assert control.hold_card("front_door", "04A2") == "accepted"
    assert control.hold_card("front_door", "FFFF") == "wrong_code"
    assert front.bolt is Bolt.UNLOCKED


async def test_door_battery_and_radio(sim: Simulation, front: Lock) -> None:
    """Things that nobody commands."""
    control = sim.control
    control.door("front_door", "open")
    control.door("front_door", "left_open")
    control.door("front_door", "closed")
    assert [entry.act for entry in sim.home.log][-3:] == [
        Act.DOOR_OPENED,
        Act.DOOR_LEFT_OPEN,
        Act.DOOR_CLOSED,
    ]
    for of in ("lock", "keypad", "sensor"):
        control.battery("front_door", 7, of)
    assert isinstance(front.keypad, Keypad)
    levels = {front.power.level, front.keypad.battery, front.door.sensor.battery}
    assert levels == {7}
    control.charge("front_door", on=True)
    control.charge("front_door", on=False)
    assert last(sim) == (Act.CHARGING_STOPPED, Method.DEVICE, None)
    control.lock_online("front_door", online=False)
    assert not front.reachable
    control.lock_online("front_door", online=True)
    control.gateway_online("Bridge", online=False)
    assert not front.reachable
    control.pair_gateway("front_door", None)
    assert not front.reachable
    control.gateway_online("bridge", online=True)
    control.pair_gateway("front_door", "bridge")
    assert front.reachable


async def test_motor(sim: Simulation, front: Lock) -> None:
    """Calibration, jams, timing and impossible states."""
    control = sim.control
    control.calibrate("front_door", bolt=False, spring=False)
    assert not front.calibration.bolt
    assert not front.calibration.pull_spring
    control.calibrate("front_door")
    assert last(sim) == (Act.CALIBRATED, Method.DEVICE, None)
    control.jam("front_door")
    control.app("front_door", "anna_de_vries", "unlock")
    assert front.bolt is Bolt.SEMI_LOCKED
    control.bolt("front_door", "unlocked")
    control.timing("front_door", travel=2, hold=3)
    control.app("front_door", "anna_de_vries", "pull")
    states = [front.bolt]
    control.time(advance=2)
    states.append(front.bolt)
    assert states == [Bolt.PULLING, Bolt.PULLED]


async def test_changes_in_the_vendors_app(sim: Simulation, front: Lock) -> None:
    """Codes that a client did not write."""
    control = sim.control
    pin = control.add_pin("front_door", "Anna", "48213")
    control.change_pin("front_door", pin, name="Annie", pin="48214")
    changed = front.credentials.get(pin)
    assert changed is not None
    assert (changed.name, changed.secret) == ("Annie", "48214")
    control.change_pin("front_door", pin)
    other = control.add_pin("front_door", "Bram", "90614")
    with pytest.raises(ControlError, match="same digits"):
        control.change_pin("front_door", other, pin="48214")
    with pytest.raises(ControlError, match="same digits"):
        control.add_pin("front_door", "Sofie", "48214")
    control.memory("front_door", capacity=2, reuse_ids=True, removal_delay=60)
    with pytest.raises(ControlError, match="full"):
        control.add_pin("front_door", "Sofie", "73051")
    control.delete_pin("front_door", pin)
    assert control.add_pin("front_door", "Sofie", "73051", ends="2026-11-24T00:00Z")
    control.memory("front_door", removes_expired=False, removal_bumps_version=False)
    control.time(to="2026-11-25T00:00:00Z")
    assert control.remove_expired("front_door") == ["Sofie"]


async def test_pairing_a_keypad(sim: Simulation) -> None:
    """A keypad that is taken away takes no PIN."""
    sim.control.pair_keypad("front_door", paired=False)
    with pytest.raises(ControlError, match="no keypad"):
        sim.control.type_pin("front_door", "48213")


async def test_lively_can_be_switched(sim: Simulation, desk: Api) -> None:
    """People can be sent for and sent away."""
    assert (await desk.post("/lively", {"on": True})).status == 200
    assert (await desk.post("/lively", {"on": False})).status == 200


async def test_operations_are_the_public_methods() -> None:
    """Private methods and attributes are not for sale."""

    class Desk:
        """A desk with one operation."""

        size = 3

        def add(self, numbers: list[int], any_thing: object = None) -> int:
            """Add numbers."""
            return sum(numbers) if any_thing is None else -1

        def _hide(self) -> None:
            """Stay hidden."""

    assert list(describe(Desk())) == ["add"]
    assert await perform(Desk(), "add", {"numbers": [1, 2], "any_thing": {}}) == -1
    with pytest.raises(ControlError):
        await perform(Desk(), "_hide", {})
