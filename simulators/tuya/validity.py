"""When a member's methods open: a window in the past switches all of them off.

Source: Tuya developer documentation, schedule of smart-lock users; a keypad, measured.
"""

from dataclasses import replace
from datetime import time

from simulators.schedule import ALWAYS, Schedule

from .devices import TuyaLock
from .members import Member, Validity
from .memory import Memory
from .passwords import Block
from .stamps import from_s


def apply_validity(memory: Memory, lock: TuyaLock, member: Member) -> None:
    """Bring a member's window to the lock."""
    validity = member.validity
    validity.delivery = "ONGOING"
    memory.hand_over(
        lock,
        lambda: _apply(lock, member, validity),
        lambda: setattr(validity, "delivery", "FAILED"),
    )


def _apply(lock: TuyaLock, member: Member, validity: Validity) -> None:
    """Let every method of a member open in the window alone."""
    memory = lock.hardware.credentials
    schedule = _schedule(validity, lock.hardware.zone)
    for mode in lock.opmodes.values():
        old = memory.get(mode.slot)
        if mode.user_id == member.id and old is not None:
            memory.remove(old.id)
            memory.put(replace(old, schedule=schedule))
    validity.delivery = "SUCCESS"


def _schedule(validity: Validity, zone: str) -> Schedule:
    """Return the window of a validity, with the first of its weekly hours."""
    if validity.permanent:
        return ALWAYS
    starts, ends = from_s(validity.starts), from_s(validity.ends)
    if not validity.details or validity.details[0].get("all_day") is True:
        return Schedule(starts=starts, ends=ends)
    row = validity.details[0]
    opens, closes = int(str(row["start_minute"])), int(str(row["end_minute"]))
    return Schedule(
        starts=starts,
        ends=ends,
        days=Block(opens, closes, int(str(row["working_day"]))).weekdays(),
        day_start=time(opens // 60 % 24, opens % 60),
        day_end=time(closes // 60 % 24, closes % 60),
        zone=str(row.get("time_zone_id") or zone),
    )
