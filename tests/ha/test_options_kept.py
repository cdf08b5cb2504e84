"""Saving one form of the options loses nothing that another one keeps."""

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .flows import answer_option
from .options import choose_for_house
from .test_options_flow import CODE, begin, begin_at_lock, house


async def test_of_an_account(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """A lock that asks for a code goes on asking when the calls are changed."""
    typed = {"confirm_code": CODE, "confirm_code_again": CODE}
    await answer_option(hass, await begin_at_lock(hass, account), typed)
    kept = account.options["confirm_codes"]
    assert kept.keys() == {"front"}
    form = await begin(hass, account, "account")
    await answer_option(hass, form, {"budget": 50})
    assert account.options == {"confirm_codes": kept, "budget": 50}
    await answer_option(hass, await begin_at_lock(hass, account, "back"), typed)
    assert account.options["confirm_codes"].keys() == {"front", "back"}
    assert account.options["budget"] == 50


async def test_of_the_house(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Also what this form does not show."""
    choose_for_house(hass, another="kept")
    await answer_option(hass, await begin(hass, house(hass)), {"record_names": "none"})
    assert house(hass).options["another"] == "kept"
    assert house(hass).options["record_names"] == "none"
