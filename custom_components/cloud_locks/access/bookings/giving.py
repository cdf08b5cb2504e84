"""Giving, changing and ending access as bookings wish it, by way of its keeper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...actions.errors import ActionError
from ...actions.grant import fresh_pin, is_used
from ...actions.grant_choice import of_name
from ...actions.grant_doors import door_at
from ...actions.targets import Door, rules_of
from ...model.code_rules import CodeRules
from ...model.masking import tells
from ...model.reason import Reason
from ...model.schedule import Schedule
from ...model.secret import Secret
from ...model.wall_clock import Interval
from ..grant import DoorId, Grant, GrantDoor, GrantId, Phase
from ..holding import rounded_for
from ..keeper import AccessKeeper
from ..sight import async_lock_of
from .rules import BookingRules
from .telling import names_for
from .wishing import Wish

_NOT_WITHOUT: Final = timedelta(days=1)
"""Until so long before somebody arrives, the rules of all doors are waited for."""


class Outcome(Enum):
    """What became of a wish."""

    DONE = auto()
    WAITS = auto()
    """An account has to be back first."""
    LEFT = auto()
    """A person has ended the access, and so it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose access it is; the first of the endings by which the name is free is added.

    `pin`: is taken if it suits all doors.
    """

    name: str
    endings: tuple[str, ...] = ()
    pin: Secret | None = None


class AccessGiver:
    """Carries out what bookings of one calendar wish."""

    def __init__(
        self, hass: HomeAssistant, keeper: AccessKeeper, rules: BookingRules
    ) -> None:
        """Know the house and what was chosen for the calendar."""
        self._hass, self._keeper, self._rules = hass, keeper, rules

    async def carry_out(self, wish: Wish, holder: Holder) -> Outcome:
        """Do what is wished. `ActionError` when no PIN or no name fits all doors."""
        there = self._keeper.grants.get(wish.id)
        if there is not None:
            return await self._change(there, wish)
        if not wish.hours or not wish.anew:
            # It was forgotten long ago, with everything that it left on locks.
            return Outcome.DONE
        grant = self._made(wish, holder)
        if grant is None:
            return Outcome.WAITS
        await self._keeper.put(grant)
        return Outcome.DONE

    async def _change(self, there: Grant, wish: Wish) -> Outcome:
        if there.phase is Phase.REVOKED and not wish.anew:
            return Outcome.LEFT
        if not wish.hours:
            await end_access(self._keeper, there.id)
            return Outcome.DONE
        doors = {at: self._door(at, it) for at, it in wish.hours.items()}
        await self._keeper.change(
            there.id, lambda it: _changed(it, doors, anew=wish.anew)
        )
        return Outcome.DONE

    def _made(self, wish: Wish, holder: Holder) -> Grant | None:
        """Return a new access; None when too little is known of its doors."""
        found = [door_at(self._hass, at) for at in wish.hours]
        doors = [it for it in found if it is not None]
        all_known = len(doors) == len(found)
        arrival = min(it.start for it in wish.hours.values())
        waits = arrival - dt_util.utcnow() > _NOT_WITHOUT
        if not doors or (waits and not all_known):
            return None
        name = self._name(holder, rules_of(doors))
        pin = self._pin(holder.pin, doors, name) if all_known else None
        return Grant(
            id=wish.id,
            name=name,
            created=dt_util.utcnow(),
            doors=tuple(self._door(at, it) for at, it in wish.hours.items()),
            pin=pin or fresh_pin(self._keeper, doors, name),
            draws=int(pin is None),
            group=self._rules.title,
            allow_home_assistant=self._rules.allow_home_assistant,
        )

    def _name(self, holder: Holder, rules: tuple[CodeRules, ...]) -> str:
        """Return the first name that every lock takes and that nobody else has."""
        for name in names_for(holder.name, holder.endings, rules):
            fits = not any(it.check_name(f"{name} 2") for it in rules)
            if name.strip() and fits and of_name(self._keeper, name) is None:
                return name
        raise ActionError(Reason.NAME_IN_USE)

    def _pin(self, pin: Secret | None, doors: list[Door], name: str) -> Secret | None:
        """Return a PIN if every lock takes it and nobody else has it."""
        if pin is None or tells(name, pin):
            return None
        if any(it.check_pin(pin.reveal()) for it in rules_of(doors)):
            return None
        used = (is_used(self._keeper, at, pin, name=name) for at in self._rules.doors)
        return None if any(used) else pin

    def _door(self, at: DoorId, hours: Interval) -> GrantDoor:
        lock = async_lock_of(self._hass, at)
        window = Schedule.window(hours.start, hours.end)
        rules = None if lock is None else lock.code_rules
        return GrantDoor(at=at, schedule=rounded_for(rules, window))


def _changed(grant: Grant, doors: Mapping[DoorId, GrantDoor], *, anew: bool) -> Grant:
    """Return an access with the hours of a booking; what it leaves behind has to go."""
    kept = {it.at: replace(it, leaving=it.at not in doors) for it in grant.doors}
    for at, wished in doors.items():
        known = kept.get(at, wished)
        kept[at] = replace(known, schedule=wished.schedule, leaving=False)
    phase = Phase.GRANTED if anew and grant.phase is Phase.REVOKED else grant.phase
    return replace(grant, doors=tuple(kept.values()), phase=phase, ended=None)


async def end_access(keeper: AccessKeeper, grant_id: GrantId) -> None:
    """End an access, unless it is over; whatever is on a lock of it is taken off."""
    grant = keeper.grants.get(grant_id)
    if grant is not None and grant.ended is None and grant.phase is not Phase.REVOKED:
        await keeper.change(grant_id, lambda it: replace(it, phase=Phase.REVOKED))
