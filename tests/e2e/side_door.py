"""The side door of the test home: at TTLock and at Sifely."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation

from .conftest import move_to

DOOR = "side_door"

at_both_brands = pytest.mark.parametrize("brand", ["ttlock", "sifely"])


async def sign_in(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> ConfigEntry:
    """Sign in by the form and return the loaded entry."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, DOMAIN, config)
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"brand": brand}
    )
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], simulation.account(brand)
    )
    entry: ConfigEntry = flow["result"]
    assert entry.state is ConfigEntryState.LOADED
    # Sifely takes 30 calls in a minute, of which starting takes most.
    await pass_by(hass, freezer, minutes=1)
    return entry


async def pass_by(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float
) -> None:
    """Let time go by."""
    await move_to(hass, freezer, dt_util.utcnow() + timedelta(**time))


def entity(hass: HomeAssistant, platform: str, key: str) -> str:
    """Return the entity of a key at the side door."""
    (found,) = (
        it.entity_id
        for it in er.async_get(hass).entities.values()
        if it.domain == platform
        and it.unique_id.endswith(f":{key}")
        and DOOR in it.entity_id
    )
    return found


def state(hass: HomeAssistant, platform: str, key: str) -> State:
    """Return the state of a key at the side door."""
    found = hass.states.get(entity(hass, platform, key))
    assert found is not None
    return found


async def act(hass: HomeAssistant, action: str, **data: Any) -> dict[str, Any]:
    """Call one of our actions on the side door and return its answer."""
    answer = await hass.services.async_call(
        DOMAIN,
        action,
        {"entity_id": entity(hass, "lock", "lock"), **data},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    (row,) = answer.values()
    assert isinstance(row, dict)
    return row


async def operate(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, action: str
) -> None:
    """Lock or unlock the side door, and wait for its bolt."""
    target = {"entity_id": entity(hass, "lock", "lock")}
    await hass.services.async_call("lock", action, target, blocking=True)
    await pass_by(hass, freezer, seconds=10)
