"""Asking a lock for something as a person does."""

import asyncio

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.model.lock import (
    BoltState,
)

from .home import entity_id, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")

LOCKED, UNLOCKED = BoltState.LOCKED, BoltState.UNLOCKED


async def operate(
    hass: HomeAssistant, action: str, of: str = "front", **data: object
) -> None:
    """Ask for something as a person does."""
    await hass.services.async_call(
        "lock",
        action,
        {"entity_id": entity_id(hass, "lock", "lock", of), **data},
        blocking=True,
    )


def begin(hass: HomeAssistant, action: str, of: str = "front") -> asyncio.Task[None]:
    """Ask for something without waiting for the answer."""
    return hass.async_create_task(operate(hass, action, of))


def shown(hass: HomeAssistant, of: str = "front") -> str:
    """Return what the entity shows."""
    return state(hass, "lock", "lock", of).state
