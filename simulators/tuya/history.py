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
    shown: str | None = None


_STREET, _FLAT = "street_door", "apartment"
_ROWS: Final = (
    _Past(4, time(7, 31), _FLAT, Act.UNLOCKED, Method.FINGERPRINT, "bram_de_vries"),
    _Past(4, time(7, 33), _FLAT, Act.LOCKED, Method.AUTO),
    _Past(3, time(15, 12), _FLAT, Act.UNLOCKED, Method.PIN, "482137"),
    _Past(3, time(15, 14), _FLAT, Act.LOCKED, Method.AUTO),
    _Past(2, time(9, 2), _STREET, Act.UNLOCKED, Method.FINGERPRINT, "anna_de_vries"),
    _Past(2, time(16, 3), _STREET, Act.WRONG_CODE, Method.PIN, "7305911"),
    _Past(2, time(16, 4), _STREET, Act.UNLOCKED, Method.PIN, "6105822"),
    _Past(1, time(8, 20), _FLAT, Act.UNLOCKED, Method.PIN, "361750"),
    _Past(1, time(18, 1), _FLAT, Act.UNLOCKED, Method.CLOUD),
    _Past(1, time(18, 9), _FLAT, Act.LOCKED, Method.MANUAL),
)


def write_history(home: Home) -> None:
    """Write the past into the door log."""
    zone = ZoneInfo(home.zone)
    today = home.clock.now().astimezone(zone).date()
    for row in _ROWS:
        moment = datetime.combine(today - timedelta(days=row.days_ago), row.at, zone)
        shown = row.shown
        if row.method is Method.FINGERPRINT:
            shown = f"{row.shown} {row.lock}"
        home.log.add(
            row.lock, row.act, Cause(method=row.method, shown=shown), at=moment
        )
