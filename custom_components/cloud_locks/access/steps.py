"""Doing what is planned: one step at a lock at a time, all locks at once.

So one that does not answer holds up nobody. A step is stored before anything is sent.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..model.errors import AuthError, OutcomeUnknown, ProtocolError, VendorError
from .carrying import begun, done, failed, lost
from .grant import DoorId, GrantId, StepKind
from .plans import Plan, Step
from .sender import async_send
from .sight import async_entry_of
from .store import AccessStore

if TYPE_CHECKING:
    from .keeper import AccessEntry


class StepRunner:
    """The steps that wait, by lock, and the one that is under way at each."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: AccessEntry,
        store: AccessStore,
        ended: Callable[[GrantId, DoorId], None],
    ) -> None:
        """Start with nothing to do; `ended` is called after each step."""
        self._hass = hass
        self._entry = entry
        self._store = store
        self._told = ended
        self._waiting: dict[DoorId, dict[GrantId, Step]] = {}
        self._busy: dict[DoorId, GrantId] = {}

    def has(self, grant_id: GrantId) -> bool:
        """Return whether anything is to be done or under way for an access."""
        waits = any(grant_id in it for it in self._waiting.values())
        return waits or grant_id in self._busy.values()

    def is_at(self, grant_id: GrantId, at: DoorId) -> bool:
        """Return whether a step of an access is under way at a lock."""
        return self._busy.get(at) == grant_id

    def note(self, made: Plan) -> None:
        """Let the steps of a plan wait instead of those of the one before."""
        grant_id = made.grant.id
        for at, waiting in tuple(self._waiting.items()):
            waiting.pop(grant_id, None)
            if not waiting:
                del self._waiting[at]
        for at, found in made.doors.items():
            if found.step is not None:
                self._waiting.setdefault(at, {})[grant_id] = found.step

    @callback
    def async_begin(self) -> None:
        """Begin the next step at each lock that has none under way."""
        for at in tuple(self._waiting):
            self._begin(at)

    def _begin(self, at: DoorId) -> None:
        """Begin the next step at a lock that has none under way; removals first."""
        waiting = self._waiting.get(at)
        if at in self._busy or not waiting:
            return
        grant_id = min(waiting, key=lambda it: waiting[it].kind is not StepKind.REMOVE)
        step = waiting.pop(grant_id)
        self._busy[at] = grant_id
        self._entry.async_create_background_task(
            self._hass, self._carry_out(grant_id, at, step), f"{DOMAIN} access {at}"
        )

    async def _carry_out(self, grant_id: GrantId, at: DoorId, step: Step) -> None:
        """Store that a step begins, do it, and take down what became of it."""
        try:
            await self._do(grant_id, at, step)
        finally:
            del self._busy[at]
            self._told(grant_id, at)

    async def _do(self, grant_id: GrantId, at: DoorId, step: Step) -> None:
        grant = self._store.grants[grant_id]
        if (before := grant.door(at)) is None:
            return
        now = dt_util.utcnow()
        grant = grant.with_door(begun(before, step, now))
        await self._store.put_safely(grant)
        try:
            code = await async_send(self._hass, grant, at, step)
        except OutcomeUnknown, ProtocolError:
            # It is looked for; nothing is sent again before it is found or missing.
            LOGGER.debug("Outcome of a step of access on %s is unknown", at.lock_id)
            door = self._store.grants[grant_id].door(at)
            after = door and lost(door, step, dt_util.utcnow())
        except VendorError as err:
            self._refused(at, err)
            door = self._store.grants[grant_id].door(at)
            after = door and failed(door, before, step, err, dt_util.utcnow())
        else:
            door = self._store.grants[grant_id].door(at)
            after = door and done(door, step, code, dt_util.utcnow())
        if after is not None:
            self._store.put_soon(self._store.grants[grant_id].with_door(after))

    def _refused(self, at: DoorId, err: VendorError) -> None:
        LOGGER.debug("A step of access on %s failed: %s", at.lock_id, err)
        entry = async_entry_of(self._hass, at)
        if isinstance(err, AuthError) and entry is not None:
            entry.async_start_reauth(self._hass)
