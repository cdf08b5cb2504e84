"""What is wrong with the codes of a lock, as far as somebody here wished something."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..const import CODE_OVERDUE_AFTER
from ..model.access_code import AccessCode, CodeId, CodeStatus
from ..model.ledger import Entry, Wish
from ..model.reason import Reason
from ..model.reconcile import Intent
from ..model.schedule import SchedulePhase

if TYPE_CHECKING:
    from ..store import LockMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProblem:
    """A code that is not as somebody wished.

    `mark` stays the same while it lasts and tells it from others of the lock. `code_id`
    None: a write that is not settled, or that failed unnoticed; its key is `intent`.
    """

    name: str
    reason: Reason
    since: datetime
    code_id: CodeId | None = None
    intent: str | None = None

    @property
    def mark(self) -> str:
        """Return what a repair knows the problem by."""
        return f"intent {self.intent}" if self.code_id is None else self.code_id


def problems_of(memory: LockMemory, now: datetime) -> tuple[CodeProblem, ...]:
    """Return what is wrong with codes that were made here, or changed from here."""
    found = [_entry_problem(entry, now) for entry in memory.ledger.values()]
    found += [_intent_problem(*it, now) for it in memory.intents.items()]
    return tuple(problem for problem in found if problem is not None)


def _entry_problem(entry: Entry, now: datetime) -> CodeProblem | None:
    if not entry.code.managed and not _in_doubt(entry):
        return None
    if entry.wish is Wish.REPLACE:
        # What comes in its place tells about both.
        return None
    code = entry.now(now)
    if code.status is CodeStatus.FAILED:
        reason = code.reason or Reason.REJECTED
    elif _overdue(entry, code, now):
        reason = code.reason or Reason.NOT_CONFIRMED
    else:
        return None
    return CodeProblem(
        name=code.name, reason=reason, since=entry.since, code_id=code.id
    )


def _in_doubt(entry: Entry) -> bool:
    """Return whether something was asked of a code and has not been seen to be done."""
    return entry.wish is not Wish.KEEP or entry.code.reason is Reason.OUTCOME_UNKNOWN


def _overdue(entry: Entry, code: AccessCode, now: datetime) -> bool:
    """Return whether a wish, or leaving at the end of its hours, takes too long."""
    schedule = code.schedule
    if schedule and schedule.phase(now) is SchedulePhase.EXPIRED:
        since = schedule.end or entry.since
    elif _in_doubt(entry) or code.status in {CodeStatus.PENDING, CodeStatus.REMOVING}:
        since = entry.since
    else:
        return False
    return now - since >= CODE_OVERDUE_AFTER


def _intent_problem(key: str, intent: Intent, now: datetime) -> CodeProblem | None:
    """Return a write that failed unnoticed, or whose outcome stays open too long."""
    waiting_for = Reason.NOT_CONFIRMED if intent.unsent else Reason.OUTCOME_UNKNOWN
    reason = intent.reason or waiting_for
    if reason is waiting_for and now - intent.created < CODE_OVERDUE_AFTER:
        return None
    return CodeProblem(
        name=intent.name, reason=reason, since=intent.created, intent=key
    )
