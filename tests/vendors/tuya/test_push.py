"""The message queue: a real WebSocket of the simulator, and messages one by one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
import time

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState, Reachability
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.updates import (
    EnrollmentUpdate,
    EventUpdate,
    GatewayUpdate,
    Hint,
    LockUpdate,
    Update,
)
from custom_components.cloud_locks.vendors import MIDDLEWARES
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud
from custom_components.cloud_locks.vendors.tuya.messages import Messages
from custom_components.cloud_locks.vendors.tuya.push import queue_password
from custom_components.cloud_locks.vendors.tuya.signing import Project
from custom_components.cloud_locks.vendors.tuya.twins import Twins

from .harness import HARNESS, TuyaStage
from .payloads import ACCESS_ID, AT, DEVICE, OTHER_DEVICE, SECRET, Json, device, sleeper
from .script import FORM, PLACES, Script, push_of, said

PATIENCE = 5


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let aiohttp forget its last heartbeat, which finds the connection closed."""
    return True


def test_password_of_the_queue() -> None:
    """By the vector."""
    project = Project(access_id=ACCESS_ID, secret=Secret(SECRET))
    assert queue_password(project) == "7e3ee9916b8f32b8"


@asynccontextmanager
async def listening(
    stage: TuyaStage,
) -> AsyncIterator[tuple[TuyaCloud, AsyncIterator[Update]]]:
    """Return a client that hears the queue, past its first update."""
    async with ClientSession(middlewares=MIDDLEWARES) as session:
        cloud = TuyaCloud(stage.connection(session))
        await cloud.inventory()
        async with aclosing(push_of(cloud).listen()) as updates:  # type: ignore[type-var]  # a generator
            assert await anext(updates) == Hint()
            yield cloud, updates


async def until(updates: AsyncIterator[Update], kind: type[Update]) -> Update:
    """Return the next update of a kind."""
    async with asyncio.timeout(PATIENCE):
        async for update in updates:
            if isinstance(update, kind):
                return update
    raise AssertionError


@pytest.fixture
async def stage(socket_enabled: None) -> AsyncIterator[TuyaStage]:
    """Return the simulator alone."""
    async with HARNESS.stage() as stage:
        yield stage


