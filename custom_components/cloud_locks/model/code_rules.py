"""What codes a lock takes, checked before anything is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
import re
from unicodedata import category

from .schedule import Schedule, ScheduleKind, SchedulePhase
from .wall_clock import since_midnight

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


class PinChooser(StrEnum):
    """Who chooses the digits of a code."""

    USER = "user"
    VENDOR = "vendor"


class ChangeStyle(StrEnum):
    """How a code is changed; `replace` deletes it, waits until it is gone, adds one."""

    IN_PLACE = "in_place"
    REPLACE = "replace"


class ScheduleFeature(StrEnum):
    """What a lock can keep of a schedule by itself."""

    ALWAYS = "always"
    WINDOW = "window"
    OPEN_ENDED = "open_ended"
    """A window with only a start or only an end."""
    WEEKLY = "weekly"
    WEEKLY_IN_WINDOW = "weekly_in_window"
    OVERNIGHT = "overnight"
    """Weekly hours that do not end before the midnight of their day."""
    ONCE = "once"


class Violation(StrEnum):
    """A rule of the lock that a code breaks."""

    PIN_LENGTH = "pin_length"
    PIN_CHARACTERS = "pin_characters"
    PIN_TOO_FEW_DIFFERENT = "pin_too_few_different"
    PIN_SEQUENCE = "pin_sequence"
    PIN_FORBIDDEN = "pin_forbidden"
    PIN_CHOSEN_BY_VENDOR = "pin_chosen_by_vendor"
    NAME_BLANK = "name_blank"
    NAME_TOO_LONG = "name_too_long"
    NAME_CHARACTERS = "name_characters"
    SCHEDULE_UNSUPPORTED = "schedule_unsupported"
    SCHEDULE_OVERNIGHT = "schedule_overnight"
    SCHEDULE_OPEN_ENDED = "schedule_open_ended"
    SCHEDULE_ONCE = "schedule_once"
    SCHEDULE_PAST = "schedule_past"
    SCHEDULE_PRECISION = "schedule_precision"


_OF_MISSING_FEATURE = {
    ScheduleFeature.OVERNIGHT: Violation.SCHEDULE_OVERNIGHT,
    ScheduleFeature.OPEN_ENDED: Violation.SCHEDULE_OPEN_ENDED,
    ScheduleFeature.ONCE: Violation.SCHEDULE_ONCE,
}

# Controls, lone surrogates, line and paragraph separators: in no name, and in what a
# lock shows or a log line they do harm. Joiners of emoji (Cf) are left alone.
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


def name_violations(name: str) -> Iterator[Violation]:
    """Yield what is wrong with a name anywhere, of whatever it is."""
    if not name.strip():
        yield Violation.NAME_BLANK
    if any(category(character) in _UNPRINTABLE for character in name):
        yield Violation.NAME_CHARACTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRules:
    """The rules of one lock; a check returns all violations, in their own order."""

    lengths: frozenset[int]
    """Numbers of characters that a PIN may have."""
    other_lengths: frozenset[int] = frozenset()
    """What the lock may take instead: its cloud does not tell, a person can see it."""
    digits: str = "0123456789"
    """The keys of the keypad that a PIN may use."""
    min_different: int = 1
    """How many different characters a PIN has at least."""
    forbid_sequences: bool = False
    """Each character one above, or each one below, the last: 12345, 54321."""
    forbidden: tuple[str, ...] = ()
    """Regular expressions that no whole PIN may match."""
    capacity: int | None = None
    """How many codes there is room for; None: not published."""
    name_max_bytes: int | None = None
    """In UTF-8; None: not published."""
    name_ascii: bool = False
    schedules: frozenset[ScheduleFeature] = frozenset({ScheduleFeature.ALWAYS})
    precision: timedelta | None = None
    """The step of the lock's clock, dividing a day; None: fine enough."""
    pin_chooser: PinChooser = PinChooser.USER
    pins_readable: bool = False
    """Whether the cloud gives the digits back."""
    change: ChangeStyle = ChangeStyle.IN_PLACE
    can_disable: bool = False

    def check(
        self,
        now: datetime,
        *,
        pin: str | None = None,
        name: str | None = None,
        schedule: Schedule | None = None,
    ) -> tuple[Violation, ...]:
        """Check the parts of a code that are given."""
        return (
            *(() if pin is None else self.check_pin(pin)),
            *(() if name is None else self.check_name(name)),
            *(() if schedule is None else self.check_schedule(schedule, now)),
        )

    def check_pin(self, pin: str) -> tuple[Violation, ...]:
        """Check digits that somebody chose."""
        if self.pin_chooser is PinChooser.VENDOR:
            return (Violation.PIN_CHOSEN_BY_VENDOR,)
        return tuple(self._pin_violations(pin))

    def _pin_violations(self, pin: str) -> Iterator[Violation]:
        if len(pin) not in self.lengths:
            yield Violation.PIN_LENGTH
        if not set(pin) <= set(self.digits):
            yield Violation.PIN_CHARACTERS
        if len(set(pin)) < self.min_different:
            yield Violation.PIN_TOO_FEW_DIFFERENT
        if self.forbid_sequences and _is_sequence(pin):
            yield Violation.PIN_SEQUENCE
        if any(re.fullmatch(pattern, pin) for pattern in self.forbidden):
            yield Violation.PIN_FORBIDDEN

    def check_name(self, name: str) -> tuple[Violation, ...]:
        """Check the name of a code as it would be sent."""
        found = (*name_violations(name), *self._name_violations(name))
        return tuple(dict.fromkeys(found))

    def _name_violations(self, name: str) -> Iterator[Violation]:
        octets = len(name.encode("utf-8", "surrogatepass"))
        if self.name_max_bytes is not None and octets > self.name_max_bytes:
            yield Violation.NAME_TOO_LONG
        if self.name_ascii and not name.isascii():
            yield Violation.NAME_CHARACTERS

    def check_schedule(
        self, schedule: Schedule, now: datetime
    ) -> tuple[Violation, ...]:
        """Check whether the lock itself can keep a schedule that is not over yet."""
        return schedule_violations(schedule, self.schedules, now, self.precision)

    def describe(self) -> dict[str, Json]:
        """Return the rules as plain JSON values, for people who write automations."""
        step = self.precision
        return {
            "pin_lengths": [*sorted(self.lengths)],
            "pin_digits": self.digits,
            "pin_min_different": self.min_different,
            "pin_forbid_sequences": self.forbid_sequences,
            "pin_forbidden": [*self.forbidden],
            "pin_chooser": self.pin_chooser.value,
            "pins_readable": self.pins_readable,
            "capacity": self.capacity,
            "name_max_bytes": self.name_max_bytes,
            "name_ascii": self.name_ascii,
            "schedules": [f.value for f in ScheduleFeature if f in self.schedules],
            "schedule_precision": None if step is None else step.total_seconds(),
            "change": self.change.value,
            "can_disable": self.can_disable,
        }


