"""Duress: told to the house alone, so that nobody by the door sees it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.util.signal_type import SignalType

from ..const import DOMAIN
from ..model.access_event import AccessEvent

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry

_SIGNAL: Final = SignalType[Any, AccessEvent](f"{DOMAIN}_duress")


@callback
def async_tell_of_duress(
    hass: HomeAssistant, entry: CloudLocksEntry, event: AccessEvent
) -> None:
    """Tell whoever listens that somebody was forced to open at an account's lock."""
    async_dispatcher_send(hass, _SIGNAL, entry, event)


@callback
def async_listen_for_duress(
    hass: HomeAssistant, listener: Callable[[CloudLocksEntry, AccessEvent], None]
) -> CALLBACK_TYPE:
    """Call `listener` for duress at any lock of the house; returns how to stop."""
    return async_dispatcher_connect(hass, _SIGNAL, listener)
