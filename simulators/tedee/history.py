"""What happened in the demo home before the simulation began."""

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


_FRONT, _BACK, _OFFICE = "front_door", "back_door", "garden_office"
_ROWS: Final = (
    _Past(5, time(7, 48), _FRONT, Act.UNLOCKED, Method.APP, "anna_de_vries"),
    _Past(5, time(7, 48, 3), _FRONT, Act.AUTO_PULLED, Method.APP, "anna_de_vries"),
    _Past(5, time(7, 49), _FRONT, Act.DOOR_OPENED, Method.DEVICE),
    _Past(5, time(7, 50), _FRONT, Act.DOOR_CLOSED, Method.DEVICE),
    _Past(5, time(7, 52), _FRONT, Act.LOCKED, Method.AUTO),
    _Past(5, time(15, 31), _FRONT, Act.UNLOCKED, Method.PIN, "Sofie"),
    _Past(5, time(15, 31, 20), _FRONT, Act.LOCKED, Method.MANUAL),
    _Past(4, time(8, 5), _FRONT, Act.OUT_OF_SCHEDULE, Method.PIN, "Cleaner"),
    _Past(4, time(9, 12), _FRONT, Act.UNLOCKED, Method.PIN, "Cleaner"),
    _Past(4, time(9, 13), _FRONT, Act.LOCKED, Method.BUTTON),
    _Past(4, time(11, 40), _FRONT, Act.LOCKED, Method.KEYPAD),
    _Past(4, time(14, 2), _BACK, Act.UNLOCKED, Method.MANUAL),
    _Past(4, time(18, 20), _BACK, Act.LOCKED, Method.MANUAL),
    _Past(3, time(6, 59), _FRONT, Act.UNLOCKED, Method.BUTTON),
    _Past(3, time(17, 44), _FRONT, Act.UNLOCKED, Method.FINGERPRINT, "Bram de Vries"),
    _Past(3, time(17, 45), _FRONT, Act.DOOR_OPENED, Method.DEVICE),
    _Past(3, time(17, 51), _FRONT, Act.DOOR_LEFT_OPEN, Method.DEVICE),
    _Past(3, time(17, 52), _FRONT, Act.DOOR_CLOSED, Method.DEVICE),
    _Past(3, time(17, 55), _FRONT, Act.LOCKED, Method.AUTO),
    _Past(3, time(20, 10), _OFFICE, Act.POWER_OFF, Method.DEVICE),
    _Past(3, time(20, 14), _OFFICE, Act.POWER_ON, Method.DEVICE),
    _Past(2, time(16, 3), _FRONT, Act.WRONG_CODE, Method.PIN),
    _Past(2, time(16, 3, 15), _FRONT, Act.UNLOCKED, Method.PIN, "Neighbour"),
    _Past(2, time(16, 20), _FRONT, Act.LOCKED, Method.PIN, "Neighbour"),
    _Past(2, time(19, 30), _BACK, Act.PARTIALLY_OPEN, Method.APP, "bram_de_vries"),
    _Past(2, time(19, 30, 1), _BACK, Act.JAMMED, Method.DEVICE),
    _Past(2, time(19, 31), _BACK, Act.UNLOCKED, Method.APP, "bram_de_vries"),
    _Past(2, time(22, 0), _BACK, Act.LOCKED, Method.APP, "anna_de_vries"),
    _Past(1, time(8, 15), _FRONT, Act.UNLOCKED, Method.HOMEKIT),
    _Past(1, time(8, 17), _FRONT, Act.POSTPONED_LOCK, Method.BUTTON),
    _Past(1, time(10, 0), _BACK, Act.CHARGING, Method.DEVICE),
    _Past(1, time(13, 30), _BACK, Act.CHARGING_STOPPED, Method.DEVICE),
    _Past(1, time(18, 2), _FRONT, Act.UNLOCKED, Method.FINGERPRINT, "Anna de Vries"),
    _Past(
        1, time(18, 2, 3), _FRONT, Act.AUTO_PULLED, Method.FINGERPRINT, "Anna de Vries"
    ),
    _Past(1, time(18, 6), _FRONT, Act.LOCKED, Method.AUTO),
)
_LATELY: Final = (
    (412, _FRONT, Act.UNLOCKED, Method.APP, "anna_de_vries"),
    (411, _FRONT, Act.DOOR_OPENED, Method.DEVICE, None),
    (410, _FRONT, Act.DOOR_CLOSED, Method.DEVICE, None),
    (408, _FRONT, Act.LOCKED, Method.AUTO, None),
    (251, _FRONT, Act.WRONG_CODE, Method.PIN, None),
    (250, _FRONT, Act.UNLOCKED, Method.PIN, "Sofie"),
    (247, _FRONT, Act.LOCKED, Method.AUTO, None),
    (133, _BACK, Act.UNLOCKED, Method.MANUAL, None),
    (96, _BACK, Act.LOCKED, Method.BUTTON, None),
    (41, _FRONT, Act.UNLOCKED, Method.FINGERPRINT, "Bram de Vries"),
    (38, _FRONT, Act.LOCKED, Method.AUTO, None),
)
"""Minutes before the simulation begins, and what happened then."""
_BY_CREDENTIAL: Final = frozenset({Method.PIN, Method.FINGERPRINT})


def write_history(home: Home) -> None:
    """Write the past into the door log."""
    zone, now = ZoneInfo(home.zone), home.clock.now()
    today = now.astimezone(zone).date()
    past = [
        (
            datetime.combine(today - timedelta(days=row.days_ago), row.at, zone),
            *(row.lock, row.act, row.method, row.who),
        )
        for row in _ROWS
    ]
    past += [(now - timedelta(minutes=ago), *what) for ago, *what in _LATELY]
    # By night the one begins before the other ends.
    for moment, lock, act, method, who in sorted(past, key=lambda row: row[0]):
        home.log.add(lock, act, _cause(method, who), at=moment)


def _cause(method: Method, who: str | None) -> Cause:
    """Return who was behind a line: a credential's name or a person."""
    if method in _BY_CREDENTIAL:
        return Cause(method=method, credential=who)
    return Cause(method=method, person_id=who)
