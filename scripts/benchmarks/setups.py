"""Setting an account up, starting again, and following its locks."""

from collections.abc import Iterator
from contextlib import contextmanager
import gc
from itertools import cycle, islice
from pathlib import Path
from resource import getpagesize
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .figures import Effort, Figures, usual
from .house import home_assistant, loaded
from .subjects import Subject, make_subject, turn

_MS: Final = 1000.0
_MIB: Final = 1024 * 1024


class Stopwatch:
    """Keeps the milliseconds that the processor was busy with its blocks.

    The time of day would also tell what else the machine had to do.
    """

    def __init__(self) -> None:
        """Start without a measurement."""
        self.laps: list[float] = []

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Measure a block."""
        began = process_time()
        yield
        self.laps.append((process_time() - began) * _MS)

    @property
    def median(self) -> float:
        """Return what is usual, without the first lap: it warms up."""
        return usual(self.laps)


async def measure_ours(locks: int, effort: Effort) -> Figures:
    """Return the figures of Cloud Locks, in ms and MiB."""
    return await _measure("ours", locks, effort)


async def measure_bare(locks: int, effort: Effort) -> Figures:
    """Return the same figures of the bare integration."""
    return await _measure("bare", locks, effort)


async def _measure(name: str, locks: int, effort: Effort) -> Figures:
    with TemporaryDirectory() as folder, make_subject(name, locks) as subject:
        home = Path(folder)
        first = await _first_start(home, subject)
        return first | await _second_start(home, subject, effort)


async def _first_start(folder: Path, subject: Subject) -> Figures:
    async with home_assistant(folder) as hass:
        subject.install(hass)
        entry, watch = subject.entry(), Stopwatch()
        before = _resident()
        with watch.lap():
            await hass.config_entries.async_add(entry)
            await hass.async_block_till_done()
        memory = _resident() - before
        loaded(entry)
        await subject.remember(entry)
        return {
            "first_setup": watch.median,
            "memory": memory / _MIB,
            "entities": len(_states(hass, entry)),
        }


async def _second_start(folder: Path, subject: Subject, effort: Effort) -> Figures:
    async with home_assistant(folder) as hass:
        subject.install(hass)
        entry, watch = subject.stored_entry(hass), Stopwatch()
        # What the first start left behind is not there after a restart.
        gc.collect()
        with watch.lap():
            await async_setup_component(hass, entry.domain, {})
            await hass.async_block_till_done()
        loaded(entry)
        return {"restart": watch.median} | await _follow(subject, entry, effort)


async def _follow(subject: Subject, entry: ConfigEntry, effort: Effort) -> Figures:
    everything, one_of_all, one = Stopwatch(), Stopwatch(), Stopwatch()
    doors = cycle(tuple(subject.backend.locks))
    for _ in range(effort.refreshes):
        for lock_id in subject.backend.locks:
            turn(subject.backend, lock_id)
        with everything.lap():
            await subject.refresh(entry)
    for lock_id in islice(doors, effort.refreshes):
        turn(subject.backend, lock_id)
        with one_of_all.lap():
            await subject.refresh(entry)
    for lock_id in islice(doors, effort.changes):
        lock = turn(subject.backend, lock_id)
        with one.lap():
            subject.tell(entry, lock)
    return {
        "refresh_all": everything.median,
        "refresh_one": one_of_all.median,
        "one_changed": one.median,
    }


def _states(hass: HomeAssistant, entry: ConfigEntry) -> list[State]:
    """Return what the entities of an account show; those that are off show nothing."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return [it for each in entities if (it := hass.states.get(each.entity_id))]


def _resident() -> int:
    """Return the bytes of memory that this process holds."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * getpagesize()
