"""HTTP statuses as errors (August user guide, error codes; what clients met).

Bodies of failures are looked at for two things alone. Whether they are JSON: a firewall
before the cloud answers 403 with a page of HTML. And whether a conflict is about slots.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ...model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OperationFailed,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.reason import Reason
from .._http import Response
from .._retry import retry_after

type Row = tuple[type[VendorError], Reason | None]


class TokenRefused(AuthError):
    """The token was refused: nothing was done, and another one may be tried."""


class Conflict(RejectedError):
    """409: what it means depends on what was asked for.

    `no_room`: its text speaks of slots.
    """

    def __init__(self, detail: str = "", *, no_room: bool = False) -> None:
        """Keep what the text is about."""
        super().__init__(detail)
        self.no_room = no_room


_READS: Final[Mapping[int, Row]] = {
    408: (CloudUnreachable, None),
    422: (LockOffline, Reason.GATEWAY_OFFLINE),
    423: (LockBusy, None),
    460: (LockBusy, None),
}

_WRITES: Final[Mapping[int, Row]] = {
    408: (OutcomeUnknown, None),
    412: (LockOffline, Reason.GATEWAY_MISSING),
    422: (LockOffline, Reason.GATEWAY_OFFLINE),
    423: (LockBusy, None),
    460: (LockBusy, None),
    501: (Unsupported, None),
    530: (OperationFailed, Reason.JAMMED),
    531: (OperationFailed, Reason.JAMMED),
    # Battery too low, too hot: the lock says that it did not turn.
    550: (OperationFailed, Reason.NOT_MOVED),
    551: (OperationFailed, Reason.NOT_MOVED),
}

_EVERYWHERE: Final[Mapping[int, Row]] = {
    401: (TokenRefused, None),
    404: (NotFound, None),
    410: (Unsupported, None),
}


def check(answer: Response, *, now: datetime, reads: bool) -> None:
    """Raise the error of an answer that is no success; errors of `model.errors`."""
    if answer.ok:
        return
    status, detail = answer.status, f"HTTP {answer.status}"
    if status == 429:
        raise RateLimited(detail, retry_after=retry_after(answer.headers, now))
    if status == 403:
        raise _forbidden(answer, detail)
    if status == 409:
        raise Conflict(detail, no_room=b"slot" in answer.body.lower())
    rows = {**_EVERYWHERE, **(_READS if reads else _WRITES)}
    error, reason = rows.get(status) or _other(status, reads=reads)
    raise error(detail, reason=reason)


def _forbidden(answer: Response, detail: str) -> VendorError:
    """Return who forbids it: the cloud, or a firewall that will not always do so."""
    try:
        told = isinstance(answer.json(), dict)
    except ProtocolError:
        told = False
    if told or not answer.body.strip():
        return NotPermitted(detail)
    return CloudUnreachable(f"{detail} from a firewall")


def _other(status: int, *, reads: bool) -> Row:
    """Return what a status means that no table has; 5xx say nothing about a write."""
    if reads:
        return (CloudUnreachable if status >= 500 else ProtocolError), None
    return (RejectedError if 400 <= status < 500 else OutcomeUnknown), None
