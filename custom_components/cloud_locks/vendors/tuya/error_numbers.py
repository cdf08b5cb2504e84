"""Error numbers as errors: one table (Tuya docs, error codes; what clients met).

What the cloud says in words is not looked at: it may quote what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...model.errors import (
    AuthError,
    CloudUnreachable,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.reason import Reason

SIGN_INVALID: Final = 1004
TIME_INVALID: Final = 1013

QUOTA_USED: Final = frozenset({28841004, 28841104})
"""The plan's calls of this month are used up."""


class TokenRefused(AuthError):
    """The token, not the project, was refused: another one may do. Nothing was done."""


class SignatureRefused(TokenRefused):
    """The signature does not fit: another secret, or a mistake of ours.

    Getting another token is signed as well, so it tells which.
    """


class InvalidParameter(RejectedError):
    """The cloud does not take one of the values, and does not say which (1109).

    Also for digits that were encrypted wrongly, and for a ticket that was used.
    """


class WrongLength(InvalidCode):
    """A PIN has a number of digits that the lock does not take."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a number means."""

    error: type[VendorError]
    reason: Reason | None = None


_SUBSCRIPTION: Final = Row(NotPermitted, Reason.SUBSCRIPTION_MISSING)

_NUMBERS: Final[Mapping[int, Row]] = {
    # Signing in.
    1001: Row(AuthError),
    1005: Row(AuthError),
    1008: Row(AuthError),
    1114: Row(AuthError),
    2401: Row(AuthError),
    2406: Row(NotPermitted, Reason.WRONG_REGION),
    SIGN_INVALID: Row(SignatureRefused),
    TIME_INVALID: Row(NotPermitted, Reason.CLOCK_WRONG),
    1002: Row(TokenRefused),
    1010: Row(TokenRefused),
    1011: Row(TokenRefused),
    1012: Row(TokenRefused),
    1400: Row(TokenRefused),
    # What the project may do.
    1106: Row(NotPermitted),
    1108: _SUBSCRIPTION,
    28841001: _SUBSCRIPTION,
    28841002: _SUBSCRIPTION,
    28841003: _SUBSCRIPTION,
    28841004: Row(RateLimited),
    28841005: _SUBSCRIPTION,
    28841101: _SUBSCRIPTION,
    28841102: _SUBSCRIPTION,
    28841103: _SUBSCRIPTION,
    28841104: Row(RateLimited),
    28841105: Row(NotPermitted, Reason.SCOPE_MISSING),
    28841106: _SUBSCRIPTION,
    # Too much at once.
    429: Row(RateLimited),
    1110: Row(RateLimited),
    1113: Row(RateLimited),
    1199: Row(RateLimited),
    # The way to the lock.
    1103: Row(LockOffline),
    2001: Row(LockOffline),
    2328: Row(LockBusy),
    40000801: Row(LockOffline),
    # What is not there, or cannot be done.
    1000: Row(NotFound),
    1051: Row(NotFound),
    2002: Row(NotFound),
    2005: Row(NotFound),
    2006: Row(NotFound),
    2010: Row(NotFound),
    2003: Row(Unsupported),
    2004: Row(Unsupported),
    2008: Row(Unsupported),
    2009: Row(Unsupported),
    2012: Row(Unsupported),
    2314: Row(WrongLength),
    # What this client asks for in a way that the cloud does not take.
    1100: Row(InvalidParameter),
    1101: Row(InvalidParameter),
    1102: Row(InvalidParameter),
    1104: Row(InvalidParameter),
    1109: Row(InvalidParameter),
    1003: Row(RejectedError),
    1006: Row(RejectedError),
    1007: Row(RejectedError),
    1105: Row(RejectedError),
    1107: Row(RejectedError),
    2007: Row(RejectedError),
    **dict.fromkeys(range(2013, 2028), Row(RejectedError)),
}

_OF_READS: Final[Mapping[int, Row]] = {
    500: Row(CloudUnreachable),
    1111: Row(CloudUnreachable),
    1112: Row(CloudUnreachable),
}

_OF_WRITES: Final[Mapping[int, Row]] = {
    # A failure inside the cloud: nobody says what the lock did.
    500: Row(OutcomeUnknown),
    # Busy, and synchronising: refused before anything was done.
    1111: Row(LockBusy),
    1112: Row(LockBusy),
}


def error_of(
    number: int, *, reads: bool, retry_after: float | None = None
) -> VendorError:
    """Return what a number means.

    A number that no table has says nothing about a write: it is never sent again.
    """
    detail = f"number {number}"
    row = _NUMBERS.get(number) or (_OF_READS if reads else _OF_WRITES).get(number)
    if row is None:
        row = Row(ProtocolError if reads else OutcomeUnknown)
    if row.error is RateLimited:
        return RateLimited(detail, retry_after=retry_after)
    return row.error(detail, reason=row.reason)
