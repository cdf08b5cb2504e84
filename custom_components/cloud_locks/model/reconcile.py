"""Finding out, after a lost answer, whether a code was written.

We never pick: one candidate is ours, none means not (yet) written, two mean a person
has to say.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from .access_code import AccessCode, CodeId
from .masking import same_name
from .reason import Reason
from .schedule import Schedule
from .secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The code in whose place another one is written, as it has to be put back.

    `sent`: the adding of the other one was sent, or was about to be. Until then both
    sets of digits are remembered over restarts, since nobody else has them. `back`:
    the other one was refused, and it is this one that is being written.
    """

    code_id: CodeId
    name: str
    schedule: Schedule
    pin: Secret | None
    managed: bool
    sent: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What was about to be written, stored before the call.

    `seen`: ids that were on the lock before. `pin` is only kept in memory; after a
    restart name and hours have to do. `reference` alone decides where the cloud keeps
    it with the code.
    """

    name: str
    schedule: Schedule
    seen: frozenset[CodeId]
    created: datetime
    pin: Secret | None = None
    reference: str | None = None
    reason: Reason | None = None
    """Why it is not settled yet; None while the call itself is under way."""
    replaces: Replaced | None = None

    @property
    def managed(self) -> bool:
        """Whether the code is one that was made here."""
        return self.replaces is None or self.replaces.managed

    @property
    def unsent(self) -> bool:
        """Whether another code has to be gone first, and nothing was sent since."""
        return self.replaces is not None and not self.replaces.sent

    @property
    def open(self) -> bool:
        """Whether the write may still turn out to have happened."""
        return self.reason in {
            None,
            Reason.OUTCOME_UNKNOWN,
            Reason.TWO_CANDIDATES,
        }


def candidates(intent: Intent, codes: Iterable[AccessCode]) -> tuple[AccessCode, ...]:
    """Return the codes that may be what `intent` wrote.

    A field that the listing does not tell (schedule, pin) speaks neither for nor
    against a code.
    """
    return tuple(code for code in codes if _may_be(intent, code))


def _may_be(intent: Intent, code: AccessCode) -> bool:
    if code.id in intent.seen:
        return False
    if intent.reference is not None and code.reference is not None:
        return code.reference == intent.reference
    return (
        same_name(code.name, intent.name)
        and _may_have_hours(intent, code.schedule)
        and (code.pin is None or intent.pin is None or code.pin == intent.pin)
    )


def _may_have_hours(intent: Intent, listed: Schedule | None) -> bool:
    # A cloud gives hours back by the lock's clock, whichever they were asked in.
    return listed is None or intent.schedule.same_as(listed, at=intent.created)


def open_by_mark(intents: Iterable[Intent]) -> dict[str, Intent]:
    """Return the writes whose outcome is open, by the mark that went out with each."""
    return {it.reference: it for it in intents if it.open and it.reference is not None}


def as_written(code: AccessCode, marks: Mapping[str, Intent]) -> AccessCode:
    """Return a listed code as what wrote it, if it bears one of `marks`.

    It is on the list already, although nobody has come to settle its write yet.
    """
    if code.reference is None or (intent := marks.get(code.reference)) is None:
        return code
    return replace(
        code, managed=intent.managed, schedule=code.schedule or intent.schedule
    )


def name_taken(
    name: str, codes: Iterable[AccessCode], *, but: Collection[CodeId] = ()
) -> bool:
    """Return whether a live code has this name; case does not matter."""
    return any(
        code.status.live and code.id not in but and same_name(code.name, name)
        for code in codes
    )
