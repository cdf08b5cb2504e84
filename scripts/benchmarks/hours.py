"""Simulated hours: the calls of an account at rest, and when a key press shows."""

from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers.event import async_track_state_change_event

from .account import SimulatedAccount, simulated_account
from .figures import Effort, Figures
from .forward import FastForward, fast_forward

_HOUR: Final = 3600.0
_PIN: Final = "284617"
_DOORS: Final = 5
"""People come in by some of the doors of a large house, again and again."""

_PATIENCE: Final = _HOUR
_STEP: Final = 0.25


class Writes:
    """Counts how often a file is written: each time it is replaced by another."""

    def __init__(self, file: Path) -> None:
        """Start with the file as it is."""
        self._file = file
        self._last = self._which()
        self.count = 0

    def look(self) -> bool:
        """Look whether it is another; never a reason to end."""
        if (now := self._which()) != self._last:
            self._last = now
            self.count += 1
        return False

    def _which(self) -> tuple[int, int]:
        if not self._file.exists():
            return 0, 0
        found = self._file.stat()
        return found.st_ino, found.st_mtime_ns


async def measure_rest(locks: int, effort: Effort) -> Figures:
    """Return calls and writes of its file in an hour when nobody comes or goes."""
    async with simulated_account(locks) as account:
        with fast_forward() as forward:
            await forward.run(effort.settling, step=1)
            before, writes = len(account.requests), Writes(account.memory)
            await forward.run(effort.rest, step=1, until=writes.look)
            calls = len(account.requests) - before
            return {
                "calls_per_hour": calls * _HOUR / effort.rest,
                "writes_per_hour": writes.count * _HOUR / effort.rest,
            }


async def measure_presses(locks: int, effort: Effort) -> Figures:
    """Return after how many seconds a code that was typed is told by its entity."""
    random = Random(locks)  # noqa: S311 - when somebody comes
    async with simulated_account(locks) as account:
        doors = range(1, min(locks, _DOORS) + 1)
        for number in doors:
            account.simulation.control.add_pin(f"door_{number}", "Anna", _PIN)
        with fast_forward() as forward:
            await forward.run(effort.settling, step=1)
            waits = []
            for number in islice(cycle(doors), effort.presses):
                await forward.run(random.uniform(*effort.pause), step=1)
                waits.append(await _press(account, forward, number))
    waits.sort()
    return {
        "press_median": waits[len(waits) // 2],
        "press_95": waits[int(len(waits) * 0.95)],
        "press_max": waits[-1],
    }


async def _press(account: SimulatedAccount, forward: FastForward, number: int) -> float:
    told: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state and state.attributes.get("event_type") == "unlocked":
            told.append(state.state)

    event_entity = account.entity_id("event", "access", number)
    stop = async_track_state_change_event(account.hass, event_entity, note)
    account.simulation.control.type_pin(f"door_{number}", _PIN)
    waited = await forward.run(_PATIENCE, _STEP, lambda: told)
    stop()
    account.simulation.control.bolt(f"door_{number}", "locked")
    return waited
