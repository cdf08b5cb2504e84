"""A card that comes with access at TTLock and Sifely, over real HTTP."""

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

from .conftest import fired
from .side_door import DOOR, act, at_both_brands, entity, pass_by, sign_in

CARD = "1723612378"

pytestmark = at_both_brands


@pytest.fixture
async def account(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> ConfigEntry:
    """Sign in by the form and return the loaded entry."""
    return await sign_in(hass, freezer, simulation, brand)


async def change(hass: HomeAssistant, action: str, **data: Any) -> None:
    """Call an action about the guest's access."""
    await hass.services.async_call(
        DOMAIN, action, {"name": "Guest", **data}, blocking=True, return_response=True
    )


async def told(hass: HomeAssistant) -> dict[str, Any]:
    """Return where the guest's access stands at the side door."""
    answer: dict[str, Any] | None = await hass.services.async_call(
        DOMAIN, "get_grants", {"name": "Guest"}, blocking=True, return_response=True
    )
    (access,) = (answer or {}).values()
    row: dict[str, Any] = access["locks"][entity(hass, "lock", "lock")]
    return row


async def test_a_guest_with_a_card(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """It opens for as long as the guest may come in, and tells who came."""
    changes = async_capture_events(hass, EVENT_STATE_CHANGED)
    await act(
        hass, "grant_access", name="Guest", duration="04:00", cards=["66:BC:3C:DA"]
    )
    await pass_by(hass, freezer, minutes=15)
    assert simulation.control.hold_card(DOOR, CARD) == "accepted"
    for _ in range(12):
        await pass_by(hass, freezer, minutes=10)
    wanted = {"event_type": "unlocked", "method": "card", "who": "Guest"}
    event = fired(changes, entity(hass, "event", "access"))[-1]
    assert wanted.items() <= event.items()
    assert event["grant_id"]

    await change(hass, "update_grant", extend_by="06:00")
    for _ in range(20):
        await pass_by(hass, freezer, minutes=10)
    assert simulation.control.hold_card(DOOR, CARD) == "accepted"
    await change(hass, "revoke_grant")
    for _ in range(6):
        await pass_by(hass, freezer, minutes=10)
    assert simulation.control.hold_card(DOOR, CARD) != "accepted"
    assert (await act(hass, "get_credentials"))["credentials"] == []


async def test_a_card_that_is_somebodys(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """Stays theirs, and the guest has a PIN."""
    simulation.control.add_card(DOOR, "Neighbour", CARD)
    await act(hass, "grant_access", name="Guest", cards=[CARD])
    await pass_by(hass, freezer, minutes=30)
    row = await told(hass)
    assert row["status"] == "active"
    assert [it["reason"] for it in row["cards"]] == ["card_in_use"]
    await change(hass, "revoke_grant")
    await pass_by(hass, freezer, minutes=30)
    assert simulation.control.hold_card(DOOR, CARD) == "accepted"


async def test_an_answer_that_is_lost(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    account: ConfigEntry,
) -> None:
    """The card is found on the lock, and is there once."""
    await act(hass, "grant_access", name="Guest")
    await pass_by(hass, freezer, minutes=30)
    simulation.control.lost_answer("ttlock", 504, path=COMMANDS)
    await change(hass, "update_grant", cards=[CARD])
    for _ in range(6):
        await pass_by(hass, freezer, minutes=10)
    (row,) = (await told(hass))["cards"]
    (card,) = (await act(hass, "get_credentials"))["credentials"]
    assert (row["status"], card["name"]) == ("active", "Guest")
    assert row["credential_id"] == card["credential_id"]
    assert simulation.control.hold_card(DOOR, CARD) == "accepted"
