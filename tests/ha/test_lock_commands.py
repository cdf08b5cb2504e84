"""What becomes of a command, and that it is sent once."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
)

from custom_components.cloud_locks.model.command import (
    CommandResult,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.lock import (
    BoltState,
    Lock,
    Reachability,
)
from tests.fake_cloud import FakeBackend

from .bolt import begin, operate, shown
from .home import entity_id, reauth_flows, record_states, turn

pytestmark = pytest.mark.usefixtures("clock", "at_once")


@pytest.mark.parametrize(
    ("action", "way"),
    [
        ("unlock", ["unlocking", "unlocked"]),
        ("open", ["opening", "open"]),
        ("lock", ["locking", "locked"]),
    ],
)
async def test_confirmed(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    action: str,
    way: list[str],
) -> None:
    """It moves while the answer is awaited and stands where the lock said."""
    gate = fake_cloud.hold("operate")
    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    task = begin(hass, action)
    await turn()
    assert shown(hass) == way[0]
    gate.set()
    await task
    await hass.async_block_till_done()
    assert [it.state for it in seen] == way
    assert fake_cloud.calls("operate") == 1
    assert shown(hass, "back") == "locked"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("unlock", ["unlocked"]),
        ("open", ["opening", "unlocked"]),
        ("lock", ["locking", "unlocked"]),
    ],
)
async def test_accepted_is_not_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    expected: list[str],
) -> None:
    """The bolt is on its way until the lock says where it is."""
    answers = iter([BoltState.UNLOCKING, BoltState.UNLOCKED])

    async def accept(*_: object, **__: object) -> CommandResult:
        return CommandResult(outcome=Outcome.ACCEPTED)

    async def states(_: object) -> dict[str, Lock]:
        return {"front": fake_cloud.change("front", bolt=next(answers))}

    cloud = account.runtime_data.cloud
    monkeypatch.setattr(cloud, "operate", accept)
    monkeypatch.setattr(cloud, "states", states)
    seen = record_states(hass, entity_id(hass, "lock", "lock"))
    await operate(hass, action)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [it.state for it in seen if it.state != "unlocking"] == expected


async def test_jammed(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is told, and it shows."""
    fake_cloud.jammed.add("front")
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "lock")
    assert caught.value.translation_key == "jammed"
    assert shown(hass) == "jammed"


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
async def test_answer_lost_and_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: type[VendorError],
) -> None:
    """The bolt proves it; nothing is sent again."""
    fake_cloud.fail("operate", error(), after_work=True)
    await operate(hass, "unlock")
    assert shown(hass) == "unlocked"
    assert fake_cloud.calls("operate") == 1


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
@pytest.mark.parametrize("readable", [True, False])
async def test_answer_lost_and_not_done(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: type[VendorError],
    readable: bool,
) -> None:
    """It is looked at three times, never sent again, and the person looks too."""
    before = fake_cloud.calls("states")
    fake_cloud.fail("operate", error())
    if not readable:
        fake_cloud.fail("states", CloudUnreachable(), times="always")
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    assert caught.value.translation_key == "outcome_unknown"
    assert not isinstance(caught.value, ServiceValidationError)
    assert fake_cloud.calls("operate") == 1
    assert fake_cloud.calls("states") == before + 3
    assert shown(hass) == ("locked" if readable else "unknown")


async def test_latch_springs_back(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A bolt that is unlocked does not prove that the door was opened."""
    fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    fake_cloud.fail("operate", OutcomeUnknown())
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "open")
    assert caught.value.translation_key == "outcome_unknown"


@pytest.mark.parametrize(
    ("error", "kind", "looks"),
    [
        (LockOffline(), HomeAssistantError, 1),
        (CloudUnreachable(), HomeAssistantError, 0),
        (RateLimited(retry_after=60), HomeAssistantError, 0),
        (NotPermitted(), ServiceValidationError, 0),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, VendorError) else "",
)
async def test_refused(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: VendorError,
    kind: type[HomeAssistantError],
    looks: int,
) -> None:
    """The reason is told; no call is spent on what cannot have changed."""
    before = fake_cloud.calls("states")
    fake_cloud.fail("operate", error)
    with pytest.raises(kind) as caught:
        await operate(hass, "unlock")
    assert type(caught.value) is kind
    assert caught.value.translation_key == error.reason
    assert shown(hass) == "locked"
    assert fake_cloud.calls("states") == before + looks
    assert reauth_flows(hass) == []


async def test_offline_shows(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The command finds out first, and the entity says so at once."""
    fake_cloud.change("front", reachability=Reachability.OFFLINE)
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    assert caught.value.translation_key == "lock_offline"
    assert shown(hass) == "unavailable"


async def test_signed_out(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The person is asked to sign in again."""
    fake_cloud.fail("operate", AuthError())
    with pytest.raises(HomeAssistantError) as caught:
        await operate(hass, "unlock")
    await hass.async_block_till_done()
    assert caught.value.translation_key == "signed_out"
    assert len(reauth_flows(hass)) == 1


async def test_lock_that_goes_meanwhile(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Its command ends; there is nothing to show any more."""
    coordinator = account.runtime_data.locks
    gate = fake_cloud.hold("operate")
    task = begin(hass, "unlock")
    await turn()
    lock = fake_cloud.locks["front"]
    fake_cloud.remove_lock("front")
    await coordinator.async_list_again()
    fake_cloud.add_lock(lock)
    gate.set()
    await task
    assert "front" not in coordinator.data.locks


async def test_bolt_that_stays_on_its_way(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is looked at three times; then the next poll has to tell."""
    await hass.async_block_till_done(wait_background_tasks=True)

    async def accept(*_: object, **__: object) -> CommandResult:
        fake_cloud.change("front", bolt=BoltState.UNLOCKING)
        return CommandResult(outcome=Outcome.ACCEPTED)

    monkeypatch.setattr(account.runtime_data.cloud, "operate", accept)
    before = fake_cloud.calls("states")
    await operate(hass, "unlock")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert fake_cloud.calls("states") == before + 3
    assert shown(hass) == "unlocking"
