"""What a cloud says by itself: told once, and asked less often for the rest."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloud_locks import push
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.credentials import CredentialNews
from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.credential import (
    CredentialType,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.updates import (
    EnrollmentUpdate,
    EventUpdate,
    GatewayUpdate,
    Hint,
    LockUpdate,
)
from custom_components.cloud_locks.webhook import Addresses
from tests.fake_cloud import ALL_PARTS, FakeBackend, register

from .codes import until

_READS = ("activity", "states", "codes.list")

PUSH = "binary_sensor.fake_push"


async def settle(hass: HomeAssistant) -> None:
    """Let what was pushed arrive; listening itself never ends."""
    for _ in range(20):
        await hass.async_block_till_done()


async def pass_time(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, seconds: float
) -> None:
    """Let time pass, at most half a minute at once."""
    left = seconds
    while left > 0:
        clock.tick(min(left, 30.0))
        left -= 30.0
        async_fire_time_changed(hass)
        await settle(hass)


@pytest.fixture
def fake_cloud(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> FakeBackend:
    """Put a fake among the vendors that says by itself what happens."""
    other = {Part.PUSH: Part.WEBHOOK, Part.WEBHOOK: Part.PUSH}
    way = getattr(request, "param", Part.PUSH)
    return register(monkeypatch, FakeBackend(parts=ALL_PARTS - {other[way]}))


@pytest.fixture(autouse=True)
async def _looked_at(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, account: MockConfigEntry
) -> None:
    """Let the account take its bearings, so that what comes then is news."""
    await pass_time(hass, clock, 60)


@pytest.fixture
def told(account: MockConfigEntry) -> Iterator[list[AccessEvent]]:
    """Return a list that fills with the events of the front door."""
    events: list[AccessEvent] = []
    stop = account.runtime_data.activity.async_listen("front", events.append)
    yield events
    stop()


async def test_event_is_told_at_once_and_once(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    told: list[AccessEvent],
) -> None:
    """What the log tells afterwards is no news any more."""
    event = fake_cloud.emit("front", EventType.UNLOCKED, who="Anna")
    fake_cloud.push(EventUpdate(event=event))
    await settle(hass)
    assert [(it.type, it.who) for it in told] == [(EventType.UNLOCKED, "Anna")]
    await pass_time(hass, clock, 3600)
    assert len(told) == 1
    assert fake_cloud.calls("activity") > 0


async def test_state_and_hints(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """A whole state is shown; half a word is a reason to ask."""
    coordinator = account.runtime_data.locks
    lock = replace(fake_cloud.locks["front"], bolt=BoltState.UNLOCKED)
    fake_cloud.push(LockUpdate(lock=lock))
    await settle(hass)
    assert coordinator.lock("front").bolt is BoltState.UNLOCKED
    before = [fake_cloud.calls(it) for it in _READS]
    fake_cloud.push(Hint(lock_id="front", codes=True))
    await pass_time(hass, clock, 1)
    after = [fake_cloud.calls(it) for it in _READS]
    assert all(now > then for now, then in zip(after, before, strict=True))


async def test_unknown_lock_or_gateway(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, fake_cloud: FakeBackend
) -> None:
    """The complete listing says what is new."""
    listed = fake_cloud.calls("inventory")
    fake_cloud.push(Hint(lock_id="cellar"))
    fake_cloud.push(EventUpdate(event=_event("cellar")))
    await pass_time(hass, clock, 60)
    assert fake_cloud.calls("inventory") == listed + 1
    fake_cloud.push(GatewayUpdate(gateway_id="hub", online=False))
    await pass_time(hass, clock, 60)
    assert fake_cloud.calls("inventory") == listed + 2


def _event(lock_id: str) -> AccessEvent:
    return AccessEvent(
        id="e1",
        lock_id=lock_id,
        stream=Stream.ACCESS,
        type=EventType.UNLOCKED,
        occurred_at=FakeBackend().now(),
    )


async def test_steps_of_an_enrollment(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """They are passed on while somebody is being read, and only then."""
    news: list[CredentialNews] = []
    account.runtime_data.credentials.async_listen("front", news.append)
    update = EnrollmentUpdate(lock_id="front", step=EnrollmentStep(done=2, total=5))
    fake_cloud.push(update)
    await settle(hass)
    assert news == []
    gate = fake_cloud.hold("credentials.enroll")
    reading = account.runtime_data.enrollments.begin(
        "front", CredentialType.FINGERPRINT, "Anna", None
    )
    task = asyncio.create_task(reading)
    await settle(hass)
    fake_cloud.push(update)
    await settle(hass)
    assert [(it.name, it.step) for it in news] == [("Anna", update.step)]
    gate.set()
    await task


async def test_asked_less_while_it_tells(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, fake_cloud: FakeBackend
) -> None:
    """A lost connection costs delay, never truth."""
    assert hass.states.get(PUSH).state == STATE_ON  # type: ignore[union-attr]
    before = fake_cloud.calls("states")
    await pass_time(hass, clock, 600)
    while_told = fake_cloud.calls("states") - before
    fake_cloud.fail("push.listen", CloudUnreachable(), times="always")
    fake_cloud.push(CloudUnreachable())
    await settle(hass)
    assert hass.states.get(PUSH).state == STATE_OFF  # type: ignore[union-attr]
    before = fake_cloud.calls("states")
    await pass_time(hass, clock, 600)
    assert fake_cloud.calls("states") - before >= 3 * while_told > 0


async def test_connects_again_and_looks_what_was_missed(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    told: list[AccessEvent],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What happened meanwhile is told, though nobody said it."""
    monkeypatch.setattr(push, "_BACK_OFF", (0.0,))
    fake_cloud.emit("front", EventType.UNLOCKED)
    fake_cloud.push(CloudUnreachable())
    await settle(hass)
    await pass_time(hass, clock, 5)
    assert fake_cloud.calls("push.listen") == 2
    assert [it.type for it in told] == [EventType.UNLOCKED]
    assert hass.states.get(PUSH).state == STATE_ON  # type: ignore[union-attr]


