"""Moving a bolt: literal commands, one request, and every status of the table."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import Operation, Outcome
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OperationFailed,
    OutcomeUnknown,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.reason import Reason

from .payloads import LOCK_ID, lock, operated
from .script import CAPABILITIES, STATUS, L, R, Script, refused, said

LINUS = 17
UNLOCK = f"PUT {R}/unlock"


@pytest.mark.parametrize(
    ("operation", "command", "state", "bolt"),
    [
        (Operation.LOCK, "lock", "kAugLockState_Locked", BoltState.LOCKED),
        (Operation.LOCK, "lock", "kAugLockState_SecureMode", BoltState.LOCKED),
        (Operation.UNLOCK, "unlock", "kAugLockState_Unlocked", BoltState.UNLOCKED),
        (Operation.OPEN, "unlatch", "kAugLockState_Unlatched", BoltState.OPEN),
        (Operation.OPEN, "unlatch", "kAugLockState_Unlocked", BoltState.UNLOCKED),
    ],
)
async def test_each_operation_is_the_command_of_its_name(
    script: Script, operation: Operation, command: str, state: str, bolt: BoltState
) -> None:
    """Unlock is unlock and open is unlatch, also where core exchanges them."""
    script.home(Type=LINUS)
    script.on("PUT", f"{R}/{command}", said(operated(state)))
    cloud, _ = await script.connected()
    result = await cloud.operate(LOCK_ID, operation)
    assert (result.outcome, result.bolt) == (Outcome.CONFIRMED, bolt)
    assert script.asked == [f"PUT {R}/{command}"]
    assert script.server.asked[0].body == b"{}"
    assert script.server.asked[0].headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (403, NotPermitted, Reason.NOT_PERMITTED),
        (404, NotFound, Reason.NOT_FOUND),
        (408, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (409, LockOffline, Reason.GATEWAY_MISSING),
        (410, Unsupported, Reason.NOT_SUPPORTED),
        (412, LockOffline, Reason.GATEWAY_MISSING),
        (415, RejectedError, Reason.REJECTED),
        (422, LockOffline, Reason.GATEWAY_OFFLINE),
        (429, RateLimited, Reason.RATE_LIMITED),
        (500, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (501, Unsupported, Reason.NOT_SUPPORTED),
        (502, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (504, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (530, OperationFailed, Reason.JAMMED),
        (531, OperationFailed, Reason.JAMMED),
        (532, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (541, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (550, OperationFailed, Reason.NOT_MOVED),
        (551, OperationFailed, Reason.NOT_MOVED),
        (560, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (565, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
    ],
)
async def test_statuses(
    script: Script, status: int, error: type[VendorError], reason: Reason
) -> None:
    """Each has its meaning, and none of these is a reason to send it again."""
    script.on("PUT", f"{R}/unlock", refused(status))
    cloud, _ = await script.connected()
    with pytest.raises(error) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert type(caught.value) is error
    assert caught.value.reason is reason
    assert script.asked == [UNLOCK]


async def test_page_of_a_firewall(script: Script) -> None:
    """It is no word of the cloud about rights."""
    script.on("PUT", f"{R}/unlock", said(b"<html>Attention Required!</html>", 403))
    cloud, _ = await script.connected()
    with pytest.raises(CloudUnreachable):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert script.asked == [UNLOCK]


@pytest.mark.parametrize("status", [423, 460])
async def test_busy_is_waited_out(script: Script, status: int) -> None:
    """The bridge is in use: nothing was sent to the lock."""
    replies = [refused(status), refused(status), said(operated())]
    script.on("PUT", f"{R}/unlock", *replies)
    cloud, _ = await script.connected()
    result = await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert result.outcome is Outcome.CONFIRMED
    assert script.asked == [UNLOCK] * 3
    assert script.waits == [2.0, 4.0]


async def test_nothing_is_sent_too_late(script: Script) -> None:
    """A door does not open when nobody stands there any more."""
    script.on("PUT", f"{R}/unlock", refused(423))
    cloud, _ = await script.connected()
    deadline = script.now + timedelta(seconds=3)
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK, deadline=deadline)
    assert caught.value.reason is Reason.TOO_LATE
    assert script.asked == [UNLOCK] * 2


async def test_always_busy(script: Script) -> None:
    """A few times, and then it is told."""
    script.on("PUT", f"{R}/unlock", refused(423))
    cloud, _ = await script.connected()
    with pytest.raises(LockBusy):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert script.asked == [UNLOCK] * 4


async def test_dropped_connection(script: Script) -> None:
    """A PUT that nobody answers is one PUT."""
    script.on("PUT", f"{R}/unlock", None)
    cloud, _ = await script.connected()
    with pytest.raises(OutcomeUnknown):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert script.asked == [UNLOCK]


@pytest.mark.parametrize(
    "state", ["FAILED_BRIDGE_ERROR_LOCK_JAMMED", "kAugLockState_UnknownStaticPosition"]
)
async def test_jam_in_a_success(script: Script, state: str) -> None:
    """The status of HTTP is not all that counts."""
    script.on("PUT", f"{R}/unlock", said(operated(state)))
    cloud, _ = await script.connected()
    with pytest.raises(OperationFailed) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert caught.value.reason is Reason.JAMMED


async def test_where_it_was_before(script: Script) -> None:
    """An answer that shows the old state says that nothing moved."""
    script.on("PUT", f"{R}/unlock", said(operated("kAugLockState_Locked")))
    cloud, _ = await script.connected()
    with pytest.raises(OperationFailed) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert caught.value.reason is Reason.NOT_MOVED


@pytest.mark.parametrize(
    "reply",
    [
        said(None, 202),
        said({"info": {"lockStatusChanged": True}}),
        said(operated("kAugLockState_Unlocking")),
        said(operated("unknown")),
    ],
    ids=["asynchronous", "without a state", "moving", "not known"],
)
async def test_an_answer_that_does_not_tell_the_end(
    script: Script, reply: bytes
) -> None:
    """Then the state is read, until it shows it."""
    script.on("PUT", f"{R}/unlock", reply)
    cloud, _ = await script.connected()
    states = [said({"status": "locked"}), said({"status": "unlocked"})]
    script.on("GET", STATUS, *states)
    result = await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert (result.outcome, result.bolt) == (Outcome.CONFIRMED, BoltState.UNLOCKED)
    assert script.asked == [UNLOCK, *[f"GET {STATUS}"] * 2]


async def test_an_end_that_nobody_tells(script: Script) -> None:
    """It was taken, and more is not known."""
    script.on("PUT", f"{R}/lock", said(None, 202))
    cloud, _ = await script.connected()
    result = await cloud.operate(LOCK_ID, Operation.LOCK)
    assert (result.outcome, result.bolt) == (Outcome.ACCEPTED, None)


async def test_a_jam_that_is_seen_later(script: Script) -> None:
    """What is read afterwards counts as much as an answer."""
    script.on("PUT", f"{R}/unlock", said(None, 202))
    cloud, _ = await script.connected()
    script.on("GET", STATUS, said({"status": "kAugLockState_UnknownStaticPosition"}))
    with pytest.raises(OperationFailed):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)


async def test_a_jam_of_before(script: Script) -> None:
    """It says nothing about this command."""
    script.on("PUT", f"{R}/unlock", refused(531), said(None, 202))
    cloud, _ = await script.connected()
    with pytest.raises(OperationFailed):
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    script.on("GET", STATUS, said({"status": "unlocked"}))
    result = await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert result.outcome is Outcome.CONFIRMED


async def test_looks_that_fail(script: Script) -> None:
    """The command was taken all the same."""
    script.on("PUT", f"{R}/unlock", said(None, 202))
    cloud, _ = await script.connected()
    script.on("GET", STATUS, refused(503))
    result = await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert result.outcome is Outcome.ACCEPTED


async def test_open_needs_a_latch(script: Script) -> None:
    """Nothing is sent to a lock that has none."""
    cloud, _ = await script.connected()
    with pytest.raises(Unsupported):
        await cloud.operate(LOCK_ID, Operation.OPEN)
    assert script.asked == []


async def test_capabilities_know_better_than_the_type(script: Script) -> None:
    """What the cloud says of a latch is believed."""
    script.home(Type=LINUS)
    script.on("GET", CAPABILITIES, said({"lock": {"unlatch": False}}))
    cloud, _ = await script.connected()
    with pytest.raises(Unsupported):
        await cloud.operate(LOCK_ID, Operation.OPEN)


async def test_lock_without_a_bridge(script: Script) -> None:
    """It cannot be told anything, so nothing is sent."""
    without = lock()
    del without["Bridge"]
    script.on("GET", L, said(without))
    cloud, _ = await script.connected()
    with pytest.raises(LockOffline) as caught:
        await cloud.operate(LOCK_ID, Operation.UNLOCK)
    assert caught.value.reason is Reason.GATEWAY_MISSING
    assert script.asked == []


async def test_a_guest_may_try(script: Script) -> None:
    """Whose lock it is does not decide; the cloud does."""
    script.home("user")
    script.on("PUT", f"{R}/unlock", said(operated()))
    cloud, guest = await script.connected()
    assert guest.code_rules is None
    assert (await cloud.operate(LOCK_ID, Operation.UNLOCK)).bolt is BoltState.UNLOCKED


async def test_signal_and_door_of_an_answer(script: Script) -> None:
    """What it tells beside the bolt is kept."""
    reply = operated(doorState="kAugDoorState_Open")
    script.on("PUT", f"{R}/unlock", said(reply))
    cloud, _ = await script.connected()
    await cloud.operate(LOCK_ID, Operation.UNLOCK)
    facts = await cloud._known.facts(LOCK_ID)
    assert facts.lock.signal_strength == -67
    assert facts.lock.door == "open"
