"""Options for what a cloud does not tell: numbers of digits, and of calls."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.cloud import Quota
from tests.fake_cloud import PACE, RULES, FakeBackend

from .flows import Json, answer_option
from .test_options_flow import begin, offered

SIX_OR_SEVEN = replace(RULES, lengths=frozenset({7}), other_lengths=frozenset({6}))


@pytest.fixture
async def uncertain(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> MockConfigEntry:
    """Return an account whose front door takes either six digits or seven."""
    fake_cloud.change("front", code_rules=SIX_OR_SEVEN)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def choose(hass: HomeAssistant, entry: MockConfigEntry, length: str) -> Json:
    """Say how many digits the front door takes."""
    form = await begin(hass, entry, "pin_length")
    assert form["description_placeholders"] == {"locks": "Front door (7)"}
    assert list(offered(form, "lock")) == ["front"]
    typed = {"lock": "front", "pin_length": length}
    return await answer_option(hass, form, typed)


async def test_only_where_nobody_tells(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Nor while nothing is known of the locks."""
    assert "pin_length" not in (await begin(hass, account))["menu_options"]
    assert await hass.config_entries.async_unload(account.entry_id)
    assert "pin_length" not in (await begin(hass, account))["menu_options"]


async def test_a_number_of_digits(
    hass: HomeAssistant, uncertain: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """It is kept beside the other options, told to the client, and taken back."""
    hass.config_entries.async_update_entry(uncertain, options={"budget": 50})
    assert "pin_length" in (await begin(hass, uncertain))["menu_options"]
    result = await choose(hass, uncertain, "6")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert uncertain.options == {"budget": 50, "pin_lengths": {"front": 6}}
    assert fake_cloud.pin_lengths == {"front": 6}
    await choose(hass, uncertain, "by_itself")
    assert uncertain.options["pin_lengths"] == {}
    assert fake_cloud.pin_lengths == {}


async def test_no_other_number(hass: HomeAssistant, uncertain: MockConfigEntry) -> None:
    """A lock takes one of those."""
    with pytest.raises(InvalidData):
        await choose(hass, uncertain, "8")


async def test_no_number_of_calls_where_it_is_known(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """The form has only the share."""
    form = await begin(hass, account, "account")
    assert "calls" not in form["data_schema"]({})


async def test_a_number_of_calls(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What is assumed stands there; what a person knows is believed from then on."""
    quota = Quota(calls=26_000, period=PACE.quota.period, assumed=True)
    fake_cloud.pace = replace(PACE, quota=quota)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    before = entry.runtime_data.meter.budget.limit
    form = await begin(hass, entry, "account")
    assert form["data_schema"]({})["calls"] == 26_000
    await answer_option(hass, form, {"budget": 80, "calls": 52_000.0})
    assert entry.options == {"budget": 80, "calls": 52_000}
    assert entry.runtime_data.cloud.pace.quota.calls == 52_000
    assert entry.runtime_data.meter.budget.limit == pytest.approx(2 * before, abs=1)
    form = await begin(hass, entry, "account")
    assert form["data_schema"]({})["calls"] == 52_000
