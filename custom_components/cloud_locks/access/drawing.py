"""Another PIN for an access, while nobody knows the one that was drawn for it.

Which PINs are on a lock is not known before one is refused there.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ..model.code_rules import CodeRules, PinChooser
from ..model.pin import NoCommonPin, digit_runs, generate
from ..model.reason import Reason
from ..model.secret import Secret
from .grant import DoorId, Grant, GrantDoor
from .matching import Seen
from .plans import Plan

_MOST: Final = 3
"""So many PINs are drawn: of a million a lock holds a few dozen."""


def drawn_anew(
    made: Plan, seen: Mapping[DoorId, Seen], used: Collection[Secret]
) -> Grant:
    """Return an access with another PIN if a lock has the one that was drawn already.

    As it is once a lock has accepted the PIN, or may have, and when somebody chose it
    or was told it: no PIN changes unasked. Also when no other one fits all locks.
    """
    grant = made.grant
    if grant.draws and _is_known(grant):
        return replace(grant, draws=0)
    if not 0 < grant.draws < _MOST or _is_out(grant):
        return grant
    if not any(_is_refused(it, made) for it in grant.doors):
        return grant
    pin = _another(grant, seen, used)
    if pin is None:
        return grant
    doors = tuple(_encouraged(it) for it in grant.doors)
    return replace(grant, pin=pin, draws=grant.draws + 1, doors=doors)


def _is_known(grant: Grant) -> bool:
    """Return whether the present PIN was on a lock, where others can read it.

    So it stays what it is when the access is over and given again.
    """
    copies = (it.copy_of(grant.generation) for it in grant.doors)
    return any(it is not None and it.code_id is not None for it in copies)


def _is_out(grant: Grant) -> bool:
    """Return whether the present PIN is on any lock, or may be."""
    return any(it.copy_of(grant.generation) for it in grant.doors)


def _is_refused(door: GrantDoor, made: Plan) -> bool:
    plan = made.doors.get(door.at)
    return plan is not None and plan.step is None and plan.reason is Reason.PIN_IN_USE


def _another(
    grant: Grant, seen: Mapping[DoorId, Seen], used: Collection[Secret]
) -> Secret | None:
    """Return a PIN for all locks that stay; None while the rules of one are unknown."""
    rules: list[CodeRules] = []
    for door in grant.doors:
        if door.leaving:
            continue
        known = seen.get(door.at)
        if known is None or known.rules is None:
            return None
        if known.rules.pin_chooser is PinChooser.USER:
            rules.append(known.rules)
    try:
        return generate(rules, taken={*digit_runs(grant.name), *used})
    except NoCommonPin:
        return None


def _encouraged(door: GrantDoor) -> GrantDoor:
    trouble = door.trouble
    in_use = trouble is not None and trouble.reason is Reason.PIN_IN_USE
    return replace(door, trouble=None) if in_use else door
