"""The confirmation code of a lock: who does not know it is not let in from here."""

import asyncio
from functools import partial
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.confirm import ConfirmCode, fits, hash_code
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

from .bolt import operate, shown
from .home import settle, state

pytestmark = pytest.mark.usefixtures("clock", "at_once")

CODE = "open sesame"

LETTING_IN = ["unlock", "open"]


@pytest.fixture
async def guarded(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Return an account whose front door asks for a code."""
    kept = await hass.async_add_executor_job(hash_code, Secret(CODE))
    hass.config_entries.async_update_entry(
        entry, options={"confirm_codes": {"front": kept}}
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def refused(hass: HomeAssistant, action: str = "unlock", **data: Any) -> str:
    """Return the key of the error for which a lock does not let in."""
    with pytest.raises(ServiceValidationError) as caught:
        await operate(hass, action, **data)
    return str(caught.value.translation_key)


@pytest.mark.parametrize("action", LETTING_IN)
async def test_who_knows_the_code_is_let_in(
    hass: HomeAssistant,
    guarded: MockConfigEntry,
    fake_cloud: FakeBackend,
    action: str,
) -> None:
    """Once, as without one."""
    await operate(hass, action, code=CODE)
    assert fake_cloud.calls("operate") == 1
    assert shown(hass) in {"unlocked", "open"}


@pytest.mark.parametrize("action", LETTING_IN)
@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "confirm_code_missing"),
        ({"code": ""}, "confirm_code_missing"),
        ({"code": "open sesam"}, "confirm_code_wrong"),
        ({"code": f"{CODE} "}, "confirm_code_wrong"),
        ({"code": "\ud800"}, "confirm_code_wrong"),
        ({"code": "x" * 65}, "add_default_code"),
    ],
)
async def test_nothing_is_sent_without_it(
    hass: HomeAssistant,
    guarded: MockConfigEntry,
    fake_cloud: FakeBackend,
    caplog: pytest.LogCaptureFixture,
    action: str,
    data: dict[str, str],
    key: str,
) -> None:
    """Whoever asks; the last is refused by core's own look at the format."""
    assert await refused(hass, action, **data) == key
    assert fake_cloud.calls("operate") == 0
    assert shown(hass) == "locked"
    assert "sesam" not in caplog.text


@pytest.mark.parametrize("code", [{}, {"code": "wrong"}])
async def test_locking_never_asks(
    hass: HomeAssistant,
    guarded: MockConfigEntry,
    fake_cloud: FakeBackend,
    code: dict[str, str],
) -> None:
    """Also where it is locked already, and whatever comes with it."""
    for bolt in (BoltState.LOCKED, BoltState.UNLOCKED, BoltState.UNKNOWN):
        fake_cloud.change("front", bolt=bolt)
        await settle(hass)
        await operate(hass, "lock", **code)
    assert fake_cloud.calls("operate") == 3


async def test_other_locks_do_not_ask(
    hass: HomeAssistant, guarded: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A code is of one lock; a code that nobody asked for is no mistake."""
    assert "code_format" not in state(hass, "lock", "lock", "back").attributes
    await operate(hass, "unlock", "back")
    await operate(hass, "lock", "back", code="whatever")
    assert fake_cloud.calls("operate") == 2


async def test_the_dialog_asks_for_what_needs_a_code(
    hass: HomeAssistant, guarded: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Core's dialog asks for locking as well, so not where nothing else is left."""

    async def asks(bolt: BoltState) -> bool:
        fake_cloud.change("front", bolt=bolt)
        await guarded.runtime_data.locks.async_list_again()
        return "code_format" in state(hass, "lock", "lock").attributes

    assert all([await asks(bolt) for bolt in BoltState])
    can = fake_cloud.locks["front"].capabilities - {Capability.OPEN}
    fake_cloud.change("front", capabilities=can)
    silent = [bolt for bolt in BoltState if not await asks(bolt)]
    assert silent == [BoltState.UNLOCKED]


async def test_guessing_is_stopped(
    hass: HomeAssistant,
    guarded: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """After five wrong codes in five minutes even the right one has to wait."""
    for _ in range(5):
        assert await refused(hass, code="wrong") == "confirm_code_wrong"
        clock.tick(30)
    for code in ("wrong", CODE):
        assert await refused(hass, "open", code=code) == "confirm_code_blocked"
    assert fake_cloud.calls("operate") == 0
    # The first of the five is five minutes old.
    clock.tick(150)
    await operate(hass, "unlock", code=CODE)
    assert await refused(hass, code="wrong") == "confirm_code_wrong"
    assert await refused(hass, code="wrong") == "confirm_code_blocked"
    clock.tick(300)
    await operate(hass, "unlock", code=CODE)


async def test_how_long_it_is_stopped_is_told(
    hass: HomeAssistant, clock: FrozenDateTimeFactory
) -> None:
    """In minutes, rounded up."""
    guard = ConfirmCode(await hass.async_add_executor_job(hash_code, Secret(CODE)))
    for _ in range(5):
        with pytest.raises(ServiceValidationError):
            await guard.async_check(hass, "wrong")
    clock.tick(61)
    with pytest.raises(ServiceValidationError) as caught:
        await guard.async_check(hass, CODE)
    assert caught.value.translation_placeholders == {"minutes": "4"}


async def test_guesses_at_the_same_time_count(
    hass: HomeAssistant, guarded: MockConfigEntry
) -> None:
    """Nobody gets around it by asking faster than a code is looked at."""
    keys = await asyncio.gather(*(refused(hass, code=str(it)) for it in range(10)))
    assert keys.count("confirm_code_wrong") == 5
    assert keys.count("confirm_code_blocked") == 5


async def test_the_right_code_and_a_missing_one_do_not_count(
    hass: HomeAssistant, guarded: MockConfigEntry
) -> None:
    """A family goes in and out."""
    for _ in range(7):
        await operate(hass, "unlock", code=CODE)
        assert await refused(hass) == "confirm_code_missing"


async def test_a_default_code_answers_for_everybody(
    hass: HomeAssistant, guarded: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Core's own option, and the reason not to set it."""
    er.async_get(hass).async_update_entity_options(
        "lock.front_door", "lock", {"default_code": CODE}
    )
    await hass.async_block_till_done()
    await operate(hass, "unlock")
    assert fake_cloud.calls("operate") == 1


async def test_what_is_kept_tells_nothing(
    hass: HomeAssistant, guarded: MockConfigEntry
) -> None:
    """Each hash has a salt of its own; states and the entry do not hold the code."""
    one, two = hash_code(Secret(CODE)), hash_code(Secret(CODE))
    assert one != two
    assert fits(Secret(CODE), one)
    assert fits(Secret(CODE), two)
    assert not fits(Secret("open sesamE"), one)
    shown_anywhere = [it.as_dict_json.decode() for it in hass.states.async_all()]
    kept = json.dumps([guarded.as_dict(), shown_anywhere], default=str)
    assert CODE not in kept


async def test_the_work_is_not_done_in_the_event_loop(
    hass: HomeAssistant, guarded: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes as long as a hundred states to write."""
    jobs: list[object] = []
    run = hass.async_add_executor_job

    def note(job: partial[bool]) -> asyncio.Future[bool]:
        jobs.append(job.func)
        return run(job)

    monkeypatch.setattr(hass, "async_add_executor_job", note)
    await operate(hass, "unlock", code=CODE)
    assert jobs.count(fits) == 1
