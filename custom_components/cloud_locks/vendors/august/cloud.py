"""An account at August or Yale as a lock cloud."""

from collections.abc import Mapping
from datetime import datetime
from typing import override

from ...model.access_event import AccessEvent
from ...model.cloud import Account, Inventory, LockCloud
from ...model.command import CommandResult, Operation
from ...model.lock import Lock, LockId
from ...model.parts import Parts
from .._connection import Connection
from .activity import Activity
from .api import Api
from .caller import Caller
from .codes import AugustCodes
from .known import KnownLocks
from .link import AugustLink
from .operate import Operator
from .pace import PACE
from .push import AugustPush


class AugustCloud(LockCloud):
    """An account, signed in by an application of its own or by a linked account."""

    pace = PACE

    def __init__(self, connection: Connection) -> None:
        """Prepare to talk; nothing is sent."""
        self._caller = Caller(connection)
        self._name = connection.brand.name
        api = Api(self._caller)
        self._known = known = KnownLocks(api, connection)
        self._operator = Operator(api, known, connection)
        self._activity = Activity(api, connection.now)
        self._push = AugustPush(api, known, connection)
        self.parts = Parts(
            codes=AugustCodes(api, known, connection),
            push=self._push,
            link=AugustLink(connection.linked),
        )

    @override
    async def account(self) -> Account:
        # Nothing personal: it names a device that everybody in the house sees.
        return Account(id=await self._caller.user_id(), name=self._name)

    @override
    async def inventory(self) -> Inventory:
        return await self._known.inventory()

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        return await self._known.states(known)

    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        return await self._operator.operate(lock_id, operation, deadline)

    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        facts = await self._known.facts(lock_id)
        return await self._activity.read(facts, after=after, limit=limit)

    @override
    async def close(self) -> None:
        await self._push.close()
