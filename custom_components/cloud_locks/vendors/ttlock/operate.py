"""Moving the bolt: told once; the cloud waits for the lock and answers for it.

An answer without an error means that the lock took the command. Whether its motor went
all the way nobody says, so it is read afterwards like any state.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ...model.command import CommandResult, Operation, Outcome
from ...model.errors import LockOffline, NotPermitted, Unsupported
from ...model.lock import LockId
from ...model.reason import Reason
from .api import Api
from .facts import LockFacts
from .features import Feature
from .known import KnownLocks
from .turns import Turns

_NEEDS: Final[Mapping[Operation, Feature]] = {
    Operation.LOCK: Feature.LOCK_COMMAND,
    Operation.UNLOCK: Feature.GATEWAY_UNLOCK,
}


class Operator:
    """Carries out operations."""

    def __init__(self, api: Api, known: KnownLocks, turns: Turns) -> None:
        """Take what to send by, what is known, and who is whose turn."""
        self._api = api
        self._known = known
        self._turns = turns

    async def operate(
        self, lock_id: LockId, operation: Operation, deadline: datetime | None
    ) -> CommandResult:
        """Carry out an operation; see `LockCloud.operate`."""
        facts = await self._known.facts(lock_id)
        _check_able(facts, operation)
        send = self._api.locks.lock
        if operation is Operation.UNLOCK:
            send = self._api.locks.unlock
        try:
            await self._turns.through(
                facts.lane,
                lambda: send(facts.vendor_id, deadline=deadline),
                deadline=deadline,
            )
        except LockOffline as err:
            self._known.was_silent(lock_id, err.reason)
            raise
        except Unsupported as err:
            raise _why_not(err, operation) from None
        self._known.was_told(lock_id, operation)
        return CommandResult(outcome=Outcome.ACCEPTED)


def _check_able(facts: LockFacts, operation: Operation) -> None:
    """Refuse what the lock cannot do, before anything is sent."""
    needed = _NEEDS.get(operation)
    if needed is None:
        raise Unsupported("no latch")
    if facts.features.lacks(needed):
        raise Unsupported(f"no feature {needed}")
    facts.check_in_reach()
    key = None if facts.told.manages else facts.told.key
    if key is not None and key.remote is False:
        raise NotPermitted("remoteEnable", reason=Reason.REMOTE_DISABLED)
    if key is not None and not key.is_usable:
        raise NotPermitted("keyStatus")


def _why_not(err: Unsupported, operation: Operation) -> Unsupported:
    """Say what -4043 means: of unlocking, that the app has it switched off."""
    if operation is Operation.UNLOCK:
        return Unsupported(err.detail, reason=Reason.REMOTE_DISABLED)
    return err
