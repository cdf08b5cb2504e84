"""Going through the sign-in form as the frontend does."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.cloud_locks.const import DOMAIN

KEY = {"personal_key": "good-key"}

type Json = dict[str, Any]


async def start(hass: HomeAssistant, brand: str = "fake") -> Json:
    """Begin to add an account and choose its brand."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "user")
    return await answer(hass, form, {"brand": brand})


async def answer(hass: HomeAssistant, form: Mapping[str, Any], typed: Json) -> Json:
    """Fill in a form and send it."""
    result: Any = await hass.config_entries.flow.async_configure(form["flow_id"], typed)
    await hass.async_block_till_done()
    return dict(result)


async def answer_option(
    hass: HomeAssistant, form: Mapping[str, Any], typed: Json
) -> Json:
    """Fill in a form of the options, or choose from their menu."""
    options = hass.config_entries.options
    result: Any = await options.async_configure(form["flow_id"], typed)
    await hass.async_block_till_done()
    return dict(result)


def suggested(form: Json) -> dict[str, Any]:
    """Return what stands in the fields of a form."""
    return {
        str(marker.schema): (marker.description or {}).get("suggested_value")
        for marker in form["data_schema"].schema
    }
