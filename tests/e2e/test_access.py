"""One person's access at the locks of two vendors, over real HTTP."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.ttlock import COMMANDS

from .conftest import entity_id, fired
from .side_door import DOOR, entity, pass_by, sign_in
from .tuya_home import signed_in

FRONT_DOOR = "Front door"

type Rows = dict[str, dict[str, Any]]


@pytest.fixture
async def accounts(
    hass: HomeAssistant,
    account: ConfigEntry,
    simulation: Simulation,
    freezer: FrozenDateTimeFactory,
) -> list[ConfigEntry]:
    """Sign in to Tedee and to TTLock."""
    other = await sign_in(hass, freezer, simulation, "ttlock")
    return [account, other]


def doors(hass: HomeAssistant) -> list[str]:
    """Return the lock entities: Tedee's front door, TTLock's side door."""
    return [entity_id(hass, "lock", "lock"), entity(hass, "lock", "lock")]


async def call(hass: HomeAssistant, action: str, **data: Any) -> Rows:
    """Call an action and return its rows."""
    answer = await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )
    return dict(answer or {})  # type: ignore[arg-type]  # rows are plain dictionaries


def opens(simulation: Simulation, pin: str) -> list[bool]:
    """Return whether a PIN opens the front door and the side door."""
    places = (FRONT_DOOR, DOOR)
    return [simulation.control.type_pin(it, pin) == "accepted" for it in places]


async def test_a_guest_comes_stays_longer_and_leaves(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    accounts: list[ConfigEntry],
) -> None:
    """One PIN that both locks take; it works at both, and then at none."""
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    target = {"entity_id": doors(hass)}
    rows = await call(
        hass,
        "grant_access",
        **target,
        name="Guest",
        duration="04:00",
        include_pins=True,
    )
    await pass_by(hass, freezer, minutes=2)
    (guest,) = (await call(hass, "get_grants", name="Guest")).values()
    assert guest["status"] == "active"
    (pin,) = {row["pin"] for row in rows.values()}
    assert opens(simulation, pin) == [True, True]
    await pass_by(hass, freezer, minutes=5)
    came = fired(changes, entity(hass, "event", "access"))[-1]
    assert (came["who"], came["grant_id"]) == ("Guest", guest["grant_id"])

    await call(hass, "update_grant", name="Guest", extend_by="04:00")
    await pass_by(hass, freezer, minutes=2)
    (row,) = (await call(hass, "get_grants", name="Guest")).values()
    assert row["status"] == "active", row
    for _ in range(5):
        await pass_by(hass, freezer, minutes=55)
    assert opens(simulation, pin) == [True, True]
    for _ in range(8):
        await pass_by(hass, freezer, minutes=30)
    assert opens(simulation, pin) == [False, False]
    assert await call(hass, "get_grants") == {}


async def test_a_lost_answer_at_one_vendor(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    accounts: list[ConfigEntry],
) -> None:
    """There is one code on each lock, and after a new PIN one again."""
    simulation.control.lost_answer("ttlock", 504, path=COMMANDS)
    target = {"entity_id": doors(hass)}
    await call(hass, "grant_access", **target, name="Anna")
    await pass_by(hass, freezer, minutes=10)
    (row,) = (await call(hass, "rotate_grant", name="Anna", include_pins=True)).values()
    await pass_by(hass, freezer, minutes=10)
    assert opens(simulation, row["pin"]) == [True, True]
    codes = await call(hass, "get_codes", **target)
    assert [[it["name"] for it in one["codes"]] for one in codes.values()] == [
        ["Anna 2"],
        ["Anna 2"],
    ]


async def test_a_lock_that_wants_the_digits_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, simulation: Simulation
) -> None:
    """Where a cloud changes no hours without them, they are at hand."""
    home = await signed_in(hass, freezer, simulation)
    target = {"entity_id": home.entity("apartment", "lock", "lock")}
    rows = await call(
        hass,
        "grant_access",
        **target,
        name="Guest",
        duration="04:00",
        include_pins=True,
    )
    (pin,) = {row["pin"] for row in rows.values()}
    await home.pass_by(minutes=5)
    assert simulation.control.type_pin("apartment", pin) == "accepted"
    await call(hass, "update_grant", name="Guest", extend_by="04:00")
    await home.pass_by(minutes=5)
    (row,) = (await call(hass, "get_grants", name="Guest")).values()
    assert row["status"] == "active", row
    for _ in range(6):
        await home.pass_by(minutes=50)
    assert simulation.control.type_pin("apartment", pin) == "accepted"
