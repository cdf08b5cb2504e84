"""A door, and the sensor that may sit on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .clock import Appointment, Clock


class DoorSensorState(StrEnum):
    """How well the door sensor can tell."""

    MISSING = "missing"
    DISCONNECTED = "disconnected"
    UNCALIBRATED = "uncalibrated"
    WORKING = "working"


class DoorAct(StrEnum):
    """What a door can do."""

    OPENED = "opened"
    CLOSED = "closed"
    LEFT_OPEN = "left_open"


@dataclass(kw_only=True, slots=True)
class DoorSensor:
    """The sensor of one door."""

    state: DoorSensorState = DoorSensorState.WORKING
    battery: int = 90


class Door:
    """A door that opens and closes; `on_act` hears of it."""

    def __init__(
        self,
        clock: Clock,
        name: str,
        sensor: DoorSensor,
        on_act: Callable[[DoorAct], None],
    ) -> None:
        """Hang the door, closed."""
        self.name = name
        self.sensor = sensor
        self.alert_after: timedelta | None = None
        self._clock = clock
        self._open = False
        self._on_act = on_act
        self._alert: Appointment | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the door stands open."""
        return self._open

    def open(self) -> None:
        """Open the door; it reports again when it stays open too long."""
        if self._open:
            return
        self._open = True
        self._on_act(DoorAct.OPENED)
        if self.alert_after is not None:
            self._alert = self._clock.call_later(self.alert_after, self.leave_open)

    def close(self) -> None:
        """Close the door."""
        if not self._open:
            return
        self._open = False
        if self._alert is not None:
            self._alert.cancel()
        self._on_act(DoorAct.CLOSED)

    def leave_open(self) -> None:
        """Let the door stand open for too long, as of now."""
        self.open()
        if self._alert is not None:
            self._alert.cancel()
        self._on_act(DoorAct.LEFT_OPEN)
