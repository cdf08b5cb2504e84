"""Linking an account that another integration is signed in to."""

from collections.abc import AsyncIterator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import (
    mock_config_flow,
)

from custom_components.cloud_locks.model.errors import AuthError
from tests.fake_cloud import (
    ALL_PARTS,
    FAKE_LINK,
    FAKE_PAGE,
    FakeBackend,
    LinkedCloud,
    register,
)
from tests.ha.flows import Json, answer, start
from tests.ha.home import pass_time

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
    """Until the other one is loaded nothing works; it is tried again, and said why."""
    entry = await add(hass, other)
    await other.unload()
    assert not await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == "link_not_ready"
    await other.load()
    assert await hass.config_entries.async_reload(entry.entry_id)


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
    await hass.config_entries.async_setup(other.entry.entry_id)
    other.give_token("good-key")
    await pass_time(hass, clock, 600)
    assert locks.last_update_success
    assert entry.state is ConfigEntryState.LOADED
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
    again = Elsewhere(hass)
    await again.load()
    entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "link"

    typed = {"core_entry": again.entry.entry_id}
    result = await answer(hass, flow, typed)

    assert result["reason"] == "reauth_successful"
    assert entry.data["credentials"] == typed
    assert entry.state is ConfigEntryState.LOADED


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
