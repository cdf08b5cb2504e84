"""What an account was not permitted to do, until it is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from .model.areas import Area
from .model.errors import NotPermitted
from .model.lock import LockId
from .model.reason import Reason

type Refused = Mapping[LockId, Reason]

_LASTING: Final = frozenset(
    {Reason.SCOPE_MISSING, Reason.SUBSCRIPTION_MISSING, Reason.NOT_PERMITTED}
)
"""Only a person can change these, and only outside Home Assistant."""


class Refusals:
    """The last answer of each area and lock, as far as it was a refusal.

    They are kept in memory: after a restart the first reads tell them again, and a
    command the next time that somebody tries it.
    """

    def __init__(self) -> None:
        """Start with nothing refused."""
        self._known: dict[Area, dict[LockId, Reason]] = {area: {} for area in Area}
        self._listeners: list[Callable[[], None]] = []

    def of(self, area: Area) -> Refused:
        """Return why an area is refused at which locks."""
        return self._known[area]

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something else is refused than before."""
        self._listeners.append(listener)

    @contextmanager
    def watch(self, area: Area, lock_id: LockId) -> Iterator[None]:
        """Note whether a call in the body is refused or works; raises what it raises.

        Any other error tells nothing about rights.
        """
        try:
            yield
        except NotPermitted as err:
            if err.reason in _LASTING:
                self._note(area, lock_id, err.reason)
            raise
        self._note(area, lock_id, None)

    def forget(self, lock_ids: frozenset[LockId]) -> None:
        """Forget what was refused at locks that are gone."""
        for area in Area:
            for lock_id in self._known[area].keys() & lock_ids:
                self._note(area, lock_id, None)

    def _note(self, area: Area, lock_id: LockId, reason: Reason | None) -> None:
        known = self._known[area]
        if known.get(lock_id) is reason:
            return
        if reason is None:
            del known[lock_id]
        else:
            known[lock_id] = reason
        for listener in self._listeners:
            listener()
