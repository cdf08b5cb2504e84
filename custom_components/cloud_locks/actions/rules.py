"""Holding what a call wishes against the rules of a lock, rule by rule.

The writer of codes refuses the same, but only says whether PIN, name or hours are at
fault; here the sentence names the rule.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode
from ..model.code_rules import CodeRules, PinChooser, Violation
from ..model.masking import mask, tells
from ..model.parts import Depth
from ..model.pin import NoCommonPin, digit_runs, generate
from ..model.reason import Reason
from ..model.schedule import Schedule
from ..model.secret import Secret
from .errors import ActionError
from .targets import Door, rules_of


def check(
    rules: CodeRules,
    *,
    pin: Secret | None = None,
    name: str | None = None,
    schedule: Schedule | None = None,
) -> None:
    """Raise `ActionError` for the first rule that is broken; all are in its details."""
    if name is not None and pin is not None and tells(name, pin):
        raise ActionError(Reason.NAME_INVALID)
    found = rules.check(
        dt_util.utcnow(),
        pin=None if pin is None else pin.reveal(),
        name=name,
        schedule=schedule,
    )
    if found:
        raise ActionError(
            found[0],
            _placeholders(rules, found[0]),
            details={"violations": [violation.value for violation in found]},
        )


_PLACEHOLDERS: Final[Mapping[Violation, Callable[[CodeRules], Mapping[str, str]]]] = {
    Violation.PIN_LENGTH: lambda rules: {"lengths": _listed(sorted(rules.lengths))},
    Violation.PIN_CHARACTERS: lambda rules: {"digits": rules.digits},
    Violation.PIN_TOO_FEW_DIFFERENT: lambda rules: {"count": str(rules.min_different)},
    Violation.NAME_TOO_LONG: lambda rules: {"bytes": str(rules.name_max_bytes)},
}


def _placeholders(rules: CodeRules, violation: Violation) -> Mapping[str, str]:
    fill = _PLACEHOLDERS.get(violation)
    return fill(rules) if fill else {}


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def new_pin(
    doors: Iterable[Door], *, avoid: str, used: Iterable[Secret] = ()
) -> Secret | None:
    """Return a PIN for all doors at which people choose it; None when there is none.

    It is no part of the text `avoid` and none of those `used`. `ActionError` when no
    PIN fits all.
    """
    chosen_here = [
        rules for rules in rules_of(doors) if rules.pin_chooser is PinChooser.USER
    ]
    if not chosen_here:
        return None
    try:
        return generate(chosen_here, taken={*digit_runs(avoid), *used})
    except NoCommonPin:
        raise ActionError(Reason.NO_COMMON_PIN) from None


async def check_new_name(door: Door, code: AccessCode, name: str | None) -> None:
    """Refuse a name that tells the PIN which a code keeps, as far as it can be read."""
    rules = door.rules
    if name is None or not rules.pins_readable or mask(name, rules.lengths) == name:
        return
    full = await door.codes.in_full(door.lock.id, code)
    if full.pin is not None and tells(name, full.pin):
        raise ActionError(Reason.NAME_INVALID)


async def hours_of(door: Door, code: AccessCode) -> Schedule | None:
    """Return the schedule that a code has now, read from the lock."""
    codes = await door.codes.read(door.lock.id, depth=Depth.SCHEDULES)
    return next((it.schedule for it in codes if it.id == code.id), code.schedule)
