"""Setting up a lock from Home Assistant, over real HTTP."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from simulators import Simulation
from simulators.tedee.control import TedeeControl

from .conftest import Act, entity_id, state


async def use(
    hass: HomeAssistant, platform: str, key: str, service: str, **data: Any
) -> None:
    """Call an action of an entity of the front door."""
    target = {"entity_id": entity_id(hass, platform, key)}
    await hass.services.async_call(platform, service, target | data, blocking=True)


async def test_settings_reach_the_lock(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry
) -> None:
    """Each kind of setting, one of them with a lock that takes its time."""
    control = simulation.vendor(TedeeControl)
    control.switch(settings_lag=60)
    await use(hass, "switch", "auto_lock", "turn_on")
    shown = state(hass, "switch", "auto_lock")
    assert (shown.state, shown.attributes["pending"]) == ("on", True)

    simulation.home.clock.advance(timedelta(seconds=61))
    await use(hass, "button", "refresh", "press")
    shown = state(hass, "switch", "auto_lock")
    assert (shown.state, shown.attributes["pending"]) == ("on", False)

    control.switch(settings_lag=0)
    await use(hass, "number", "auto_lock_delay", "set_value", value=45)
    await use(hass, "select", "keypad_volume", "select_option", option="high")
    assert state(hass, "number", "auto_lock_delay").state == "45"
    assert state(hass, "select", "keypad_volume").state == "high"
    changes = [it for it in simulation.requests if it.method == "PATCH"]
    assert len(changes) == 3


async def test_another_name(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry, act: Act
) -> None:
    """The app has it and the device here, and a setting can be changed after it."""
    told = await act("rename_lock", new_name="Garden gate")
    await hass.async_block_till_done()
    assert told["status"] == "renamed"
    assert simulation.home.lock("front_door").name == "Garden gate"
    assert state(hass, "lock", "lock").name == "Garden gate"
    await use(hass, "switch", "auto_lock", "turn_on")
    assert state(hass, "switch", "auto_lock").state == "on"


async def test_firmware(
    hass: HomeAssistant, simulation: Simulation, account: ConfigEntry
) -> None:
    """A newer one is offered, without a number, at the next listing."""
    assert state(hass, "update", "firmware").state == "off"
    simulation.vendor(TedeeControl).update_available("front_door")
    await account.runtime_data.locks.async_list_again()
    await hass.async_block_till_done()
    shown = state(hass, "update", "firmware")
    assert shown.state == "on"
    assert shown.attributes["latest_version"] == "> 2.4.86120"
