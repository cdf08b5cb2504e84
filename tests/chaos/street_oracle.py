"""What may be true of everybody's access: held against the locks themselves.

It knows what people wished and what was done in the apps, and nothing of any plan.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from custom_components.cloud_locks.access.grant import DoorId, Drift, Phase
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeId,
    CodeStatus,
)
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.schedule import Schedule, SchedulePhase

from .oracle import Violation
from .street import DOORS, Street

type Pin = str

_AROUND: Final = timedelta(minutes=20)
"""Before a beginning and after an end a code may be there already, or still."""


_ON_ITS_WAY: Final = timedelta(minutes=1)
"""What was under way when somebody changed their mind is done, and then undone."""


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What people wished of one access.

    `before`: the PIN that goes on working until the new one does. `hours_moved`: other
    hours were wished once, for which some locks take a code off and write another.
    """

    name: str
    pin: Pin
    doors: dict[DoorId, Schedule]
    drift: Drift = Drift.REPORT
    phase: Phase = Phase.GRANTED
    before: Pin | None = None
    hours_moved: bool = False

    def hours(self, at: DoorId) -> Schedule | None:
        """Return the hours at a door; None when nobody is to come in there."""
        return self.doors.get(at) if self.phase is Phase.GRANTED else None


@dataclass(slots=True)
class StreetOracle:
    """Watches the locks of a street from outside."""

    street: Street
    now: Callable[[], datetime]
    wanted: dict[str, Wanted] = field(default_factory=dict)
    pins: dict[Pin, str] = field(default_factory=dict)
    """Whose digits each PIN is that was ever wished."""
    foreign: dict[DoorId, dict[CodeId, AccessCode]] = field(init=False)
    touched: set[tuple[str, DoorId]] = field(default_factory=set)
    """Where somebody changed a code of an access in the app."""
    estranged: set[tuple[str, DoorId]] = field(default_factory=set)
    """Where somebody gave a code of an access another name."""
    moved: set[tuple[str, DoorId]] = field(default_factory=set)
    """Where somebody gave it other hours, which a list of names does not tell."""
    returned: dict[tuple[str, DoorId], datetime] = field(default_factory=dict)
    """Since when somebody is wished in again at a door."""
    _before: dict[DoorId, dict[CodeId, AccessCode]] = field(init=False)

    def __post_init__(self) -> None:
        """Start with empty locks."""
        self.foreign = {at: {} for at in DOORS}
        self._before = {at: {} for at in DOORS}

    def wish(self, wanted: Wanted) -> None:
        """Note what somebody wishes from now on."""
        before = self.wanted.get(wanted.name)
        for at in DOORS:
            if before and wanted.hours(at) and not before.hours(at):
                self.returned[wanted.name, at] = self.now()
        self.wanted[wanted.name] = wanted
        self.pins[wanted.pin] = wanted.name

    def take_over(self, at: DoorId) -> None:
        """Take what somebody has just done in the app."""
        self._before[at] = dict(self.street.held(at))

    def ours(self, at: DoorId) -> Iterator[tuple[str, AccessCode]]:
        """Yield the codes of all access on a lock, and whose they are."""
        for code_id, code in self.street.held(at).items():
            if code_id not in self.foreign[at]:
                assert code.pin is not None
                if (name := self.pins.get(code.pin.reveal())) is None:
                    raise Violation(f"{code.name} has digits that nobody wished")
                yield name, code

    def observe(self) -> None:
        """Hold what is on the locks now against what must never be."""
        for at in DOORS:
            self._strangers_are_left_alone(at)
            self._nobody_has_two(at)
            for code in self._gone(at):
                self._may_go(at, code)
            self._before[at] = dict(self.street.held(at))

    def _strangers_are_left_alone(self, at: DoorId) -> None:
        held = self.street.held(at)
        for code_id, code in self.foreign[at].items():
            if held.get(code_id) != code:
                raise Violation(f"somebody touched {code.name} at {at.lock_id}")

    def _nobody_has_two(self, at: DoorId) -> None:
        pins: dict[str, list[Pin]] = {}
        for name, code in self.ours(at):
            assert code.pin is not None
            pins.setdefault(name, []).append(code.pin.reveal())
        for name, each in pins.items():
            if len(each) != len(set(each)):
                raise Violation(f"{name} has the same PIN twice at {at.lock_id}")
            wanted = self.wanted[name]
            turning = set(each) == {wanted.pin, wanted.before}
            # What was cut off goes before the new one comes.
            if len(each) > 1 and wanted.pin in each and not turning:
                raise Violation(f"{name} has two codes at {at.lock_id}")

    def _gone(self, at: DoorId) -> list[AccessCode]:
        held = self.street.held(at)
        return [
            code
            for code_id, code in self._before[at].items()
            if (code_id not in held or _leaves(held[code_id])) and not _leaves(code)
        ]

    def _may_go(self, at: DoorId, code: AccessCode) -> None:
        """Nothing goes that somebody comes in with, unless another one replaces it."""
        pin = code.pin.reveal() if code.pin else ""
        wanted = self.wanted[self.pins[pin]]
        hours, rules = wanted.hours(at), self.street.rules(at)
        replaced = wanted.hours_moved and rules.change is ChangeStyle.REPLACE
        if hours is None or (wanted.name, at) in self.touched or replaced:
            return
        returned = self.returned.get((wanted.name, at))
        if returned is not None and self.now() - returned < _ON_ITS_WAY:
            return
        if not self._is_firm(at, hours):
            return
        if pin == wanted.pin:
            raise Violation(f"nobody wished {code.name} away from {at.lock_id}")
        if pin == wanted.before and not self._takes_over(at, wanted):
            raise Violation(f"{code.name} left {at.lock_id} before its successor came")

    def _is_firm(self, at: DoorId, hours: Schedule) -> bool:
        """Return whether a code has to be on a lock at this moment."""
        if self.keeps(at, hours):
            return hours.phase(self.now() + _AROUND) is not SchedulePhase.EXPIRED
        return self.must_be_there(hours)

    def _takes_over(self, at: DoorId, wanted: Wanted) -> bool:
        held = self.street.held(at).values()
        pins = {it.pin.reveal() for it in held if it.pin and not _leaves(it)}
        room = self.street.rules(at).capacity
        was_full = room is not None and len(self._before[at]) >= room
        return wanted.pin in pins or was_full

    def keeps(self, at: DoorId, hours: Schedule) -> bool:
        """Return whether a lock keeps hours by itself."""
        return not self.street.rules(at).check_schedule(hours, self.now() - _FAR)

    def must_be_there(self, hours: Schedule) -> bool:
        """Return whether somebody can come in now, at any lock."""
        now = self.now()
        return hours.is_active(now) and all(
            hours.is_active(it) for it in (now - _AROUND, now + _AROUND)
        )

    def must_be_gone(self, at: DoorId, hours: Schedule) -> bool:
        """Return whether no code may be on a lock now for these hours."""
        now = self.now()
        if hours.phase(now - _AROUND) is SchedulePhase.EXPIRED:
            return True
        near = (now - _AROUND, now, now + _AROUND)
        return not self.keeps(at, hours) and not any(map(hours.is_active, near))

    def codes_of(self, name: str, at: DoorId) -> list[AccessCode]:
        """Return the codes of one access on a lock that open it, or will."""
        return [
            code
            for whose, code in self.ours(at)
            if whose == name and code.status is not CodeStatus.DISABLED
        ]


_FAR: Final = timedelta(days=4000)
"""Hours that are past are no hours that a lock cannot keep."""


def _leaves(code: AccessCode) -> bool:
    return code.status is CodeStatus.REMOVING
