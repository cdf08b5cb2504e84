"""Opening: by the way that the lock takes, once, in time, or not at all."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    LockBusy,
    LockOffline,
    NotPermitted,
    OperationFailed,
    OutcomeUnknown,
    RateLimited,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.lock import BoltState, Reachability
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import Reply

from .payloads import (
    AT,
    OTHER_DEVICE,
    Json,
    device,
    keypad,
    points,
    refusal,
    sleeper,
    specification,
    tokens,
)
from .script import (
    CHANNEL,
    COMMANDS,
    DOOR_TICKET,
    OPEN,
    OPERATE,
    REMOTE,
    SPECIFICATION,
    STATUS,
    TICKET,
    TOKEN,
    Script,
    refused,
    said,
)

YES, NO = said(True), said(False)  # noqa: FBT003 - results
SOON = timedelta(seconds=15)
UNLOCKED = said(points(lock_motor_state=True))
OFF = [{"remote_unlock_type": "remoteUnlockWithoutPwd", "open": False}]

GATE = f"/v1.0/devices/{OTHER_DEVICE}"
PROPERTIES = f"/v2.0/cloud/thing/{OTHER_DEVICE}/shadow/properties"


async def unlock(script: Script, *replies: Reply) -> CommandResult:
    """Unlock in a cloud that answers as given; the lock reports that it is open."""
    cloud, lock = await script.connected()
    script.on("POST", OPERATE, *replies)
    script.on("GET", STATUS, UNLOCKED)
    return await cloud.operate(lock.id, Operation.UNLOCK, deadline=script.now + SOON)


async def test_confirmed_by_the_data_point(script: Script) -> None:
    """A ticket, the command, a look: the cloud's own word is no proof."""
    result = await unlock(script, YES)
    assert result == CommandResult(outcome=Outcome.CONFIRMED, bolt=BoltState.UNLOCKED)
    assert script.asked == [f"POST {DOOR_TICKET}", f"POST {OPERATE}", f"GET {STATUS}"]
    assert script.body(OPERATE) == {"ticket_id": "6k8vsH00", "open": True}


async def test_locking(script: Script) -> None:
    """The same, the other way round."""
    cloud, lock = await script.connected()
    script.on("POST", OPERATE, YES)
    script.on("GET", STATUS, said(points(lock_motor_state=False)))
    result = await cloud.operate(lock.id, Operation.LOCK)
    assert result.bolt is BoltState.LOCKED
    assert script.body(OPERATE)["open"] is False


async def test_accepted_while_nothing_is_reported(script: Script) -> None:
    """Three looks, and then it is in motion for all that is known."""
    cloud, lock = await script.connected()
    script.on("POST", OPERATE, YES)
    result = await cloud.operate(lock.id, Operation.UNLOCK)
    assert result.outcome is Outcome.ACCEPTED
    assert script.asked.count(f"GET {STATUS}") == 3


