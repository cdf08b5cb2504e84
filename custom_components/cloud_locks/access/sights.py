"""What is known of each lock, put in order once for as long as it is the same.

Each step is planned from all locks of an access, and at most of them nothing happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import is_
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..model.schedule import Schedule, ScheduleKind
from .grant import DoorId
from .sight import LockSight, async_account_of, async_look, async_takes_cards

_LAST_HOURS: Final = timedelta(days=8)
"""The last weekly hours of a validity may end so long before it does."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sight with the very objects that it was made of, and until when it holds."""

    sight: LockSight
    made_of: tuple[object, ...]
    until: datetime | None


class Sights:
    """What is known of the locks; nobody is asked."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with nothing looked at."""
        self._hass = hass
        self._kept: dict[DoorId, _Kept] = {}

    @callback
    def of(self, at: DoorId) -> LockSight:
        """Return what is known of a lock at this moment."""
        made_of, now = tuple(self._things(at)), dt_util.utcnow()
        kept = self._kept.get(at)
        if kept is None or not _holds(kept, made_of, now):
            sight = async_look(self._hass, at)
            kept = _Kept(sight, made_of, _until(self._schedules(at), now))
            if made_of:
                self._kept[at] = kept
        return kept.sight

    def _things(self, at: DoorId) -> Iterator[object]:
        """Yield what a sight is made of; nothing where the account is away."""
        account = async_account_of(self._hass, at)
        if (
            account is None
            or (lock := account.locks.data.locks.get(at.lock_id)) is None
        ):
            return
        memory = account.codes.memory(at.lock_id)
        yield from (account, lock, memory.listed)
        yield from (
            account.credentials.shelf.of(at.lock_id),
            async_takes_cards(account, at),
        )
        yield from memory.ledger.values()
        yield from memory.intents.values()

    def _schedules(self, at: DoorId) -> Iterator[Schedule | None]:
        account = async_account_of(self._hass, at)
        if account is not None:
            for entry in account.codes.memory(at.lock_id).ledger.values():
                yield entry.code.schedule


def _holds(kept: _Kept, made_of: tuple[object, ...], now: datetime) -> bool:
    if kept.until is not None and now >= kept.until:
        return False
    if not made_of or len(made_of) != len(kept.made_of):
        return False
    return all(map(is_, made_of, kept.made_of, strict=True))


def _until(schedules: Iterable[Schedule | None], now: datetime) -> datetime | None:
    """Return when time alone may change a status; None: not any more."""
    moments = (moment for it in schedules if it for moment in _moments(it, now))
    return min(moments, default=None)


def _moments(schedule: Schedule, now: datetime) -> Iterator[datetime]:
    start, end = schedule.start, schedule.end
    if start is not None and start > now:
        yield start
    if end is not None and end > now:
        weekly = schedule.kind is ScheduleKind.WEEKLY
        yield max(now, end - _LAST_HOURS) if weekly else end
