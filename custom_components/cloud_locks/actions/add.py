"""The action `add_code`."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..codes import IfExists
from ..model.access_code import AccessCode, CodeDraft
from ..model.code_rules import PinChooser
from ..model.secret import Secret
from . import schedule_fields
from .answers import WrittenRow, written_row
from .fields import INCLUDE_PINS, NAME, WAIT, WRITE_SCHEMA
from .hours import read_hours
from .rules import check, new_pin
from .runner import for_each, respond
from .secrets import PIN, typed_pin
from .targets import Door, async_find, rules_of

IF_EXISTS: Final = "if_exists"

SCHEMA: Final[VolDictType] = {
    probatio.Required(NAME): cv.string,
    probatio.Optional(PIN): object,
    probatio.Optional(IF_EXISTS, default=IfExists.ERROR): probatio.Coerce(IfExists),
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
    **schedule_fields.SCHEMA,
    **WRITE_SCHEMA,
}


async def add_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Put one code on all locks; the same PIN everywhere."""
    data, target = call.data, async_find(hass, call)
    hours = await read_hours(hass, data, target.doors)
    schedules = {door.entity_id: hours.of(door) for door in target.doors}
    name: str = data[NAME].strip()
    chosen = typed_pin(data.get(PIN), rules_of(target.doors))
    pin = chosen or new_pin(target.doors, avoid=name)

    async def add(door: Door) -> WrittenRow:
        by_vendor = chosen is None and door.rules.pin_chooser is PinChooser.VENDOR
        draft = CodeDraft(
            name=name,
            schedule=schedules[door.entity_id],
            pin=None if by_vendor else pin,
        )
        check(door.rules, pin=draft.pin, name=name, schedule=draft.schedule)
        return await _written(hass, door, draft, data)

    return await respond(hass, call, target, await for_each(hass, target.doors, add))


async def _written(
    hass: HomeAssistant, door: Door, draft: CodeDraft, data: Mapping[str, Any]
) -> WrittenRow:
    asked, if_exists = data[INCLUDE_PINS], data[IF_EXISTS]
    there: tuple[AccessCode, ...] = ()
    if asked and if_exists is IfExists.KEEP:
        there = await door.codes.read(door.lock.id)
    code = await door.account.code_writer.add(
        door.lock.id, draft, if_exists=if_exists, wait=data[WAIT]
    )
    # A code that was kept has a PIN of its own.
    kept = any(code.id == it.id for it in there)
    return await written_row(
        hass, code, _pin(code, draft) if asked and not kept else None
    )


def _pin(code: AccessCode, draft: CodeDraft) -> Secret | None:
    """Return the digits of a new code: those that the vendor chose, else ours."""
    return code.pin or draft.pin
