"""What these locks take as a code (August user guide, PIN management)."""

from typing import Final

from ...model.code_rules import ChangeStyle, CodeRules, ScheduleFeature

PIN_LENGTHS: Final = frozenset(range(4, 9))
"""The widest that was met, for locks that do not tell their own."""

CAPACITY: Final = 240
"""PINs that are set or reserved."""

_ALWAYS: Final = frozenset({ScheduleFeature.ALWAYS})
SCHEDULES: Final = _ALWAYS | {ScheduleFeature.WINDOW, ScheduleFeature.WEEKLY}


def code_rules(
    lengths: frozenset[int], capacity: int | None, *, schedules: bool, zone: bool
) -> CodeRules:
    """Return the rules of a lock. Changing is taking off and writing anew.

    Both at once collide (August user guide), so each waits for the other. `zone`:
    whether the clock of the lock is known, by which it keeps hours of a week.
    """
    kept = SCHEDULES if zone else SCHEDULES - {ScheduleFeature.WEEKLY}
    return CodeRules(
        lengths=lengths or PIN_LENGTHS,
        capacity=capacity or CAPACITY,
        schedules=kept if schedules else _ALWAYS,
        pins_readable=True,
        change=ChangeStyle.REPLACE,
        can_disable=True,
    )
