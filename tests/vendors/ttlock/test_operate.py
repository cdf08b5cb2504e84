"""Moving a bolt: sent once, in its turn, in time, or not at all."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import Asked, Reply

from .payloads import (
    LOCK,
    OTHER,
    Json,
    detail,
    done,
    key,
    lock,
    refusal,
    shared_key,
)
from .script import DETAIL, LOCKS, OF_GATEWAY, STATE, TOKEN, Script, said

UNLOCK, TO_LOCK = "/v3/lock/unlock", "/v3/lock/lock"
OK = said(done())
SOON = timedelta(seconds=15)


async def unlock(script: Script, *replies: Reply) -> CommandResult:
    """Unlock in a cloud that answers as given."""
    cloud, found = await script.connected()
    script.on("POST", UNLOCK, *replies)
    return await cloud.operate(found.id, Operation.UNLOCK, deadline=script.now + SOON)


@pytest.mark.parametrize(
    ("operation", "path"), [(Operation.UNLOCK, UNLOCK), (Operation.LOCK, TO_LOCK)]
)
@pytest.mark.parametrize("reply", [OK, said({"code": 200}), said(b""), said(b"", 204)])
async def test_done(
    script: Script, operation: Operation, path: str, reply: Reply
) -> None:
    """The lock took it; where its bolt is, it says when it is asked."""
    cloud, found = await script.connected()
    script.on("POST", path, reply)
    result = await cloud.operate(found.id, operation)
    assert result == CommandResult(outcome=Outcome.ACCEPTED)
    assert script.asked == [f"POST {path}"]
    assert script.params(path)["lockId"] == "532323"


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (None, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(b"", 408), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(b"", 500), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(b"", 504), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(b"", 302), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(b"<html>"), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said({"success": False}), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(refusal(1)), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(refusal(-9876)), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(refusal(90000)), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(refusal(-2012)), LockOffline, Reason.GATEWAY_MISSING),
        (said({"code": -3002}), LockOffline, Reason.GATEWAY_OFFLINE),
        (said(refusal(-3035)), LockOffline, Reason.LOCK_ASLEEP),
        (said(refusal(-3036)), LockOffline, Reason.LOCK_OFFLINE),
        (said(refusal(-2025)), NotPermitted, Reason.LOCK_FROZEN),
        (said(refusal(-4043)), Unsupported, Reason.REMOTE_DISABLED),
        (said(refusal(-1003)), NotFound, Reason.NOT_FOUND),
        (said(refusal(20002)), NotPermitted, Reason.NOT_PERMITTED),
        (said(refusal(-3)), RejectedError, Reason.REJECTED),
        (said(b"", 400), RejectedError, Reason.REJECTED),
        (said(b"", 402), NotPermitted, Reason.SUBSCRIPTION_MISSING),
        (said(b"", 429), RateLimited, Reason.RATE_LIMITED),
    ],
)
async def test_what_can_go_wrong(
    script: Script, reply: Reply, error: type[VendorError], reason: Reason
) -> None:
    """One command goes out, whatever comes back."""
    with pytest.raises(error) as caught:
        await unlock(script, reply)
    assert caught.value.reason is reason
    assert script.writes == [UNLOCK]


async def test_locking_that_a_lock_cannot(script: Script) -> None:
    """Only of unlocking -4043 says that the app has it switched off."""
    cloud, found = await script.connected()
    script.on("POST", TO_LOCK, said(refusal(-4043)))
    with pytest.raises(Unsupported) as caught:
        await cloud.operate(found.id, Operation.LOCK)
    assert caught.value.reason is Reason.NOT_SUPPORTED


@pytest.mark.parametrize("number", [-3003, -3037])
async def test_busy(script: Script, number: int) -> None:
    """Refused before it was dispatched, so it goes out again, after a while."""
    await unlock(script, said(refusal(number)), said({"code": number}), OK)
    assert script.writes == [UNLOCK] * 3
    assert script.waits == [2, 3]


async def test_busy_until_it_is_too_late(script: Script) -> None:
    """A door that opens later would surprise everybody."""
    cloud, found = await script.connected()
    script.on("POST", UNLOCK, said(refusal(-3003)))
    deadline = script.now + timedelta(seconds=4)
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(found.id, Operation.UNLOCK, deadline=deadline)
    assert caught.value.reason is Reason.TOO_LATE
    assert script.writes == [UNLOCK] * 2


async def test_busy_all_along(script: Script) -> None:
    """Without a deadline the last refusal counts."""
    cloud, found = await script.connected()
    script.on("POST", TO_LOCK, said(refusal(-3003)))
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(found.id, Operation.LOCK)
    assert caught.value.reason is Reason.LOCK_BUSY
    assert script.writes == [TO_LOCK] * 4


async def test_too_late_before_it_began(script: Script) -> None:
    """Nothing was sent, and the error says so."""
    cloud, found = await script.connected()
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(
            found.id, Operation.UNLOCK, deadline=script.now - timedelta(seconds=1)
        )
    assert caught.value.reason is Reason.TOO_LATE
    assert script.asked == []


async def test_too_late_because_of_a_token(script: Script) -> None:
    """Signing in again takes its time too."""
    cloud, found = await script.connected()
    deadline = script.now + SOON
    original = script.server.reply

    def slow(asked: Asked) -> Reply:
        if asked.url.path == TOKEN:
            script.now += timedelta(seconds=20)
        return original(asked)

    script.server.reply = slow
    script.on("POST", UNLOCK, said(refusal(10004)), OK)
    with pytest.raises(LockBusy):
        await cloud.operate(found.id, Operation.UNLOCK, deadline=deadline)
    assert script.writes == [UNLOCK]


async def test_a_refused_token(script: Script) -> None:
    """Nothing was done, so it goes out once more; no third time."""
    await unlock(script, said(refusal(10004)), OK)
    assert script.writes == [UNLOCK] * 2


async def test_signed_out(script: Script) -> None:
    """Then a person has to sign in."""
    with pytest.raises(AuthError):
        await unlock(script, said(b"", 401))
    assert script.writes == [UNLOCK] * 2


@pytest.mark.parametrize(
    ("changes", "operation", "error", "reason"),
    [
        ({}, Operation.OPEN, Unsupported, Reason.NOT_SUPPORTED),
        (
            {"featureValue": "6C4CD1F3"},
            Operation.UNLOCK,
            Unsupported,
            Reason.NOT_SUPPORTED,
        ),
        ({"featureValue": "400"}, Operation.LOCK, Unsupported, Reason.NOT_SUPPORTED),
        ({"hasGateway": 0}, Operation.UNLOCK, LockOffline, Reason.GATEWAY_MISSING),
    ],
)
async def test_what_is_not_even_sent(
    script: Script,
    changes: Json,
    operation: Operation,
    error: type[VendorError],
    reason: Reason,
) -> None:
    """No latch, no such feature, no way to the lock."""
    script.home(lock(**changes), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(detail(**changes)))
    cloud, found = await script.connected()
    with pytest.raises(error) as caught:
        await cloud.operate(found.id, operation)
    assert caught.value.reason is reason
    assert script.asked == []


async def test_a_lock_that_tells_no_features(script: Script) -> None:
    """It may be able to; the cloud knows."""
    script.home(lock(featureValue=...), keys=())
    script.on("GET", DETAIL, said(detail(featureValue=...)))
    cloud, found = await script.connected()
    script.on("POST", UNLOCK, OK)
    await cloud.operate(found.id, Operation.UNLOCK)
    assert script.writes == [UNLOCK]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"remoteEnable": 2}, Reason.REMOTE_DISABLED),
        ({"keyStatus": "110405"}, Reason.NOT_PERMITTED),
        ({"keyStatus": "110402"}, Reason.NOT_PERMITTED),
    ],
)
async def test_keys_that_may_not(script: Script, changes: Json, reason: Reason) -> None:
    """Lent without the right to use it from afar, frozen, or not accepted yet."""
    script.home(keys=(shared_key(**changes),))
    cloud, found = await script.connected()
    assert found.id == OTHER
    with pytest.raises(NotPermitted) as caught:
        await cloud.operate(found.id, Operation.UNLOCK)
    assert caught.value.reason is reason
    assert script.asked == []


async def test_a_lent_key_that_may(script: Script) -> None:
    """0 says nothing about it."""
    script.home(keys=(shared_key(remoteEnable=0),))
    cloud, found = await script.connected()
    script.on("POST", UNLOCK, OK)
    await cloud.operate(found.id, Operation.UNLOCK)
    assert script.writes == [UNLOCK]


async def test_an_owner_is_not_held_to_a_key(script: Script) -> None:
    """The entry of an own lock means another thing."""
    script.home(lock(), keys=(key(remoteEnable=2),))
    assert (await unlock(script, OK)).outcome is Outcome.ACCEPTED


async def test_a_client_that_has_listed_nothing(script: Script) -> None:
    """It lists first."""
    script.on("POST", UNLOCK, OK)
    await script.connect().operate(LOCK, Operation.UNLOCK)
    assert script.asked[1] == f"POST {LOCKS}"


async def test_in_between_the_locks_of_a_gateway(script: Script) -> None:
    """Who wants to come in waits for one answer, not for a whole round of states."""
    many = [lock(lockId=it, lockMac=f"0{it}") for it in range(1, 9)]
    script.home(*many, keys=())
    cloud = script.connect()
    known = (await cloud.inventory()).locks
    script.on("GET", STATE, said({"state": 0, "long": "x" * 200}))
    script.on("POST", UNLOCK, OK)
    script.server.asked.clear()
    script.server.pause = 0.05
    reading = asyncio.create_task(cloud.states(known))
    await asyncio.sleep(0.02)
    await cloud.operate("01", Operation.UNLOCK)
    assert script.asked.index(f"POST {UNLOCK}") <= 2
    assert len(await reading) == 8
