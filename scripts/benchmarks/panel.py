"""What the panel's subscription costs: the first message, and each change after it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, Final, cast

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.json import json_bytes
from homeassistant.util import dt as dt_util

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import DoorId, Grant, GrantDoor, Phase
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.websocket.command import Request
from custom_components.cloud_locks.websocket.subscription import subscribe

from .figures import Effort, Figures
from .house import BenchError, home_assistant, loaded
from .setups import Stopwatch
from .subjects import Subject, make_subject, turn

_DOORS_EACH: Final = 10
"""At so many locks each person has access, and each lock is one person's."""

_TOGETHER: Final = 0.1
"""Seconds, longer than changes are collected for."""

_CHANGES: Final = 50
_KB: Final = 1000.0
_PATIENCE: Final = 60.0


@dataclass
class Browser:
    """Takes the place of a connection; messages become bytes, as they do there."""

    user: Any = field(default_factory=lambda: SimpleNamespace(is_admin=True))
    subscriptions: dict[int, Callable[[], None]] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def send_event(self, _: int, event: object) -> None:
        """Take a message."""
        self.sizes.append(len(json_bytes(event)))
        self.told.set()

    async def look(self, hass: HomeAssistant) -> None:
        """Subscribe, and wait for the first message."""
        await subscribe(
            hass,
            Request(
                id=1,
                connection=cast("ActiveConnection", self),
                fields={},
                context=Context(),
            ),
        )
        async with asyncio.timeout(_PATIENCE):
            await self.told.wait()

    def leave(self) -> None:
        """Have enough."""
        for stop in self.subscriptions.values():
            stop()


async def measure_panel(locks: int, effort: Effort) -> Figures:
    """Return the figures of a house with access for many, in ms and kB."""
    with TemporaryDirectory() as folder, make_subject("ours", locks) as subject:
        async with home_assistant(Path(folder)) as hass:
            entry = subject.entry()
            await hass.config_entries.async_add(entry)
            await hass.async_block_till_done()
            await subject.remember(loaded(entry))
            await _let_in(hass, entry, subject)
            return await _look(hass, entry, subject, effort)


async def _let_in(hass: HomeAssistant, entry: ConfigEntry, subject: Subject) -> None:
    """Give everybody access to some of the locks; paused, so that nothing is sent."""
    if (keeper := access.async_keeper(hass)) is None:
        raise BenchError("nobody keeps access")
    lock_ids = cycle(subject.backend.locks)
    for number in range(max(1, len(subject.backend.locks) // _DOORS_EACH)):
        doors = {
            DoorId(str(entry.unique_id), it) for it in islice(lock_ids, _DOORS_EACH)
        }
        grant = Grant(
            id=f"person {number}",
            name=f"Guest {number}",
            created=dt_util.utcnow(),
            doors=tuple(GrantDoor(at=it, schedule=Schedule.always()) for it in doors),
            pin=None,
            phase=Phase.PAUSED,
        )
        await keeper.put(grant)
    await hass.async_block_till_done()


async def _look(
    hass: HomeAssistant, entry: ConfigEntry, subject: Subject, effort: Effort
) -> Figures:
    first, second, one, everything = (Stopwatch() for _ in range(4))
    with first.lap():
        await (browser := Browser()).look(hass)
    with second.lap():
        await (other := Browser()).look(hass)
    other.leave()
    complete = browser.sizes[0]
    doors = cycle(tuple(subject.backend.locks))
    for lock_id in islice(doors, min(effort.changes, _CHANGES)):
        subject.tell(entry, turn(subject.backend, lock_id))
        with one.lap():
            await asyncio.sleep(_TOGETHER)
    size = browser.sizes[-1]
    for lock_id in subject.backend.locks:
        turn(subject.backend, lock_id)
    await subject.refresh(entry)
    before = len(browser.sizes)
    with everything.lap():
        await asyncio.sleep(_TOGETHER * (2 + len(subject.backend.locks) / 100))
    if before == len(browser.sizes):
        raise BenchError("nobody was told")
    browser.leave()
    return {
        "first_look": first.median,
        "first_kb": complete / _KB,
        "second_look": second.median,
        "one_row": one.median,
        "one_kb": size / _KB,
        "all_rows": everything.median,
    }
