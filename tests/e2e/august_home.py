"""A Home Assistant that is signed in to a simulated August or Yale."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

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

from .doors import Doors

DOOR = "terrace_door"

at_both_brands = pytest.mark.parametrize("brand", ["august", "yale"])


class AugustHome(Doors):
    """The doors of the scene `test`."""

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
    def commands(self) -> int:
        """Return how many commands about PINs have arrived."""
        return len(self.simulation.requests.select("POST", "/pins"))

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
    assert await async_setup_component(
        hass, DOMAIN, {DOMAIN: {"origins": simulation.origins}}
    )
    desk, now = simulation.vendor(AugustControl), simulation.home.clock.now()
    tokens = granted_tokens(desk.tokens(brand), now).to_store()
    entry = MockConfigEntry(
        domain=DOMAIN,
        unique_id=f"{brand}:{desk.state()['user_id']}",
        data={
            CONF_BRAND: brand,
            CONF_SIGN_IN: "own_credentials",
            CONF_CREDENTIALS: simulation.account(brand),
            CONF_TOKENS: {"signed_in": "1", "values": tokens},
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    home = AugustHome(hass, freezer, simulation, entry)
    await home.pass_by(seconds=30)
    return home
