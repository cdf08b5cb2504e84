"""Everything that runs while the demo does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
import sys
from zoneinfo import ZoneInfo

from simulators import Simulation

from .account import sign_in
from .api import Api
from .areas import arrange
from .bookings import take_bookings
from .dashboard import make_dashboard
from .devices import devices
from .home import Home, make_home
from .household import give_access
from .process import HomeAssistant, free_port

ROOT = Path(__file__).parents[2]
MAIN_HA = "2026.10.4"

SCENE = "demo"
_ZONE = ZoneInfo("Europe/Amsterdam")
MAIN_BRAND = "tedee"
BRANDS = (MAIN_BRAND, "ttlock", "sifely", "tuya", "august", "yale")
"""Accounts of the demo home."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Simulated clouds, and a Home Assistant that can reach them and nothing else."""

    simulation: Simulation
    home: Home
    hass: HomeAssistant
    api: Api

    @classmethod
    @asynccontextmanager
    async def start(
        cls, version: str, port: int | None, scene: str = SCENE
    ) -> AsyncIterator[Demo]:
        """Run both, with nothing connected; without a port, any free one is taken."""
        free = free_port(port)
        async with Simulation.start(scene=scene) as simulation:
            home = make_home(
                ROOT / ".demo" / str(free),
                free,
                simulation,
                ROOT / "custom_components",
            )
            say(f"starting Home Assistant {version}; its log: {home.log}")
            async with (
                HomeAssistant.running(home, _environment(version)) as hass,
                Api.connect(home) as api,
            ):
                yield cls(simulation, home, hass, api)

    async def sign_in(self, brand: str) -> str:
        """Connect the account of a brand; returns its title."""
        return await sign_in(self.api, brand, self.credentials(brand))

    async def move_in(self) -> None:
        """Let people have access, and guests bookings, at the doors that are there."""
        found = await devices(self.api)
        now = datetime.now(_ZONE)
        await arrange(self.api, found)
        await give_access(self.api, found, now.date())
        await take_bookings(self.api, found, now)

    async def make_dashboard(self) -> str:
        """Show all locks on one page too; returns the address to begin at."""
        path = await make_dashboard(self.api, await devices(self.api))
        return f"{self.home.url}{path}"

    def credentials(self, brand: str) -> dict[str, str]:
        """Return what a person types into the form of a brand."""
        return self.simulation.account(brand)


def say(text: str) -> None:
    """Tell a person something; standard output may be a program's."""
    print(text, file=sys.stderr, flush=True)


def _environment(version: str) -> Path:
    return ROOT / (".venv" if version == MAIN_HA else f".venv-{version}")
