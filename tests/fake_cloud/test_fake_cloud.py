"""What the contract suite does not ask of the fake cloud, and other tests rely on."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.cloud_locks import vendors
from custom_components.cloud_locks.model.access_code import CodeDraft, CodeStatus
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.capabilities import Capability, Part
from custom_components.cloud_locks.model.command import Operation, Outcome
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockBusy,
    LockOffline,
)
from custom_components.cloud_locks.model.parts import Codes, Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.updates import Hint

from . import FakeBackend, FakeCloud, register

DRAFT = CodeDraft(name="Anna", schedule=Schedule.always(), pin=Secret("284617"))


@pytest.fixture
def backend() -> FakeBackend:
    """Return a new account."""
    return FakeBackend()


@pytest.fixture
def cloud(backend: FakeBackend) -> FakeCloud:
    """Return a client that is signed in to it."""
    return FakeCloud(backend, backend.key)


@pytest.fixture
def codes(cloud: FakeCloud) -> Codes:
    """Return its codes."""
    assert cloud.parts.codes is not None
    return cloud.parts.codes


async def _status(codes: Codes) -> list[CodeStatus]:
    return [code.status for code in await codes.list("front", depth=Depth.SCHEDULES)]


async def test_queued_codes(backend: FakeBackend, codes: Codes) -> None:
    """They wait until the lock takes them, coming and going."""
    backend.queued.add("front")
    write = await codes.add("front", DRAFT)
    assert (write.outcome, await _status(codes)) == (
        Outcome.ACCEPTED,
        [CodeStatus.PENDING],
    )
    assert backend.type_pin("front", "284617").type is EventType.DENIED
    backend.deliver("front")
    assert await _status(codes) == [CodeStatus.ACTIVE]
    assert write.code_id is not None
    assert await codes.delete("front", write.code_id) is Outcome.ACCEPTED
    assert await _status(codes) == [CodeStatus.REMOVING]
    backend.deliver("front")
    assert await _status(codes) == []


async def test_code_outside_its_hours(backend: FakeBackend) -> None:
    """The keypad knows the time of the cloud."""
    day = timedelta(days=1)
    window = Schedule.window(backend.now() + day, backend.now() + 2 * day)
    backend.add_code("front", "Anna", "284617", window)
    assert backend.type_pin("front", "284617").type is EventType.DENIED
    backend.advance(day * 1.5)
    event = backend.type_pin("front", "284617")
    assert (event.type, event.who) == (EventType.UNLOCKED, "Anna")


async def test_faults_come_in_order_and_go(
    backend: FakeBackend, cloud: FakeCloud
) -> None:
    """Each as often as told, for its lock alone; healing takes back the rest."""
    backend.fail("operate", LockBusy(), times=1, lock_id="front")
    backend.fail("operate", CloudUnreachable(), times="always")
    with pytest.raises(CloudUnreachable):
        await cloud.operate("back", Operation.UNLOCK)
    with pytest.raises(LockBusy):
        await cloud.operate("front", Operation.UNLOCK)
    with pytest.raises(CloudUnreachable):
        await cloud.operate("front", Operation.UNLOCK)
    backend.heal()
    await cloud.operate("front", Operation.UNLOCK)
    assert backend.calls("operate") == 4


async def test_held_call(backend: FakeBackend, cloud: FakeCloud) -> None:
    """It goes on when it is let go, and only one is held."""
    gate = backend.hold("states")
    held = asyncio.create_task(cloud.states({}))
    await asyncio.sleep(0)
    assert await cloud.states({}) == {}
    assert not held.done()
    gate.set()
    assert await held == {}


async def test_answering_the_door(backend: FakeBackend, cloud: FakeCloud) -> None:
    """Somebody has to be asking, and is answered once."""
    backend.ask("front")
    await cloud.answer_request("front", accept=False)
    with pytest.raises(LockOffline) as caught:
        await cloud.answer_request("front", accept=True)
    assert caught.value.reason is Reason.LOCK_ASLEEP


async def test_push(backend: FakeBackend, cloud: FakeCloud) -> None:
    """Every listener hears it; an error ends the subscription."""
    assert cloud.parts.push is not None
    heard = []

    async def listen() -> None:
        assert cloud.parts.push is not None
        async for update in cloud.parts.push.listen():
            heard.append(update)  # noqa: PERF401 - the loop ends by an error

    task = asyncio.create_task(listen())
    await asyncio.sleep(0)
    backend.push(Hint(lock_id="front"))
    backend.push(CloudUnreachable())
    with pytest.raises(CloudUnreachable):
        await task
    assert heard == [Hint(), Hint(lock_id="front")]
    assert backend.listeners == []


def test_webhook(cloud: FakeCloud) -> None:
    """One bad record never drops the others."""
    assert cloud.parts.webhook is not None
    good = (
        b'{"id": "1", "lock_id": "front", "type": "unlocked",'
        b' "occurred_at": "2026-11-21T12:00:00+00:00"}'
    )
    body = b'[{"id": "0"}, ' + good + b"]"
    assert len(cloud.parts.webhook.parse(body, {})) == 1


async def test_fewer_parts() -> None:
    """The locks can do no more than their cloud."""
    backend = FakeBackend(parts=frozenset({Part.CODES}))
    cloud = FakeCloud(backend, backend.key)
    assert cloud.parts.present == {Part.CODES}
    assert not (await cloud.inventory()).locks["front"].can(Capability.SETTINGS)


@pytest.mark.parametrize("brand", ["fake", *vendors.BRANDS])
def test_registering(monkeypatch: pytest.MonkeyPatch, brand: str) -> None:
    """It comes among the vendors, or into a real brand's place with its form."""
    real = vendors.BRANDS.get(brand)
    with monkeypatch.context() as patch:
        register(patch, brand=brand)
        vendor, row = vendors.BRANDS[brand]
        assert (vendor.key, row.key) == ("fake", brand)
        assert real is None or row == real[1]
    assert vendors.BRANDS.get(brand) == real
