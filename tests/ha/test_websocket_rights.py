"""Who may use the panel's commands, over real connections; and how they end."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.websocket import COMMANDS
from custom_components.cloud_locks.websocket.command import Command
from custom_components.cloud_locks.websocket.subscription import Hub
from tests.fake_cloud import FakeBackend

from .acting import PIN
from .codes import until
from .options import choose_for_house
from .records import Records

type Connect = Callable[[], Awaitable[MockHAClientWebSocket]]

OF_COMMAND = pytest.mark.parametrize("command", COMMANDS, ids=lambda it: it.name)


@pytest.fixture
def connect(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
) -> Connect:
    """Return how somebody connects who is no administrator."""
    return lambda: hass_ws_client(hass, hass_read_only_access_token)


async def ask(
    client: MockHAClientWebSocket, command: Command, **fields: Any
) -> dict[str, Any]:
    """Send a command and return its answer."""
    await client.send_json_auto_id({"type": command.type, **fields})
    answer: dict[str, Any] = await client.receive_json()
    return answer


def code_of(answer: dict[str, Any]) -> str | None:
    """Return why a command was refused; None when it was not."""
    return None if answer["success"] else str(answer["error"]["code"])


@OF_COMMAND
async def test_administrators(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    command: Command,
) -> None:
    """They may; what they left out is the only thing that is wrong."""
    answer = await ask(await hass_ws_client(hass), command)
    needed = any(str(it) for it in command.fields)
    expected = {"invalid_format", "grant_or_code"} if needed else {None}
    assert code_of(answer) in expected


@OF_COMMAND
async def test_nobody_else(connect: Connect, command: Command) -> None:
    """Whoever was not chosen gets no word about anything, whatever they send."""
    client = await connect()
    assert code_of(await ask(client, command)) == "unauthorized"
    answer = await ask(client, command, pin=PIN, door_id="fake:fake-account:front")
    assert (code_of(answer), PIN in repr(answer)) == ("unauthorized", False)


@OF_COMMAND
async def test_whom_an_administrator_chose(
    hass: HomeAssistant,
    connect: Connect,
    hass_read_only_user: MockUser,
    command: Command,
) -> None:
    """From that moment on, until they are no longer chosen or were shut out."""
    client = await connect()
    choose_for_house(hass, managers=[hass_read_only_user.id])
    assert code_of(await ask(client, command)) != "unauthorized"
    hass_read_only_user.is_active = False
    # The rest of a subscription may come first.
    await client.send_json_auto_id({"type": command.type})
    while (answer := await client.receive_json())["type"] != "result":
        pass
    assert code_of(answer) == "unauthorized"


@OF_COMMAND
async def test_what_is_refused_is_logged_nowhere(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    caplog: pytest.LogCaptureFixture,
    command: Command,
) -> None:
    """A PIN in a field where none belongs, or as something that is none."""
    records = Records(hass, caplog)
    client = await hass_ws_client(hass)
    for fields in (
        {"pin": [PIN]},
        {"door_id": {"pin": PIN}},
        {"door_ids": PIN, "name": "Anna", "pin": {"pin": PIN}},
        {PIN: PIN},
        {"csv": {"pin": PIN}, "dry_run": PIN},
    ):
        answer = await ask(client, command, **fields)
        assert not answer["success"]
        assert PIN not in repr(answer)
    assert PIN not in records.text


@pytest.fixture
async def looking(
    hass: HomeAssistant, account: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> MockHAClientWebSocket:
    """Return a connection that was sent everything."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "cloud_locks/subscribe"})
    assert (await client.receive_json())["success"]
    first = await client.receive_json()
    assert first["event"]["complete"]
    return client


def hub(hass: HomeAssistant) -> Hub:
    """Return who tells all that look."""
    found = hass.data["cloud_locks.subscription"]
    assert isinstance(found, Hub)
    return found


async def test_a_browser_that_looks(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    looking: MockHAClientWebSocket,
) -> None:
    """It hears of a change by itself, and no more once it has enough."""
    lock = fake_cloud.change("front", bolt=BoltState.UNLOCKED)
    account.runtime_data.locks.async_put(lock)
    update = (await looking.receive_json())["event"]
    assert [it["bolt"] for it in update["doors"]] == ["unlocked"]
    await looking.send_json_auto_id({"type": "unsubscribe_events", "subscription": 1})
    assert (await looking.receive_json())["success"]
    assert hub(hass)._follower is None


async def test_a_browser_that_is_gone(
    hass: HomeAssistant, looking: MockHAClientWebSocket
) -> None:
    """Nothing is kept for it."""
    assert hub(hass)._follower is not None
    await looking.close()
    await until(lambda: not hub(hass)._looking)
    assert hub(hass)._follower is None


# Core leaves the heartbeat of a connection behind that it ends itself.
@pytest.mark.parametrize("expected_lingering_timers", [True])
@pytest.mark.usefixtures("expected_lingering_timers")
async def test_who_is_shut_out_while_looking(
    hass: HomeAssistant,
    connect: Connect,
    hass_read_only_user: MockUser,
) -> None:
    """Home Assistant ends their connection, and with it the subscription."""
    choose_for_house(hass, managers=[hass_read_only_user.id])
    client = await connect()
    await client.send_json_auto_id({"type": "cloud_locks/subscribe"})
    assert (await client.receive_json())["success"]
    assert (await client.receive_json())["event"]["complete"]
    await hass.auth.async_deactivate_user(hass_read_only_user)
    assert (await client.receive()).type is WSMsgType.CLOSE
    await until(lambda: not hub(hass)._looking)
