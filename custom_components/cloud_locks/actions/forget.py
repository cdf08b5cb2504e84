"""The action `forget_code`: off the cloud's list, and perhaps not off the lock."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.access_code import CodeStatus
from .answers import FORGOTTEN, WrittenRow, written_row
from .errors import ActionError, sentence
from .fields import CODE_SCHEMA, check_choice, find_code
from .runner import for_each, respond
from .targets import Door, async_find

CONFIRM: Final = "confirm"

SCHEMA: Final[VolDictType] = {
    **CODE_SCHEMA,
    probatio.Optional(CONFIRM, default=False): cv.boolean,
}


async def forget_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take a code off the list of a cloud whose lock cannot be reached any more."""
    if not call.data[CONFIRM]:
        raise ActionError("confirm_forgetting")
    target = async_find(hass, call)
    check_choice(call.data, target)

    async def forget(door: Door) -> WrittenRow:
        code = await find_code(door, call.data)
        left = await door.account.code_writer.forget(door.lock.id, code)
        row = await written_row(hass, left)
        if left.status is not CodeStatus.REMOVING:
            row["status"] = FORGOTTEN
            row["message"] = await sentence(hass, "code_forgotten")
        return row

    return await respond(hass, call, target, await for_each(hass, target.doors, forget))
