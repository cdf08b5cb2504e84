"""What an account was not permitted to do, until it is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from .model.areas import Area
from .model.errors import NotPermitted, RateLimited
from .model.lock import LockId
from .model.reason import Reason

type Refused = Mapping[LockId, Reason]

_LASTING: Final = frozenset(
    {Reason.SCOPE_MISSING, Reason.SUBSCRIPTION_MISSING, Reason.NOT_PERMITTED}
)
"""Only a person can change these, and only outside Home Assistant."""

_LONG: Final = timedelta(hours=1)
"""Who has to wait so long has used up what was paid for."""

_EVERYTHING: Final[LockId] = ""

_NOT_AT_ONCE: Final = 3
"""So often in a row a subscription is refused until somebody is asked for help."""


class Refusals:
    """The last answer of each area and lock, as far as it was a refusal.

    They are kept in memory: after a restart the first reads tell them again, and a
    command the next time that somebody tries it.
    """

    def __init__(self) -> None:
        """Start with nothing refused."""
        self._known: dict[Area, dict[LockId, Reason]] = {area: {} for area in Area}
        self._listeners: list[Callable[[], None]] = []
        self._limited_since: datetime | None = None
        self._no_news = 0

    def of(self, area: Area) -> Refused:
        """Return why an area is refused at which locks."""
        return self._known[area]

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when something else is refused; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def watch(self, area: Area, lock_id: LockId) -> Iterator[None]:
        """Note whether a call in the body is refused or works; raises what it raises.

        That the calls of a plan are used up concerns the account, whoever is told so.
        Any other error tells nothing about rights.
        """
        try:
            yield
        except NotPermitted as err:
            if err.reason in _LASTING:
                self._note(area, lock_id, err.reason)
            raise
        except RateLimited as err:
            self._note_limit(err)
            raise
        self._note(area, lock_id, None)
        self._limited_since = None
        if self._known[Area.ACCOUNT].get(_EVERYTHING) is Reason.RATE_LIMITED:
            self._note(Area.ACCOUNT, _EVERYTHING, None)

    def note_news(self, refused: NotPermitted | None) -> None:
        """Note that the cloud would not be listened to, or (None) that it is.

        What answers there is seldom the cloud itself: once may be an accident. It says
        nothing about calls either, which have a limit of their own.
        """
        self._no_news = 0 if refused is None else self._no_news + 1
        if refused is None:
            self._note(Area.NEWS, _EVERYTHING, None)
        elif self._no_news >= _NOT_AT_ONCE and refused.reason in _LASTING:
            self._note(Area.NEWS, _EVERYTHING, refused.reason)

    def _note_limit(self, err: RateLimited) -> None:
        """Note that calls are used up, once that takes long; not all clouds say so."""
        now = dt_util.utcnow()
        self._limited_since = since = self._limited_since or now
        wait = timedelta(seconds=err.retry_after or 0.0)
        if now - since + wait >= _LONG:
            self._note(Area.ACCOUNT, _EVERYTHING, err.reason)

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
        for listener in tuple(self._listeners):
            listener()
