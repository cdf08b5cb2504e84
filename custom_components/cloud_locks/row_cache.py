"""Rows of a file that is written as a whole, although little of it has changed."""

from collections.abc import Callable
from typing import Any

type Row = dict[str, Any]


class RowCache[T]:
    """Makes the row of each thing once, for as long as it is the same object.

    For frozen things only: what has changed is another object then. What is in two
    files in a row is kept from one to the next.
    """

    def __init__(self, make: Callable[[T], Row]) -> None:
        """Start with nothing; `make` returns plain JSON values."""
        self._make = make
        self._before: dict[int, tuple[T, Row]] = {}
        self._now: dict[int, tuple[T, Row]] = {}

    def begin(self) -> None:
        """Begin a file; what was not in the last one is forgotten."""
        self._before, self._now = self._now, {}

    def row(self, thing: T) -> Row:
        """Return the row of a thing, which nobody may change."""
        # The thing is kept beside it, so that its id is no other's.
        kept = self._before.get(id(thing))
        if kept is None:
            kept = (thing, self._make(thing))
        self._now[id(thing)] = kept
        return kept[1]
