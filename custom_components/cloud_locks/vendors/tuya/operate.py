"""Moving the bolt without a password, by the way that the lock takes.

Each attempt has a ticket of its own. Another way is tried only after an answer that
says that this one was refused; the one that worked is remembered.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...model.command import CommandResult, Operation, Outcome
from ...model.errors import (
    AuthError,
    LockBusy,
    LockOffline,
    NotPermitted,
    OperationFailed,
    RejectedError,
    TransientError,
    Unsupported,
    VendorError,
)
from ...model.lock import BoltState, LockId
from ...model.reason import Reason
from .._connection import Connection
from .api import Api
from .error_numbers import InvalidParameter
from .facts import Kind, LockFacts, Way
from .known import KnownLocks
from .mapping import with_points
from .points import MANUAL_LOCK, REPLY, REQUEST
from .requests import asked_until
from .setting_rows import WITHOUT_PASSWORD

_LOOKS: Final = (1.0, 2.0, 3.0)
"""Seconds before each look at where the bolt is. A look costs a call."""

_CHANNEL: Final = 1
"""The only door of a device that has one."""

_GOALS: Final[Mapping[Operation, BoltState]] = {
    Operation.LOCK: BoltState.LOCKED,
    Operation.UNLOCK: BoltState.UNLOCKED,
}

_UNLOCKING: Final = (Way.OPERATE, Way.OPEN, Way.OPERATE_TEXT)
_LOCKING: Final = (Way.OPERATE, Way.OPERATE_TEXT)

type Send = Callable[[], Awaitable[bool | None]]


class Operator:
    """Carries out operations."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now
        self._sleep = connection.sleep

    async def operate(
        self, lock_id: LockId, operation: Operation, deadline: datetime | None
    ) -> CommandResult:
        """Carry out an operation; see `LockCloud.operate`."""
        facts = await self._known.facts(lock_id)
        if operation not in _GOALS:
            raise Unsupported("no latch")
        facts = await self._in_reach(facts)
        done = await self._by_some_way(facts, operation, deadline)
        facts = self._told(facts, operation)
        return await self._judged(facts, operation, done=done)

    async def _in_reach(self, facts: LockFacts) -> LockFacts:
        """Return a lock that a command would reach, else raise `LockOffline`.

        Of a lock that sleeps it is asked whether somebody pressed its button.
        """
        if facts.sleeps and not facts.is_asking(self._now()):
            facts = await self._with_request(facts)
        facts.check_in_reach(self._now())
        return facts

    async def _with_request(self, facts: LockFacts) -> LockFacts:
        if REQUEST not in facts.codes:
            return facts
        found = await self._api.devices.properties(facts.device_id, [REQUEST])
        return self._put(facts.asked(asked_until(found)))

    def _put(self, facts: LockFacts) -> LockFacts:
        """Remember what is known of a lock, and show it."""
        return self._known.put(with_points(facts, {}, self._now()))

    async def _by_some_way(
        self, facts: LockFacts, operation: Operation, deadline: datetime | None
    ) -> bool:
        """Send by the way that works; False: taken, and not carried out."""
        unlocks = operation is Operation.UNLOCK
        refusal: RejectedError | None = None
        for way in _ways(facts, unlocks=unlocks):
            try:
                told = await self._send(facts, way, unlocks, deadline)
            except (Unsupported, InvalidParameter) as err:
                refusal = err
                continue
            except NotPermitted as err:
                raise await self._explained(facts, err) from None
            except LockOffline as err:
                self._was_silent(facts)
                raise LockOffline(err.detail, reason=_silence(facts)) from None
            known = {**facts.ways, unlocks: way}
            self._known.put(replace(facts, ways=known))
            return told is not False
        raise await self._explained(facts, refusal or Unsupported("no way"))

    async def _send(
        self,
        facts: LockFacts,
        way: Way,
        unlocks: bool,  # noqa: FBT001 - the one thing that is told
        deadline: datetime | None,
    ) -> bool | None:
        doors, device_id = self._api.doors, facts.device_id
        match way:
            case Way.OPERATE:
                return await doors.door_operate(device_id, deadline, unlock=unlocks)
            case Way.OPERATE_TEXT:
                word = "true" if unlocks else "false"
                return await doors.door_operate(device_id, deadline, unlock=word)
            case Way.OPEN:
                return await doors.open_free(device_id, deadline)
            case Way.CHANNEL:
                return await doors.open_channel(device_id, _CHANNEL, deadline)
            case Way.COMMAND:
                await self._command(facts, MANUAL_LOCK, on=True)
                return None

    async def _command(self, facts: LockFacts, code: str, *, on: bool) -> None:
        await self._api.devices.command(facts.device_id, code, on)

    async def _explained(
        self, facts: LockFacts, refusal: RejectedError
    ) -> RejectedError:
        """Return a refusal with its reason, where the app's own switch is the reason.

        It is read only now: asked before each opening, it would cost a call each time.
        """
        with suppress(VendorError):
            ways = await self._known.read_remote(facts.device_id)
            if ways.get(WITHOUT_PASSWORD) is False:
                return NotPermitted(refusal.detail, reason=Reason.REMOTE_DISABLED)
        return refusal

    def _was_silent(self, facts: LockFacts) -> None:
        if not facts.sleeps:
            self._put(replace(facts, item=replace(facts.item, online=False)))

    def _told(self, facts: LockFacts, operation: Operation) -> LockFacts:
        """Remember that a lock was sent a command and took it."""
        known = self._known.by_device(facts.device_id) or facts
        return self._put(replace(known, commanded=(operation, self._now())))

    async def _judged(
        self, facts: LockFacts, operation: Operation, *, done: bool
    ) -> CommandResult:
        """Return how it ended: by the data point, as the cloud's word is no proof."""
        goal = _GOALS[operation]
        if not facts.lock.bolt_reported:
            if not done:
                raise OperationFailed("result false", reason=Reason.NOT_MOVED)
            return CommandResult(outcome=Outcome.ACCEPTED)
        for delay in _LOOKS:
            await self._sleep(delay)
            with suppress(VendorError):
                facts = await self._known.reread(facts)
            if facts.lock.bolt is goal:
                return CommandResult(outcome=Outcome.CONFIRMED, bolt=goal)
        if done:
            return CommandResult(outcome=Outcome.ACCEPTED)
        self._put(replace(facts, commanded=None))
        raise OperationFailed("result false", reason=Reason.NOT_MOVED)

    async def answer(self, lock_id: LockId, *, accept: bool) -> CommandResult:
        """Let in or turn away who asks at the door; see `LockCloud.answer_request`.

        The request is taken before anything is sent: when what became of the answer is
        not known, no later telling of the same request brings it back.
        """
        facts = await self._known.facts(lock_id)
        if REQUEST not in facts.codes:
            raise Unsupported("nobody can ask")
        if not facts.is_asking(self._now()):
            facts = await self._with_request(facts)
        if not facts.is_asking(self._now()):
            raise LockOffline("nobody asks", reason=Reason.LOCK_ASLEEP)
        until, facts = facts.asking_until, self._put(facts.taken())
        try:
            await self._answer(facts, until, accept=accept)
        except AuthError, OperationFailed, RejectedError, TransientError:
            known = self._known.by_device(facts.device_id) or facts
            self._put(replace(known, asking_until=until, answered=None))
            raise
        if accept:
            self._told(facts, Operation.UNLOCK)
        return CommandResult(outcome=Outcome.ACCEPTED)

    async def _answer(
        self, facts: LockFacts, until: datetime | None, *, accept: bool
    ) -> None:
        if accept:
            await self._let_in(facts, until)
        elif REPLY in facts.codes:
            await self._command(facts, REPLY, on=False)
        else:
            await self._api.doors.turn_away(facts.device_id)

    async def _let_in(self, facts: LockFacts, deadline: datetime | None) -> None:
        """Reply where the lock takes a reply, else open while it is awake."""
        if REPLY in facts.codes:
            if deadline is not None and self._now() > deadline:
                raise LockBusy("not ready in time", reason=Reason.TOO_LATE)
            with suppress(Unsupported, InvalidParameter):
                await self._command(facts, REPLY, on=True)
                return
        if not await self._by_some_way(facts, Operation.UNLOCK, deadline):
            raise OperationFailed("result false", reason=Reason.NOT_MOVED)


def _ways(facts: LockFacts, *, unlocks: bool) -> list[Way]:
    """Return how to try, the way that worked the last time first."""
    ways = list(_UNLOCKING if unlocks else _LOCKING)
    if unlocks and facts.kind is Kind.KEYPAD:
        ways.insert(0, Way.CHANNEL)
    if not unlocks and MANUAL_LOCK in facts.codes:
        ways.insert(1, Way.COMMAND)
    known = facts.ways.get(unlocks)
    return ways if known is None else [known, *(it for it in ways if it is not known)]


def _silence(facts: LockFacts) -> Reason:
    return Reason.LOCK_ASLEEP if facts.sleeps else Reason.LOCK_OFFLINE
