"""The client of Home Assistant's own integrations, against the simulated clouds."""

import asyncio
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
import os
from typing import Any

import aiohttp
import pytest

from simulators import Simulation
from simulators.august import AugustControl

from .wire import API, SOCKET, Door, Wire, lock_id, pushed, token_of, until

if find_spec("yalexs") is None and not os.environ.get("CI"):
    pytest.skip("the library is not installed", allow_module_level=True)

type Client = Any
"""The library comes without types."""

api_async: Client = import_module("yalexs.api_async")
const: Client = import_module("yalexs.const")
exceptions: Client = import_module("yalexs.exceptions")
pubnub: Client = import_module("yalexs.pubnub_activity")
BRANDS = {"august": const.Brand.YALE_AUGUST, "yale": const.Brand.YALE_GLOBAL}


class Account:
    """The library's client with a token."""

    def __init__(
        self, sim: Simulation, session: aiohttp.ClientSession, brand: str
    ) -> None:
        """Let the library talk to a simulated company, with its own key."""
        self.brand = BRANDS[brand]
        config = const.BRAND_CONFIG[self.brand]
        assert config.base_url == API[brand]
        sim.vendor(AugustControl).accept_key(brand, config.api_key)
        self.api: Client = api_async.ApiAsync(session, brand=self.brand)
        self.api._base_url = sim.origins[API[brand]]
        self.token = token_of(sim, brand)
        self.lock_id = lock_id(sim, "kitchen_door")

    async def detail(self) -> Client:
        """Return the kitchen door."""
        return await self.api.async_get_lock_detail(self.token, self.lock_id)


@pytest.fixture(params=["august", "yale"])
def account(
    request: pytest.FixtureRequest, sim: Simulation, session: aiohttp.ClientSession
) -> Account:
    """Return the library signed in at each company."""
    return Account(sim, session, request.param)


async def test_locks(account: Account) -> None:
    """It finds all locks, and those that can be operated."""
    locks = await account.api.async_get_locks(account.token)
    assert len(locks) == 7
    operable = await account.api.async_get_operable_locks(account.token)
    assert {lock.device_name for lock in locks} - {
        lock.device_name for lock in operable
    } == {"Cottage"}


async def test_details(account: Account, sim: Simulation) -> None:
    """It reads state, door, bridge and battery as they are."""
    sim.control.battery("kitchen_door", 62)
    sim.control.door("kitchen_door", "open")
    detail = await account.detail()
    assert detail.lock_status.value == "locked"
    assert detail.door_state.value == "open"
    assert detail.battery_level == 62
    assert detail.bridge_is_online
    assert detail.doorsense
    assert not detail.unlatch_supported
    assert detail.house_id
    sim.control.gateway_online("kitchen_bridge", online=False)
    assert not (await account.detail()).bridge_is_online
    terrace = await account.api.async_get_lock_detail(
        account.token, lock_id(sim, "terrace_door")
    )
    assert terrace.unlatch_supported
    assert terrace.keypad.battery_level == "Full"
    assert not terrace.doorsense


async def test_lock_unlock_unlatch(account: Account, sim: Simulation) -> None:
    """Each command ends in the state that it names."""
    api, token = account.api, account.token
    assert (await api.async_unlock(token, account.lock_id)).value == "unlocked"
    assert sim.home.lock("kitchen_door").bolt == "unlocked"
    assert (await api.async_lock(token, account.lock_id)).value == "locked"
    terrace = lock_id(sim, "terrace_door")
    assert (await api.async_unlatch(token, terrace)).value == "unlatched"
    status = await api.async_get_lock_status(token, account.lock_id)
    assert status.value == "locked"
    activities = await api.async_unlock_return_activities(token, account.lock_id)
    assert [row.action for row in activities] == ["unlock", "doorclosed"]


async def test_later(account: Account, sim: Simulation) -> None:
    """It reads what is pushed after an asynchronous command."""
    api, token = account.api, account.token
    bridge = (await account.detail()).bridge
    await api.async_unlock_async(token, account.lock_id, bridge.hyper_bridge)
    await until(sim, "kitchen_door", 2)
    now = sim.home.clock.now()
    detail = await account.detail()
    read = pubnub.activities_from_pubnub_message
    interim, final = (
        [row.action for row in read(detail, now, body) if "door" not in row.action]
        for body in pushed(sim, "kitchen_door")
    )
    assert (interim, final) == (["unlocking"], ["unlock"])


