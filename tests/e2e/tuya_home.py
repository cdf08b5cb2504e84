"""A Home Assistant that is signed in to a simulated Tuya project and hears its queue.

The queue is listened to for ever, so what happens is awaited by what it changes.
"""

import asyncio
from collections.abc import Callable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.tuya import TuyaControl

from .doors import PATIENCE, Doors

PROJECT = ("region", "access_id", "access_secret")

type Cause = Callable[[], object]


class TuyaHome(Doors):
    """The five doors of the scene `test`."""

    @property
    def desk(self) -> TuyaControl:
        """Return the switches of the cloud."""
        return self.simulation.vendor(TuyaControl)

    async def time_until(self, entity: str, value: str, cause: Cause) -> float:
        """Return how many milliseconds after a cause an entity shows a value."""
        shown: asyncio.Future[float] = self.hass.loop.create_future()

        @callback
        def look(event: Event[EventStateChangedData]) -> None:
            new = event.data["new_state"]
            if new is not None and new.state == value and not shown.done():
                shown.set_result(self.hass.loop.time())

        stop = async_track_state_change_event(self.hass, entity, look)
        began = self.hass.loop.time()
        cause()
        try:
            async with asyncio.timeout(PATIENCE):
                return 1000 * (await shown - began)
        finally:
            stop()

    async def listens(self) -> None:
        """Wait until the queue has us."""
        await self.until(lambda: bool(self._consumers()))

    def _consumers(self) -> int:
        topics = self.desk.queue()["topics"]
        assert isinstance(topics, dict)
        return int(topics.get("event", {}).get("consumers", 0))


async def signed_in(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, simulation: Simulation
) -> TuyaHome:
    """Sign in by the form as the project, and hear the queue."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, DOMAIN, config)
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {"brand": "tuya"}
    )
    told = simulation.account("tuya")
    flow = await hass.config_entries.flow.async_configure(
        flow["flow_id"], {key: told[key] for key in PROJECT}
    )
    entry: ConfigEntry = flow["result"]
    assert entry.state is ConfigEntryState.LOADED
    home = TuyaHome(hass, freezer, simulation, entry)
    await home.listens()
    # The first reading of each log is silent.
    await home.pass_by(seconds=30)
    return home
