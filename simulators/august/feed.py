"""The activity feed of a house, in its new form and in the old one.

Sources: activity tables and fixtures of yalexs; partner user guide, "Activity". What a
refused PIN or a changed list of PINs is called in the feed is not known, so those lines
are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Final

from simulators.doorlog import Act, LogEntry, Method

from .devices import AugustLock, House
from .identity import uuid_of
from .stamps import to_ms
from .users import Role, User

if TYPE_CHECKING:
    from .state import AugustState

_MOVES: Final = {
    Act.LOCKED: "lock",
    Act.UNLOCKED: "unlock",
    Act.FORCE_UNLOCKED: "unlock",
    Act.PULLED: "unlatch",
    Act.AUTO_PULLED: "unlatch",
}
_PREFIX: Final = {
    Method.CLOUD: "remote",
    Method.APP: "ble",
    Method.PIN: "pin",
    Method.FINGERPRINT: "finger",
    Method.CARD: "rf",
    Method.HOMEKIT: "homekey",
    Method.AUTO: "auto",
    Method.LINK: "linked",
}
_OTHERS: Final = {
    Act.JAMMED: "jammed",
    Act.DOOR_OPENED: "door_open",
    Act.DOOR_CLOSED: "door_close",
}
_OLD_OTHERS: Final = {"door_open": "dooropen", "door_close": "doorclosed"}
_OLD_INFO: Final = {
    "remote": "remote",
    "pin": "keypad",
    "onetouchlock": "keypad",
    "finger": "keypad",
    "rf": "tag",
    "homekey": "tag",
    "manual": "manual",
}
_NOBODY: Final[dict[str, object]] = {
    "UserID": "deleted",
    "FirstName": "Unknown",
    "LastName": "User",
}
_AUTO_LOCK: Final[dict[str, object]] = {
    "UserID": "automaticrelock",
    "FirstName": "Auto",
    "LastName": "Lock",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the feed."""

    lock: AugustLock
    entry: LogEntry
    action: str
    user: dict[str, object] | None

    @property
    def new_shape(self) -> dict[str, object]:
        """Return the event as version 4.0.0 has it."""
        rows: dict[str, object] = {
            "id": uuid_of("event", self.lock.id, self.entry.sequence),
            "timestamp": to_ms(self.entry.at),
            "icon": f"https://cdn.example.com/icons/{self.action}.png",
            "action": self.action,
            "deviceID": self.lock.id,
            "deviceType": "lock",
            "title": self._title,
        }
        return rows if self.user is None else {**rows, "user": self.user}

    @property
    def old_shape(self) -> dict[str, object]:
        """Return the event as it was before."""
        prefix, _, word = self.action.rpartition("_")
        auto = prefix == "auto"
        plain = _OLD_OTHERS.get(self.action) or word
        flag = _OLD_INFO.get(prefix or self.action)
        house = self.lock.house
        return {
            "dateTime": to_ms(self.entry.at),
            "action": "lock" if self.action == "onetouchlock" else plain,
            "deviceID": self.lock.id,
            "deviceName": self.lock.hardware.name,
            "deviceType": "lock",
            "callingUser": _AUTO_LOCK if auto else self.user or _NOBODY,
            "otherUser": _NOBODY,
            "house": {"houseID": house.id, "houseName": house.name},
            "entities": {"device": self.lock.id, "house": house.id},
            "info": {
                "DateLogActionID": uuid_of("log", self.entry.sequence),
                **({flag: True} if flag else {}),
            },
        }

    @property
    def _title(self) -> str:
        """Return what the app shows."""
        name = escape(self.lock.hardware.name)
        first = self.user["FirstName"] if self.user else ""
        who = f"<b>{escape(str(first))}</b> " if self.user else ""
        return f"{who}{self.action.replace('_', ' ')}: <b>{name}</b>"


def events_of(state: AugustState, house: House, user: User) -> list[Event]:
    """List what somebody may see of a house, newest first."""
    rows: list[Event] = []
    for lock in state.locks.values():
        role = lock.role_of(user)
        if lock.house is house and role is not None:
            own = None if role is Role.SUPERUSER else user.id
            rows += [it for it in events_of_lock(state, lock) if _seen(it, own)]
    rows.sort(key=lambda row: (row.entry.at, row.entry.sequence), reverse=True)
    return rows


def events_of_lock(state: AugustState, lock: AugustLock) -> Iterator[Event]:
    """Go through what the cloud knows of a lock by now, newest first."""
    lag = timedelta(seconds=state.switches.feed_lag)
    for entry in _whole_acts(state.home.reported(lock.hardware, lag)):
        action = _action(lock, entry)
        if action is not None:
            user = state.recorder.users.get(entry.sequence)
            yield Event(lock, entry, action, user)


def _whole_acts(newest_first: Iterable[LogEntry]) -> Iterator[LogEntry]:
    """Leave out the unlocking of which pulling the latch was the aim."""
    later: LogEntry | None = None
    for entry in newest_first:
        pulled = later is not None and later.act is Act.AUTO_PULLED
        if not (pulled and later is not None and later.cause is entry.cause):
            yield entry
        later = entry


def _action(lock: AugustLock, entry: LogEntry) -> str | None:
    """Return what the feed calls a line, None for what it does not tell."""
    if entry.act in {Act.DOOR_OPENED, Act.DOOR_CLOSED}:
        return _OTHERS[entry.act] if lock.kind.door_state == "sense" else None
    if entry.act in _MOVES:
        if entry.cause.method is Method.KEYPAD:
            return "onetouchlock"
        prefix = _PREFIX.get(entry.cause.method, "manual")
        return f"{prefix}_{_MOVES[entry.act]}"
    return _OTHERS.get(entry.act)


def _seen(event: Event, own: str | None) -> bool:
    """Tell whether somebody may see an event; guests see only their own."""
    if own is None:
        return True
    return event.user is not None and event.user["UserID"] == own
