"""Tuya from signing in to "who opened the door", over real HTTP and its queue."""

from functools import partial
import logging
from statistics import median
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.bolt import Bolt
from simulators.tuya import COMMANDS

from .conftest import fired
from .tuya_home import TuyaHome, signed_in

_LOGGER = logging.getLogger(__name__)

PIN, LONG_PIN = "730416", "7304162"
OPERATE = "/password-free/door-operate"


@pytest.fixture
async def home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, simulation: Simulation
) -> TuyaHome:
    """Return a home that hears the queue."""
    return await signed_in(hass, freezer, simulation)


@pytest.fixture
def changes(home: TuyaHome) -> list[Event[Any]]:
    """Collect every state from now on."""
    return async_capture_events(home.hass, EVENT_STATE_CHANGED)


def told(home: TuyaHome, changes: list[Event[Any]], door: str) -> list[dict[str, Any]]:
    """Return what the access entity of a door fired."""
    return fired(changes, home.entity(door, "event", "access"))


async def test_the_apartment(home: TuyaHome, changes: list[Event[Any]]) -> None:
    """Unlock, give a code for today, see who came in, and take it away."""
    await home.use("apartment", "lock", "lock", "unlock")
    await home.until(lambda: home.shows("apartment", "lock", "lock", "unlocked"))
    await home.use("apartment", "lock", "lock", "lock")
    await home.until(lambda: home.shows("apartment", "lock", "lock", "locked"))

    added = await home.act(
        "apartment", "add_code", name="Cleaner", pin=PIN, duration="04:00"
    )
    assert (added["status"], added["on_lock"]) == ("active", True)
    assert home.simulation.control.type_pin("apartment", PIN) == "accepted"
    await home.until(
        lambda: home.shows("apartment", "sensor", "last_access_by", "Cleaner")
    )
    expected = {"event_type": "unlocked", "method": "code", "who": "Cleaner"}
    assert expected.items() <= told(home, changes, "apartment")[-1].items()
    # What the log says later of the same is no second event.
    await home.pass_by(minutes=5)
    ours = [it for it in told(home, changes, "apartment") if it.get("who") == "Cleaner"]
    assert len({it["occurred_at"] for it in ours}) == 1

    deleted = await home.act("apartment", "delete_code", name="Cleaner")
    assert deleted["status"] == "removed"
    assert (await home.act("apartment", "get_codes"))["codes"] == []
    assert home.simulation.control.type_pin("apartment", PIN) != "accepted"


async def test_a_door_that_sleeps(home: TuyaHome, changes: list[Event[Any]]) -> None:
    """A code waits for the lock; who rings is let in by a button."""
    assert home.state("street_door", "sensor", "battery").state != "unavailable"
    added = await home.act(
        "street_door", "add_code", name="Painter", pin=LONG_PIN, duration="04:00"
    )
    assert (added["status"], added["reason"]) == ("pending", "lock_asleep")
    accept = ("street_door", "button", "accept_request")
    assert home.shows(*accept, "unavailable")

    home.desk.ring("street_door", 60)
    await home.until(lambda: not home.shows(*accept, "unavailable"))
    kinds = [it["event_type"] for it in told(home, changes, "street_door")]
    assert kinds == ["open_requested"]
    await home.use(*accept, "press")
    assert home.shows(*accept, "unavailable")
    street_door = home.simulation.home.lock("street_door")
    await home.until(lambda: street_door.bolt is Bolt.UNLOCKED)
    answers = home.simulation.requests.select("POST", "/commands")
    assert len(answers) == 1
    # It was awake, so it has the code.
    await home.pass_by(seconds=30)
    (code,) = (await home.act("street_door", "get_codes"))["codes"]
    assert (code["status"], code["on_lock"]) == ("active", True)


async def test_a_code_while_the_lock_is_offline(home: TuyaHome) -> None:
    """It is computed, so it opens all the same."""
    home.simulation.control.lock_online("lobby", online=False)
    await home.until(lambda: home.shows("lobby", "lock", "lock", "unavailable"))
    code = await home.act("lobby", "get_dynamic_code", include_pins=True)
    assert home.simulation.control.type_pin("lobby", code["pin"]) == "accepted"
    offline = await home.act(
        "lobby", "generate_offline_code", one_time=True, include_pins=True
    )
    assert home.simulation.control.type_pin("lobby", offline["pin"]) == "accepted"


async def test_duress(home: TuyaHome, changes: list[Event[Any]]) -> None:
    """A finger marked for it opens as any other; only the hidden entity tells."""
    member = home.desk.add_member("apartment", "Anna")
    home.desk.add_method("apartment", "fingerprint", "Thumb", "thumb", member)
    credentials = (await home.act("apartment", "get_credentials"))["credentials"]
    (thumb,) = [it for it in credentials if it["name"] == "Thumb"]
    await home.act(
        "apartment",
        "update_credential",
        credential_id=thumb["credential_id"],
        credential_type="fingerprint",
        duress=True,
    )
    assert home.simulation.control.touch_finger("apartment", "thumb") == "accepted"
    hidden = er.async_get(home.hass).async_get_entity_id(
        "event", DOMAIN, "access:duress"
    )
    assert hidden is not None
    await home.until(lambda: bool(fired(changes, hidden)))
    assert fired(changes, hidden)[-1]["lock"] == "lock.apartment"
    await home.until(lambda: bool(told(home, changes, "apartment")))
    assert told(home, changes, "apartment")[-1]["event_type"] == "unlocked"
    others = [it for it in home.hass.states.async_all() if it.entity_id != hidden]
    assert "duress" not in repr([(it.state, it.attributes) for it in others]).lower()


async def test_the_frame_alone(home: TuyaHome) -> None:
    """A message changes the state; nobody is asked for it, and no time passes.

    How long that took is logged: docs/performance.md says how to measure it.
    """
    lock = home.entity("apartment", "lock", "lock")
    took = []
    for turn in range(20):
        unlocks = turn % 2 == 0
        report = partial(
            home.desk.report, "apartment", "lock_motor_state", value=unlocks
        )
        before = len(home.simulation.requests)
        value = "unlocked" if unlocks else "locked"
        took.append(await home.time_until(lock, value, report))
        assert len(home.simulation.requests) == before
    _LOGGER.info("median %.1f ms, longest %.1f ms", median(took), max(took))


async def test_a_lost_queue(home: TuyaHome) -> None:
    """What was missed is read when it is back."""
    assert home.shows("tuya", "binary_sensor", "push", "on")
    await home.desk.drop_consumers()
    await home.until(lambda: home.shows("tuya", "binary_sensor", "push", "off"))
    await home.listens()
    await home.until(lambda: home.shows("tuya", "binary_sensor", "push", "on"))


async def test_a_lost_answer(home: TuyaHome) -> None:
    """A code that the cloud took in spite of a 504 is found, not written twice."""
    home.simulation.control.lost_answer("tuya", 504, path=COMMANDS)
    added = await home.act("apartment", "add_code", name="Cleaner", pin=PIN)
    assert (added["status"], added["on_lock"]) == ("active", True)
    writes = [
        it for it in home.simulation.requests if it.path.endswith("/temp-password")
    ]
    assert len([it for it in writes if it.method == "POST"]) == 1