async def test_troubles(account: Account, sim: Simulation) -> None:
    """It tells a dead token and a bridge that is offline."""
    api = account.api
    with pytest.raises(exceptions.InvalidAuth):
        await api.async_get_locks("nothing")
    sim.control.gateway_online("kitchen_bridge", online=False)
    with pytest.raises(exceptions.YaleApiError, match="offline"):
        await api.async_unlock(account.token, account.lock_id)


async def test_pins(account: Account, sim: Simulation) -> None:
    """It reads those that are loaded."""
    sim.control.add_pin("kitchen_door", "Els Bakker", "012345")
    (pin,) = await account.api.async_get_pins(account.token, account.lock_id)
    assert (pin.pin, pin.state, pin.access_type) == ("012345", "loaded", "always")
    assert (pin.first_name, pin.last_name) == ("Els", "Bakker")
    assert pin.loaded_date is not None


async def test_activities(account: Account, sim: Simulation) -> None:
    """It knows each action, and who typed."""
    sim.control.add_pin("kitchen_door", "Els Bakker", "012345")
    sim.control.type_pin("kitchen_door", "012345")
    sim.control.turn_knob("kitchen_door", "locked")
    sim.control.door("kitchen_door", "open")
    sim.control.time(advance=4)
    house = (await account.detail()).house_id
    rows = await account.api.async_get_house_activities(account.token, house)
    actions = {row.action for row in rows}
    assert actions == {"pin_unlock", "manual_lock", "door_open"}
    typed = next(row for row in rows if getattr(row, "operated_keypad", False))
    assert typed.operated_by == "Els Bakker"
    assert len(rows) == 3


async def test_houses_and_capabilities(account: Account, sim: Simulation) -> None:
    """What it asks for beside the locks."""
    api, token = account.api, account.token
    response = await api.async_get_houses(token)
    assert len(await response.json()) == 2
    assert (await api.async_get_user(token))["FirstName"] == "Anna"
    assert await api.async_get_doorbells(token) == []
    found = await api.async_get_lock_capabilities(token, account.lock_id)
    assert found["lock"]["unlatch"] is False
    terrace = lock_id(sim, "terrace_door")
    found = await api.async_get_lock_capabilities(token, terrace)
    assert found["lock"]["unlatch"] is True


def _joined(desk: AugustControl) -> bool:
    """Tell whether somebody is connected."""
    rows = desk.state()["subscribers"]
    assert isinstance(rows, dict)
    return any(rows.values())


async def test_socket(
    sim: Simulation, session: aiohttp.ClientSession, desk: AugustControl
) -> None:
    """The Socket.IO library that it uses hears of a command, and joins again."""
    socketio: Client = import_module("socketio")
    account = Account(sim, session, "yale")
    made = await account.api.async_add_websocket_subscription(account.token)
    heard: asyncio.Queue[Any] = asyncio.Queue()
    client = socketio.AsyncClient(reconnection_delay=0.01, randomization_factor=0)
    client.on("data", heard.put)
    headers = import_module("yalexs.api_common").api_auth_headers(
        account.token, brand=account.brand
    )
    address = f"{sim.origins[SOCKET]}/?subscriberID={made['subscriberID']}"
    await client.connect(address, transports=["websocket"], headers=headers)
    await account.api.async_unlock(account.token, account.lock_id)
    async with asyncio.timeout(5):
        assert (await heard.get())["lockID"] == account.lock_id
    await client.disconnect()
    assert sim.vendor(AugustControl).state()["subscribers"] == {made["subscriberID"]: 0}


async def test_same_as_our_eyes(account: Account, august: Wire) -> None:
    """What it reads is what stands in the answer."""
    row = await Door(august, "kitchen_door").show()
    detail = await account.detail()
    assert detail.device_id == row["LockID"]
    assert detail.serial_number == row["SerialNumber"]
    assert detail.firmware_version == row["currentFirmwareVersion"]
    assert detail.pubsub_channel == row["pubsubChannel"]


def test_brands_are_like_ours() -> None:
    """The table of the library has the hosts that are simulated here."""
    config = const.BRAND_CONFIG[const.Brand.YALE_AUGUST]
    assert replace(config, api_key="").base_url == API["august"]
    assert config.api_key_header == "x-august-api-key"
