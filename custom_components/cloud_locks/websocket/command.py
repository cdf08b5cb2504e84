"""What all commands have in common: who may ask, what is read, what goes wrong.

Core's log holds what a schema of its own refuses, and a PIN may stand in any field by
mistake. So core is given a schema that takes everything; ours runs here, and of what it
refuses the names of the fields are told, never a value.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import (
    ActiveConnection,
    WebSocketCommandHandler,
)
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers.typing import VolDictType
import probatio

from ..actions.errors import ERROR, MESSAGE, ActionError, error_of, failure_row
from ..const import DOMAIN
from ..model.errors import VendorError
from ..model.masking import MASK
from ..permissions import user_may_manage

_ANYTHING: Final = probatio.Schema(dict)
_ENVELOPE: Final = frozenset({"id", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command that somebody sent, who may manage access. `fields`: as its schema."""

    id: int
    connection: ActiveConnection
    fields: Mapping[str, Any]
    context: Context


type Answer = Mapping[str, object]
"""A view; None where a subscription began, or nothing is told but that it is done."""

type Handler = Callable[[HomeAssistant, Request], Coroutine[Any, Any, Answer | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command, `cloud_locks/<name>`.

    What its handler raises is told with a key and the translated sentence.
    """

    name: str
    handler: Handler
    fields: VolDictType = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Return what a client calls it by."""
        return f"{DOMAIN}/{self.name}"


@callback
def async_register(hass: HomeAssistant, command: Command) -> None:
    """Register a command; it exists also while no account is loaded."""
    websocket_api.async_register_command(
        hass, command.type, _handler(command), _ANYTHING
    )


def _handler(command: Command) -> WebSocketCommandHandler:
    schema = probatio.Schema(command.fields)

    @websocket_api.async_response
    async def handle(
        hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
    ) -> None:
        _check_may_manage(hass, connection)
        try:
            request = _request(schema, connection, msg)
            answer = await command.handler(hass, request)
        except VendorError as err:
            await _refuse(hass, connection, msg["id"], error_of(err))
        except HomeAssistantError as err:
            await _refuse(hass, connection, msg["id"], err)
        else:
            # It may have taken a while.
            _check_may_manage(hass, connection)
            connection.send_result(msg["id"], answer)

    return handle


def _check_may_manage(hass: HomeAssistant, connection: ActiveConnection) -> None:
    if not user_may_manage(hass, connection.user):
        raise Unauthorized(user_id=connection.user.id)


def _request(
    schema: probatio.Schema, connection: ActiveConnection, msg: dict[str, Any]
) -> Request:
    """Read the fields. `ActionError` names those that are refused."""
    fields = {key: it for key, it in msg.items() if key not in _ENVELOPE}
    try:
        read = schema(fields)
    except probatio.Invalid as err:
        # Not as the cause: its text repeats what was sent.
        fields_told = ", ".join(_refused(schema, err))
        raise ActionError("invalid_format", {"fields": fields_told}) from None
    return Request(
        id=msg["id"],
        connection=connection,
        fields=read,
        context=connection.context(msg),
    )


def _refused(schema: probatio.Schema, err: probatio.Invalid) -> list[str]:
    """Return the names of refused fields; of one that we do not have only a sign."""
    known = {str(it) for it in schema.schema}
    errors = err.errors if isinstance(err, probatio.MultipleInvalid) else [err]
    names = {str(it.path[0]) for it in errors if it.path}
    return sorted(name if name in known else MASK for name in names)


async def _refuse(
    hass: HomeAssistant,
    connection: ActiveConnection,
    request_id: int,
    err: HomeAssistantError,
) -> None:
    """Tell what went wrong. What core means by its errors is left to core."""
    _check_may_manage(hass, connection)
    if err.translation_domain != DOMAIN:
        raise err
    row = await failure_row(hass, err)
    connection.send_error(request_id, str(row[ERROR]), str(row[MESSAGE]))
