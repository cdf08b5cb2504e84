"""August and Yale: signing in on their page, and by the account that core has."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

from aiohttp import ClientSession
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yalexs.const import BRAND_CONFIG
from yarl import URL

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.august import AugustControl
from tests.ha.core_account import Implementation, core_account

DOOR = "terrace_door"

pytestmark = [
    pytest.mark.parametrize("brand", ["august", "yale"]),
    pytest.mark.usefixtures("current_request_with_host"),
]

type Json = dict[str, Any]


@pytest.fixture
def desk(simulation: Simulation) -> AugustControl:
    """Return what can be set at the cloud."""
    return simulation.vendor(AugustControl)


@pytest.fixture
def lock_id(desk: AugustControl) -> str:
    """Return the id of the terrace door."""
    locks: Any = desk.state()["locks"]
    found: str = locks[DOOR]["id"]
    return found


@pytest.fixture(autouse=True)
async def redirected(hass: HomeAssistant, simulation: Simulation) -> None:
    """Let everything go to the simulated clouds."""
    config = {DOMAIN: {"origins": simulation.origins}}
    assert await async_setup_component(hass, "auth", {})
    assert await async_setup_component(hass, DOMAIN, config)


async def choose(hass: HomeAssistant, brand: str, way: str) -> Json:
    """Go as far as to the form of a way to sign in."""
    flow = hass.config_entries.flow
    form: Any = await flow.async_init(DOMAIN, context={"source": "user"})
    menu: Any = await flow.async_configure(form["flow_id"], {"brand": brand})
    assert menu["menu_options"] == ["link", "own_credentials"]
    way_in: Any = await flow.async_configure(menu["flow_id"], {"next_step_id": way})
    return dict(way_in)


async def go_to_page(hass: HomeAssistant, form: Json, typed: Json) -> str:
    """Send a form; returns where its page sends a person back to."""
    flow = hass.config_entries.flow
    sent: Any = await flow.async_configure(form["flow_id"], typed)
    async with (
        ClientSession() as browser,
        browser.get(URL(sent["url"]), allow_redirects=False) as page,
    ):
        assert page.status == 302
        return URL(page.headers["Location"]).path_qs


@pytest.fixture
async def signed_in(
    hass: HomeAssistant,
    simulation: Simulation,
    hass_client_no_auth: ClientSessionGenerator,
    brand: str,
) -> ConfigEntry:
    """Return an account that signed in on the brand's page."""
    form = await choose(hass, brand, "own_credentials")
    back = await go_to_page(hass, form, simulation.account(brand))
    client = await hass_client_no_auth()
    assert (await client.get(back)).status == 200
    result: Any = await hass.config_entries.flow.async_configure(form["flow_id"])
    await hass.async_block_till_done()
    entry: ConfigEntry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def test_the_page(
    hass: HomeAssistant, desk: AugustControl, signed_in: ConfigEntry, brand: str
) -> None:
    """The account goes by its id; each refresh token is used once, over a restart."""
    assert signed_in.unique_id == f"{brand}:{desk.state()['user_id']}"
    for refreshes in (1, 2):
        desk.expire_tokens()
        assert await hass.config_entries.async_reload(signed_in.entry_id)
        assert signed_in.state is ConfigEntryState.LOADED
        assert desk.state()["refreshes"] == refreshes


async def test_signed_out_and_in_again(
    hass: HomeAssistant,
    desk: AugustControl,
    signed_in: ConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    brand: str,
) -> None:
    """Nothing has to be typed for it."""
    desk.revoke_tokens()
    assert not await hass.config_entries.async_reload(signed_in.entry_id)
    await hass.async_block_till_done()
    (form,) = hass.config_entries.flow.async_progress()
    assert form["step_id"] == "own_credentials"
    typed = {"client_id": signed_in.data["credentials"]["client_id"]}
    back = await go_to_page(hass, dict(form), typed)
    client = await hass_client_no_auth()
    assert (await client.get(back)).status == 200
    result: Any = await hass.config_entries.flow.async_configure(form["flow_id"])
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done()
    assert signed_in.state is ConfigEntryState.LOADED


@pytest.fixture
async def core(
    hass: HomeAssistant, desk: AugustControl, lock_id: str, brand: str
) -> AsyncIterator[MockConfigEntry]:
    """Return core's own entry, signed in with core's own key."""
    token = str(desk.tokens(brand)["access_token"])
    async with core_account(
        hass, brand, Implementation(hass), token=token, locks=[lock_id]
    ) as entry:
        desk.accept_key(brand, BRAND_CONFIG[entry.runtime_data.brand].api_key)
        entry.runtime_data.activity_stream = Mock(push_updates_connected=True)
        yield entry


async def pass_by(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, arrived: Callable[[], bool]
) -> None:
    """Let two minutes pass, and real answers come until something has arrived."""
    passed = timedelta(minutes=2)
    freezer.tick(passed)
    async_fire_time_changed(hass, dt_util.utcnow() + passed)
    for _ in range(20):
        await asyncio.sleep(0.05)
        if arrived():
            return


async def test_the_link(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    desk: AugustControl,
    simulation: Simulation,
    core: MockConfigEntry,
    lock_id: str,
    brand: str,
) -> None:
    """Locks, commands and news by the token, the headers and the push that core has."""
    form = await choose(hass, brand, "link")
    flow = hass.config_entries.flow
    result: Any = await flow.async_configure(
        form["flow_id"], {"core_entry": core.entry_id}
    )
    await hass.async_block_till_done()
    entry: ConfigEntry = result["result"]
    assert entry.unique_id == f"{brand}:{desk.state()['user_id']}"

    registry = er.async_get(hass)
    unique_id = f"{entry.unique_id}:{lock_id}:lock"
    lock = registry.async_get_entity_id("lock", DOMAIN, unique_id)
    assert lock is not None
    known = registry.async_get(lock)
    assert known is not None
    assert known.hidden_by is er.RegistryEntryHider.INTEGRATION
    for _ in range(3):
        # Whatever is read at first, and as much as may be read within a minute.
        await pass_by(hass, freezer, lambda: False)
    assert hass.states.is_state(lock, "locked")
    simulation.control.turn_knob(DOOR, "unlocked")
    core.runtime_data.async_signal_device_id_update(lock_id)
    await pass_by(hass, freezer, lambda: hass.states.is_state(lock, "unlocked"))
    assert hass.states.is_state(lock, "unlocked")

    await hass.services.async_call("lock", "lock", {"entity_id": lock}, blocking=True)
    assert hass.states.is_state(lock, "locked")
    assert desk.state()["refreshes"] == 0


async def test_from_the_page_to_the_link(
    hass: HomeAssistant, signed_in: ConfigEntry, core: MockConfigEntry, brand: str
) -> None:
    """The same account in another way; what belonged to the first one is gone."""
    flow = hass.config_entries.flow
    context = ConfigFlowContext(source="reconfigure", entry_id=signed_in.entry_id)
    menu: Any = await flow.async_init(DOMAIN, context=context)
    assert menu["menu_options"] == ["link", "own_credentials"]
    form: Any = await flow.async_configure(menu["flow_id"], {"next_step_id": "link"})
    typed = {"core_entry": core.entry_id}
    result: Any = await flow.async_configure(form["flow_id"], typed)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done()
    assert signed_in.state is ConfigEntryState.LOADED
    assert signed_in.data == {
        "brand": brand,
        "sign_in": "link",
        "credentials": typed,
    }
