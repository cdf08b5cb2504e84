"""A Home Assistant on disk that a measurement starts, ends and starts again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from aiohttp import ThreadedResolver
from homeassistant.bootstrap import async_load_base_functionality
from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

# Home Assistant takes custom integrations from where this name leads; without it, it
# would look into the folder of the measurement.
import custom_components  # noqa: F401
from custom_components.cloud_locks.const import PLATFORMS

_RESOLVER: Final = "homeassistant.helpers.aiohttp_client._async_make_resolver"
"""What makes it listen to the network for names of devices."""


class PlainResolver(ThreadedResolver):
    """Asks the system, as any program does."""

    async def real_close(self) -> None:
        """Do what Home Assistant does with a resolver that it shares."""
        await self.close()


class BenchError(Exception):
    """Something did not work that has to work before it can be measured."""


@asynccontextmanager
async def home_assistant(folder: Path) -> AsyncIterator[HomeAssistant]:
    """Run a Home Assistant with the registries and stores of a folder.

    When it ends, everything is written, as when a person stops it.
    """
    with patch(_RESOLVER, return_value=PlainResolver()):
        async with async_test_home_assistant(
            load_registries=False, config_dir=str(folder)
        ) as hass:
            await _prepare(hass)
            try:
                yield hass
            finally:
                await hass.async_stop(force=True)


async def _prepare(hass: HomeAssistant) -> None:
    """Load what a real Home Assistant has before any integration asks for it."""
    del hass.data[DATA_CUSTOM_COMPONENTS]
    if not await async_load_base_functionality(hass):
        raise BenchError("Home Assistant cannot be loaded")
    for platform in PLATFORMS:
        await async_setup_component(hass, platform, {})
    await hass.async_block_till_done()


def make_entry(domain: str, unique_id: str, data: dict[str, Any]) -> ConfigEntry:
    """Return an entry as a sign-in form makes it."""
    return MockConfigEntry(
        domain=domain, unique_id=unique_id, data=data, source=SOURCE_USER
    )


def loaded(entry: ConfigEntry) -> ConfigEntry:
    """Return an entry that is at work. `BenchError` when it is not."""
    if entry.state is not ConfigEntryState.LOADED:
        raise BenchError(f"{entry.domain} is {entry.state}: {entry.reason}")
    return entry
