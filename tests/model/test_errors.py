"""Errors are split by what a caller does next."""

import pytest

from custom_components.cloud_locks.model import errors
from custom_components.cloud_locks.model.reason import Reason

_TREE = {
    errors.VendorError: Exception,
    errors.AuthError: errors.VendorError,
    errors.VerificationRequired: errors.AuthError,
    errors.TransientError: errors.VendorError,
    errors.CloudUnreachable: errors.TransientError,
    errors.RateLimited: errors.TransientError,
    errors.LockOffline: errors.TransientError,
    errors.LockBusy: errors.TransientError,
    errors.RejectedError: errors.VendorError,
    errors.Unsupported: errors.RejectedError,
    errors.InvalidCode: errors.RejectedError,
    errors.DuplicateCode: errors.RejectedError,
    errors.CapacityFull: errors.RejectedError,
    errors.NotFound: errors.RejectedError,
    errors.NotPermitted: errors.RejectedError,
    errors.OperationFailed: errors.VendorError,
    errors.OutcomeUnknown: errors.VendorError,
    errors.ProtocolError: errors.VendorError,
}


def test_tree_is_closed() -> None:
    """A class outside it would be met by no caller."""
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = {kind for kind in classes if issubclass(kind, errors.VendorError)}
    assert ours == _TREE.keys()
    assert {kind: kind.__base__ for kind in ours} == _TREE


def test_tree_is_drawn() -> None:
    """The picture at the top of the module shows every class."""
    assert errors.__doc__ is not None
    for kind in _TREE:
        assert f"{kind.__name__}" in errors.__doc__.split()[1:] or kind is (
            errors.VendorError
        )


@pytest.mark.parametrize("kind", _TREE, ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence(kind: type[errors.VendorError]) -> None:
    """Without a reason given there is one that a person can read."""
    error = kind("HTTP 400")
    assert isinstance(error.reason, Reason)
    assert str(error) == f"{error.reason}: HTTP 400"
    assert str(kind()) == error.reason


def test_given_reason_wins() -> None:
    """A cloud often knows better than the class."""
    error = errors.LockOffline(reason=Reason.GATEWAY_OFFLINE)
    assert error.reason is Reason.GATEWAY_OFFLINE
    assert errors.LockOffline().reason is Reason.LOCK_OFFLINE


def test_rate_limit_keeps_its_seconds() -> None:
    """What the cloud asks for reaches the scheduler."""
    assert errors.RateLimited(retry_after=30).retry_after == 30
    assert errors.RateLimited().retry_after is None


def test_only_unknown_outcomes_may_have_happened() -> None:
    """Nothing that may be tried again is one of them."""
    again = (errors.TransientError, errors.RejectedError, errors.AuthError)
    assert not issubclass(errors.OutcomeUnknown, again)
    assert not issubclass(errors.OperationFailed, again)
