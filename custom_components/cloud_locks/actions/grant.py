"""The action `grant_access`: a person, their doors, their hours, one PIN."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
import probatio

from ..access.cards import with_numbers
from ..access.grant import DoorId, Drift, Grant, GrantDoor, Phase
from ..access.holding import holding
from ..access.keeper import AccessKeeper
from ..codes import IfExists
from ..model.code_rules import PinChooser, Violation
from ..model.masking import same_name, tells
from ..model.reason import Reason
from ..model.schedule import Schedule, SchedulePhase
from ..model.secret import Secret
from . import schedule_fields
from .caller import caller_of
from .errors import ActionError
from .fields import INCLUDE_PINS, NAME, WAIT, WRITE_SCHEMA
from .grant_choice import check_name_is_free, keeper_of, of_name, told_pin
from .grant_rows import granted_row
from .hours import Hours, read_hours
from .person_field import PERSON, read_person
from .rules import check, new_pin
from .runner import Outcomes, Work, for_each, respond
from .schedule_fields import ALLOW_HOME_ASSISTANT
from .secrets import CARDS, PIN, typed_cards, typed_pin
from .targets import Door, Target, async_find, rules_of

GROUP: Final = "group"
NOTES: Final = "notes"
DRIFT: Final = "drift"
IF_EXISTS: Final = "if_exists"
CHECK_ONLY: Final = "check_only"

SCHEMA: Final[VolDictType] = {
    probatio.Required(NAME): cv.string,
    probatio.Optional(PERSON): probatio.Any(None, cv.entity_id),
    probatio.Optional(GROUP): cv.string,
    probatio.Optional(NOTES): cv.string,
    probatio.Optional(PIN): object,
    probatio.Optional(CARDS): object,
    probatio.Optional(IF_EXISTS, default=IfExists.ERROR): probatio.Coerce(IfExists),
    probatio.Optional(DRIFT, default=Drift.REPORT): probatio.Coerce(Drift),
    probatio.Optional(CHECK_ONLY, default=False): cv.boolean,
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
    **schedule_fields.SCHEMA,
    **WRITE_SCHEMA,
}


async def grant_access(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Let a person in at all locks of the target that can keep what is wished."""
    data, target, keeper = call.data, async_find(hass, call), keeper_of(hass)
    hours = await read_hours(hass, data, target.doors)
    by = await caller_of(hass, call)
    name: str = data[NAME].strip()
    cards = read_cards(data, name) or ()
    there = of_name(keeper, name)
    meant = there is not None and same_name(there.name, name)
    if not meant or data[IF_EXISTS] is IfExists.ERROR:
        # Also when only the codes of somebody else are called so.
        check_name_is_free(keeper, name)
    if there is not None and data[IF_EXISTS] is IfExists.KEEP:
        # Its PIN is one of its own, and not what this call is about.
        return await _answer(hass, call, target, there, {}, with_pin=False)
    pin = typed_pin(data.get(PIN), rules_of(target.doors))
    if pin is None and there is not None:
        # Nobody asked for another one.
        pin = _kept_pin(there)
    allowed = await for_each(hass, target.doors, _checker(keeper, data, hours, pin))
    doors = [
        (door, schedule)
        for door in target.doors
        if isinstance(schedule := allowed[door.entity_id], Schedule)
    ]
    if not doors:
        return await respond(hass, call, target, allowed)
    draws = int(pin is None)
    if pin is None:
        pin = fresh_pin(keeper, [door for door, _ in doors], name)
    wished = replace(_wished(hass, data, name, doors, pin), draws=draws)
    wished = with_numbers(wished, cards)
    grant = wished if there is None else _instead(there, wished)
    errors = {key: it for key, it in allowed.items() if not isinstance(it, Schedule)}
    if data[CHECK_ONLY]:
        return await _preview(hass, call, target, grant, errors)
    _check_nobody_was_quicker(keeper, wished, is_new=there is None)
    if there is None:
        await keeper.put(grant, by)
    else:
        # Something of it may have been carried out since it was looked at.
        await keeper.change(there.id, lambda it: _instead(it, wished), by)
    await keeper.rest([grant.id], data[WAIT])
    return await _answer(hass, call, target, keeper.grants[grant.id], errors)


def read_cards(data: Mapping[str, Any], name: str) -> tuple[Secret, ...] | None:
    """Return the numbers of cards that a call gives, None when it is not about them.

    Cards are called as the access, so its name must not tell a number.
    """
    cards = typed_cards(data.get(CARDS))
    if any(tells(name, it) for it in cards or ()):
        raise ActionError(Reason.NAME_INVALID)
    return cards


def _check_nobody_was_quicker(
    keeper: AccessKeeper, wished: Grant, *, is_new: bool
) -> None:
    """Refuse what somebody else was given while the locks were looked at."""
    if is_new:
        check_name_is_free(keeper, wished.name)
    pin = wished.pin
    if pin is None:
        return
    if any(is_used(keeper, it.at, pin, name=wished.name) for it in wished.doors):
        raise ActionError(Reason.PIN_IN_USE)


