"""A Home Assistant that is signed in to a simulated Tedee cloud over loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, override

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    DOMAIN,
)
from simulators import Simulation
from simulators.requestlog import RequestLog, Secrets

from .house import home_assistant, loaded, make_entry

BRAND: Final = "tedee"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request that has reached a cloud, `at` by `perf_counter`."""

    at: float
    method: str
    path: str


class Arrivals(RequestLog):
    """Also notes when requests arrive; the log itself keeps them when answered."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.arrived: list[Arrival] = []

    @override
    def recorder(self, vendor: str, secrets: Secrets) -> Middleware:
        inner = super().recorder(vendor, secrets)

        @web.middleware
        async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
            self.arrived.append(Arrival(perf_counter(), request.method, request.path))
            return await inner(request, handler)

        return note


@dataclass(frozen=True, kw_only=True)
class SimulatedAccount:
    """An account at work, and the cloud behind it."""

    hass: HomeAssistant
    entry: ConfigEntry
    simulation: Simulation
    requests: Arrivals

    @property
    def memory(self) -> Path:
        """Return the file in which the account is remembered."""
        path = self.hass.config.path(".storage", f"{DOMAIN}.{self.entry.entry_id}")
        return Path(path)

    def entity_id(self, platform: str, key: str, number: int) -> str:
        """Return an entity of the door with a number, from 1."""
        registry = er.async_get(self.hass)
        name = f"door_{number}"
        return next(
            it.entity_id
            for it in er.async_entries_for_config_entry(registry, self.entry.entry_id)
            if it.domain == platform
            and it.unique_id.endswith(f":{key}")
            and it.entity_id.removeprefix(f"{platform}.").startswith(name)
            and not it.entity_id.removeprefix(f"{platform}.{name}")[:1].isdigit()
        )

    async def act(self, action: str, **data: Any) -> None:
        """Call an action as an automation does, until it is done."""
        domain, name = action.split(".")
        await self.hass.services.async_call(domain, name, data, blocking=True)


@asynccontextmanager
async def simulated_account(locks: int) -> AsyncIterator[SimulatedAccount]:
    """Sign in to a house with so many doors."""
    simulation = Simulation(f"large:{locks}", vendors=[BRAND])
    simulation.requests = requests = Arrivals()
    await simulation.open()
    try:
        with TemporaryDirectory() as folder:
            async with home_assistant(Path(folder)) as hass:
                yield SimulatedAccount(
                    hass=hass,
                    entry=await _sign_in(hass, simulation),
                    simulation=simulation,
                    requests=requests,
                )
    finally:
        await simulation.close()


async def _sign_in(hass: HomeAssistant, simulation: Simulation) -> ConfigEntry:
    config = {DOMAIN: {"origins": simulation.origins}}
    await async_setup_component(hass, DOMAIN, config)
    data = {
        CONF_BRAND: BRAND,
        CONF_SIGN_IN: "form",
        CONF_CREDENTIALS: simulation.account(BRAND),
    }
    entry = make_entry(DOMAIN, f"{BRAND}:bench", data)
    await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    return loaded(entry)
