"""The actions that pause, resume, rotate, revoke, restore and list access."""

from dataclasses import replace
from typing import Final, cast

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
import probatio

from ..access.grant import Grant, GrantId, Phase
from ..access.keeper import AccessKeeper
from ..model.code_rules import Violation
from ..model.masking import tells
from ..model.reason import Reason
from ..model.schedule import SchedulePhase
from ..model.secret import Secret
from .belongings import async_take_everything
from .caller import caller_of
from .errors import ActionError
from .fields import INCLUDE_PINS
from .grant import fresh_pin, is_used
from .grant_choice import (
    CHANGE,
    CHOICE,
    check_name_is_free,
    chosen,
    do_and_answer,
    keeper_of,
    told_pin,
)
from .grant_doors import doors_of
from .grant_rows import LeftRow, grant_row
from .rules import check
from .secrets import PIN, typed_pin
from .targets import Door, rules_of

CUT_AT_ONCE: Final = "cut_at_once"
EVERYTHING: Final = "everything"
INCLUDE_ENDED: Final = "include_ended"

GET_SCHEMA: Final[VolDictType] = {
    **CHOICE,
    probatio.Optional(INCLUDE_ENDED, default=False): cv.boolean,
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
}
PAUSE_SCHEMA: Final[VolDictType] = CHANGE
ROTATE_SCHEMA: Final[VolDictType] = {
    **CHANGE,
    probatio.Optional(PIN): object,
    probatio.Optional(CUT_AT_ONCE, default=False): cv.boolean,
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
}
REVOKE_SCHEMA: Final[VolDictType] = {
    **CHANGE,
    probatio.Optional(EVERYTHING, default=False): cv.boolean,
}
RESTORE_SCHEMA: Final[VolDictType] = {
    **CHANGE,
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
}


async def get_grants(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Answer who has access, where and when; everybody's if nobody is named."""
    data, keeper = call.data, keeper_of(hass)
    if any(data.get(str(field)) for field in CHOICE):
        grants = chosen(keeper, data, ended=None if data[INCLUDE_ENDED] else False)
    else:
        every = keeper.grants.values()
        grants = [it for it in every if data[INCLUDE_ENDED] or it.ended is None]
    if shown := data[INCLUDE_PINS]:
        for it in grants:
            await told_pin(keeper, it)
        grants = [keeper.grants[it.id] for it in grants]
    rows = {
        it.grant.id: await grant_row(hass, it, with_pin=shown)
        for it in keeper.plans_of(grants)
    }
    return cast("ServiceResponse", rows)


async def pause_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Keep people out until their access is resumed; nothing of it is forgotten."""
    return await _wish(hass, call, Phase.PAUSED)


async def resume_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Let people in again, and try again what had failed."""
    return await _wish(hass, call, Phase.GRANTED)


async def _wish(
    hass: HomeAssistant, call: ServiceCall, phase: Phase
) -> ServiceResponse:
    keeper, who = keeper_of(hass), await caller_of(hass, call)

    async def wish(grant: Grant) -> None:
        if grant.phase is Phase.REVOKED:
            raise ActionError("grant_over")
        await keeper.change(grant.id, lambda it: replace(it, phase=phase), who)

    return await do_and_answer(hass, call, chosen(keeper, call.data), wish)


async def rotate_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give people a new PIN; the old one works until the new one does everywhere."""
    data, keeper = call.data, keeper_of(hass)
    cut: bool = data[CUT_AT_ONCE]
    who = await caller_of(hass, call)

    async def rotate(grant: Grant) -> None:
        if grant.phase is Phase.REVOKED:
            raise ActionError("grant_over")
        if grant.keeps is not None and not cut:
            # A third PIN would have to be called as the first, which is still there.
            raise ActionError(Reason.NOT_CONFIRMED)
        doors = [it for it in doors_of(hass, grant).values() if it is not None]
        pin = typed_pin(data.get(PIN), rules_of(doors))
        draws = int(pin is None)
        if pin is None:
            pin = fresh_pin(keeper, doors, grant.name)
        else:
            _check_pin(keeper, grant, doors, pin)
        await keeper.change(
            grant.id, lambda it: replace(_rotated(it, pin, cut=cut), draws=draws), who
        )

    return await do_and_answer(hass, call, chosen(keeper, data), rotate)


def _check_pin(
    keeper: AccessKeeper, grant: Grant, doors: list[Door], pin: Secret
) -> None:
    """Refuse a PIN that a lock does not take, or that is in use."""
    for door in doors:
        check(door.rules, pin=pin, name=grant.code_name(0))
    if tells(grant.name, pin):
        raise ActionError(Reason.NAME_INVALID)
    taken = any(is_used(keeper, it.at, pin, name=grant.name) for it in grant.doors)
    if taken or pin == grant.pin:
        raise ActionError(Reason.PIN_IN_USE)


def _rotated(grant: Grant, pin: Secret, *, cut: bool) -> Grant:
    before = grant.generation
    keeps = None if cut else before
    # The new one was not sent to anybody.
    return replace(
        grant, generation=before + 1, keeps=keeps, pin=pin, message_sent=None
    )


async def revoke_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """End access now; with `everything` also what else a person has at these locks."""
    keeper, left = keeper_of(hass), dict[GrantId, list[LeftRow]]()
    grants, who = chosen(keeper, call.data), await caller_of(hass, call)
    for grant in grants:
        # Before anything of one of them that may take long.
        await keeper.change(grant.id, lambda it: replace(it, phase=Phase.REVOKED), who)

    async def take(grant: Grant) -> None:
        if call.data[EVERYTHING]:
            left[grant.id] = await async_take_everything(hass, grant)

    return await do_and_answer(hass, call, grants, take, left)


async def restore_grant(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give access again that was ended: same person, doors, times and PIN."""
    keeper, who = keeper_of(hass), await caller_of(hass, call)

    async def restore(grant: Grant) -> None:
        _check_restorable(keeper, grant)
        await keeper.change(grant.id, _restored, who)

    grants = chosen(keeper, call.data, ended=True)
    return await do_and_answer(hass, call, grants, restore)


def _check_restorable(keeper: AccessKeeper, grant: Grant) -> None:
    now = dt_util.utcnow()
    if grant.ended is None and grant.phase is not Phase.REVOKED:
        raise ActionError("grant_not_over")
    if all(it.schedule.phase(now) is SchedulePhase.EXPIRED for it in grant.doors):
        raise ActionError(Violation.SCHEDULE_PAST)
    if grant.pin is None:
        raise ActionError("pin_not_kept")
    for name in (grant.name, grant.code_name(0)):
        check_name_is_free(keeper, name, but=grant.id)
    pin = grant.pin
    if any(is_used(keeper, it.at, pin, name=grant.name) for it in grant.doors):
        raise ActionError(Reason.PIN_IN_USE)


def _restored(grant: Grant) -> Grant:
    doors = tuple(replace(it, spent=False) for it in grant.doors)
    return replace(grant, phase=Phase.GRANTED, doors=doors, ended=None, first_used=None)
