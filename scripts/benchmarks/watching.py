"""What the event loop and the disk have to bear meanwhile."""

from asyncio import Handle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import thread_time
from typing import Final
from unittest.mock import patch

from homeassistant.helpers.storage import Store

_MS: Final = 1000.0
_MB: Final = 1e6


@dataclass(slots=True)
class Turns:
    """The longest time that the event loop was busy with one thing."""

    longest: float = 0.0
    """Milliseconds of processor time."""


@contextmanager
def watched_turns() -> Iterator[Turns]:
    """Watch all that the event loop runs."""
    turns, plain = Turns(), Handle._run  # noqa: SLF001 - there is no public seam

    def run(handle: Handle) -> None:
        began = thread_time()
        plain(handle)
        turns.longest = max(turns.longest, (thread_time() - began) * _MS)

    with patch.object(Handle, "_run", run):
        yield turns


@dataclass(slots=True)
class Files:
    """What was written to files of Home Assistant."""

    megabytes: float = 0.0


@contextmanager
def watched_files() -> Iterator[Files]:
    """Watch all files that are written."""
    files, plain = Files(), Store._write_prepared_data  # noqa: SLF001 - as above

    def write[T: (dict[str, object], list[object])](
        store: Store[T], mode: str, data: str | bytes
    ) -> None:
        files.megabytes += len(data) / _MB
        plain(store, mode, data)

    with patch.object(Store, "_write_prepared_data", write):
        yield files