def schedule_violations(
    schedule: Schedule,
    features: frozenset[ScheduleFeature],
    now: datetime,
    precision: timedelta | None = None,
) -> tuple[Violation, ...]:
    """Check a schedule against what its keeper can do and the step of its clock."""
    found = {
        _OF_MISSING_FEATURE.get(feature, Violation.SCHEDULE_UNSUPPORTED)
        for feature in features_of(schedule) - features
    }
    if schedule.phase(now) is SchedulePhase.EXPIRED:
        found.add(Violation.SCHEDULE_PAST)
    if precision is not None and _is_finer(schedule, precision):
        found.add(Violation.SCHEDULE_PRECISION)
    return tuple(violation for violation in Violation if violation in found)


def features_of(schedule: Schedule) -> frozenset[ScheduleFeature]:
    """Return everything that a lock must be able to do to keep a schedule itself."""
    bounds = (schedule.start is not None) + (schedule.end is not None)
    weekly = schedule.kind is ScheduleKind.WEEKLY
    needed = {
        ScheduleFeature(schedule.kind.value): True,
        ScheduleFeature.WEEKLY_IN_WINDOW: weekly and bounds > 0,
        ScheduleFeature.OPEN_ENDED: bounds == 1,
        ScheduleFeature.OVERNIGHT: schedule.overnight,
        ScheduleFeature.ONCE: schedule.uses is not None,
    }
    return frozenset(feature for feature, holds in needed.items() if holds)


def _is_sequence(pin: str) -> bool:
    """Return whether every character is one above, or every one below, the last."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return steps in ({1}, {-1})


def _is_finer(schedule: Schedule, step: timedelta) -> bool:
    """Return whether an instant or a time of day lies between two steps of a clock."""
    times = (schedule.from_time, schedule.to_time)
    return schedule.rounded(step) != schedule or any(
        since_midnight(at) % step for at in times if at is not None
    )
