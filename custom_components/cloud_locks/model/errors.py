"""Everything that can go wrong with a lock cloud, split by what the caller does next.

VendorError
├─ AuthError                 sign in again; stop asking
│  └─ VerificationRequired   a code was sent to the person
├─ TransientError            nothing was carried out; the same call may work later
│  ├─ CloudUnreachable       no answer to a read, or the connection was refused
│  ├─ RateLimited            ask again after `retry_after` seconds
│  ├─ LockOffline            this lock or its gateway is out of reach; others are fine
│  └─ LockBusy               refused before it was dispatched; may be sent again
├─ RejectedError             the same call will fail again; nothing was carried out
│  ├─ Unsupported            this lock cannot do it
│  ├─ InvalidCode            PIN, name or schedule against the lock's rules
│  ├─ DuplicateCode          the PIN is already on the lock
│  ├─ CapacityFull           no place left on the lock
│  ├─ NotFound               the lock, code or person does not exist (any more)
│  └─ NotPermitted           role, scope, subscription or region forbid it
├─ OperationFailed           the lock tried and said that it did not work (jam)
├─ OutcomeUnknown            it was sent and no answer came: never send it again
└─ ProtocolError             an answer that makes no sense; the outcome is open
"""

from typing import ClassVar

from .reason import Reason


class VendorError(Exception):
    """The root of all errors of lock clouds.

    `reason` selects the sentence that a person reads. `detail` is a short technical
    text for diagnostics (status codes, vendor numbers): never a secret, never a name.
    """

    default_reason: ClassVar[Reason] = Reason.REJECTED

    def __init__(self, detail: str = "", *, reason: Reason | None = None) -> None:
        """Keep the reason and the technical detail."""
        self.reason = reason or self.default_reason
        self.detail = detail
        super().__init__(f"{self.reason}: {detail}" if detail else str(self.reason))


class AuthError(VendorError):
    """The cloud no longer accepts the credentials."""

    default_reason = Reason.SIGNED_OUT


class VerificationRequired(AuthError):
    """The cloud wants a code that it sent to the person."""

    default_reason = Reason.VERIFICATION_REQUIRED


class TransientError(VendorError):
    """Nothing was carried out; the same call may work later."""

    default_reason = Reason.CLOUD_UNREACHABLE


class CloudUnreachable(TransientError):
    """A read got no usable answer, or a connection was never made."""


class RateLimited(TransientError):
    """The account has used up its calls."""

    default_reason = Reason.RATE_LIMITED

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        """Keep how many seconds the cloud asks to wait (None: not said)."""
        super().__init__(detail)
        self.retry_after = retry_after


class LockOffline(TransientError):
    """The lock, its gateway or its keypad is out of reach; nothing was carried out."""

    default_reason = Reason.LOCK_OFFLINE


class LockBusy(TransientError):
    """The lock or gateway works on something else; this call was not dispatched."""

    default_reason = Reason.LOCK_BUSY


class RejectedError(VendorError):
    """The cloud understood and refused; the same call will be refused again."""


class Unsupported(RejectedError):
    """This lock cannot do what was asked."""

    default_reason = Reason.NOT_SUPPORTED


class InvalidCode(RejectedError):
    """The PIN, name or schedule does not fit the lock's rules."""

    default_reason = Reason.PIN_INVALID


class DuplicateCode(RejectedError):
    """The PIN is already on the lock."""

    default_reason = Reason.PIN_IN_USE


class CapacityFull(RejectedError):
    """The lock holds no further code."""

    default_reason = Reason.LIST_FULL


class NotFound(RejectedError):
    """The lock, code, credential or person does not exist (any more)."""

    default_reason = Reason.NOT_FOUND


class NotPermitted(RejectedError):
    """Role, scope, subscription or region forbid it; signing in again does not help."""

    default_reason = Reason.NOT_PERMITTED


class OperationFailed(VendorError):
    """The lock carried the command out and reports that it did not succeed."""

    default_reason = Reason.JAMMED


class OutcomeUnknown(VendorError):
    """The command was sent and its answer was lost: it may have been carried out."""

    default_reason = Reason.OUTCOME_UNKNOWN


class ProtocolError(VendorError):
    """The cloud answered something that its documentation does not know."""

    default_reason = Reason.ANSWER_NOT_UNDERSTOOD
