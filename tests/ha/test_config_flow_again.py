"""Signing in to a known account with other credentials."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

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
