"""Finding out, after a lost answer, whether a code was written.

We never pick: one candidate is ours, none means not (yet) written, two mean a person
has to say.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from .access_code import AccessCode, CodeId
from .schedule import Schedule
from .secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What was about to be written, stored before the call.

    `seen`: ids that were on the lock before. `pin` is only kept in memory; after a
    restart name and hours have to do.
    """

    name: str
    schedule: Schedule
    seen: frozenset[CodeId]
    created: datetime
    pin: Secret | None = None


def candidates(intent: Intent, codes: Iterable[AccessCode]) -> tuple[AccessCode, ...]:
    """Return the codes that may be what `intent` wrote.

    A field that the listing does not tell (schedule, pin) speaks neither for nor
    against a code.
    """
    return tuple(code for code in codes if _may_be(intent, code))


def _may_be(intent: Intent, code: AccessCode) -> bool:
    return (
        code.id not in intent.seen
        and code.name == intent.name
        and (code.schedule is None or intent.schedule.same_as(code.schedule))
        and (code.pin is None or intent.pin is None or code.pin == intent.pin)
    )


def name_taken(
    name: str, codes: Iterable[AccessCode], *, but: Collection[CodeId] = ()
) -> bool:
    """Return whether a live code has this name; case does not matter."""
    return any(
        code.status.live and code.id not in but and same_name(code.name, name)
        for code in codes
    )


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same to a person."""
    return one.strip().casefold() == other.strip().casefold()
