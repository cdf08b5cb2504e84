"""A Home Assistant that is signed in to a simulated Tuya project and hears its queue.

The queue is listened to for ever, so what happens is awaited by what it changes.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.tuya import TuyaControl

PROJECT = ("region", "access_id", "access_secret")

_PATIENCE, _STEP = 10.0, 0.01

type Cause = Callable[[], object]


@dataclass(frozen=True, slots=True)
class TuyaHome:
    """The five doors of the scene `test`, by their entities."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    simulation: Simulation
    entry: ConfigEntry

    @property
    def desk(self) -> TuyaControl:
        """Return the switches of the cloud."""
        return self.simulation.vendor(TuyaControl)

    def entity(self, door: str, platform: str, key: str) -> str:
        """Return the entity of a key at a door."""
        (found,) = (
            it.entity_id
            for it in er.async_get(self.hass).entities.values()
            if it.domain == platform
            and it.unique_id.endswith(f":{key}")
            and door in it.entity_id
        )
        return found

    def state(self, door: str, platform: str, key: str) -> State:
        """Return the state of a key at a door."""
        found = self.hass.states.get(self.entity(door, platform, key))
        assert found is not None
        return found

    def shows(self, door: str, platform: str, key: str, value: str) -> bool:
        """Return whether an entity shows a value."""
        return self.state(door, platform, key).state == value

    async def act(self, door: str, action: str, **data: Any) -> dict[str, Any]:
        """Call one of our actions on a door and return its answer."""
        answer = await self.hass.services.async_call(
            DOMAIN,
            action,
            {"entity_id": self.entity(door, "lock", "lock"), **data},
            blocking=True,
            return_response=True,
        )
        assert answer is not None
        (row,) = answer.values()
        assert isinstance(row, dict)
        return row

    async def use(self, door: str, platform: str, key: str, service: str) -> None:
        """Call an action of an entity."""
        target = {"entity_id": self.entity(door, platform, key)}
        await self.hass.services.async_call(platform, service, target, blocking=True)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(_PATIENCE):
            while not true():  # noqa: ASYNC110 - states of many kinds
                await asyncio.sleep(_STEP)

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
            async with asyncio.timeout(_PATIENCE):
                return 1000 * (await shown - began)
        finally:
            stop()

    async def pass_by(self, **time: float) -> None:
        """Let time go by, and what is due then happen."""
        span = timedelta(**time)
        self.freezer.tick(span)
        async_fire_time_changed(self.hass, self.simulation.home.clock.now() + span)
        for _ in range(20):
            await asyncio.sleep(_STEP)
            await self.hass.async_block_till_done()

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
