"""Changing a setting: sent once, shown as wished, followed until the lock has it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import settings
from custom_components.cloud_locks.const import READ_BACK_DELAYS
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.settings import SettingKey
from tests.fake_cloud import FakeBackend, Fault
from tests.fake_cloud.parts import FakeSettings

from .entities import use
from .home import state as state_of

LOOKS = 4


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again at once, a few times."""
    monkeypatch.setattr(settings, "READ_BACK_DELAYS", (0,) * len(READ_BACK_DELAYS))
    monkeypatch.setattr(settings, "SETTING_DELAYS", (0,) * LOOKS)


def pending(hass: HomeAssistant) -> tuple[str, bool]:
    """Return what the switch shows, and whether the lock has yet to take it."""
    state = state_of(hass, "switch", "auto_lock")
    return state.state, state.attributes["pending"]


async def test_shown_as_wished_until_the_lock_took_it(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Then it is looked at no more."""
    fake_cloud.queued.add("front")
    gate = fake_cloud.hold("states")
    await use(hass, "switch", "auto_lock", "turn_off")
    assert pending(hass) == ("off", True)
    assert state_of(hass, "number", "auto_lock_delay").attributes["pending"] is False
    before = fake_cloud.calls("states")
    await hass.async_block_till_done()
    fake_cloud.deliver("front")
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert pending(hass) == ("off", False)
    assert fake_cloud.calls("states") <= before + 1


async def test_a_lock_that_never_takes_it_stays_pending(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """It is looked at a few times, not for ever."""
    fake_cloud.queued.add("front")
    before = fake_cloud.calls("states")
    await use(hass, "switch", "auto_lock", "turn_off")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert pending(hass) == ("off", True)
    assert fake_cloud.calls("states") == before + LOOKS


async def test_the_lock_decides_otherwise(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """In the end the truth is shown, not the wish."""
    fake_cloud.queued.add("front")
    gate = fake_cloud.hold("states")
    await use(hass, "switch", "auto_lock", "turn_off")
    first, *others = fake_cloud.locks["front"].settings
    rejected = replace(first, value=True, pending=False)
    fake_cloud.change("front", settings=(rejected, *others))
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert pending(hass) == ("on", False)


async def test_two_changes_are_followed_by_one_look_out(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The quota is everybody's."""
    fake_cloud.queued.add("front")
    before = fake_cloud.calls("states")
    gate = fake_cloud.hold("states")
    await use(hass, "switch", "auto_lock", "turn_off")
    await use(hass, "number", "auto_lock_delay", "set_value", value=90)
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    looks = fake_cloud.calls("states") - before
    assert looks <= LOOKS + 1
    assert state_of(hass, "number", "auto_lock_delay").state == "90"


@pytest.mark.parametrize("error", [OutcomeUnknown("dropped"), ProtocolError("html")])
@pytest.mark.parametrize("queued", [False, True])
async def test_a_lost_answer_is_looked_up(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    error: VendorError,
    queued: bool,
) -> None:
    """The change arrived, so nobody needs to hear of it."""
    if queued:
        fake_cloud.queued.add("front")
    fake_cloud.fail("settings.set", error, after_work=True)
    await use(hass, "switch", "auto_lock", "turn_off")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert pending(hass) == ("off", queued)
    assert fake_cloud.calls("settings.set") == 1


async def test_a_lost_change_is_told_and_not_sent_again(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """It may still arrive, and the next poll would show it."""
    fake_cloud.fail("settings.set", OutcomeUnknown("dropped"))
    before = fake_cloud.calls("states")
    with pytest.raises(HomeAssistantError) as told:
        await use(hass, "switch", "auto_lock", "turn_off")
    assert told.value.translation_key == "outcome_unknown"
    assert pending(hass) == ("on", False)
    assert fake_cloud.calls("settings.set") == 1
    assert fake_cloud.calls("states") == before + len(READ_BACK_DELAYS)


async def test_a_lost_answer_in_an_outage(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What cannot be looked up is not known."""
    fake_cloud.fail("settings.set", OutcomeUnknown("dropped"), after_work=True)
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    with pytest.raises(HomeAssistantError, match="no answer came"):
        await use(hass, "switch", "auto_lock", "turn_off")


async def test_changes_of_one_lock_wait_for_each_other(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """They share the lane of everything that is written to the lock."""
    gate = fake_cloud.hold("settings.set")
    writer = account.runtime_data.settings
    first = asyncio.ensure_future(
        writer.async_set("front", SettingKey.AUTO_LOCK, value=False)
    )
    second = asyncio.ensure_future(
        writer.async_set("front", SettingKey.AUTO_LOCK_DELAY, 90)
    )
    code = asyncio.ensure_future(account.runtime_data.codes.read("front"))
    read = fake_cloud.calls("codes.list")
    await hass.async_block_till_done()
    assert fake_cloud.calls("settings.set") == 1
    assert fake_cloud.calls("codes.list") == read
    gate.set()
    await asyncio.gather(first, second, code)
    assert fake_cloud.calls("settings.set") == 2


async def test_it_goes_on_when_nobody_waits(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A script that is stopped does not take back what is on its way."""
    gate = fake_cloud.hold("settings.set")
    writing = asyncio.ensure_future(
        account.runtime_data.settings.async_set(
            "front", SettingKey.AUTO_LOCK, value=False
        )
    )
    await hass.async_block_till_done()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert pending(hass) == ("off", False)


async def test_a_failure_that_nobody_hears_is_logged(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Otherwise a stopped script would hide it."""
    gate = asyncio.Event()
    fake_cloud.script.add(
        Fault(method="settings.set", gate=gate, error=RejectedError())
    )
    writing = asyncio.ensure_future(
        account.runtime_data.settings.async_set(
            "front", SettingKey.AUTO_LOCK, value=False
        )
    )
    await hass.async_block_till_done()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "auto_lock front failed: rejected" in caplog.text


async def test_unloading_ends_what_is_under_way(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Whoever waits is told that the outcome is not known."""
    fake_cloud.hold("settings.set")
    writing = asyncio.ensure_future(
        account.runtime_data.settings.async_set(
            "front", SettingKey.AUTO_LOCK, value=False
        )
    )
    await hass.async_block_till_done()
    assert await hass.config_entries.async_unload(account.entry_id)
    with pytest.raises(OutcomeUnknown):
        await writing


@pytest.mark.parametrize(
    ("lock_id", "error"), [("nowhere", NotFound), ("back", Unsupported)]
)
async def test_what_cannot_be_set_is_refused_before_anything_is_sent(
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    lock_id: str,
    error: type[VendorError],
) -> None:
    """No such lock, or one without settings."""
    with pytest.raises(error):
        await account.runtime_data.settings.async_set(
            lock_id, SettingKey.AUTO_LOCK, value=False
        )
    assert fake_cloud.calls("settings.set") == 0


async def test_a_lock_that_leaves_meanwhile(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The change is done and there is nothing left to show it at."""
    gate = asyncio.Event()
    monkeypatch.setattr(FakeSettings, "set", accepting(gate))
    writing = asyncio.ensure_future(
        account.runtime_data.settings.async_set(
            "front", SettingKey.AUTO_LOCK, value=False
        )
    )
    await hass.async_block_till_done()
    fake_cloud.remove_lock("front")
    await account.runtime_data.locks.async_list_again()
    gate.set()
    await writing
    assert "front" not in account.runtime_data.locks.data.locks


def accepting(gate: asyncio.Event) -> Callable[..., object]:
    """Return a way to set that takes everything once a gate is open."""

    async def accept(*_: object) -> Outcome:
        await gate.wait()
        return Outcome.ACCEPTED

    return accept
