"""Digits, keys and tokens go through a day at August and Yale.

Afterwards they are looked for everywhere that the PIN promise names.
"""

from dataclasses import dataclass
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from yalexs.const import BRAND_CONFIG

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.const import CONF_CREDENTIALS, CONF_TOKENS
from simulators import Simulation
from simulators.august import COMMANDS

from .august_home import DOOR, AugustHome, at_both_brands, linked, signed_in
from .canaries import found, mailbox_of, recorded, shown, stored

PIN, NEW_PIN, FOREIGN_PIN, LOST_PIN = "80526173", "41729630", "96140283", "27051938"
DIGITS = (PIN, NEW_PIN, FOREIGN_PIN, LOST_PIN)

pytestmark = [
    at_both_brands,
    pytest.mark.parametrize("persistent_database", [True]),
]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look once after a write: by the home's clock no time goes by meanwhile."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@dataclass
class Places:
    """Where secrets could turn up, apart from what the account itself shows."""

    recorder: Recorder
    storage: dict[str, object]
    log: pytest.LogCaptureFixture
    bus: list[Event[Any]]

    async def have_nothing_of(
        self, home: AugustHome, keys: tuple[str, ...], *, but: set[str]
    ) -> None:
        """Look for digits everywhere, and for keys everywhere but in some files."""
        seen = await shown(home.hass, home.entry)
        await home.act(DOOR, "clear_codes", confirm=True, only_managed=False)
        await async_wait_recording_done(home.hass)
        for where, text in {
            **seen,
            "log": self.log.text,
            "bus": repr([it.as_dict() for it in self.bus]),
            "database": recorded(self.recorder),
        }.items():
            assert not found(text, (*DIGITS, *keys)), where
        files = await stored(home.hass, self.storage)
        assert not found("".join(files.values()), DIGITS)
        assert {name for name, it in files.items() if found(it, keys)} <= but


@pytest.fixture
def places(
    recorder_mock: Recorder,
    hass_storage: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    everything: list[Event[Any]],
) -> Places:
    """Begin to write down what is told, in full."""
    caplog.set_level(logging.DEBUG)
    # What the tests have instead of files writes down what would be in them, and while
    # a code is replaced its digits are (docs/decisions/0010).
    caplog.set_level(logging.INFO, logger="pytest_homeassistant_custom_component")
    return Places(recorder_mock, hass_storage, caplog, everything)


async def test_secrets_are_found_nowhere(
    places: Places,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> None:
    """Walk through everything that knows a secret, then look for all of them."""
    home = await signed_in(hass, freezer, simulation, brand)
    await a_day(home)
    home.desk.expire_tokens()
    await home.pass_by(minutes=16)
    assert (await home.act(DOOR, "get_activity"))["events"]
    assert home.desk.state()["refreshes"] == 1
    tokens = f"cloud_locks.{home.entry.entry_id}.tokens"
    await places.have_nothing_of(
        home, keys_of(home), but={"core.config_entries", tokens}
    )


async def test_nor_are_those_of_a_linked_account(
    places: Places,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
) -> None:
    """What core's account lends is kept by core alone."""
    async with linked(hass, freezer, simulation, brand) as home:
        (core,) = hass.config_entries.async_entries(brand)
        lent = [core.data["token"]["access_token"]]
        await a_day(home)
        await home.pass_by(minutes=16)
        lent.append(core.data["token"]["access_token"])
        assert lent[0] != lent[1]
        assert (await home.act(DOOR, "get_activity"))["events"]
        key = BRAND_CONFIG[core.runtime_data.brand].api_key
        await places.have_nothing_of(home, (key, *lent), but={"core.config_entries"})


async def a_day(home: AugustHome) -> None:
    """Use all that is secret, well and badly."""
    mailbox = await mailbox_of(home.hass)
    await home.act(DOOR, "add_code", name="Cleaner", pin=PIN)
    await home.code_is("active")
    home.desk.add_pin(DOOR, FOREIGN_PIN, FOREIGN_PIN)
    codes = (await home.act(DOOR, "get_codes", include_pins=True))["codes"]
    assert {it["pin"] for it in codes} == {PIN, FOREIGN_PIN}
    (ours,) = (it["code_id"] for it in codes if it["managed"])
    await home.act(
        DOOR,
        "send_code",
        code_id=ours,
        recipient=["notify.mailbox"],
        message="Yours: {pin}",
    )
    assert any(PIN in message for message in mailbox.messages)
    for digits in (PIN, FOREIGN_PIN):
        assert home.simulation.control.type_pin(DOOR, digits) == "accepted"
    await home.act(DOOR, "update_code", code_id=ours, pin=NEW_PIN)
    for _ in range(3):
        await home.pass_by(minutes=2)
    await badly(home)
    await home.use(DOOR, "lock", "lock", "unlock")


async def badly(home: AugustHome) -> None:
    """Lose an answer, and be refused."""
    home.simulation.control.lost_answer("august", 504, path=COMMANDS)
    await home.act(DOOR, "add_code", name="Lost", pin=LOST_PIN)
    for refused in (FOREIGN_PIN, int(FOREIGN_PIN), [FOREIGN_PIN]):
        with pytest.raises(HomeAssistantError) as caught:
            await home.act(DOOR, "add_code", name="Second", pin=refused)
        assert not found(str(caught.value), (FOREIGN_PIN,))


def keys_of(home: AugustHome) -> tuple[str, ...]:
    """Return what the account signs in with, and the tokens that it was given."""
    credentials = home.entry.data[CONF_CREDENTIALS]
    tokens = home.entry.data[CONF_TOKENS]["values"]
    return (
        credentials["api_key"],
        credentials["client_secret"],
        tokens["access_token"],
        tokens["refresh_token"],
    )
