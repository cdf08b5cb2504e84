"""What happened at the demo's doors before the simulation began."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from simulators.doorlog import Act, Cause, Method
from simulators.home import Home

from .state import TtlockState


@dataclass(frozen=True, slots=True)
class _Past:
    """One line, some days ago at a time of the home."""

    days_ago: int
    at: time
    lock: str
    act: Act
    method: Method
    who: str | None = None
    shown: str | None = None


_SIDE, _CELLAR, _ATTIC = "side_door", "cellar", "attic"
_ROWS: Final = (
    _Past(4, time(7, 31), _SIDE, Act.UNLOCKED, Method.FINGERPRINT, "Bram de Vries"),
    _Past(4, time(7, 33), _SIDE, Act.LOCKED, Method.AUTO),
    _Past(4, time(15, 12), _SIDE, Act.UNLOCKED, Method.PIN, "Sofie", "482137"),
    _Past(4, time(15, 14), _SIDE, Act.LOCKED, Method.AUTO),
    _Past(3, time(9, 2), _SIDE, Act.UNLOCKED, Method.CARD, "Cleaner", "1723612378"),
    _Past(3, time(9, 4), _SIDE, Act.LOCKED, Method.AUTO),
    _Past(3, time(11, 45), _CELLAR, Act.UNLOCKED, Method.MANUAL),
    _Past(3, time(11, 58), _CELLAR, Act.LOCKED, Method.BUTTON),
    _Past(2, time(16, 3), _SIDE, Act.WRONG_CODE, Method.PIN, None, "730591"),
    _Past(2, time(16, 3, 15), _SIDE, Act.UNLOCKED, Method.PIN, "Neighbour", "730519"),
    _Past(2, time(16, 5), _SIDE, Act.LOCKED, Method.AUTO),
    _Past(2, time(20, 40), _ATTIC, Act.UNLOCKED, Method.APP, "anna_de_vries"),
    _Past(2, time(21, 10), _ATTIC, Act.LOCKED, Method.APP, "anna_de_vries"),
    _Past(1, time(8, 20), _SIDE, Act.UNLOCKED, Method.CLOUD, "anna_de_vries"),
    _Past(1, time(8, 22), _SIDE, Act.LOCKED, Method.AUTO),
    _Past(1, time(17, 48), _SIDE, Act.WRONG_CODE, Method.CARD, None, "2299117733"),
    _Past(1, time(18, 1), _CELLAR, Act.UNLOCKED, Method.PIN, "Sofie", "482137"),
    _Past(1, time(18, 9), _CELLAR, Act.LOCKED, Method.MANUAL),
)
_BY_CREDENTIAL: Final = frozenset({Method.PIN, Method.FINGERPRINT, Method.CARD})


def write_history(home: Home, state: TtlockState) -> None:
    """Write the past into the door log; a phone has been at every lock since."""
    zone = ZoneInfo(home.zone)
    today = home.clock.now().astimezone(zone).date()
    for row in _ROWS:
        day = today - timedelta(days=row.days_ago)
        moment = datetime.combine(day, row.at, zone)
        home.log.add(row.lock, row.act, _cause(row), at=moment)
    for lock in state.locks.values():
        for record in lock.pending:
            record.server = record.due
        lock.records, lock.pending = lock.pending, []


def _cause(row: _Past) -> Cause:
    """Return who was behind a line: a credential's name or a person."""
    if row.method in _BY_CREDENTIAL:
        return Cause(method=row.method, credential=row.who, shown=row.shown)
    return Cause(method=row.method, person_id=row.who)
