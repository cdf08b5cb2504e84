"""How often and when a step that did not work is tried again."""

from datetime import datetime, timedelta
from typing import Final

from ..model.errors import AuthError, RateLimited, TransientError, VendorError
from ..model.reason import Reason
from .grant import StepKind, Trouble

FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=6)

BREAKER: Final = 24
"""So many tries in a row, over some four days, and then a person has to say.

A lock that is back, a new start and a change of the access begin anew.
"""

TAKING_OFF: Final = frozenset({StepKind.REMOVE, StepKind.REMOVE_CARD})

_OUT_OF_REACH: Final = frozenset(
    {
        Reason.ACCOUNT_REMOVED,
        Reason.CLOUD_UNREACHABLE,
        Reason.GATEWAY_MISSING,
        Reason.GATEWAY_OFFLINE,
        Reason.LOCK_ASLEEP,
        Reason.LOCK_BUSY,
        Reason.LOCK_OFFLINE,
        Reason.RATE_LIMITED,
        Reason.SIGNED_OUT,
    }
)


def after_failure(
    step: StepKind, err: VendorError, before: Trouble | None, now: datetime
) -> Trouble:
    """Return the trouble that a failure makes; refusals are not tried again.

    A removal is: a code that should be gone is worse than one call too many.
    """
    tries = _tries(step, before)
    passing = isinstance(err, TransientError | AuthError) or step in TAKING_OFF
    wait = max(pause(tries), _asked_for(err))
    again = now + wait if passing and tries < BREAKER else None
    return Trouble(step=step, reason=err.reason, tries=tries, again=again)


def _asked_for(err: VendorError) -> timedelta:
    """Return how long a cloud wants to be left alone."""
    seconds = err.retry_after if isinstance(err, RateLimited) else None
    return timedelta(seconds=seconds or 0)


def after_loss(step: StepKind, before: Trouble | None, now: datetime) -> Trouble:
    """Return the trouble that a lost answer makes where a step may be done twice."""
    tries = _tries(step, before)
    again = now + pause(tries) if tries < BREAKER else None
    return Trouble(step=step, reason=Reason.OUTCOME_UNKNOWN, tries=tries, again=again)


def _tries(step: StepKind, before: Trouble | None) -> int:
    return 1 if before is None or before.step is not step else before.tries + 1


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(max(tries, 1) - 1, 16)), LONGEST_PAUSE)


def is_out_of_reach(trouble: Trouble) -> bool:
    """Return whether it is the way to the lock that is in the way, not the wish."""
    return trouble.again is not None and trouble.reason in _OUT_OF_REACH
