"""Sentences that are another where they are about somebody's access."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.naming import async_reason
from custom_components.cloud_locks.helpers import text
from custom_components.cloud_locks.model.reason import Reason


@pytest.mark.parametrize(
    ("reason", "said"),
    [(Reason.PIN_IN_USE, "Give this access"), (Reason.LOCK_ASLEEP, "by itself when")],
)
async def test_said_of_an_access(
    hass: HomeAssistant, reason: Reason, said: str
) -> None:
    """What is done later is not said to be undone; a PIN is not chosen there."""
    sentence = await async_reason(hass, reason)
    assert said in sentence
    assert sentence != await text(hass, "exceptions", f"{reason}.message", {})