async def test_false_in_a_success(script: Script) -> None:
    """Is not sent again, and is a failure unless the lock says that it moved."""
    assert (await unlock(script, NO)).outcome is Outcome.CONFIRMED
    script.on("GET", STATUS, said(points(lock_motor_state=False)))
    cloud, lock = await script.connected()
    with pytest.raises(OperationFailed) as caught:
        await cloud.operate(lock.id, Operation.UNLOCK)
    assert caught.value.reason is Reason.NOT_MOVED
    assert script.writes == [f"POST {OPERATE}"]


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (None, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (refused({}, 504), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (refused(refusal(500)), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (refused(refusal(4711)), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (refused(refusal(2001)), LockOffline, Reason.LOCK_OFFLINE),
        (refused(refusal(1103)), LockOffline, Reason.LOCK_OFFLINE),
        (refused(refusal(2328)), LockBusy, Reason.LOCK_BUSY),
        (refused(refusal(1111)), LockBusy, Reason.LOCK_BUSY),
        (refused(refusal(1199)), RateLimited, Reason.RATE_LIMITED),
        (refused(refusal(28841101)), NotPermitted, Reason.SUBSCRIPTION_MISSING),
    ],
)
async def test_refused(
    script: Script, reply: Reply, error: type[VendorError], reason: Reason
) -> None:
    """Sent once, by one way."""
    with pytest.raises(error) as caught:
        await unlock(script, reply)
    assert caught.value.reason is reason
    assert script.writes == [f"POST {OPERATE}"]


async def test_offline_is_remembered(script: Script) -> None:
    """And not sent again before the lock is back."""
    with pytest.raises(LockOffline):
        await unlock(script, refused(refusal(2001)))
    cloud, lock = await script.connected(device(online=False))
    assert lock.reachability is Reachability.OFFLINE
    with pytest.raises(LockOffline):
        await cloud.operate(lock.id, Operation.UNLOCK)
    assert not script.asked


@pytest.mark.parametrize("number", [1109, 2003, 2004, 2008, 2009])
async def test_another_way(script: Script, number: int) -> None:
    """Only after a refusal, with a ticket of its own; it is remembered."""
    cloud, lock = await script.connected()
    script.on("POST", OPERATE, refused(refusal(number)))
    script.on("POST", OPEN, YES)
    script.on("GET", STATUS, UNLOCKED)
    await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.asked[:4] == [
        f"POST {DOOR_TICKET}",
        f"POST {OPERATE}",
        f"POST {TICKET}",
        f"POST {OPEN}",
    ]
    script.server.asked.clear()
    await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.writes == [f"POST {OPEN}"]


async def test_true_as_a_text(script: Script) -> None:
    """The last thing to try."""
    cloud, lock = await script.connected()
    script.on("POST", OPERATE, refused(refusal(1109)), YES)
    script.on("POST", OPEN, refused(refusal(1109)))
    script.on("GET", STATUS, UNLOCKED)
    await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.body(OPERATE)["open"] == "true"


@pytest.mark.parametrize("number", [1106, 1109])
async def test_switched_off_in_the_app(script: Script, number: int) -> None:
    """Asked only after the refusal, to explain it."""
    cloud, lock = await script.connected()
    for path in (OPERATE, OPEN):
        script.on("POST", path, refused(refusal(number)))
    script.on("GET", REMOTE, said(OFF[0]))
    with pytest.raises(NotPermitted) as caught:
        await cloud.operate(lock.id, Operation.UNLOCK)
    assert caught.value.reason is Reason.REMOTE_DISABLED


async def test_token_refused(script: Script) -> None:
    """With another token and another ticket, once."""
    cloud, lock = await script.connected()
    script.on("GET", f"{TOKEN}/refresh-1bd2a2", said(tokens(access_token="access-2")))
    script.on("POST", OPERATE, refused(refusal(1010)), YES)
    script.on("GET", STATUS, UNLOCKED)
    await cloud.operate(lock.id, Operation.UNLOCK)
    assert script.asked.count(f"POST {DOOR_TICKET}") == 2
    assert script.asked.count(f"POST {OPERATE}") == 2


async def test_too_late(script: Script) -> None:
    """No door opens by surprise."""
    cloud, lock = await script.connected()
    late = script.now - timedelta(seconds=1)
    with pytest.raises(LockBusy) as caught:
        await cloud.operate(lock.id, Operation.UNLOCK, deadline=late)
    assert caught.value.reason is Reason.TOO_LATE
    assert not script.asked


async def test_no_latch(script: Script) -> None:
    """None of these locks can be told to pull one."""
    cloud, lock = await script.connected()
    with pytest.raises(Unsupported):
        await cloud.operate(lock.id, Operation.OPEN)
    assert not script.asked


async def test_keypad_opens_by_its_channel(script: Script) -> None:
    """It reports no bolt, and its door locks by itself."""
    script.home(keypad())
    script.on("GET", SPECIFICATION, said(specification(status=[])))
    cloud, lock = await script.connected()
    script.on("POST", CHANNEL, YES)
    result = await cloud.operate(lock.id, Operation.UNLOCK)
    assert result.outcome is Outcome.ACCEPTED
    assert script.body(CHANNEL) == {"ticket_id": "6k8vsH00", "channel_id": 1}
    states = await cloud.states({lock.id: lock})
    assert states[lock.id].bolt is BoltState.UNLOCKED
    script.now += timedelta(seconds=31)
    assert (await cloud.states({lock.id: lock}))[lock.id].bolt is BoltState.LOCKED


async def test_bluetooth_lock_by_its_data_point(script: Script) -> None:
    """Where the call for locking is refused."""
    status = points(lock_motor_state=True, manual_lock=False)
    cloud, lock = await script.connected(device(status=status))
    script.on("POST", OPERATE, refused(refusal(2008)))
    script.on("POST", COMMANDS, YES)
    script.on("GET", STATUS, said(points(lock_motor_state=False)))
    result = await cloud.operate(lock.id, Operation.LOCK)
    assert result.outcome is Outcome.CONFIRMED
    assert script.body(COMMANDS) == {
        "commands": [{"code": "manual_lock", "value": True}]
    }


def asking(seconds: object = 60, ago: int = 5, **changes: object) -> list[Json]:
    """Return a countdown that a lock reported some seconds ago."""
    item = {"code": "unlock_request", "value": seconds, "time": AT - ago * 1000}
    return [{**item, **changes}]


@pytest.mark.parametrize(
    "properties",
    [
        [],
        asking(0),
        asking(60, ago=61),
        asking(91),
        asking(time=None),
        asking("x"),
        [{"code": "doorbell", "value": 60, "time": AT}],
    ],
)
async def test_nobody_rings_at_a_sleeper(
    script: Script, properties: list[Json]
) -> None:
    """Refused before anything is sent; a countdown without a time is not believed."""
    cloud, lock = await script.connected(sleeper())
    script.on("GET", PROPERTIES, said({"properties": properties}))
    for call in (
        cloud.operate(lock.id, Operation.UNLOCK),
        cloud.answer_request(lock.id, accept=True),
        cloud.answer_request(lock.id, accept=False),
    ):
        with pytest.raises(LockOffline) as caught:
            await call
        assert caught.value.reason is Reason.LOCK_ASLEEP
    assert not script.writes


@pytest.mark.parametrize("time", [AT - 5000, AT // 1000 - 5])
@pytest.mark.parametrize("accept", [True, False])
async def test_somebody_rings(script: Script, time: int, accept: bool) -> None:
    """The lock is answered; its time comes in seconds or in milliseconds."""
    cloud, lock = await script.connected(sleeper())
    script.on("GET", PROPERTIES, said({"properties": asking(time=time)}))
    script.on("POST", f"{GATE}/commands", YES)
    await cloud.answer_request(lock.id, accept=accept)
    assert script.body(f"{GATE}/commands") == {
        "commands": [{"code": "reply_unlock_request", "value": accept}]
    }
    script.on("GET", PROPERTIES, said({"properties": []}))
    with pytest.raises(LockOffline):
        await cloud.answer_request(lock.id, accept=accept)


@pytest.mark.parametrize("accept", [True, False])
async def test_a_request_is_answered_once(script: Script, accept: bool) -> None:
    """However it is told again: the answer may have arrived although it was lost."""
    cloud, lock = await script.connected(sleeper())
    script.on("GET", PROPERTIES, said({"properties": asking()}))
    script.on("POST", f"{GATE}/commands", refused(refusal(500)))
    with pytest.raises(OutcomeUnknown):
        await cloud.answer_request(lock.id, accept=accept)
    script.on("GET", PROPERTIES, said({"properties": asking(57, ago=1)}))
    with pytest.raises(LockOffline):
        await cloud.answer_request(lock.id, accept=accept)
    assert len(script.writes) == 1
    script.on("GET", PROPERTIES, said({"properties": asking(80, ago=1)}))
    script.on("POST", f"{GATE}/commands", YES)
    await cloud.answer_request(lock.id, accept=accept)


async def test_a_request_that_was_not_answered(script: Script) -> None:
    """Nothing was done, so whoever is at the door still waits."""
    cloud, lock = await script.connected(sleeper())
    script.on("GET", PROPERTIES, said({"properties": asking()}))
    script.on("POST", f"{GATE}/commands", refused(refusal(2001)))
    with pytest.raises(LockOffline):
        await cloud.answer_request(lock.id, accept=False)
    script.on("POST", f"{GATE}/commands", YES)
    await cloud.answer_request(lock.id, accept=False)


async def test_unlocked_while_somebody_rings(script: Script) -> None:
    """The lock is awake then."""
    cloud, lock = await script.connected(sleeper())
    script.on("GET", PROPERTIES, said({"properties": asking()}))
    path = OPERATE.replace("vdevo12454656", OTHER_DEVICE)
    script.on("POST", path, YES)
    result = await cloud.operate(lock.id, Operation.UNLOCK)
    assert result.outcome is Outcome.ACCEPTED
    assert script.writes == [f"POST {path}"]


async def test_reject_without_a_data_point(script: Script) -> None:
    """By the call for it."""
    status = points(unlock_request=0, battery_state="high")
    cloud, lock = await script.connected(sleeper(status=status))
    script.on("GET", PROPERTIES, said({"properties": asking()}))
    path = f"{GATE}/door-lock/password-free/open-door/cancel"
    script.on("PUT", path, YES)
    await cloud.answer_request(lock.id, accept=False)
    assert script.body(path) == {"type": 1}
    cloud, lock = await script.connected(device())
    with pytest.raises(Unsupported):
        await cloud.answer_request(lock.id, accept=True)
