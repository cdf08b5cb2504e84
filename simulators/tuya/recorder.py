"""From the door log of the home to data points, logs and pushed messages.

Sources: Tuya developer documentation, standard status set of door locks, open logs and
alarm logs, FAQ of Wi-Fi locks (twenty records while offline); recorded `_kit` values.
"""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from simulators.bolt import Bolt
from simulators.credentials import CredentialKind
from simulators.doorlog import Act, LogEntry, Method

from .clearing import clear_by_code
from .devices import Report, TuyaLock
from .passwords import FIRST_COMPUTED
from .stamps import to_ms

if TYPE_CHECKING:
    from .state import TuyaState

_KEPT_ON_LOCK: Final = 20
_OPENED: Final = frozenset({Act.UNLOCKED, Act.PULLED, Act.FORCE_UNLOCKED})
_AT_THE_DOOR: Final = frozenset(
    {Method.PIN, Method.FINGERPRINT, Method.CARD, Method.MANUAL, Method.BUTTON}
)
_WRONG: Final = {
    Method.PIN: "wrong_password",
    Method.FINGERPRINT: "wrong_finger",
    Method.CARD: "wrong_card",
}
_KINDS: Final = {
    Method.PIN: CredentialKind.PIN,
    Method.FINGERPRINT: CredentialKind.FINGERPRINT,
    Method.CARD: CredentialKind.CARD,
}
_ALARMS: Final = {Act.JAMMED: "tongue_bad", Act.DOOR_LEFT_OPEN: "unclosed_time"}
_DOOR: Final = {Act.DOOR_OPENED: True, Act.DOOR_CLOSED: False}
_DOOR_KIT: Final = {True: "AQAB", False: "AQAC"}


class Recorder:
    """Turns lines of the door log into what a lock reports."""

    def __init__(self, state: TuyaState) -> None:
        """Write for the locks of a cloud."""
        self._state = state

    def note(self, entry: LogEntry) -> None:
        """Report a line, as soon as the lock has a connection."""
        lock = self._state.of_hardware(entry.lock_id)
        if lock is None:
            return
        # Somebody may have changed the lock's memory without the cloud having looked.
        self._state.memory.look(lock)
        off = timedelta(seconds=lock.clock_skew)
        rows = self._reports(lock, entry)
        lock.pending += [replace(row, at=row.at + off) for row in rows]
        if entry.cause.method in _AT_THE_DOOR:
            self._state.memory.wake(lock)
        self.look(lock, self._state.now)

    def look(self, lock: TuyaLock, now: datetime) -> None:
        """Upload what waits, and end a ring that nobody answered."""
        if lock.ring_ends is not None and now >= lock.ring_ends:
            self.end_ring(lock)
        if not lock.hardware.reachable:
            del lock.pending[:-_KEPT_ON_LOCK]
            return
        rows, lock.pending = lock.pending, []
        for report in rows:
            self.upload(lock, report)

    def end_ring(self, lock: TuyaLock) -> None:
        """Nobody can be let in any more."""
        ends, lock.ring_ends = lock.ring_ends, None
        at = min(ends or self._state.now, self._state.now)
        lock.pending.append(Report(code="unlock_request", value=0, at=at))

    def tell(self, lock: TuyaLock, code: str, value: object, log: str = "") -> None:
        """Report a data point now."""
        now = self._state.now
        lock.pending.append(
            Report(code=code, value=value, at=now, log=log, log_value=value)
        )
        self.look(lock, now)

    def upload(self, lock: TuyaLock, report: Report) -> None:
        """Let the cloud know of a data point."""
        device, edge = lock.device, self._state.switches.edge_alarms
        same = device.values.get(report.code) == report.value
        if edge and same and report.code == "alarm_lock":
            return
        # A clock that is fast makes records of the future, which get the server's time.
        report = replace(report, at=min(report.at, self._state.now))
        lock.reports.append(report)
        device.values[report.code] = report.value
        device.changed[report.code] = report.at
        self._state.queue.report(device, report.code, report.value, report.at)
        if self._state.switches.pulse_back and report.log == "open":
            device.values[report.code] = 0
            self._state.queue.report(device, report.code, 0, report.at)

    def shown(self, lock: TuyaLock, log: str) -> list[Report]:
        """List the lines of a log, newest first, as far as it knows them yet."""
        limit = to_ms(self._state.now) - int(self._state.switches.record_lag * 1000)
        rows = [row for row in lock.reports if row.log == log]
        rows.sort(key=lambda row: row.at, reverse=True)
        return [row for row in rows if to_ms(row.at) <= limit]

    def _reports(self, lock: TuyaLock, entry: LogEntry) -> list[Report]:
        """Return the data points of a line."""
        rows: list[Report] = []
        if entry.act in _OPENED:
            rows += self._opened(lock, entry)
        elif entry.act in {Act.WRONG_CODE, Act.OUT_OF_SCHEDULE}:
            rows.append(_refused(lock, entry))
        elif entry.act in _ALARMS:
            rows.append(_alarm(entry, _ALARMS[entry.act]))
        elif entry.act in _DOOR:
            rows += _door(lock, entry)
        if lock.kind.motor and entry.act in {*_OPENED, Act.LOCKED, Act.PARTIALLY_OPEN}:
            out = lock.hardware.bolt is Bolt.LOCKED
            rows.append(Report(code="lock_motor_state", value=not out, at=entry.at))
        return rows

    def _opened(self, lock: TuyaLock, entry: LogEntry) -> list[Report]:
        """Return what an opened door reports."""
        kind = _KINDS.get(entry.cause.method)
        if kind is None:
            return self._from_afar(lock, entry)
        found = lock.hardware.credentials.find(kind, entry.cause.shown or "")
        if found is None:
            return []
        if found.computed:
            return self._computed(lock, entry, found.id)
        if found.id in lock.opmodes:
            return self._by_method(lock, entry, found.id)
        return self._temporary(lock, entry, found.id)

    def _from_afar(self, lock: TuyaLock, entry: LogEntry) -> list[Report]:
        """Return what an opening by the app or the cloud reports."""
        if entry.cause.method not in {Method.APP, Method.CLOUD}:
            return []
        member = lock.members.get(entry.cause.person_id or self._state.owner.id)
        code = "unlock_phone_remote" if lock.kind.kit else "unlock_app"
        if lock.kind.bluetooth:
            local = entry.cause.method is Method.APP
            code = "unlock_ble" if local else "unlock_phone_remote"
        slot = member.number if member else 1
        return [
            _opening(
                lock,
                entry,
                code,
                slot,
                nick_name=member.name if member else "",
                user_id=member.id if member else "0",
            )
        ]

    def _by_method(self, lock: TuyaLock, entry: LogEntry, slot: int) -> list[Report]:
        """Return what a member's finger, card or PIN reports, and duress."""
        mode = lock.opmodes[slot]
        member = lock.members.get(mode.user_id or "")
        row = _opening(
            lock,
            entry,
            mode.code,
            slot,
            unlock_name=mode.name,
            nick_name=member.name if member else "",
            user_id=member.id if member else "0",
        )
        if not mode.duress:
            return [row]
        return [
            row,
            Report(
                code="hijack",
                value=True,
                at=entry.at,
                log="alarm",
                log_value=f"{mode.code}-{slot:02d}",
                nick_name=row.nick_name,
            ),
        ]

    def _temporary(self, lock: TuyaLock, entry: LogEntry, slot: int) -> list[Report]:
        """Return what a temporary password reports."""
        rows = (row for row in lock.passwords.values() if row.slot == slot)
        password = next((row for row in rows if not row.deleted), None)
        by_id = self._state.switches.temporary_value == "password_id"
        number = password.id if password and by_id and not lock.kind.kit else slot
        name = password.name if password and not lock.kind.kit else ""
        return [
            _opening(
                lock,
                entry,
                "unlock_temporary",
                slot,
                log_value=number,
                unlock_name=name,
            )
        ]

    def _computed(self, lock: TuyaLock, entry: LogEntry, number: int) -> list[Report]:
        """Return what an offline or a dynamic password reports."""
        if number == FIRST_COMPUTED:
            return [_opening(lock, entry, "unlock_dynamic", 1)]
        # What the bytes are is not documented; they must not be the digits.
        value = b64encode(number.to_bytes(4)).decode()
        return [Report(code="unlock_offline_pd", value=value, at=entry.at, log="open")]


