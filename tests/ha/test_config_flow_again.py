"""Signing in to a known account with other credentials."""

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.const import DOMAIN
from tests.fake_cloud import FakeBackend
from tests.ha.flows import KEY, answer, suggested


async def test_a_rejected_account_signs_in_again(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The new key replaces the old one and the account is set up with it."""
    fake_cloud.key = "new-key"
    form = await account.start_reauth_flow(hass)

    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"] is not None
    assert form["description_placeholders"]["account"] == "Fake"
    assert suggested(dict(form)) == {"personal_key": None}
    refused = await answer(hass, form, KEY)
    assert refused["errors"] == {"base": "invalid_auth"}
    result = await answer(hass, refused, {"personal_key": "new-key"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert account.data == {
        "brand": "fake",
        "sign_in": "form",
        "credentials": {"personal_key": "new-key"},
    }
    assert account.state is ConfigEntryState.LOADED
    assert fake_cloud.calls("account") > 1


async def test_another_account_cannot_take_the_place(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A key of somebody else's account leaves everything as it was."""
    fake_cloud.account_id = "another-account"
    form = await account.start_reauth_flow(hass)

    result = await answer(hass, form, KEY)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "unique_id_mismatch"
    assert account.unique_id == "fake:fake-account"


async def test_an_account_is_reconfigured(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A key that expires soon is replaced before, also while it waits for one."""
    await account.start_reauth_flow(hass)
    fake_cloud.key = "new-key"
    form = await account.start_reconfigure_flow(hass)

    assert form["step_id"] == "reconfigure"
    result = await answer(hass, form, {"personal_key": "new-key"})

    assert result["reason"] == "reconfigure_successful"
    assert account.data["credentials"] == {"personal_key": "new-key"}
    assert account.state is ConfigEntryState.LOADED


async def test_reconfiguring_keeps_to_the_account(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Another account is another entry."""
    fake_cloud.account_id = "another-account"
    form = await account.start_reconfigure_flow(hass)

    result = await answer(hass, form, KEY)

    assert result["reason"] == "unique_id_mismatch"


@pytest.mark.parametrize("key", ["good-key", "new-key"])
async def test_the_end_of_a_key_goes_with_it(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend, key: str
) -> None:
    """A new key ends on another day; everything else that was chosen stays."""
    hass.config_entries.async_update_entry(
        account, options={"budget": 50, "key_ends": "2027-01-01"}
    )
    fake_cloud.key = key
    form = await account.start_reconfigure_flow(hass)
    await answer(hass, form, {"personal_key": key})
    assert account.options["budget"] == 50
    assert ("key_ends" in account.options) is (key == "good-key")


async def test_nobody_signs_in_to_access(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Home Assistant offers it at every entry."""
    house = access.async_get(hass)
    assert house is not None
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": house.entry_id}
    )
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "no_account")


@pytest.mark.parametrize("gone", ["brand", "sign_in"])
async def test_an_account_whose_brand_is_gone(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    gone: str,
) -> None:
    """It says so, in the form and where the account should be."""
    data = {**entry.data, gone: "vanished"}
    hass.config_entries.async_update_entry(entry, data=data)
    result = await entry.start_reconfigure_flow(hass)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "brand_gone")
    if gone == "brand":
        await hass.config_entries.async_setup(entry.entry_id)
        assert entry.state is ConfigEntryState.SETUP_ERROR
        assert entry.error_reason_translation_key == "brand_gone"
