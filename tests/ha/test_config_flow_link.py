"""Linking an account that another integration is signed in to."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.target import TargetSelection
from homeassistant.setup import async_set_domains_to_be_loaded, async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_config_flow,
)

from custom_components.cloud_locks.actions import targets
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.linked import async_our_lock
from custom_components.cloud_locks.model.errors import AuthError
from tests.fake_cloud import (
    ALL_PARTS,
    FAKE_LINK,
    FAKE_PAGE,
    FakeBackend,
    LinkedCloud,
    register,
)
from tests.ha.flows import Json, answer, start, suggested
from tests.ha.home import entity_id, pass_time

from .acting import act
from .elsewhere import DOMAIN as ELSEWHERE, Elsewhere


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Let the fake's brand be one that is linked, or signed in to on a page."""
    backend = FakeBackend(parts=ALL_PARTS - {"push", "webhook"})
    return register(monkeypatch, backend, sign_ins=(FAKE_LINK, FAKE_PAGE))


@pytest.fixture
async def other(hass: HomeAssistant) -> AsyncIterator[Elsewhere]:
    """Return another integration with a loaded account that shows the front door."""
    with mock_config_flow(ELSEWHERE, Elsewhere.flow):
        other = Elsewhere(hass)
        await other.load()
        yield other


async def choose_link(hass: HomeAssistant) -> Json:
    """Go as far as to the choice of an account."""
    menu = await start(hass)
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "sign_in")
    assert menu["menu_options"] == ["link", "own_credentials"]
    return await answer(hass, menu, {"next_step_id": "link"})


