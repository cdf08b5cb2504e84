"""Digits, numbers of cards, people and keys go through a day at TTLock and Sifely.

Afterwards they are looked for everywhere that the PIN promise names.
"""

import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from simulators import Simulation
from simulators.ttlock import COMMANDS, TtlockCloud

from .canaries import found, mailbox_of, recorded, shown, stored, texts_of
from .side_door import DOOR, act, at_both_brands, operate, pass_by, sign_in

PIN, NEW_PIN, FOREIGN_PIN, WRONG_PIN = "80526173", "41729630", "96140283", "593718"
LOST_PIN = "27051938"
CARD, HELD_CARD = "1723612378", "3661413478"
GUEST = "els.bakker@example.com"

pytestmark = [
    at_both_brands,
    pytest.mark.parametrize("persistent_database", [True]),
]


async def test_secrets_are_found_nowhere(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    hass_storage: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    simulation: Simulation,
    everything: list[Event[Any]],
    brand: str,
) -> None:
    """Walk through everything that knows a secret, then look for all of them."""
    caplog.set_level(logging.DEBUG)
    account = await sign_in(hass, freezer, simulation, brand)
    typed = [PIN, NEW_PIN, LOST_PIN, FOREIGN_PIN, WRONG_PIN, CARD, HELD_CARD, GUEST]
    computed = await a_day(hass, freezer, simulation)
    secrets = (*typed, *computed, *of_the_lock(simulation))
    keys = keys_of(account)
    seen = await shown(hass, account)
    await act(hass, "clear_codes", confirm=True, only_managed=False)
    await async_wait_recording_done(hass)

    for where, text in {
        **seen,
        "log": caplog.text,
        "bus": repr([it.as_dict() for it in everything]),
        "database": recorded(recorder_mock),
    }.items():
        assert not found(text, (*secrets, *keys)), where
    files = await stored(hass, hass_storage)
    assert not found("".join(files.values()), secrets)
    assert {name for name, it in files.items() if found(it, keys)} <= {
        "core.config_entries"
    }


async def a_day(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, simulation: Simulation
) -> list[str]:
    """Use all that is secret, well and badly; return the digits that were computed."""
    mailbox = await mailbox_of(hass)
    await act(hass, "add_code", name="Cleaner", pin=PIN)
    simulation.control.add_pin(DOOR, FOREIGN_PIN, FOREIGN_PIN)
    codes = (await act(hass, "get_codes", include_pins=True))["codes"]
    assert {it["pin"] for it in codes} == {PIN, FOREIGN_PIN}
    (ours,) = (it["code_id"] for it in codes if it["managed"])
    await act(hass, "update_code", code_id=ours, pin=NEW_PIN)
    await act(
        hass,
        "send_code",
        code_id=ours,
        recipient=["notify.mailbox"],
        message="Yours: {pin}",
    )
    assert any(NEW_PIN in message for message in mailbox.messages)
    offline = await act(
        hass, "generate_offline_code", name="Guest", one_time=True, include_pins=True
    )
    await pass_by(hass, freezer, minutes=2)
    await cards_and_people(hass, freezer, simulation)
    await badly(hass, simulation)
    await operate(hass, freezer, "unlock")
    for digits in (NEW_PIN, FOREIGN_PIN, WRONG_PIN, offline["pin"]):
        simulation.control.type_pin(DOOR, digits)
    simulation.control.hold_card(DOOR, CARD)
    await pass_by(hass, freezer, hours=2)
    assert (await act(hass, "get_activity"))["events"]
    return [offline["pin"]]


async def cards_and_people(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, simulation: Simulation
) -> None:
    """Give a card by its number, one by its event, and somebody a key."""
    rfid = {"credential_type": "rfid_code"}
    name = f"Card {CARD}"
    await act(hass, "add_credential", **rfid, name=name, credential_data=CARD)
    simulation.control.hold_card(DOOR, HELD_CARD)
    await pass_by(hass, freezer, minutes=1)
    event_id = (await act(hass, "get_activity"))["events"][-1]["event_id"]
    await act(hass, "add_credential", **rfid, name="Held", event_id=event_id)
    assert len((await act(hass, "get_credentials"))["credentials"]) == 2
    await act(hass, "add_user", name="Els", account=GUEST, role="guest")
    await pass_by(hass, freezer, minutes=1)


async def badly(hass: HomeAssistant, simulation: Simulation) -> None:
    """Lose an answer, and be refused."""
    simulation.control.lost_answer("ttlock", 504, path=COMMANDS)
    await act(hass, "add_code", name="Lost", pin=LOST_PIN)
    for refused in (FOREIGN_PIN, int(FOREIGN_PIN), [FOREIGN_PIN]):
        with pytest.raises(HomeAssistantError) as caught:
            await act(hass, "add_code", name="Second", pin=refused)
        assert not found(str(caught.value), (FOREIGN_PIN,))


def of_the_lock(simulation: Simulation) -> list[str]:
    """Return what the cloud tells of the lock and nobody may see."""
    cloud = simulation.cloud("ttlock")
    assert isinstance(cloud, TtlockCloud)
    lock = cloud.state.by_name(DOOR)
    names = ("adminPwd", "lockKey", "aesKeyStr", "lockData")
    return [lock.super_passcode, *map(lock.secret, names)]


def keys_of(account: ConfigEntry) -> tuple[str, ...]:
    """Return what the account signs in with, and the tokens that it was given."""
    shown_anyway = {"ttlock", "sifely", "form", "eu", "api_key", "DEVELOPER"}
    texts = set(texts_of(account.data)) - shown_anyway
    keys = tuple(it for it in texts if len(it) > 8 and not it.startswith("20"))
    assert len(keys) >= 3
    return keys
