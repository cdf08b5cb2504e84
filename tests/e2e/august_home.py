"""A Home Assistant that is signed in to a simulated August or Yale."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, override
from unittest.mock import Mock

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yalexs.const import BRAND_CONFIG

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    CONF_TOKENS,
    DOMAIN,
)
from custom_components.cloud_locks.vendors._oauth import granted_tokens
from simulators import Simulation
from simulators.august import AugustControl
from tests.ha.core_account import Implementation, core_account

from .doors import Doors

DOOR = "terrace_door"

at_both_brands = pytest.mark.parametrize("brand", ["august", "yale"])


class _Core(Implementation):
    """Refreshes the token of core's account at the simulated cloud."""

    def __init__(self, hass: HomeAssistant, renew: Callable[[], str]) -> None:
        super().__init__(hass)
        self._renew = renew

    @override
    async def async_refresh_token(self, token: dict[str, Any]) -> dict[str, Any]:
        refreshed = await super().async_refresh_token(token)
        return {**refreshed, "access_token": self._renew()}


class AugustHome(Doors):
    """The doors of the scene `test`."""

    hears: Callable[[], object] = staticmethod(lambda: None)
    """Let the account that this one is linked to hear that something happened."""

    @property
    def desk(self) -> AugustControl:
        """Return the switches of the cloud."""
        return self.simulation.vendor(AugustControl)

    @property
    def pins(self) -> list[dict[str, Any]]:
        """Return the PINs of the door, as the cloud has them."""
        locks: Any = self.desk.state()["locks"]
        pins: list[dict[str, Any]] = locks[DOOR]["pins"]
        return pins

    @property
    def subscribers(self) -> dict[str, int]:
        """Return who is subscribed, and how many sockets each has."""
        subscribers: Any = self.desk.state()["subscribers"]
        return dict(subscribers)

    @property
    def commands(self) -> int:
        """Return how many commands about PINs have arrived."""
        return len(self.simulation.requests.select("POST", "/pins"))

    async def restart(self) -> None:
        """Load the account anew, as if everything had been started again."""
        assert await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.pass_by(seconds=1)

    async def code_is(self, status: str) -> None:
        """Let time go by until the door's only code has a status."""
        for _ in range(20):
            if [it["status"] for it in await self.codes()] == [status]:
                return
            await self.pass_by(seconds=20)
        pytest.fail(f"no code is {status}: {await self.codes()}")

    async def codes(self) -> list[dict[str, Any]]:
        """Return the codes of the door."""
        codes: list[dict[str, Any]] = (await self.act(DOOR, "get_codes"))["codes"]
        return codes


async def signed_in(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> AugustHome:
    """Sign in with credentials of one's own, as if the page had been visited."""
    desk, now = simulation.vendor(AugustControl), simulation.home.clock.now()
    tokens = granted_tokens(desk.tokens(brand), now).to_store()
    data = {
        CONF_BRAND: brand,
        CONF_SIGN_IN: "own_credentials",
        CONF_CREDENTIALS: simulation.account(brand),
        CONF_TOKENS: {"signed_in": "1", "values": tokens},
    }
    return await _loaded(hass, freezer, simulation, data)


@asynccontextmanager
async def linked(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> AsyncIterator[AugustHome]:
    """Ride on an account of core's own integration, which hears what happens."""
    desk = simulation.vendor(AugustControl)
    locks: Any = desk.state()["locks"]
    door = locks[DOOR]["id"]

    def token() -> str:
        return str(desk.tokens(brand)["access_token"])

    async with core_account(
        hass, brand, _Core(hass, token), token=token(), locks=[door]
    ) as core:
        desk.accept_key(brand, BRAND_CONFIG[core.runtime_data.brand].api_key)
        core.runtime_data.activity_stream = Mock(push_updates_connected=True)
        data = {
            CONF_BRAND: brand,
            CONF_SIGN_IN: "link",
            CONF_CREDENTIALS: {"core_entry": core.entry_id},
        }
        home = await _loaded(hass, freezer, simulation, data)
        home.hears = lambda: core.runtime_data.async_signal_device_id_update(door)
        yield home


async def _loaded(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    data: Mapping[str, Any],
) -> AugustHome:
    """Load an account, and let its first reading of the log go by."""
    assert await async_setup_component(
        hass, DOMAIN, {DOMAIN: {"origins": simulation.origins}}
    )
    user_id = simulation.vendor(AugustControl).state()["user_id"]
    unique_id = f"{data[CONF_BRAND]}:{user_id}"
    entry = MockConfigEntry(domain=DOMAIN, unique_id=unique_id, data=data)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    home = AugustHome(hass, freezer, simulation, entry)
    await home.pass_by(seconds=30)
    return home
