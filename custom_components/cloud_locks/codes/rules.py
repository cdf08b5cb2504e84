"""Holding a wish for a code against its lock's rules, before anything is sent."""

from homeassistant.util import dt as dt_util

from ..model.access_code import CodeChange, CodeDraft
from ..model.code_rules import CodeRules, Violation
from ..model.errors import InvalidCode
from ..model.masking import tells
from ..model.reason import Reason


def check_wish(
    rules: CodeRules, wish: CodeDraft | CodeChange, *, kept_name: str = ""
) -> None:
    """Raise `InvalidCode` with the reason of the first rule that a wish breaks.

    Also when the name, or the one that is kept, tells the PIN: what was made here is
    shown by its full name.
    """
    if found := _violations(rules, wish):
        raise InvalidCode(", ".join(found), reason=reason_of(found[0]))
    if wish.pin is not None and tells(wish.name or kept_name, wish.pin):
        raise InvalidCode("the name tells the PIN", reason=Reason.NAME_INVALID)


def reason_of(violation: Violation) -> Reason:
    """Return the reason for which a wish that breaks a rule is refused."""
    if violation is Violation.SCHEDULE_PAST:
        return Reason.SCHEDULE_PAST
    return _OF_TOPIC[violation.value.partition("_")[0]]


_OF_TOPIC = {
    "pin": Reason.PIN_INVALID,
    "name": Reason.NAME_INVALID,
    "schedule": Reason.SCHEDULE_UNSUPPORTED,
}


def _violations(
    rules: CodeRules, wish: CodeDraft | CodeChange
) -> tuple[Violation, ...]:
    found: tuple[Violation, ...] = ()
    if wish.pin is not None:
        found += rules.check_pin(wish.pin.reveal())
    if wish.name is not None:
        found += rules.check_name(wish.name)
    if wish.schedule is not None:
        found += rules.check_schedule(wish.schedule, dt_util.utcnow())
    return found
