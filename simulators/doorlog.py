"""Who did what at which door, how and when: the truth behind every activity list."""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count

from .clock import Clock


class Act(StrEnum):
    """What happened at a lock or its door."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"
    FORCE_UNLOCKED = "force_unlocked"
    PULLED = "pulled"
    AUTO_PULLED = "auto_pulled"
    PARTIALLY_OPEN = "partially_open"
    POSTPONED_LOCK = "postponed_lock"
    WRONG_CODE = "wrong_code"
    OUT_OF_SCHEDULE = "out_of_schedule"
    JAMMED = "jammed"
    POWER_ON = "power_on"
    POWER_OFF = "power_off"
    CALIBRATED = "calibrated"
    UNCALIBRATED = "uncalibrated"
    CHARGING = "charging"
    CHARGING_STOPPED = "charging_stopped"
    FIRMWARE_UPDATED = "firmware_updated"
    DOOR_OPENED = "door_opened"
    DOOR_CLOSED = "door_closed"
    DOOR_LEFT_OPEN = "door_left_open"
    DOOR_UNCALIBRATED = "door_uncalibrated"
    OTHER = "other"


class Method(StrEnum):
    """How it was done."""

    APP = "app"
    CLOUD = "cloud"
    BUTTON = "button"
    AUTO = "auto"
    MANUAL = "manual"
    PIN = "pin"
    KEYPAD = "keypad"
    FINGERPRINT = "fingerprint"
    CARD = "card"
    HOMEKIT = "homekit"
    MATTER = "matter"
    LINK = "link"
    BRIDGE = "bridge"
    DEVICE = "device"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Behind an act: the method, and the person or credential where known.

    `shown` is what a reader was shown: digits, the number of a card, a finger.
    """

    method: Method
    person_id: str | None = None
    credential: str | None = None
    shown: str | None = field(default=None, repr=False)


BY_ITSELF = Cause(method=Method.DEVICE)
BY_HAND = Cause(method=Method.MANUAL)
AUTOMATIC = Cause(method=Method.AUTO)


@dataclass(frozen=True, kw_only=True, slots=True)
class LogEntry:
    """One line of the log; `number` is a vendor's own number where one was forced.

    `stored` is False for acts that the lock does not write into its own memory, so
    that no vendor ever shows them.
    """

    sequence: int
    at: datetime
    lock_id: str
    act: Act
    cause: Cause
    stored: bool = True
    number: int | None = None


class DoorLog:
    """All lines of all locks, in the order in which they were written."""

    def __init__(self, clock: Clock) -> None:
        """Start empty."""
        self.listeners: list[Callable[[LogEntry], None]] = []
        self._clock = clock
        self._entries: list[LogEntry] = []
        self._of_lock: defaultdict[str, list[LogEntry]] = defaultdict(list)
        self._sequence = count(1)

    def __iter__(self) -> Iterator[LogEntry]:
        """Go through the log after everything due has been written."""
        self._clock.now()
        return iter(tuple(self._entries))

    def of_lock(self, lock_id: str) -> list[LogEntry]:
        """List the lines of one lock, oldest first."""
        self._clock.now()
        return self._of_lock[lock_id].copy()

    def add(
        self,
        lock_id: str,
        act: Act,
        cause: Cause = BY_ITSELF,
        *,
        at: datetime | None = None,
        stored: bool = True,
        number: int | None = None,
    ) -> LogEntry:
        """Write a line, now unless `at` says otherwise, and tell the listeners."""
        entry = LogEntry(
            sequence=next(self._sequence),
            at=(at or self._clock.now()).astimezone(UTC),
            lock_id=lock_id,
            act=act,
            cause=cause,
            stored=stored,
            number=number,
        )
        self._entries.append(entry)
        # Lines of the past may be added late, but a page must be in order of time.
        insort(self._of_lock[lock_id], entry, key=lambda row: (row.at, row.sequence))
        for listener in self.listeners:
            listener(entry)
        return entry
