"""Answers: HTTP 200 with `success`, `result` or `code`, and the time at the cloud.

`result` may be anything: an object, a list, a text, true or "true".
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from ...model.errors import (
    CloudUnreachable,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    VendorError,
)
from ...model.reason import Reason
from .._http import Response
from .._record import Record
from .._retry import LONGEST_WAIT, retry_after
from .error_numbers import (
    QUOTA_USED,
    SIGN_INVALID,
    TIME_INVALID,
    TokenRefused,
    error_of,
)
from .wire import moment_of, number_of

_SKEW: Final = timedelta(minutes=5)
"""A clock that is wrong by more makes every signature wrong."""


def opened(answer: Response, *, now: datetime, reads: bool) -> Record:
    """Return the object around `result`. Raises the errors of `model.errors`.

    `reads`: the call cannot have changed anything.
    """
    if not answer.ok:
        raise _of_status(answer, now=now, reads=reads)
    try:
        outer = Record(answer.json(), "answer")
    except ProtocolError as err:
        raise err if reads else OutcomeUnknown(err.detail) from None
    if outer.flag("success") is True:
        return outer
    number = number_of(outer, "code")
    if number is None:
        raise ProtocolError("no code") if reads else OutcomeUnknown("no code")
    if number in {SIGN_INVALID, TIME_INVALID} and _is_skewed(outer, now):
        raise NotPermitted(f"number {number}", reason=Reason.CLOCK_WRONG)
    raise error_of(number, reads=reads, retry_after=_wait(answer, number, now))


def happened(outer: Record) -> bool | None:
    """Return a `result` that is true or false, as text too; None for anything else."""
    value = outer.get("result")
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _is_skewed(outer: Record, now: datetime) -> bool:
    """Return whether our clock is wrong by that of the cloud."""
    theirs = moment_of(outer, "t")
    return theirs is not None and abs(theirs - now) > _SKEW


def _wait(answer: Response, number: int, now: datetime) -> float | None:
    """Return how long to wait, None when nobody says."""
    if number in QUOTA_USED:
        return min((_next_month(now) - now).total_seconds(), LONGEST_WAIT)
    return retry_after(answer.headers, now)


def _next_month(now: datetime) -> datetime:
    year, month = divmod(now.year * 12 + now.month, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def _of_status(answer: Response, *, now: datetime, reads: bool) -> VendorError:
    """Return the error of an HTTP status; the cloud itself answers 200 to everything.

    A gateway before it says 401 or 403 to a token that it does not like.
    """
    status, detail = answer.status, f"HTTP {answer.status}"
    if status in {401, 403}:
        return TokenRefused(detail)
    if status == 429:
        return RateLimited(detail, retry_after=retry_after(answer.headers, now))
    if reads:
        return (CloudUnreachable if status >= 500 else ProtocolError)(detail)
    refused = 400 <= status < 500 and status != 408
    return (RejectedError if refused else OutcomeUnknown)(detail)
