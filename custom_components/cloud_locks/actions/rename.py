"""The action `rename_lock`: the name of a lock in the vendor's app."""

from typing import Final, TypedDict

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.capabilities import Capability
from ..model.code_rules import name_violations
from ..model.errors import Unsupported
from ..model.masking import tells
from ..model.parts import Depth
from ..model.reason import Reason
from .errors import ActionError
from .fields import NEW_NAME
from .runner import for_each, respond
from .targets import Door, async_find

RENAMED: Final = "renamed"
"""In the place of a status: the vendor's app has the name."""

SCHEMA: Final[VolDictType] = {probatio.Required(NEW_NAME): cv.string}


class RenamedRow(TypedDict):
    """What a lock is called now in the vendor's app."""

    status: str
    name: str


async def rename_lock(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give one lock another name; its device follows unless a person named that."""
    target, name = async_find(hass, call), call.data[NEW_NAME].strip()
    if not target.single:
        # Of two doors of one name nobody knows which is meant.
        raise ActionError("new_name_of_one_lock")

    async def rename(door: Door) -> RenamedRow:
        await _check(door, name)
        await door.account.renamer.async_rename(door.lock.id, name)
        return RenamedRow(status=RENAMED, name=name)

    return await respond(hass, call, target, await for_each(hass, target.doors, rename))


async def _check(door: Door, name: str) -> None:
    """Refuse what is no name, or what would show a PIN wherever the lock is shown."""
    if not door.lock.can(Capability.RENAME):
        raise Unsupported("rename")
    for violation in name_violations(name):
        raise ActionError(violation)
    if await _may_tell_a_pin(door, name):
        raise ActionError(Reason.NAME_INVALID)


async def _may_tell_a_pin(door: Door, name: str) -> bool:
    """Return whether a PIN of the lock is in a name; what cannot be read may be."""
    if not door.lock.can(Capability.CODES):
        return False
    rules = door.rules
    if sum(map(str.isdecimal, name)) < min(rules.lengths):
        return False
    if not rules.pins_readable:
        return True
    codes = await door.codes.read(door.lock.id, depth=Depth.PINS)
    return any(code.pin is None or tells(name, code.pin) for code in codes)
