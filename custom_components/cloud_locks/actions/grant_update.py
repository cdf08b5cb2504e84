"""The action `update_grant`: other doors, other hours, longer, another name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..access.cards import with_numbers
from ..access.grant import DoorId, Drift, Grant, GrantDoor, Phase
from ..access.holding import extended
from ..access.keeper import AccessKeeper
from ..model.masking import tells
from ..model.reason import Reason
from ..model.schedule import Schedule
from . import schedule_fields
from .caller import caller_of
from .errors import ActionError
from .fields import NEW_NAME
from .grant import DRIFT, GROUP, NOTES, check_door_rules, door_id, is_used, read_cards
from .grant_choice import (
    CHANGE,
    check_name_is_free,
    chosen,
    do_and_answer,
    keeper_of,
)
from .grant_doors import door_at, doors_of, shown_door
from .hours import Hours, read_hours
from .person_field import PERSON, read_person
from .schedule_fields import ALLOW_HOME_ASSISTANT, END, Clock
from .secrets import CARDS
from .targets import Door, async_door
from .time_fields import read_duration

ADD_LOCKS: Final = "add_locks"
REMOVE_LOCKS: Final = "remove_locks"
REPLACE_LOCK: Final = "replace_lock"
EXTEND_BY: Final = "extend_by"
NEW_GROUP: Final = "new_group"
OLD: Final = "old"
NEW: Final = "new"

SCHEMA: Final[VolDictType] = {
    **CHANGE,
    probatio.Optional(NEW_NAME): cv.string,
    probatio.Optional(NEW_GROUP): probatio.Any(None, cv.string),
    probatio.Optional(PERSON): probatio.Any(None, cv.entity_id),
    probatio.Optional(NOTES): probatio.Any(None, cv.string),
    probatio.Optional(DRIFT): probatio.Coerce(Drift),
    probatio.Optional(ADD_LOCKS): cv.entity_ids,
    probatio.Optional(REMOVE_LOCKS): probatio.All(cv.ensure_list_csv, [cv.string]),
    probatio.Optional(REPLACE_LOCK): {
        probatio.Required(OLD): cv.string,
        probatio.Required(NEW): cv.entity_id,
    },
    probatio.Optional(EXTEND_BY): object,
    probatio.Optional(CARDS): object,
    **schedule_fields.SCHEMA,
}


async def update_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Change access; what is not given stays. Checked whole before anything is done."""
    data, keeper = call.data, keeper_of(hass)
    grants = chosen(keeper, data)
    if not data.keys() - {str(field) for field in CHANGE}:
        raise ActionError("nothing_to_change")
    by = read_duration(data[EXTEND_BY], EXTEND_BY) if EXTEND_BY in data else None
    if by is not None and END in data:
        raise ActionError("extend_with_end")
    added, who = _coming(hass, data), await caller_of(hass, call)
    known = [door for it in grants for door in doors_of(hass, it).values() if door]
    hours = await read_hours(hass, data, [*known, *added])

    async def update(grant: Grant) -> None:
        if grant.phase is Phase.REVOKED:
            raise ActionError("grant_over")
        removed = _going(hass, grant, data)
        doors = _changed(hass, grant, hours, by)
        doors |= _added(grant, added, hours)
        stay = {at: it for at, it in doors.items() if at not in removed}
        _check(hass, grant, stay, data)
        _check_free(keeper, grant, added)
        name = _new_name(keeper, grant, data)
        cards = read_cards(data, f"{name} {grant.called or ''}")
        fields = _fields(hass, data)

        def change(it: Grant) -> Grant:
            come = set(map(door_id, added))
            it = replace(_with_doors(it, doors, come, removed), **fields)
            it = it if cards is None else with_numbers(it, cards)
            return it.renamed(name)

        await keeper.change(grant.id, change, who)

    return await do_and_answer(hass, call, grants, update)


def _coming(hass: HomeAssistant, data: Mapping[str, Any]) -> list[Door]:
    """Return the locks that come to it."""
    swap = data.get(REPLACE_LOCK, {})
    come = [*data.get(ADD_LOCKS, ()), *filter(None, [swap.get(NEW)])]
    return [async_door(hass, it) for it in come]


