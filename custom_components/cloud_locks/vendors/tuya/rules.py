"""What these locks take as a code (Tuya docs, temporary passwords; what clients met).

The length goes by how a lock is connected, and is nowhere told: 7 digits by Wi-Fi, 6
else. A lock that refuses digits because of their number (2314) takes the other one; a
person may say it beforehand.
"""

from collections.abc import Mapping
from typing import Final

from ...model.code_rules import ChangeStyle, CodeRules, ScheduleFeature
from .facts import Kind

CAPACITY: Final = 10
"""Valid ones, and those that are still to be deleted."""

DIGITS_TO_MASK: Final = frozenset(range(4, 33))
"""As many digits in a row may be a code, or the number of a phone."""

_LENGTHS: Final[Mapping[Kind, int]] = {Kind.KEEP_ALIVE: 7, Kind.WIFI: 7}
_OTHER_LENGTH: Final = 6

OTHER_LENGTHS: Final[Mapping[int, int]] = {6: 7, 7: 6}

_BASIC: Final = frozenset(
    {ScheduleFeature.ALWAYS, ScheduleFeature.WINDOW, ScheduleFeature.ONCE}
)
_WEEKLY: Final = frozenset({ScheduleFeature.WEEKLY, ScheduleFeature.WEEKLY_IN_WINDOW})

_KEEP_HOURS: Final = frozenset({Kind.ZIGBEE, Kind.KEYPAD})
"""Of others nobody knows whether the lock keeps to hours of a week. One that does not
would let people in around the clock."""


def length_of(kind: Kind) -> int:
    """Return how many digits a lock takes, as far as is known before it is tried."""
    return _LENGTHS.get(kind, _OTHER_LENGTH)


def code_rules(kind: Kind, length: int | None = None) -> CodeRules:
    """Return the rules of a lock; `length`: what it turned out to take."""
    taken = length or length_of(kind)
    return CodeRules(
        lengths=frozenset({taken}),
        other_lengths=frozenset(OTHER_LENGTHS) - {taken},
        capacity=CAPACITY,
        schedules=_BASIC | (_WEEKLY if kind in _KEEP_HOURS else frozenset()),
        change=ChangeStyle.IN_PLACE,
        can_disable=kind is Kind.ZIGBEE,
    )
