"""Recognising the same happening when the queue and a log both tell of it.

Neither has an id, and their times differ by seconds: the clock of a lock may be wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from .log_types import TEMPORARY, plain_code
from .logs import Entry

_APART: Final = timedelta(seconds=60)
"""So far the two times may be apart."""

_KEPT: Final = timedelta(hours=1)


@dataclass(slots=True)
class _Told:
    """Something that the queue told, and which entry of the log is the same."""

    at: datetime
    event_id: str
    entry_id: str | None = None


@dataclass(slots=True)
class Twins:
    """What the queue told lately, by lock, code and, where both tell it, number."""

    _told: dict[str, list[_Told]] = field(default_factory=dict)

    def told(self, device_id: str, entry: Entry, event_id: str) -> bool:
        """Remember an event of the queue; False when it was told before."""
        key = _key(device_id, entry)
        kept = [it for it in self._told.get(key, []) if entry.at - it.at < _KEPT]
        if any(it.event_id == event_id for it in kept):
            return False
        self._told[key] = [*kept, _Told(entry.at, event_id)]
        return True

    def recognised(
        self, device_id: str, numbered: Iterable[tuple[str, Entry]]
    ) -> list[tuple[str, Entry]]:
        """Return entries of a log with the ids that the queue gave them."""
        return [
            (self._twin(device_id, entry_id, entry), entry)
            for entry_id, entry in numbered
        ]

    def _twin(self, device_id: str, entry_id: str, entry: Entry) -> str:
        told = self._told.get(_key(device_id, entry), [])
        for it in told:
            if entry_id in {it.entry_id, it.event_id}:
                return it.event_id
        near = [
            it for it in told if it.entry_id is None and abs(it.at - entry.at) <= _APART
        ]
        if not near:
            return entry_id
        twin = min(near, key=lambda it: abs(it.at - entry.at))
        twin.entry_id = entry_id
        return twin.event_id


def _key(device_id: str, entry: Entry) -> str:
    plain = plain_code(entry.code)
    if plain == TEMPORARY:
        # The queue tells its slot, the log its number.
        return f"{device_id}-{plain}"
    value = entry.value if entry.slot is None else entry.slot
    return f"{device_id}-{plain}-{value}"
