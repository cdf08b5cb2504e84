"""An account of core's own integrations, set up by their code but for the network."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib import import_module
import time
from typing import Any, override
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import LocalOAuth2Implementation
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yalexs.lock import Lock
from yalexs.manager.data import YaleXSData


class Implementation(LocalOAuth2Implementation):
    """Refreshes without a server."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Count how often."""
        super().__init__(hass, "application", "id", "secret", "", "")
        self.refreshed = 0
        self.error: Exception | None = None

    @override
    async def async_refresh_token(self, token: dict[str, Any]) -> dict[str, Any]:
        self.refreshed += 1
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return {**token, "access_token": "new", "expires_at": time.time() + 1000}


@asynccontextmanager
async def core_account(
    hass: HomeAssistant,
    domain: str,
    implementation: Implementation,
    *,
    token: str,
    locks: Iterable[str],
) -> AsyncIterator[MockConfigEntry]:
    """Yield a loaded entry that is signed in by a token and shows some locks."""
    component = import_module(f"homeassistant.components.{domain}")
    kept = {"access_token": token, "expires_at": time.time() + 1000}
    data = {"auth_implementation": "application", "token": kept}
    entry = MockConfigEntry(domain=domain, data=data)
    entry.add_to_hass(hass)
    entry.mock_state(hass, ConfigEntryState.SETUP_IN_PROGRESS)
    told = {"LockName": "Front", "HouseID": "1", "UserType": "superuser"}

    async def find(data: YaleXSData) -> None:
        data._locks_by_id = {it: Lock(it, told) for it in locks}  # type: ignore[no-untyped-call]

    with (
        patch.object(
            component,
            "async_get_config_entry_implementation",
            return_value=implementation,
        ),
        patch.object(YaleXSData, "async_setup", find),
        patch.object(hass.config_entries, "async_forward_entry_setups"),
    ):
        await component.async_setup_entry(hass, entry)
    entry.mock_state(hass, ConfigEntryState.LOADED)
    yield entry
    await entry.runtime_data.async_stop()
