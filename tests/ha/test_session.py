"""The session of an account, and requests that are on their way when it ends."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp.connector import Connection
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.session import create_session
from custom_components.cloud_locks.vendors._http import Request, Transport
from tests.vendors.raw_server import RawServer, answer


@pytest.fixture
def entry() -> MockConfigEntry:
    """Return an account that the session belongs to."""
    return MockConfigEntry(domain="cloud_locks")


@pytest.fixture
async def transport(hass: HomeAssistant, entry: MockConfigEntry) -> Transport:
    """Return what sends over the session of the account."""
    return Transport(session=create_session(hass, entry))


@pytest.fixture
async def request_(
    socket_enabled: None, transport: Transport
) -> AsyncIterator[Request]:
    """Return a request to a server that says yes."""
    async with RawServer.running(lambda _: answer(200, {})) as server:
        yield Request("POST", transport.url(server.origin, "/unlock"))


async def test_ends_with_its_account(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    transport: Transport,
    request_: Request,
) -> None:
    """Nothing is sent any more."""
    assert (await transport.send(request_)).ok
    await entry._async_process_on_unload(hass)
    assert transport.session.closed
    with pytest.raises(CloudUnreachable):
        await transport.send(request_)


async def test_ends_with_home_assistant(
    hass: HomeAssistant, transport: Transport
) -> None:
    """When that goes down without unloading anything."""
    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()
    assert transport.session.closed


async def test_what_is_on_its_way_arrives(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    transport: Transport,
    request_: Request,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The account is unloaded under a request that is just connecting."""
    connector = transport.session.connector
    assert connector is not None
    connect = connector.connect
    refused: list[str] = []

    async def connect_late(*args: Any, **options: Any) -> Connection:
        connection = await connect(*args, **options)
        await entry._async_process_on_unload(hass)
        with pytest.raises(CloudUnreachable) as caught:
            await transport.send(request_)
        refused.append(caught.value.detail)
        return connection

    monkeypatch.setattr(connector, "connect", connect_late)
    assert (await transport.send(request_)).ok
    assert refused == ["session closed"]
    assert transport.session.closed
