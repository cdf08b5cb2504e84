"""The actions for codes that are computed: no connection to the lock is needed."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
import probatio

from ..model.capabilities import Capability
from ..model.code_parts import ClearScope, DynamicCodes, OfflineCodes
from ..model.errors import Unsupported
from . import schedule_fields
from .answers import ClearCodeRow, DynamicCodeRow, OfflineCodeRow
from .errors import ActionError
from .fields import CODE_ID, INCLUDE_PINS, NAME
from .hours import read_hours
from .runner import for_each, respond
from .targets import Door, async_find
from .time_fields import shown_in

CONFIRM: Final = "confirm"
SCOPE: Final = "scope"

_PINS: Final[VolDictType] = {probatio.Optional(INCLUDE_PINS, default=False): cv.boolean}
_SCOPES: Final = {"one": ClearScope.ONE, "all": ClearScope.ALL}

GENERATE_SCHEMA: Final[VolDictType] = {
    probatio.Optional(NAME): cv.string,
    **schedule_fields.SCHEMA,
    **_PINS,
}
CLEAR_SCHEMA: Final[VolDictType] = {
    probatio.Required(SCOPE): probatio.In(_SCOPES),
    probatio.Optional(CODE_ID): cv.string,
    probatio.Optional(CONFIRM, default=False): cv.boolean,
    **_PINS,
}
DYNAMIC_SCHEMA: Final[VolDictType] = _PINS


async def generate_offline_code(
    hass: HomeAssistant, call: ServiceCall
) -> ServiceResponse:
    """Compute a code that each lock accepts without being told."""
    data, target = call.data, async_find(hass, call)
    hours = await read_hours(hass, data, target.doors)
    name: str | None = data[NAME].strip() or None if NAME in data else None

    async def generate(door: Door) -> OfflineCodeRow:
        part = _offline(door)
        code = await door.codes.send(
            door.lock.id, lambda: part.generate(door.lock.id, hours.of(door), name)
        )
        await door.codes.keep_computed(door.lock.id, code, name)
        row = OfflineCodeRow(
            code_id=code.id,
            use_before=shown_in(code.use_before, dt_util.get_default_time_zone()),
            uses=code.schedule.uses,
            revocable=code.revocable,
        )
        if data[INCLUDE_PINS]:
            row["pin"] = code.pin.reveal()
        return row

    outcomes = await for_each(hass, target.doors, generate)
    return await respond(hass, call, target, outcomes)


async def generate_clear_code(
    hass: HomeAssistant, call: ServiceCall
) -> ServiceResponse:
    """Compute a code that erases offline codes when somebody types it at the lock."""
    data = call.data
    if not data[CONFIRM]:
        raise ActionError("confirm_required")
    if (data[SCOPE] == "one") is not (CODE_ID in data):
        raise ActionError("clear_one_by_id")
    target = async_find(hass, call)
    if CODE_ID in data and not target.single:
        raise ActionError("code_id_of_one_lock")

    async def generate(door: Door) -> ClearCodeRow:
        part, scope = _offline(door), _SCOPES[data[SCOPE]]
        pin = await door.codes.send(
            door.lock.id,
            lambda: part.generate_clear(door.lock.id, scope, data.get(CODE_ID)),
        )
        row = ClearCodeRow(scope=data[SCOPE])
        if data[INCLUDE_PINS]:
            row["pin"] = pin.reveal()
        return row

    outcomes = await for_each(hass, target.doors, generate)
    return await respond(hass, call, target, outcomes)


async def get_dynamic_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Return the code that works at each lock in these minutes."""
    target = async_find(hass, call)

    async def read(door: Door) -> DynamicCodeRow:
        code = await _dynamic(door).current(door.lock.id)
        until = shown_in(code.valid_until, dt_util.get_default_time_zone())
        row = DynamicCodeRow(valid_until=until)
        if call.data[INCLUDE_PINS]:
            row["pin"] = code.pin.reveal()
        return row

    return await respond(hass, call, target, await for_each(hass, target.doors, read))


def _offline(door: Door) -> OfflineCodes:
    part = door.account.cloud.parts.offline_codes
    if part is None or not door.lock.can(Capability.OFFLINE_CODES):
        raise Unsupported("offline codes")
    return part


def _dynamic(door: Door) -> DynamicCodes:
    part = door.account.cloud.parts.dynamic_codes
    if part is None or not door.lock.can(Capability.DYNAMIC_CODES):
        raise Unsupported("dynamic codes")
    return part
