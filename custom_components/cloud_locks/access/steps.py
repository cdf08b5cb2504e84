"""Doing what is planned: one step at a lock at a time, all locks at once.

So one that does not answer holds up nobody. A step is stored before anything is sent.
Where a cloud asks for a pause all steps at its account wait, those of others do not.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, LOGGER
from ..model.errors import (
    AuthError,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)
from .carrying import begun, done, failed, lost
from .gate import TAKES_AWAY, Gate
from .grant import DoorId, GrantId
from .plans import AnyStep, Plan
from .sender import async_send
from .sight import async_account_of, async_entry_of
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
        self._waiting: dict[DoorId, dict[GrantId, AnyStep]] = {}
        self._busy: dict[DoorId, tuple[GrantId, AnyStep]] = {}
        self._gates: dict[str, Gate] = {}
        self._turns: dict[DoorId, int] = {}
        self._count = count(1)
        self._timer: CALLBACK_TYPE | None = None
        entry.async_on_unload(self._stop_waiting)

    def has(self, grant_id: GrantId) -> bool:
        """Return whether anything is to be done or under way for an access."""
        waits = any(grant_id in it for it in self._waiting.values())
        return waits or any(grant_id == it for it, _ in self._busy.values())

    def under_way(self, grant_id: GrantId, at: DoorId) -> AnyStep | None:
        """Return the step of an access that is under way at a lock."""
        whose, step = self._busy.get(at, (None, None))
        return step if whose == grant_id else None

    def note(self, made: Plan) -> None:
        """Let the steps of a plan wait instead of those of the one before."""
        grant_id = made.grant.id
        for at, waiting in tuple(self._waiting.items()):
            waiting.pop(grant_id, None)
            if not waiting:
                del self._waiting[at]
        for at, found in made.doors.items():
            if (step := found.next) is not None:
                self._waiting.setdefault(at, {})[grant_id] = step

    @callback
    def async_begin(self) -> None:
        """Begin the next step at each lock that has none under way, where one may.

        First what keeps somebody out, then where the last turn was longest ago.
        """
        free = (self._next(at) for at in self._waiting if at not in self._busy)
        waits: dict[tuple[str, bool], float] = {}
        for lets_in, _, at, grant_id in sorted(free):
            way = at.account, lets_in
            if way not in waits and (wait := self._begin(at, grant_id)):
                waits[way] = wait
        self._set_timer(min(waits.values(), default=None))

    def _next(self, at: DoorId) -> tuple[bool, int, DoorId, GrantId]:
        """Return for whom the next step at a lock is, after what decides its turn."""
        waiting = self._waiting[at]
        keeps_out = (it for it, step in waiting.items() if step.kind in TAKES_AWAY)
        if (grant_id := next(keeps_out, None)) is not None:
            return False, self._turns.get(at, 0), at, grant_id
        return True, self._turns.get(at, 0), at, next(iter(waiting))

    def _begin(self, at: DoorId, grant_id: GrantId) -> float:
        """Begin a step; return for how many seconds it has to wait instead, else 0."""
        waiting, gate = self._waiting[at], self._gate(at)
        if gate is not None and (wait := gate.wait(waiting[grant_id].kind)):
            return wait
        step = waiting.pop(grant_id)
        if not waiting:
            del self._waiting[at]
        self._busy[at] = (grant_id, step)
        self._turns[at] = next(self._count)
        if gate is not None:
            gate.begin()
        self._entry.async_create_background_task(
            self._hass, self._carry_out(grant_id, at, step), f"{DOMAIN} access {at}"
        )
        return 0.0

    def _gate(self, at: DoorId) -> Gate | None:
        """Return the way to the account of a lock; None while that is not loaded."""
        if (account := async_account_of(self._hass, at)) is None:
            return None
        gate = self._gates.get(at.account)
        if gate is None or gate.account is not account:
            gate = self._gates[at.account] = Gate(account)
        return gate

    @callback
    def _set_timer(self, wait: float | None) -> None:
        self._stop_waiting()
        if wait is not None:
            job = HassJob(self._wake, cancel_on_shutdown=True)
            self._timer = async_call_later(self._hass, wait, job)

    @callback
    def _wake(self, _: datetime) -> None:
        self._timer = None
        self.async_begin()

    @callback
    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer()
            self._timer = None

    async def _carry_out(self, grant_id: GrantId, at: DoorId, step: AnyStep) -> None:
        """Store that a step begins, do it, and take down what became of it."""
        failure = None
        try:
            failure = await self._do(grant_id, at, step)
        finally:
            del self._busy[at]
            if (gate := self._gate(at)) is not None:
                gate.ended(failure)
            self._told(grant_id, at)

    async def _do(
        self, grant_id: GrantId, at: DoorId, step: AnyStep
    ) -> VendorError | None:
        """Return why a step certainly did nothing; None where it did, or may have."""
        grant, failure = self._store.grants[grant_id], None
        if (before := grant.door(at)) is None:
            return None
        now = dt_util.utcnow()
        grant = grant.with_door(begun(before, step, now))
        await self._store.put_safely(grant)
        try:
            sent = await async_send(self._hass, grant, at, step)
        except OutcomeUnknown, ProtocolError:
            # It is looked for; nothing is sent again before it is found or missing.
            LOGGER.debug("Outcome of a step of access on %s is unknown", at.lock_id)
            door = self._store.grants[grant_id].door(at)
            after = door and lost(door, step, dt_util.utcnow())
        except VendorError as err:
            failure = err
            self._refused(at, err)
            door = self._store.grants[grant_id].door(at)
            after = door and failed(door, before, step, err, dt_util.utcnow())
        else:
            door = self._store.grants[grant_id].door(at)
            after = door and done(door, step, sent, dt_util.utcnow())
        if after is not None:
            self._store.put_soon(self._store.grants[grant_id].with_door(after))
        return failure

    def _refused(self, at: DoorId, err: VendorError) -> None:
        LOGGER.debug("A step of access on %s failed: %s", at.lock_id, err)
        entry = async_entry_of(self._hass, at)
        if isinstance(err, AuthError) and entry is not None:
            entry.async_start_reauth(self._hass)
