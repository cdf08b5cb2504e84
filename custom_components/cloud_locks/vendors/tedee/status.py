"""HTTP statuses as errors: one table for each family of endpoints.

Tedee documents statuses for PINs only (Tedee API docs, lock PIN); for everything else
the tables hold what clients have met. Bodies of failures are not documented, so their
texts are not looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
import re
from typing import Final

from ...model.errors import (
    AuthError,
    CapacityFull,
    CloudUnreachable,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    VendorError,
)
from ...model.reason import Reason
from .._http import Response
from .._retry import retry_after
from .facts import LockFacts

_CORRELATION: Final = re.compile(r"[\w-]{1,64}", re.ASCII)

type Cause = Reason | Callable[[LockFacts], Reason] | None
type Row = tuple[type[VendorError], Cause]


def _forbidden(facts: LockFacts) -> Reason:
    return facts.forbidden_because


def _immovable(facts: LockFacts) -> Reason:
    return facts.immovable_because


def _unreachable(facts: LockFacts) -> Reason:
    return facts.unreachable_because


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Endpoints that fail alike; `writes`: a call may have changed something."""

    rows: Mapping[int, Row]
    writes: bool = False


_EVERYWHERE: Mapping[int, Row] = {401: (AuthError, None)}

ACCOUNT = Family(
    # The account may always list its devices, so only a scope can be missing.
    rows={**_EVERYWHERE, 403: (NotPermitted, Reason.SCOPE_MISSING)},
)

LOCK = Family(
    rows={**_EVERYWHERE, 403: (NotPermitted, _forbidden), 404: (NotFound, None)},
)

ACTIVITY = Family(
    # Guests are shown less, not refused, so only a scope can be missing.
    rows={
        **_EVERYWHERE,
        403: (NotPermitted, Reason.SCOPE_MISSING),
        404: (NotFound, None),
    },
)

OPERATE = Family(
    writes=True,
    rows={
        **_EVERYWHERE,
        403: (NotPermitted, _immovable),
        404: (NotFound, None),
        408: (OutcomeUnknown, None),
        # Nobody says that a busy lock was not told, so this is no `LockBusy`, which
        # would allow to send the command again.
        409: (RejectedError, Reason.LOCK_BUSY),
        423: (RejectedError, Reason.LOCK_BUSY),
        428: (LockOffline, _unreachable),
    },
)

PEOPLE = Family(
    # Who may manage a lock may see its people, so only a scope can be missing.
    rows={**_EVERYWHERE, 403: (NotPermitted, _forbidden), 404: (NotFound, None)},
)

PEOPLE_WRITE = Family(
    writes=True,
    # Not documented is also what is refused by a status; it was refused all the same.
    rows={**PEOPLE.rows, 408: (OutcomeUnknown, None)},
)

SETTINGS = Family(
    writes=True,
    rows={
        **_EVERYWHERE,
        403: (NotPermitted, _forbidden),
        404: (NotFound, None),
        408: (OutcomeUnknown, None),
        # Somebody else's change came first: nothing of this one was written.
        409: (LockBusy, None),
    },
)

_PINS: Mapping[int, Row] = {
    **_EVERYWHERE,
    403: (NotPermitted, _forbidden),
    404: (NotFound, None),
    409: (LockBusy, None),
    428: (LockOffline, _unreachable),
}

PIN_READ = Family(rows={**_PINS, 408: (LockOffline, None)})

PIN_WRITE = Family(
    writes=True,
    rows={
        **_PINS,
        400: (InvalidCode, None),
        406: (DuplicateCode, None),
        408: (OutcomeUnknown, None),
        412: (CapacityFull, None),
        # What the documentation called 412 until May 2026.
        422: (CapacityFull, None),
    },
)


def check(
    response: Response,
    family: Family,
    *,
    now: datetime,
    facts: LockFacts | None = None,
) -> None:
    """Raise the error of an answer that is no success.

    `facts` of the lock that the call is about make the reason more precise.
    """
    if response.ok:
        return
    detail = _detail(response)
    if response.status == 429:
        raise RateLimited(detail, retry_after=retry_after(response.headers, now))
    error, cause = family.rows.get(response.status) or _other(response.status, family)
    raise error(detail, reason=_reason(cause, facts))


def _detail(response: Response) -> str:
    """Return the status and what Tedee's support asks for."""
    correlation = response.headers.get("X-Correlation-ID", "")
    if not _CORRELATION.fullmatch(correlation):
        return f"HTTP {response.status}"
    return f"HTTP {response.status}, correlation {correlation}"


def _reason(cause: Cause, facts: LockFacts | None) -> Reason | None:
    if not callable(cause):
        return cause
    return None if facts is None else cause(facts)


def _other(status: int, family: Family) -> Row:
    """Return what a status means that no table has.

    Who was refused (4xx) was not served. Anything else says nothing about a write.
    """
    if family.writes:
        return (RejectedError if 400 <= status < 500 else OutcomeUnknown), None
    return (CloudUnreachable if status >= 500 else ProtocolError), None
