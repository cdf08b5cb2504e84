"""What happened at the demo's doors before the simulation began."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from simulators.doorlog import Act, Cause, Method
from simulators.home import Home


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


_TERRACE, _KITCHEN = "terrace_door", "kitchen_door"
_ROWS: Final = (
    _Past(3, time(8, 41), _KITCHEN, Act.UNLOCKED, Method.PIN, "Cleaner", "361750"),
    _Past(3, time(8, 42), _KITCHEN, Act.DOOR_OPENED, Method.DEVICE),
    _Past(3, time(8, 43), _KITCHEN, Act.DOOR_CLOSED, Method.DEVICE),
    _Past(3, time(16, 58), _KITCHEN, Act.LOCKED, Method.KEYPAD),
    _Past(2, time(15, 20), _TERRACE, Act.UNLOCKED, Method.PIN, "Sofie", "482137"),
    _Past(2, time(15, 24), _TERRACE, Act.LOCKED, Method.AUTO),
    _Past(2, time(19, 2), _KITCHEN, Act.UNLOCKED, Method.APP, "bram_de_vries"),
    _Past(2, time(19, 9), _KITCHEN, Act.LOCKED, Method.MANUAL),
    _Past(1, time(7, 55), _TERRACE, Act.UNLOCKED, Method.CLOUD, "anna_de_vries"),
    _Past(1, time(7, 58), _TERRACE, Act.LOCKED, Method.AUTO),
    _Past(1, time(17, 31), _TERRACE, Act.UNLOCKED, Method.PIN, "Neighbour", "730519"),
    _Past(1, time(17, 40), _TERRACE, Act.LOCKED, Method.MANUAL),
)


def write_history(home: Home) -> None:
    """Write the past into the door log."""
    zone = ZoneInfo(home.zone)
    today = home.clock.now().astimezone(zone).date()
    for row in _ROWS:
        day = today - timedelta(days=row.days_ago)
        moment = datetime.combine(day, row.at, zone)
        home.log.add(row.lock, row.act, _cause(row), at=moment)


def _cause(row: _Past) -> Cause:
    """Return who was behind a line: a credential's name or a person."""
    if row.method is Method.PIN:
        return Cause(method=row.method, credential=row.who, shown=row.shown)
    return Cause(method=row.method, person_id=row.who)
