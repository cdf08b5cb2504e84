"""PINs and keys of a pattern that occurs nowhere else go through the whole journey.

Afterwards they are looked for everywhere that the PIN promise names.
"""

from datetime import timedelta
import logging
from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from simulators import Simulation

from .canaries import found, mailbox_of, recorded, shown, stored
from .conftest import Act, settle

_PIN, _NEW_PIN, _FOREIGN_PIN, _WRONG_PIN = "80526173", "41729630", "96140283", "5937"
_SECRETS = (_PIN, _NEW_PIN, _FOREIGN_PIN)


@pytest.mark.parametrize("persistent_database", [True])
async def test_secrets_are_found_nowhere(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    hass_storage: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    simulation: Simulation,
    everything: list[Event[Any]],
    account: ConfigEntry,
    act: Act,
) -> None:
    """Walk through everything that knows a secret, then look for all of them."""
    caplog.set_level(logging.DEBUG)
    key = simulation.account("tedee")["personal_key"]
    await _walk_through_the_day(hass, simulation, act)
    seen = await shown(hass, account)
    await act("clear_codes", confirm=True, only_managed=False)
    await async_wait_recording_done(hass)

    later = await shown(hass, account)
    for where, text in {
        **seen,
        **{f"later {where}": text for where, text in later.items()},
        "log": caplog.text,
        "bus": repr([it.as_dict() for it in everything]),
        "database": recorded(recorder_mock),
    }.items():
        assert not found(text, (*_SECRETS, key)), where
    files = await stored(hass, hass_storage)
    assert not found("".join(files.values()), _SECRETS)
    assert [name for name, it in files.items() if key in it] in (
        [],
        ["core.config_entries"],
    )


async def _walk_through_the_day(
    hass: HomeAssistant, simulation: Simulation, act: Act
) -> None:
    mailbox = await mailbox_of(hass)
    await act("add_code", name="Cleaner", pin=_PIN)
    simulation.control.add_pin("Front door", _FOREIGN_PIN, _FOREIGN_PIN)
    await act("get_codes")
    assert _PIN in repr(await act("get_codes", include_pins=True))
    await act("update_code", name="Cleaner", pin=_NEW_PIN)
    (ours,) = [it for it in (await act("get_codes"))["codes"] if it["managed"]]
    await act(
        "send_code",
        code_id=ours["code_id"],
        recipient=["notify.mailbox"],
        message="Yours: {pin}",
    )
    assert any(_NEW_PIN in message for message in mailbox.messages)
    for typed in (_NEW_PIN, _FOREIGN_PIN, _WRONG_PIN):
        simulation.control.type_pin("Front door", typed)
    simulation.control.lost_answer("tedee", 408, path="/pin")
    await act("update_code", name="Cleaner", pin=_PIN)
    await _add_refused_codes(act)
    await settle(hass, timedelta(minutes=2))


async def _add_refused_codes(act: Act) -> None:
    for refused in (_FOREIGN_PIN, int(_FOREIGN_PIN), "12345678", [_FOREIGN_PIN]):
        with pytest.raises(HomeAssistantError) as caught:
            await act("add_code", name="Second", pin=refused)
        assert not found(str(caught.value), _SECRETS)
