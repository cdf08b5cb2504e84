"""The control desk of a simulation: the same operations as the /_sim routes."""

from dataclasses import asdict

from .control_credentials import CredentialControl
from .control_home import HomeControl
from .control_network import NetworkControl
from .report import home_report


class Control(HomeControl, CredentialControl, NetworkControl):
    """Everything that people and bad luck can do; vendors have desks of their own."""

    def state(self) -> dict[str, object]:
        """Tell the whole truth about the home, PINs of its fictitious locks too."""
        return home_report(self._simulation.home)

    def accounts(self) -> dict[str, dict[str, str]]:
        """Tell what to type into the sign-in form of each brand."""
        return self._simulation.accounts

    def requests(self) -> list[dict[str, object]]:
        """List the requests so far, without secrets."""
        return [asdict(record) for record in self._simulation.requests]

    async def reset(self, scene: str | None = None) -> None:
        """Begin again with the same scene, or another."""
        await self._simulation.reset(scene)

    async def lively(self, *, on: bool) -> None:
        """Let people come and go by themselves, or stop them."""
        if on:
            self._simulation.start_lively()
        else:
            await self._simulation.stop_lively()
