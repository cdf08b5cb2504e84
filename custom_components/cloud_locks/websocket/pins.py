"""PINs, one at a time: to look at, to check while it is typed, to be drawn."""

from collections.abc import Iterable, Iterator
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from .. import access
from ..access.grant import Grant
from ..access.keeper import AccessKeeper
from ..actions.errors import ActionError, error_of, failure_row
from ..actions.fields import CODE_ID, NAME
from ..actions.grant import check_door_rules, door_id, fresh_pin, is_used
from ..actions.grant_choice import GRANT_ID, keeper_of, told_pin
from ..actions.parcels import pin_at_lock
from ..actions.secrets import PIN, Typed, typed_pin
from ..actions.targets import Door, rules_of
from ..helpers import command_errors
from ..model.errors import VendorError
from ..model.masking import tells
from ..model.reason import Reason
from ..model.schedule import Schedule
from ..model.secret import Secret
from .answers import PinCheckView, PinProblemView, PinView
from .command import Answer, Request
from .place import async_door_of

DOOR_ID: Final = "door_id"
DOOR_IDS: Final = "door_ids"

_DOOR_IDS: Final[VolDictType] = {
    probatio.Required(DOOR_IDS): probatio.All([cv.string], probatio.Length(min=1))
}

REVEAL_FIELDS: Final[VolDictType] = {
    probatio.Optional(GRANT_ID): cv.string,
    probatio.Optional(DOOR_ID): cv.string,
    probatio.Optional(CODE_ID): cv.string,
}
CHECK_FIELDS: Final[VolDictType] = {
    **_DOOR_IDS,
    probatio.Required(NAME): cv.string,
    probatio.Required(PIN): object,
    probatio.Optional(GRANT_ID): cv.string,
}
SUGGEST_FIELDS: Final[VolDictType] = {
    **_DOOR_IDS,
    probatio.Required(NAME): cv.string,
}

type Problems = dict[str | None, HomeAssistantError]
"""What is wrong, by door; None: with the PIN itself."""


async def reveal_pin(hass: HomeAssistant, request: Request) -> Answer:
    """Answer the PIN of an access, or of a code, read from its lock."""
    fields = request.fields
    if fields.keys() == {GRANT_ID}:
        pin = await _pin_of_grant(keeper_of(hass), fields[GRANT_ID])
    elif fields.keys() == {DOOR_ID, CODE_ID}:
        pin = await _pin_of_code(hass, fields[DOOR_ID], fields[CODE_ID])
    else:
        raise ActionError("grant_or_code")
    return PinView(pin=pin.reveal())


async def _pin_of_grant(keeper: AccessKeeper, grant_id: str) -> Secret:
    grant = _grant(keeper, grant_id)
    if grant.pin is None or (pin := await told_pin(keeper, grant)) is None:
        raise ActionError("pin_not_kept")
    return pin


def _grant(keeper: AccessKeeper, grant_id: str) -> Grant:
    if (grant := keeper.grants.get(grant_id)) is None:
        raise ActionError("grant_unknown", {"access": grant_id})
    return grant


async def _pin_of_code(hass: HomeAssistant, door_id_: str, code_id: str) -> Secret:
    door = async_door_of(hass, door_id_)
    known = door.codes.known(door.lock.id)
    code = next((it for it in known if it.id == code_id), None)
    if not code_id or code is None:
        raise ActionError(Reason.NOT_FOUND)
    keeper = access.async_keeper(hass)
    if keeper and (grant := keeper.async_grant_of(door_id(door), code_id)):
        # Somebody may know it from now on.
        await keeper.store.told_pin(grant.id)
    async with command_errors(hass, door.entry):
        return await pin_at_lock(door, code)


async def check_pin(hass: HomeAssistant, request: Request) -> Answer:
    """Answer why locks do not take a PIN, by the rules that giving it would meet.

    One that is to be the new PIN of an access is not held against locks that are away.
    """
    fields, keeper = request.fields, keeper_of(hass)
    grant = _grant(keeper, fields[GRANT_ID]) if GRANT_ID in fields else None
    doors, problems = _doors(hass, fields[DOOR_IDS])
    if grant is not None:
        problems.clear()
    try:
        pin = _typed(fields[PIN], doors.values())
    except ActionError as err:
        return PinCheckView(problems=[await _row(hass, None, err)])
    for key, door in doors.items():
        try:
            _check(keeper, door, pin, fields[NAME].strip(), grant)
        except VendorError as err:
            problems[key] = error_of(err)
        except ActionError as err:
            problems[key] = err
    rows = [await _row(hass, key, err) for key, err in problems.items()]
    return PinCheckView(problems=list(_once(rows, len(fields[DOOR_IDS]))))


def _doors(
    hass: HomeAssistant, door_ids: Iterable[str]
) -> tuple[dict[str, Door], Problems]:
    doors: dict[str, Door] = {}
    problems: Problems = {}
    for key in door_ids:
        try:
            doors[key] = async_door_of(hass, key)
        except ActionError as err:
            problems[key] = err
    return doors, problems


def _typed(value: object, doors: Iterable[Door]) -> Secret:
    """Return the PIN that was typed. `ActionError` when it is none."""
    if (pin := typed_pin(Typed(value), rules_of(doors))) is None:
        raise ActionError(Reason.PIN_REQUIRED)
    return pin


def _check(
    keeper: AccessKeeper, door: Door, pin: Secret, name: str, grant: Grant | None
) -> None:
    """Refuse a PIN that a lock does not take, or that somebody else has there."""
    called = name if grant is None else grant.code_name(0)
    # Which hours the lock can keep is not asked here.
    check_door_rules(door, Schedule.always(), name=called, pin=pin, allow=True)
    if tells(name, pin):
        raise ActionError(Reason.NAME_INVALID)
    owner = name if grant is None else grant.name
    is_own = grant is not None and grant.pin == pin
    if is_own or is_used(keeper, door_id(door), pin, name=owner):
        raise ActionError(Reason.PIN_IN_USE)


async def _row(
    hass: HomeAssistant, key: str | None, err: HomeAssistantError
) -> PinProblemView:
    row = await failure_row(hass, err)
    return PinProblemView(
        door_id=key, reason=str(row["error"]), message=str(row["message"])
    )


def _once(rows: list[PinProblemView], doors: int) -> Iterator[PinProblemView]:
    """Yield problems; what all locks say with the same words only once."""
    if len(rows) == doors and len({it["message"] for it in rows}) == 1:
        yield {**rows[0], "door_id": None}
    else:
        yield from rows


async def suggest_pin(hass: HomeAssistant, request: Request) -> Answer:
    """Answer a PIN that every lock takes and nobody else has; it is kept nowhere."""
    doors = [async_door_of(hass, it) for it in request.fields[DOOR_IDS]]
    pin = fresh_pin(keeper_of(hass), doors, request.fields[NAME])
    return PinView(pin=pin.reveal())
