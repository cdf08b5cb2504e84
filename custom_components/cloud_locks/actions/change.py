"""The actions that change one code: update, delete, rotate, adopt."""

from functools import partial
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.access_code import AccessCode, CodeChange, CodeStatus
from ..model.code_rules import PinChooser, Violation
from ..model.errors import Unsupported
from ..model.secret import Secret
from . import schedule_fields
from .answers import REMOVED, WrittenRow, written_row
from .errors import ActionError
from .fields import (
    CODE_SCHEMA,
    INCLUDE_PINS,
    NAME,
    NEW_NAME,
    WAIT,
    WRITE_SCHEMA,
    check_choice,
    find_code,
)
from .fresh_pin import with_fresh_pin
from .hours import Hours, read_hours
from .rules import check, check_new_name, hours_of
from .runner import Outcomes, Work, for_each, respond
from .secrets import PIN, typed_pin
from .targets import Door, Target, async_find, rules_of

UPDATE_SCHEMA: Final[VolDictType] = {
    **CODE_SCHEMA,
    probatio.Optional(NEW_NAME): cv.string,
    probatio.Optional(PIN): object,
    **schedule_fields.SCHEMA,
    **WRITE_SCHEMA,
}
DELETE_SCHEMA: Final[VolDictType] = {**CODE_SCHEMA, **WRITE_SCHEMA}
ROTATE_SCHEMA: Final[VolDictType] = {
    **CODE_SCHEMA,
    **WRITE_SCHEMA,
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
}
SWITCH_SCHEMA: Final[VolDictType] = {**CODE_SCHEMA, **WRITE_SCHEMA}
ADOPT_SCHEMA: Final[VolDictType] = CODE_SCHEMA


async def update_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Change name, PIN or hours of a code; what is not given stays."""
    data, target = call.data, _chosen(hass, call)
    hours = await read_hours(hass, data, target.doors)
    pin = typed_pin(data.get(PIN), rules_of(target.doors))
    name: str | None = data[NEW_NAME].strip() if NEW_NAME in data else None
    if name is None and pin is None and not hours.given:
        raise ActionError("nothing_to_change")

    async def update(door: Door) -> WrittenRow:
        code = await find_code(door, data)
        change = await _change(door, code, hours, name=name, pin=pin)
        return await _written(hass, door, code, change, data[WAIT])

    return await _answer(hass, call, target, update)


async def _change(
    door: Door, code: AccessCode, hours: Hours, *, name: str | None, pin: Secret | None
) -> CodeChange:
    """Return the change that a call means for a code, after the lock's rules."""
    if pin is None:
        await check_new_name(door, code, name)
    schedule = hours.of(door, await hours_of(door, code)) if hours.given else None
    check(door.rules, pin=pin, name=name, schedule=schedule)
    return CodeChange(name=name, pin=pin, schedule=schedule)


async def delete_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take a code off; one whose write is still open is given up."""
    data, target = call.data, _chosen(hass, call)

    async def delete(door: Door) -> WrittenRow:
        code = await find_code(door, data, settled=False)
        writer = door.account.code_writer
        row = await written_row(
            hass, gone := await writer.delete(door.lock.id, code, wait=data[WAIT])
        )
        if is_gone(gone):
            row["status"] = REMOVED
        return row

    return await _answer(hass, call, target, delete)


def is_gone(deleted: AccessCode) -> bool:
    """Return whether a code that was deleted is proven to be off the lock."""
    return deleted.on_lock is False and deleted.status is not CodeStatus.REMOVING


async def rotate_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give a code a new PIN, the same on all locks."""
    data, target = call.data, _chosen(hass, call)

    async def rotate(pin: Secret | None, door: Door) -> WrittenRow:
        if door.rules.pin_chooser is PinChooser.VENDOR:
            raise ActionError(Violation.PIN_CHOSEN_BY_VENDOR)
        code = await find_code(door, data)
        row = await _written(hass, door, code, CodeChange(pin=pin), data[WAIT])
        if data[INCLUDE_PINS] and pin is not None:
            row["pin"] = pin.reveal()
        return row

    async def attempt(pin: Secret | None) -> Outcomes[WrittenRow]:
        return await for_each(hass, target.doors, partial(rotate, pin))

    outcomes = await with_fresh_pin(target.doors, attempt, avoid=data.get(NAME, ""))
    return await respond(hass, call, target, outcomes)


async def enable_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Let a code that was paused work again."""
    return await _switch(hass, call, enabled=True)


async def disable_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Pause a code; it stays on the lock and opens nothing."""
    return await _switch(hass, call, enabled=False)


async def _switch(
    hass: HomeAssistant, call: ServiceCall, *, enabled: bool
) -> ServiceResponse:
    data, target = call.data, _chosen(hass, call)

    async def switch(door: Door) -> WrittenRow:
        if not door.rules.can_disable:
            raise Unsupported("pause")
        code = await find_code(door, data)
        writer = door.account.code_writer
        switched = await writer.set_enabled(
            door.lock.id, code, enabled=enabled, wait=data[WAIT]
        )
        return await written_row(hass, switched)

    return await _answer(hass, call, target, switch)


async def adopt_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Treat a code of the vendor's app as made here from now on."""
    target = _chosen(hass, call)

    async def adopt(door: Door) -> WrittenRow:
        code = await find_code(door, call.data)
        writer = door.account.code_writer
        return await written_row(hass, await writer.adopt(door.lock.id, code))

    return await _answer(hass, call, target, adopt)


def _chosen(hass: HomeAssistant, call: ServiceCall) -> Target:
    target = async_find(hass, call)
    check_choice(call.data, target)
    return target


async def _written(
    hass: HomeAssistant, door: Door, code: AccessCode, change: CodeChange, wait: float
) -> WrittenRow:
    writer = door.account.code_writer
    changed = await writer.update(door.lock.id, code, change, wait=wait)
    return await written_row(hass, changed)


async def _answer(
    hass: HomeAssistant, call: ServiceCall, target: Target, work: Work[WrittenRow]
) -> ServiceResponse:
    outcomes = await for_each(hass, target.doors, work)
    return await respond(hass, call, target, outcomes)
