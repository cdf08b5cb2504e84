"""Comparing what a lock holds with what was wished."""

from dataclasses import replace
from datetime import datetime

from ..model.access_code import AccessCode, CodeChange


def with_change(code: AccessCode, change: CodeChange) -> AccessCode:
    """Return a code as it is once a change has arrived, without digits."""
    return replace(
        code,
        name=change.name or code.name,
        schedule=change.schedule or code.schedule,
        pin=None,
    )


def change_arrived(code: AccessCode, change: CodeChange, now: datetime) -> bool:
    """Return whether a code read back in full is as the change wanted it."""
    hours = change.schedule is None or (
        code.schedule is not None and change.schedule.same_as(code.schedule, at=now)
    )
    name = change.name is None or change.name == code.name
    return hours and name and (change.pin is None or change.pin == code.pin)
