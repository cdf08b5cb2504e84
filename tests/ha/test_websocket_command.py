"""What all commands have in common: who may, what is refused, what is never logged."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.typing import VolDictType
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.cloud_locks.model.errors import LockOffline
from custom_components.cloud_locks.model.masking import MASK
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.websocket import command
from custom_components.cloud_locks.websocket.command import (
    Answer,
    Command,
    Handler,
    Request,
)

from .acting import PIN
from .options import choose_for_house
from .records import Records

type Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
async def ask(
    hass: HomeAssistant, account: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> Ask:
    """Return how to register a command and send it; the answer as it comes."""
    client = await hass_ws_client(hass)

    async def send(handler: Handler, **fields: Any) -> dict[str, Any]:
        known: VolDictType = {
            probatio.Required("pin"): object,
            probatio.Optional("day"): int,
        }
        command.async_register(
            hass, Command(name="tried", handler=handler, fields=known)
        )
        await client.send_json_auto_id({"type": "cloud_locks/tried", **fields})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    return send


async def echo(_: HomeAssistant, request: Request) -> Answer:
    """Answer with what was understood."""
    return {"fields": sorted(request.fields), "user": request.context.user_id}


async def test_what_is_read(ask: Ask, hass_admin_user: MockUser) -> None:
    """The fields, and on whose behalf."""
    answer = await ask(echo, pin=PIN)
    assert answer["result"] == {"fields": ["pin"], "user": hass_admin_user.id}


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"pin": "", "day": PIN}, "day"),
        ({"pin": PIN, "extra": PIN}, MASK),
        ({"pin": PIN, f"pin {PIN}": 1}, MASK),
        ({"day": [PIN]}, "day, pin"),
    ],
)
async def test_what_is_refused_is_never_logged(
    hass: HomeAssistant,
    ask: Ask,
    caplog: pytest.LogCaptureFixture,
    fields: dict[str, Any],
    refused: str,
) -> None:
    """Which fields it is about is told, without what stood in them."""
    records = Records(hass, caplog)
    answer = await ask(echo, **fields)
    assert answer["error"]["code"] == "invalid_format"
    assert answer["error"]["message"].endswith(f"Refused: {refused}.")
    assert PIN not in str(answer)
    assert PIN not in records.text


async def test_what_a_cloud_says(ask: Ask) -> None:
    """The reason, and its sentence."""

    async def fail(_: HomeAssistant, __: Request) -> Answer:
        raise LockOffline("front", reason=Reason.LOCK_ASLEEP)

    answer = await ask(fail, pin=PIN)
    assert answer["error"]["code"] == "lock_asleep"
    assert "asleep" in answer["error"]["message"]


async def test_what_core_says(ask: Ask) -> None:
    """Errors that are not ours are told as core tells them."""

    async def fail(_: HomeAssistant, __: Request) -> Answer:
        raise HomeAssistantError("not ours")

    answer = await ask(fail, pin=PIN)
    assert answer["error"] == {"code": "home_assistant_error", "message": "not ours"}


@pytest.mark.parametrize("fails", [True, False])
async def test_who_loses_the_right_meanwhile(
    hass: HomeAssistant, ask: Ask, hass_admin_user: MockUser, fails: bool
) -> None:
    """They learn nothing, although they asked while they were allowed to."""

    async def lose(_: HomeAssistant, __: Request) -> Answer:
        hass_admin_user.groups = []
        hass_admin_user.invalidate_cache()
        if fails:
            raise LockOffline("front")
        return {"pin": PIN}

    hass_admin_user.is_owner = False
    answer = await ask(lose, pin=PIN)
    assert answer["error"]["code"] == "unauthorized"
    assert PIN not in str(answer)


@pytest.mark.parametrize("chosen", [True, False])
async def test_who_is_no_administrator(
    hass: HomeAssistant, ask: Ask, hass_admin_user: MockUser, chosen: bool
) -> None:
    """Only whom somebody chose; others learn not even which fields there are."""
    hass_admin_user.is_owner = False
    hass_admin_user.groups = []
    hass_admin_user.invalidate_cache()
    choose_for_house(hass, managers=[hass_admin_user.id] if chosen else [])
    answer = await ask(echo, wrong=1)
    expected = "invalid_format" if chosen else "unauthorized"
    assert answer["error"]["code"] == expected
