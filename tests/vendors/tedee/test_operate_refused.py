"""Commands that the cloud refuses, and why."""

import pytest

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockOffline,
    NotFound,
    NotPermitted,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import Reply

from .operating import (
    GONE,
    LOCKED,
    commands,
    operate,
    state,
)
from .payloads import Json, bridge, lock
from .script import Script, refused

GUEST: Json = {"accessLevel": 0, "accessDetails": {"remoteAccessDisabled": False}}
LOCAL: Json = {"accessLevel": 1, "accessDetails": {"remoteAccessDisabled": True}}


@pytest.mark.parametrize(
    ("home", "status", "error", "reason"),
    [
        ({}, 401, AuthError, Reason.SIGNED_OUT),
        ({}, 403, NotPermitted, Reason.SCOPE_MISSING),
        (GUEST, 403, NotPermitted, Reason.NOT_PERMITTED),
        (LOCAL, 403, NotPermitted, Reason.REMOTE_DISABLED),
        ({}, 404, NotFound, Reason.NOT_FOUND),
        ({}, 409, RejectedError, Reason.LOCK_BUSY),
        ({}, 423, RejectedError, Reason.LOCK_BUSY),
        ({}, 428, LockOffline, Reason.LOCK_OFFLINE),
        ({}, 429, RateLimited, Reason.RATE_LIMITED),
        ({}, 400, RejectedError, Reason.REJECTED),
        ({}, 405, RejectedError, Reason.REJECTED),
    ],
)
async def test_refusals(
    script: Script,
    home: Json,
    status: int,
    error: type[VendorError],
    reason: Reason,
) -> None:
    """Sent once; the reason is as precise as what is known allows."""
    script.home(lock(**home))
    with pytest.raises(error) as caught:
        await operate(
            script,
            Operation.UNLOCK,
            sent=refused(status),
            sync=[state(LOCKED, new=False)],
        )
    assert type(caught.value) is error
    assert caught.value.reason is reason
    assert len(commands(script)) == 1


@pytest.mark.parametrize(
    ("sync", "error", "reason"),
    [
        (
            GONE,
            LockOffline,
            Reason.LOCK_OFFLINE,
        ),
        (state(0), Unsupported, Reason.NOT_CALIBRATED),
        (None, RejectedError, Reason.REJECTED),
    ],
)
async def test_a_refusal_explained_by_the_lock(
    script: Script, sync: Reply, error: type[VendorError], reason: Reason
) -> None:
    """The API does not document its own reasons."""
    with pytest.raises(error) as caught:
        await operate(script, Operation.UNLOCK, sent=refused(400), sync=[sync])
    assert type(caught.value) is error
    assert caught.value.reason is reason


async def test_refused_because_it_is_there_already(script: Script) -> None:
    """Locking is valid from unlocked only (Tedee API docs, operate locks)."""
    result = await operate(
        script, Operation.LOCK, sent=refused(400), sync=[state(LOCKED, new=False)]
    )
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=BoltState.LOCKED)


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ({"bridges": [bridge(isConnected=False)]}, Reason.GATEWAY_OFFLINE),
        ({"bridges": [bridge(isConnected=True)]}, Reason.LOCK_OFFLINE),
        ({"bridges": []}, Reason.LOCK_OFFLINE),
    ],
)
async def test_why_a_lock_is_out_of_reach(
    script: Script, home: Json, reason: Reason
) -> None:
    """By what is known of its bridge."""
    script.home(**home)
    with pytest.raises(LockOffline) as caught:
        await operate(
            script,
            Operation.LOCK,
            sent=refused(428),
            sync=[state(LOCKED)],
        )
    assert caught.value.reason is reason