def kit_value(slot: int) -> str:
    """Return a slot as newer devices write it: six bytes, the first four a number."""
    return b64encode(slot.to_bytes(4) + bytes(2)).decode()


def _opening(
    lock: TuyaLock,
    entry: LogEntry,
    code: str,
    slot: int,
    *,
    log_value: object = None,
    unlock_name: str = "",
    nick_name: str = "",
    user_id: str = "0",
) -> Report:
    """Return the report of an unlock code."""
    value: object = slot if log_value is None else log_value
    kit = lock.kind.kit
    return Report(
        code=f"{code}_kit" if kit else code,
        value=kit_value(slot) if kit else slot,
        at=entry.at,
        log="open",
        log_value=kit_value(slot) if kit else value,
        unlock_name=unlock_name,
        nick_name=nick_name,
        user_id=user_id,
    )


def _alarm(entry: LogEntry, value: str) -> Report:
    """Return the report of an alarm."""
    return Report(
        code="alarm_lock", value=value, at=entry.at, log="alarm", log_value=value
    )


def _refused(lock: TuyaLock, entry: LogEntry) -> Report:
    """Return the report of what did not open: a clearing code, or an alarm."""
    code = clear_by_code(lock, entry.cause.shown or "")
    if code is None:
        return _alarm(entry, _WRONG[entry.cause.method])
    value = b64encode(int(code.id).to_bytes(4)).decode()
    return Report(code="unlock_offline_clear", value=value, at=entry.at)


def _door(lock: TuyaLock, entry: LogEntry) -> list[Report]:
    """Return what a door sensor reports, in the words of the lock."""
    is_open = _DOOR[entry.act]
    words: dict[str, object] = {
        "open_close": is_open,
        "closed_opened": "open" if is_open else "closed",
        "closed_opened_kit": _DOOR_KIT[is_open],
    }
    codes = {point.code for point in lock.device.points}
    return [
        Report(code=code, value=value, at=entry.at)
        for code, value in words.items()
        if code in codes
    ]
