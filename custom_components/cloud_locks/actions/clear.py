"""The action `clear_codes`."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.access_code import AccessCode, CodeKind
from ..model.errors import RejectedError, VendorError
from .answers import ClearedRow
from .change import is_gone
from .errors import ActionError, error_of, failure_row
from .fields import WAIT, WRITE_SCHEMA
from .runner import for_each, respond
from .targets import Door, async_find

CONFIRM: Final = "confirm"
ONLY_MANAGED: Final = "only_managed"

SCHEMA: Final[VolDictType] = {
    probatio.Optional(CONFIRM, default=False): cv.boolean,
    probatio.Optional(ONLY_MANAGED, default=True): cv.boolean,
    **WRITE_SCHEMA,
}


async def clear_codes(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take many codes off: those that were made here, or all."""
    if not call.data[CONFIRM]:
        raise ActionError("confirm_required")
    target = async_find(hass, call)

    async def clear(door: Door) -> ClearedRow:
        row = ClearedRow(removed=[], removing=[], kept=[], failed=[])
        errors: list[VendorError] = []
        for code in await door.codes.read(door.lock.id):
            if not _goes(code, only_managed=call.data[ONLY_MANAGED]):
                row["kept"].append(code.name)
            elif errors and _concerns_all(errors[-1]):
                row["failed"].append(code.name)
            else:
                await _delete(door, code, call.data[WAIT], row, errors)
        return await _told(hass, row, errors)

    outcomes = await for_each(hass, target.doors, clear)
    return await respond(hass, call, target, outcomes)


def _goes(code: AccessCode, *, only_managed: bool) -> bool:
    # A member's code belongs to a person in the vendor's app and goes with them.
    return code.kind is not CodeKind.MEMBER and (code.managed or not only_managed)


def _concerns_all(err: VendorError) -> bool:
    """Return whether the next code would fail as well, perhaps after a long wait."""
    return not isinstance(err, RejectedError)


async def _delete(
    door: Door,
    code: AccessCode,
    wait: float,
    row: ClearedRow,
    errors: list[VendorError],
) -> None:
    try:
        left = await door.account.code_writer.delete(door.lock.id, code, wait=wait)
    except VendorError as err:
        errors.append(err)
        row["failed"].append(code.name)
    else:
        row["removed" if is_gone(left) or not code.id else "removing"].append(code.name)


async def _told(
    hass: HomeAssistant, row: ClearedRow, errors: list[VendorError]
) -> ClearedRow:
    """Return the row with its first error; with nothing done the lock has failed."""
    if errors and not row["removed"] and not row["removing"]:
        raise errors[0]
    if errors:
        told = await failure_row(hass, error_of(errors[0]))
        row["error"], row["message"] = str(told["error"]), str(told["message"])
    return row