def _kept_pin(grant: Grant) -> Secret:
    """Return the PIN of an access; refuse to replace it by one nobody asked for."""
    if grant.pin is None:
        raise ActionError(Reason.PIN_REQUIRED)
    return grant.pin


def _checker(
    keeper: AccessKeeper, data: Mapping[str, Any], hours: Hours, pin: Secret | None
) -> Work[Schedule]:
    """Return the work that holds what is wished against a lock's rules."""
    allow = data.get(ALLOW_HOME_ASSISTANT, False)

    async def check_door(door: Door) -> Schedule:
        schedule = hours.of(door)
        check_door_rules(door, schedule, name=data[NAME].strip(), pin=pin, allow=allow)
        if pin is not None and is_used(keeper, door_id(door), pin, name=data[NAME]):
            raise ActionError(Reason.PIN_IN_USE)
        return schedule

    return check_door


def check_door_rules(
    door: Door, schedule: Schedule, *, name: str, pin: Secret | None, allow: bool
) -> None:
    """Refuse what a lock cannot take, before anything is sent."""
    rules, now = door.rules, dt_util.utcnow()
    if rules.pin_chooser is PinChooser.VENDOR:
        raise ActionError(Violation.PIN_CHOSEN_BY_VENDOR)
    if schedule.phase(now) is SchedulePhase.EXPIRED:
        raise ActionError(Violation.SCHEDULE_PAST)
    kept = holding(rules, schedule, now, allow=allow) is not None
    check(rules, pin=pin, name=name, schedule=None if kept else schedule)
    # So its codes are called while a new PIN takes over from an old one.
    check(rules, name=f"{name} 2")


def door_id(door: Door) -> DoorId:
    """Return what a lock is remembered by."""
    return DoorId(str(door.entry.unique_id), door.lock.id)


def is_used(keeper: AccessKeeper, at: DoorId, pin: Secret, *, name: str) -> bool:
    """Return whether another access that is not over has a PIN at a lock."""
    return any(
        grant.pin == pin and grant.door(at) is not None
        for grant in keeper.grants.values()
        if grant.ended is None and not same_name(grant.name, name)
    )


def fresh_pin(keeper: AccessKeeper, doors: Iterable[Door], name: str) -> Secret:
    """Return a PIN that every lock takes and that nobody else has."""
    if (pin := new_pin(doors, avoid=name, used=keeper.store.pins)) is None:
        raise ActionError(Reason.NO_COMMON_PIN)
    return pin


def _wished(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    name: str,
    doors: Iterable[tuple[Door, Schedule]],
    pin: Secret,
) -> Grant:
    return Grant(
        id=uuid4().hex,
        name=name,
        created=dt_util.utcnow(),
        doors=tuple(GrantDoor(at=door_id(it), schedule=hours) for it, hours in doors),
        pin=pin,
        person=read_person(hass, data),
        group=data.get(GROUP),
        notes=data.get(NOTES),
        drift=data[DRIFT],
        allow_home_assistant=data.get(ALLOW_HOME_ASSISTANT, False),
    )


def _instead(there: Grant, wished: Grant) -> Grant:
    """Return an access that is there as another one is wished; its codes stay its."""
    doors = {it.at: replace(it, leaving=True) for it in there.doors}
    for door in wished.doors:
        known = doors.get(door.at, door)
        doors[door.at] = replace(
            known, schedule=door.schedule, leaving=False, spent=False, trouble=None
        )
    another = wished.pin != there.pin
    numbers = [it.number for it in wished.cards if it.number is not None]
    instead = replace(
        wished,
        id=there.id,
        name=there.name,
        called=there.called,
        created=there.created,
        doors=tuple(doors.values()),
        generation=there.generation + another,
        keeps=None if another else there.keeps,
        draws=wished.draws if another else there.draws,
        message_sent=None if another else there.message_sent,
        phase=Phase.GRANTED,
        cards=there.cards,
    )
    return with_numbers(instead, numbers)


async def _preview(
    hass: HomeAssistant,
    call: ServiceCall,
    target: Target,
    grant: Grant,
    errors: Mapping[str, object],
) -> ServiceResponse:
    """Answer what would be done; nothing is sent or stored."""
    plan = keeper_of(hass).preview(grant)
    rows = {
        door.entity_id: await granted_row(hass, plan.doors[at], None, None)
        for door in target.doors
        if (at := door_id(door)) in plan.doors and door.entity_id not in errors
    }
    return await respond(hass, call, target, {**errors, **rows})


async def _answer(
    hass: HomeAssistant,
    call: ServiceCall,
    target: Target,
    grant: Grant,
    errors: Mapping[str, object],
    *,
    with_pin: bool = True,
) -> ServiceResponse:
    """Answer where the access stands at each lock of the call."""
    plan = keeper_of(hass).plan_of(grant.id)
    pin = None
    if with_pin and call.data[INCLUDE_PINS]:
        pin = await told_pin(keeper_of(hass), grant)
    done: Outcomes[Any] = {}
    for door in target.doors:
        found = plan.doors.get(door_id(door))
        if found is not None and door.entity_id not in errors:
            done[door.entity_id] = await granted_row(hass, found, grant.id, pin)
    return await respond(hass, call, target, {**errors, **done})