async def test_signed_out(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A person is asked to sign in again, and nobody knocks until they have answered.

    If they only close the request, it may have been the cloud's mistake.
    """
    monkeypatch.setattr(push, "REFUSED_RETRY", (0.0,))
    fake_cloud.push(AuthError())
    await settle(hass)
    (flow,) = account.async_get_active_flows(hass, {"reauth"})
    assert fake_cloud.calls("push.listen") == 1
    assert not account.runtime_data.inbox.flows
    hass.config_entries.flow.async_abort(flow["flow_id"])
    await until(lambda: fake_cloud.calls("push.listen") == 2)
    assert not any(account.async_get_active_flows(hass, {"reauth"}))


def body(event: AccessEvent) -> bytes:
    """Return a callback about an event."""
    record = {
        "id": event.id,
        "lock_id": event.lock_id,
        "type": event.type.value,
        "occurred_at": event.occurred_at.isoformat(),
    }
    return json.dumps([record]).encode()


def path(account: MockConfigEntry) -> str:
    """Return where the callbacks of an account come in."""
    return f"/api/webhook/{account.runtime_data.callbacks.webhook_id}"


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_callback(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    told: list[AccessEvent],
) -> None:
    """It is answered as the cloud wants, and told once."""
    client = await hass_client_no_auth()
    assert hass.states.get(PUSH).state == STATE_OFF  # type: ignore[union-attr]
    event = fake_cloud.emit("front", EventType.UNLOCKED)
    for _ in range(2):
        answer = await client.post(path(account), data=body(event))
        assert (answer.status, await answer.text()) == (200, "success")
    assert [it.type for it in told] == [EventType.UNLOCKED]
    assert hass.states.get(PUSH).state == STATE_ON  # type: ignore[union-attr]


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
@pytest.mark.parametrize("rubbish", [b"", b"[", b"[]", b'[{"lock_id": "front"}]'])
async def test_rubbish(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    account: MockConfigEntry,
    told: list[AccessEvent],
    rubbish: bytes,
) -> None:
    """Who knows the address can say nothing with it, and learns nothing."""
    client = await hass_client_no_auth()
    answer = await client.post(path(account), data=rubbish)
    assert (answer.status, await answer.text()) == (200, "success")
    assert told == []
    assert hass.states.get(PUSH).state == STATE_OFF  # type: ignore[union-attr]


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_no_lock_sends_that_much(
    hass_client_no_auth: ClientSessionGenerator, account: MockConfigEntry
) -> None:
    """A long body is not even read."""
    client = await hass_client_no_auth()
    answer = await client.post(path(account), data=b" " * 300_000)
    assert answer.status == 413


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_nor_in_pieces(
    hass_client_no_auth: ClientSessionGenerator, account: MockConfigEntry
) -> None:
    """Then nobody says how long it will be."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * 100_000

    client = await hass_client_no_auth()
    answer = await client.post(path(account), data=pieces())
    assert answer.status == 413


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_addresses_for_two_at_once(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_storage: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both are kept, though both come while the file is being read."""
    load = Store.async_load

    async def slowly(store: Store[Any]) -> object:
        found = await load(store)
        await asyncio.sleep(0)
        return found

    hass_storage.pop(f"{DOMAIN}.webhooks")
    monkeypatch.setattr(Store, "async_load", slowly)
    addresses, member = Addresses(hass), account.runtime_data.callbacks
    one, two = await asyncio.gather(
        addresses.join("one", member), addresses.join("two", member)
    )
    kept = hass_storage[f"{DOMAIN}.webhooks"]["data"]
    assert (kept["one"], kept["two"]) == (one, two)


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_silence_of_a_day(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """Nobody says that the address was taken out of the portal."""
    client = await hass_client_no_auth()
    event = fake_cloud.emit("front", EventType.UNLOCKED)
    await client.post(path(account), data=body(event))
    await pass_time(hass, clock, timedelta(days=1, seconds=1).total_seconds())
    assert hass.states.get(PUSH).state == STATE_OFF  # type: ignore[union-attr]


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_address_stays(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """It stands in the vendor's portal; two accounts of one application share it."""
    before = account.runtime_data.callbacks.webhook_id
    assert await hass.config_entries.async_reload(account.entry_id)
    assert account.runtime_data.callbacks.webhook_id == before
    twin = MockConfigEntry(
        domain=DOMAIN, title="Twin", unique_id="fake:twin", data=dict(account.data)
    )
    twin.add_to_hass(hass)
    assert await hass.config_entries.async_setup(twin.entry_id)
    assert twin.runtime_data.callbacks.webhook_id == before
    await hass.config_entries.async_unload(account.entry_id)
    await hass.config_entries.async_unload(twin.entry_id)
    assert before not in hass.data["webhook"]


@pytest.mark.parametrize("fake_cloud", [Part.WEBHOOK], indirect=True)
async def test_address_for_the_portal(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Only one that the vendor can reach is told."""
    callbacks = account.runtime_data.callbacks
    assert await callbacks.async_url() is None
    await async_setup_component(hass, "network", {})
    hass.config.external_url = "https://home.example.org"
    assert await callbacks.async_url() == f"https://home.example.org{path(account)}"