@pytest.mark.parametrize("cipher", ["gcm", "ecb"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("family", ["legacy", "iot_core", "both"])
async def test_state_at_once(
    stage: TuyaStage, cipher: str, marked: bool, family: str
) -> None:
    """In both families and both ciphers, within 100 ms."""
    stage.control.switch(
        push_cipher=cipher, push_marks_cipher=marked, push_family=family
    )
    async with listening(stage) as (_, updates):
        began = time.monotonic()
        stage.control.report("apartment", "lock_motor_state", value=True)
        update = await until(updates, LockUpdate)
        assert time.monotonic() - began < 0.1
    assert isinstance(update, LockUpdate)
    assert update.lock.bolt is BoltState.UNLOCKED


async def test_everything_is_acknowledged(stage: TuyaStage) -> None:
    """Also what nobody can read: it would come again."""
    async with listening(stage) as (_, updates):
        stage.control.garbage()
        stage.control.alarm("apartment", "pry")
        update = await until(updates, EventUpdate)
        assert isinstance(update, EventUpdate)
        assert update.event.type is EventType.FORCED
        await asyncio.sleep(0.05)
        topics = stage.control.queue()["topics"]
        assert isinstance(topics, dict)
        assert topics["event"]["waiting"] == 0
        assert topics["event"]["acknowledged"] >= 2


async def test_lost_connection_is_told(stage: TuyaStage) -> None:
    """By an error; who listens connects anew and reads everything."""
    async with listening(stage) as (_, updates):
        await stage.control.drop_consumers()
        with pytest.raises(CloudUnreachable):
            await until(updates, LockUpdate)


async def test_no_message_service(stage: TuyaStage) -> None:
    """Neither this nor another topic signs anybody out."""
    stage.control.environment("event-test")
    async with ClientSession(middlewares=MIDDLEWARES) as session:
        cloud = TuyaCloud(stage.connection(session))
        with pytest.raises(NotPermitted):
            await anext(aiter(push_of(cloud).listen()))


async def test_region_without_a_queue(script: Script) -> None:
    """Nothing is tried."""
    cloud = script.connect({**FORM, "region": "sg"})
    with pytest.raises(Unsupported):
        await anext(aiter(push_of(cloud).listen()))
    assert not script.asked


async def test_ring_and_answer(stage: TuyaStage) -> None:
    """Somebody presses the bell of a lock that sleeps, and is let in."""
    async with listening(stage) as (cloud, updates):
        stage.control.ring("street_door", 60)
        update = await until(updates, LockUpdate)
        assert isinstance(update, LockUpdate)
        assert update.lock.reachability is Reachability.ONLINE
        event = await until(updates, EventUpdate)
        assert isinstance(event, EventUpdate)
        assert event.event.type is EventType.OPEN_REQUESTED
        await cloud.answer_request(update.lock.id, accept=True)


async def read(script: Script, *messages: Json) -> list[Update]:
    """Return what messages say to a client with a lock, and a gate that sleeps."""
    cloud, _ = await script.connected(device(), sleeper())
    reader = Messages(cloud._known, Twins(), lambda: script.now)
    return [
        update
        for message in messages
        for update in reader.read(Record({"data": message}, "message"))
    ]


def report(code: str, value: object, seconds: int = 0, of: str = DEVICE) -> Json:
    """Return a message of the older family."""
    status = [{"code": code, "value": value, "t": AT + seconds * 1000, "1": "x"}]
    return {"dataId": "x", "devId": of, "status": status}


def newer(code: str, value: object, seconds: int = 0) -> Json:
    """Return the same of the newer family."""
    item = {"code": code, "dpId": 1, "time": AT + seconds * 1000, "value": value}
    data = {"devId": DEVICE, "properties": [item]}
    return {"bizCode": "devicePropertyMessage", "bizData": data, "ts": AT}


async def test_told_once(script: Script) -> None:
    """By both families; the next one of the same value is another."""
    updates = await read(
        script,
        report("unlock_fingerprint", 3),
        newer("unlock_fingerprint", 3),
        report("unlock_fingerprint", 0, 1),
        report("unlock_fingerprint", 3, 2),
    )
    events = [it.event for it in updates if isinstance(it, EventUpdate)]
    assert [event.type for event in events] == [EventType.UNLOCKED] * 2


async def test_password_in_an_unknown_slot(script: Script) -> None:
    """Whose it is stands in the log, which is asked for instead of guessing."""
    updates = await read(script, report("unlock_temporary", 5))
    assert not [it for it in updates if isinstance(it, EventUpdate)]
    (hint,) = [it for it in updates if isinstance(it, Hint)]
    assert (hint.lock_id is not None, hint.codes) == (True, True)


async def test_duress_is_told_besides(script: Script) -> None:
    """As an event of its own stream."""
    updates = await read(script, report("hijack", value=True))
    (event,) = [it.event for it in updates if isinstance(it, EventUpdate)]
    assert event.stream is Stream.DURESS


async def test_who_sleeps_has_woken(script: Script) -> None:
    """Its codes are read, and "offline" is nothing new."""
    offline = {"bizCode": "offline", "bizData": {"time": 1}, "devId": OTHER_DEVICE}
    awake = report("battery_state", "low", of=OTHER_DEVICE)
    updates = await read(script, offline, awake)
    hints = [it for it in updates if isinstance(it, Hint)]
    assert all(hint.codes for hint in hints)
    assert len(hints) == 2


async def test_coming_and_going(script: Script) -> None:
    """Of locks that do not sleep."""
    gone = {"bizCode": "deviceOffline", "bizData": {"devId": DEVICE}}
    back = {"bizCode": "online", "bizData": {"time": 1}, "devId": DEVICE}
    updates = await read(script, gone, back)
    reach = [it.lock.reachability for it in updates if isinstance(it, LockUpdate)]
    assert reach == [Reachability.OFFLINE, Reachability.ONLINE]


async def test_enrolment(script: Script) -> None:
    """How far a lock has come."""
    data = {"event": "unlockMethodEntry", "raised": 2, "totalPeriod": 60, "period": 40}
    message = {"bizCode": "doorUnlockMethodStatus", "bizData": data, "devId": DEVICE}
    (update,) = await read(script, message)
    assert isinstance(update, EnrollmentUpdate)
    assert (update.step.done, update.step.seconds_left) == (2, 40)
    # What the sixty count is not documented: touches are not guessed from it.
    assert update.step.total is None


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"devId": "stranger", "status": []},
        {"devId": DEVICE, "bizCode": "newFangled", "bizData": None},
        {"devId": DEVICE, "status": [None, {"code": 5}, {"value": 1}]},
        report("unlock_card", {"odd": []}),
        report("alarm_lock", None),
    ],
)
async def test_what_nobody_knows(script: Script, message: Json) -> None:
    """Is left alone."""
    updates = await read(script, message)
    assert not [it for it in updates if isinstance(it, EventUpdate)]


async def test_another_list_of_devices(script: Script) -> None:
    """Everything is looked at."""
    message = {"bizCode": "nameUpdate", "devId": "x", "bizData": {}}
    assert await read(script, message) == [Hint()]


@pytest.mark.parametrize(("code", "online"), [("online", True), ("offline", False)])
async def test_gateway_comes_and_goes(
    script: Script, code: str, *, online: bool
) -> None:
    """It is told of the gateway, too."""
    gateway = device(id="vdevogateway1", uuid="g", category="wg2", sub=False, status=[])
    script.home(device(), gateway)
    script.on(
        "GET", PLACES, said({"list": [{"id": DEVICE, "gateway_id": gateway["id"]}]})
    )
    cloud = script.connect()
    await cloud.inventory()
    reader = Messages(cloud._known, Twins(), lambda: script.now)
    data = {"bizCode": code, "bizData": {"time": AT}, "devId": gateway["id"]}
    updates = list(reader.read(Record({"data": data}, "message")))
    assert updates == [GatewayUpdate(gateway_id="g", online=online)]