def _going(hass: HomeAssistant, grant: Grant, data: Mapping[str, Any]) -> set[DoorId]:
    """Return the locks that are no part of it any more, named as in its answers.

    Refuses one that never was: who is not let in at the old lock gets no new one. What
    is left of a lock that is gone need not be known to anybody else.
    """
    swap = data.get(REPLACE_LOCK, {})
    go = [*data.get(REMOVE_LOCKS, ()), *filter(None, [swap.get(OLD)])]
    known = {shown_door(hass, it.at): it.at for it in grant.doors}
    if not known.keys() >= set(go):
        raise ActionError("not_in_access")
    return {known[it] for it in go}


def _check_free(keeper: AccessKeeper, grant: Grant, added: list[Door]) -> None:
    """Refuse a lock at which somebody else has the same PIN."""
    pin = grant.pin
    if pin is not None and any(
        is_used(keeper, door_id(it), pin, name=grant.name) for it in added
    ):
        raise ActionError(Reason.PIN_IN_USE)


def _new_name(keeper: AccessKeeper, grant: Grant, data: Mapping[str, Any]) -> str:
    """Return how an access is to be called; refuse what is taken or tells its PIN."""
    if NEW_NAME not in data:
        return grant.name
    name: str = data[NEW_NAME].strip()
    if not name or (grant.pin is not None and tells(name, grant.pin)):
        raise ActionError(Reason.NAME_INVALID)
    check_name_is_free(keeper, name, but=grant.id)
    return name


def _changed(
    hass: HomeAssistant, grant: Grant, hours: Hours, by: timedelta | None
) -> dict[DoorId, Schedule]:
    """Return the hours at the locks that are part of it already."""
    found: dict[DoorId, Schedule] = {}
    for door in grant.doors:
        schedule, place = door.schedule, door_at(hass, door.at)
        if hours.given and place is not None:
            schedule = hours.of(place, schedule)
        elif hours.given:
            clock = Clock(lock=None, home=hours.home, now=hours.now)
            schedule = hours.fields.schedule(clock, schedule)
        found[door.at] = schedule if by is None else extended(schedule, by, hours.home)
    return found


def _added(grant: Grant, doors: list[Door], hours: Hours) -> dict[DoorId, Schedule]:
    """Return the hours at new locks: as given, else as at the first one."""
    before = grant.doors[0].schedule if grant.doors else None
    return {door_id(it): hours.of(it, before) for it in doors}


def _check(
    hass: HomeAssistant,
    grant: Grant,
    doors: Mapping[DoorId, Schedule],
    data: Mapping[str, Any],
) -> None:
    """Refuse what a lock cannot take; of one that is away nothing is known.

    Where nothing is to be different nothing is held against it.
    """
    allow = data.get(ALLOW_HOME_ASSISTANT, grant.allow_home_assistant)
    for at, schedule in doors.items():
        known, place = grant.door(at), door_at(hass, at)
        same = known is not None and known.schedule == schedule
        if place is not None and not (same and allow == grant.allow_home_assistant):
            check_door_rules(
                place, schedule, name=grant.code_name(0), pin=grant.pin, allow=allow
            )


def _fields(hass: HomeAssistant, data: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key: data[key] for key in (NOTES, DRIFT) if key in data}
    if NEW_GROUP in data:
        fields[GROUP] = (data[NEW_GROUP] or "").strip() or None
    if PERSON in data:
        fields[PERSON] = read_person(hass, data)
    if ALLOW_HOME_ASSISTANT in data:
        fields["allow_home_assistant"] = data[ALLOW_HOME_ASSISTANT]
    return fields


def _with_doors(
    grant: Grant, doors: Mapping[DoorId, Schedule], come: set[DoorId], go: set[DoorId]
) -> Grant:
    """Return an access with other hours and doors; what is left somewhere has to go."""
    wished = {it.at: it for it in grant.doors} | {
        at: _door(grant, at, schedule) for at, schedule in doors.items()
    }
    kept = (
        replace(it, leaving=at not in come and (at in go or it.leaving))
        for at, it in wished.items()
    )
    return replace(grant, doors=tuple(kept), ended=None)


def _door(grant: Grant, at: DoorId, schedule: Schedule) -> GrantDoor:
    door = grant.door(at) or GrantDoor(at=at, schedule=schedule)
    # Other hours are another permission to come in once.
    return replace(
        door, schedule=schedule, spent=door.spent and schedule == door.schedule
    )
