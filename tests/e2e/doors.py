"""The doors of a simulated home by their entities, at a cloud that is listened to.

Who listens does so for ever, so what happens is awaited by what it changes.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation

PATIENCE, _STEP = 10.0, 0.01


@dataclass(frozen=True, slots=True)
class Doors:
    """The doors of one account."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    simulation: Simulation
    entry: ConfigEntry

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
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110 - states of many kinds
                await asyncio.sleep(_STEP)

    async def pass_by(self, **time: float) -> None:
        """Let time go by, and what is due then happen."""
        span = timedelta(**time)
        self.freezer.tick(span)
        async_fire_time_changed(self.hass, self.simulation.home.clock.now() + span)
        for _ in range(20):
            await asyncio.sleep(_STEP)
            await self.hass.async_block_till_done()
