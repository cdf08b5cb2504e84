"""Everything that Home Assistant may write down while a test runs."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from .acting import all_events


class Records:
    """Everything that Home Assistant may write down: events, log, states."""

    def __init__(self, hass: HomeAssistant, caplog: pytest.LogCaptureFixture) -> None:
        """Listen to all of it, in full detail."""
        # What a browser sends is in core's own log of its own connection.
        for core in ("websocket_api.http", "http", "api"):
            caplog.set_level("INFO", logger=f"homeassistant.components.{core}")
        for logger in ("custom_components", "homeassistant", "homeassistant.core"):
            caplog.set_level("DEBUG", logger=logger)
        self._hass = hass
        self._caplog = caplog
        self._events = all_events(hass)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Return the data of the calls of our actions."""
        return [
            dict(event.data["service_data"])
            for event in self._events
            if event.event_type == "call_service"
            and event.data["domain"] == "cloud_locks"
        ]

    @property
    def text(self) -> str:
        """Return all of it as one text."""
        events = [event.as_dict() for event in self._events]
        return f"{events} {self._hass.states.async_all()} {self._caplog.text}"
