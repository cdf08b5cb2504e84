"""Temporary passwords as the cloud lists them: what a phase means, by kind of lock.

The same number means another thing at a Zigbee lock than at all others (Tuya docs,
temporary passwords). Digits are never given back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self

from ...model.access_code import AccessCode, CodeStatus, status_by_schedule
from ...model.masking import mask
from ...model.reason import Reason
from ...model.schedule import Schedule
from .._record import Record
from .rules import DIGITS_TO_MASK
from .schedule_wire import Block, blocks_of, schedule_of
from .wire import number_of

_ACTIVE: Final = CodeStatus.ACTIVE
"""Stands for "on the lock", whatever the hours say."""

_OF_ZIGBEE: Final[Mapping[int, CodeStatus | None]] = {
    1: CodeStatus.PENDING,
    2: _ACTIVE,
    3: CodeStatus.DISABLED,
    4: None,
    5: CodeStatus.FAILED,
}
"""None: deleted. The record stays on the cloud's list."""

_OF_OTHERS: Final[Mapping[int, CodeStatus | None]] = {
    0: None,
    1: CodeStatus.PENDING,
    2: _ACTIVE,
    3: CodeStatus.REMOVING,
    7: CodeStatus.FAILED,
    # Not documented: waits for the lock, until it has a number in the lock.
    12: CodeStatus.PENDING,
    # Not documented: records of revoked and of expired ones.
    17: None,
    19: None,
}

_DELIVERIES: Final[Mapping[int, CodeStatus]] = {
    1: CodeStatus.PENDING,
    3: CodeStatus.FAILED,
    4: CodeStatus.FAILED,
    5: CodeStatus.FAILED,
    6: CodeStatus.FAILED,
}

_WHY: Final[Mapping[int, Reason]] = {
    4: Reason.PIN_IN_USE,
    5: Reason.LIST_FULL,
    6: Reason.SCHEDULE_INVALID,
}

_WAITING: Final = 12

_STAND_BY: Final[Mapping[str, CodeStatus]] = {
    "ONGOING": CodeStatus.PENDING,
    "FAILED": CodeStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeItem:
    """One password. `status` None: deleted, and only its record is left."""

    id: str
    name: str
    """As it is listed, digits and all."""
    status: CodeStatus | None
    on_lock: bool | None
    reason: Reason | None
    slot: int | None
    blocks: tuple[Block | None, ...]
    record: Record
    """Its hours, which are read once it is known in which notation."""

    @classmethod
    def read(cls, record: Record, *, zigbee: bool) -> Self:
        """Read an entry of `temp-passwords`."""
        delivery = number_of(record, "delivery_status")
        status = _status(record, delivery, zigbee=zigbee)
        return cls(
            id=record.identifier("id"),
            name=record.maybe_text("name") or "",
            status=status,
            on_lock=_ON_LOCK.get(status),
            reason=_WHY.get(delivery or 0) or _failed(status),
            slot=_slot(record),
            blocks=blocks_of(record),
            record=record,
        )

    @classmethod
    def of_stand_by(cls, record: Record) -> Self:
        """Read an entry of `stand-by-lock-temp-passwords`."""
        delivered = (record.maybe_text("delivery_status") or "").upper()
        operate = (record.maybe_text("operate") or "").upper()
        status = _STAND_BY.get(delivered, _ACTIVE if delivered == "SUCCESS" else None)
        status = status or CodeStatus.UNKNOWN
        if operate == "DELETE":
            gone = status is _ACTIVE
            return cls._stood_by(record, None if gone else CodeStatus.REMOVING)
        return cls._stood_by(record, status)

    @classmethod
    def _stood_by(cls, record: Record, status: CodeStatus | None) -> Self:
        return cls(
            id=record.identifier("password_id"),
            name=record.maybe_text("name") or "",
            status=status,
            on_lock=_ON_LOCK.get(status),
            reason=_failed(status),
            slot=_slot(record),
            blocks=(),
            record=record,
        )

    @property
    def zone(self) -> str | None:
        """The name of the zone of its hours."""
        return self.record.maybe_text("time_zone")

    @property
    def shown_name(self) -> str:
        """Its name without what may be its digits."""
        return mask(self.name, DIGITS_TO_MASK)

    def schedule(self, zone: str, *, backwards: bool) -> Schedule | None:
        """Return when it opens, None when that cannot be read."""
        if self.record.get("schedule_details"):
            return None
        return schedule_of(self.record, zone, backwards=backwards)

    def code(
        self, schedule: Schedule | None, now: datetime, *, asleep: bool
    ) -> AccessCode:
        """Return it in words of the model."""
        status = self.status or CodeStatus.UNKNOWN
        shown = status_by_schedule(schedule, now, also=_also(status))
        if schedule is None and status is _ACTIVE:
            shown = CodeStatus.UNKNOWN
        code = AccessCode(
            id=self.id,
            name=self.shown_name,
            schedule=schedule,
            status=shown,
            on_lock=self.on_lock,
            verified_at=now,
            reason=self.reason,
            slot=self.slot,
        )
        waits = shown in {CodeStatus.PENDING, CodeStatus.REMOVING}
        return replace(code, reason=Reason.LOCK_ASLEEP) if waits and asleep else code


_ON_LOCK: Final[Mapping[CodeStatus | None, bool]] = {
    CodeStatus.PENDING: False,
    CodeStatus.FAILED: False,
    _ACTIVE: True,
    CodeStatus.DISABLED: True,
    CodeStatus.REMOVING: True,
}


def _also(status: CodeStatus) -> tuple[CodeStatus, ...]:
    return () if status in {_ACTIVE, CodeStatus.UNKNOWN} else (status,)


def _failed(status: CodeStatus | None) -> Reason | None:
    return Reason.NOT_CONFIRMED if status is CodeStatus.FAILED else None


def _status(record: Record, delivery: int | None, *, zigbee: bool) -> CodeStatus | None:
    """Return where a password stands; of an unknown phase nothing is known."""
    phase = number_of(record, "phase")
    phases = _OF_ZIGBEE if zigbee or delivery is not None else _OF_OTHERS
    if phase is None or phase not in phases:
        return CodeStatus.UNKNOWN
    status = phases[phase]
    slot = _slot(record)
    if phase == _WAITING and slot is not None and slot >= 0:
        return _ACTIVE
    if status in {CodeStatus.PENDING, _ACTIVE} and delivery is not None:
        return _DELIVERIES.get(delivery, status)
    return status


def _slot(record: Record) -> int | None:
    return number_of(record, "sn")
