"""The PINs that `send_code` can send: of a code, of an access, or of these minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..access.grant import DoorId, DoorStatus, Grant, Phase
from ..access.keeper import AccessKeeper
from ..access.plans import DoorPlan
from ..model.access_code import AccessCode
from ..model.capabilities import Capability
from ..model.errors import NotFound, Unsupported
from ..model.masking import same_name
from ..model.reason import Reason
from ..model.schedule import Schedule, SchedulePhase
from ..model.secret import Secret
from .errors import ActionError
from .fields import find_code
from .grant_doors import doors_of, shown_door
from .message import Contents
from .rules import hours_of
from .targets import Door, EntityId, Target

_NOT_THERE: Final = frozenset(
    {DoorStatus.FAILED, DoorStatus.BLOCKED, DoorStatus.REMOVING, DoorStatus.REMOVED}
)
"""At such a lock a guest would stand before a closed door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A code that is ready to be sent."""

    door: str
    code_id: str | None
    contents: Contents


async def of_code(door: Door, data: Mapping[str, Any]) -> Parcel:
    """Return the PIN of the code that a call means, read from the lock."""
    code = await find_code(door, data)
    full = await _read(door, code)
    hours = full.schedule or await hours_of(door, code)
    contents = Contents(
        pin=_pin_of(full),
        name=code.name,
        start=hours.start if hours else None,
        end=hours.end if hours else None,
    )
    return Parcel(door=door.lock.name, code_id=code.id, contents=contents)


async def of_these_minutes(door: Door) -> Parcel:
    """Return the PIN that a lock accepts right now."""
    part = door.account.cloud.parts.dynamic_codes
    if part is None or not door.lock.can(Capability.DYNAMIC_CODES):
        raise Unsupported("dynamic codes")
    code = await part.current(door.lock.id)
    contents = Contents(pin=code.pin, name="", start=None, end=code.valid_until)
    return Parcel(door=door.lock.name, code_id=None, contents=contents)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantParcels:
    """What of an access can be sent, lock by lock. `plans` by lock entity."""

    grant: Grant
    target: Target
    plans: Mapping[EntityId, tuple[DoorId, DoorPlan]]

    async def of(self, door: Door) -> Parcel:
        """Return the PIN of the access at a lock; refuse one that will not open it."""
        at, found = self.plans[door.entity_id]
        hours = next(it.schedule for it in self.grant.doors if it.at == at)
        if found.status in _NOT_THERE:
            raise ActionError(found.reason or _why(hours))
        contents = Contents(
            pin=self.grant.pin or await _read_pin(door, found),
            name=self.grant.name,
            start=hours.start,
            end=hours.end,
        )
        code_id = (found.code.id or None) if found.code else None
        return Parcel(door=door.lock.name, code_id=code_id, contents=contents)


def of_grant(
    hass: HomeAssistant, keeper: AccessKeeper, grant: Grant, chosen: Target | None
) -> GrantParcels:
    """Return what of an access can be sent, at the chosen locks of it or at all.

    `ActionError` when it lets nobody in just now.
    """
    if grant.phase is Phase.REVOKED or grant.ended is not None:
        raise ActionError("grant_over")
    if grant.phase is Phase.PAUSED:
        raise ActionError("grant_paused")
    if all(it.leaving for it in grant.doors):
        raise ActionError("grant_over")
    plan, doors = keeper.plan_of(grant.id), dict[EntityId, Door]()
    failures: dict[EntityId, HomeAssistantError] = {}
    plans: dict[EntityId, tuple[DoorId, DoorPlan]] = {}
    staying = {it.at for it in grant.doors if not it.leaving}
    for at, door in doors_of(hass, grant).items():
        if at not in staying:
            continue
        name = shown_door(hass, at)
        if door is None:
            failures[name] = ActionError(plan.doors[at].reason or Reason.NOT_FOUND)
            continue
        doors[door.entity_id], plans[door.entity_id] = door, (at, plan.doors[at])
    target = Target(doors=tuple(doors.values()), failures=failures)
    if chosen is not None:
        target = _narrowed(target, chosen)
    return GrantParcels(grant=grant, target=target, plans=plans)


def _narrowed(every: Target, chosen: Target) -> Target:
    """Return the chosen ones of the locks of an access; others are no part of it."""
    named = {it.entity_id for it in chosen.doors} | chosen.failures.keys()
    failures: dict[EntityId, HomeAssistantError] = {
        key: err for key, err in every.failures.items() if key in named
    }
    doors = tuple(it for it in every.doors if it.entity_id in named)
    foreign = named - every.failures.keys() - {it.entity_id for it in doors}
    failures |= {key: ActionError("not_in_access") for key in foreign}
    return Target(doors=doors, failures=failures)


def _why(hours: Schedule) -> str:
    """Return why a code that nothing is wrong with is not there any more."""
    past = hours.phase(dt_util.utcnow()) is SchedulePhase.EXPIRED
    return Reason.SCHEDULE_PAST if past else "grant_over"


async def _read_pin(door: Door, found: DoorPlan) -> Secret:
    """Return the PIN of an access that was not kept here, as the lock tells it."""
    if found.code is None or not found.code.id:
        raise ActionError("pin_not_readable")
    return await pin_at_lock(door, found.code)


async def pin_at_lock(door: Door, code: AccessCode) -> Secret:
    """Return the PIN of a code, read from the lock.

    `ActionError` where it is not told. `NotFound` when the id is another code's now.
    """
    full = await _read(door, code)
    if not same_name(full.name, code.name):
        raise NotFound("code")
    return _pin_of(full)


async def _read(door: Door, code: AccessCode) -> AccessCode:
    if not door.rules.pins_readable:
        raise ActionError("pin_not_readable")
    return await door.codes.in_full(door.lock.id, code)


def _pin_of(code: AccessCode) -> Secret:
    if code.pin is None:
        raise ActionError("pin_not_readable")
    return code.pin
