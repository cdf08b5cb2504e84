"""What the home's log means to the cloud: who it was, and what is pushed."""

from typing import TYPE_CHECKING, Final

from simulators.doorlog import Act, LogEntry, Method

from .devices import AugustLock

if TYPE_CHECKING:
    from .state import AugustState

_WORDS: Final = {
    Act.LOCKED: "locked",
    Act.UNLOCKED: "unlocked",
    Act.FORCE_UNLOCKED: "unlocked",
    Act.PULLED: "unlatched",
    Act.AUTO_PULLED: "unlatched",
}
_BY_HAND: Final = {
    "locked": "manuallock",
    "unlocked": "manualunlock",
    "unlatched": "manualunlatch",
}
_JAMMED: Final = "kAugLockState_UnknownStaticPosition"
_DOOR: Final = frozenset({Act.DOOR_OPENED, Act.DOOR_CLOSED})


class Recorder:
    """Follows the log of the home."""

    def __init__(self, state: AugustState) -> None:
        """Write for the locks of a cloud."""
        self.users: dict[int, dict[str, object]] = {}
        """Who it was, by the number of the line in the log."""
        self._state = state

    def note(self, entry: LogEntry) -> None:
        """Remember who did what, and tell it."""
        lock = self._state.of_hardware(entry.lock_id)
        if lock is None:
            return
        # The app may have put a PIN on the lock without the cloud having looked.
        self._state.look(lock)
        user = self._user(lock, entry)
        if user is not None:
            self.users[entry.sequence] = user
        if lock.heard:
            self._tell(lock, entry)

    def _tell(self, lock: AugustLock, entry: LogEntry) -> None:
        """Push what is not the doing of a command, which tells for itself."""
        if entry.cause.method is Method.CLOUD:
            return
        if entry.act in _DOOR and lock.kind.door_state == "sense":
            self._state.push.door(lock)
        elif entry.act is Act.JAMMED and not lock.running:
            self._state.push.summary(lock, _JAMMED, _BY_HAND["locked"])
        elif entry.act in _WORDS:
            self._summarize(lock, entry, _WORDS[entry.act])

    def _summarize(self, lock: AugustLock, entry: LogEntry, word: str) -> None:
        """Tell that a bolt has moved: keypads and auto-lock look manual."""
        user, push = self.users.get(entry.sequence), self._state.push
        named = str(user["UserID"]) if user else _BY_HAND[word]
        by_app = entry.cause.method is Method.APP
        push.summary(lock, word, named if by_app else _BY_HAND[word])
        by_pin = entry.cause.method is Method.PIN
        if by_pin and user and self._state.switches.keypad_told_twice:
            push.summary(lock, word, named)

    def _user(self, lock: AugustLock, entry: LogEntry) -> dict[str, object] | None:
        """Return the person of an account, or the one whose PIN it was."""
        cause = entry.cause
        if cause.method is Method.PIN:
            for record in lock.pins.values():
                if record.pin == cause.shown:
                    return {
                        "UserID": record.user_id,
                        "FirstName": record.first_name,
                        "LastName": record.last_name or "",
                    }
        person = self._state.home.people.get(cause.person_id or "")
        return self._state.user(person).shape if person else None