async def add(hass: HomeAssistant, other: Elsewhere) -> ConfigEntry:
    """Link the account as a person does."""
    typed = {"core_entry": other.entry.entry_id}
    result = await answer(hass, await choose_link(hass), typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry: ConfigEntry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def test_an_account_is_linked(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """Nothing is typed and nothing of the other account is kept but which it is."""
    form = await choose_link(hass)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "link")
    assert form["description_placeholders"]["integration"] == ELSEWHERE
    accounts = form["data_schema"].schema["core_entry"].config["options"]
    entry_id = other.entry.entry_id
    assert accounts == [{"value": entry_id, "label": "Anna's account"}]

    result = await answer(hass, form, {"core_entry": entry_id})

    assert result["result"].unique_id == "fake:fake-account"
    assert result["data"] == {
        "brand": "fake",
        "sign_in": "link",
        "credentials": {"core_entry": entry_id},
    }
    assert isinstance(result["result"].runtime_data.cloud, LinkedCloud)


async def test_there_is_nothing_to_link_to(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """An account that is not loaded would not work; what to do is said."""
    await other.unload()

    result = await choose_link(hass)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "no_core_entry")
    assert result["description_placeholders"]["integration"] == ELSEWHERE


async def test_the_other_way_is_a_step_too(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """With credentials of one's own nothing else has to be there."""
    form = await answer(hass, await start(hass), {"next_step_id": "own_credentials"})
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "own_credentials")


async def test_home_assistant_starts(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """Until the other one is loaded nothing works, and why is said; then at once."""
    entry = await add(hass, other)
    await other.unload()
    assert not await hass.config_entries.async_reload(entry.entry_id)
    assert entry.error_reason_translation_key == "link_not_ready"
    await other.load()
    assert entry.state is ConfigEntryState.LOADED


async def test_the_other_one_may_be_slower(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """While Home Assistant starts, ours waits for it instead of giving up."""
    entry = await add(hass, other)
    for loaded in (entry, other.entry):
        assert await hass.config_entries.async_unload(loaded.entry_id)
    hass.config.components.remove(ELSEWHERE)
    async_set_domains_to_be_loaded(hass, {ELSEWHERE})
    ours = hass.async_create_task(hass.config_entries.async_setup(entry.entry_id))
    await asyncio.sleep(0.01)
    assert entry.state is ConfigEntryState.SETUP_IN_PROGRESS
    assert await async_setup_component(hass, ELSEWHERE, {})
    assert await ours


async def test_the_other_one_is_loaded_anew(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    other: Elsewhere,
) -> None:
    """Ours stays loaded, is unavailable meanwhile, and comes back by itself."""
    entry = await add(hass, other)
    await other.unload()
    for _ in range(3):
        await pass_time(hass, clock, 60)
    locks = entry.runtime_data.locks
    assert not locks.last_update_success
    listed = fake_cloud.calls("inventory")
    await hass.config_entries.async_setup(other.entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert locks.last_update_success
    assert entry.state is ConfigEntryState.LOADED
    other.give_token("good-key")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert fake_cloud.calls("inventory") <= listed + 1
    assert not hass.config_entries.flow.async_progress()


async def test_the_other_one_is_removed(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    other: Elsewhere,
) -> None:
    """A person is asked, and chooses the one that was added in its place."""
    entry = await add(hass, other)
    await other.remove()
    assert not await hass.config_entries.async_reload(entry.entry_id)
    assert entry.error_reason_translation_key == "link_removed"
    (menu,) = hass.config_entries.flow.async_progress()
    assert (menu["context"]["source"], menu["step_id"]) == ("reauth", "sign_in")
    again = Elsewhere(hass)
    await again.load()

    form = await answer(hass, menu, {"next_step_id": "link"})
    typed = {"core_entry": again.entry.entry_id}
    result = await answer(hass, form, typed)

    assert result["reason"] == "reauth_successful"
    assert entry.data["credentials"] == typed
    assert entry.state is ConfigEntryState.LOADED


async def test_the_other_one_is_removed_meanwhile(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    other: Elsewhere,
) -> None:
    """The request stays until somebody has chosen, even with nothing to choose yet."""
    await add(hass, other)
    await other.remove()
    await pass_time(hass, clock, 60)
    (menu,) = hass.config_entries.flow.async_progress()
    assert menu["step_id"] == "sign_in"
    nothing = await answer(hass, menu, {"next_step_id": "link"})
    assert nothing["reason"] == "no_core_entry"


async def test_a_refused_account_is_asked_for_where_it_was_chosen(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """As long as it is there it may be all right in a moment."""
    entry = await add(hass, other)
    entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    (form,) = hass.config_entries.flow.async_progress()
    assert form["step_id"] == "link"
    result = await answer(hass, form, {"core_entry": other.entry.entry_id})
    assert result["reason"] == "reauth_successful"


async def test_reconfiguring_offers_both_ways(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """Whoever links may get credentials some day; what is chosen now stands there."""
    entry = await add(hass, other)
    context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=entry.entry_id)
    menu: Any = await hass.config_entries.flow.async_init(DOMAIN, context=context)
    assert menu["menu_options"] == ["link", "own_credentials"]
    form = await answer(hass, menu, {"next_step_id": "link"})
    assert suggested(form) == {"core_entry": other.entry.entry_id}
    result = await answer(hass, form, {"core_entry": other.entry.entry_id})
    assert result["reason"] == "reconfigure_successful"


async def test_a_token_that_the_cloud_refuses(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """The other integration has not noticed yet; the form says so."""
    fake_cloud.fail("account", AuthError("401"))
    typed = {"core_entry": other.entry.entry_id}

    form = await answer(hass, await choose_link(hass), typed)

    assert form["errors"] == {"base": "invalid_auth"}
    result = await answer(hass, form, typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_no_door_is_there_twice(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """Ours is hidden where the other one shows the lock, and tells what is new only."""
    await add(hass, other)
    registry = er.async_get(hass)

    def entity(platform: str, key: str, lock_id: str) -> er.RegistryEntry:
        found = registry.async_get(entity_id(hass, platform, key, lock_id))
        assert found is not None
        return found

    by_us = er.RegistryEntryHider.INTEGRATION
    assert entity("lock", "lock", "front").hidden_by is by_us
    assert entity("lock", "lock", "back").hidden_by is None
    for platform, key in (
        ("binary_sensor", "door"),
        ("event", "doorbell"),
        ("sensor", "battery"),
        ("sensor", "keypad_battery"),
    ):
        assert entity(platform, key, "front").disabled, key
    assert not entity("sensor", "battery", "back").disabled
    assert not entity("event", "access", "front").hidden


async def test_a_door_that_nobody_else_shows_any_more(
    hass: HomeAssistant, fake_cloud: FakeBackend, other: Elsewhere
) -> None:
    """We show it again; what a person hid stays so."""
    entry = await add(hass, other)
    registry = er.async_get(hass)
    front, back = (entity_id(hass, "lock", "lock", it) for it in ("front", "back"))
    registry.async_update_entity(back, hidden_by=er.RegistryEntryHider.USER)

    async def hidden_after_reload() -> list[object]:
        await other.load()
        assert await hass.config_entries.async_reload(entry.entry_id)
        found = (registry.async_get(it) for it in (front, back))
        return [it and it.hidden_by for it in found]

    by_us, by_user = er.RegistryEntryHider.INTEGRATION, er.RegistryEntryHider.USER
    assert await hidden_after_reload() == [by_us, by_user]
    other.locks = ()
    assert await hidden_after_reload() == [None, by_user]


@pytest.fixture
def shown(hass: HomeAssistant, other: Elsewhere) -> er.RegistryEntry:
    """Return the other integration's entity of the front door, in the hall."""
    area = ar.async_get(hass).async_create("Hall")
    devices = dr.async_get(hass)
    device = devices.async_get_or_create(
        config_entry_id=other.entry.entry_id, identifiers={(ELSEWHERE, "front")}
    )
    devices.async_update_device(device.id, area_id=area.id)
    return er.async_get(hass).async_get_or_create(
        "lock", ELSEWHERE, "front_lock", config_entry=other.entry, device_id=device.id
    )


async def test_a_lock_that_is_there_twice_is_meant_once(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    other: Elsewhere,
    shown: er.RegistryEntry,
) -> None:
    """Whichever is named, by whatever way: a code is written once."""
    await add(hass, other)
    ours = er.async_get(hass).async_get(entity_id(hass, "lock", "lock", "front"))
    assert ours is not None
    targets: tuple[dict[str, Any], ...] = (
        {"entity_id": shown.entity_id},
        {"entity_id": [shown.entity_id, ours.entity_id]},
        {"device_id": ours.device_id},
        {"device_id": shown.device_id},
        {"area_id": "hall"},
        {"area_id": "hall", "device_id": ours.device_id},
    )
    for target in targets:
        rows = await act(hass, "get_capabilities", None, **target)
        assert set(rows) == {ours.entity_id}, target


async def test_a_lock_of_a_stranger_is_not_ours(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    other: Elsewhere,
    shown: er.RegistryEntry,
) -> None:
    """Only of the account that is linked, and only what we have too."""
    await add(hass, other)
    registry, devices = er.async_get(hass), dr.async_get(hass)
    stranger = MockConfigEntry(domain="stranger")
    stranger.add_to_hass(hass)
    for config_entry, lock_id in ((stranger, "front"), (other.entry, "gone")):
        device = devices.async_get_or_create(
            config_entry_id=config_entry.entry_id, identifiers={("any", lock_id)}
        )
        lock = registry.async_get_or_create(
            "lock", "any", lock_id, config_entry=config_entry, device_id=device.id
        )
        assert async_our_lock(hass, lock.entity_id) == lock.entity_id
    assert async_our_lock(hass, "lock.nowhere") == "lock.nowhere"


async def test_a_hidden_lock_is_left_out_by_its_device(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    other: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`exclude` of Home Assistant 2026.11 holds for those that we hid, too."""
    await add(hass, other)
    ours = er.async_get(hass).async_get(entity_id(hass, "lock", "lock", "front"))
    assert ours is not None
    device_id = ours.device_id

    class Excluding(TargetSelection):
        """What later versions make of `exclude`."""

        def __init__(self, config: dict[str, Any]) -> None:
            super().__init__(config)
            self.exclude = TargetSelection({"device_id": device_id})

    monkeypatch.setattr(targets, "TargetSelection", Excluding)
    call = ServiceCall(hass, DOMAIN, "get_codes", {"device_id": [device_id]})
    with pytest.raises(ServiceValidationError) as refused:
        targets.async_find(hass, call)
    assert refused.value.translation_key == "no_locks_in_target"
