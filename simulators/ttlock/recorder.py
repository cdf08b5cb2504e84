"""Writing records while things happen, and handing them to the cloud.

A lock keeps its records itself. Behind a gateway they reach the cloud seconds later,
else when a phone comes by; without one the lock remembers the last 500.

Source: TTLock open platform documentation, "Get the unlock records of a lock".
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from simulators.doorlog import Act, LogEntry, Method

from .accounts import made_up
from .devices import TtlockLock
from .radio import cut_off_since, in_touch_since
from .records import LOCKED_OUT, REFUSALS, UNLOCK_TIMEOUT, Record, record_type
from .switches import Switches

KEPT_ON_LOCK: Final = 500
KEPT_IN_CLOUD: Final = timedelta(days=182)
_FIRST_RECORD: Final = 1635539709
_MOVES_PER_PERCENT: Final = 25


class Recorder:
    """Turns lines of the door log into records; `find` knows the cloud's locks."""

    def __init__(
        self,
        find: Callable[[str], TtlockLock | None],
        username: Callable[[str], str],
        switches: Switches,
    ) -> None:
        """Write for the locks that `find` knows by their id in the home."""
        self.outbox: list[tuple[TtlockLock, Record]] = []
        """What has reached the cloud and no callback has told yet."""
        self._find = find
        self._username = username
        self._switches = switches
        self._ids = count(_FIRST_RECORD)

    def note(self, entry: LogEntry) -> None:
        """Write a record of a line, if the cloud has a number for it."""
        lock = self._find(entry.lock_id)
        if lock is None:
            return
        kind = self._kind(lock, entry)
        if kind is not None:
            lock.pending.append(self._record(lock, entry, kind))
        self._wear(lock, entry)
        self._count_wrong(lock, entry)
        if in_touch_since(lock) is None:
            del lock.pending[:-KEPT_ON_LOCK]

    def add(
        self,
        lock: TtlockLock,
        kind: int,
        at: datetime,
        *,
        success: int = 1,
        username: str | None = None,
        shown: str | None = None,
    ) -> Record:
        """Write a record of any type."""
        record = Record(
            id=next(self._ids),
            kind=kind,
            success=success,
            app=False,
            username=username,
            shown=shown,
            at=at + timedelta(seconds=lock.clock_skew),
            due=at + timedelta(seconds=self._switches.record_lag),
            battery=lock.hardware.power.level,
        )
        lock.pending.append(record)
        return record

    def upload(self, lock: TtlockLock, now: datetime) -> None:
        """Let what is due reach the cloud."""
        up, down = in_touch_since(lock), cut_off_since(lock)
        waiting: list[Record] = []
        for record in lock.pending:
            if up is not None:
                server = max(record.due, up)
                arrived = server <= now
            else:
                server = record.due
                arrived = down is not None and record.due <= down
            if arrived:
                self._arrive(lock, record, server)
            else:
                waiting.append(record)
        lock.pending = waiting
        if up is not None:
            lock.known_battery = lock.hardware.power.level

    def carry(self, lock: TtlockLock, now: datetime) -> None:
        """Let a phone by the door bring everything to the cloud."""
        for record in lock.pending:
            self._arrive(lock, record, now)
        lock.pending = []
        lock.known_battery = lock.hardware.power.level

    def _arrive(self, lock: TtlockLock, record: Record, server: datetime) -> None:
        """Take a record into the cloud."""
        record.server = server
        lock.records.append(record)
        self.outbox.append((lock, record))

    def _kind(self, lock: TtlockLock, entry: LogEntry) -> int | None:
        """Return the number of a line."""
        if entry.act is Act.JAMMED and _just_jammed(lock):
            return None
        card = entry.cause.method is Method.CARD
        if entry.act is Act.WRONG_CODE and card:
            known = entry.cause.shown in lock.deleted_cards
            return 51 if known else self._switches.unknown_card
        return record_type(entry.act, entry.cause.method)

    def _record(self, lock: TtlockLock, entry: LogEntry, kind: int) -> Record:
        """Describe a line as the cloud will have it."""
        cause = entry.cause
        shown = cause.shown
        if cause.method is Method.FINGERPRINT and shown is not None:
            shown = fingerprint_number(lock, shown)
        person = cause.person_id if cause.credential is None else None
        return Record(
            id=next(self._ids),
            kind=kind,
            success=0 if entry.act in REFUSALS else 1,
            app=person is not None,
            username=self._username(person) if person else cause.credential,
            shown=shown,
            at=entry.at + timedelta(seconds=lock.clock_skew),
            due=entry.at + timedelta(seconds=self._switches.record_lag),
            battery=lock.hardware.power.level,
        )

    def _wear(self, lock: TtlockLock, entry: LogEntry) -> None:
        """Let the motor use up the battery."""
        if entry.act not in {Act.LOCKED, Act.UNLOCKED}:
            return
        lock.moves += 1
        if lock.moves % _MOVES_PER_PERCENT == 0:
            power = lock.hardware.power
            power.level = max(0, power.level - 1)

    def _count_wrong(self, lock: TtlockLock, entry: LogEntry) -> None:
        """Record that the lock is locked after so many wrong codes in a row."""
        if entry.cause.method is not Method.PIN:
            return
        lock.wrong_codes = lock.wrong_codes + 1 if entry.act in REFUSALS else 0
        if lock.wrong_codes == self._switches.lockout_after:
            lock.wrong_codes = 0
            self.add(lock, LOCKED_OUT, entry.at)


def fingerprint_number(lock: TtlockLock, finger: str) -> str:
    """Return the number that a lock gives to a finger."""
    return str(int(made_up("finger", lock.id, finger, length=12), 16))


def _just_jammed(lock: TtlockLock) -> bool:
    """Tell whether the line before told of an unlocking that got stuck."""
    return bool(lock.pending) and lock.pending[-1].kind == UNLOCK_TIMEOUT
