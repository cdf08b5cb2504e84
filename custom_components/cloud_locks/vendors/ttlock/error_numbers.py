"""Error numbers as errors: one table for TTLock and Sifely (TTLock docs, error code).

Both use the same numbers; they come as `errcode` or as `code`. What the cloud says in
words is not looked at: it is in two languages and may quote what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
    Unsupported,
    VendorError,
)
from ...model.reason import Reason

INVALID_PARAMETER: Final = -3
OVER_THE_MONTH: Final = 30007

TOKEN_NUMBERS: Final = frozenset({10003, 10004})
"""The token is not known, has ended or was revoked: nothing was done."""


class TokenRefused(AuthError):
    """The token, not the account, was refused: another one may do."""


class InvalidParameter(RejectedError):
    """The cloud does not take one of the values: nothing was done."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a number means."""

    error: type[VendorError]
    reason: Reason | None = None


_NUMBERS: Final[Mapping[int, Row]] = {
    # Signing in.
    10000: Row(AuthError),
    10001: Row(AuthError),
    10003: Row(TokenRefused),
    10004: Row(TokenRefused),
    10007: Row(AuthError),
    10011: Row(AuthError),
    # The account.
    20002: Row(NotPermitted),
    -2018: Row(NotPermitted),
    30006: Row(RateLimited),
    OVER_THE_MONTH: Row(RateLimited),
    30008: Row(NotPermitted, Reason.WRONG_REGION),
    50504: Row(NotPermitted, Reason.SUBSCRIPTION_MISSING),
    80000: Row(NotPermitted, Reason.CLOCK_WRONG),
    # The lock.
    -1003: Row(NotFound),
    -2025: Row(NotPermitted, Reason.LOCK_FROZEN),
    -4043: Row(Unsupported),
    -4056: Row(CapacityFull),
    -4067: Row(LockOffline),
    -4082: Row(RejectedError),
    # The way to it.
    -2012: Row(LockOffline, Reason.GATEWAY_MISSING),
    -3002: Row(LockOffline, Reason.GATEWAY_OFFLINE),
    -3003: Row(LockBusy),
    -3034: Row(LockOffline),
    -3035: Row(LockOffline, Reason.LOCK_ASLEEP),
    -3036: Row(LockOffline),
    -3037: Row(LockBusy),
    -4037: Row(NotFound),
    # Codes.
    -1007: Row(Unsupported),
    -2009: Row(NotFound),
    -3006: Row(InvalidCode),
    -3007: Row(DuplicateCode),
    -3008: Row(RejectedError, Reason.CODE_NOT_USED_YET),
    -3009: Row(CapacityFull),
    # Cards, fingerprints, keys of the app.
    -1008: Row(NotFound),
    -1016: Row(RejectedError, Reason.NAME_IN_USE),
    -1018: Row(NotFound),
    -1021: Row(NotFound),
    -1023: Row(NotFound),
    -1027: Row(NotPermitted),
    -2019: Row(RejectedError, Reason.OWN_ACCESS),
    -2020: Row(RejectedError, Reason.OWNER_PROTECTED),
    -2023: Row(RejectedError),
    -4064: Row(RejectedError, Reason.ACCOUNT_UNKNOWN),
    # What this client asks for in a way that the cloud does not take.
    INVALID_PARAMETER: Row(InvalidParameter),
    -3011: Row(RejectedError),
    -3016: Row(RejectedError),
    -4063: Row(RejectedError),
    30002: Row(RejectedError),
    30003: Row(RejectedError),
    30004: Row(RejectedError),
    30005: Row(RejectedError),
    80002: Row(RejectedError),
}

_OF_READS: Final[Mapping[int, Row]] = {
    1: Row(ProtocolError),
    90000: Row(CloudUnreachable),
}

_OF_WRITES: Final[Mapping[int, Row]] = {
    # "Failed, or no", and a failure inside the cloud: nobody says what the lock did.
    1: Row(OutcomeUnknown),
    90000: Row(OutcomeUnknown),
}


def error_of(
    number: int, *, reads: bool, status: int = 200, retry_after: float | None = None
) -> VendorError:
    """Return what a number other than success means.

    A number that no table has says nothing about a write: it is never sent again.
    """
    detail = f"number {number}" if status == 200 else f"HTTP {status}, number {number}"
    row = _NUMBERS.get(number) or (_OF_READS if reads else _OF_WRITES).get(number)
    if row is None:
        row = Row(ProtocolError if reads else OutcomeUnknown)
    if row.error is RateLimited:
        return RateLimited(detail, retry_after=retry_after)
    return row.error(detail, reason=row.reason)
